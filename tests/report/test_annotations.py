"""Problems as workflow commands, which nothing in them can leave."""

from __future__ import annotations

import pytest

from studytrack.model import Problem
from studytrack.report.annotations import annotation
from studytrack.terms import Severity


def problem(severity=Severity.ERROR, message="m", **places):
    """A problem, anywhere."""
    return Problem(code="trailer-invalid", severity=severity, message=message, **places)


@pytest.mark.parametrize(
    ("given", "command"),
    [
        pytest.param(
            problem(path="a/b.md", line=3),
            "::error file=a/b.md,line=3,title=trailer-invalid::m\n",
            id="error",
        ),
        pytest.param(
            problem(Severity.WARNING, path="b.md"),
            "::warning file=b.md,title=trailer-invalid::m\n",
            id="warning without a line",
        ),
        pytest.param(
            problem(Severity.INFO, commit="a" * 40),
            "::notice title=trailer-invalid::commit aaaaaaaaaaaa: m\n",
            id="information on a commit",
        ),
        pytest.param(
            problem(message="100%\r\n::stop-commands::x", path="a,b:c%\n.md"),
            "::error file=a%2Cb%3Ac%25%0A.md,title=trailer-invalid::"
            "100%25%0D%0A::stop-commands::x\n",
            id="escapes",
        ),
        pytest.param(
            problem(message="\x1b[31m\u202e"),
            "::error title=trailer-invalid::\\x1b[31m\\u202e\n",
            id="hidden characters",
        ),
    ],
)
def test_annotations(given, command):
    """Each problem is one line, escaped as GitHub's toolkit escapes."""
    assert annotation(given) == command
