"""Files as git knows them: those of a revision, those of the work tree, and their bytes."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from studytrack.errors import HistoryError
from studytrack.history.commands import INCOMPLETE
from studytrack.patterns import pattern
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from studytrack.history.commands import Git

_SIZE = pattern(rb"[0-9a-f]+ blob ([0-9]+)")
_LINKS = 8
_LONGEST_LINK = 1 << 12
_SHA1_DIGITS = 40
_SYMLINK = "120000"
_FOLDER = "40000"
_LISTED_FOLDER = "040000"
"""The same mode in a tree, and where git lists it."""


class TreeFile(NamedTuple):
    """One entry of a tree.

    Attributes:
        path: from the repository's root.
        blob: the id of its bytes; of a submodule, its commit.
        mode: ``100644``, ``100755``, ``120000`` for a symbolic link, ``160000`` for a submodule.
    """

    path: str
    blob: str
    mode: str

    @property
    def regular(self) -> bool:
        """True for a file that is neither a symbolic link nor a submodule."""
        return self.mode.startswith("100")


def files(git: Git, commit: str, paths: Iterable[str]) -> tuple[TreeFile, ...]:
    """The files of a commit that are, or are under, one of the paths; ``.`` is all of them."""
    asked = inside(paths)
    if not asked:
        return ()
    where = () if "." in asked else asked
    output = git.read("ls-tree", "-r", "-z", "--full-tree", commit, "--", *where)
    return tuple(_tree_file(entry) for entry in output.split(b"\0")[:-1])


def worktree_files(git: Git, folders: Iterable[str]) -> tuple[str, ...]:
    """The work tree's files under the folders: tracked ones, and new ones that are not ignored."""
    asked = inside(folders)
    if not asked:
        return ()
    what = ("--cached", "--others", "--deleted", "--exclude-standard", "--no-recurse-submodules")
    output = git.read("ls-files", "-z", "-t", *what, "--", *asked)
    found = [(entry[:1], path_of(entry[2:])) for entry in output.split(b"\0")[:-1]]
    gone = {path for tag, path in found if tag in b"RS"}
    return tuple(
        dict.fromkeys(path for _, path in found if path not in gone and not path.endswith("/"))
    )


def left_out(git: Git, paths: Iterable[str]) -> set[str]:
    """Those of the files that are not meant to be in the work tree: see git-sparse-checkout(1)."""
    asked = inside(paths)
    output = git.read("ls-files", "-z", "-t", "--", *asked) if asked else b""
    return {path_of(entry[2:]) for entry in output.split(b"\0") if entry.startswith(b"S ")}


def blobs(git: Git, ids: Iterable[str], cap: int) -> dict[str, bytes | None]:
    """The bytes behind each id; None where they are more than ``cap``.

    Raises:
        HistoryError: one is missing, as in a clone that leaves blobs out.
    """
    wanted = tuple(dict.fromkeys(ids))
    sizes = _sizes(git, wanted)
    found: dict[str, bytes | None] = dict.fromkeys(wanted)
    small = [(blob, size) for blob, size in zip(wanted, sizes, strict=True) if size <= cap]
    if not small:
        return found
    asked = "".join(f"{blob}\n" for blob, _ in small).encode()
    output = git.read("cat-file", "--batch", "--buffer", given=asked)
    place = 0
    for blob, size in small:
        start = output.index(b"\n", place) + 1
        found[blob] = output[start : start + size]
        place = start + size + 1
    return found


def blob(git: Git, commit: str, path: str, cap: int) -> bytes | None:
    """The bytes of a file at a commit, symbolic links inside the tree followed.

    None where there is no such file.

    Raises:
        HistoryError: the file is larger than ``cap``, or is not in this clone.
    """
    entry = _followed(git, commit, path)
    if entry is None:
        return None
    content = blobs(git, [entry.blob], cap)[entry.blob]
    if content is None:
        raise HistoryError(f"{path}: larger than {cap} bytes at {commit}; make it smaller")
    return content


def real_path(git: Git, commit: str, path: str) -> str:
    """Where a file of a commit really is: the same path, but for symbolic links."""
    entry = _followed(git, commit, path)
    return path if entry is None else entry.path


def _followed(git: Git, commit: str, path: str) -> TreeFile | None:
    """The regular file at a path of a commit, symbolic links inside the tree followed."""
    for _ in range(_LINKS):
        found = [entry for entry in files(git, commit, [path]) if entry.path == normal(path)]
        if found and found[0].regular:
            return found[0]
        link = found[0] if found else _linked_folder(git, commit, path)
        target = blobs(git, [link.blob], _LONGEST_LINK) if link and link.mode == _SYMLINK else {}
        content = target.get(link.blob) if link else None
        if link is None or content is None:
            return None
        below = (normal(path) or "")[len(link.path) + 1 :]
        path = posixpath.join(posixpath.dirname(link.path), path_of(content), below)
    return None


def _linked_folder(git: Git, commit: str, path: str) -> TreeFile | None:
    """The symbolic link that a path of a commit leads through."""
    above = [folder for folder in _folders(normal(path) or "") if folder]
    output = git.read("ls-tree", "-z", "--full-tree", commit, "--", *above) if above else b""
    found = [_tree_file(entry) for entry in output.split(b"\0")[:-1]]
    return next((one for one in found if one.path in above and one.mode == _SYMLINK), None)


