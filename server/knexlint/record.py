"""Immutable data classes that are cheap to define and to make. Knows nothing of what they hold.

`@record` is `@dataclass(frozen=True, slots=True)` with one difference: the type checker, and not the running program,
refuses assignments. Python needs 0.36 ms to define such a dataclass, three times what a record takes. There are
hundreds, and every start of the command line and of the server waits for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, field
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")


@overload
def record(cls: type[T], /) -> type[T]: ...
@overload
def record(*, kw_only: bool = False, order: bool = False) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: Any = None, /, *, kw_only: bool = False, order: bool = False) -> Any:
    if cls is None:
        return lambda own: _record(own, kw_only, order)
    return _record(cls, kw_only, order)


def _record(cls: type[Any], kw_only: bool, order: bool) -> type[Any]:
    own = dict(vars(cls))
    inherited: dict[str, Field[Any]] = {}
    for base in reversed(cls.__mro__[1:]):
        inherited |= getattr(base, "__dataclass_fields__", {})
    added = {name: _field(name, own.pop(name, MISSING), kw_only) for name in own.get("__annotations__", ())}
    fields = inherited | added
    values = _getter([each.name for each in fields.values() if each.compare])

    def equal(self: Any, other: Any) -> Any:
        return values(self) == values(other) if other.__class__ is made else NotImplemented

    def digest(self: Any) -> int:
        return hash(values(self))

    def before(self: Any, other: Any) -> Any:
        return values(self) < values(other) if other.__class__ is made else NotImplemented

    own |= {
        "__slots__": tuple(name for name in added if name not in inherited),
        "__match_args__": tuple(each.name for each in fields.values() if not each.kw_only),
        "__dataclass_fields__": fields,
        "__init__": _init(fields),
        "__eq__": own.get("__eq__") or equal,
        "__hash__": own.get("__hash__") or digest,
        "__repr__": own.get("__repr__", _repr),
    }
    if order:
        own["__lt__"] = before
    for name in ("__dict__", "__weakref__"):
        own.pop(name, None)
    meta: Any = type(cls)
    made: type[Any] = meta(cls.__name__, cls.__bases__, own)
    return made


def _field(name: str, default: Any, kw_only: bool) -> Field[Any]:
    made: Field[Any] = default if isinstance(default, Field) else field(default=default)
    made.name, made.kw_only = name, kw_only
    return made


def _init(fields: dict[str, Field[Any]]) -> Any:
    """`__init__`, from source, as dataclasses make theirs."""
    names: dict[str, Any] = {"MISSING": MISSING}
    given: dict[bool, list[str]] = {False: [], True: []}
    lines: list[str] = []
    for name, each in fields.items():
        value = shown = name
        if each.default_factory is not MISSING:
            names[f"make_{name}"] = each.default_factory
            shown, value = f"{name}=MISSING", f"make_{name}() if {name} is MISSING else {name}"
        elif each.default is not MISSING:
            names[f"default_{name}"] = each.default
            shown = f"{name}=default_{name}"
        given[bool(each.kw_only)].append(shown)
        lines.append(f" self.{name} = {value}")
    parameters = ["self", *given[False], *(["*", *given[True]] if given[True] else [])]
    exec("\n".join((f"def __init__({', '.join(parameters)}):", *lines, " pass")), names)
    return names["__init__"]


def _getter(names: list[str]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else lambda _: ()


if TYPE_CHECKING:
    from dataclasses import replace as replace
else:

    def replace(held, /, **changes):
        """A copy of a record with some of its fields changed, as `dataclasses.replace`, in a fifth of the time."""
        made = _copier(held.__class__)(held)
        for name, value in changes.items():
            setattr(made, name, value)
        return made


@cache
def _copier(made: type[Any]) -> Callable[[Any], Any]:
    """A function that copies records of one class. Its code is made as dataclasses make theirs: a loop takes thrice as
    long, and the catalog copies all the time. What extends a record without being one is copied as that record."""
    kind = next(each for each in made.__mro__ if "__dataclass_fields__" in vars(each))
    lines = [f" made.{name} = held.{name}" for name in made.__dataclass_fields__]
    names: dict[str, Any] = {"new": object.__new__, "kind": kind}
    exec("\n".join(("def copy(held):", " made = new(kind)", *lines, " return made")), names)
    return names["copy"]  # type: ignore[no-any-return]


def _repr(self: Any) -> str:
    shown = (f"{each.name}={getattr(self, each.name)!r}" for each in self.__dataclass_fields__.values() if each.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"
