"""`pattern`: what ``re.compile`` gives, compiled when it is first used.

A command uses less than half of the patterns that its modules have, and would wait for them all.

>>> pattern("[0-9]+").findall("1 or 22")
['1', '22']
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

__all__ = ["pattern"]

if TYPE_CHECKING:
    from re import compile as pattern
else:

    class pattern:  # noqa: N801 (a function to whoever uses it)
        """A pattern that becomes itself when something is asked of it."""

        def __init__(self, *given: Any) -> None:  # noqa: ANN401 (as ``re.compile`` takes it)
            self._given = given

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever a pattern has)
            compiled = re.compile(*self.__dict__["_given"])
            self.__dict__.update(
                (own, getattr(compiled, own)) for own in dir(compiled) if own[0] != "_"
            )
            return getattr(compiled, name)
