"""Tasks that were called by their titles before they had ids: which of today's tasks each is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from studytrack.tracker.naming import told_apart
from studytrack.trailers.vocabulary import clean

if TYPE_CHECKING:
    from studytrack.tracker.shape import Section, Tracker

Names = Mapping[str, str]
"""What tasks would go by if none had an id, and the ids of those that have one."""

NONE: Names = MappingProxyType({})
"""No task went by its title."""


def names(tracker: Tracker) -> Names:
    """What each task was called before it had an id, as far as its title is what it was.

    Example:
        ``names(read("- [ ] 1.1 Ports"))`` is ``{"Ports": "1.1"}``.
    """
    rows = list(tracker.rows())
    apart = told_apart([(row.title, section.title) for section, row in rows])
    ids = {row.id for _, row in rows}
    return {
        name: row.id
        for name, (_, row) in zip(apart, rows, strict=True)
        if row.title and name not in ids
    }


def renamed(older: Tracker, known: Names) -> Tracker:
    """An older version in which those tasks have the ids that they have by now."""
    ids = {row.id for _, row in older.rows()}
    new = {name: known[name] for name in ids & known.keys() if known[name] not in ids}
    if not new:
        return older
    sections = tuple(_renamed(section, new) for section in older.sections)
    findings = tuple(
        one._replace(task=new.get(one.task, one.task)) if one.task else one
        for one in older.findings
    )
    return older._replace(sections=sections, findings=findings)


def carried(older: Tracker, names: Mapping[str, str | None]) -> Tracker:
    """An older version with its tasks under the ids that renumbering has given them since.

    A task whose id was given to another one, with None here, is left out.
    """
    if not names:
        return older
    gone = {row.id for _, row in older.rows() if names.get(row.id, row.id) is None}
    new = {old: now for old, now in names.items() if now is not None}
    sections = (
        section._replace(rows=tuple(row for row in section.rows if row.id not in gone))
        for section in older.sections
    )
    return older._replace(sections=tuple(_renamed(section, new) for section in sections))


def _renamed(section: Section, new: Names) -> Section:
    rows = (row._replace(id=new.get(row.id, row.id)) for row in section.rows)
    return section._replace(rows=tuple(rows))


def shifted(then: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Which ids became which others, as far as titles stand beneath other ids by now.

    Args:
        then: the titles of tasks by their ids, once.
        now: the same by now.

    Example:
        >>> shifted({"1.1": "Oil", "1.2": "Cogs"}, {"1.1": "Oil", "1.2": "Wax", "1.3": "Cogs"})
        {'1.2': '1.3'}
    """
    if then == now:
        return {}
    same = then.items() & now.items()
    common = {title for _, title in same}
    before, after = (
        _by_title({task: title for task, title in titles.items() - same if title not in common})
        for titles in (then, now)
    )
    found = {
        old: after[title]
        for title, old in before.items()
        if old and after.get(title) and after[title] != old
    }
    return {task: found[task] for task in then if task in found}


def _by_title(titles: Mapping[str, str]) -> dict[str, str]:
    """The id of each title; none where several tasks have it."""
    found: dict[str, str] = {}
    for task, title in titles.items():
        key = clean(title).casefold()
        found[key] = "" if key in found or not key else task
    return found
