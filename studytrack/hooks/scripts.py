"""The scripts that git runs as hooks: POSIX sh, and as little of it as will do.

A script calls the hook that was there before it, leaves at once where nothing concerns
studytrack, and never stands in the way of a commit because studytrack itself is gone or broken.
See https://git-scm.com/docs/githooks.
"""

from __future__ import annotations

import re
from enum import StrEnum

from studytrack.patterns import pattern

REFUSED = 65
"""The exit status that stops a commit; a Python that cannot run studytrack ends with another."""

KEPT = ".before-studytrack"
"""What follows the name of a hook that was there before ours."""


class Hook(StrEnum):
    """A hook of git's that studytrack has something to say in, by git's name for it."""

    PREPARE = "prepare-commit-msg"
    CHECK = "commit-msg"


class Author(StrEnum):
    """Who wrote a hook, as far as its text tells."""

    STUDYTRACK = "studytrack"
    CHANGED = "changed"
    OTHER = "other"


_HEAD = b"#!/bin/sh\n# studytrack wrote this hook; to take it away: studytrack hooks remove\n"
_SEAL = pattern(rb"# sha256 of what follows: ([0-9a-f]{64})\n")

_NAME = pattern(
    rb"\bbasename\b|\$0\.|\$\{0(?:##|\}\.)|\bPROGRAM_NAME\b|\bargv ?\[ ?0 ?\]", re.IGNORECASE
)

_PURPOSE = {
    Hook.PREPARE: b"Suggests a trailer for the notes that are staged.",
    Hook.CHECK: b"Refuses a message with a Study- trailer that cannot be read.",
}

_CHAIN = rb"""# %s

before=$0.before-studytrack
if [ -x "$before" ]; then
	"$before" "$@" || exit
fi
"""

_LEAVE = {
    Hook.PREPARE: rb"""[ "${GIT_EDITOR-}" != : ] || exit 0 # nobody would see it
case ${2-} in '' | template) ;; *) exit 0 ;; esac
""",
    Hook.CHECK: rb"""LC_ALL=C grep -q -i -e study- -- "$1" || exit 0
""",
}

_RUN = rb"""
file=$1 source=${2-}
run() { # whatever ends it but an answer is not the commit's fault
	"$@" hooks run %s "$file" "$source" 2>/dev/null
	case $? in
	0) exit 0 ;;
	%d) exit 1 ;;
	esac
}
python=%s
[ -x "$python" ] && run "$python" -P -m studytrack
command -v studytrack >/dev/null 2>&1 && run studytrack
"""

_GONE = {
    Hook.PREPARE: b"exit 0\n",
    Hook.CHECK: rb"""echo "studytrack: not installed any more, so no Study- trailer was checked;" \
	"install it again, or take $0 away" >&2
exit 0
""",
}


def script(hook: Hook, python: bytes) -> bytes:
    """The text of a hook.

    Args:
        hook: which of git's hooks.
        python: the interpreter that studytrack is installed for, as the system names it.
    """
    body = (
        _CHAIN % _PURPOSE[hook]
        + _LEAVE[hook]
        + _RUN % (hook.encode(), REFUSED, quoted(python))
        + _GONE[hook]
    )
    return _HEAD + b"# sha256 of what follows: %s\n" % _sum(body) + body


def author(text: bytes) -> Author:
    """Who wrote the text of a hook: what studytrack wrote is sealed.

    >>> author(script(Hook.CHECK, b"/usr/bin/python3")).value
    'studytrack'
    """
    if not text.startswith(_HEAD):
        return Author.CHANGED if b"studytrack hooks run" in text else Author.OTHER
    seal = _SEAL.match(text, len(_HEAD))
    if seal is None or _sum(text[seal.end() :]) != seal[1]:
        return Author.CHANGED
    return Author.STUDYTRACK


def _sum(body: bytes) -> bytes:
    from hashlib import sha256  # takes a while, and what a hook runs has no need of it

    return sha256(body).hexdigest().encode()


def minds_its_name(text: bytes) -> bool:
    """Whether a hook looks at what it is called, so that it does less, or else, by another name.

    >>> minds_its_name(b'exec "hooks.d/$(basename "$0")" "$@"')
    True
    """
    return _NAME.search(text) is not None


def quoted(word: bytes) -> bytes:
    r"""A word as a shell takes it, whatever it holds.

    >>> quoted(b"it's")
    b"'it'\\''s'"
    """
    return b"'" + word.replace(b"'", rb"'\''") + b"'"
