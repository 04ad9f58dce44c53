"""`NamedTuple` as typing has it, in a fifth of the time.

To make a class, typing compiles every annotation to see whether it may be a type. A type checker
sees that better, and studytrack has a hundred such classes, which every command waits for.

>>> class Span(NamedTuple):
...     start: int
...     end: int = 0
>>> Span(1)
Span(start=1, end=0)
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class _Maker(type):
        """Makes the class of a body: a tuple with its names and defaults, and all else in it."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            fields = body.get("__annotations__", {})
            defaults = [body.pop(field) for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])  # noqa: PYI024
            return type(name, (made, *bases[1:]), {"__slots__": (), **body})

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})
