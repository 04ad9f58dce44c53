"""Which code a note says that it studied: in its front matter, in lines of its text, in links.

Nothing is looked at but the note: every path is only what the note may mean by it.
"""

from __future__ import annotations

import posixpath
import re
from functools import cache
from typing import TYPE_CHECKING

from studytrack.markdown import inline
from studytrack.notes.front_matter import body, invalid
from studytrack.notes.listing import texts
from studytrack.patterns import pattern
from studytrack.trailers.vocabulary import has_controls, has_invisible
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from studytrack.locales import Locale
    from studytrack.notes.front_matter import FrontMatter
    from studytrack.terms import Finding

KEY = "sources"
MOST = 100
"""Sources of one note; further lines and links are not looked at."""

_LONGEST = 1000
_OUTSIDE = r"//|#|[A-Za-z][A-Za-z0-9+.-]*+:(?!L?[0-9])"
_SCHEME = pattern(r"//|#|[A-Za-z][A-Za-z0-9+.-]*+:(?!L?[0-9]+(?:[-:]L?[0-9]+)?$)")
_POSITION = pattern(r"(?:#L|:L?)([0-9]{1,9})(?:[-:]L?([0-9]{1,9}))?$")
_EXTENSION = pattern(r"[^./\s]\.[A-Za-z][A-Za-z0-9_]{0,9}$")
_NO_CODE = pattern(
    r"\.(?:png|jpe?g|gif|svg|webp|bmp|ico|avif|tiff?)$|(?:^|/)readme[^/]*$", re.IGNORECASE
)
_NEWLINE = pattern(r"\r\n?")
_LEAD = r"[ \t>]*+(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]++)?+"
_HIDES = pattern(rf"^{_LEAD}(?:(?P<mark>`{{3,}}+(?=[^`\n]*$)|~{{3,}}+)|<!--)", re.MULTILINE)
_FENCE_END = pattern(r"^[ \t>]*+(?P<mark>`{3,}+|~{3,}+)[ \t]*$", re.MULTILINE)
_BREAK = pattern(r"\n(?=[ \t>]*+(?:$|(?:[-*+]|[0-9]{1,9}[.)])[ \t]|#{1,6}[ \t]|\|))", re.MULTILINE)
_LOCAL = pattern(rf"\](?:\(|:)[ \t\n]*+<?(?!{_OUTSIDE})")
_ITEM = pattern(r"[ \t>]*+(?:[-*+]|[0-9]{1,9}[.)])[ \t]++")
_DEFINITION = pattern(
    r"^[ \t>]*+\[(?!\^)[^\[\]\n]+\]:[ \t]*+(?P<target><[^<>\n]++>|\S++)", re.MULTILINE
)
_CODE = pattern(r"`++([^`]++)`++")
_ASIDE = pattern(r"[(（][^()（）]*+[)）]|<[^<>]*+>")
_SEPARATOR = pattern(r"[,，、;；]")


class Mention(NamedTuple):
    """A file or a folder that a note names.

    Attributes:
        text: as the note has it, on one line.
        paths: what it may be, from the repository's root, the likeliest first.
        lines: the lines that it speaks of, ``10-40``; empty for all.
        certain: whether it is meant for a path, be there a file or not.
    """

    text: str
    paths: tuple[str, ...]
    lines: str = ""
    certain: bool = True


class Named(NamedTuple):
    """What a note names, and what is wrong with its front matter's list."""

    mentions: tuple[Mention, ...] = ()
    findings: tuple[Finding, ...] = ()


def sources_of(
    data: bytes,
    found: FrontMatter,
    note: str,
    labels: Labels,
    own: Callable[[str], bool],
) -> Named:
    """What a note names as its sources, each once.

    Args:
        data: the note.
        found: its front matter.
        note: its path, from the repository's root.
        labels: what begins a line that names sources, see `labels_in`.
        own: whether a path is the study's own; links to those name no source.
    """
    mentions: dict[str, Mention] = {}
    given, wrong = texts(found, KEY)
    findings = [*wrong]
    for text in given:
        mention = _mention(text, note)
        if mention is not None:
            mentions.setdefault(mention.paths[0], mention)
        elif _SCHEME.match(text) is None:
            findings.append(invalid(KEY, text, "source-path"))
    for mention in _written(_text(data), note, labels, own):
        if len(mentions) == MOST:
            break
        mentions.setdefault(mention.paths[0], mention)
    return Named(tuple(mentions.values()), tuple(findings))


class Labels(NamedTuple):
    """What begins a line that names sources: ``> **Source**:``.

    Attributes:
        words: any of them, in lower case; few notes have one, and only those are searched.
        line: a whole line, its text behind the colon as ``rest``.
    """

    words: tuple[str, ...]
    line: re.Pattern[str]

    def may_be_in(self, text: str) -> bool:
        """Whether a line of a text may begin so."""
        lowered = text.lower()
        return any(word in lowered for word in self.words)


def labels_in(languages: Iterable[Locale]) -> Labels:
    """The labels in any of the languages."""
    return labels_of(tuple(dict.fromkeys(word for one in languages for word in one.notes[KEY])))


@cache
def labels_of(words: tuple[str, ...]) -> Labels:
    """The labels that are made of any of the words."""
    either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    mark = r"(?:\*\*|__|\*|_)?+"
    line = re.compile(
        rf"^{_LEAD}{mark}(?:{either})[ \t]*+{mark}[ \t]*+[:：]{mark}(?P<rest>.*)$",
        re.IGNORECASE | re.MULTILINE,
    )
    return Labels(tuple(word.lower() for word in words), line)


