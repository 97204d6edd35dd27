"""Chains of member accesses and calls, walked from their base outwards: `knex.schema.alterTable(…)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knexlint.evaluate import functions, members
from knexlint.evaluate.convert import NotKnown, property_key
from knexlint.evaluate.literals import fragment_of
from knexlint.evaluate.properties import TaggedStrings, get, is_optional
from knexlint.evaluate.values import (
    UNDEFINED,
    Argument,
    Array,
    Choice,
    Function,
    Host,
    Object,
    Unknown,
    Value,
)
from knexlint.evaluate.work import Instance, Unsure
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
        if (value is None or value is UNDEFINED) and is_optional(parts):
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
    optional = len(call.children) != 2 and is_optional(call.children)
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
    first: Value = TaggedStrings(cooked, raw=Array(raw))
    site = m.site(node, token, given)
    return m.invoke(callee, [Argument(first, site.arguments), *values], this, site, text_of(token))


def _raw(m: Machine, parts: list[Node]) -> Fragment:
    pieces = []
    for part in parts:
        text = text_of(part).replace("\r\n", "\n")
        pieces.append(Fragment.plain(text) if m.foreign else Fragment.verbatim(text, part.start_byte))
    return Fragment.join(pieces)
