"""A diary and a week -> what the week was like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studytrack.agenda.planning import hours_in, upcoming
from studytrack.records import Takeaway
from studytrack.weekly.deeds import work
from studytrack.weekly.doubts import doubts
from studytrack.weekly.model import Draft, Finished, Lesson, Met, Review

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from studytrack.agenda.diary import Diary
    from studytrack.agenda.weeks import Week
    from studytrack.fold.effect import Entry
    from studytrack.model import Phase


def review(diary: Diary, week: Week) -> Review:
    """A week as it was known at the end of its last day, whenever that is asked.

    A record that is made later and dated within the week belongs to it: all dates are records'.
    """
    then = diary.at(week.last)
    before = then.at(week.before().last)  # what this week says nothing of is the same
    phases = then.phases
    return Review(
        week=week.name,
        first=week.first,
        last=week.last,
        work=tuple(work(phases, then.entries, week)),
        hours=diary.weekly,
        spent=hours_in(then.entries, week),
        done=sum(phase.done for phase in phases),
        skipped=sum(phase.skipped for phase in phases),
        total=sum(phase.total for phase in phases),
        before=sum(phase.done + phase.skipped for phase in before.phases),
        finished=tuple(_finished(before.phases, phases)),
        met=tuple(_met(phases, week)),
        doubts=tuple(doubts(phases, then.entries, week)),
        lessons=tuple(lessons(phases, (one for one in then.entries if one.record.on in week))),
        plan=then.agenda(week.last, week.following()),
    )


def draft(diary: Diary) -> Draft:
    """The takeaways so far, and the tasks that come next, without a look at the clock."""
    return Draft(
        takeaways=tuple(lessons(diary.phases, diary.entries)),
        next=tuple(upcoming(diary.phases, diary.entries)),
    )


def lessons(phases: Sequence[Phase], entries: Iterable[Entry]) -> Iterator[Lesson]:
    """The takeaways among some records, oldest first, each text of a task once."""
    titles = {task.id: task.title for phase in phases for task in phase.tasks}
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        record = entry.record
        if not isinstance(record, Takeaway) or not entry.effective:
            continue
        if (record.task, record.text) not in seen:
            seen.add((record.task, record.text))
            title = titles.get(record.task, "")
            yield Lesson(task=record.task, title=title, date=record.on, text=record.text)


def _finished(before: Sequence[Phase], after: Sequence[Phase]) -> Iterator[Finished]:
    """The phases that are closed by now, and were not before."""
    for old, new in zip(before, after, strict=True):
        if _closed(new) and not _closed(old):
            yield Finished(
                number=new.number,
                title=new.title,
                criteria=len(new.criteria),
                confirmed=new.confirmed,
                actual=new.actual,
                estimate=new.estimate or new.estimate_tasks,
            )


def _met(phases: Sequence[Phase], week: Week) -> Iterator[Met]:
    """The criteria that were confirmed in the week."""
    for phase in phases:
        for one in phase.criteria:
            if one.confirmed and one.on is not None and one.on in week:
                yield Met(phase=phase.number, title=phase.title, text=one.text, date=one.on)


def _closed(phase: Phase) -> bool:
    return phase.total > 0 and phase.done + phase.skipped == phase.total
