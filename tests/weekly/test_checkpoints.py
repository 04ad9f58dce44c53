"""The file of a week: what it says, that it stays true, and that a learner's words stay in it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studytrack import Study, TrackerError, UsageError, WriteError, locales
from studytrack.agenda.weeks import WEEKDAYS, week_of
from studytrack.report.checkpoint import empty, is_of
from studytrack.report.scene import filled
from studytrack.study.pipeline import run
from tests.cli.studies import CHINESE, ENGLISH
from tests.repositories import Builder

GOLDEN = Path(__file__).parent / "golden"
SUNDAY = date(2026, 3, 8)
PATH = "checkpoints/2026-W10.md"

COMMITS = (
    ("2026-02-20 10:00 +0800", "Study-Task: 1.1 start 1h"),
    ("2026-02-27 10:00 +0800", "Study-Question: 1.1 fixed or variable?"),
    ("2026-03-02 20:00 +0800", "Study-Task: 1.1 done 2h30m: fixed size, so that pages are found"),
    ("2026-03-03 20:00 +0800", "Study-Task: 1.2 skip: no time, see #12"),
    ("2026-03-04 20:00 +0800", "Study-Task: 1.2 reopen: it is needed for 2.1"),
    ("2026-03-05 20:00 +0800", "Study-Question: 1.2 why does `<b>` split?"),
    ("2026-03-06 20:00 +0800", "Study-Time: phase 1 30m"),
    ("2026-03-09 20:00 +0800", "Study-Task: 1.2 done 4h: later than the week"),
)


def studied(root: Path, tracker: str = ENGLISH, name: str = "tracker.md", **config: str) -> Builder:
    """A study with a week of everything, one before it and one after."""
    builder = Builder.init(root)
    settings = "".join(f"{key} = {value}\n" for key, value in config.items())
    builder.commit(
        "Plan",
        {name: tracker, "studytrack.toml": f'[learner]\nhours-per-week = "5-6"\n{settings}'},
        date="2026-02-01 10:00 +0800",
    )
    for when, trailer in COMMITS:
        commit = builder.commit(f"Study\n\n{trailer}", date=when)
        if "fixed or variable" in trailer:
            asked = commit
    builder.commit(f"Look it up\n\nStudy-Answer: {asked[:8]} fixed", date="2026-03-07 20:00 +0800")
    return builder


def weekly(root: Path, week: str | None = None, today: date = SUNDAY):
    """The checkpoint of a week."""
    return Study.open(root, today=today).weekly(week)


@pytest.mark.parametrize(
    ("tracker", "name", "golden"),
    [
        pytest.param(ENGLISH, "tracker.md", "english.md", id="English"),
        pytest.param(CHINESE, "跟踪.md", "chinese.md", id="Chinese"),
    ],
)
def test_a_week_of_everything(tmp_path, tracker, name, golden) -> None:
    """Its four parts in the tracker's language, as they stood when it ended."""
    found = weekly(studied(tmp_path, tracker, name).root)
    assert (found.path, found.before) == (PATH, None)
    assert found.text == (GOLDEN / golden).read_text(encoding="utf-8")


def test_it_is_written_once(tmp_path) -> None:
    """What is written is true, and to write it again changes nothing."""
    root = studied(tmp_path).root
    weekly(root).write()
    data = (root / PATH).read_bytes()
    again = weekly(root)
    assert not again.changed
    again.write()
    assert (root / PATH).read_bytes() == data == again.text.encode()


def test_a_record_that_comes_later_belongs_to_its_day(tmp_path) -> None:
    """Reconciling keeps the checkpoint of a past week true, and says so."""
    builder = studied(tmp_path)
    weekly(builder.root).write()
    builder.commit("Look back", {PATH: (builder.root / PATH).read_text(encoding="utf-8")})
    study = Study.open(builder.root, today=date(2026, 4, 1))
    study.reconcile().write()
    assert not study.reconcile().changed
    builder.commit("Study\n\nStudy-Task: 2.1 done 2026-03-07", date="2026-03-30 10:00 +0800")
    changed = study.reconcile()
    assert [block.block for block in changed.blocks] == ["review week=2026-W10"]
    assert "**2.1** Isolation | done 2026-03-07" in changed.files[1].text


