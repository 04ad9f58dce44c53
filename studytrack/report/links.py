"""Links to a repository on GitHub, or on a GitHub Enterprise Server."""

from __future__ import annotations

from urllib.parse import quote

from studytrack.phrases import commit_text
from studytrack.report.inert import code
from studytrack.tuples import NamedTuple


class Links(NamedTuple):
    """Where a repository's pages are.

    Attributes:
        server: ``https://github.com``, without a slash at its end.
        repository: ``owner/name``.
    """

    server: str
    repository: str

    def commit(self, commit: str) -> str:
        """A link to a commit, by its short id."""
        return f"[`{commit_text(commit)}`]({self._root}/commit/{quote(commit)})"

    def line(self, commit: str, path: str, line: int | None) -> str:
        """A link to a line of a file's source, as a commit has it."""
        place = f"?plain=1#L{line}" if line else ""
        shown = path if line is None else f"{path}:{line}"
        address = quote(path.encode("utf-8", "surrogateescape"))
        return f"[{code(shown)}]({self._root}/blob/{quote(commit)}/{address}{place})"

    def compare(self, base: str, branch: str) -> str:
        """The address at which somebody can open a pull request by hand."""
        return f"{self._root}/compare/{quote(base)}...{quote(branch)}?expand=1"

    @property
    def settings(self) -> str:
        """The address of the setting that lets Actions open pull requests."""
        return f"{self._root}/settings/actions"

    @property
    def _root(self) -> str:
        return f"{self.server}/{quote(self.repository)}"
