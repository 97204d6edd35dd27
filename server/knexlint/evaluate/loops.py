"""Loops: for each element of what is known, once under a guard over what is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from knexlint.evaluate import patterns
from knexlint.evaluate.flow import Abrupt, Frame, Throw
from knexlint.evaluate.members import listed, ordered
from knexlint.evaluate.natures import element_of
from knexlint.evaluate.operators import describe
from knexlint.evaluate.scope import Scope
from knexlint.evaluate.values import UNDEFINED, Array, Choice, Guard, Object, Unknown, Value
from knexlint.evaluate.work import Collection, Instance, PartialArray
from knexlint.syntax import Node
from knexlint.text import Fragment

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine


def for_loop(m: Machine, node: Node, scope: Scope, labels: tuple[str, ...] = ()) -> Abrupt | None:
    first, test = node.child_by_field_name("initializer"), node.child_by_field_name("condition")
    step, body = node.child_by_field_name("increment"), node.child_by_field_name("body")
    outer = Scope(scope)
    m.born(outer.names)
    if first is not None and first.type != "empty_statement":
        if first.type in m.statements:
            m.execute(first, outer)
        else:
            m.evaluate(first, outer)
    if test is not None and test.type == "empty_statement":
        test = None
    if test is not None and test.type == "expression_statement":
        test = test.named_children[0] if test.named_children else None

    def again() -> Value:
        return m.evaluate(test, outer) if test is not None else True

    def walk() -> Abrupt | None:
        inner = Scope(outer)
        inner.names.update(outer.names)
        m.born(inner.names)
        return _loop_body(m, body, inner, labels, lambda: _copy_back(m, inner, outer))

    def following() -> None:
        if step is not None:
            m.evaluate(step, outer)

    return _repeat(m, labels, again, walk, following, describe(test) if test is not None else "a break")


def _copy_back(m: Machine, inner: Scope, outer: Scope) -> None:
    """Each turn has variables of its own, begun with those of the turn before."""
    for name in outer.names:
        if inner.names[name] is not outer.names[name]:
            m.note(outer.names, name)
            outer.names[name] = inner.names[name]


def while_loop(m: Machine, node: Node, scope: Scope, labels: tuple[str, ...] = ()) -> Abrupt | None:
    test, body = node.child_by_field_name("condition"), node.child_by_field_name("body")
    if test is None:
        return None
    return _repeat(
        m, labels, lambda: m.evaluate(test, scope), lambda: _loop_body(m, body, scope, labels), None, describe(test)
    )


def do_loop(m: Machine, node: Node, scope: Scope, labels: tuple[str, ...] = ()) -> Abrupt | None:
    test, body = node.child_by_field_name("condition"), node.child_by_field_name("body")
    started = [False]

    def again() -> Value:
        if not started[0]:
            started[0] = True
            return True
        return m.evaluate(test, scope) if test is not None else False

    return _repeat(
        m, labels, again, lambda: _loop_body(m, body, scope, labels), None, describe(test) if test is not None else ""
    )


def _loop_body(
    m: Machine,
    body: Node | None,
    scope: Scope,
    labels: tuple[str, ...],
    after: Callable[[], None] | None = None,
) -> Abrupt | None:
    """One turn."""
    if body is None:
        return None
    frame = m.enter("iteration", labels)
    abrupt: Abrupt | None
    try:
        abrupt = m.execute(body, scope)
    except Throw as thrown:
        abrupt = Abrupt("throw", thrown.value)
    abrupt = m.leave(frame, abrupt)
    if after is not None:
        after()
    if abrupt is not None and abrupt.kind == "throw":
        raise Throw(abrupt.value)
    return abrupt


def _repeat(
    m: Machine,
    labels: tuple[str, ...],
    again: Callable[[], Value],
    walk: Callable[[], Abrupt | None],
    following: Callable[[], None] | None,
    words: str,
) -> Abrupt | None:
    frame = m.enter("loop", labels)
    abrupt: Abrupt | None = None
    try:
        last = False
        while abrupt is None:
            m.charge(2)
            test = m.truth(again())
            if test is False:
                break
            if test is not True:
                guard = Guard(None, reason=f"it stands in a loop that goes on as long as {words}")
                abrupt = m.branch(guard, Guard(None, False, guard.reason), walk, lambda: UNDEFINED)[1]
                break
            abrupt = walk()
            if last or abrupt is not None:
                break
            if following is not None:
                following()
            last = _uncertain(m, frame)
    except Throw as thrown:
        abrupt = Abrupt("throw", thrown.value)
    return _ended(m, frame, abrupt)


def _uncertain(m: Machine, frame: Frame) -> bool:
    """Whether it is not known that the loop goes on: one more turn shows what happens again."""
    return any(one.guard.probe is None for one in m.exits[frame.exits :])


def for_each(m: Machine, node: Node, scope: Scope, labels: tuple[str, ...] = ()) -> Abrupt | None:
    """`for … of` and `for … in`."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator, body = node.child_by_field_name("operator"), node.child_by_field_name("body")
    kind = node.child_by_field_name("kind")
    if left is None or right is None:
        return None
    value = m.evaluate(right, scope)
    values = _keys(m, value) if operator is not None and operator.type == "in" else m.elements(value)
    keys = list(value.entries) if isinstance(value, Collection) else []
    waits = any(child.type == "await" for child in node.children[:3])
    site = m.site(node, right)

    def turn(item: Value) -> Abrupt | None:
        inner = Scope(scope)
        m.born(inner.names)
        if waits:
            item = m.wait(item, site)
            m.late = True
        if kind is None:
            patterns.assign(m, left, item, scope)
        else:
            patterns.declare(m, left, item, inner.function if kind.type == "var" else inner)
        abrupt = _loop_body(m, body, inner, labels)
        if isinstance(value, Collection) and isinstance(values, Array) and list(value.entries) != keys:
            values.items.clear()
            values.complete = False
        return abrupt

    return over(m, values, turn, describe(right), labels, bounded=False)


