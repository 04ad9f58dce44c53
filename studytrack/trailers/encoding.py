"""Which declared encodings of commit messages are read as they say."""

from __future__ import annotations

import codecs
from functools import lru_cache

from studytrack.patterns import pattern

_NAME = pattern(r"[A-Za-z0-9][A-Za-z0-9 _.:()-]{0,39}")
_ASCII = bytes(range(128))
_PROBES = (rb"\u0041\x41\N{DIGIT ONE}", b"+AGE-", b"~{VP~}", b"a-b", b"xn--bcher-kva", b"\x1b$B!!")
_OF_ONE_MACHINE = frozenset({"mbcs", "oem"})


@lru_cache(maxsize=64)
def codec_of(declared: str | None) -> str:
    """The codec for a message whose ``encoding`` header says this.

    That is what it says where it is a superset of ASCII, since the structure of a message is
    found on its bytes; else UTF-8, git's default (``git-commit(1)``, Discussion).

    >>> codec_of("GBK"), codec_of("utf-16"), codec_of(None)
    ('gbk', 'utf-8', 'utf-8')
    """
    if declared is None or not _NAME.fullmatch(declared):
        return "utf-8"
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return "utf-8"
    if name == "utf-8-sig":
        return "utf-8"
    return name if name not in _OF_ONE_MACHINE and _keeps_ascii(name) else "utf-8"


def _keeps_ascii(name: str) -> bool:
    """Whether ASCII bytes mean ASCII characters, also where they look like escapes."""
    try:
        return all(
            probe.decode(name) == probe.decode("ascii")
            for probe in (*(_ASCII[i : i + 1] for i in _ASCII), *_PROBES)
        )
    except (LookupError, ValueError):
        return False