@settings(max_examples=40)
@given(
    before=st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=60),
    after=st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=60),
)
def test_a_learners_words_stay(scene, before: str, after: str) -> None:
    """Whatever stands around the blocks, each byte of it is there when it is written again."""
    week = week_of(SUNDAY, "sunday")
    text = filled(empty(week, scene.locale), scene, 1 << 20).text
    first, end = text.index("<!--"), text.rindex("-->") + 3
    own = f"{text[:first]}{before}\n\n{text[first:end]}\n\n{after}"
    again = filled(own, scene._replace(diary=scene.diary._replace(entries=())), 1 << 20).text
    assert again.startswith(f"{text[:first]}{before}\n\n<!--")
    assert again.endswith(f"-->\n\n{after}")


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    """A study as the file of the week tells it."""
    root = studied(tmp_path_factory.mktemp("scene")).root
    return run(Study.open(root, today=SUNDAY)._request(None)).scene._replace(path=PATH)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# My own week\n", id="no block"),
        pytest.param("", id="empty"),
        pytest.param(
            "<!-- studytrack:begin review week=2026-W09 -->\n<!-- studytrack:end -->\n",
            id="another week",
        ),
        pytest.param("<!-- studytrack:begin bar -->\n<!-- studytrack:end -->\n", id="a bar"),
        pytest.param(
            "```\n<!-- studytrack:begin plan week=2026-W10 -->\n<!-- studytrack:end -->\n```\n",
            id="code",
        ),
    ],
)
def test_somebodys_own_page_is_never_written_over(tmp_path, text: str) -> None:
    """It is shown what would be said, and how to have it said there."""
    root = studied(tmp_path).root
    (root / PATH).parent.mkdir()
    (root / PATH).write_text(text, encoding="utf-8")
    found = weekly(root)
    assert found.review.week == "2026-W10"
    with pytest.raises(TrackerError, match="begin review week=2026-W10"):
        found.write()
    assert (root / PATH).read_text(encoding="utf-8") == text


def test_one_block_is_enough(tmp_path) -> None:
    """Who keeps a part alone has that one kept true."""
    root = studied(tmp_path).root
    (root / PATH).parent.mkdir()
    own = "Mine\r\n\r\n<!-- studytrack:begin plan week=2026-W10 -->\r\n<!-- studytrack:end -->\r\n"
    (root / PATH).write_bytes(own.encode())
    weekly(root).write()
    data = (root / PATH).read_bytes().decode()
    assert data.startswith("Mine\r\n\r\n<!--")
    assert "\n- **1.2** B-trees" in data.replace("\r\n", "\n")
    assert "\n" not in data.replace("\r\n", "")


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_what_is_no_file_is_refused(tmp_path, kind: str) -> None:
    """Nothing is written through a link, nor in the place of a folder."""
    root = studied(tmp_path).root
    if kind == "link":
        (root / "checkpoints").symlink_to(tmp_path / "elsewhere")
        (tmp_path / "elsewhere").mkdir()
    else:
        (root / PATH).mkdir(parents=True)
    with pytest.raises((TrackerError, WriteError), match="checkpoints"):
        weekly(root).write()
    assert not list((tmp_path / "elsewhere").glob("*")) if kind == "link" else True


@pytest.mark.parametrize(
    ("zone", "first", "second"),
    [
        pytest.param("author", "+0900", "-0800", id="each author's own day"),
        pytest.param("Asia/Shanghai", None, None, id="a zone's day"),
    ],
)
def test_midnight_on_sunday(tmp_path, zone: str, first: str | None, second: str | None) -> None:
    """A record belongs to the week of its author's day, or that of the configured zone."""
    builder = Builder.init(tmp_path)
    config = f'timezone = "{zone}"\n'
    builder.commit(
        "Plan", {"t.md": ENGLISH, "studytrack.toml": config}, date="2026-02-01 10:00 +0000"
    )
    builder.commit("Study-Task: 1.1 done 1h", date="2026-03-09 00:30 +0900")
    builder.commit("Study-Task: 1.2 done 2h", date="2026-03-08 23:30 -0800")
    found = {week: weekly(builder.root, week).review for week in ("2026-W10", "2026-W11")}
    done = {week: [one.task for one in review.work] for week, review in found.items()}
    if first and second:
        assert done == {"2026-W10": ["1.2"], "2026-W11": ["1.1"]}
    else:  # 23:30 on Sunday in Shanghai, and 15:30 on Monday
        assert done == {"2026-W10": ["1.1"], "2026-W11": ["1.2"]}


