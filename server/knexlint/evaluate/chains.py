"""Chains of member accesses and calls, walked from their base outwards: `knex.schema.alterTable(…)`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knexlint.evaluate import functions, members
from knexlint.evaluate.convert import NotKnown, known_text, property_key, to_int
from knexlint.evaluate.language import BUILTIN_NAMES
from knexlint.evaluate.literals import fragment_of
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
from knexlint.evaluate.work import Collection, Instance, Iterator, Unsure, error_object
from knexlint.syntax import Node, text_of
from knexlint.text import Fragment

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine
    from knexlint.evaluate.scope import Scope

_LINKS = frozenset({"call_expression", "member_expression", "subscript_expression", "non_null_expression"})
_STOP = object()


def chain(m: Machine, node: Node, scope: Scope) -> Value:
    links: list[Node] = []
    while node.type in _LINKS:
        links.append(node)
        node = node.children[0]
    m.charge(len(links))
    if node.type == "import" and links:
        return _import(m, node, links, scope)
    if node.type == "import":
        value: Value = Unknown("a file that is imported when it runs")
    elif node.type == "super":
        return _super(m, node, links, scope)
    else:
        value = m.evaluate(node, scope)
    return _walk(m, value, node, links, len(links) - 1, scope)


def _import(m: Machine, base: Node, links: list[Node], scope: Scope) -> Value:
    """`import('./file')`, and what hangs on it."""
    from knexlint.evaluate import modules, promises

    call, at = links[-1], len(links) - 2
    given = call.children[-1]
    arguments = arguments_of(m, given, scope) if given.type == "arguments" else []
    wanted = m.decided(arguments[0].value) if arguments else UNDEFINED
    value: Value = Unknown("a file that is imported when it runs")
    site = m.site(call, base, given)
    if isinstance(wanted, Fragment) and not wanted.holes:
        value = promises.resolved(modules.namespace(m, wanted.text, m.code, site), site)
    return _walk(m, value, base, links, at, scope)


def _super(m: Machine, base: Node, links: list[Node], scope: Scope) -> Value:
    """`super(…)`, `super.name(…)`, and what hangs on it."""
    from knexlint.evaluate import classes

    if not links:
        return Unknown("super")
    node, at = links[-1], len(links) - 2
    if node.type == "call_expression":
        given = node.children[-1]
        value = classes.call_super(m, scope, arguments_of(m, given, scope), m.site(node, base, given))
        return _walk(m, value, base, links, at, scope)
    name = text_of(node.children[-1]) if node.type == "member_expression" else _index(m, node, scope)
    value, this = classes.inherited(m, scope, name)
    if at >= 0 and links[at].type == "call_expression":
        call = links[at]
        value, at = _call(m, value, this, call, call.children, node.children[-1], scope), at - 1
    return _walk(m, members.read(m, value, this), base, links, at, scope)


def _walk(m: Machine, value: Value, base: Node, links: list[Node], at: int, scope: Scope) -> Value:
    """Follow `links[at]` down to `links[0]` from `value`, the value of the expression inside `links[at]`."""
    while at >= 0:
        node = links[at]
        kind = node.type
        if kind == "non_null_expression":
            at -= 1
            continue
        if type(value) is Choice or type(value) is Unsure:
            value = m.decided(value)
            if isinstance(value, (Choice, Unsure)):
                return m.each(value, lambda one, at=at: _walk(m, one, base, links, at, scope))  # type: ignore[misc]
        parts = node.children
        if (value is None or value is UNDEFINED) and _optional(parts):
            return UNDEFINED
        if kind == "call_expression":
            value = _call(m, value, UNDEFINED, node, parts, _token(node), scope)
            at -= 1
            continue
        name = text_of(parts[-1]) if kind == "member_expression" else _index(m, node, scope)
        follower = links[at - 1] if at > 0 else None
        if follower is not None and follower.type == "non_null_expression" and at > 1:
            at -= 1
            follower = links[at - 1]
        if follower is None or follower.type != "call_expression":
            value = get(m, value, name, node, parts)
            at -= 1
            continue
        at -= 2
        if name is None:
            value = _call_unknown_name(m, value, follower, parts, scope)
        else:
            value = _call_method(m, value, name, follower, node, scope)
        if value is _STOP:
            return UNDEFINED
    return value


def _optional(parts: list[Node]) -> bool:
    return any(part.type in ("optional_chain", "?.") for part in parts)


def _token(call: Node) -> Node:
    """The token that names what is called."""
    node = call.children[0]
    while node.type in ("member_expression", "call_expression", "non_null_expression", "parenthesized_expression"):
        node = node.children[
            -1 if node.type == "member_expression" else 1 if node.type == "parenthesized_expression" else 0
        ]
        if node.type == "property_identifier":
            break
    return node


def _index(m: Machine, node: Node, scope: Scope) -> str | None:
    index = node.child_by_field_name("index")
    if index is None:
        return None
    try:
        return property_key(m.decided(m.evaluate(index, scope)))
    except NotKnown:
        return None


# --- properties -------------------------------------------------------------------------------------------------------


def get(m: Machine, value: Value, name: str | None, node: Node, parts: list[Node]) -> Value:
    """`value.name` where it is not called."""
    if isinstance(value, Host):
        if name is None:
            return Unknown(f"a property of {value.label}")
        return value.get(name, m.site(node, parts[-1]), m)
    if name is None:
        return Unknown("a property whose name is not known") if not isinstance(value, Unknown) else part_of(value, None)
    if isinstance(value, Unknown) and _optional(parts):
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


# --- calls ------------------------------------------------------------------------------------------------------------


def _call(m: Machine, callee: Value, this: Value, node: Node, parts: list[Node], token: Node, scope: Scope) -> Value:
    given = parts[-1]
    if given.type == "template_string":
        return _tagged(m, callee, this, node, given, token, scope)
    arguments = arguments_of(m, given, scope)
    return m.invoke(callee, arguments, this, m.site(node, token, given), text_of(token))


def _call_method(m: Machine, value: Value, name: str, call: Node, member: Node, scope: Scope) -> Value:
    parts = member.children
    token, given = parts[-1], call.children[-1]
    if isinstance(value, Host) and given.type == "arguments":
        site = m.site(call, token, given)
        if value.thenable and name in ("then", "catch", "finally"):
            own = m.method(value, name)
            if own is not None:
                return m.builtin(own, value, arguments_of(m, given, scope), site)
        method = value.get(name, site, m)
        arguments = arguments_of(m, given, scope)
        return m.invoke(method, arguments, value, site, f"{value.label}.{name}")
    optional = len(call.children) != 2 and _optional(call.children)
    if not isinstance(value, (Host, Object, Function, Unknown)) or given.type != "arguments":
        own = m.method(value, name)
        if own is not None and given.type == "arguments":
            return m.builtin(own, value, arguments_of(m, given, scope), m.site(call, token, given))
    found = get(m, value, name, member, parts)
    if optional and (found is None or found is UNDEFINED):
        return _STOP  # type: ignore[return-value]
    if found is UNDEFINED and not (value is None or value is UNDEFINED or _known_missing(value)):
        found = Unknown(f"what {name}() gives", name)
    return _call(m, found, value, call, call.children, token, scope)


def _known_missing(value: Value) -> bool:
    """The language has no such method either: calling it throws."""
    return isinstance(value, (functions.Closure, Object)) and not isinstance(value, Instance)


def _call_unknown_name(m: Machine, value: Value, call: Node, parts: list[Node], scope: Scope) -> Value:
    reason = value.reason if isinstance(value, Unknown) else "a method whose name is not known"
    return _call(m, Unknown(reason), value, call, call.children, parts[-1], scope)


def arguments_of(m: Machine, node: Node, scope: Scope) -> list[Argument]:
    arguments: list[Argument] = []
    for child in node.children:
        kind = child.type
        if kind in ("(", ",", ")", "comment"):
            continue
        if kind == "spread_element":
            arguments += _spread(m, child, scope)
            continue
        value = m.evaluate(child, scope)
        arguments.append(Argument(m.decided(value) if type(value) is Choice else value, m.span(child)))
    return arguments


def _spread(m: Machine, node: Node, scope: Scope) -> list[Argument]:
    span = m.span(node)
    values = m.elements(m.evaluate(node.named_children[-1], scope))
    if isinstance(values, Unknown):
        return [Argument(values, span)]
    found = [Argument(value, values.span(index) or span) for index, value in enumerate(values.items)]
    if not values.complete:
        found.append(Argument(Unknown("elements of a list that is not wholly known"), span))
    return found


def _tagged(m: Machine, callee: Value, this: Value, node: Node, given: Node, token: Node, scope: Scope) -> Value:
    cooked: list[Value] = []
    raw: list[Value] = []
    values: list[Argument] = []
    run: list[Node] = []
    for child in [*given.children, None]:
        if child is not None and child.type != "template_substitution":
            run.append(child)
            continue
        inner = [part for part in run if part.type != "`"]
        cooked.append(fragment_of(inner, m.foreign))
        raw.append(_raw(m, inner))
        run = []
        if child is not None:
            expression = next((part for part in child.named_children if part.type != "comment"), None)
            value = m.evaluate(expression, scope) if expression is not None else UNDEFINED
            values.append(Argument(value, m.span(child)))
    strings = Instance(items={str(index): text for index, text in enumerate(cooked)}, hidden={"raw": Array(raw)})
    first: Value = TaggedStrings(cooked, raw=Array(raw))
    del strings
    site = m.site(node, token, given)
    return m.invoke(callee, [Argument(first, site.arguments), *values], this, site, text_of(token))


class TaggedStrings(Array):
    """The first argument of a tag function."""

    __slots__ = ("raw",)

    def __init__(self, items: list[Value], raw: Array) -> None:
        super().__init__(items)
        self.raw = raw


def _raw(m: Machine, parts: list[Node]) -> Fragment:
    pieces = []
    for part in parts:
        text = text_of(part).replace("\r\n", "\n")
        pieces.append(Fragment.plain(text) if m.foreign else Fragment.verbatim(text, part.start_byte))
    return Fragment.join(pieces)


def index_of(value: Value) -> int:
    return to_int(value)
