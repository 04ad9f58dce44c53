"""What is wrong with the trailers of a message that is about to be committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.records import Source
from studytrack.terms import Finding
from studytrack.trailers import message, values
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from studytrack.hooks.tidying import Tidied
    from studytrack.trailers.vocabulary import Vocabulary

_NOW = {"unknown": "unknown-now"}
"""Reasons that speak of a commit that is there already, and how they are put before it is."""


class Complaint(NamedTuple):
    """A line of a message, and what is wrong with it.

    Attributes:
        line: where it stands in the text that was edited, from 1; None for the whole text.
        refuses: whether it stops the commit: a line that merely looks like a trailer does not.
    """

    line: int | None
    finding: Finding
    refuses: bool = True


def complaints(
    given: Tidied,
    vocabulary: Vocabulary,
    is_commit: Callable[[str], bool],
    encoding: str | None = None,
) -> list[Complaint]:
    """Everything that is wrong with a message, in its order.

    Args:
        given: the message as git will keep it.
        vocabulary: the words of the study.
        is_commit: whether an id, or its beginning, names a commit of the repository.
        encoding: what the message is encoded in; None for UTF-8.
    """
    parts = message.parts(given.message, encoding)
    listed = {part.id for part in parts if part.id is not None}

    def is_known(void: str) -> bool:
        return any(one.startswith(void) for one in listed) or is_commit(void)

    voids = tuple(void for part in parts for void in part.voids)
    kept = [part for part in parts if not _is_void(part, voids)]
    told = [one for part in kept for one in _of_part(part, vocabulary, is_known)]
    placed = [one._replace(line=given.lines[one.line - 1] if one.line else None) for one in told]
    return sorted(placed, key=lambda one: one.line or 0)


def agreed(told: Sequence[Complaint], elsewhere: Sequence[Complaint]) -> list[Complaint]:
    """Those that hold in another study too: what one study understands is no mistake."""
    lines = {one.line for one in elsewhere if one.refuses}
    return [one for one in told if not one.refuses or one.line in lines]


def _is_void(part: message.Part, voids: tuple[str, ...]) -> bool:
    """Whether what a squash merge lists is taken back in the same message."""
    return part.id is not None and part.id.startswith(voids)


def _of_part(
    part: message.Part, vocabulary: Vocabulary, is_known: Callable[[str], bool]
) -> Iterator[Complaint]:
    for finding in part.findings:
        yield Complaint(finding.line, finding)
    for trailer in part.trailers:
        for finding in values.read(trailer, vocabulary, Source(None), None).findings:
            yield Complaint(trailer.line, _now(finding))
        void = message.void_of(trailer)
        if void is not None and not is_known(void):
            yield Complaint(trailer.line, message.invalid(trailer.text, "void-unknown"))
    for suspect in part.suspects:
        yield Complaint(
            suspect.line, Finding("trailer-suspect", {"value": suspect.text}), refuses=False
        )


def _now(finding: Finding) -> Finding:
    reason = str(finding.values.get("reason", ""))
    return finding._replace(values={**finding.values, "reason": _NOW.get(reason, reason)})
