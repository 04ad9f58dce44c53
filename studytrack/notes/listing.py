"""Keys of a note's front matter that may say several things: one text, or a list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.notes.front_matter import invalid
from studytrack.trailers.vocabulary import has_controls

if TYPE_CHECKING:
    from studytrack.notes.front_matter import FrontMatter
    from studytrack.terms import Finding

MOST_TEXTS = 100
"""Texts that one key may list."""


def texts(found: FrontMatter, key: str) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """What a key says, each text on one line, and what is wrong with it.

    A single value is a list of one. What is no text, or cannot be seen, is left out and named;
    the path is for the caller to fill in.

    Example:
        ``texts(front_matter(data), "sources")[0] == ("a.py", "b.py")``
    """
    single = found.values.get(key)
    given = found.lists.get(key, ()) if single is None else (single,)
    plain = [one for one in given or () if isinstance(one, str)]
    if given is None or len(plain) < len(given):
        return (), (invalid(key, "", "texts"),)
    lines = tuple(" ".join(text.split()) for text in plain[:MOST_TEXTS])
    wrong = [invalid(key, line, "characters") for line in lines if has_controls(line)]
    if len(given) > MOST_TEXTS:
        wrong.append(invalid(key, "", "texts-many"))
    return tuple(line for line in lines if not has_controls(line)), tuple(wrong)
