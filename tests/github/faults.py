"""What goes wrong between a client and GitHub, on purpose and at a known moment."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.github.exchange import Answer, RefusalError, Request

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Fault:
    """What happens to some requests: those whose ``METHOD /path`` the pattern is found in.

    It strikes from the ``nth`` matching request on, as many ``times`` as told. ``before`` runs
    first; then the request is carried out if it ``acts``; then the answer given here replaces
    the true one, or the connection drops.
    """

    pattern: str
    answer: Answer | None = None
    nth: int = 1
    times: int = 1
    acts: bool = False
    drops: bool = False
    before: Callable[[], object] | None = None
    seen: int = field(default=0, init=False)

    def strikes(self, request: Request) -> bool:
        """Counts a request, and says whether it is one of those."""
        if not re.search(self.pattern, str(request)):
            return False
        self.seen += 1
        return self.nth <= self.seen < self.nth + self.times


def dropped(pattern: str, *, acts: bool, nth: int = 1, times: int = 1) -> Fault:
    """The connection ends without an answer, before or after the request was carried out."""
    return Fault(pattern, nth=nth, times=times, acts=acts, drops=True)


def failing(
    pattern: str,
    status: int = 502,
    message: str = "Server Error",
    *,
    acts: bool = False,
    nth: int = 1,
    times: int = 1,
) -> Fault:
    """Another answer than the true one, before or after the request was carried out."""
    return Fault(pattern, RefusalError(status, message).answer, nth=nth, times=times, acts=acts)


def limited(
    pattern: str, *, status: int = 403, retry_after: int | None = None, nth: int = 1, times: int = 1
) -> Fault:
    """A rate limit: the secondary one if there is a time to retry after, else the hourly one."""
    if retry_after is None:
        said = "API rate limit exceeded for installation."
        headers = {"x_ratelimit_remaining": "0", "x_ratelimit_reset": str(int(time.time()) + 60)}
    else:
        said = "You have exceeded a secondary rate limit. Please wait a few minutes."
        headers = {"retry_after": str(retry_after)}
    return Fault(pattern, RefusalError(status, said, **headers).answer, nth=nth, times=times)


def meanwhile(
    pattern: str, happens: Callable[[], object], *, nth: int = 1, times: int = 1
) -> Fault:
    """Something happens just before the request is carried out truly."""
    return Fault(pattern, nth=nth, times=times, acts=True, before=happens)
