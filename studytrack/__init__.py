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
        CommitError,
        ConfigError,
        HistoryError,
        HooksError,
        SinceMissingError,
        StudytrackError,
        TrackerError,
        UsageError,
        WriteError,
    )
    from studytrack.history.committing import Extras
    from studytrack.logged import LoggedRecord, Why, WhyField
    from studytrack.model import (
        BlockChange,
        Change,
        Criterion,
        GivenId,
        Part,
        Phase,
        Problem,
        State,
        Task,
        Total,
    )
    from studytrack.plan.changes import Balance, ChangeKind, PlanChange
    from studytrack.remarks.model import Annotation, Answer, Question, Reference
    from studytrack.remarks.reading import Remarks
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
    from studytrack.study.checkpoints import Checkpoint
    from studytrack.study.desk import Desk, Wishes
    from studytrack.study.hooks import Hooks, HookState, Standing
    from studytrack.study.notebooks import Notebook
    from studytrack.study.numbering import Numbering
    from studytrack.study.planning import PlanComparison
    from studytrack.study.reconciliation import Reconciliation
    from studytrack.study.recording import Committed, Recording
    from studytrack.study.rewritten import Rewritten
    from studytrack.study.study import Study
    from studytrack.terms import Effort, FieldName, Severity, Status
    from studytrack.trailers.sayings import (
        Answering,
        Asking,
        Confirming,
        Doing,
        Noting,
        Referring,
        Spending,
        Voiding,
    )
    from studytrack.trailers.vocabulary import Verb
    from studytrack.weekly.model import Draft, Review

__version__ = "0.1.0"

_HOMES = {
    "Checkpoint": "studytrack.study.checkpoints",
    **dict.fromkeys(("Draft", "Review"), "studytrack.weekly.model"),
    **dict.fromkeys(("Agenda", "Step"), "studytrack.agenda.model"),
    "Config": "studytrack.config.settings",
    **dict.fromkeys(
        (
            "CommitError",
            "ConfigError",
            "HistoryError",
            "HooksError",
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
            "Part",
            "Phase",
            "Problem",
            "State",
            "Task",
            "Total",
        ),
        "studytrack.model",
    ),
    **dict.fromkeys(("LoggedRecord", "Why", "WhyField"), "studytrack.logged"),
    **dict.fromkeys(("HookState", "Hooks", "Standing"), "studytrack.study.hooks"),
    **dict.fromkeys(("ChangedSource", "OutdatedNote", "SourceCommit"), "studytrack.review.model"),
    "Notebook": "studytrack.study.notebooks",
    "Numbering": "studytrack.study.numbering",
    **dict.fromkeys(("Balance", "ChangeKind", "PlanChange"), "studytrack.plan.changes"),
    "PlanComparison": "studytrack.study.planning",
    **dict.fromkeys(("Annotation", "Answer", "Question", "Reference"), "studytrack.remarks.model"),
    "Remarks": "studytrack.remarks.reading",
    "Rewritten": "studytrack.study.rewritten",
    **dict.fromkeys(
        (
            "Answering",
            "Asking",
            "Confirming",
            "Doing",
            "Noting",
            "Referring",
            "Spending",
            "Voiding",
        ),
        "studytrack.trailers.sayings",
    ),
    "Verb": "studytrack.trailers.vocabulary",
    **dict.fromkeys(("Desk", "Wishes"), "studytrack.study.desk"),
    **dict.fromkeys(("Committed", "Recording"), "studytrack.study.recording"),
    "Extras": "studytrack.history.committing",
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
    "Reconciliation": "studytrack.study.reconciliation",
    "Study": "studytrack.study.study",
    **dict.fromkeys(("Effort", "FieldName", "Severity", "Status"), "studytrack.terms"),
}

__all__ = [
    "Agenda",
    "Annotation",
    "Answer",
    "Answering",
    "Asking",
    "Balance",
    "BlockChange",
    "Change",
    "ChangeKind",
    "ChangedSource",
    "Checkpoint",
    "CommitError",
    "Committed",
    "Config",
    "ConfigError",
    "Confirming",
    "Contradiction",
    "Criterion",
    "Desk",
    "Doing",
    "Draft",
    "Effort",
    "Event",
    "EventKind",
    "Extras",
    "FieldName",
    "GivenId",
    "HistoryError",
    "HookState",
    "Hooks",
    "HooksError",
    "LoggedRecord",
    "Moment",
    "Notebook",
    "Noting",
    "Numbering",
    "OutdatedNote",
    "Part",
    "Phase",
    "PhaseStory",
    "PlanChange",
    "PlanComparison",
    "Problem",
    "Question",
    "Reconciliation",
    "Recording",
    "Reference",
    "Referring",
    "Remarks",
    "Review",
    "Rewritten",
    "Severity",
    "Silence",
    "SinceMissingError",
    "SourceCommit",
    "Spending",
    "Standing",
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
    "Verb",
    "Voiding",
    "Why",
    "WhyField",
    "Wishes",
    "WriteError",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used, so that importing the package stays cheap."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """The public names too, which are not here before they are used."""
    return sorted({*globals(), *__all__})
