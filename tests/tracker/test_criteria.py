"""Completion criteria: where they stand, whose they are, and what they are not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytrack import locales
from studytrack.errors import TrackerError
from studytrack.fold.accounts import UNRECORDED
from studytrack.fold.criteria import Confirmation, criterion_of
from studytrack.markdown.spans import Span
from studytrack.tracker.criteria.labels import Label, label
from studytrack.tracker.lexicon import lexicon
from studytrack.tracker.outlook import outlook
from studytrack.tracker.reading import read
from studytrack.tracker.writing import Written, write

TABLE = "| Task | Status |\n|-|-|\n| {} x | done |\n\n"


def tracker(below: str, *, title: str = "## Phase {}: x") -> str:
    """Two phases with a task each, and something below the second."""
    phases = (f"{title.format(one)}\n\n{TABLE.format(f'{one}.1')}" for one in (1, 2))
    return f"# Go\n\n{''.join(phases)}{below}"


def criteria(text: str, locale: str | None = None) -> dict[int, list[str]]:
    """The criteria of each phase that has any."""
    return {
        section.number: [f"{one.tick} {one.text}".strip() for one in section.criteria]
        for section in read(text, locale).sections
        if section.criteria
    }


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We met the completion criteria.\n\n- a\n", id="a sentence"),
        pytest.param("**Tips**:\n\n- a\n", id="another list"),
        pytest.param("**Completion criteria**:\n\n**Tips**:\n- a\n", id="nothing behind it"),
        pytest.param("**Completion criteria**:\n\nNone yet.\n\n- a\n", id="prose behind it"),
        pytest.param("```\n**Completion criteria**:\n- a\n```\n", id="fenced"),
        pytest.param("<!--\n**Completion criteria**:\n- a\n-->\n", id="commented"),
        pytest.param("> **Completion criteria**:\n> - a\n", id="quoted"),
        pytest.param("    **Completion criteria**:\n    - a\n", id="indented"),
        pytest.param("## Completion criteria\n- a\n", id="of the whole study"),
        pytest.param("**Phase 7 completion criteria**:\n- a\n", id="of no phase"),
        pytest.param("**Completion criteria**:\n- ______\n- [ ] TBD\n- [your own]\n", id="blanks"),
        pytest.param("### 2.1 x\n\n**Done when**:\n- a\n", id="of a task"),
        pytest.param("- steps\n  - Done when:\n    - a\n", id="within an item"),
        pytest.param("### Weekly checkpoint\n- a\n", id="a checkpoint"),
        pytest.param("### Lesson on acceptance criteria\n- a\n", id="more than a label"),
        pytest.param("### Acceptance criteria\n- 3.1 a\n- 3.2 b\n", id="ids"),
    ],
)
def test_what_is_none(text: str) -> None:
    """Nothing is a criterion but what a label of its own announces, of a phase."""
    assert criteria(tracker(text)) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("**Completion criteria**:\n\n- a\n- b\n", {2: ["a", "b"]}, id="around"),
        pytest.param("**Completion criteria:**\n- ✓ a\n", {2: ["a"]}, id="a sign is no state"),
        pytest.param("Done when:\n1. a\n2. b\n", {2: ["a", "b"]}, id="numbers"),
        pytest.param("Done when\n\n* [ ] a\n* [x] b\n", {2: ["[ ] a", "[x] b"]}, id="boxes"),
        pytest.param("**Done when**: it **runs**.\n", {2: ["it runs."]}, id="in its line"),
        pytest.param("**Done when**:\n✓ a\n✓ b\n", {2: ["a", "b"]}, id="lines of a paragraph"),
        pytest.param("**Done when**: it\nruns.\n\n- [ ] P\n", {2: ["it runs."]}, id="lines of one"),
        pytest.param("Done when\nit runs.\n", {2: ["it runs."]}, id="in the next line"),
        pytest.param("Done when:\n- 3 a\n- 20% b\n", {2: ["3 a", "20% b"]}, id="no ids"),
        pytest.param("- Done when:\n  - a\n    - b\n- c\n", {2: ["a"]}, id="nested"),
        pytest.param("**Criteria**:\n- a\n  b\n\n  c\n- d\n", {2: ["a b", "d"]}, id="paragraphs"),
        pytest.param("**Criteria**:\n<!-- mine -->\n- a\n", {2: ["a"]}, id="behind a comment"),
        pytest.param("### Completion criteria\n\nYou\n\n- a\n", {2: ["a"]}, id="heading"),
        pytest.param("### 3. Criteria\n#### Theory\n- a\n", {2: ["a"]}, id="a heading below"),
        pytest.param("## Phase 1 completion criteria\n- a\n", {1: ["a"]}, id="named by heading"),
        pytest.param("**Exit criteria for phase 1:**\n- a\n", {1: ["a"]}, id="named behind"),
        pytest.param("Exit criteria of phase 1 (all)\n- a\n", {1: ["a"]}, id="before an aside"),
        pytest.param("**Completion criteria (phase 1)**\n- a\n", {1: ["a"]}, id="in brackets"),
        pytest.param("**Phase 1 is complete when**:\n- a\n", {1: ["a"]}, id="a sentence"),
        pytest.param("**Week 7 done when**:\n- a\n", {}, id="another word for phases"),
        pytest.param("### Week 1\n**Week 1 done when**:\n- a\n", {2: ["a"]}, id="a part's"),
        pytest.param(
            "## Completion criteria\n### Phase 1\n- a\n### Phase 2: x\n- b\n",
            {1: ["a"], 2: ["b"]},
            id="headings below one",
        ),
        pytest.param(
            "## Criteria\n**Phase 1**:\n- a\n\n**Phase 2**:\n- b\n\n**Tips**:\n- c\n",
            {1: ["a"], 2: ["b"]},
            id="labels below one",
        ),
        pytest.param(
            "## Phase 1 criteria\nPhase 2 has none.\n\n- a\n", {1: ["a"]}, id="prose below one"
        ),
        pytest.param("**Done when**:\n- can C++\n- ≥ 90%\n", {2: ["can C++", "≥ 90%"]}, id="signs"),
        pytest.param("**🎯 Criteria (1/2, all of them)**:\n- a\n", {2: ["a"]}, id="an aside"),
        pytest.param("**Criteria**: 1/2\n- a\n", {2: ["a"]}, id="a count"),
        pytest.param("**Criteria**:\r\n- [ ] a\r\n", {2: ["[ ] a"]}, id="CRLF"),
    ],
)
def test_whose_they_are(text: str, found: dict[int, list[str]]) -> None:
    """The phase that the label names, else the one around; boxes are read, signs are dropped."""
    assert criteria(tracker(text)) == found


@pytest.mark.parametrize(
    ("locale", "title", "label"),
    [
        pytest.param("zh-CN", "## 阶段{}：x", "**阶段1完成标准**：", id="Chinese"),
        pytest.param("zh-CN", "## 第{}章 x", "### 第一章的验收标准", id="Chinese heading"),
        pytest.param("ja", "## フェーズ{} x", "**フェーズ1の完了条件**：", id="Japanese"),
        pytest.param("ko", "## {}단계 x", "**1단계 완료 기준**:", id="Korean"),
        pytest.param("es", "## Fase {}: x", "**Criterios de éxito de la fase 1**:", id="Spanish"),
        pytest.param(
            "pt", "## Aula {}: x", "**Critérios de conclusão da aula 1**", id="Portuguese"
        ),
        pytest.param("ru", "## Неделя {}: x", "**Неделя 1: критерии завершения**:", id="Russian"),
        pytest.param("fi", "## Vaihe {}: x", "**Vaihe 1 on valmis, kun**:", id="Finnish"),
    ],
)
def test_languages(locale: str, title: str, label: str) -> None:
    """Every language has words for them."""
    assert criteria(tracker(f"{label}\n- ✓ a\n", title=title), locale) == {1: ["a"]}


@pytest.mark.parametrize("name", locales.names())
def test_words_announce_by_themselves(name: str) -> None:
    """Each word of each language is a label, as it stands in the file."""
    for word in locales.load(name).criteria["label"]:
        for text in (f"**{word}**：", word.title(), unicodedata.normalize("NFD", word)):
            assert label(text, lexicon(name)) == Label(None), text


def test_boxes_are_no_tasks() -> None:
    """However many there are, in a tracker of tables as in one of lists."""
    boxes = "**Completion criteria**:\n\n" + "".join(f"- [ ] know {one}\n" for one in "abcdef")
    listed = "## Phase 1\n- [ ] P\n- [x] Q\n\n" + boxes + "\n## Phase 2\n- [ ] R\n"
    assert [row.id for _, row in read(tracker(boxes)).rows()] == ["1.1", "2.1"]
    assert [row.id for _, row in read(listed).rows()] == ["P", "Q", "R"]
    assert len(criteria(listed)[1]) == 6
    marked = "## Phase 1\n- P ✅\n- Q ⬜\n\n**Criteria**:\n- ✅ a\n- ✅ b\n"
    assert [row.id for _, row in read(marked).rows()] == ["P", "Q"]


def test_what_they_say_is_no_statement_of_progress() -> None:
    """Nor is it a summary of the phase, or a legend."""
    text = tracker("**Criteria**: 1/7\n- Progress: 1/9\n- ✅ started: 2026-01-01\n")
    assert ticked(text, {}).text == text
    assert read(text).dialect.legend.markers == {}


def ticked(text: str, records: dict[str, bool]) -> Written:
    """The tracker where records confirmed criteria of the second phase, or are taken back."""
    known = read(text)
    (section,) = (one for one in known.sections if one.number == 2)
    names = {one.text: one.name for one in section.criteria}
    met = {(2, names[words]): Confirmation(value, None, ()) for words, value in records.items()}
    return write(known, outlook(known, UNRECORDED, {}, {}, None, met), "")


def test_boxes_are_ticked_as_the_tracker_ticks_them() -> None:
    """By its criteria, else by its tasks, else with an x."""
    text = tracker("**Criteria**:\n- [ ] a\n- [✓] b\n- [ ] c\n")
    assert ticked(text, {"a": True, "c": False}).text == text.replace("[ ] a", "[✓] a")
    listed = "## Phase 2\n- [X] P\n- [ ] Q\n\n**Criteria**:\n- [ ] a\n"
    assert ticked(listed, {"a": True}).text == listed.replace("[ ] a", "[X] a")
    other = tracker("**Criteria**:\n- [~] a\n- [~] b\n- [-] c\n")
    records = {"a": True, "b": False}
    assert ticked(other, records).text == other.replace("[~] a", "[x] a")
    signs = tracker("**Criteria**:\n- ☐ a\n- ☑ b\n- [ ] c\n")
    wanted = signs.replace("☐ a", "☑ a").replace("☑ b", "☐ b").replace("[ ] c", "[x] c")
    assert ticked(signs, {"a": True, "b": False, "c": True}).text == wanted
    plain = tracker("**Criteria**:\n- [ ] a\n- ✓ b\n")
    assert ticked(plain, {"a": True, "b": True}).text == plain.replace("[ ] a", "[x] a")


def test_a_criterion_that_is_stated_twice_is_ticked_twice() -> None:
    """And counts once."""
    text = tracker("**Criteria**:\n- [ ] a\n\n## Phase 2 criteria\n- ✓ a\n- [ ] **a**\n")
    written = ticked(text, {"a": True})
    assert written.text == text.replace("[ ]", "[x]")
    assert len(outlook(read(text), UNRECORDED, {}, {}).phases[1].criteria) == 1


WORDS = st.text(st.sampled_from("ab 解释。*_`[]()x-+#|>!✓\\<&é"), min_size=1, max_size=12)
LISTS = st.lists(
    st.tuples(
        st.sampled_from(["-", "*", "1."]),
        st.sampled_from(["[ ]", "[x]", "[X]", "✓", "☐", "☑"]),
        WORDS,
    ),
    min_size=1,
    max_size=6,
)


@given(LISTS, st.lists(st.booleans(), min_size=6, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_ticking_changes_boxes_and_nothing_else(
    items: list[tuple[str, str, str]], wanted: list[bool], newline: str
) -> None:
    """Whatever the words are; and once ticked, all is as it should be."""
    listed = "".join(f"{bullet} {box} {words}\n" for bullet, box, words in items)
    text = tracker(f"**Criteria**:\n\n{listed}").replace("\n", newline)
    (section,) = (one for one in read(text).sections if one.number == 2)
    records = dict(zip((one.text for one in section.criteria), wanted, strict=False))
    boxes = [one for one in section.criteria if one.box and one.text in records]
    written = ticked(text, records)
    assert len(written.text) == len(text)
    places = {place for one in boxes for place in range(*(one.box or Span(0, 0)))}
    assert all(
        was == now or place in places
        for place, (was, now) in enumerate(zip(text, written.text, strict=True))
    )
    assert len(written.changes) <= len(boxes)
    assert ticked(written.text, records).text == written.text
    for one in read(written.text).sections[1].criteria:
        same = criterion_of([each.text for each in section.criteria], one.text)
        assert same.text is not None
        assert one.box is None or one.text not in records or one.ticked is records[same.text]


POOL = st.sampled_from(
    [
        "**Completion criteria**:",
        "## Criteria",
        "### Phase 1 is done when",
        "**Phase 2**:",
        "Done when: it runs.",
        "- Done when:",
        "  - [ ] a",
        "- [ ] a",
        "- [x] b",
        "- ☐ c",
        "1. [X] c",
        "- ✓ d",
        "✓ e",
        "prose",
        "",
        "```",
        "<!--",
        "-->",
        "> - [ ] a",
        "---",
        "| 1.2 y | done |",
        "- [ ] 1.3 z",
    ]
)


@given(st.lists(POOL, max_size=12), st.lists(POOL, max_size=12), st.booleans())
def test_whatever_stands_around(before: list[str], after: list[str], met: bool) -> None:
    """Recording every criterion there is changes their boxes alone, and once."""
    text = "\n".join(["## Phase 1: x", "", *before, "", TABLE.format("1.1"), *after, ""])
    try:
        known = read(text)
    except TrackerError:
        return
    stated = [(section.number, one) for section in known.sections for one in section.criteria]
    records = {(number, one.name): Confirmation(met, None, ()) for number, one in stated}
    written = write(known, outlook(known, UNRECORDED, {}, {}, None, records), "")
    places = {place for _, one in stated for place in range(*(one.box or Span(0, 0)))}
    assert len(written.text) == len(text)
    assert {
        at for at, pair in enumerate(zip(text, written.text, strict=True)) if len({*pair}) > 1
    } <= (places)
    again = write(written.tracker, outlook(written.tracker, UNRECORDED, {}, {}, None, records), "")
    assert again.changes == ()
    rows = {row.line for _, row in known.rows()}
    assert not rows & {one.line for _, one in stated}
