"""What a new note's file is called: as the notes beside it are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from studytrack.notes.reading import task_of
from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LONGEST_SLUG = 60
LONGEST_NAME = 200
"""Bytes; file systems take 255, and some of them keep fewer for themselves."""

_T = TypeVar("_T")

_NAME = pattern(r"(?P<stem>.+)(?P<suffix>\.(?:md|markdown))", re.IGNORECASE | re.DOTALL)
_REST = pattern(r"(?P<gap>[\W_]*)(?P<slug>.*)", re.DOTALL)
_BLANK = pattern(r"[-_ ]")
_WORD = pattern(r"[^\W_]+")
_ASCII_WORD = pattern(r"[A-Za-z0-9]+")
_JOINED = pattern(r"['’]")
_FORBIDDEN = pattern(r'[\x00-\x1f\x7f/\\:*?"<>|]|^[. ]|[. ]$')
"""What some file system has no names with."""


class Naming(NamedTuple):
    """How notes are called.

    Attributes:
        gap: what stands between a task's id and the words; None where there are no words.
        blank: what stands between two words.
        plain: whether only the words in ASCII letters are taken.
        lower: whether all letters are small.
        suffix: ``.md``
    """

    gap: str | None = "-"
    blank: str = "-"
    plain: bool = False
    lower: bool = True
    suffix: str = ".md"


USUAL = Naming()
"""How notes are called where there are none yet."""


def learned(names: Iterable[str], titles: Mapping[str, str], usual: Naming = USUAL) -> Naming:
    """How notes are called, by the files that are notes already.

    Args:
        names: the names of the files, or their paths.
        titles: the title of each task, by its id.
        usual: what holds where they do not tell.

    Example:
        >>> learned(["3.4-kv-cache.md"], {"3.4": "KV缓存管理"})
        Naming(gap='-', blank='-', plain=True, lower=True, suffix='.md')
    """
    found = list(_taken_apart(names, titles))
    worded = [one for one in found if one.slug]
    gap = _usual((one.gap for one in worded), usual.gap)
    blanks = (blank for one in worded for blank in _BLANK.findall(one.slug))
    manner = Naming(
        gap=gap,
        blank=_usual(blanks, gap if worded and gap in {"-", "_", " "} else usual.blank),
        plain=_usual((one.slug.isascii() for one in worded if one.foreign), usual.plain),
        lower=_usual((one.slug == one.slug.lower() for one in worded), usual.lower),
        suffix=_usual((one.suffix for one in found), usual.suffix),
    )
    usually = manner._replace(gap=gap or USUAL.gap)
    bare = [one for one in found if not one.slug and _slug(one.title, usually)]
    return manner._replace(gap=None) if len(bare) > len(worded) else manner


class _Name(NamedTuple):
    """The name of a note taken apart, and the title of its task."""

    title: str
    gap: str
    slug: str
    suffix: str

    @property
    def foreign(self) -> bool:
        """Whether the title has other letters than ASCII."""
        return not self.title.isascii()


def _taken_apart(names: Iterable[str], titles: Mapping[str, str]) -> Iterator[_Name]:
    for name in names:
        task = task_of(name, titles)
        match = _NAME.fullmatch(name.rpartition("/")[2])
        rest = _REST.fullmatch(match["stem"][len(task) :]) if task and match else None
        if task and match and rest:
            yield _Name(titles[task], rest["gap"], rest["slug"], match["suffix"])


def file_name(task: str, title: str, naming: Naming, ids: Iterable[str]) -> str | None:
    """What the note of a task is called; None where no file can be called so.

    Example:
        >>> file_name("4.4", "Python API分析", Naming(plain=True), ["4.4"])
        '4.4-python-api.md'
    """
    slug = "" if title in task else _slug(title, naming)
    known = frozenset(ids)
    for stem in (f"{task}{naming.gap or ''}{slug}" if slug else task, task):
        name = f"{stem}{naming.suffix}"
        fits = len(name.encode("utf-8", "replace")) <= LONGEST_NAME
        if fits and not _FORBIDDEN.search(stem) and task_of(name, known) == task:
            return name
    return None


def _slug(title: str, naming: Naming) -> str:
    if naming.gap is None:
        return ""
    text = _JOINED.sub("", unicodedata.normalize("NFC", title))
    words = (_ASCII_WORD if naming.plain else _WORD).findall(text.lower() if naming.lower else text)
    slug = ""
    for word in words:
        longer = f"{slug}{naming.blank}{word}" if slug else word[:LONGEST_SLUG]
        if len(longer) > LONGEST_SLUG:
            break
        slug = longer
    return slug


def _usual(found: Iterable[_T], usual: _T) -> _T:
    """What is found most often; what is usual where nothing is."""
    counts = Counter(found).most_common(1)
    return counts[0][0] if counts else usual
