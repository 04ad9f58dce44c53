"""`NamedTuple` as typing has it, in a fifth of the time.

To make a class, typing compiles every annotation to see whether it may be a type. A type checker
sees that better, and studytrack has a hundred such classes, which every command waits for.

>>> class Span(NamedTuple):
...     start: int
...     end: int = 0
>>> Span(1)
Span(start=1, end=0)

`Distinct` makes the same, but that a value equals none of another class: of kinds that have the
same fields, one is not the other.

>>> class Start(Distinct):
...     task: str
>>> class Done(Distinct):
...     task: str
>>> Start("1.1") == Start("1.1"), Start("1.1") == Done("1.1")
(True, False)
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

__all__ = ["Distinct", "NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
    from typing import NamedTuple as Distinct
else:

    class _OfOneKind:
        """Equality within one class."""

        __slots__ = ()
        __hash__ = tuple.__hash__

        def __eq__(self, other: object) -> bool:
            return type(self) is type(other) and tuple.__eq__(self, other)

        def __ne__(self, other: object) -> bool:
            return not self == other

    class _Maker(type):
        """Makes the class of a body: a tuple with its names and defaults, and all else in it."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            fields = body.get("__annotations__", {})
            defaults = [body.pop(field) for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])  # noqa: PYI024
            kind, *others = bases
            return type(name, (*kind.above, made, *others), {"__slots__": (), **body})

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {"above": ()})
    Distinct = type.__new__(_Maker, "Distinct", (), {"above": (_OfOneKind,)})
