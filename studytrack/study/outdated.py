"""From what became of notes' sources to what is shown of it: lines, authors, the work tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.graph import author_day
from studytrack.history.trees import same_bytes
from studytrack.review.model import ChangedSource, OutdatedNote, SourceCommit
from studytrack.study.shelves import Revision, WorkTree
from studytrack.trailers.encoding import codec_of
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import tzinfo

    from studytrack.history import Repository, Version
    from studytrack.history.comparing import LineCount
    from studytrack.review.drift import Seen, Sighted, Source

_LONGEST_SUBJECT = 200


class Wanted(NamedTuple):
    """What is to be told.

    Attributes:
        head: the commit that is looked at.
        titles: each task's.
        own: whether a path is the study's own.
        zone: the time zone of dates; each author's own where None.
    """

    repository: Repository
    head: str
    titles: Mapping[str, str]
    own: Callable[[str], bool]
    zone: tzinfo | None = None


def outdated(wanted: Wanted, sighted: Iterable[Sighted]) -> tuple[OutdatedNote, ...]:
    """The notes whose sources changed after them, in a commit or in the work tree.

    Raises:
        HistoryError: a file is left out of this clone.
    """
    every = tuple(sighted)
    committed = Revision(wanted.repository, wanted.head)
    edited = _edited(wanted, committed, [seen.source for one in every for seen in one.sources])
    shown = [
        one._replace(sources=kept)
        for one in every
        if (kept := tuple(seen for seen in one.sources if seen.commits or seen.source in edited))
    ]
    telling = _Telling.of(wanted, committed, shown, edited)
    return tuple(map(telling.note, shown))


class _Telling(NamedTuple):
    """All that is known of the notes that are told of."""

    wanted: Wanted
    committed: Revision
    edited: frozenset[Source]
    counts: Mapping[str, Sequence[LineCount]]
    people: Mapping[str, str]

    @classmethod
    def of(
        cls,
        wanted: Wanted,
        committed: Revision,
        shown: Sequence[Sighted],
        edited: frozenset[Source],
    ) -> _Telling:
        """Asks git for the lines that changed, and for people's names."""
        changed = [seen for one in shown for seen in one.sources if seen.commits]
        names = {name for seen in changed for name in seen.source.names}
        written = [one.written.commit for one in shown]
        authors = {version.author for seen in changed for version in seen.commits}
        return cls(
            wanted,
            committed,
            edited,
            wanted.repository.line_counts(wanted.head, written, names),
            wanted.repository.mailmap(wanted.head, sorted(authors)),
        )

    def note(self, one: Sighted) -> OutdatedNote:
        """A note with those of its sources that changed."""
        counts = self.counts.get(one.written.commit, ())
        return OutdatedNote(
            task=one.task,
            title=self.wanted.titles.get(one.task, one.task),
            note=one.note,
            commit=one.written.commit,
            date=author_day(one.written.authored, self.wanted.zone),
            sources=tuple(self.source(seen, counts) for seen in one.sources),
        )

    def source(self, seen: Seen, counts: Sequence[LineCount]) -> ChangedSource:
        """A source, and the lines that changed in it."""
        source = seen.source
        is_own = self.wanted.own
        own = [
            one
            for one in counts
            if source.holds(one.path, is_own) or source.holds(one.old_path, is_own)
        ]
        regular = source.gone or source.folder or bool(self.committed.blobs([source.path]))
        lined = regular and bool(seen.commits)
        return ChangedSource(
            path=source.path,
            named=source.mention.text,
            lines=source.mention.lines or None,
            moved_from=source.names[0] if len(source.names) > 1 else None,
            deleted=source.gone,
            uncommitted=source in self.edited,
            added=_sum(one.added for one in own) if lined else None,
            removed=_sum(one.removed for one in own) if lined else None,
            commits=tuple(map(self.commit, seen.commits)),
        )

    def commit(self, version: Version) -> SourceCommit:
        """A commit, with its author's name as .mailmap has it."""
        return SourceCommit(
            commit=version.commit,
            date=author_day(version.authored, self.wanted.zone),
            author=self.people.get(version.author, version.author),
            subject=_subject(version),
        )


def _sum(counts: Iterable[int | None]) -> int | None:
    """All together; None where none of the files has lines."""
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _subject(version: Version) -> str:
    """The first paragraph of a commit's message, on one line, as git shows it."""
    text = version.message.decode(codec_of(version.encoding), "replace").strip()
    words = " ".join(text.replace("\r", "").partition("\n    \n")[0].partition("\n\n")[0].split())
    return words if len(words) <= _LONGEST_SUBJECT else f"{words[:_LONGEST_SUBJECT]}…"


def _edited(wanted: Wanted, committed: Revision, sources: Sequence[Source]) -> frozenset[Source]:
    """The sources that the work tree has otherwise than the last commit."""
    folders = [one.path for one in sources if one.folder]
    under = committed.listed(folders) if folders else ()
    files = {one.path for one in sources if not one.gone and not one.folder} | set(under)
    blobs = committed.blobs(sorted(files))
    changed: set[str] = set()
    missing: set[str] = set()
    for path, data in WorkTree(wanted.repository).contents(blobs):
        if data == "missing":
            missing.add(path)
        elif isinstance(data, bytes) and not same_bytes(data, blobs[path]):
            changed.add(path)
    changed |= missing - wanted.repository.left_out(missing)
    return frozenset(one for one in sources if any(one.holds(path, wanted.own) for path in changed))
