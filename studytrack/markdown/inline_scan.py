"""One pass over inline Markdown, from left to right, that never goes back over the text.

The order of precedence is CommonMark's (https://spec.commonmark.org/0.31.2/#inlines): code
spans, tags and escapes first, then links, then emphasis.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from html import unescape as decode_entity

from studytrack.markdown.emphasis import Run, resolve
from studytrack.markdown.spans import Span
from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

_PUNCTUATION = r"!-/:-@\[-`{-~"
ESCAPED = pattern(rf"\\([{_PUNCTUATION}])")
ENTITY = pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

SPECIAL = pattern(r"[\\`*_~!\[\]<&\r\n]")
_BACKTICKS = pattern(r"`+")
_ENDING = pattern(r"\r\n|\r|\n")
_BREAK = pattern(r"[\r\n]++[ \t]*+")
_AUTOLINK = pattern(
    r"<([A-Za-z][A-Za-z0-9+.\-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~\-]+@[\w.\-]+)>"
)
_TAG = pattern(
    r"</?(br|a|abbr|b|big|center|code|del|details|div|em|font|i|img|input|ins|kbd|label|mark|p"
    r"|q|s|samp|small|span|strike|strong|sub|summary|sup|u|var)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
# A destination may hold pairs of parentheses, but none inside of another.
_BARE = r"(?:[^\x00-\x20\x7f()\\<]|\\[^\x00-\x20])"
_DESTINATION = (
    rf"<(?:[^<>\\\r\n]|\\.)*+>|{_BARE}*+(?:\((?:[^\x00-\x20\x7f()\\]|\\\S)*+\){_BARE}*+)*+"
)
_TITLE = r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)"
_TAIL = pattern(
    rf"\([ \t\r\n]*+({_DESTINATION})(?:[ \t\r\n]++(?:{_TITLE}))?+[ \t\r\n]*+\)", re.DOTALL
)


class _Opener(NamedTuple):
    """A ``[`` or ``![`` that no ``]`` has matched yet."""

    piece: int
    start: int
    inside: int
    image: bool


class Scan:
    """What one pass found: pieces of text, runs of emphasis marks, and links.

    ``links`` are (span of the label, destination as written, span of the whole).
    """

    def __init__(self, raw: str) -> None:
        self.links: list[tuple[Span, str, Span]] = []
        self._raw = raw
        self._pieces: list[str] = []
        self._runs: list[Run] = []
        self._openers: list[_Opener] = []
        self._linked_to = -1
        self._fences = _fences(raw)
        self._comments_end = raw.rfind("-->")
        self._scan()

    def text(self) -> str:
        """What is left without marks."""
        pieces = list(self._pieces)
        for run, left in resolve(self._runs):
            pieces[run.piece] = run.mark * left
        return "".join(pieces)

    def _scan(self) -> None:
        raw, at = self._raw, 0
        handlers = {
            "\\": self._escape,
            "`": self._code,
            "!": self._image,
            "[": self._open,
            "]": self._close,
            "<": self._angle,
            "&": self._entity,
            "\r": self._break,
            "\n": self._break,
        }
        while special := SPECIAL.search(raw, at):
            start = special.start()
            self._pieces.append(raw[at:start])
            at = handlers.get(raw[start], self._mark)(start)
        self._pieces.append(raw[at:])

    def _literal(self, at: int, end: int) -> int:
        self._pieces.append(self._raw[at:end])
        return end

    def _escape(self, at: int) -> int:
        escaped = ESCAPED.match(self._raw, at)
        return self._literal(at + 1, at + 2) if escaped else self._literal(at, at + 1)

    def _break(self, at: int) -> int:
        self._pieces.append(" ")
        found = _BREAK.match(self._raw, at)
        return found.end() if found else at + 1

    def _entity(self, at: int) -> int:
        entity = ENTITY.match(self._raw, at)
        if entity is None:
            return self._literal(at, at + 1)
        self._pieces.append(decode_entity(entity[0]))
        return entity.end()

    def _code(self, at: int) -> int:
        end = _run_end(self._raw, at)
        fences = self._fences[end - at]
        following = bisect_left(fences, end)
        if following == len(fences):
            return self._literal(at, end)
        code = _ENDING.sub(" ", self._raw[end : fences[following]])
        if code.startswith(" ") and code.endswith(" ") and code.strip(" "):
            code = code[1:-1]
        self._pieces.append(code)
        return fences[following] + end - at

    def _mark(self, at: int) -> int:
        end = _run_end(self._raw, at)
        around = self._raw[at - 1 : at], self._raw[end : end + 1]
        self._runs.append(Run.between(self._raw[at], end - at, around, len(self._pieces)))
        return self._literal(at, end)

    def _angle(self, at: int) -> int:
        if self._raw.startswith("<!--", at) and self._comments_end >= at + 4:
            return self._raw.index("-->", at + 4) + 3
        if tag := _TAG.match(self._raw, at):
            self._pieces.append(" " if tag[1].lower() == "br" else "")
            return tag.end()
        if autolink := _AUTOLINK.match(self._raw, at):
            self._pieces.append(autolink[1])
            return autolink.end()
        return self._literal(at, at + 1)

    def _image(self, at: int) -> int:
        if not self._raw.startswith("[", at + 1):
            return self._literal(at, at + 1)
        self._openers.append(_Opener(len(self._pieces), at, at + 2, image=True))
        return self._literal(at, at + 2)

    def _open(self, at: int) -> int:
        self._openers.append(_Opener(len(self._pieces), at, at + 1, image=False))
        return self._literal(at, at + 1)

    def _close(self, at: int) -> int:
        opener = self._openers.pop() if self._openers else None
        tail = _TAIL.match(self._raw, at + 1) if opener else None
        # A link holds no other link: the openers before one that was found are void.
        if opener is None or tail is None or (not opener.image and opener.start < self._linked_to):
            return self._literal(at, at + 1)
        self._pieces[opener.piece] = ""
        if not opener.image:
            self._linked_to = at
            label, whole = Span(opener.inside, at), Span(opener.start, tail.end())
            self.links.append((label, tail[1], whole))
        return tail.end()


def _run_end(raw: str, at: int) -> int:
    """Where the run of the character at this place ends."""
    mark, end = raw[at], at + 1
    while raw.startswith(mark, end):
        end += 1
    return end


def _fences(raw: str) -> defaultdict[int, list[int]]:
    """Where the runs of so many backticks begin."""
    fences: defaultdict[int, list[int]] = defaultdict(list)
    for run in _BACKTICKS.finditer(raw):
        fences[len(run[0])].append(run.start())
    return fences
