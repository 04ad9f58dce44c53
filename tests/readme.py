"""The examples of the README, carried out in real repositories.

``python -m tests.readme`` writes what the program says today into the README.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from studytrack import Study
from tests.repositories import Builder, environment

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
ADA = "Ada <ada@example.org>"
NOTE = {"phase1/1.2-projections.md": "# Projections\n"}
TRACKER = "plan.md"
ROADMAP = "roadmap.md"
PAGE = "README.md"
CONFIG = "studytrack.toml"
CONFIRMING = '$ git commit --quiet --allow-empty -m "Study-Criterion: 1 explain the dot product"'

_LOG = "$ git log --reverse --format='%h %ad%n%b' --date=short HEAD~3.."
_BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMIT = re.compile(r"^(?P<day>\S{10})  (?P<subject>.*)\n {12}(?P<trailer>.*)$", re.MULTILINE)


def blocks(text: str, kind: str) -> list[str]:
    """What stands in the code blocks of one kind, in the README's order."""
    return [match["body"] for match in _matches(text, kind)]


def _matches(text: str, kind: str) -> list[re.Match[str]]:
    return [match for match in _BLOCK.finditer(text) if match["kind"] == kind]


def chapter(text: str, title: str) -> str:
    """A chapter of the README, without its heading."""
    return text.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def story(text: str, folder: Path) -> Builder:
    """The repository of the opening example, before it is reconciled."""
    builder = planned(text, folder)
    _commit(builder, blocks(text, "text")[0], NOTE)
    return builder


def paced(text: str, folder: Path, commits: int) -> Builder:
    """The repository of the opening example, with the hours of a week, up to one of its commits."""
    builder = planned(text, folder)
    builder.write({CONFIG: '[learner]\nhours-per-week = "3-4"\n'})
    shown = blocks(text, "text")[0].splitlines(keepends=True)
    _commit(builder, "".join(shown[: 2 * commits]), NOTE)
    return builder


def listed(text: str, folder: Path) -> Builder:
    """The repository of the list, with a config, before it is reconciled."""
    builder = planned(text, folder, 2)
    builder.write({CONFIG: f'tracker = "{TRACKER}"\n'})
    _commit(builder, blocks(text, "text")[1], {"planes/jack.md": "# Jack planes\n"})
    return builder


def with_criteria(text: str, folder: Path) -> Builder:
    """The repository of the opening example, whose tracker states completion criteria."""
    builder = story(text, folder)
    Study.open(builder.root).reconcile().write()
    plan = (builder.root / TRACKER).read_text(encoding="utf-8")
    own = next(one for one in blocks(text, "markdown") if "completion criteria" in one)
    builder.commit("Say when it is done", {TRACKER: f"{plan}\n{own}"}, author=ADA)
    return builder


def planned(text: str, folder: Path, place: int = 0) -> Builder:
    """A repository with the plan of an example, the opening one's, and nothing else."""
    builder = Builder.init(folder)
    plan = blocks(text, "markdown")[place]
    builder.commit("Plan", {TRACKER: plan}, date="2025-03-01 10:00 +0100", author=ADA)
    return builder


def replanned(text: str, folder: Path) -> Builder:
    """The plan of the opening example, beside another that differs from it."""
    builder = planned(text, folder)
    builder.write({ROADMAP: roadmap(text)})
    return builder


def founded(text: str, folder: Path) -> Builder:
    """A repository with nothing but the plan of the chapter on plans."""
    builder = Builder.init(folder)
    builder.commit("Plan", {ROADMAP: roadmap(text)}, author=ADA)
    return builder


def roadmap(text: str) -> str:
    """The plan of the chapter on plans."""
    return next(one for one in blocks(text, "markdown") if "**Task 1.1" in one)


def _commit(builder: Builder, shown: str, note: dict[str, str]) -> None:
    """Makes the commits that a block shows; the second adds the note."""
    for index, match in enumerate(_COMMIT.finditer(shown)):
        message = f"{match['subject']}\n\n{match['trailer']}\n"
        date = f"{match['day']} 21:00 +0100"
        builder.commit(message, note if index == 1 else {}, date=date, author=ADA)


def edited(text: str, folder: Path) -> Builder:
    """The repository of the opening example, reconciled, with a date that was edited since."""
    builder = story(text, folder)
    Study.open(builder.root).reconcile().write()
    builder.commit("Update the plan", date="2025-03-10 21:00 +0100", author=ADA)
    plan = (builder.root / TRACKER).read_text(encoding="utf-8")
    builder.write({TRACKER: plan.replace("| 2025-03-08 |", "| 2025-03-07 |")})
    return builder


def by_hand(text: str, folder: Path) -> Builder:
    """A repository in which the plan of the opening example was kept by hand."""
    builder, plan = planned(text, folder), blocks(text, "markdown")[0]
    for day, row, after in _EDITS:
        plan = re.sub(rf"(?m)^(\| {re.escape(row)} [^|]*\|[^|]*).*", rf"\1{after}", plan)
        date = f"2025-03-{day:02} 21:00 +0100"
        builder.commit("Update progress", {TRACKER: plan}, date=date, author=ADA)
    return builder


def puzzled(text: str, folder: Path) -> Builder:
    """The repository of the opening example, with questions, an answer, a reference, a comment."""
    builder = planned(text, folder)
    comment = {"fit.py": "a = x.T @ y  # STUDY 1.2: why transpose here?\n"}
    asks = _said(builder, 5, "Study-Question: 1.2 why is the residual orthogonal?", comment)
    _said(builder, 8, f"Study-Answer: {asks[:7]} any other point is further away")
    more = "Study-Question: 1.3 when is it an equation?\nStudy-Ref: 1.3 https://example.org/cs"
    _said(builder, 9, f"{more} Seven proofs")
    return builder


