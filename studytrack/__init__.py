"""studytrack keeps a Markdown study tracker true: a projection of your git history.

Example:
    ``from studytrack import Status, Study`` and then
    ``Study.open(".").state().task("3.4").status is Status.DONE``
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studytrack.agenda.model import Agenda, Step
    from studytrack.config.settings import Config
    from studytrack.errors import (
        ConfigError,
        HistoryError,
        SinceMissingError,
        StudytrackError,
        TrackerError,
        UsageError,
        WriteError,
    )
    from studytrack.model import (
        BlockChange,
        Change,
        Criterion,
        GivenId,
        LoggedRecord,
        Part,
        Phase,
        Problem,
        State,
        Task,
        Total,
        Why,
        WhyField,
    )
    from studytrack.review.model import ChangedSource, OutdatedNote, SourceCommit
    from studytrack.story.model import (
        Contradiction,
        Event,
        EventKind,
        Moment,
        PhaseStory,
        Silence,
        Story,
        Stretch,
        TaskStory,
    )
    from studytrack.study.documents import Rewritten
    from studytrack.study.numbering import Numbering
    from studytrack.study.study import Reconciliation, Study
    from studytrack.terms import Effort, FieldName, Severity, Status

__version__ = "0.1.0"

_HOMES = {
    **dict.fromkeys(("Agenda", "Step"), "studytrack.agenda.model"),
    "Config": "studytrack.config.settings",
    **dict.fromkeys(
        (
            "ConfigError",
            "HistoryError",
            "SinceMissingError",
            "StudytrackError",
            "TrackerError",
            "UsageError",
            "WriteError",
        ),
        "studytrack.errors",
    ),
    **dict.fromkeys(
        (
            "BlockChange",
            "Change",
            "Criterion",
            "GivenId",
            "LoggedRecord",
            "Part",
            "Phase",
            "Problem",
            "State",
            "Task",
            "Total",
            "Why",
            "WhyField",
        ),
        "studytrack.model",
    ),
    **dict.fromkeys(("ChangedSource", "OutdatedNote", "SourceCommit"), "studytrack.review.model"),
    "Numbering": "studytrack.study.numbering",
    "Rewritten": "studytrack.study.documents",
    **dict.fromkeys(
        (
            "Contradiction",
            "Event",
            "EventKind",
            "Moment",
            "PhaseStory",
            "Silence",
            "Story",
            "Stretch",
            "TaskStory",
        ),
        "studytrack.story.model",
    ),
    **dict.fromkeys(("Reconciliation", "Study"), "studytrack.study.study"),
    **dict.fromkeys(("Effort", "FieldName", "Severity", "Status"), "studytrack.terms"),
}

__all__ = [
    "Agenda",
    "BlockChange",
    "Change",
    "ChangedSource",
    "Config",
    "ConfigError",
    "Contradiction",
    "Criterion",
    "Effort",
    "Event",
    "EventKind",
    "FieldName",
    "GivenId",
    "HistoryError",
    "LoggedRecord",
    "Moment",
    "Numbering",
    "OutdatedNote",
    "Part",
    "Phase",
    "PhaseStory",
    "Problem",
    "Reconciliation",
    "Rewritten",
    "Severity",
    "Silence",
    "SinceMissingError",
    "SourceCommit",
    "State",
    "Status",
    "Step",
    "Story",
    "Stretch",
    "Study",
    "StudytrackError",
    "Task",
    "TaskStory",
    "Total",
    "TrackerError",
    "UsageError",
    "Why",
    "WhyField",
    "WriteError",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used, so that importing the package stays cheap."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
