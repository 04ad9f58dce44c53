"""Which commits changed a source after a note was written, by descent and never by the clock."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from studytrack.graph import Graph
    from studytrack.history import Entry, Version
    from studytrack.notes.sources import Mention


class Source(NamedTuple):
    """A file or a folder that a note names, as it was found.

    Attributes:
        names: what it was called, the oldest first; the last is where it is, or last was.
        folder: whether everything under it counts.
        gone: whether it is no more.
    """

    mention: Mention
    names: tuple[str, ...]
    folder: bool = False
    gone: bool = False

    @property
    def path(self) -> str:
        """Where it is, or last was."""
        return self.names[-1]

    def holds(self, path: str, own: Callable[[str], bool]) -> bool:
        """Whether a path is its own, or lies under it and is none of the study's own files."""
        return path in self.names or (
            self.folder and path.startswith(f"{self.path}/") and not own(path)
        )


class Seen(NamedTuple):
    """A source and the commits that changed it after the note, newest first."""

    source: Source
    commits: tuple[Version, ...] = ()


class Sighted(NamedTuple):
    """A task's note, and what became of the sources that it names.

    Attributes:
        written: the commit that last changed the note.
        missing: what it names for its sources, and no commit ever had.
    """

    task: str
    note: str
    written: Version
    sources: tuple[Seen, ...] = ()
    missing: tuple[Mention, ...] = ()


class Step(NamedTuple):
    """A commit, and what it did to one file: an entry for each parent that it differs from."""

    version: Version
    entries: Sequence[Entry]

    @property
    def whole(self) -> bool:
        """Whether the commit itself did it: a merge changed what differs from every parent."""
        return len(self.entries) >= max(len(self.version.parents), 1)


class Trail:
    """What commits did to files, by the files' names.

    Args:
        versions: the commits that changed one of them, in any order.
        graph: all commits.
    """

    def __init__(self, versions: Iterable[Version], graph: Graph) -> None:
        self.graph = graph
        self._steps: defaultdict[str, dict[str, Step]] = defaultdict(dict)
        self.add(versions)

    def add(self, versions: Iterable[Version]) -> None:
        """Further commits, of files whose names were not asked for before."""
        for version in versions:
            for entry in version.entries:
                for path in {entry.path, entry.old_path}:
                    step = self._steps[path].setdefault(version.commit, Step(version, ()))
                    if entry not in step.entries:
                        entries = (*step.entries, entry)
                        self._steps[path][version.commit] = step._replace(entries=entries)

    def below(self, commits: Iterable[str]) -> str | None:
        """The one of the commits that all others stand on; None where there is none."""
        oldest, *others = sorted(set(commits), key=self.graph.position)
        return oldest if all(self.graph.is_ancestor(oldest, one) for one in others) else None

    def paths(self) -> Iterator[str]:
        """The files that a commit changed."""
        yield from self._steps

    def under(self, folder: str) -> bool:
        """Whether there was a file under a folder that a commit changed."""
        return any(path.startswith(f"{folder}/") for path in self._steps)

    def of(self, path: str) -> list[Step]:
        """What commits did to a file, the newest first."""
        steps = self._steps[path].values() if path in self._steps else ()
        return sorted(steps, key=self._position, reverse=True)

    def _whole(self, path: str) -> list[Step]:
        return [step for step in self.of(path) if step.whole]

    def _position(self, step: Step) -> int:
        return self.graph.position(step.version.commit)

    def written(self, note: str) -> Version | None:
        """The commit that last changed a note; that it was moved is no change."""
        name, steps = note, self._whole(note)
        while steps:
            step = steps.pop(0)
            own = [entry for entry in step.entries if entry.path == name]
            if any(entry.blob != entry.old_blob for entry in own):
                return step.version
            if own and own[0].old_path != name:
                name, place = own[0].old_path, self._position(step)
                steps = [one for one in self._whole(name) if self._position(one) < place]
        return None

    def left(self, path: str) -> Step | None:
        """The commit after which there was no such file any more."""
        step = next(iter(self._whole(path)), None)
        if step is None or any(one.path == path and one.blob is not None for one in step.entries):
            return None
        return step

    def after(
        self, note: Version, source: Source, own: Callable[[str], bool]
    ) -> tuple[Version, ...]:
        """The commits that changed a source and that the note does not stand on, newest first.

        Where none did so itself, a merge chose between two versions.
        """
        paths = source.names
        if source.folder:
            paths = tuple(path for path in self.paths() if source.holds(path, own))
        steps = [
            step
            for path in paths
            for step in self.of(path)
            if step.version.commit != note.commit
            and not self.graph.is_ancestor(step.version.commit, note.commit)
            and not all(one.blob == one.old_blob and _same_place(one) for one in step.entries)
        ]
        found = [step for step in steps if step.whole] or steps
        commits = {step.version.commit: step for step in found}
        return tuple(
            step.version for step in sorted(commits.values(), key=self._position, reverse=True)
        )


def differs(entries: Iterable[Entry], source: Source, own: Callable[[str], bool]) -> bool:
    """Whether a source has other bytes than it had; a move alone changes none.

    Args:
        entries: all that is otherwise by now.
        source: the source.
        own: whether a path is the study's own.
    """
    changed = [one for one in entries if one.blob != one.old_blob and source.holds(one.path, own)]
    if source.gone or len(source.names) == 1:
        return bool(changed)
    before = {one.old_blob for one in changed}
    return any(one.path == source.path and one.blob not in before for one in changed)


def _same_place(entry: Entry) -> bool:
    return entry.path == entry.old_path
