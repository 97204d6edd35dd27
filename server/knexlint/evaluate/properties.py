"""What `value.name` gives, for each kind of value, where it is not called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knexlint.evaluate import functions, members
from knexlint.evaluate.convert import NotKnown, known_text
from knexlint.evaluate.language import BUILTIN_NAMES, OBJECT_NAMES
from knexlint.evaluate.natures import part_of
from knexlint.evaluate.values import (
    UNDEFINED,
    Argument,
    Array,
    Choice,
    Function,
    Guard,
    Host,
    Object,
    RegExp,
    Site,
    Unknown,
    Value,
)
from knexlint.evaluate.work import Collection, Instance, Iterator, error_object
from knexlint.syntax import Node
from knexlint.text import Fragment

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine


class TaggedStrings(Array):
    """The first argument of a tag function."""

    __slots__ = ("raw",)

    def __init__(self, items: list[Value], raw: Array) -> None:
        super().__init__(items)
        self.raw = raw


def get(m: Machine, value: Value, name: str | None, node: Node, parts: list[Node]) -> Value:
    """`value.name` where it is not called."""
    if isinstance(value, Host):
        if name is None:
            return Unknown(f"a property of {value.label}")
        return value.get(name, m.site(node, parts[-1]), m)
    if name is None:
        return Unknown("a property whose name is not known") if not isinstance(value, Unknown) else part_of(value, None)
    if isinstance(value, Unknown) and is_optional(parts):
        return Unknown(value.reason, name)
    return property_of(m, value, name, m.site(node, parts[-1]))


def property_of(m: Machine, value: Value, name: str, site: Site) -> Value:
    if isinstance(value, Object):
        return object_property(m, value, name)
    if isinstance(value, Unknown):
        _may_be_missing(m, value, name)
        return part_of(value, name)
    if isinstance(value, Array):
        return _array_property(m, value, name)
    if isinstance(value, Fragment):
        return _text_property(m, value, name)
    if value is None or value is UNDEFINED:
        kind = "null" if value is None else "undefined"
        return m.throw(f"Cannot read properties of {kind} (reading '{name}')", site, kind="TypeError")
    if isinstance(value, Function):
        return _function_property(m, value, name)
    if isinstance(value, RegExp) and name not in ("test", "exec"):
        return Fragment.plain(value.source) if name == "source" else Unknown(f"{name} of a regular expression", name)
    if isinstance(value, Choice):
        return m.each(value, lambda one: property_of(m, one, name, site))
    if isinstance(value, Host):
        return value.get(name, site, m)
    return bound(m, value, name)


def _may_be_missing(m: Machine, value: Unknown, name: str) -> None:
    """Reading a property of a row that the database may not have throws."""
    if value.nature != "row?" or any(guard.probe is None for guard in m.holding):
        return
    guard = Guard(None, reason=f"it depends on whether there is a row ({value.reason})")
    message = f"Cannot read properties of undefined (reading '{name}')"
    m.throws_under(guard, error_object(message))


def object_property(m: Machine, value: Object, name: str) -> Value:
    found = value.items.get(name)
    if found is not None or name in value.items:
        return members.read(m, found, value)
    if isinstance(value, Instance):
        hidden = value.find(name)
        if hidden is not None:
            return members.read(m, hidden, value)
    if not value.complete:
        if type(value).__name__ == "Environment":
            return Unknown(f"process.env.{name}", name, "text?")
        return Unknown("a property of an object that is not wholly known", name)
    if name == "size" and isinstance(value, Collection):
        return len(value.entries)
    if type(value) is Object and name not in OBJECT_NAMES and m.method(value, name) is None:
        return UNDEFINED
    return bound(m, value, name)


def _array_property(m: Machine, value: Array, name: str) -> Value:
    if isinstance(value, TaggedStrings) and name == "raw":
        return value.raw
    if isinstance(value, Iterator):
        return bound(m, value, name)
    if name == "length":
        return (
            len(value.items) if value.complete else Unknown("the length of a list that is not wholly known", "length")
        )
    if name.isdigit():
        index = int(name)
        if index < len(value.items):
            return value.items[index]
        return UNDEFINED if value.complete else Unknown("an element of a list that is not wholly known", "element")
    return bound(m, value, name)


def _text_property(m: Machine, value: Fragment, name: str) -> Value:
    if name != "length" and not name.isdigit():
        return bound(m, value, name)
    try:
        text = known_text(value)
    except NotKnown as reason:
        return reason.value
    if name == "length":
        return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
    if max(text, default="") > "\uffff":
        return Unknown("a position in a text with characters of two units")
    index = int(name)
    return value.slice(index, index + 1) if index < len(text) else UNDEFINED


def _function_property(m: Machine, value: Function, name: str) -> Value:
    constructor: Value = value
    while isinstance(constructor, Function):
        if name in constructor.properties:
            return members.read(m, constructor.properties[name], value)
        constructor = constructor.properties.get("__proto__", UNDEFINED)
    if isinstance(constructor, Unknown):
        return Unknown(constructor.reason, name)
    if name == "name":
        return Fragment.plain(value.name)
    if isinstance(value, functions.Closure):
        if name == "length":
            return functions.count_parameters(value)
        if name == "prototype" and value.node.type != "arrow_function":
            made = value.properties[name] = Object()
            return made
    found = bound(m, value, name)
    return Unknown(f"{value.name}.{name}", name) if found is UNDEFINED and value.node is None else found


def bound(m: Machine, value: Value, name: str) -> Value:
    """A method of the language, taken as a value."""
    method = m.method(value, name)
    if method is None:
        return Unknown(f"what {name} is", name) if name in BUILTIN_NAMES else UNDEFINED

    def call(arguments: Sequence[Argument], this: Value, site: Site) -> Value:
        receiver = value if this is UNDEFINED else m.decided(this)
        if receiver is not value and m.method(receiver, name) is not method:
            return m.lost(Unknown(f"what {name}() gives", name), arguments, receiver, site, name)
        return m.builtin(method, receiver, arguments, site)

    return Function(name, call)


def is_optional(parts: list[Node]) -> bool:
    """Whether `?.` stands in a link."""
    return any(part.type in ("optional_chain", "?.") for part in parts)
