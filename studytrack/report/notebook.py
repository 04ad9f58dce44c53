"""What a generated block says of questions and references: a list for each task."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from studytrack.model import Phase
from studytrack.patterns import pattern
from studytrack.remarks.asking import asked as questions
from studytrack.remarks.grouping import grouped
from studytrack.remarks.reading import references
from studytrack.report.inert import code, inert
from studytrack.report.naming import phase_named, with_note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from studytrack.locales import Locale
    from studytrack.model import State, Task
    from studytrack.remarks.model import Question, Reference
    from studytrack.report.progress import Asked
    from studytrack.report.scene import Scene

LONGEST = 2000
"""Characters of a question or an answer that are shown."""

_ADDRESS = pattern(r"https?://[^\s/]|mailto:[^\s@:/]+@", re.IGNORECASE)
_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/|\\")
_ITEM = pattern(r"[0-9]{1,9}[.)](?:\s|$)")
"""What would begin a list within the list."""

_PLACE = pattern(r"#[\w-]+\Z")
_SAFE = "!#$%*+,/:;=?@-._~&'"


def questions_of(wanted: Asked, scene: Scene) -> str:
    """Every question under its task, with its name, and what answers it."""
    parts = []
    for about, remarks in grouped(questions(scene.diary.entries).questions, _within(wanted, scene)):
        lines = [line for one in remarks for line in _question(one, scene.locale)]
        parts.append("\n".join([_heading(about, scene), "", *lines]))
    return "\n\n".join(parts) or scene.locale.say("block-no-questions")


def references_of(wanted: Asked, scene: Scene) -> str:
    """Every reference under its task."""
    parts = []
    for about, remarks in grouped(references(scene.diary.entries), _within(wanted, scene)):
        lines = [f"- {_reference(one, scene)}" for one in remarks]
        parts.append("\n".join([_heading(about, scene), "", *lines]))
    return "\n\n".join(parts) or scene.locale.say("block-no-references")


def asked(one: Question, locale: Locale) -> str:
    """A question with its name, its day, and whether it is open."""
    state = locale.say("question-open" if one.open else "question-answered")
    return _aside(one.text, (code(one.name or ""), _day(one.date), state), locale)


def linked(reference: Reference, scene: Scene) -> str:
    """A reference as Markdown: a link where its target is an address or a path inside.

    An address is one of the web or of mail. A path starts at the repository's root, or at the
    note that gives it where it begins with ``./`` or ``../``.
    """
    target, title = reference.target, _text(reference.title)
    shown = title or code(target)
    if _ADDRESS.match(target):
        return f"[{shown}]({_address(target)})"
    place = _PLACE.search(target)
    path = _path(target[: place.start()] if place else target, reference.path)
    if path is not None:
        return scene.linked(shown, path, place[0] if place else "")
    return f"{title} {code(target)}" if title else shown


def _within(wanted: Asked, scene: Scene) -> State:
    """The study, or the part of it that a block is about."""
    if wanted.phase is None:
        return scene.state
    return replace(scene.state, phases=(scene.state.phase(wanted.phase),))


def _heading(about: Phase | Task, scene: Scene) -> str:
    if isinstance(about, Phase):
        return phase_named(about.number, about.title, scene.locale)
    return with_note(about, scene)


def _question(one: Question, locale: Locale) -> Iterator[str]:
    yield f"- {asked(one, locale)}"
    for answer in one.answers:
        yield f"  - {_aside(answer.text, (_day(answer.date),), locale)}"


def _reference(one: Reference, scene: Scene) -> str:
    shown, day = linked(one, scene), _day(one.date)
    return scene.locale.say("block-task", task=shown, text=day) if day else shown


def _aside(text: str, words: Sequence[str], locale: Locale) -> str:
    behind = locale.say("and").join(filter(None, words))
    shown = _text(text)
    return locale.say("block-task", task=shown, text=behind) if behind else shown


def _text(text: str) -> str:
    """What was said as nothing but text, at the beginning of an item too."""
    return (code if _ITEM.match(text.strip()) else inert)(text, LONGEST)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _address(target: str) -> str:
    """An address as a link's destination, which nothing in it can end."""
    return quote(target.encode("utf-8", "replace"), _SAFE).replace("&", "&amp;")


def _path(target: str, note: str | None) -> str | None:
    """The path from the repository's root that a target means; None where it is none inside."""
    if not target or _SCHEME.match(target):
        return None
    base = posixpath.dirname(note) if note and target.startswith(("./", "../")) else ""
    path = posixpath.normpath(posixpath.join(base, target))
    return None if path in {".", ".."} or path.startswith("../") else path
