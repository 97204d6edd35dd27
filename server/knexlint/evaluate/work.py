"""Records the machine keeps beside the values: the file that runs, objects with a class, what cannot be followed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from knexlint.evaluate.scope import Scope
from knexlint.evaluate.values import UNDEFINED, Array, Function, Guard, Object, Site, Unknown, Value
from knexlint.record import record
from knexlint.syntax import Node, span_of, text_of
from knexlint.text import Fragment, Span


@record
class Opaque:
    """Statements may run here that cannot be followed; the item of a `Sent`. `limit`: the evaluation ended here."""

    reason: str
    site: Site
    limit: bool = False


@dataclass(slots=True, eq=False)
class Thrown:
    """The program throws `value` here; the item of a `Sent`.

    `own`: with a `throw` of its own. `told`: another item says it.
    """

    value: Value
    site: Site
    own: bool = False
    told: bool = False


class NodeSite(Site):
    """A place in the migration file; most are never asked for, so spans are made when they are."""

    __slots__ = ("_foreign", "_nodes")
    __setattr__ = object.__setattr__

    def __init__(
        self, call: Node | Span, method: Node | Span, arguments: Node | Span | None, foreign: bool = False
    ) -> None:
        self._nodes = (call, method, arguments)
        self._foreign = foreign

    @property
    def call(self) -> Span:
        return _span(self._nodes[0])

    @property
    def method(self) -> Span:
        return _span(self._nodes[1])

    @property
    def arguments(self) -> Span:
        call, _, arguments = self._nodes
        if arguments is not None:
            return _span(arguments)
        end = _span(call).end
        return Span(end, end)

    @property
    def foreign(self) -> bool:
        return self._foreign

    @property
    def callee(self) -> str | None:
        """What is called, as Node spells it in its errors: `t.string(...).foo`."""
        call = self._nodes[0]
        if isinstance(call, Span) or call.type != "call_expression" or self._foreign:
            return None
        return _spelled(call.children[0])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Site) and _spans(self) == _spans(other)

    def __hash__(self) -> int:
        return hash(_spans(self))

    def __repr__(self) -> str:
        return f"Site{_spans(self)}"


def _spelled(node: Node) -> str:
    parts = node.children
    match node.type:
        case "identifier" | "this" | "super":
            return text_of(node)
        case "member_expression":
            return f"{_spelled(parts[0])}.{text_of(parts[-1])}"
        case "call_expression":
            return f"{_spelled(parts[0])}(...)"
        case "subscript_expression":
            return f"{_spelled(parts[0])}[...]"
        case "parenthesized_expression" | "non_null_expression" | "as_expression":
            return _spelled(next((part for part in parts if part.is_named), node))
    return "(intermediate value)"


def _span(place: Node | Span) -> Span:
    return place if isinstance(place, Span) else span_of(place)


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
    root: Node | None = None


@dataclass(slots=True, eq=False)
class Instance(Object):
    """An object with a class. `hidden`: properties that are not enumerated, its own before those of `parents`.

    `inherits`: `for … in` walks more than its own items.
    """

    constructor: Value = UNDEFINED
    hidden: dict[str, Value] = field(default_factory=dict)
    inherits: bool = False

    def find(self, name: str) -> Value | None:
        """A property that is not among its own items; None without one."""
        if name in self.hidden:
            return self.hidden[name]
        if name == "constructor" and isinstance(self.constructor, Function):
            return self.constructor
        constructor = self.constructor
        while isinstance(constructor, Function):
            methods = constructor.properties.get("prototype")
            if isinstance(methods, Object):
                if name in methods.items:
                    return methods.items[name]
                if not methods.complete:
                    return Unknown("a method whose name is not known", name)
            constructor = constructor.properties.get("__proto__", UNDEFINED)
        return constructor if isinstance(constructor, Unknown) else None


@dataclass(slots=True, eq=False)
class Collection(Instance):
    """A Map (`pairs`) or a Set. Keys by their identity in JavaScript."""

    entries: dict[Any, tuple[Value, Value]] = field(default_factory=dict)
    pairs: bool = True


_NO_GUARD = Guard(None)


@record
class Unsure(Unknown):
    """One of two values, a builder or a promise among them: which one is not known, but either may be waited for."""

    guard: Guard = field(default=_NO_GUARD, compare=False)
    yes: Value = field(default=UNDEFINED, compare=False)
    no: Value = field(default=UNDEFINED, compare=False)


class Iterator(Array):
    """Elements that can be taken once."""

    __slots__ = ()


class PartialArray(Array):
    """A list of which not all is known. `rest`: what stands for each element that is not; `reason`: why."""

    __slots__ = ("reason", "rest")

    def __init__(self, items: list[Value], reason: str, rest: list[Value]) -> None:
        super().__init__(items, complete=False)
        self.reason = reason
        self.rest = rest


def error_object(message: str | Fragment, name: str = "Error") -> Instance:
    text = message if isinstance(message, Fragment) else Fragment.plain(message)
    return Instance(hidden={"message": text, "name": Fragment.plain(name), "stack": Fragment.plain(f"{name}: {text}")})


def give_cause(made: Instance, options: Value) -> None:
    """`new Error(message, { cause })`."""
    if isinstance(options, Object) and options.complete:
        made.hidden.update({"cause": options.items["cause"]} if "cause" in options.items else {})
    elif options is not UNDEFINED:
        made.complete = False


def error_message(value: Value) -> str:
    """What a program that throws this value says when it ends."""
    if isinstance(value, Instance) and isinstance(message := value.hidden.get("message"), Fragment):
        return message.text
    if isinstance(value, Fragment):
        return value.text
    return "it throws"
