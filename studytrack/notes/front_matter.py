"""The front matter of a Markdown file: bytes to text values, with nothing executed or expanded.

YAML is read as events with every scalar as it is written, so that ``3.10`` stays ``3.10``;
anchors, aliases, tags and duplicate keys are refused. TOML numbers keep their text likewise.
"""

from __future__ import annotations

import re
from datetime import date, time
from types import MappingProxyType
from typing import TYPE_CHECKING

from studytrack.patterns import pattern
from studytrack.terms import Finding
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import yaml

    Item = str | Mapping[str, str]
    _Value = str | tuple[Item, ...] | None

LARGEST = 1 << 16
DEEPEST = 20
MOST_DOTS = 100
CLIPPED = 200
_OF_LIST, _OF_ITEM = 2, 3
"""How deep the items of a list lie, and what those say that are mappings."""

_BOM = b"\xef\xbb\xbf"
_BEGIN = rb"(?P<mark>---|\+\+\+)[ \t]*+(?:\r\n|\n|\r)"
_OPENING = pattern(_BEGIN)
_CLOSING = {
    b"---": pattern(rb"^(?:---|\.\.\.)[ \t]*+(?:[\r\n]|\Z)", re.MULTILINE),
    b"+++": pattern(rb"^\+\+\+[ \t]*+(?:[\r\n]|\Z)", re.MULTILINE),
}
_OWN = rb"(?:task|status|started|finished|time|summary|questions|references|sources)[ \t]*+[:=]"
_LEFT_OPEN = pattern(_BEGIN + rb"[\r\n]*+" + _OWN)
"""Front matter whose end is missing: a rule above a text is none."""
_NEWLINE = pattern("\r\n?")
_YAML_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class FrontMatter(NamedTuple):
    """What a file says of itself before its text.

    Attributes:
        values: every key with a single value; a key without a value is left out.
        lists: the items of each key whose value is a list of plain values, or of mappings to
            them; None for a list of anything else, and for a mapping.
        findings: why nothing could be read; the path is for the caller to fill in.
    """

    values: Mapping[str, str] = MappingProxyType({})
    lists: Mapping[str, tuple[Item, ...] | None] = MappingProxyType({})
    findings: tuple[Finding, ...] = ()


class _RefusedError(Exception):
    """The front matter is not read; the message is the reason in a word."""

    def __init__(self, reason: str, value: str = "", key: str = "") -> None:
        super().__init__(reason)
        self.finding = invalid(key, value, reason)


def invalid(key: str, value: str, reason: str) -> Finding:
    """What cannot be read, as far as it can be told, and a word for the reason."""
    clipped = value if len(value) <= CLIPPED else value[:CLIPPED] + "…"
    given = ": ".join(filter(None, (key, clipped)))
    return Finding("front-matter-invalid", {"given": given, "reason": reason})


def front_matter(data: bytes) -> FrontMatter:
    r"""The values that a Markdown file gives before its text, all as text.

    Args:
        data: the file; YAML stands between ``---`` lines, TOML between ``+++`` lines.

    Returns:
        Nothing at all for a file without front matter; a finding for one with front matter
        that does not end, is too large, too deep, not UTF-8, not well-formed or not plain.

    Example:
        ``front_matter(b"---\ntask: 3.10\n---\n").values["task"] == "3.10"``
    """
    try:
        found = _block(data.removeprefix(_BOM))
        if found is None:
            return FrontMatter()
        mark, text = found
        items = list((_yaml if mark == b"---" else _toml)(text))
    except _RefusedError as refusal:
        return FrontMatter(findings=(refusal.finding,))
    values = {key: value for key, value in items if isinstance(value, str) and value}
    lists = {key: value for key, value in items if not isinstance(value, str)}
    return FrontMatter(MappingProxyType(values), MappingProxyType(lists))


def body(data: bytes) -> bytes:
    """What stands behind the front matter: the whole file where there is none."""
    plain = data.removeprefix(_BOM)
    bounds = _bounds(plain)
    return plain if bounds is None else plain[bounds.after :]


class _Bounds(NamedTuple):
    """Where the front matter's text is, and where the file goes on behind its last line."""

    mark: bytes
    start: int
    end: int
    after: int


def _bounds(data: bytes) -> _Bounds | None:
    """The place of the front matter; None where there is none."""
    opening = _OPENING.match(data)
    if opening is None:
        return None
    head = data if b"\n" in opening[0] else data.replace(b"\r", b"\n")
    closing = _CLOSING[opening["mark"]].search(head, opening.end())
    if closing is None:
        return None
    return _Bounds(opening["mark"], opening.end(), closing.start(), closing.end())


