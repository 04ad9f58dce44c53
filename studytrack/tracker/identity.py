"""Tasks that were called by their titles before they had ids: which of today's tasks each is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from studytrack.tracker.naming import told_apart

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


def _renamed(section: Section, new: Names) -> Section:
    rows = (row._replace(id=new.get(row.id, row.id)) for row in section.rows)
    return section._replace(rows=tuple(rows))
