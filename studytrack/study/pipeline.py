"""From a repository to what is true of its study: every step in order, in one function."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from studytrack import checks
from studytrack.agenda.diary import Diary
from studytrack.fold.accounts import Baseline, Folded, Imply
from studytrack.fold.criteria import confirmations
from studytrack.fold.settle import Ledger
from studytrack.model import State
from studytrack.records import Answer, Question
from studytrack.report.scene import Filled, Scene, filled
from studytrack.study import note_files
from studytrack.study.baselines import baseline_before
from studytrack.study.candidates import LARGEST_TRACKER
from studytrack.study.documents import Documents
from studytrack.study.gathering import Gathered, Request, gathered_of
from studytrack.study.hand_edits import hand_edits
from studytrack.tracker import outlook as outlooks
from studytrack.tracker.criteria.confirmed import texts
from studytrack.tracker.stated import hours_per_week
from studytrack.tracker.writing import Written, refilled, write
from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from studytrack.fold.effect import Entry, Statement
    from studytrack.graph import Graph
    from studytrack.locales import Locale
    from studytrack.model import Problem
    from studytrack.review.drift import Sighted
    from studytrack.terms import Finding
    from studytrack.tracker.outlook import Outlook
    from studytrack.tracker.shape import Tracker


class Result(NamedTuple):
    """All that was found out about a study."""

    path: str
    tracker: Tracker
    outlook: Outlook
    written: Written
    scene: Scene
    filled: Filled
    entries: tuple[Entry, ...]
    folded: Folded
    evidence: checks.Evidence
    findings: tuple[Finding, ...]
    since: str | None
    graph: Graph
    sighted: tuple[Sighted, ...] = ()
    documents: Documents = Documents()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that somebody should look at."""
        blocks = [*self.filled.findings, *self.documents.findings]
        found = [*self.findings, *blocks, *checks.check(self.evidence)]
        return checks.problems(found, self.locale, self.path)

    @property
    def left(self) -> tuple[Problem, ...]:
        """The problems once the new text is written: what is true is the same as before."""
        new, move = self.written.tracker, self.filled.moving()
        moved = partial(self._moved, move=move)
        written = Written(new.text, new, findings=tuple(map(moved, self.written.findings)))
        broken = [(move(line), task, target) for line, task, target in self.evidence.broken]
        return self._replace(
            evidence=self.evidence._replace(tracker=new, written=written, broken=broken),
            filled=filled(new.text, self.scene, LARGEST_TRACKER),
            findings=tuple(map(moved, self.findings)),
            documents=Documents(findings=self.documents.left),
        ).problems

    @property
    def state(self) -> State:
        """What the records say, and the problems of the tracker as it is."""
        return replace(self.scene.state, problems=self.problems)

    @property
    def locale(self) -> Locale:
        """The language of the tracker and of every message about it."""
        return self.tracker.dialect.locale

    def _moved(self, finding: Finding, move: Callable[[int], int]) -> Finding:
        """A finding as it is placed once the blocks of the tracker are filled."""
        line, elsewhere = finding.line, finding.path not in {None, self.path}
        if line is None or elsewhere or finding.commit is not None:
            return finding
        return finding._replace(line=move(line))


def run(request: Request) -> Result:
    """Read the tracker, the history and the notes, and fold them.

    Raises:
        StudytrackError: something cannot be read at all; lesser problems are in the result.
    """
    config = request.place.config
    gathered = gathered_of(request)
    tracker, vocabulary, log, said, _, notes = gathered
    statements = _in_order(log.graph, notes, said)
    ledger = Ledger(statements, log.graph, Baseline(), vocabulary.tasks, Imply(config.notes.imply))
    start, baseline = baseline_before(request, gathered, ledger)
    ledger = ledger._replace(baseline=baseline)
    entries, folded, findings = ledger.folded()
    values = outlooks.derived(folded)
    edits = hand_edits(request, gathered, folded, values, ledger, start)
    edited = {one.key for one in edits}
    kept = {key: value for key, value in values.items() if key not in edited}
    met, unknown = confirmations(entries, texts(tracker), baseline.ticked)
    view = outlooks.outlook(tracker, folded, kept, notes.of, config.learner.name, met)
    weekly = config.learner.weekly or hours_per_week(tracker)
    diary = Diary(view.phases, entries, ledger, weekly, config.weekly.ends)
    asked, unasked = _questions(entries)
    written, scene, blocks = _written(request, tracker, view, diary, asked)
    evidence = checks.Evidence(
        tracker=tracker,
        outlook=view,
        written=written,
        edits=edits,
        broken=notes.broken,
        refused=notes.refused,
        note_path=lambda task, phase: posixpath.join(
            note_files.directory_of(request.path, config.notes.directory, phase), f"{task}.md"
        ),
        today=request.today,
    )
    renumbered = _renumbered(request, gathered, baseline, start)
    told = (*findings, *unknown, *unasked, *notes.findings, *renumbered)
    return Result(
        request.path,
        tracker,
        view,
        written,
        scene,
        blocks,
        entries,
        folded,
        evidence,
        told,
        start,
        log.graph,
        notes.sighted,
    )


def _renumbered(
    request: Request, gathered: Gathered, baseline: Baseline, start: str | None
) -> Iterator[Finding]:
    """The tasks that were others when they were recorded."""
    tracker = gathered.tracker
    now = gathered.vocabulary.titles
    if baseline.titles == now:
        return
    from studytrack.study import renumbered  # most studies have the tasks that they began with

    ids = renumbered.suspects(baseline.titles, now)
    first = renumbered.recorded(gathered.said, ids) if ids else {}
    if first and request.head is not None:
        history = renumbered.History(
            request.repository, request.head, start, request.path, gathered.moves, baseline.titles
        )
        yield from renumbered.findings(tracker, first, renumbered.reader(history, tracker))


def _questions(entries: Sequence[Entry]) -> tuple[int, tuple[Finding, ...]]:
    """How many questions are open, and what is wrong with answers."""
    if not any(isinstance(one.record, (Question, Answer)) for one in entries):
        return 0, ()
    from studytrack.remarks.asking import asked  # most studies ask nothing

    found = asked(entries)
    return len(found.open), found.findings


def _written(
    request: Request, tracker: Tracker, view: Outlook, diary: Diary, asked: int
) -> tuple[Written, Scene, Filled]:
    """The tracker's new text: its values first, then its blocks, from what is true by then."""
    written = write(tracker, view, posixpath.dirname(request.path))
    state = State(
        revision=request.head,
        tracker=request.path,
        phases=view.phases,
        total=view.total,
        open_questions=asked,
    )
    scene = Scene(state, tracker.dialect.locale, request.path, diary)
    blocks = filled(written.text, scene, LARGEST_TRACKER)
    return refilled(written, blocks.text), scene, blocks


def _in_order(
    graph: Graph, notes: note_files.Notes, said: Sequence[Statement]
) -> tuple[Statement, ...]:
    """What old notes say, then each commit's trailers and notes, then the work tree's notes."""
    within: list[Statement] = [*said, *notes.statements]
    within.sort(key=lambda statement: graph.position(statement.commit))
    return (*notes.before, *within, *notes.after)