def over(
    m: Machine,
    values: Array | Unknown,
    turn: Callable[[Value], Abrupt | None],
    words: str,
    labels: tuple[str, ...] = (),
    bounded: bool = True,
) -> Abrupt | None:
    """Take a turn for each known element, and one under a guard for those that are not known.

    `bounded`: elements that are added meanwhile get none.
    """
    frame = m.enter("loop", labels)
    abrupt: Abrupt | None = None
    try:
        index, most = 0, len(values.items) if bounded and isinstance(values, Array) else m.limits.items
        while isinstance(values, Array) and abrupt is None and index < min(most, len(values.items)):
            m.charge(1)
            abrupt = turn(values.items[index])
            index += 1
        if abrupt is None and (isinstance(values, Unknown) or not values.complete):
            reason = "a list that is not wholly known"
            if isinstance(values, (Unknown, PartialArray)):
                reason = values.reason
            guard = Guard(None, reason=f"it stands in a loop over {words}, and that is {reason}")
            element = values.rest[0] if isinstance(values, PartialArray) and values.rest else Unknown(reason, "row")
            if isinstance(values, Unknown):
                element = element_of(values)
            abrupt = m.branch(guard, Guard(None, False, guard.reason), lambda: turn(element), lambda: UNDEFINED)[1]
    except Throw as thrown:
        abrupt = Abrupt("throw", thrown.value)
    return _ended(m, frame, abrupt)


def _keys(m: Machine, value: Value) -> Array | Unknown:
    value = m.decided(value)
    if isinstance(value, Object):
        value = listed(m, value)
    if isinstance(value, Object):
        whole = value.complete and not (isinstance(value, Instance) and value.inherits)
        return Array([Fragment.plain(key) for key in ordered(value)], complete=whole)
    if isinstance(value, Fragment):
        return Array([Fragment.plain(str(index)) for index in range(len(value.text))], complete=not value.holes)
    if isinstance(value, Array):
        return Array([Fragment.plain(str(index)) for index in range(len(value.items))], complete=value.complete)
    if isinstance(value, Unknown):
        return value
    return Unknown("it depends on answers of the database") if isinstance(value, Choice) else Array()


LOOPS: dict[str, Callable[[Machine, Node, Scope, tuple[str, ...]], Abrupt | None]] = {
    "for_statement": for_loop,
    "for_in_statement": for_each,
    "while_statement": while_loop,
    "do_statement": do_loop,
}


def _ended(m: Machine, frame: Frame, abrupt: Abrupt | None) -> Abrupt | None:
    """How a loop ends; what it threw is thrown on."""
    abrupt = m.leave(frame, abrupt)
    if abrupt is not None and abrupt.kind == "throw":
        raise Throw(abrupt.value)
    return abrupt
