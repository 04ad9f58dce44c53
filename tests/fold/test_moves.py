"""Moves carry records as if every commit had been written with the ids of today."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack.fold.effect import Statement
from studytrack.fold.moves import moves_of
from studytrack.graph import Graph
from studytrack.records import Move, Record, Start
from studytrack.records import Source as From

if TYPE_CHECKING:
    from collections.abc import Sequence

IDS = tuple("abcde")
MOST_SECONDS = 5


def commit(number: int) -> str:
    return f"{number:040x}"


def source(number: int, text: str) -> From:
    return From(commit(number), None, "Ann <ann@example.org>", f"{number} +0000", text)


def begun(number: int, task: str) -> Start:
    return Start(task, source(number, f"Study-Task: {task} start"), None)


def moved(number: int, names: dict[str, str]) -> tuple[Move, ...]:
    text = ", ".join(f"{old} -> {new}" for old, new in names.items())
    return tuple(
        Move(old, new, source(number, f"Study-Move: {text}"), None) for old, new in names.items()
    )


def history(said: Sequence[tuple[int | None, tuple[Record, ...]]]) -> tuple[list[Statement], Graph]:
    """Statements of commits that each stand on another one, by its number; None for the first."""
    rows = [(commit(at), [] if up is None else [commit(up)], at) for at, (up, _) in enumerate(said)]
    statements = [Statement(commit(at), commit(at), one) for at, (_, one) in enumerate(said)]
    return statements, Graph.of(rows)


@st.composite
def renumberings(draw: st.DrawFn) -> dict[str, str]:
    """Ids that get others: in a chain, a circle, onto a free id, or onto one that is taken."""
    old = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=3, unique=True))
    new = draw(st.permutations(IDS))
    return dict(zip(old, new, strict=False))


@given(st.lists(st.one_of(renumberings(), st.sampled_from(IDS)), max_size=14), st.data())
def test_folding_with_moves_is_folding_with_ids_rewritten_by_hand(
    steps: list[dict[str, str] | str], data: st.DataObject
) -> None:
    """Records on the line of the moves, and on branches that left it before some of them."""
    said: list[tuple[int | None, tuple[Record, ...]]] = [(None, ())]
    line, tip = [0], 0
    tasks = {0: {name: name for name in IDS}}  # whose each id is at a commit of the line
    meant: dict[str, str] = {}  # the task that a commit's record is about, by its first id
    for number, step in enumerate(steps, 1):
        if isinstance(step, dict):
            said.append((tip, moved(number, step)))
            then = tasks[tip]
            kept = {name: one for name, one in then.items() if name not in step}
            given_away = {new: then[old] for old, new in step.items() if old in then}
            free = {name: one for name, one in kept.items() if name not in step.values()}
            tasks[number], tip = free | given_away, number
            line.append(number)
        else:
            at = data.draw(st.sampled_from(line))
            said.append((at, (begun(number, step),)))
            if step in tasks[at]:
                meant[commit(number)] = tasks[at][step]
            if at == tip and data.draw(st.booleans()):
                tasks[number], tip = tasks[at], number
                line.append(number)
    today = {one: name for name, one in tasks[tip].items()}
    statements, graph = history(said)
    found = moves_of(statements, graph).carried(statements, dict.fromkeys(IDS, 1))
    for statement in found:
        if statement.commit in meant:
            task = meant[statement.commit]
            assert [_task(one) for one in statement.records] == [
                today[one] for one in (task,) if one in today
            ]
            assert len(statement.findings) == (task not in today)


def _task(record: Record) -> str | None:
    return getattr(record, "task", None)


def chain(at: int) -> dict[str, str]:
    return {f"x{at - 1}": f"x{at}"}


def to_and_fro(at: int) -> dict[str, str]:
    return {f"x{at % 2}": f"x{(at + 1) % 2}"}


def wide(at: int) -> dict[str, str]:
    return {f"x{one}": f"y{at}.{one}" for one in range(4)}


@pytest.mark.parametrize("first", ["records", "moves"])
@pytest.mark.parametrize("names", [chain, to_and_fro, wide], ids=lambda one: one.__name__)
def test_many_moves_take_no_longer_than_as_many_records(names, first) -> None:
    """Neither those that stand before the records nor those behind them."""
    most = 2000
    said: list[tuple[int | None, tuple[Record, ...]]] = [(None, ())]
    for at in range(1, 2 * most):
        record = (at < most) == (first == "records")
        said.append((at - 1, (begun(at, "x1"),) if record else moved(at, names(at % most))))
    statements, graph = history(said)
    start = time.perf_counter()
    moves = moves_of(statements, graph)
    moves.carried(statements, {"x1": 1})
    moves.before()
    assert time.perf_counter() - start < MOST_SECONDS