def _block(data: bytes) -> tuple[bytes, str] | None:
    """The mark of the front matter and its text; None where there is none.

    Raises:
        _RefusedError: it is not to be read, or does not end.
    """
    bounds = _bounds(data)
    if bounds is None:
        if _LEFT_OPEN.match(data):
            raise _RefusedError("open")
        return None
    if bounds.end - bounds.start > LARGEST:
        raise _RefusedError("size")
    try:
        text = data[bounds.start : bounds.end].decode("utf-8")
    except UnicodeDecodeError:
        raise _RefusedError("encoding") from None
    return bounds.mark, _NEWLINE.sub("\n", text)


def _yaml(text: str) -> Iterator[tuple[str, _Value]]:
    """The keys of a YAML mapping; text that is no mapping is no front matter."""
    import yaml

    seen: set[str] = set()
    try:
        nodes = _top_values(yaml.parse(text, Loader=yaml.SafeLoader))
        for name in nodes:
            if not isinstance(name, str):
                raise _RefusedError("key")
            if name in seen:
                raise _RefusedError("duplicate", key=name)
            seen.add(name)
            yield name, next(nodes)
    except yaml.YAMLError as error:
        raise _RefusedError("syntax", str(getattr(error, "problem", None) or "")) from None


def _top_values(events: Iterator[yaml.Event]) -> Iterator[_Value]:
    """The keys and values of the outermost mapping, in turn."""
    import yaml

    inner: list[tuple[int, yaml.NodeEvent]] = []
    for depth, event in _nodes(events):
        if depth == 1 and inner:
            yield _listed(inner)
            inner = []
        if depth == 1 and isinstance(event, yaml.ScalarEvent):
            yield _text(event)
        elif depth:
            inner.append((depth, event))
    if inner:
        yield _listed(inner)


def _nodes(events: Iterator[yaml.Event]) -> Iterator[tuple[int, yaml.NodeEvent]]:
    """Every node by its first event, and how deep it lies; only what lies in a mapping."""
    import yaml

    depth = 0
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if not isinstance(event, yaml.NodeEvent):
            continue
        if isinstance(event, yaml.AliasEvent) or event.anchor or getattr(event, "tag", None):
            raise _RefusedError("plain")
        if depth == 0 and not isinstance(event, yaml.MappingStartEvent):
            return
        yield depth, event
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        if depth > DEEPEST:
            raise _RefusedError("depth")


def _listed(nodes: Sequence[tuple[int, yaml.NodeEvent]]) -> tuple[Item, ...] | None:
    """The items of a list, which its first event begins; None unless they are plain."""
    import yaml

    (_, opening), *inner = nodes
    if not isinstance(opening, yaml.SequenceStartEvent):
        return None
    items: list[str | list[str]] = []
    for depth, event in inner:
        last = items[-1] if items else None
        if depth == _OF_LIST and isinstance(event, yaml.ScalarEvent):
            items.append(_text(event))
        elif depth == _OF_LIST and isinstance(event, yaml.MappingStartEvent):
            items.append([])
        elif depth == _OF_ITEM and isinstance(event, yaml.ScalarEvent) and isinstance(last, list):
            last.append(_text(event))
        else:
            return None
    if any(isinstance(one, list) and len({*one[::2]}) * 2 != len(one) for one in items):
        return None  # a key stands twice
    return _kept(
        one if isinstance(one, str) else dict(zip(one[::2], one[1::2], strict=True))
        for one in items
    )


def _kept(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items that say anything, with the keys that do."""
    told = (
        one if isinstance(one, str) else {key: text for key, text in one.items() if text}
        for one in items
    )
    return tuple(filter(None, told))


def _text(event: yaml.ScalarEvent) -> str:
    """A scalar as it is written, nothing for null."""
    plain = event.implicit[0]
    return "" if plain and event.value in _YAML_NULLS else str(event.value).strip()


def _toml(text: str) -> Iterator[tuple[str, _Value]]:
    """The keys of a TOML document."""
    import tomllib

    if any(line.count(".") > MOST_DOTS for line in text.split("\n")):
        raise _RefusedError("depth")  # dotted keys take tomllib quadratic time
    try:
        document = tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        raise _RefusedError("syntax", str(error)) from None
    except RecursionError:
        raise _RefusedError("depth") from None
    except ValueError:  # an integer of thousands of digits
        raise _RefusedError("size") from None
    for key, value in document.items():
        yield key, _toml_value(value)


def _toml_value(value: object) -> _Value:
    if not isinstance(value, list | dict):
        return _toml_text(value)
    if isinstance(value, dict):
        return None
    inner = [part for one in value if isinstance(one, dict) for part in one.values()]
    if any(isinstance(one, list) for one in value) or any(
        isinstance(part, list | dict) for part in inner
    ):
        return None
    return _kept(
        {key: _toml_text(part) for key, part in one.items()}
        if isinstance(one, dict)
        else _toml_text(one)
        for one in value
    )


def _toml_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip()