class Replaced(NamedTuple):
    """A commit's tree with the bytes of some files replaced or added, as git would name it.

    Attributes:
        files: those files, in the order in which they were given, with their new blobs.
        before, after: the ids of the whole tree, without and with the new bytes.
    """

    files: tuple[TreeFile, ...]
    before: str
    after: str


def replaced(
    git: Git, commit: str, texts: Mapping[str, bytes], new: Collection[str] = ()
) -> Replaced | None:
    """What the tree of a commit is named once files have other bytes; nothing is written.

    None where one of the files is not there, or one that is to be new is, or cannot be. The form
    of trees and ids is git's own: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
    """
    digits, found = len(commit), []
    for path, data in texts.items():
        file = _made(git, commit, path) if path in new else _followed(git, commit, path)
        if file is None:
            return None
        found.append(file._replace(blob=_object_id("blob", data, digits)))
    entries = {file.path: (file.mode, file.blob) for file in found}
    above = {folder for path in entries for folder in _folders(path)}
    before = ""
    for folder in sorted(above, key=lambda folder: (-folder.count("/") - bool(folder), folder)):
        there = not folder or _entry(git, commit, folder) is not None
        tree = git.read("cat-file", "tree", f"{commit}:{folder}") if there else b""
        before = _object_id("tree", tree, digits)
        inside = {path: one for path, one in entries.items() if posixpath.dirname(path) == folder}
        inside.pop("", None)  # the root is in no folder
        for path, (mode, one) in inside.items():
            name = posixpath.basename(path).encode("utf-8", "surrogateescape")
            tree = _with(tree, name, mode.encode(), bytes.fromhex(one))
        entries[folder] = (_FOLDER, _object_id("tree", tree, digits))
    return Replaced(tuple(found), before, entries[""][1])


def _made(git: Git, commit: str, path: str) -> TreeFile | None:
    """A file that is to be new; None where something is there, or in the place of its folders."""
    above = [_entry(git, commit, folder) for folder in _folders(path) if folder]
    kinds = {mode for mode in above if mode is not None}
    if _entry(git, commit, path) is not None or kinds - {_LISTED_FOLDER}:
        return None
    return TreeFile(path, "", "100644")


def _entry(git: Git, commit: str, path: str) -> str | None:
    """The mode of what is at a path of a commit."""
    output = git.read("ls-tree", "-z", "--full-tree", commit, "--", path)
    found = [
        entry for entry in output.split(b"\0")[:-1] if path_of(entry.partition(b"\t")[2]) == path
    ]
    return found[0].partition(b" ")[0].decode() if found else None


def same_bytes(data: bytes, blob: str) -> bool:
    """Whether a file's bytes are a blob's; ``core.autocrlf`` may have changed line endings."""
    plain = data.replace(b"\r\n", b"\n")
    return blob in {_object_id("blob", data, len(blob)), _object_id("blob", plain, len(blob))}


def _folders(path: str) -> list[str]:
    """The folders on the way to a file; the empty one is the root."""
    names = path.split("/")
    return ["/".join(names[:depth]) for depth in range(len(names))]


def _with(tree: bytes, name: bytes, mode: bytes, new: bytes) -> bytes:
    """The tree with another id behind a name; each entry is ``mode name``, a NUL and the id.

    A name that is not there comes in git's order, in which folders end with a slash.
    """
    place, ordered = 0, _ordered(mode, name)
    while place < len(tree):
        end = tree.index(b"\0", place) + 1
        its_mode, _, its_name = tree[place : end - 1].partition(b" ")
        if its_name == name:
            return tree[:end] + new + tree[end + len(new) :]
        if _ordered(its_mode, its_name) > ordered:
            break
        place = end + len(new)
    return tree[:place] + mode + b" " + name + b"\0" + new + tree[place:]


def _ordered(mode: bytes, name: bytes) -> bytes:
    return name + b"/" * (mode == _FOLDER.encode())


def _object_id(kind: str, content: bytes, digits: int) -> str:
    import hashlib  # loads OpenSSL, which few commands need

    algorithm = hashlib.sha1 if digits == _SHA1_DIGITS else hashlib.sha256
    return algorithm(f"{kind} {len(content)}\0".encode() + content).hexdigest()


def path_of(raw: bytes) -> str:
    """A path as git gives it; bytes that are not UTF-8 survive as surrogates."""
    return raw.decode("utf-8", "surrogateescape")


def normal(path: str) -> str | None:
    """The path from the root in its plain form; None where it leads out of the repository."""
    plain = posixpath.normpath(path)
    outside = plain.startswith(("/", "../")) or plain == ".." or "\0" in plain
    return None if outside else plain


def inside(paths: Iterable[str]) -> tuple[str, ...]:
    """Those of the paths that stay inside the repository, in their plain form."""
    plain = (normal(path) for path in paths)
    return tuple(dict.fromkeys(path for path in plain if path is not None))


def _tree_file(entry: bytes) -> TreeFile:
    about, _, path = entry.partition(b"\t")
    mode, _, blob_id = about.decode().split(" ")
    return TreeFile(path_of(path), blob_id, mode)


def _sizes(git: Git, ids: tuple[str, ...]) -> Iterator[int]:
    asked = "".join(f"{blob}\n" for blob in ids).encode()
    output = git.read("cat-file", "--batch-check", "--buffer", given=asked) if ids else b""
    for line in output.splitlines():
        match = _SIZE.fullmatch(line)
        if match is None:
            raise HistoryError(INCOMPLETE)
        yield int(match[1])
