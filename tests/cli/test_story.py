"""The command ``studytrack story`` on real histories, in both languages."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from studytrack import locales
from studytrack.cli.output.plain import plain
from studytrack.cli.timeline import timeline
from studytrack.markdown.widths import display_width
from studytrack.report.biography import biography
from studytrack.report.pages import LONGEST_BODY
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
from tests.cli.studies import CHINESE, ENGLISH, HIDDEN, HOSTILE, run
from tests.cli.test_pages import terminal, without_colour
from tests.repositories import Builder

NAMES = {"en": "tracker.md", "zh-CN": "跟踪.md"}
WORDS = {
    "en": (ENGLISH, "🔴 Not started", "🟡 In progress", "🟢 Done"),
    "zh-CN": (CHINESE, "🔴 未开始", "🟡 进行中", "🟢 已完成"),
}


def kept_by_hand(root, language):
    """A study that somebody kept by hand: begun, done without a date, mended, gone back."""
    text, waiting, begun, done = WORDS[language]
    builder, name = Builder.init(root), NAMES[language]
    row = f"1.1 {'Pages' if language == 'en' else '页'} | 2-3h |"
    second = f"1.2 {'B-trees' if language == 'en' else 'B树'} | 4h |"
    versions = [
        (1, text),
        (2, text.replace(f"{row} | | {waiting}", f"{row} 2026-03-02 | | {begun}")),
        (3, text.replace(f"{row} | | {waiting}", f"{row} 2026-03-02 | | {done}")),
        (9, text.replace(f"{row} | | {waiting}", f"{row} 2026-03-02 | 2026-03-03 | {done}")),
    ]
    last = versions[-1][1]
    both = last.replace(f"{second} | | {waiting}", f"{second} 2026-03-25 | 2026-03-25 | {done}")
    versions += [(25, both), (26, both.replace(f"2026-03-25 | {done}", f" | {begun}"))]
    for day, version in versions:
        builder.commit("update progress", {name: version}, date=f"2026-03-{day:02} 21:00 +0800")
    return builder


@pytest.fixture(scope="module", params=["en", "zh-CN"])
def kept(request, tmp_path_factory):
    """The language, and the folder of such a study."""
    root = tmp_path_factory.mktemp(request.param)
    kept_by_hand(root, request.param)
    return request.param, root


def without_commits(text):
    """The text with x in the place of what differs from run to run of a fixture."""
    return re.sub(r"\b[0-9a-f]{12}\b", "x" * 12, text)


def test_page(kept):
    """What a reader sees in a pipe: phases, what happened, contradictions, days."""
    language, root = kept
    lines = without_commits(run(root, "story").stdout).splitlines()
    say = locales.load(language).say
    done, begun = {"en": ("done", "in progress"), "zh-CN": ("已完成", "进行中")}[language]
    colon, x = say("colon"), "xxxxxxxxxxxx"
    pages, trees = {"en": ("Pages", "B-trees"), "zh-CN": ("页", "B树")}[language]
    at = lines.index(say("story-timeline"))
    assert lines[at + 2 : at + 6] == [
        f"2026-03-02  {x}  {begun}{colon}1.1 {pages}",
        f"2026-03-03  {x}  {done}{colon}1.1 {pages}",
        f"2026-03-25  {x}  {done}{colon}1.2 {trees}",
        f"2026-03-26  {x}  {say('event-back', status=begun)}{colon}1.2 {trees}",
    ]
    at = lines.index(say("story-contradictions"))
    lasted = {"en": "6 days", "zh-CN": "6 天"}[language]
    assert lines[at + 2].split("  ")[:3] == ["2026-03-03", "2026-03-09", lasted]
    assert "done-without-finish" in lines[at + 2]
    at = lines.index(say("story-gaps"))
    assert lines[at + 1].startswith("  2026-03-10")
    assert "15" in lines[at + 1]


@pytest.mark.parametrize("width", [40, 80])
def test_page_on_a_terminal(kept, width):
    """Nothing is wider than the terminal, in either language."""
    language, root = kept
    story = Story.model_validate_json(run(root, "story", "--json").stdout)
    text = without_colour(terminal(*timeline(story, locales.load(language)), width=width))
    assert max(map(display_width, text.splitlines())) <= width
    assert "━" in text or width == 40


def test_markdown(kept):
    """A page with a chart, whose tables are tables."""
    _, root = kept
    text = run(root, "story", "--markdown").stdout
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert text.startswith("# `")
    assert "```mermaid\ngantt\n" in text
    assert ":active, 2026-03-02, 25d\n" in text
    assert html.count("<table>") == 4
    assert "done-without-finish" in html


def test_json_is_what_the_schema_says(kept):
    """One line of JSON, which names every field of the schema."""
    _, root = kept
    result = run(root, "story", "--json")
    values = json.loads(result.stdout)
    schema = json.loads(run(".", "schema", "story").stdout)
    assert result.stdout.count("\n") == 1
    assert list(values) == list(schema["properties"])
    assert values["schema"] == 1


def test_several_trackers(tmp_path):
    """One has to be said; the error says how."""
    files = {"one.md": ENGLISH, "two.md": CHINESE}
    Builder.init(tmp_path).commit(files=files)
    refused = run(tmp_path, "story")
    assert refused.exit_code == 2
    assert "studytrack story FILE" in refused.stderr
    assert run(tmp_path, "story", "two.md").stdout.startswith("two.md  ")


def hostile() -> Story:
    """A story in which every text is meant to be more than text."""
    text = f"{HOSTILE} @ada Fixes #1 <b>x</b> | `y` ```\n# no"
    moment = Moment(commit="c" * 40, date=date(2026, 3, 1), author=text)
    late = Moment(commit="d" * 40, author=text)
    return Story(
        revision="c" * 40,
        tracker=f"{text}.md",
        language="en",
        versions=2,
        first=moment,
        last=late,
        phases=(PhaseStory(number=1, title=text, started=moment, total=1),),
        tasks=(TaskStory(id=text, title=text, phase=1, added=moment, started=moment),),
        events=(
            Event(kind=EventKind.ADDED, task=text, title=text, phase=1, moment=moment),
            Event(kind=EventKind.STATUS, task="1", title=text, phase=1, moment=late),
        ),
        contradictions=(Contradiction(code="status-unknown", task=text, since=moment, until=late),),
        silences=tuple(
            Silence(reason=reason, since=late)
            for reason in ("no-tracker", "deleted", "too-large", "no-file")
        ),
        streaks=(Stretch(first=date(2026, 3, 1), last=date(2026, 3, 2), days=2),),
        gaps=(Stretch(first=date(2026, 3, 3), last=date(2026, 3, 20), days=18),),
    )


@pytest.mark.parametrize("language", locales.names())
def test_no_text_is_more_than_text(language):
    """Neither a terminal nor GitHub takes a title for anything else."""
    locale = locales.load(language)
    page = biography(hostile(), locale)
    for shown in (
        plain(timeline(hostile(), locale)),
        without_colour(terminal(*timeline(hostile(), locale))),
        page,
    ):
        assert not any(character in shown for character in HIDDEN)
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(page)
    outside = re.sub(r"<code.*?</code>", "", html, flags=re.DOTALL)
    assert not re.search(r"@ada|#1|<b>|::error", outside)


@given(st.text(max_size=40))
def test_any_title_leaves_the_chart_whole(title):
    """A chart has its four lines of settings and a bar, whatever a phase is called."""
    story = hostile()
    phase = replace(story.phases[0], title=title)
    page = biography(replace(story, phases=(phase,)), locales.load("en"))
    chart = page.split("```mermaid\n", 1)[1].split("\n```", 1)[0].split("\n")
    assert len(chart) == 5
    assert re.fullmatch(r"    phase 1(?: [^\W_][\w ]*)? :active, 2026-03-01, 1d", chart[-1])


def test_a_long_story_is_cut_on_a_page():
    """As many rows as there is room for, and how many more there are."""
    story = hostile()
    events = tuple(
        replace(
            story.events[0], moment=Moment(commit=f"{n:040x}", date=date(2026, 3, 1)), task=f"{n} x"
        )
        for n in range(5000)
    )
    page = biography(replace(story, events=events), locales.load("en"))
    assert len(page) <= LONGEST_BODY
    assert re.search(r"and 4,?\d\d\d more", page)
