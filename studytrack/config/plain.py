"""The config of values that are plainly right, by the types and checks that its models name.

pydantic does the same, and tells what is wrong; but its validator takes longer to build than
all else that a small config needs, and most configs have nothing wrong.
"""

from __future__ import annotations

from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
)

from pydantic import AfterValidator, PlainValidator, Strict, WithJsonSchema

from studytrack.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_Model = TypeVar("_Model", bound=Model)


def key_of(name: str) -> str:
    """The name in TOML of a model's field."""
    return name.replace("_", "-")


def plain(model: type[_Model], values: Mapping[str, object]) -> _Model:
    """The model of a table; keys that are left out have their defaults.

    Raises:
        ValueError: something is not plainly right; pydantic tells whether it is wrong.
    """
    names = {key_of(name): name for name in model.model_fields}
    if not values.keys() <= names.keys():
        raise ValueError
    found: dict[str, Any] = {}
    for key, value in values.items():
        field = model.model_fields[names[key]]
        found[names[key]] = _checked(field.annotation, field.metadata, value)
    return cast("_Model", model.model_construct(**found))


def _checked(kind: object, checks: Sequence[object], value: object) -> object:
    """A value of a type, as the checks beside it leave it."""
    if not any(isinstance(check, PlainValidator) for check in checks):
        value = _typed(kind, value)
    for check in checks:
        match check:
            case AfterValidator(func=tidied) | PlainValidator(func=tidied):
                value = cast("Callable[[object], object]", tidied)(value)
            case WithJsonSchema() | Strict(strict=False):
                pass
            case _:
                raise ValueError
    return value


def _typed(kind: object, value: object) -> object:
    """A value that is of a type as it stands; a list stands for a tuple."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _checked(arguments[0], arguments[1:], value)
    if origin in {Union, UnionType} and arguments[1:] == (NoneType,):
        return _typed(arguments[0], value)
    if origin is Literal and isinstance(value, str) and value in arguments:
        return value
    if origin is tuple and isinstance(value, list):
        return tuple(_typed(arguments[0], one) for one in value)
    if kind in {str, bool} and type(value) is kind:
        return value
    if isinstance(kind, type) and issubclass(kind, Model) and isinstance(value, dict):
        return plain(kind, value)
    raise ValueError
