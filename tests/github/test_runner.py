"""A workflow runs for real, and what it says comes back."""

import sys

import pytest

from tests.github import events
from tests.github.runner import run

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="act and its steps' bash are tried on Linux and macOS"
)

WORKFLOW = """
on: [push, pull_request]
jobs:
  update:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
        with: {fetch-depth: DEPTH}
      - id: tiny
        uses: ada/tiny@v1
        with: {mode: check}
"""
ACTION = """
name: Tiny
description: Says what it sees
inputs:
  mode: {description: A mode, default: update}
  token: {description: A token, default: "${{ github.token }}"}
outputs:
  mode: {description: The mode, value: "${{ steps.see.outputs.mode }}"}
  seen: {description: What it sees, value: "${{ steps.see.outputs.seen }}"}
runs:
  using: composite
  steps:
    - id: see
      shell: bash
      env:
        MODE: ${{ inputs.mode }}
        TOKEN: ${{ inputs.token }}
      run: |
        echo "mode=$MODE" >> "$GITHUB_OUTPUT"
        seen="$GITHUB_SHA $(git rev-parse HEAD) $(git rev-list --count HEAD)"
        echo "seen=$seen" >> "$GITHUB_OUTPUT"
        echo "# $GITHUB_REPOSITORY" >> "$GITHUB_STEP_SUMMARY"
        echo "::warning file=plan.md,line=3::careful"
        cat "$GITHUB_EVENT_PATH"
        test "$TOKEN" = token && test -n "$GITHUB_API_URL" && exit "${CODE:-0}"
"""


@pytest.fixture
def tiny(tmp_path):
    """A small action, where a workflow's ``uses`` finds it."""
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny/action.yml").write_text(ACTION)
    return {"ada/tiny@v1": tmp_path / "tiny"}


@pytest.mark.parametrize(
    ("depth", "count"), [pytest.param("1", "1", id="shallow"), pytest.param("0", "2", id="whole")]
)
def test_a_push(tmp_path, builder, hosted, tiny, depth, count):
    """Outputs, summary, annotations, event and checkout reach from one side to the other."""
    head = builder.commit("Second")
    hub = hosted(builder)
    workflow = WORKFLOW.replace("DEPTH", depth)
    done = run(tmp_path / "act", workflow, hub, payload=events.push(hub), actions=tiny)
    assert (done.code, done.outputs) == (
        0,
        {"tiny": {"mode": "check", "seen": f"{head} {head} {count}"}},
    )
    assert done.summary == "# ada/study\n"
    assert done.annotations == [("warning", "careful", "plan.md", "3")]
    assert f'"after": "{head}"' in done.log


def test_a_pull_request(tmp_path, builder, hosted, tiny):
    """A pull request runs on its merge with the base."""
    builder.branch("feature")
    builder.commit("Third", {"other.md": "x"})
    hub = hosted(builder)
    pull = hub.state.open("feature", "main", "Feature", by="ben")
    done = run(
        tmp_path / "act",
        WORKFLOW.replace("DEPTH", "0"),
        hub,
        event="pull_request",
        payload=events.pull_request(hub, pull),
        ref=events.merge_ref(hub, pull),
        actions=tiny,
    )
    merged = hub.state.git.say("rev-parse", "refs/pull/1/merge")
    assert done.outputs["tiny"]["seen"] == f"{merged} {merged} 3"


def test_a_failure(tmp_path, builder, hosted, tiny):
    """A step that fails fails the run."""
    hub = hosted(builder)
    workflow = WORKFLOW.replace("DEPTH", "1")
    done = run(tmp_path / "act", workflow, hub, actions=tiny, variables={"CODE": "3"})
    assert done.code == 1
    assert "Failure" in done.log
