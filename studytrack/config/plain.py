"""The config of values that are plainly right, by the types and checks that its models name.

pydantic does the same, and tells what is wrong; but its validator takes longer to build than
all else that a small config needs, and most configs have nothing wrong.
"""

from __future__ import annotations

from dataclasses import fields
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
    get_type_hints,
)

from studytrack.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core.core_schema import CoreSchema

_Model = TypeVar("_Model", bound=Model)


class Checked:
    """A value of a type, as a function leaves it, which raises ValueError where it is not allowed.

    Attributes:
        check: the function.
        schema: what JSON Schema says of it, where that is more than of the type.
    """

    def __init__(
        self, check: Callable[[Any], object], schema: Mapping[str, object] | None = None
    ) -> None:
        self.check = check
        self.schema = schema

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """What pydantic asks of whatever stands in an annotation."""
        from pydantic import AfterValidator

        return AfterValidator(self.check).__get_pydantic_core_schema__(source, handler)

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """The same, for the schema."""
        return dict(self.schema or handler(core))


class Converted(Checked):
    """The same of a value of whatever type."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """What pydantic asks of whatever stands in an annotation."""
        from pydantic_core.core_schema import no_info_plain_validator_function

        return no_info_plain_validator_function(self.check)  # serialised as whatever it is


def key_of(name: str) -> str:
    """The name in TOML of a model's field."""
    return name.replace("_", "-")


def plain(model: type[_Model], values: Mapping[str, object]) -> _Model:
    """The model of a table; keys that are left out have their defaults.

    Raises:
        ValueError: something is not plainly right; pydantic tells whether it is wrong.
    """
    kinds = get_type_hints(model, include_extras=True)
    names = {key_of(one.name): one.name for one in fields(cast("Any", model))}
    if not values.keys() <= names.keys():
        raise ValueError
    return model(**{names[key]: _typed(kinds[names[key]], one) for key, one in values.items()})


def _checked(kind: object, checks: Sequence[object], value: object) -> object:
    """A value of a type, as the checks beside it leave it."""
    if not any(isinstance(check, Converted) for check in checks):
        value = _typed(kind, value)
    for one in checks:
        if not isinstance(one, Checked):
            raise ValueError  # noqa: TRY004
        value = one.check(value)
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
