"""The notes cell, which learner and studytrack share: human words stay, links and records come."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from studytrack.markdown import inline, tables
from studytrack.records import Skip
from studytrack.trailers.vocabulary import ends_word
from studytrack.tuples import NamedTuple
from studytrack.values import is_blank

if TYPE_CHECKING:
    from studytrack.fold.accounts import Account
    from studytrack.tracker.dialect import Dialect
    from studytrack.tracker.shape import Row

_JOINS = ("，", ",", "；", ";", "、")
_ENDS = "。！？；，、,.!?;:："


class _Cell(NamedTuple):
    """A cell taken apart: the words, and the link to the note behind them."""

    body: str
    tail: str
    linked: bool


def wanted(
    raw: str, row: Row, note: str | None, account: Account | None, dialect: Dialect
) -> str | None:
    """The cell's new text, or None where the old one stands.

    Args:
        raw: the cell as it stands, pipes escaped.
        row: the task's row.
        note: the path of the task's note from the tracker's folder.
        account: the task's records.
        dialect: how this tracker writes.
    """
    if note is None and (account is None or not account.told):
        return None
    cell = _apart(raw, note, dialect)
    body = _body(tables.unescape(cell.body), account, dialect)
    tail = cell.tail
    if note is not None and not cell.linked:
        tail = dialect.link.write(row.id, row.title, note)
    if body is None and tail == cell.tail:
        return None
    words = tables.unescape(cell.body) if body is None else body
    words = "" if is_blank(words) else words
    joined = words + (_join(words, dialect) if words and tail else "") + tables.unescape(tail)
    return joined if joined != tables.unescape(raw) else None


def _apart(raw: str, note: str | None, dialect: Dialect) -> _Cell:
    if note is None or "](" not in raw:
        return _Cell(raw, "", linked=False)
    target = posixpath.normpath(note)
    own = [one for one in inline.links(raw) if posixpath.normpath(one.path) == target]
    if not own:
        return _Cell(raw, "", linked=False)
    last = own[-1]
    if raw[last.span.end :].strip():
        return _Cell(raw, "", linked=True)
    start = last.span.start
    lead = dialect.link.lead
    if lead and raw[:start].endswith(lead):
        start -= len(lead)
    body = raw[:start].rstrip()
    words = body[:-1].rstrip() if body.endswith(_JOINS) else body
    return _Cell(words or body, raw[start:].strip(), linked=True)


def _body(body: str, account: Account | None, dialect: Dialect) -> str | None:
    """The words that should stand, or None where those that do are the learner's own."""
    if account is None or not account.told:
        return None
    told = account.facts.told
    append = dialect.locale.writing["append"]
    reasons = [_said(one, dialect) for one in account.told if isinstance(one, Skip)]
    texts = {_said(one, dialect) for one in account.told}
    own = body
    for reason in reasons:
        own = own.removesuffix(append + reason)
    if is_blank(own) or _unjoined(own) in map(_unjoined, texts):
        return _said(told, dialect) if told is not None else ""
    if isinstance(told, Skip) and not _ends_in(own, told.reason):
        return own + append + _said(told, dialect)
    return own if own != body else None


def _ends_in(text: str, reason: str) -> bool:
    """Whether a learner's own words say the reason already, behind whatever leads to it."""
    start = len(text) - len(reason)
    return start >= 0 and text[start:] == reason and ends_word(text, start)


def _unjoined(text: str) -> str:
    """A text without what may as well part it from a link behind it."""
    return text.rstrip("".join(_JOINS) + " ")


def _said(record: object, dialect: Dialect) -> str:
    text = record.reason if isinstance(record, Skip) else getattr(record, "text", "")
    folded = " ".join(str(text).split())
    return dialect.reason(folded) if isinstance(record, Skip) else folded


def _join(words: str, dialect: Dialect) -> str:
    if words[-1] not in _ENDS:
        return dialect.link.join
    return " " if words[-1].isascii() else ""