def _text(data: bytes) -> str:
    """The note without its front matter; bytes that are not UTF-8 are kept as surrogates."""
    return _NEWLINE.sub("\n", body(data).decode("utf-8", "surrogateescape"))


def _written(text: str, note: str, labels: Labels, own: Callable[[str], bool]) -> Iterator[Mention]:
    """The sources of a note's text, paragraph by paragraph."""
    labelled = labels.may_be_in(text)
    if not labelled and _LOCAL.search(text) is None:
        return
    listing = False
    for paragraph in _BREAK.split("".join(_visible(text))):
        for target in _targets(paragraph) if "]" in paragraph else ():
            mention = _linked(target, note, own)
            if mention is not None:
                yield mention
        item = _ITEM.match(paragraph) if listing else None
        listing = item is not None or (listing and not paragraph.strip())
        rests = [paragraph[item.end() :]] if item else []
        for label in labels.line.finditer(paragraph) if labelled else ():
            rests.append(label["rest"])
            listing = listing or not label["rest"].strip()
        for rest in rests:
            yield from _of_line(rest, note)


def _visible(text: str) -> Iterator[str]:
    """The text without what is in fences, and in comments that begin a line."""
    at = 0
    while hides := _HIDES.search(text, at):
        yield text[at : hides.start()]
        yield "\n\n"
        at = _end(text, hides)
    yield text[at:]


def _end(text: str, hides: re.Match[str]) -> int:
    """Where a fence or a comment ends: with the text, if nothing ends it."""
    if hides["mark"] is None:
        end = text.find("-->", hides.end())
        return len(text) if end < 0 else end + 3
    for fence in _FENCE_END.finditer(text, hides.end()):
        if fence["mark"].startswith(hides["mark"]):
            return fence.end()
    return len(text)


def _targets(paragraph: str) -> Iterator[tuple[str, str]]:
    """The path that each link means, and its whole target, decoded."""
    definitions = _DEFINITION.finditer(paragraph) if "]:" in paragraph else ()
    written = [paragraph] if "](" in paragraph else []
    for raw in (*written, *(f"[x]({one['target']})" for one in definitions)):
        for link in inline.links(raw):
            yield link.path, link.target


def _linked(target: tuple[str, str], note: str, own: Callable[[str], bool]) -> Mention | None:
    """The source that a link names: a path beside the note, or below the root after a ``/``."""
    path, whole = target
    if not path or _SCHEME.match(whole):
        return None
    text = path.lstrip("/") if path.startswith("/") else f"./{path}"
    mention = _mention(text, note, certain=_EXTENSION.search(path) is not None)
    if mention is None or _NO_CODE.search(path) or any(map(own, mention.paths)):
        return None
    return mention._replace(text=path, lines=mention.lines or _lines(whole))


def _of_line(rest: str, note: str) -> Iterator[Mention]:
    """The sources behind a label: in code spans, and with commas between them."""
    if "](" in rest:
        return  # its links have been read already
    quoted = _CODE.findall(rest)
    for text in quoted:
        yield from _meant(text.strip(), note, certain=_is_path(text, quoted=True))
    for part in _SEPARATOR.split(_ASIDE.sub("", _CODE.sub(",", rest))):
        text = part.strip(" \t*").rstrip("。.\\ *")
        certain = _is_path(text, quoted=False)
        if certain or not quoted:
            yield from _meant(text, note, certain=certain)


def _meant(text: str, note: str, *, certain: bool) -> Iterator[Mention]:
    mention = _mention(text, note, certain=certain)
    if mention is not None:
        yield mention


def _is_path(text: str, *, quoted: bool) -> bool:
    """Whether a text can hardly be meant for anything but a path: ``TCP/IP`` is none."""
    plain = _POSITION.sub("", text)
    if _EXTENSION.search(plain) is not None or plain.endswith("/"):
        return quoted or " " not in plain
    return quoted and "/" in plain


def _mention(text: str, note: str, *, certain: bool = True) -> Mention | None:
    """What a text may mean: a path from the root, or from the note; None where it is no path."""
    if not text or len(text) > _LONGEST or text.startswith("/") or _SCHEME.match(text):
        return None
    folder = posixpath.dirname(note)
    bases = (folder,) if text.startswith(("./", "../")) else ("", folder)
    spelled = dict.fromkeys((_POSITION.sub("", text), text))
    paths = [_plain(posixpath.join(base, one)) for one in spelled for base in bases]
    kept = tuple(dict.fromkeys(path for path in paths if path is not None))
    return Mention(" ".join(text.split()), kept, _lines(text), certain) if kept else None


def _plain(path: str) -> str | None:
    """The path in its plain form; None where it leaves the repository, or is all of it."""
    plain = posixpath.normpath(path)
    names = plain.split("/")
    out = plain.startswith("/") or names[0] in {"..", "."}
    hidden = any(name.lower() == ".git" for name in names)
    unseen = has_controls(plain) or "\n" in plain or has_invisible(plain)
    return None if out or hidden or unseen else plain


def _lines(text: str) -> str:
    """The lines that the end of a text names."""
    position = _POSITION.search(text)
    return "-".join(filter(None, position.groups())) if position else ""
