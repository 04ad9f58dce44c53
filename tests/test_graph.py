"""The graph of commits: the fold's order, descent, and what a merge brought in."""

from __future__ import annotations

from datetime import date, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studytrack.graph import Graph, author_day

Row = tuple[str, tuple[str, ...], int]


@st.composite
def histories(draw: st.DrawFn, skewed: bool) -> list[Row]:
    """Random histories, oldest first; with skewed clocks dates say nothing of descent."""
    size = draw(st.integers(1, 14))
    names = draw(st.permutations([f"{number:040x}" for number in range(size)]))
    rows: list[Row] = []
    for place, name in enumerate(names):
        limit = min(place, 3)
        parents = draw(
            st.lists(st.sampled_from(names[:place]), max_size=limit, unique=True)
            if place
            else st.just([])
        )
        floor = 0 if skewed else max((row[2] for row in rows if row[0] in parents), default=0)
        rows.append((name, tuple(parents), floor + draw(st.integers(0, 4))))
    return rows


def naive_order(rows: list[Row]) -> list[str]:
    """The fold's order as its definition reads, one commit at a time."""
    left = {name: (parents, committed) for name, parents, committed in rows}
    order: list[str] = []
    while left:
        ready = [name for name, (parents, _) in left.items() if not set(parents) & set(left)]
        order.append(min(ready, key=lambda name: (left[name][1], name)))
        del left[order[-1]]
    return order


def naive_ancestors(rows: list[Row], name: str) -> set[str]:
    """All that a commit stands on."""
    parents = {row[0]: row[1] for row in rows}
    found: set[str] = set()
    queue = list(parents[name])
    while queue:
        parent = queue.pop()
        if parent not in found:
            found.add(parent)
            queue.extend(parents[parent])
    return found


@pytest.mark.parametrize("skewed", [True, False], ids=["skewed-clocks", "clocks-agree"])
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_order_is_the_definition(skewed: bool, data: st.DataObject) -> None:
    """The order found fast is the order of the definition, in whatever order commits came."""
    rows = data.draw(histories(skewed=skewed))
    graph = Graph.of(data.draw(st.permutations(rows)))
    assert sorted((row[0] for row in rows), key=graph.position) == naive_order(rows)


@settings(max_examples=80, deadline=None)
@given(rows=histories(skewed=True))
def test_descent_is_reachability(rows: list[Row]) -> None:
    """One commit stands on another exactly where a walk over parents gets there."""
    graph = Graph.of(reversed(rows))
    for name, _, _ in rows:
        ancestors = naive_ancestors(rows, name)
        assert {other for other, _, _ in rows if graph.is_ancestor(other, name)} == ancestors


@settings(max_examples=80, deadline=None)
@given(rows=histories(skewed=True))
def test_brought_in_is_the_difference(rows: list[Row]) -> None:
    """A merge brought in what it reaches and its mainline does not."""
    graph = Graph.of(rows)
    for name, parents, _ in rows:
        reached = naive_ancestors(rows, name) | {name}
        for mainline in parents:
            known = naive_ancestors(rows, mainline) | {mainline}
            assert graph.brought_in(name, mainline) == reached - known
        assert graph.brought_in(name, "f" * 40) == reached
        assert graph.brought_in(name, name) == set()


@settings(max_examples=80, deadline=None)
@given(rows=histories(skewed=True))
def test_what_comes_after_a_place(rows: list[Row]) -> None:
    """Nothing that stands on a commit is missing, and first parents lead down to the place."""
    graph, parents = Graph.of(rows), {row[0]: row[1] for row in rows}
    order = naive_order(rows)
    for rank in range(-1, len(rows)):
        assert set(graph.after(rank)) == set(order[rank + 1 :])
    for name in order:
        rank = graph.rank(name)
        assert {one for one in order if graph.is_ancestor(name, one)} <= set(graph.after(rank))
        for tip in order:
            line = [one.decode() for one in graph.line(tip, rank)]
            assert line[0] == tip
            assert all(parents[child][0] == parent for child, parent in pairwise(line))
            assert all(graph.rank(one) > rank for one in line[:-1])
            assert graph.rank(line[-1]) <= rank or not parents[line[-1]]