def test_a_clock_that_changes_in_the_week(tmp_path) -> None:
    """An hour that is skipped or comes twice moves no record to another week."""
    builder = Builder.init(tmp_path)
    config = 'timezone = "Europe/Berlin"\n'
    builder.commit(
        "Plan", {"t.md": ENGLISH, "studytrack.toml": config}, date="2026-02-01 10:00 +0000"
    )
    builder.commit("Study-Task: 1.1 done 1h", date="2026-03-29 21:59 +0000")  # 23:59 in summer
    builder.commit("Study-Task: 1.2 done 1h", date="2026-03-29 22:00 +0000")  # Monday already
    builder.commit("Study-Task: 2.1 done 1h", date="2026-10-25 22:59 +0000")  # 23:59 in winter
    weeks = {"2026-W13": "1.1", "2026-W14": "1.2", "2026-W43": "2.1"}
    for week, task in weeks.items():
        assert [one.task for one in weekly(builder.root, week).review.work] == [task]


@pytest.mark.parametrize("ends", WEEKDAYS)
def test_any_day_may_end_a_week(tmp_path, ends: str) -> None:
    """Every record lies in one week, whichever day ends it."""
    root = studied(tmp_path, weekly=f'{{ ends = "{ends}" }}').root
    (root / "studytrack.toml").write_text(f'[weekly]\nends = "{ends}"\n', encoding="utf-8")
    days = [date(2026, 2, 20) + timedelta(days=count) for count in range(20)]
    weeks = {week_of(day, ends).name for day in days}
    spent = sum((weekly(root, week).review.spent.total_seconds() for week in weeks), 0.0)
    assert spent == 8 * 3600


def test_the_state_is_that_of_the_end_of_the_week(tmp_path) -> None:
    """Later records do not count, and what was true by then does."""
    review = weekly(studied(tmp_path).root, today=date(2026, 6, 1), week="2026-W10").review
    assert (review.done, review.skipped, review.total, review.before) == (1, 0, 3, 0)
    assert [(one.id, one.status.value) for one in review.plan.tasks] == [
        ("1.2", "in-progress"),
        ("2.1", "not-started"),
    ]
    assert [(doubt.text, doubt.answers) for doubt in review.doubts] == [
        ("fixed or variable?", ("fixed",)),
        ("why does `<b>` split?", ()),
    ]


def test_a_phase_is_finished_in_the_week_of_its_last_task(tmp_path) -> None:
    """It is told once."""
    root = studied(tmp_path).root
    weeks = ("2026-W10", "2026-W11", "2026-W12")
    told = {week: weekly(root, week).review.finished for week in weeks}
    assert {week: [one.number for one in found] for week, found in told.items()} == {
        "2026-W10": [],
        "2026-W11": [1],
        "2026-W12": [],
    }


CRITERIA = """
**Phase 1 completion criteria**:

- ✓ Can explain pages
- ✓ Can split a B-tree
"""


def test_criteria_that_were_met(tmp_path) -> None:
    """Those of the week by their words, and how many a finished phase had met by its end."""
    builder = studied(tmp_path, ENGLISH + CRITERIA)
    builder.commit("x\n\nStudy-Criterion: 1 can explain", date="2026-03-10 20:00 +0800")
    builder.commit("x\n\nStudy-Criterion: 1 can split", date="2026-03-16 20:00 +0800")
    met = {week: weekly(builder.root, week).review for week in ("2026-W10", "2026-W11", "2026-W12")}
    assert {week: [one.text for one in review.met] for week, review in met.items()} == {
        "2026-W10": [],
        "2026-W11": ["Can explain pages"],
        "2026-W12": ["Can split a B-tree"],
    }
    (phase,) = met["2026-W11"].finished
    assert (phase.confirmed, phase.criteria) == (1, 2)
    text = weekly(builder.root, "2026-W11").text
    assert "- Finished: **phase 1** Storage (8 / 6-7 h, criteria 1/2)\n" in text
    assert "- Criterion met, **phase 1** Storage: Can explain pages\n" in text


def test_before_a_study_began(tmp_path) -> None:
    """Nothing was recorded; all of it is still to be done."""
    review = weekly(studied(tmp_path).root, "2025-W01").review
    assert (review.work, review.doubts, review.lessons, review.done) == ((), (), (), 0)
    assert len(review.plan.tasks) == 3


def test_a_week_that_there_is_not(tmp_path) -> None:
    """The message says how a week is written."""
    with pytest.raises(UsageError, match="2026-W10"):
        weekly(studied(tmp_path).root, "last week")


@pytest.mark.parametrize("name", ["en", "zh-CN"])
def test_an_empty_checkpoint_is_of_its_week_alone(name: str) -> None:
    """That is how it is known again."""
    week = week_of(SUNDAY, "sunday")
    text = empty(week, locales.load(name))
    assert is_of(text, week)
    assert not is_of(text, week.before())
