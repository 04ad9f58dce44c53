"""The text of a new note: a template, in which what is known of the task takes its places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.patterns import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping, Sequence

PLACES = ("id", "title", "phase", "estimate", "date", "steps")
"""What a template may have in braces."""

_PLACE = pattern(r"\{(?P<name>" + "|".join(PLACES) + r")\}(?P<blank> ?)")
_HEADING = pattern(r" {0,3}#{1,6}(?:[ \t]|\r?$)")


def checklist(steps: Sequence[str]) -> str:
    """Steps as boxes to be ticked."""
    return "\n".join(f"- [ ] {step}" for step in steps)


def filled(template: str, values: Mapping[str, str]) -> str:
    r"""A template with its places filled.

    A line that has nothing but places without values is left out, and so is a heading that has
    nothing but such lines below it.

    >>> filled("# {id} {title}\n\n## Steps\n\n{steps}\n", {"id": "1.1", "title": "Pages"})
    '# 1.1 Pages\n'
    """
    newline = "\r\n" if "\r\n" in template else "\n"
    known = {key: value.replace("\n", newline) for key, value in values.items()}
    kept = [
        _PLACE.sub(lambda match: _put(match, known), line)
        for part in _parts(template.split("\n"))
        for line in _left(part, known)
    ]
    text = "\n".join(kept).rstrip()
    return f"{text}{newline}" if text else ""


def _parts(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each heading with what stands below it, and those above the first one."""
    part: list[str] = []
    for line in lines:
        if _HEADING.match(line) and part:
            yield part
            part = []
        part.append(line)
    yield part


def _left(part: Sequence[str], values: Mapping[str, str]) -> Sequence[str]:
    """The lines that say something, or none where they were all that a heading had."""
    lines: list[str] = []
    gone = blank = False
    for line in part:
        if _is_empty(line, values):
            gone = blank = True
        elif not (blank and not line.strip() and lines and not lines[-1].strip()):
            lines.append(line)
            blank = False
    bare = sum(bool(line.strip()) for line in lines) == 1 and _HEADING.match(lines[0])
    return () if gone and bare and not _PLACE.search(lines[0]) else lines


def _is_empty(line: str, values: Mapping[str, str]) -> bool:
    places = [match["name"] for match in _PLACE.finditer(line)]
    return bool(places) and not any(values.get(place) for place in places)


def _put(match: re.Match[str], values: Mapping[str, str]) -> str:
    """A value, or nothing and no blank behind it."""
    value = values.get(match["name"], "")
    return value + match["blank"] if value else ""
