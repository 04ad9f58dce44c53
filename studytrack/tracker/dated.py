"""Statuses with a date beside their words, in one cell: ``完了(4/28)``, ``✅ 2026-03-04``."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple
from studytrack.values import read_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from studytrack.terms import Status
    from studytrack.values import WrittenDate

_DAY = r"[0-9]{1,4}(?:[-/.年月년월][ ]?[0-9]{1,4}){1,2}[日일]?"
_ALONE = pattern(rf"(?<![0-9]){_DAY}(?![0-9])")
_ASIDE = pattern(rf"[ ]?[(（][^()（）]*[0-9][^()（）]*[)）]|[ ]?(?<![0-9]){_DAY}(?![0-9])")


class Dated(NamedTuple):
    """A status with its date.

    Attributes:
        manner: how such a one is written, ``{}`` where its date stands.
        date: the day that it was finished.
    """

    manner: str
    date: WrittenDate


def dated(text: str, months: Sequence[str], *, day_first: bool) -> Dated | None:
    """The status of a text that has one date, and no other number.

    >>> dated("完了(4/28)", (), day_first=False).manner
    '完了({})'
    """
    found = list(_ALONE.finditer(text))
    if len(found) != 1:
        return None
    before, behind = text[: found[0].start()], text[found[0].end() :]
    written = read_date(found[0][0], tuple(months), day_first=day_first)
    if written is None or any(char.isdecimal() or char in "{}" for char in before + behind):
        return None
    return Dated(f"{before}{{}}{behind}", written)


def undated(text: str) -> str:
    """A status cell without dates: its manner, which others may have; empty where there is none.

    >>> undated("完了(4/28)"), undated("✅ 2026-03-04"), undated("done 3 of 4")
    ('完了', '✅', '')
    """
    manner = _ASIDE.sub("", text).strip()
    return "" if "<br" in manner or any(char.isdecimal() for char in manner) else manner


def usual_manners(found: Iterable[tuple[Status, Dated | None]]) -> dict[Status, str]:
    """How each status is written with its date, where more than half of them have one."""
    votes: dict[Status, Counter[str | None]] = {}
    for status, one in found:
        votes.setdefault(status, Counter())[one.manner if one else None] += 1
    usual = {status: counter.most_common(1)[0] for status, counter in votes.items()}
    return {
        status: manner
        for status, (manner, times) in usual.items()
        if manner is not None and times * 2 > votes[status].total()
    }
