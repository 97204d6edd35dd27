"""Assignment and destructuring: giving values to names, properties and elements."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from knexlint.evaluate.convert import NotKnown, property_key
from knexlint.evaluate.members import intercepted, read
from knexlint.evaluate.natures import part_of
from knexlint.evaluate.scope import Link
from knexlint.evaluate.values import UNDEFINED, Array, Choice, Function, Host, Object, Unknown, Value
from knexlint.syntax import Node, text_of

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine
    from knexlint.evaluate.scope import Scope

_MISSING_ELEMENT = 100_000


def assignment(m: Machine, node: Node, scope: Scope) -> Value:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return UNDEFINED
    value = m.evaluate(right, scope)
    if isinstance(value, Function) and not value.name:
        value.name = text_of(left)[:60]
    assign(m, left, value, scope)
    return value


def augmented(m: Machine, node: Node, scope: Scope) -> Value:
    from knexlint.evaluate.operators import operate, short

    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if left is None or right is None or operator is None:
        return UNDEFINED
    before = m.evaluate(left, scope)
    name = operator.type[:-1]
    if name in ("&&", "||", "??"):
        value = short(m, name, m.decided(before), lambda: m.evaluate(right, scope))
    else:
        value = operate(m, name, before, m.evaluate(right, scope), left, right)
    assign(m, left, value, scope)
    return value


def assign(m: Machine, target: Node, value: Value, scope: Scope) -> None:
    """`target = value` for anything that may stand on the left."""
    kind = target.type
    if kind in ("identifier", "shorthand_property_identifier_pattern", "undefined"):
        _assign_name(m, text_of(target), value, scope)
    elif kind in ("member_expression", "subscript_expression"):
        _assign_property(m, target, value, scope)
    elif kind in ("parenthesized_expression", "non_null_expression", "as_expression", "satisfies_expression"):
        assign(m, target.named_children[0], value, scope)
    else:
        bind(m, target, value, scope, lambda node, part: assign(m, node, part, scope))


def _assign_name(m: Machine, name: str, value: Value, scope: Scope) -> None:
    holder = scope.holder(name) or m.code.scope
    if isinstance(held := holder.names.get(name), Link):
        holder.names[name] = held.resolve(m)
    m.note(holder.names, name)
    holder.names[name] = value


def _assign_property(m: Machine, target: Node, value: Value, scope: Scope) -> None:
    owner = m.decided(m.evaluate(target.children[0], scope))
    name = _property_name(m, target, scope)
    if isinstance(owner, Choice):
        m.each(owner, lambda one: put(m, one, name, value))
    else:
        put(m, owner, name, value)
        if isinstance(owner, Object) and name is not None:
            owner.spans[name] = m.span(target)


def _property_name(m: Machine, target: Node, scope: Scope) -> str | None:
    """The name in `owner.name` or `owner[name]`; None if it is not known."""
    if target.type == "member_expression":
        return text_of(target.children[-1])
    index = target.child_by_field_name("index")
    try:
        return property_key(m.decided(m.evaluate(index, scope))) if index is not None else None
    except NotKnown:
        return None


def put(m: Machine, owner: Value, name: str | None, value: Value) -> None:
    if isinstance(owner, Object):
        if name is None:
            owner.complete = False
            return
        if name == "__proto__":
            owner.complete = False
            return
        if intercepted(m, owner, name, value):
            return
        m.note(owner.items, name)
        owner.items[name] = value
        m.check_items(len(owner.items))
    elif isinstance(owner, Array):
        _put_element(m, owner, name, value)
    elif isinstance(owner, Function):
        if name is not None:
            m.note(owner.properties, name)
            owner.properties[name] = value
    elif isinstance(owner, Host):
        from knexlint.evaluate.used import use

        use(value)
    elif owner is None or owner is UNDEFINED:
        kind = "null" if owner is None else "undefined"
        m.throw(f"Cannot set properties of {kind} (setting '{name}')", m.anchor, kind="TypeError")


def _put_element(m: Machine, owner: Array, name: str | None, value: Value) -> None:
    m.note(owner)
    if name is None or not (name.isdigit() or name == "length"):
        if name is None:
            owner.complete = False
        return
    if name == "length":
        size = value if isinstance(value, int) else None
        if size is None or size > len(owner.items):
            owner.complete = False
        else:
            del owner.items[size:]
            del owner.spans[size:]
        return
    index = int(name)
    m.check_items(index)
    owner.holes = owner.holes or index > len(owner.items)
    while len(owner.items) <= index:
        owner.items.append(UNDEFINED)
    owner.items[index] = value
    while len(owner.spans) <= index:
        owner.spans.append(None)
    owner.spans[index] = None


def delete(m: Machine, target: Node, scope: Scope) -> Value:
    if target.type in ("member_expression", "subscript_expression"):
        owner = m.decided(m.evaluate(target.children[0], scope))
        if isinstance(owner, Array):
            put(m, owner, _property_name(m, target, scope), UNDEFINED)
            owner.holes = True
        if isinstance(owner, Object):
            name = _property_name(m, target, scope)
            if name is None:
                owner.complete = False
            else:
                m.note(owner.items, name)
                owner.items.pop(name, None)
                owner.spans.pop(name, None)
    return True


def declare(m: Machine, target: Node, value: Value, scope: Scope) -> None:
    """Bind the names of a declaration in `scope`."""
    if target.type in ("identifier", "shorthand_property_identifier_pattern"):
        name = text_of(target)
        m.note(scope.names, name)
        scope.names[name] = value
    else:
        bind(m, target, value, scope, lambda node, part: declare(m, node, part, scope))


def bind(m: Machine, target: Node, value: Value, scope: Scope, give: Callable[[Node, Value], None]) -> None:
    """Take a value apart; `give` gets each inner target with its part."""
    kind = target.type
    if kind in ("object_pattern", "object"):
        _bind_object(m, target, m.decided(value), scope, give)
    elif kind in ("array_pattern", "array"):
        _bind_array(m, target, value, give)
    elif kind in ("assignment_pattern", "object_assignment_pattern", "assignment_expression"):
        left, right = target.child_by_field_name("left"), target.child_by_field_name("right")
        if left is not None and right is not None:
            give(left, with_default(m, value, right, scope))
    elif kind in ("rest_pattern", "spread_element") and target.named_children:
        give(target.named_children[-1], value)
    elif kind in ("required_parameter", "optional_parameter"):
        pattern = target.child_by_field_name("pattern")
        if pattern is not None:
            give(pattern, value)


def with_default(m: Machine, value: Value, default: Node, scope: Scope) -> Value:
    value = m.decided(value)
    if value is UNDEFINED:
        return m.evaluate(default, scope)
    if isinstance(value, Choice):
        return m.each(value, lambda one: with_default(m, one, default, scope))
    return value


def _bind_object(m: Machine, target: Node, value: Value, scope: Scope, give: Callable[[Node, Value], None]) -> None:
    from knexlint.evaluate.properties import property_of

    if value is None or value is UNDEFINED:
        m.throw(
            f"Cannot destructure '{text_of(target)[:40]}' as it is {'null' if value is None else 'undefined'}.",
            m.anchor,
            kind="TypeError",
        )
    taken: set[str] = set()
    for child in target.named_children:
        kind = child.type
        if kind == "comment":
            continue
        if kind in ("rest_pattern", "spread_element"):
            give(child.named_children[-1], _rest(m, value, taken))
            continue
        key, inner = child, child
        if kind in ("pair_pattern", "pair"):
            found_key, found = child.child_by_field_name("key"), child.child_by_field_name("value")
            if found_key is None or found is None:
                continue
            key, inner = found_key, found
        elif kind in ("object_assignment_pattern", "assignment_pattern"):
            left = child.child_by_field_name("left")
            if left is None:
                continue
            key = left
        from knexlint.evaluate.expressions import key_of

        name = text_of(key) if kind not in ("pair_pattern", "pair") else key_of(m, key, scope)
        if name is None:
            give(inner, Unknown("a property whose name is not known"))
            continue
        taken.add(name)
        give(inner, property_of(m, value, name, m.site(key, key)))


def _rest(m: Machine, value: Value, taken: set[str]) -> Value:
    if not isinstance(value, Object):
        return Object(complete=False)
    items = {key: read(m, item, value) for key, item in value.items.items() if key not in taken}
    return Object(items, {key: span for key, span in value.spans.items() if key in items}, value.complete)


def _bind_array(m: Machine, target: Node, value: Value, give: Callable[[Node, Value], None]) -> None:
    values = m.elements(value)
    index, hole = 0, True
    for child in target.children:
        kind = child.type
        if kind == ",":
            index += hole
            hole = True
        elif kind not in ("[", "]", "comment"):
            hole = False
            if kind in ("rest_pattern", "spread_element"):
                give(child.named_children[-1], _tail(values, index))
            else:
                give(child, element(values, index))
                index += 1


def element(values: Array | Unknown, index: int) -> Value:
    if isinstance(values, Unknown):
        return part_of(values, str(index))
    if index < len(values.items):
        return values.items[index]
    return UNDEFINED if values.complete else Unknown("an element of a list that is not wholly known")


def _tail(values: Array | Unknown, index: int) -> Value:
    if isinstance(values, Unknown):
        return Array(complete=False)
    return Array(values.items[index:], values.spans[index:], values.complete)