def _said(builder: Builder, day: int, trailers: str, files: dict[str, str] | None = None) -> str:
    date = f"2025-03-{day:02} 21:00 +0100"
    return builder.commit(f"Read on\n\n{trailers}\n", files, date=date, author=ADA)


def reviewed(text: str, folder: Path) -> Builder:
    """A repository in which code was changed after it was studied."""
    builder = planned(text, folder)
    for day, subject, files in _CODE:
        builder.commit(subject, files, date=f"2025-03-{day:02} 21:00 +0100", author=ADA)
    return builder


_NOTE = "---\nsources: [src/projections.py]\n---\n# Projections\n"
_SHADOW = "def shadow(a, b):\n    return dot(a, b) / dot(b, b) * b\n"
_CODE: tuple[tuple[int, str, dict[str, str]], ...] = (
    (7, "Project a vector", {"src/projections.py": _SHADOW}),
    (8, "Read how vectors are projected", {"phase1/1.2-projections.md": _NOTE}),
    (
        11,
        "Take the root once",
        {"src/projections.py": _SHADOW.replace("dot(b, b)", "norm(b) ** 2")},
    ),
    (
        14,
        "Refuse to project on nothing",
        {
            "src/projections.py": "def shadow(a, b):\n    if not norm(b):\n"
            "        raise ValueError(b)\n    return dot(a, b) / norm(b) ** 2 * b\n"
        },
    ),
)
"""A day of March 2025, and what was committed on it."""

_EDITS = (
    (3, "1.1", "| 2025-03-03 | | 🔨 in progress | |"),
    (4, "1.1", "| 2025-03-03 | | ✅ done | |"),
    (8, "1.1", "| 2025-03-03 | 2025-03-04 | ✅ done | |"),
    (9, "1.2", "| 2025-03-09 | 2025-03-09 | ✅ done | |"),
    (28, "1.2", "| 2025-03-09 | | 🔨 in progress | |"),
    (29, "1.2", "| 2025-03-09 | 2025-03-29 | ✅ done | |"),
    (29, "1.3", "| | | ⏭️ skipped | |"),
)
"""A day of March 2025, a task, and what its row says from then on behind the estimate."""


def command(builder: Builder, line: str, day: int) -> str:
    """What a command line of the README prints, on a day of March 2025."""
    words = shlex.split(line)
    if words[0] == "studytrack":
        words = [sys.executable, "-m", *words]
    people = {
        f"GIT_{role}_{name}": value
        for role in ("AUTHOR", "COMMITTER")
        for name, value in (
            ("NAME", "Ada"),
            ("EMAIL", "ada@example.org"),
            ("DATE", f"2025-03-{day:02} 21:00 +0100"),
        )
    }
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    done = subprocess.run(
        words,
        cwd=builder.root,
        env=environment() | people | {"PYTHONPATH": path, "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=words[0] != "git",  # which refuses a commit in the chapter on hooks
    )
    return done.stdout.decode()


@dataclass(frozen=True)
class Example:
    """A code block of the README: its place, its text as it stands, and as it should."""

    start: int
    shown: str
    real: str


def examples(text: str, folder: Path) -> list[Example]:
    """Every block that shows what the program says."""
    told = story(text, folder / "story")
    log = json.loads(command(told, "studytrack log 1.3 --json", 9))
    laid_out = json.dumps(log, indent=2, ensure_ascii=False) + "\n"
    reconciled = Study.open(told.root).reconcile().text
    real = {_matches(text, "markdown")[1]: reconciled, _matches(text, "json")[0]: laid_out}
    items = listed(text, folder / "listed")
    Study.open(items.root).reconcile().write()
    real[_matches(text, "markdown")[3]] = (items.root / TRACKER).read_text(encoding="utf-8")
    adopted, days = planned(text, folder / "adopted"), count(2)
    page = next(one for one in blocks(text, "markdown") if "studytrack:begin" in one)
    adopted.write({PAGE: page})
    hooked = planned(text, folder / "hooked")
    others = {
        "story": by_hand(text, folder / "kept"),
        "init --number --yes": items,
        "start 1.2": planned(text, folder / "recorded"),
        "$ git diff -U0": edited(text, folder / "edited"),
        "hooks install": hooked,
        CONFIRMING: with_criteria(text, folder / "criteria"),
        f"plan {ROADMAP}": replanned(text, folder / "replanned"),
        f"init --plan {ROADMAP}": founded(text, folder / "founded"),
        "next --on 2025-03-05": paced(text, folder / "paced", 2),
        "weekly --week 2025-W10": paced(text, folder / "week", 4),
        _LOG: puzzled(text, folder / "puzzled"),
        "review": reviewed(text, folder / "reviewed"),
    }
    for match in _matches(text, "console"):
        lines = [line for line in match["body"].splitlines(True) if line.startswith("$ ")]
        where = others.get(lines[0].removeprefix("$ studytrack").strip(), adopted)
        real[match] = "".join(line + command(where, line[2:], next(days)) for line in lines)
    real[_matches(text, "gitcommit")[0]] = suggested(hooked)
    found = [Example(match.start("body"), match["body"], said) for match, said in real.items()]
    return sorted(found, key=lambda example: example.start)


def suggested(builder: Builder) -> str:
    """What an editor is given where a note is staged, up to git's own comments."""
    builder.write(NOTE)
    builder.git("add", "--all")
    shown = command(builder, "git -c core.editor=cat commit", 30)
    return shown.partition("#\n")[0].lstrip("\n") + "#\n"


def main() -> None:
    """Write the real output into the README."""
    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for example in reversed(examples(text, Path(folder))):
            end = example.start + len(example.shown)
            text = text[: example.start] + example.real + text[end:]
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
