"""Expressions: one function for each kind of node, in the table `EXPRESSIONS`."""

# ruff: noqa: ARG001 - all methods and handlers have one signature

from __future__ import annotations

from typing import TYPE_CHECKING

from knexlint.evaluate import classes, functions, generators, literals, members, operators, patterns
from knexlint.evaluate.chains import chain
from knexlint.evaluate.convert import NotKnown, property_key
from knexlint.evaluate.names import unbound
from knexlint.evaluate.scope import Link, this_holder
from knexlint.evaluate.values import ABSENT, UNDEFINED, Argument, Array, Choice, Object, Unknown, Value
from knexlint.evaluate.work import Instance
from knexlint.syntax import Node, may_wait, text_of
from knexlint.text import Fragment, Span

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Expression, Machine
    from knexlint.evaluate.scope import Scope


def identifier(m: Machine, node: Node, scope: Scope) -> Value:
    return named(m, node, scope)


def named(m: Machine, node: Node, scope: Scope) -> Value:
    name = text_of(node)
    at: Scope | None = scope
    while at is not None:
        names = at.names
        if name in names:
            value = names[name]
            if type(value) is Link:
                return value.resolve(m)
            return m.decided(value) if type(value) is Choice else value
        at = at.parent
    if name == "arguments":
        holder = this_holder(scope)
        return Array(
            [argument.value for argument in holder.arguments], [argument.span for argument in holder.arguments]
        )
    return unbound(m, node, name)


def this(m: Machine, node: Node, scope: Scope) -> Value:
    found = this_holder(scope).this
    return UNDEFINED if found is None else found


def inner(m: Machine, node: Node, scope: Scope) -> Value:
    """`(x)`, `x as T`, `x!`, `x satisfies T`, `await`'s like: what stands inside."""
    for child in node.named_children:
        if child.type != "comment":
            return m.evaluate(child, scope)
    return UNDEFINED


def type_assertion(m: Machine, node: Node, scope: Scope) -> Value:
    return m.evaluate(node.named_children[-1], scope)


def array(m: Machine, node: Node, scope: Scope) -> Value:
    m.check_items(node.named_child_count)
    made = Array()
    m.born(made)
    hole = True
    for child in node.children:
        kind = child.type
        if kind == ",":
            if hole:
                _append(m, made, UNDEFINED, child)
                made.holes = True
            hole = True
        elif kind in ("[", "]", "comment"):
            continue
        elif kind == "spread_element":
            hole = False
            _spread(m, made, m.elements(m.evaluate(child.named_children[-1], scope)), child)
        else:
            hole = False
            _append(m, made, m.evaluate(child, scope), child)
    m.check_items(len(made.items))
    return made


def _append(m: Machine, made: Array, value: Value, node: Node) -> None:
    if not made.complete:
        return
    made.items.append(value)
    made.spans.append(m.span(node))


