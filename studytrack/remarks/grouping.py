"""Abouts by what they are about, in the tracker's order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from studytrack.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from studytrack.model import Phase, State, Task
    from studytrack.remarks.model import About

T = TypeVar("T", bound="About")


class Group(NamedTuple, Generic[T]):
    """A task, or a phase as a whole, and what was said of it."""

    about: Task | Phase
    remarks: tuple[T, ...]


def grouped(remarks: Iterable[T], state: State) -> Iterator[Group[T]]:
    """Every phase and task of which anything was said; a phase comes before its tasks."""
    found: dict[str | int | None, list[T]] = {}
    for one in remarks:
        found.setdefault(one.phase if one.task is None else one.task, []).append(one)
    for phase in state.phases if found else ():
        if phase.number in found:
            yield Group(phase, tuple(found[phase.number]))
        for task in phase.tasks:
            if task.id in found:
                yield Group(task, tuple(found[task.id]))
