"""Which records count: reverts, voids, copies and merges over small graphs."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha1
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack.fold.accounts import Baseline, fold
from studytrack.fold.effect import Entry, Statement, Undoing, judge
from studytrack.graph import Graph
from studytrack.records import Done, PhaseTime, Record, Source, Start, Time
from studytrack.terms import Finding

DAY = date(2026, 3, 2)
HOUR = timedelta(hours=1)


def name(label: str) -> str:
    """A commit's id."""
    return sha1(label.encode(), usedforsecurity=False).hexdigest()


class Node(NamedTuple):
    """A commit: its label, its parents', and what it says."""

    label: str
    parents: str = ""
    records: tuple[Record, ...] = ()
    reverts: str = ""
    voids: str = ""
    mainline: str = ""


def done(label: str, *, author: str = "Ann", authored: str | None = None) -> Done:
    """A record of a commit; the author date is the commit's own unless it is given."""
    source = Source(name(label), None, author, authored or label, "Study-Task: 1.1 done")
    return Done("1.1", source, DAY)


def judged(*nodes: Node) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """The commits, each a second after the one before, judged in the fold's order."""
    graph = Graph.of(
        [(name(one.label), [name(p) for p in one.parents], t) for t, one in enumerate(nodes)]
    )
    said = [statement(one) for one in nodes]
    return judge(sorted(said, key=lambda one: graph.position(one.commit)), graph)


def statement(node: Node) -> Statement:
    """What a commit says; one that reverts or voids also leaves a problem behind."""
    mainline = name(node.mainline) if node.mainline else None
    undoings = [Undoing(name(one), mainline) for one in node.reverts]
    undoings += [Undoing(name(one)[:9], void=True) for one in node.voids]
    return Statement(
        commit=name(node.label),
        name=name(node.label),
        records=node.records,
        undoings=tuple(undoings),
        merged_into=name(node.parents[0]) if len(node.parents) > 1 else None,
    )


def effective(*nodes: Node) -> set[str]:
    """The labels of the commits whose records count."""
    entries, _ = judged(*nodes)
    counted = {entry.record.source.commit for entry in entries if entry.effective}
    return {one.label for one in nodes if name(one.label) in counted}


A = Node("a", "", (done("a"),))


@pytest.mark.parametrize(
    ("nodes", "wanted"),
    [
        pytest.param([A], "a", id="nothing-undone"),
        pytest.param([A, Node("r", "a", reverts="x")], "a", id="revert-of-an-unknown"),
        pytest.param([A, Node("r", "a", reverts="r")], "a", id="revert-of-itself"),
        pytest.param([A, Node("r", "a", reverts="a")], "", id="revert"),
        pytest.param([A, Node("r", "a", voids="a")], "", id="void"),
        pytest.param(
            [A, Node("r", "a", reverts="a"), Node("s", "r", reverts="r")],
            "a",
            id="revert-of-revert",
        ),
        pytest.param(
            [A, Node("r", "a", voids="a"), Node("s", "r", voids="r")], "a", id="void-of-void"
        ),
        pytest.param(
            [A, Node("r", "a", voids="a"), Node("s", "r", reverts="r")], "a", id="revert-of-void"
        ),
        pytest.param(
            [
                A,
                Node("r", "a", reverts="a"),
                Node("s", "r", reverts="r"),
                Node("t", "s", reverts="s"),
            ],
            "",
            id="three-reverts",
        ),
        pytest.param(
            [A, Node("r", "a", reverts="a"), Node("s", "r", reverts="a")], "", id="reverted-twice"
        ),
        pytest.param(
            [
                A,
                Node("r", "a", reverts="a"),
                Node("s", "r", reverts="a"),
                Node("t", "s", reverts="s"),
            ],
            "",
            id="one-of-two-reverts-reverted",
        ),
        pytest.param(
            [A, Node("r", "a", (done("r"),), reverts="a")], "r", id="a-revert-with-a-record"
        ),
        pytest.param(
            [A, Node("r", "a", (done("r"),), reverts="a"), Node("s", "r", reverts="r")],
            "a",
            id="its-revert-swaps-them",
        ),
    ],
)
def test_what_is_taken_back(nodes: list[Node], wanted: str) -> None:
    """A statement that is taken back gives no records and takes nothing back itself."""
    assert effective(*nodes) == set(wanted)


B = Node("b", "a", (done("b"),))
SIDE = [A, B, Node("c", "a", (done("c"),)), Node("m", "cb", (done("m", author="Bob"),))]


