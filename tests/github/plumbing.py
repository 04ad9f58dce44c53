"""The bare repository behind the stand-in: git's plumbing, as much as GitHub's routes need."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from tests.repositories import environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SIGNATURE = "-----BEGIN PGP SIGNATURE-----\n\nstand-in\n-----END PGP SIGNATURE-----\n"
"""What a commit that GitHub made carries: its own objects say so, as a checkout sees it."""

PERSON = re.compile(r"(?P<name>.*?) ?<(?P<email>.*)> (?P<time>-?\d+) (?P<zone>[+-]\d{4})")
NOWHERE = "0" * 40


class Person(NamedTuple):
    """Who made a commit, and when: seconds since the epoch, and an offset."""

    name: str
    email: str
    time: int
    zone: str = "+0000"

    def __str__(self) -> str:
        return f"{self.name} <{self.email}> {self.time} {self.zone}"


class Commit(NamedTuple):
    """A commit object, read."""

    id: str
    tree: str
    parents: tuple[str, ...]
    author: Person
    committer: Person
    message: str
    signature: str | None


class Entry(NamedTuple):
    """A line of a tree; a size only of blobs."""

    mode: str
    type: str
    id: str
    size: int | None
    path: str


class Change(NamedTuple):
    """A file that differs between two trees."""

    status: str
    path: str
    blob: str
    additions: int
    deletions: int


class GitError(Exception):
    """Git refused."""


@dataclass(frozen=True)
class Git:
    """A repository, told by its folder."""

    folder: Path

    def run(
        self,
        *arguments: str,
        given: bytes = b"",
        variables: Mapping[str, str] | None = None,
    ) -> bytes:
        """What git says; raises GitError with its complaint."""
        done = subprocess.run(
            ["git", "-c", "core.fsync=none", *arguments],
            cwd=self.folder,
            env=environment() | dict(variables or {}),
            input=given,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise GitError(done.stderr.decode())
        return done.stdout

    def say(self, *arguments: str, given: bytes = b"") -> str:
        """What git says, as text without its last line feed."""
        return self.run(*arguments, given=given).decode().removesuffix("\n")

    def refs(self, prefix: str = "refs/") -> dict[str, str]:
        """The references whose names begin so, with what they point at."""
        listed = self.say("for-each-ref", "--format=%(refname) %(objectname)")
        pairs = (line.split(" ") for line in listed.splitlines())
        return {name: to for name, to in pairs if name.startswith(prefix)}

    def move(self, ref: str, to: str | None, *, was: str = "") -> None:
        """Points a reference at an object, or deletes it; only if it was what is said."""
        self.run(
            "update-ref", *(("-d", ref) if to is None else (ref, to)), *((was,) if was else ())
        )

    def kind(self, name: str) -> str | None:
        """The type of an object, or None if there is none."""
        try:
            return self.say("cat-file", "-t", name)
        except GitError:
            return None

    def commit_id(self, name: str) -> str | None:
        """The commit that a branch, a tag or an id names."""
        try:
            return self.say("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        except GitError:
            return None

    def commit(self, name: str) -> Commit:
        """Reads a commit."""
        text = self.run("cat-file", "commit", name).decode("utf-8", "surrogateescape")
        head, _, message = text.partition("\n\n")
        lines = [line.partition(" ") for line in head.replace("\n ", "\0").splitlines()]
        values = {key: value for key, _, value in lines}
        signature = values.get("gpgsig")
        return Commit(
            id=self.say("rev-parse", name),
            tree=values["tree"],
            parents=tuple(value for key, _, value in lines if key == "parent"),
            author=_person(values["author"]),
            committer=_person(values["committer"]),
            message=message,
            signature=None if signature is None else signature.replace("\0", "\n"),
        )

    def write_commit(
        self,
        tree: str,
        parents: Iterable[str],
        people: tuple[Person, Person],
        message: str,
        *,
        signed: bool,
    ) -> str:
        """Stores a commit as GitHub does: the message as it was sent."""
        author, committer = people
        lines = [f"tree {tree}", *(f"parent {parent}" for parent in parents)]
        lines += [f"author {author}", f"committer {committer}"]
        if signed:
            lines.append("gpgsig " + SIGNATURE.replace("\n", "\n "))
        content = "\n".join([*lines, "", message]).encode()
        return self.say("hash-object", "-t", "commit", "-w", "--stdin", given=content)

    def blob(self, name: str) -> bytes:
        """Reads a blob."""
        return self.run("cat-file", "blob", name)

    def write_blob(self, content: bytes) -> str:
        """Stores a blob."""
        return self.say("hash-object", "-w", "--stdin", given=content)

    def tree(self, name: str, *, recursive: bool = False) -> list[Entry]:
        """Reads a tree."""
        options = ["-z", "-l", *(["-r", "-t"] if recursive else [])]
        entries = []
        for line in self.run("ls-tree", *options, name).decode().split("\0")[:-1]:
            facts, _, path = line.partition("\t")
            mode, kind, made, size = facts.split()
            entries.append(Entry(mode, kind, made, None if size == "-" else int(size), path))
        return entries

    def write_tree(self, base: str | None, entries: Iterable[tuple[str, str | None, str]]) -> str:
        """Stores a tree: another one with entries of mode, id (None deletes) and path on top."""
        with TemporaryDirectory() as folder:
            index = {"GIT_INDEX_FILE": f"{folder}/index"}
            self.run("read-tree", base or "--empty", variables=index)
            lines = (
                f"{'0' if to is None else mode} {to or NOWHERE}\t{path}\0"
                for mode, to, path in entries
            )
            self.run(
                "update-index", "-z", "--index-info", given="".join(lines).encode(), variables=index
            )
            return self.run("write-tree", variables=index).decode().strip()

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Whether one commit is reachable from another, or is the same."""
        try:
            self.run("merge-base", "--is-ancestor", older, newer)
        except GitError:
            return False
        return True

    def merge_base(self, one: str, other: str) -> str:
        """The best common ancestor."""
        return self.say("merge-base", one, other)

    def between(self, base: str, head: str) -> list[str]:
        """The commits of head that base does not have, oldest first."""
        return self.say("rev-list", "--reverse", "--topo-order", f"{base}..{head}").splitlines()

    def changes(self, old: str, new: str) -> list[Change]:
        """The files that differ between two commits."""
        options = ("diff-tree", "-r", "--no-renames", "--abbrev=40", "-z")
        facts = self.say(*options, "--raw", old, new).split("\0")
        counts = self.say(*options, "--numstat", old, new).split("\0")
        numbers = (line.split("\t") for line in counts if line)
        lines = {path: (_count(added), _count(gone)) for added, gone, path in numbers}
        return [
            Change(_STATUS[said[-1]], path, said.split()[3], *lines[path])
            for said, path in zip(facts[::2], facts[1::2], strict=False)
        ]


_STATUS = {"A": "added", "D": "removed", "M": "modified", "T": "changed"}


def _count(said: str) -> int:
    return 0 if said == "-" else int(said)


def _person(said: str) -> Person:
    read = PERSON.fullmatch(said)
    assert read, said
    return Person(read["name"], read["email"], int(read["time"]), read["zone"])
