"""What is to be said of notes and their sources: some changed, and some are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.terms import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from studytrack.review.drift import Seen, Sighted

_MOST_NAMED = 3


def findings(sighted: Iterable[Sighted]) -> tuple[Finding, ...]:
    """Every problem of the notes, each with the note's path and task."""
    return tuple(
        finding._replace(path=one.note, task=one.task)
        for one in sighted
        for finding in (*_outdated(one), *_missing(one))
    )


def _outdated(one: Sighted) -> Iterator[Finding]:
    changed = [seen for seen in one.sources if seen.commits]
    commits = {version.commit for seen in changed for version in seen.commits}
    if commits:
        paths = [seen.source.path for seen in changed[:_MOST_NAMED]]
        named = ", ".join([*paths, "…"] if len(changed) > _MOST_NAMED else paths)
        yield Finding("note-outdated", {"count": len(commits), "paths": named})


def _missing(one: Sighted) -> Iterator[Finding]:
    for mention in one.missing:
        yield Finding("source-missing", {"text": mention.text, "reason": "source-never"})
    for seen in one.sources:
        yield from _away(seen)


def _away(seen: Seen) -> Iterator[Finding]:
    """A file that is elsewhere, or that was gone before the note was last changed."""
    source = seen.source
    if source.gone and not seen.commits:
        values = {"text": source.mention.text, "reason": "source-gone"}
        yield Finding("source-missing", values)
    elif len(source.names) > 1 and not source.gone:
        values = {"text": source.mention.text, "reason": "source-moved", "to": source.path}
        yield Finding("source-missing", values)
