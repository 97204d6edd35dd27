"""Records the machine keeps beside the values: the file that runs, objects with a class, what cannot be followed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from knexlint.evaluate.scope import Scope
from knexlint.evaluate.values import UNDEFINED, Function, Object, Site, Value
from knexlint.syntax import Node, span_of
from knexlint.text import Fragment, Span


@dataclass(frozen=True, slots=True)
class Opaque:
    """Statements may run here that cannot be followed; the item of a `Sent`. `limit`: the evaluation ended here."""

    reason: str
    site: Site
    limit: bool = False


class NodeSite(Site):
    """A place in the migration file; most are never asked for, so spans are made when they are."""

    __slots__ = ("_nodes",)
    __setattr__ = object.__setattr__
    foreign = False

    def __init__(self, call: Node, method: Node, arguments: Node | None) -> None:
        self._nodes = (call, method, arguments)

    @property
    def call(self) -> Span:  # type: ignore[override]
        return span_of(self._nodes[0])

    @property
    def method(self) -> Span:  # type: ignore[override]
        return span_of(self._nodes[1])

    @property
    def arguments(self) -> Span:  # type: ignore[override]
        call, _, arguments = self._nodes
        return Span(call.end_byte, call.end_byte) if arguments is None else span_of(arguments)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Site) and _spans(self) == _spans(other)

    def __hash__(self) -> int:
        return hash(_spans(self))

    def __repr__(self) -> str:
        return f"Site{_spans(self)}"


def _spans(site: Site) -> tuple[Span, Span, Span, bool]:
    return site.call, site.method, site.arguments, site.foreign


@dataclass(slots=True, eq=False)
class Code:
    """A file whose code runs. `foreign`: it is not the migration. `exports`: filled while it runs."""

    path: str
    foreign: bool
    scope: Scope
    exports: dict[str, Any] = field(default_factory=dict)
    done: bool = False


@dataclass(slots=True, eq=False)
class Instance(Object):
    """An object with a class. `hidden`: properties that are not enumerated, its own before those of `parents`."""

    constructor: Value = UNDEFINED
    hidden: dict[str, Value] = field(default_factory=dict)

    def find(self, name: str) -> Value | None:
        """A property that is not among its own items; None without one."""
        if name in self.hidden:
            return self.hidden[name]
        constructor = self.constructor
        while isinstance(constructor, Function):
            methods = constructor.properties.get("prototype")
            if isinstance(methods, Object) and name in methods.items:
                return methods.items[name]
            constructor = constructor.properties.get("__proto__", UNDEFINED)
        return None


@dataclass(slots=True, eq=False)
class Collection(Instance):
    """A Map (`pairs`) or a Set. Keys by their identity in JavaScript."""

    entries: dict[Any, tuple[Value, Value]] = field(default_factory=dict)
    pairs: bool = True


def error_object(message: str | Fragment, name: str = "Error") -> Instance:
    text = message if isinstance(message, Fragment) else Fragment.plain(message)
    return Instance(hidden={"message": text, "name": Fragment.plain(name), "stack": Fragment.plain(f"{name}: {text}")})


def error_message(value: Value) -> str:
    """What a program that throws this value says when it ends."""
    if isinstance(value, Instance) and isinstance(message := value.hidden.get("message"), Fragment):
        return message.text
    if isinstance(value, Fragment):
        return value.text
    return "it throws"