@pytest.mark.parametrize(
    ("reverts", "mainline", "wanted"),
    [
        pytest.param("", "", "abc", id="not-reverted"),
        pytest.param("m", "c", "ac", id="first-parent-kept"),
        pytest.param("m", "b", "ab", id="second-parent-kept"),
        pytest.param("m", "", "abc", id="without-a-mainline"),
    ],
)
def test_reverting_a_merge_takes_back_what_it_brought_in(
    reverts: str, mainline: str, wanted: str
) -> None:
    """What the kept parent already had stays."""
    nodes = [*SIDE, Node("r", "m", reverts=reverts, mainline=mainline)]
    assert effective(*nodes) == set(wanted)


def test_reverting_the_revert_of_a_merge_brings_all_back() -> None:
    """Everything that the merge brought in counts again."""
    nodes = [*SIDE, Node("r", "m", reverts="m", mainline="c"), Node("s", "r", reverts="r")]
    assert effective(*nodes) == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("copy", "wanted"),
    [
        pytest.param(done("c", authored="b"), {"b"}, id="same-author-and-date"),
        pytest.param(done("c"), {"b", "c"}, id="another-date"),
        pytest.param(done("c", author="Bob", authored="b"), {"b", "c"}, id="another-author"),
    ],
)
def test_a_copy_counts_once(copy: Record, wanted: set[str]) -> None:
    """A cherry-pick or a rebased copy has its original's author, date, key and value."""
    root = Node("a")
    nodes = [root, B, Node("c", "a", (copy,)), Node("m", "bc")]
    assert effective(*nodes) == wanted
    assert effective(*nodes[:-1], Node("m", "cb")) == wanted


def test_a_copy_of_what_was_reverted_counts() -> None:
    """Picking a commit anew after its revert brings its record back."""
    nodes = [A, Node("r", "a", reverts="a"), Node("c", "r", (done("c", authored="a"),))]
    assert effective(*nodes) == {"c"}


def test_every_line_of_one_commit_counts() -> None:
    """The same words twice in one message are two records."""
    source = Source(name("a"), None, "Ann", "a", "Study-Time: 1.1 1h")
    time = Time("1.1", source, DAY, HOUR)
    entries, _ = judged(Node("a", "", (time, time)))
    assert [entry.effective for entry in entries] == [True, True]


def test_one_trailer_of_several_facts_is_no_copy_of_itself() -> None:
    """A range, and a verb with a duration, give different facts with one text."""
    source = Source(name("a"), None, "Ann", "a", "Study-Task: 1.1-1.2 done")
    facts = (Done("1.1", source, DAY), Done("1.2", source, DAY), Time("1.1", source, DAY, HOUR))
    copied = tuple(one._replace(source=source._replace(commit=name("b"))) for one in facts)
    entries, _ = judged(Node("a", "", facts), Node("b", "a", copied))
    assert [entry.effective for entry in entries] == [True] * 3 + [False] * 3


@pytest.mark.parametrize(
    ("merge", "counts"),
    [
        pytest.param("cb", False, id="brought-in"),
        pytest.param("bc", True, id="there-before"),
    ],
)
def test_a_merge_does_not_repeat_what_it_brings_in(merge: str, *, counts: bool) -> None:
    """GitHub copies a pull request's title to the merge; the merge's own words count."""
    title = done("m", author="Bot")
    own = title._replace(source=title.source._replace(text="Study-Task: 1.1 finished"))
    nodes = [Node("a"), B, Node("c", "a"), Node("m", merge, (title, own))]
    entries, _ = judged(*nodes)
    merged = [entry.effective for entry in entries if entry.record.source.commit == name("m")]
    assert merged == [counts, True]


def test_the_problems_of_a_commit_end_with_it() -> None:
    """A typo that is voided is settled; a void of that void brings the problem back."""
    graph = Graph.of([(name("a"), [], 0), (name("v"), [name("a")], 1), (name("w"), [name("v")], 2)])
    typo = statement(Node("a"))._replace(findings=(Finding("trailer-invalid"),))
    void, again = statement(Node("v", "a", voids="a")), statement(Node("w", "v", voids="v"))
    assert judge([typo], graph)[1] == typo.findings
    assert judge([typo, void], graph)[1] == ()
    assert judge([typo, void, again], graph)[1] == typo.findings


