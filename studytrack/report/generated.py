"""Texts with blocks that are kept filled: how far a study is, and what comes next.

A block stands between two comments (`studytrack.markers`); the first one says what is wanted.
No clock is read, so that the same study gives the same text.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from studytrack.agenda.order import FEW
from studytrack.agenda.weeks import named as week_named
from studytrack.errors import TrackerError, UsageError
from studytrack.markdown import blocks
from studytrack.markdown.spans import Edit, Span, apply
from studytrack.markers import Region, invalid, regions
from studytrack.model import BlockChange
from studytrack.report import notebook, progress, weeks
from studytrack.report.progress import Asked
from studytrack.report.scene import Filled
from studytrack.terms import Finding
from studytrack.tuples import NamedTuple
from studytrack.weekly.telling import review

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from studytrack.agenda.diary import Diary
    from studytrack.agenda.weeks import Week
    from studytrack.markdown.blocks import Document
    from studytrack.report.scene import Scene
    from studytrack.weekly.model import Review

MOST = 100
"""The largest count that can be asked for."""

_DIGITS = 9


class _Kind(NamedTuple):
    """A kind of block: what writes it, and what may be said behind its name."""

    write: Callable[[Asked, Scene], str]
    takes: frozenset[str]


_WEEK = frozenset({"week"})
KINDS: Mapping[str, _Kind] = {
    "progress": _Kind(progress.table_of, frozenset({"phase"})),
    "bar": _Kind(progress.bar_of, frozenset({"phase"})),
    "next": _Kind(progress.next_of, frozenset({"phase", "count"})),
    "review": _Kind(weeks.review_of, _WEEK),
    "difficulties": _Kind(weeks.difficulties_of, _WEEK),
    "takeaways": _Kind(weeks.takeaways_of, _WEEK),
    "plan": _Kind(weeks.plan_of, _WEEK),
    "questions": _Kind(notebook.questions_of, frozenset({"phase"})),
    "references": _Kind(notebook.references_of, frozenset({"phase"})),
}


class _RefusedError(Exception):
    """A marker asks for what cannot be; the message is the reason in a word."""


def fill(text: str, scene: Scene, cap: int) -> Filled:
    """The text with every block saying what is true; every other character stays.

    Args:
        text: the whole file, newlines as they are.
        scene: the study, and where the file lies.
        cap: the size in bytes above which the file would not be read again.

    Raises:
        TrackerError: the new text would not have the same blocks.
    """
    document = blocks.read(text)
    pairs, findings = regions(document)
    changes: dict[Edit, BlockChange] = {}
    found = list(findings)
    room = cap - len(text.encode())
    for region, edit in _edits(document, pairs, scene):
        if isinstance(edit, str):
            found.append(invalid(document, region.first, edit))
        elif (before := edit.span.of(text)) != edit.text:
            room -= len(edit.text.encode()) - len(before.encode())
            if room < 0:
                found.append(invalid(document, region.first, "block-size"))
                changes.clear()
                break
            changes[edit] = _change(region, before, edit.text, scene.path)
    stale = changes.values()
    found += [Finding("block-stale", {"text": one.block}, line=one.line) for one in stale]
    placed = tuple(one._replace(path=scene.path) for one in found)
    return Filled(_verified(document, list(changes), scene.path), tuple(stale), placed)


def _edits(
    document: Document, pairs: Sequence[Region], scene: Scene
) -> Iterator[tuple[Region, Edit | str]]:
    """What every block is to say, or in a word why it cannot; nested ones aside."""
    content = cache(partial(_content, scene))  # many blocks may say the same
    told = _told(scene.diary)  # and several speak of one week
    lines = document.lines
    for region in pairs:
        if region.nested:
            continue
        start, end = lines[region.first + 1].start, lines[region.last].start
        newline = document.text[lines[region.first].end : start]
        try:
            text = content(_asked(region.words, scene, told), newline)
        except _RefusedError as error:
            yield region, str(error)
        else:
            yield region, Edit(Span(start, end), text)


def _told(diary: Diary) -> Callable[[Week], Review]:
    """Tells what a week was like; of so many weeks, since each takes a look at all records."""
    known: dict[Week, Review] = {}

    def told(week: Week) -> Review:
        if week not in known:
            if len(known) == MOST:
                raise _RefusedError("block-weeks")
            known[week] = review(diary, week)
        return known[week]

    return told


def _asked(words: Sequence[str], scene: Scene, told: Callable[[Week], Review]) -> Asked:
    if not words or words[0] not in KINDS:
        raise _RefusedError("block-kind")
    if KINDS[words[0]].takes is _WEEK:
        return Asked(words[0], None, MOST, told(_week(words[1:], scene.diary.ends)))
    given: dict[str, int] = {}
    for word in words[1:]:
        name, _, value = word.partition("=")
        number = value.isascii() and value.isdigit() and len(value) <= _DIGITS
        if name not in KINDS[words[0]].takes or name in given or not number:
            raise _RefusedError("block-argument")
        given[name] = int(value)
    if not 0 < given.get("count", 1) <= MOST:
        raise _RefusedError("block-count")
    phase = given.get("phase")
    if phase is not None and all(one.number != phase for one in scene.state.phases):
        raise _RefusedError("block-phase")
    return Asked(words[0], phase, given.get("count", FEW))


def _week(words: Sequence[str], ends: str) -> Week:
    """The week that a block speaks of, which it has to name."""
    name, _, value = "".join(words).partition("=")
    try:
        if len(words) == 1 and name == "week":
            return week_named(value, ends)
    except UsageError:
        pass
    raise _RefusedError("block-week")


def _content(scene: Scene, asked: Asked, newline: str) -> str:
    """The lines between the markers: blank ones around what is said."""
    written = KINDS[asked.kind].write(asked, scene).split("\n")
    return "".join(f"{line}{newline}" for line in ("", *written, ""))


def _change(region: Region, before: str, after: str, path: str) -> BlockChange:
    return BlockChange(
        path=path, line=region.first + 1, block=" ".join(region.words), before=before, after=after
    )


def _verified(document: Document, edits: Sequence[Edit], path: str) -> str:
    """The new text, read again: the same markers have to stand around the blocks."""
    text = apply(document.text, edits)
    wanted, found = (
        [(pair.words, pair.nested) for pair in regions(one).pairs]
        for one in (document, blocks.read(text) if edits else document)
    )
    if wanted != found:
        raise TrackerError(f"{path}: filling its blocks would break them; nothing was written")
    return text
