"""The words and marks that statements of progress are recognised by."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.terms import Status
from studytrack.tracker.lexicon import any_of, folded, lexicon
from studytrack.tuples import NamedTuple
from studytrack.values import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studytrack.locales import Words
    from studytrack.tracker.lexicon import Lexicon

FULL = {"█": "░", "▓": "░", "■": "□", "▰": "▱", "●": "○", "▮": "▯", "◼": "◻", "⬛": "⬜"}
"""What a bar is made of, and what its rest usually is."""
FULL |= dict.fromkeys("🟩🟦🟪🟨🟧🟥", "⬜")
EMPTY = {"░": "█", "▒": "█", "□": "■", "▱": "▰", "○": "●", "▯": "▮", "◻": "◼"}
EMPTY |= {"⬜": "🟩", "⬛": "🟩"}

_AMOUNT = r"[0-9]{1,6}(?:[.,][0-9]{1,2})?"
_BLANK = r"[_＿]{2,20}"
_ENDS = r"(?![0-9_]|[.,:：/／][0-9_]|[%％])"


class ClaimWords(NamedTuple):
    """Patterns, each to be matched at a place in a line.

    Attributes:
        progress: a word in a label that announces how far something is.
        names: whole labels, and headers of columns, that do, beside the words for done.
        spent, planned: whole labels of the hours of all that there is.
        fraction: ``n`` of ``m``; the number before ``m`` may be blank.
        hours: a time with its unit, or as on a clock, perhaps an approximate one.
        bar: characters for what is done and what is not; ASCII ones only in brackets.
    """

    lexicon: Lexicon
    progress: re.Pattern[str]
    names: frozenset[str]
    spent: frozenset[str]
    planned: frozenset[str]
    fraction: re.Pattern[str]
    percent: re.Pattern[str]
    hours: re.Pattern[str]
    number: re.Pattern[str]
    bar: re.Pattern[str]

    def is_share(self, header: str) -> bool:
        """Whether a column says how far something is: *Progress*, *Done*."""
        return header in self.names or self.lexicon.statuses.get(header) is Status.DONE

    def is_progress(self, label: str) -> bool:
        """Whether a label announces how far something is."""
        name = folded(label)
        return name in self.names or self.progress.search(name) is not None


def claim_words(words: Lexicon) -> ClaimWords:
    """The words of a text's languages."""
    return _claim_words(tuple(one.name for one in words.locales))


@cache
def _claim_words(names: tuple[str, ...]) -> ClaimWords:
    words = lexicon(*names)
    tables = [one.claims for one in words.locales]
    between = "|".join(map(re.escape, {word for table in tables for word in table["of"]}))
    about = "|".join(map(re.escape, {word for table in tables for word in table["about"]}))
    hour, minute = ("|".join(map(re.escape, unit)) for unit in words.units)
    full, empty = "".join(FULL), "".join(EMPTY)
    return ClaimWords(
        lexicon=words,
        progress=pattern(any_of({folded(word) for word in _every(tables, "progress")})),
        names=frozenset(map(folded, (*_every(tables, "progress"), *_every(tables, "share")))),
        spent=frozenset(map(folded, _every(tables, "spent"))),
        planned=frozenset(map(folded, _every(tables, "planned"))),
        fraction=pattern(
            rf"(?P<n>{_AMOUNT}|{_BLANK})(?:[ ]?[/／][ ]?|[ ](?:{between})[ ])"
            rf"(?P<m>{_AMOUNT}){_ENDS}",
            re.IGNORECASE,
        ),
        percent=pattern(rf"(?P<n>{_AMOUNT}|{_BLANK})[ ]?[%％]"),
        hours=pattern(
            rf"(?P<about>(?:{about}|[~～≈])[ ]?)?(?P<time>"
            rf"(?P<clock>[0-9]{{1,4}}:[0-5][0-9])"
            rf"|(?P<h>{NUMBER})(?P<hu>[ ]?(?:{hour}))(?![a-z])"
            rf"(?:(?P<join>[ ]?)(?P<m>[0-9]{{1,2}})(?P<mu>[ ]?(?:{minute}))(?![a-z]))?)"
            r"(?![0-9]|[ ]?[-–~～:/][ ]?[0-9])",
            re.IGNORECASE,
        ),
        number=pattern(rf"(?P<n>[0-9]{{1,6}}|{_BLANK}){_ENDS}(?![-–~～])"),
        bar=pattern(
            rf"`?\[?(?P<bar>(?=[{full}{empty}]{{4}})(?P<full>(?P<f>[{full}])(?P=f)*)?"
            rf"(?P<empty>(?P<e>[{empty}])(?P=e)*)?)(?![{full}{empty}])\]?`?"
            r"|`?\[(?P<abar>(?=[#=.\-]{4})(?P<afull>(?P<af>[#=])(?P=af)*)?"
            r"(?P<aempty>(?P<ae>[.\-])(?P=ae)*)?)\]`?"
        ),
    )


def _every(tables: Iterable[Words], key: str) -> Iterable[str]:
    return (word for table in tables for word in table[key])
