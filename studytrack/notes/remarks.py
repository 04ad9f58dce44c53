"""The questions and references that a note lists in its front matter."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from studytrack.notes.front_matter import invalid
from studytrack.notes.listing import MOST_TEXTS
from studytrack.trailers.vocabulary import clean, has_controls
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studytrack.notes.front_matter import FrontMatter, Item
    from studytrack.terms import Finding

QUESTIONS, REFERENCES = "questions", "references"

ITEMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {QUESTIONS: ("question", "answer"), REFERENCES: ("url", "title")}
)
"""The keys that list remarks, and what their items may say: the second is optional."""

ANSWERS = "answers"
"""What the answers in the list of questions go by; it is no key of its own."""


class Listed(NamedTuple):
    """An item of a list: a question and its answer, a target and its title; or empty."""

    text: str
    more: str = ""


def listed(found: FrontMatter, key: str) -> tuple[tuple[Listed, ...], tuple[Finding, ...]]:
    """What a key lists, each text once, and what is wrong with its items.

    A single value is a list of one. The path of findings is for the caller to fill in.

    Example:
        ``listed(front_matter(data), QUESTIONS)[0] == (Listed("why lock here?"),)``
    """
    single = found.values.get(key)
    given = found.lists.get(key, ()) if single is None else (single,)
    if given is None:
        return (), (invalid(key, "", f"items-{key}"),)
    items: dict[str, Listed] = {}
    wrong: list[Finding] = []
    for one in given[:MOST_TEXTS]:
        item = _item(one, key)
        if isinstance(item, Listed):
            items.setdefault(item.text, item)
        else:
            wrong.append(invalid(key, _shown(one), item))
    if len(given) > MOST_TEXTS:
        wrong.append(invalid(key, "", "texts-many"))
    return tuple(items.values()), tuple(wrong)


def said(found: FrontMatter, key: str) -> tuple[str, ...]:
    """What a key says, one text for each that a commit may have given; for `ANSWERS` too."""
    if key in found.values and key not in ITEMS:
        return (found.values[key],)
    if key == ANSWERS:
        return tuple(answer_of(one) for one in listed(found, QUESTIONS)[0] if one.more)
    return tuple(one.text for one in listed(found, key)[0])


def answer_of(item: Listed) -> str:
    """An answer, told apart from the same answer to another question."""
    return f"{item.text}\n{item.more}"


def _item(one: Item, key: str) -> Listed | str:
    """An item as it is meant, or in a word why it is none."""
    first, second = ITEMS[key]
    if not isinstance(one, str):
        if first not in one or one.keys() - {first, second}:
            return f"items-{key}"
        text, more = one[first], one.get(second, "")
    elif key == REFERENCES:
        text, _, more = one.strip().partition(" ")
    else:
        text, more = one, ""
    text, more = " ".join(text.split()), " ".join(more.split())
    if has_controls(text + more):
        return "characters"
    return Listed(clean(text), clean(more))


def _shown(one: Item) -> str:
    return one if isinstance(one, str) else ", ".join(map(": ".join, one.items()))
