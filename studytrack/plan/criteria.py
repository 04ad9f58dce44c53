"""What tells that a phase is complete: the lists that a plan announces so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.plan.passages import step
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studytrack.plan.passages import Passage
    from studytrack.plan.words import Words

_ENDS = pattern(r"[:：][*_]{0,3}$|[*_]{2}$")
_LABELLED = pattern(r"[^:：]{1,60}[:：][*_]{0,3}[ \t]*(?P<rest>\S.*)")
_TICK = pattern(r"[✓✔☑✅•·▪][\ufe0e\ufe0f]?[ \t]*")


class Announced(NamedTuple):
    """A list of criteria.

    Attributes:
        line: that which announces it, from 0.
        phase: the number of the phase that is named there.
        texts: what the list says, Markdown as it is.
    """

    line: int
    phase: int | None
    texts: tuple[str, ...]


class Criteria(NamedTuple):
    """All the lists of criteria, and the lines that they take."""

    lists: tuple[Announced, ...]
    lines: frozenset[int]


def criteria(found: Sequence[Passage], words: Words) -> Criteria:
    """The lists that follow a heading or a label such as ``**Phase 1 completion criteria**:``.

    Beneath a heading, labels may name the phases.
    """
    lists: list[Announced] = []
    lines: set[int] = set()
    above: Passage | None = None
    for one in found:
        phase = words.lexicon.heading(one.plain).number if one.kind != "item" else None
        if _announces(one, words):
            above = one
            rest = _LABELLED.match(one.text)
            lists.append(Announced(one.first, _phase(one, words), (rest["rest"],) if rest else ()))
        elif above is not None and one.bullet and one.depth > above.depth:
            text = _TICK.sub("", step(one.text), count=1)
            lists[-1] = lists[-1]._replace(texts=(*lists[-1].texts, text))
        elif above is not None and above.kind == "heading" and one.level > above.level:
            if phase is not None:
                lists.append(Announced(one.first, phase, ()))
        else:
            above = None
        if above is not None:
            lines.add(one.first)
    return Criteria(tuple(one for one in lists if one.texts), frozenset(lines))


def _announces(one: Passage, words: Words) -> bool:
    """Whether a heading or a label speaks of criteria; an item must name its phase."""
    if not words.is_criteria(one.plain.partition("：")[0].partition(":")[0]):
        return False
    if one.kind == "heading":
        return True
    labelled = _ENDS.search(one.text) or _LABELLED.match(one.text)
    return bool(labelled) and (one.kind == "paragraph" or _phase(one, words) is not None)


def _phase(one: Passage, words: Words) -> int | None:
    return words.lexicon.heading(one.plain).number


def of_phase(stated: Criteria, number: int, within: range, known: Sequence[int]) -> Iterator[str]:
    """The criteria of a phase: those that name it, or the only ones that stand within it.

    Args:
        stated: all of them.
        number: the phase's number.
        within: the phase's lines, from 0.
        known: the numbers of all phases.
    """
    named = [one for one in stated.lists if one.phase == number]
    own = [one for one in stated.lists if one.phase not in known and one.line in within]
    for one in named + (own if len(own) == 1 else []):
        yield from one.texts