def _spread(m: Machine, made: Array, values: Array | Unknown, node: Node) -> None:
    if isinstance(values, Unknown) or not made.complete:
        made.complete = False
        return
    m.charge(len(values.items) // 8)
    span = m.span(node)
    made.items += values.items
    made.spans += [values.span(index) or span for index in range(len(values.items))]
    made.complete = values.complete


def object_literal(m: Machine, node: Node, scope: Scope) -> Value:
    made = Object()
    m.born(made.items)
    for child in node.named_children:
        kind = child.type
        m.charge(2)
        if kind == "pair":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            if key is None or value is None:
                continue
            name = key_of(m, key, scope)
            found = m.evaluate(value, scope)
            if name == "__proto__" and key.type != "computed_property_name":
                made.complete = False
                continue
            _put(m, made, name, found, value, key)
            if isinstance(found, functions.Closure) and found.name == "":
                found.name = name or ""
        elif kind == "shorthand_property_identifier":
            name = text_of(child)
            _put(m, made, name, named(m, child, scope), child, child)
        elif kind == "spread_element":
            _merge(m, made, m.evaluate(child.named_children[-1], scope))
        elif kind == "method_definition":
            _method(m, made, child, scope)
    return made


def _put(m: Machine, made: Object, name: str | None, value: Value, node: Node, key: Node | None = None) -> None:
    if name is None:
        made.complete = False
        return
    made.items[name] = value
    made.spans[name] = m.span(node)
    if key is not None and not m.foreign:
        made.keys[name] = _written(name, key)


def _written(name: str, key: Node) -> Fragment:
    """The name as a piece of the file."""
    for text, start in ((text_of(key), key.start_byte), (text_of(key)[1:-1], key.start_byte + 1)):
        if text == name:
            return Fragment.verbatim(name, start)
    return Fragment.plain(name, Span(key.start_byte, key.end_byte))


def _merge(m: Machine, made: Object, value: Value) -> None:
    value = m.decided(value)
    if isinstance(value, Object):
        m.charge(len(value.items) // 8)
        for key, item in value.items.items():
            if type(item) is Choice:
                made.items[key] = members.over(m, item, made.items.get(key, ABSENT))
            else:
                made.items[key] = members.read(m, item, value)
        made.spans.update(value.spans)
        made.keys.update(value.keys)
        made.complete = made.complete and value.complete
    elif isinstance(value, Array):
        made.items.update((str(index), item) for index, item in enumerate(value.items))
        made.complete = made.complete and value.complete
    elif isinstance(value, Choice):
        _merge_optional(m, made, value)
    elif isinstance(value, Unknown) or not (value is None or value is UNDEFINED or isinstance(value, (bool, int))):
        made.complete = False


def _merge_optional(m: Machine, made: Object, value: Choice) -> None:
    """`...(exists && { a: 1 })`, `...(exists ? { a: 1 } : { b: 2 })`."""
    sides: list[Object] = []
    for side in (value.yes, value.no):
        if isinstance(side, Object) and side.complete and members.listed(m, side) is side:
            sides.append(side)
        elif side is None or side is UNDEFINED or side is ABSENT or side is False:
            sides.append(Object())
        else:
            made.complete = False
            return
    for key in {**sides[0].items, **sides[1].items}:
        before = made.items.get(key, ABSENT)
        yes, no = (side.items.get(key, before) for side in sides)
        made.items[key] = m.choice(value.probe, yes, no)
    for side in sides:
        made.spans.update(side.spans)
        made.keys.update(side.keys)


def _method(m: Machine, made: Object, node: Node, scope: Scope) -> None:
    name_node = node.child_by_field_name("name")
    name = key_of(m, name_node, scope) if name_node is not None else None
    method = functions.closure(m, node, scope, name or "")
    for child in node.children[:3]:
        if child.type in ("get", "set") and name is not None:
            _put(m, made, name, members.accessor(made.items.get(name), name, child.type, method), node)
            return
    _put(m, made, name, method, node)


def key_of(m: Machine, node: Node, scope: Scope) -> str | None:
    """The name of a property as it stands in a literal or a class; None if it is not known."""
    kind = node.type
    if kind in ("property_identifier", "identifier", "private_property_identifier"):
        return text_of(node)
    if kind == "computed_property_name":
        node = node.named_children[0]
    value = m.decided(m.evaluate(node, scope))
    try:
        return property_key(value)
    except NotKnown:
        return None


def ternary(m: Machine, node: Node, scope: Scope) -> Value:
    test = node.child_by_field_name("condition")
    yes, no = node.child_by_field_name("consequence"), node.child_by_field_name("alternative")
    if test is None or yes is None or no is None:
        return UNDEFINED
    found = m.truth(m.evaluate(test, scope))
    return m.either(found, lambda: m.evaluate(yes, scope), lambda: m.evaluate(no, scope))


def awaited(m: Machine, node: Node, scope: Scope) -> Value:
    operand = node.named_children[-1]
    value = m.evaluate(operand, scope)
    value = m.wait(value, m.site(node, operand))
    m.late = m.late or may_wait(node)
    return value


def new(m: Machine, node: Node, scope: Scope) -> Value:
    from knexlint.evaluate.chains import arguments_of

    constructor = node.child_by_field_name("constructor")
    given = node.child_by_field_name("arguments")
    if constructor is None:
        return UNDEFINED
    callee = m.decided(m.evaluate(constructor, scope))
    arguments: list[Argument] = arguments_of(m, given, scope) if given is not None else []
    return classes.construct(m, callee, arguments, m.site(node, constructor, given), text_of(constructor))


def sequence(m: Machine, node: Node, scope: Scope) -> Value:
    value: Value = UNDEFINED
    for child in node.named_children:
        if child.type != "comment":
            value = m.evaluate(child, scope)
    return value


def not_followed(reason: str) -> Expression:
    def expression(m: Machine, node: Node, scope: Scope) -> Value:
        return Unknown(reason)

    return expression


def constant(value: Value) -> Expression:
    def expression(m: Machine, node: Node, scope: Scope) -> Value:
        return value

    return expression


def meta(m: Machine, node: Node, scope: Scope) -> Value:
    """`import.meta`."""
    if text_of(node).startswith("new"):
        return Unknown("new.target")
    path = Fragment.plain("/" + m.code.path.lstrip("/"))
    folder = Fragment.plain(path.text.rsplit("/", 1)[0] or "/")
    url = Fragment.plain("file://" + path.text)
    return Instance(hidden={"url": url, "dirname": folder, "filename": path})


EXPRESSIONS: dict[str, Expression] = {
    "identifier": identifier,
    "shorthand_property_identifier": identifier,
    "undefined": constant(UNDEFINED),
    "true": constant(True),
    "false": constant(False),
    "null": constant(None),
    "number": literals.number_literal,
    "string": literals.string,
    "template_string": literals.template,
    "regex": literals.regex,
    "array": array,
    "object": object_literal,
    "call_expression": chain,
    "member_expression": chain,
    "subscript_expression": chain,
    "non_null_expression": chain,
    "parenthesized_expression": inner,
    "as_expression": inner,
    "satisfies_expression": inner,
    "instantiation_expression": inner,
    "type_assertion": type_assertion,
    "await_expression": awaited,
    "ternary_expression": ternary,
    "binary_expression": operators.binary,
    "unary_expression": operators.unary,
    "update_expression": operators.update,
    "assignment_expression": patterns.assignment,
    "augmented_assignment_expression": patterns.augmented,
    "arrow_function": functions.function_expression,
    "function_expression": functions.function_expression,
    "function": functions.function_expression,
    "generator_function": functions.function_expression,
    "class": classes.class_expression,
    "new_expression": new,
    "this": this,
    "sequence_expression": sequence,
    "spread_element": inner,
    "yield_expression": generators.yielded,
    "meta_property": meta,
    "import": not_followed("an import"),
    "super": not_followed("super"),
    "jsx_element": not_followed("JSX"),
    "jsx_self_closing_element": not_followed("JSX"),
    "ERROR": not_followed("code that is not finished"),
}
