"""What a start costs: patterns that wait for their use, and named tuples made at once."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import studytrack
from studytrack.config.settings import Config, render
from studytrack.patterns import pattern
from studytrack.tuples import Distinct, NamedTuple
from tests.cli.studies import plain_environment, study

SEED = Path(__file__).parent / "seeds/摄影.md"


class Span(NamedTuple):
    """From one place to another."""

    start: int
    end: int = 9

    @property
    def size(self) -> int:
        """How far it is."""
        return self.end - self.start


def test_a_named_tuple_is_one() -> None:
    """It has typing's names, defaults, order and equality, and what else the body says."""
    one = Span(2)
    assert one == (2, 9)
    assert (one.size, one._replace(end=3).size) == (7, 1)
    assert repr(one) == "Span(start=2, end=9)"
    assert (Span._fields, Span.__match_args__) == (("start", "end"), ("start", "end"))
    assert Span.__doc__ == "From one place to another."
    assert not hasattr(one, "__dict__")
    with pytest.raises(TypeError):
        Span()
    with pytest.raises(AttributeError):
        one.start = 3


class Start(Distinct):
    """A task was begun."""

    task: str


class Done(Distinct):
    """A task was finished."""

    task: str


def test_a_distinct_tuple_equals_its_own_kind() -> None:
    """Two records of one task are not one because they have the same fields."""
    one, other = Start("1.1"), Done("1.1")
    assert one == Start("1.1")
    assert one != Start("1.2")
    assert one != other
    assert other != one
    assert one != ("1.1",)
    assert len({one, other, Start("1.1")}) == 2
    assert (one, 1) != (other, 1)
    assert [other].count(one) == 0
    assert one._replace(task="1.2") == Start("1.2")
    assert not hasattr(one, "__dict__")


def test_a_pattern_is_compiled_when_it_is_used() -> None:
    """A broken one is told then, and a good one is what ``re.compile`` gives."""
    broken = pattern("(")
    with pytest.raises(re.error):
        broken.match("x")
    word = pattern(r"(?P<word>\w+)", re.ASCII)
    assert word.fullmatch("ab")["word"] == "ab"
    assert word.findall("ab é") == ["ab"]
    assert word.groupindex == {"word": 1}
    assert not hasattr(word, "nothing")


def test_every_pattern_compiles() -> None:
    """Nobody would hear of a broken one before it is used."""
    modules = [
        import_module(found.name)
        for found in walk_packages(studytrack.__path__, "studytrack.")
        if not found.name.endswith("__main__")
    ]
    patterns = [
        value for module in modules for value in vars(module).values() if isinstance(value, pattern)
    ]
    assert len(patterns) > 100
    assert all(one.pattern for one in patterns)


UNNEEDED = {
    "git",  # GitPython
    "pydantic",
    "rich",
    "tomlkit",
    "studytrack.agenda.past",
    "studytrack.agenda.weeks",
    "studytrack.hooks",
    "studytrack.logged",
    "studytrack.plan",
    "studytrack.remarks",
    "studytrack.report.generated",
    "studytrack.review",
    "studytrack.story",
    "studytrack.study.biography",
    "studytrack.study.desk",
    "studytrack.study.logbook",
    "studytrack.study.numbering",
    "studytrack.study.renumbered",
    "studytrack.tracker.unrecorded",
    "studytrack.trailers.composing",
    "studytrack.weekly",
}
"""What only other commands need, or studies of which there is more to tell."""


@pytest.mark.parametrize("command", ["status", "check"])
def test_a_plain_study_loads_nothing_that_it_does_not_need(command: str, tmp_path: Path) -> None:
    """Whatever is new waits to be needed, so that those who do without are none the slower."""
    builder = study(tmp_path, SEED.read_text("utf-8"), "跟踪.md")
    builder.write({"studytrack.toml": render(Config(tracker="跟踪.md", locale="zh-CN"))})
    builder.commit("Finish 4.1\n\nStudy-Task: 4.1 done 4h30m\n", {"phase4/4.1.md": "x\n"})
    program = (
        "import sys\nfrom studytrack.cli.program import program\n"
        f"sys.argv[1:] = [{command!r}]\n"
        "try:\n    program()\nfinally:\n    print(*sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=plain_environment(),
        capture_output=True,
        check=False,
    )
    loaded = set(done.stderr.decode().split())
    assert "studytrack.study.pipeline" in loaded, done.stderr
    assert not UNNEEDED & loaded


def test_the_public_names_are_seen_before_they_are_loaded() -> None:
    """Who explores the package finds them, with what each is; to look does not load them."""
    program = (
        "import studytrack, sys, pydoc\n"
        "assert {*studytrack.__all__, '__version__'} <= {*dir(studytrack)}\n"
        "assert not [one for one in sys.modules if one.startswith('studytrack.')]\n"
        "told = pydoc.plain(pydoc.render_doc(studytrack))\n"
        "assert all(f'class {one}(' in told for one in studytrack.__all__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=plain_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
