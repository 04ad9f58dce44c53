"""What can go wrong, as exceptions: one kind for each case that a caller tells apart."""


class StudytrackError(Exception):
    """Base of every error that studytrack raises.

    The message is one line that names the place, the cause and the remedy.
    """


class UsageError(StudytrackError):
    """The caller asked for something that cannot be: a bad revision, an unknown task."""


class ConfigError(StudytrackError):
    """The configuration file cannot be used; every problem in it is named."""


class TrackerError(StudytrackError):
    """The tracker is missing, ambiguous, unreadable, or an edit of it would not be safe."""


class NoTasksError(TrackerError):
    """A text is no tracker, since it has no tasks.

    Attributes:
        found: what of tasks was found in it; empty where nothing was.
    """

    def __init__(self, found: str, remedy: str) -> None:
        super().__init__(f"no table of tasks: {found or 'no list of them either'}; {remedy}")
        self.found = found


class HistoryError(StudytrackError):
    """Git cannot tell the history: no repository, a shallow clone, a lost commit."""


class SinceMissingError(HistoryError):
    """The commit that ``since`` names is not in this history.

    Attributes:
        path: the config, from the repository's root; None where it is not known yet.
        line: the line, from 1, that names ``since``.
    """

    def __init__(self, message: str, path: str | None = None, line: int | None = None) -> None:
        super().__init__(f"{path}:{line}: {message}" if path else message)
        self.cause = message
        self.path = path
        self.line = line


class CommitError(HistoryError):
    """Git did not commit, and everything is as it was.

    Attributes:
        said: all that git and the hooks that it ran had to say, in lines.
    """

    def __init__(self, message: str, said: str = "") -> None:
        super().__init__(message)
        self.said = said


class HooksError(StudytrackError):
    """Git's hooks are not for studytrack to change here: the message says who has to."""


class WriteError(StudytrackError):
    """A file could not be written; what was there before is still there."""


class GithubError(StudytrackError):
    """GitHub refused something, and trying again would not help."""


class ForbiddenError(GithubError):
    """A setting of the repository forbids Actions to open pull requests."""


class ConflictError(GithubError):
    """Something is there already, is gone, or has moved: look again before anything is done."""


class UnsureError(GithubError):
    """GitHub gave no answer, so that it may have acted or not: look again."""
