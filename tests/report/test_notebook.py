"""Blocks of questions and references: what they say, and what no text in them can do."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from studytrack import locales, records
from studytrack.fold.effect import Entry
from studytrack.markdown import inline
from studytrack.model import Phase, State, Task
from studytrack.records import Answer, Question, Record, Source
from studytrack.remarks.model import Reference
from studytrack.report import generated
from studytrack.report.notebook import linked
from studytrack.report.scene import Scene
from studytrack.terms import Status

DAY = dt.date(2026, 3, 2)
NOTE = "plans/phase1/1.1.md"
STATE = State(
    tracker="plans/plan.md",
    phases=(
        Phase(
            number=1,
            title="Storage",
            tasks=(
                Task(id="1.1", title="Pages", status=Status.DONE, notes=(NOTE,)),
                Task(id="1.2", title="B-trees", status=Status.DONE),
            ),
        ),
        Phase(number=2, title="", tasks=(Task(id="2.1", title="2.1", status=Status.DONE),)),
    ),
)
ONE, TWO = "1a2b3c4" + "1" * 33, "2" * 40


def asks(
    about: str | int, text: str, commit: str | None = None, day: dt.date | None = None
) -> Question:
    """A question of a commit, or one that is not committed."""
    return Question(about, Source(commit, None, "", "", text), day, text)


def replies(question: str, text: str, day: dt.date | None = None) -> Answer:
    """What answers a question of a commit."""
    return Answer(question[:7], Source(TWO), day, text)


WHY = (asks("1.1", "Why 4 KB?", ONE, DAY), replies(ONE, "history", DAY))


def filled(kind: str, *remarks: Record, language: str = "en") -> str:
    """What stands between the markers, without the blank lines around it."""
    text = f"<!-- studytrack:begin {kind} -->\n<!-- studytrack:end -->\n"
    entries = [Entry(one) for one in remarks]
    scene = Scene(STATE, locales.load(language), "plans/a b/page.md", entries)
    now = generated.fill(text, scene, 1 << 20)
    assert [one.code for one in now.findings] == ["block-stale"]
    assert generated.fill(now.text, scene, 1 << 20).text == now.text
    return now.text.split("-->\n\n", 1)[1].rsplit("\n\n<!--", 1)[0]


def test_a_block_of_questions():
    """Each under its task in the tracker's order, with its name, its day and what answers it."""
    others = (
        asks("2.1", "1. what?"),
        asks(2, "how `deep`?", TWO),
        asks("1.1", "and *now*", ONE, DAY),
    )
    assert filled("questions", *WHY, *others) == (
        "**1.1** [Pages](../phase1/1.1.md)\n"
        "\n"
        "- Why 4 KB? (`1a2b3c4`, 2026-03-02, answered)\n"
        "  - history (2026-03-02)\n"
        "- `and *now*` (`1a2b3c4.2`, 2026-03-02, open)\n"
        "\n"
        "**phase 2**\n"
        "\n"
        "- `` how `deep`? `` (`2222222`, open)\n"
        "\n"
        "2.1\n"
        "\n"
        "- `1. what?` (open)"
    )


def test_a_block_of_one_phase_and_of_nothing():
    """A phase's own questions and those of its tasks; none is said in words."""
    assert filled("questions phase=2", *WHY, asks(2, "x")).endswith("- x (open)")
    assert "Pages" not in filled("questions phase=2", *WHY, asks(2, "x"))
    assert filled("questions") == "No questions yet."
    assert filled("references", *WHY, language="zh-CN") == "还没有参考资料。"
    assert "，已答）" in filled("questions", *WHY, language="zh-CN")


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("https://a.example/x?y=1&z=2#f", "[T](https://a.example/x?y=1&amp;z=2#f)"),
        ("HTTP://a.example/(x)_y", "[T](HTTP://a.example/%28x%29_y)"),
        ('https://a.example/<b>`[x]|\\"', "[T](https://a.example/%3Cb%3E%60%5Bx%5D%7C%5C%22)"),
        ("https://a.example/路", "[T](https://a.example/%E8%B7%AF)"),
        ("mailto:ada@example.org", "[T](mailto:ada@example.org)"),
        ("src/a b.py#L12", "[T](../../src/a%20b.py#L12)"),
        ("C#.md", "[T](../../C%23.md)"),
        ("./phase1/../x.md", "[T](../../x.md)"),
        ("plans/a b/page.md", "T"),
        ("javascript:alert(1)", "T `javascript:alert(1)`"),
        ("JavaScript:alert(1)", "T `JavaScript:alert(1)`"),
        ("data:text/html,x", "T `data:text/html,x`"),
        ("file:///etc/passwd", "T `file:///etc/passwd`"),
        ("mailto:", "T `mailto:`"),
        ("https://", "T `https://`"),
        ("//evil.example", "T `//evil.example`"),
        ("/etc/passwd", "T `/etc/passwd`"),
        ("\\\\server\\x", "T `\\\\server\\x`"),
        ("C:\\x", "T `C:\\x`"),
        ("../x", "T `../x`"),
        (".", "T `.`"),
    ],
)
def test_only_addresses_and_paths_inside_are_links(target, shown):
    """Every other target is text."""
    scene = Scene(STATE, locales.load("en"), "plans/a b/page.md")
    assert linked(Reference(task="1.1", target=target, title="T"), scene) == shown


def test_a_path_of_a_note_starts_at_the_note_where_it_says_so():
    """Else at the repository's root, as that of a trailer does."""
    scene = Scene(STATE, locales.load("en"), "README.md")
    for target, path in (("./x.md", "plans/phase1/x.md"), ("../y.md", "plans/y.md"), ("z", "z")):
        shown = linked(Reference(task="1.1", target=target, path=NOTE), scene)
        assert shown == f"[`{target}`](./{path})"


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        "@ada Fixes #1",
        "<!-- studytrack:end -->",
        "--> <script>x</script>",
        "```",
        "[x](javascript:y)",
        "1. x",
        "- x",
        "a](javascript:x) b",
    ]
)


@given(texts, texts, texts)
def test_whatever_is_said_is_text(text, answer, target):
    """No mention, tag, fence, list or link but to an address or a path comes of it."""
    said = (asks("1.2", text, ONE), replies(ONE, answer))
    named = records.Reference("1.2", Source(None), None, target, answer)
    for block in (filled("questions", *said), filled("references", named)):
        tokens = [
            token
            for top in MarkdownIt("commonmark").parse(block)
            for token in (top, *(top.children or ()))
        ]
        kinds = {token.type for token in tokens}
        assert not {"html_block", "html_inline", "fence", "image", "ordered_list_open"} & kinds
        words = "".join(token.content for token in tokens if token.type == "text")
        assert "@" not in words
        assert "#" not in words
        for token in tokens:
            if token.type == "link_open":
                assert (
                    str(token.attrGet("href"))
                    .lower()
                    .startswith(("http://", "https://", "mailto:", "../", "./"))
                )
        assert len(inline.links(block)) <= 1
