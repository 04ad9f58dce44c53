"""Texts with blocks that are kept filled: how far a study is, and what comes next.

A block stands between two comments (`studytrack.markers`); the first one says what is wanted.
No clock is read, so that the same study gives the same text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from studytrack.errors import TrackerError
from studytrack.markdown import blocks
from studytrack.markdown.spans import Edit, Span, apply
from studytrack.markers import Region, invalid, regions
from studytrack.model import BlockChange, Finding
from studytrack.report import progress
from studytrack.report.progress import Asked
from studytrack.report.scene import Filled

if TYPE_CHECKING:
    from studytrack.markdown.blocks import Document
    from studytrack.report.scene import Scene

MOST = 100
"""The largest count that can be asked for."""

_DIGITS = 9


class _Kind(NamedTuple):
    """A kind of block: what writes it, and what may be said behind its name."""

    write: Callable[[Asked, Scene], str]
    takes: frozenset[str]


KINDS: Mapping[str, _Kind] = {
    "progress": _Kind(progress.table_of, frozenset({"phase"})),
    "bar": _Kind(progress.bar_of, frozenset({"phase"})),
    "next": _Kind(progress.next_of, frozenset({"phase", "count"})),
}


class _RefusedError(Exception):
    """A marker asks for what cannot be; the message is the reason in a word."""


def fill(text: str, scene: Scene) -> Filled:
    """The text with every block saying what is true; every other character stays.

    Args:
        text: the whole file, newlines as they are.
        scene: the study, and where the file lies.

    Raises:
        TrackerError: the new text would not have the same blocks.
    """
    document = blocks.read(text)
    pairs, findings = regions(document)
    edits, changes, found = [], [], list(findings)
    for region in pairs:
        if region.nested:
            continue
        try:
            edit = _edit(document, region, _asked(region.words, scene), scene)
        except _RefusedError as error:
            found.append(invalid(document, region.first, str(error)))
            continue
        if edit.span.of(text) != edit.text:
            edits.append(edit)
            changes.append(_change(region, edit, text, scene.path))
    found += [Finding("block-stale", {"text": one.block}, line=one.line) for one in changes]
    placed = tuple(one._replace(path=scene.path) for one in found)
    return Filled(_verified(document, edits, scene.path), tuple(changes), placed)


def _asked(words: Sequence[str], scene: Scene) -> Asked:
    if not words or words[0] not in KINDS:
        raise _RefusedError("block-kind")
    given: dict[str, int] = {}
    for word in words[1:]:
        name, _, value = word.partition("=")
        number = value.isascii() and value.isdigit() and len(value) <= _DIGITS
        if name not in KINDS[words[0]].takes or name in given or not number:
            raise _RefusedError("block-argument")
        given[name] = int(value)
    if not 0 < given.get("count", 1) <= MOST:
        raise _RefusedError("block-count")
    phases = {phase.number: phase for phase in scene.state.phases}
    if "phase" in given and given["phase"] not in phases:
        raise _RefusedError("block-phase")
    phase = phases[given["phase"]] if "phase" in given else None
    return Asked(words[0], phase, given.get("count", progress.FEW))


def _edit(document: Document, region: Region, asked: Asked, scene: Scene) -> Edit:
    """The lines between the markers anew: blank ones around, newlines as behind the first."""
    lines = document.lines
    start = lines[region.first + 1].start
    newline = document.text[lines[region.first].end : start]
    written = KINDS[asked.kind].write(asked, scene).split("\n")
    text = "".join(f"{line}{newline}" for line in ("", *written, ""))
    return Edit(Span(start, lines[region.last].start), text)


def _change(region: Region, edit: Edit, text: str, path: str) -> BlockChange:
    return BlockChange.model_construct(
        path=path,
        line=region.first + 1,
        block=" ".join(region.words),
        before=edit.span.of(text),
        after=edit.text,
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