@pytest.mark.parametrize(
    ("target", "reason"),
    [("0123456", "void-unknown"), ("abcdef0", "void-ambiguous")],
    ids=["unknown", "ambiguous"],
)
def test_a_void_of_nothing_certain_is_a_problem(target: str, reason: str) -> None:
    """Nothing is taken back where it is not clear what; a revert of such is none of ours."""
    twins = [f"abcdef0{digit}".ljust(40, "0") for digit in "12"]
    graph = Graph.of([*((one, [], 0) for one in twins), ("f" * 40, twins, 1)])
    records = [Statement(one, one, (done("x", authored=one),)) for one in twins]
    for void in (True, False):
        last = Statement("f" * 40, "f" * 40, undoings=(Undoing(target, void=void),))
        entries, findings = judge([*records, last], graph)
        assert all(entry.effective for entry in entries)
        assert [one.values["reason"] for one in findings] == ([reason] if void else [])


def test_blocks_of_a_squash_are_taken_back_by_name() -> None:
    """A squash's log may hold a commit and its revert; a void of the squash takes all."""
    squash, later = name("s"), name("v")
    graph = Graph.of([(squash, [], 0), (later, [squash], 1)])
    inner = Statement(squash, name("x"), (done("s"),))
    revert = Statement(squash, name("y"), undoings=(Undoing(name("x")),))
    other = Statement(squash, name("z"), (done("s", authored="z"),))
    void = Statement(later, later, undoings=(Undoing(squash[:8], void=True),))
    entries, _ = judge([inner, revert, other], graph)
    assert [entry.effective for entry in entries] == [False, True]
    entries, _ = judge([inner, revert, other, void], graph)
    assert [entry.effective for entry in entries] == [False, False]


@pytest.mark.parametrize("order", ["xs", "sx"], ids=["squash-later", "squash-earlier"])
def test_a_squash_of_a_commit_that_is_merged_as_well_repeats_it(order: str) -> None:
    """Squashed, and its branch merged later: the commit counts, and once; reverted, neither."""
    graph = Graph.of(
        [
            (name("b"), [], 0),
            *((name(label), [name("b")], time) for time, label in enumerate(order, 1)),
            (name("m"), [name("s"), name("x")], 3),
            (name("r"), [name("m")], 4),
        ]
    )
    said = {
        "x": Statement(name("x"), name("x"), (done("x"),)),
        "s": Statement(name("s"), name("x"), (done("s"),)),
    }
    revert = Statement(name("r"), name("r"), undoings=(Undoing(name("x")),))
    entries, _ = judge([said[label] for label in order], graph)
    assert [one.record for one in entries if one.effective] == [done("x")]
    entries, _ = judge([*(said[label] for label in order), revert], graph)
    assert not any(one.effective for one in entries)


def test_a_squash_stands_where_its_commit_was_reverted_before_it() -> None:
    """To squash what was taken back before is to bring it in anew."""
    graph = Graph.of([(name("x"), [], 0), (name("r"), [name("x")], 1), (name("s"), [name("r")], 2)])
    first = Statement(name("x"), name("x"), (done("x"),))
    revert = Statement(name("r"), name("r"), undoings=(Undoing(name("x")),))
    squash = Statement(name("s"), name("x"), (done("s"),))
    entries, _ = judge([first, revert, squash], graph)
    assert [one.record for one in entries if one.effective] == [done("s")]


@st.composite
def histories(draw: st.DrawFn) -> list[Node]:
    """Up to eight commits with up to three parents, records, reverts and voids."""
    nodes: list[Node] = []
    for label in "abcdefgh"[: draw(st.integers(2, 8))]:
        known = [one.label for one in nodes]
        some = st.lists(st.sampled_from(known), max_size=3, unique=True) if known else st.just([])
        commit = Source(name(label), None, "Ann", draw(st.sampled_from("xyz")), "t")
        record = st.sampled_from(
            [Done("1.1", commit, DAY), Start("1.1", commit, DAY), Time("1.1", commit, DAY, HOUR)]
        )
        nodes.append(
            Node(
                label,
                "".join(draw(some)),
                tuple(
                    draw(st.lists(record | st.just(PhaseTime(1, commit, DAY, HOUR)), max_size=2))
                ),
                reverts="".join(draw(some)[:1]),
                voids="".join(draw(some)[:1]),
            )
        )
    return nodes


@given(histories())
def test_the_order_of_parents_does_not_matter(nodes: list[Node]) -> None:
    """Whichever branch was merged into the other, the result is the same."""
    mixed = [one._replace(parents=one.parents[::-1]) for one in nodes]
    results = []
    for tried in (nodes, mixed):
        plain = [one._replace(records=()) if len(one.parents) > 1 else one for one in tried]
        entries, findings = judged(*plain)
        results.append((fold(entries, Baseline(), {"1.1": 1}), findings))
    assert results[0] == results[1]
