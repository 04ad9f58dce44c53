"""Histories with many branches and merges, made at once, in which chance changes one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.repositories import FIRST

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from tests.repositories import Builder


class Made(NamedTuple):
    """A commit that is to be made.

    Attributes:
        parents: places in the list of all commits.
        text: what the file is; None where there is none.
    """

    parents: tuple[int, ...]
    text: str | None
    message: str = "x"


def drawn(
    random: Random, size: int, texts: Sequence[str | None], messages: Sequence[str]
) -> list[Made]:
    """Commits on a few branches, of which the last one stands on all of them.

    A merge takes the file of one parent, or has one of its own.
    """
    made = [Made((), texts[0])]
    tips = [0]
    for place in range(1, size):
        if random.random() < 0.15:
            tips.append(random.choice(tips))
        parents = [random.randrange(len(tips))]
        if len(tips) > 1 and random.random() < 0.3:
            parents.append(random.choice([one for one in range(len(tips)) if one != parents[0]]))
        up = tuple(dict.fromkeys(tips[one] for one in parents))
        kept = made[random.choice(up)].text
        text = random.choice(texts) if random.random() < 0.25 else kept
        made.append(Made(up, text, random.choice(messages)))
        tips[parents[0]] = place
        if len(parents) > 1:
            del tips[parents[1]]
    up = tuple(dict.fromkeys(reversed(tips)))
    return [*made, Made(up, made[up[0]].text)]


def imported(builder: Builder, name: str, commits: Sequence[Made]) -> list[str]:
    """The ids of such commits, in order; the last is checked out."""
    stream = []
    for place, made in enumerate(commits):
        when = f"Ann <ann@example.org> {FIRST + place * 3600} +0800"
        lines = ["commit refs/heads/main", f"mark :{place + 1}", f"author {when}"]
        lines += [f"committer {when}", _data(made.message)]
        lines += [f"from :{up + 1}" for up in made.parents[:1]]
        lines += [f"merge :{up + 1}" for up in made.parents[1:]]
        lines += ["deleteall", "M 100644 inline other", _data(str(place))]
        if made.text is not None:
            lines += [f"M 100644 inline {name}", _data(made.text)]
        stream += ["reset refs/heads/main", "", *lines]
    marks = builder.root / ".git" / "marks"
    given = "\n".join((*stream, "")).encode()
    builder.git("fast-import", "--quiet", "--force", f"--export-marks={marks}", given=given)
    builder.git("reset", "--quiet", "--hard")
    known = dict(line.split(" ") for line in marks.read_text("utf-8").splitlines())
    return [known[f":{place + 1}"] for place in range(len(commits))]


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}"