def test_unread_commits_are_nobodys_ancestors() -> None:
    """What was not read, such as the commit that ``since`` names, is in no relation."""
    graph = Graph.of([("b" * 40, ["a" * 40], 1)])
    assert len(graph) == 1
    assert "a" * 40 not in graph
    assert not graph.is_ancestor("a" * 40, "b" * 40)
    assert graph.brought_in("a" * 40, "b" * 40) == frozenset()
    assert graph.line("a" * 40, -1) == []
    assert graph.line("b" * 40, -1) == [b"b" * 40]
    with pytest.raises(KeyError):
        graph.position("a" * 40)


def test_prefixes_resolve() -> None:
    """A prefix gives every commit that begins with it, in either case, and nothing else."""
    ids = ["ab" * 20, "ac" * 20, "b0" * 20]
    graph = Graph.of((name, (), 0) for name in ids)
    assert graph.resolve("a") == ("ab" * 20, "ac" * 20)
    assert graph.resolve("ABAB") == ("ab" * 20,)
    assert graph.resolve("b0" * 20) == ("b0" * 20,)
    assert graph.resolve("f") == graph.resolve("abz") == graph.resolve("\ud800") == ()


def test_descent_over_a_long_history_visits_chains() -> None:
    """A question over 20,000 commits with a merge at every tenth is answered at once."""
    rows: list[Row] = [("m0", (), 0)]
    for number in range(1, 20_000):
        parents: tuple[str, ...] = (f"m{number - 1}",)
        if number % 10 == 0:
            rows.append((f"s{number}", (f"m{number - 5}",), number))
            parents = (*parents, f"s{number}")
        rows.append((f"m{number}", parents, number))
    graph = Graph.of(rows)
    for number in range(10, 20_000, 10):
        assert graph.is_ancestor("m0", f"m{number}")
        assert graph.is_ancestor(f"s{number}", "m19999")


@pytest.mark.parametrize(
    ("authored", "day"),
    [
        pytest.param("1772456400 +0800", date(2026, 3, 2), id="east"),
        pytest.param("1772436600 -0800", date(2026, 3, 1), id="next-day-in-utc"),
        pytest.param("0 +0000", date(1970, 1, 1), id="a-true-zero"),
        pytest.param("1772456400 +2359", date(2026, 3, 3), id="widest-offset"),
        pytest.param("1772456400 +9999", None, id="no-such-offset"),
        pytest.param("1772456400 +0060", None, id="no-such-minute"),
        pytest.param("1772456400", None, id="no-offset"),
        pytest.param("-5 +0000", None, id="negative"),
        pytest.param("", None, id="empty"),
        pytest.param("yesterday +0000", None, id="words"),
        pytest.param("１７７２ +0000", None, id="wide-digits"),
        pytest.param("999999999999999999 +0000", None, id="beyond-the-calendar"),
        pytest.param("253402300799 -2359", date(9999, 12, 31), id="last-day"),
        pytest.param("253402300799 +2359", None, id="beyond-the-last-day"),
        pytest.param("9" * 5000 + " +0000", None, id="endless-digits"),
    ],
)
def test_author_day(authored: str, day: date | None) -> None:
    """The day is the author's own, and never made up."""
    assert author_day(authored) == day


def test_author_day_in_a_zone() -> None:
    """A time zone from the config overrides the author's offset, not an unreadable date."""
    assert author_day("1772409600 +0000", timezone(timedelta(hours=-1))) == date(2026, 3, 1)
    assert author_day("1772409600 -1100", ZoneInfo("Asia/Shanghai")) == date(2026, 3, 2)
    assert author_day("x +0000", ZoneInfo("Asia/Shanghai")) is None
