"""What is to become of the bot's pull request."""

from __future__ import annotations

import pytest

from studytrack.pull_request import (
    Blocked,
    Close,
    Create,
    Keep,
    Plan,
    Pull,
    Tip,
    Update,
    Wanted,
    message_of,
    plan,
)

OLD, NEW = "a" * 40, "b" * 40
WANTED = Wanted("main", "bot", NEW, "title", "body")
NOTHING = WANTED._replace(tree=None)
OWN = Tip("1" * 40, OLD, message_of("Update", OLD))
CURRENT = Tip("2" * 40, NEW, message_of("Update", NEW))
FOREIGN = Tip("3" * 40, NEW, "Fix a typo\n")
AMENDED = Tip("4" * 40, NEW, message_of("Update", OLD))
PULL = Pull(7, "https://example.org/7", OWN)


def pull(tip: Tip) -> Pull:
    """The pull request with another last commit."""
    return PULL._replace(tip=tip)


@pytest.mark.parametrize(
    ("wanted", "current", "expected"),
    [
        pytest.param(NOTHING, None, Keep(None), id="nothing-to-do"),
        pytest.param(NOTHING, OWN, Keep(None), id="a-branch-left-over"),
        pytest.param(NOTHING, FOREIGN, Keep(None), id="somebody-else's-branch"),
        pytest.param(WANTED, pull(CURRENT), Keep(pull(CURRENT)), id="same-tree"),
        pytest.param(WANTED, None, Create(WANTED, None), id="new"),
        pytest.param(WANTED, OWN, Create(WANTED, OWN), id="new-on-a-branch-left-over"),
        pytest.param(WANTED, pull(OWN), Update(WANTED, pull(OWN)), id="another-tree"),
        pytest.param(NOTHING, pull(OWN), Close(pull(OWN)), id="difference-gone"),
        pytest.param(WANTED, FOREIGN, Blocked(None, FOREIGN), id="foreign-branch"),
        pytest.param(WANTED, pull(FOREIGN), Blocked(pull(FOREIGN), FOREIGN), id="foreign"),
        pytest.param(WANTED, pull(AMENDED), Blocked(pull(AMENDED), AMENDED), id="amended"),
        pytest.param(NOTHING, pull(FOREIGN), Blocked(pull(FOREIGN), FOREIGN), id="foreign-gone"),
    ],
)
def test_plan(wanted: Wanted, current: Pull | Tip | None, expected: Plan) -> None:
    """Every pair of what is wanted and what is there has one plan."""
    assert plan(wanted, current) == expected


@pytest.mark.parametrize(
    ("wanted", "current", "expected"),
    [
        pytest.param(WANTED, pull(FOREIGN), Keep(pull(FOREIGN)), id="same-tree"),
        pytest.param(WANTED, pull(AMENDED._replace(tree=OLD)), Update, id="another-tree"),
        pytest.param(WANTED, FOREIGN, Create(WANTED, FOREIGN), id="branch"),
        pytest.param(NOTHING, pull(FOREIGN), Close(pull(FOREIGN)), id="difference-gone"),
    ],
)
def test_overwrite(wanted: Wanted, current: Pull | Tip, expected: Plan | type) -> None:
    """Others' commits are in nobody's way where they may be overwritten."""
    found = plan(wanted, current, overwrite=True)
    assert found == expected or type(found) is expected


@pytest.mark.parametrize(
    "message",
    [
        f"x\n\nStudytrack-Update: {OLD}",
        f"x\n\nStudytrack-Update: {NEW} \n\nmore",
        f"Studytrack-Update: {NEW}x\n",
        f"x Studytrack-Update: {NEW}\n",
        f"x\n\n> Studytrack-Update: {NEW}\n",
        "",
    ],
    ids=["other-tree", "not-last", "longer", "in-a-line", "quoted", "empty"],
)
def test_foreign(message: str) -> None:
    """Only a message that ends with the mark of its own tree is the bot's."""
    assert not Tip("1" * 40, NEW, message).own
    assert Tip("1" * 40, NEW, message_of("any\n\ntext", NEW)).own
