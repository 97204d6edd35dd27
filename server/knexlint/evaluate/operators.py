"""Operators."""

# ruff: noqa: ARG005 - all methods and handlers have one signature

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from knexlint.evaluate import patterns
from knexlint.evaluate.convert import (
    NotKnown,
    hole,
    known_text,
    loosely_equal,
    number,
    strictly_equal,
    to_number,
    to_text,
    truth,
    type_of,
    unknown,
)
from knexlint.evaluate.literals import joined, stringified
from knexlint.evaluate.members import may_lack
from knexlint.evaluate.names import is_missing
from knexlint.evaluate.natures import or_else
from knexlint.evaluate.values import (
    UNDEFINED,
    Array,
    BigInt,
    Choice,
    Function,
    Host,
    Object,
    Promise,
    Unknown,
    Value,
)
from knexlint.evaluate.work import Collection, Instance
from knexlint.syntax import Node, text_of
from knexlint.text import Fragment

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine
    from knexlint.evaluate.scope import Scope

_SHORT = frozenset({"&&", "||", "??"})


def binary(m: Machine, node: Node, scope: Scope) -> Value:
    """Left operands are walked in a loop, so that a long `a + b + …` does not nest."""
    spine: list[Node] = []
    while node.type == "binary_expression" and _operator(node) not in _SHORT:
        spine.append(node)
        node = node.children[0]
    if not spine:
        return _short_circuit(m, node, scope)
    m.charge(len(spine))
    if all(_operator(step) == "+" for step in spine):
        return _sum(m, node, spine, scope)
    value = m.evaluate(node, scope)
    for step in reversed(spine):
        right = step.children[-1]
        value = operate(m, _operator(step), value, m.evaluate(right, scope), node, right)
    return value


def _operator(node: Node) -> str:
    operator = node.child_by_field_name("operator")
    return operator.type if operator is not None else ""


def _sum(m: Machine, first: Node, spine: list[Node], scope: Scope) -> Value:
    """Strings are put together at once, not two by two."""
    value = m.evaluate(first, scope)
    parts: list[Value] | None = None
    for step in reversed(spine):
        right = step.children[-1]
        other = m.evaluate(right, scope)
        if parts is None:
            if not isinstance(value, Fragment) and not isinstance(other, Fragment):
                value = operate(m, "+", value, other, first, right)
                continue
            parts = [_as_text(m, value, first)]
        parts.append(_as_text(m, other, right))
    return value if parts is None else joined(m, parts)


def _as_text(m: Machine, value: Value, node: Node | None) -> Value:
    if isinstance(value, Fragment):
        return value
    value = _primitive(m, m.decided(value))
    return stringified(m, value, m.span(node) if node is not None else None, node)


def _short_circuit(m: Machine, node: Node, scope: Scope) -> Value:
    parts = node.children
    operator, left, right = _operator(node), parts[0], parts[-1]
    value = m.decided(m.evaluate(left, scope))
    return short(m, operator, value, lambda: m.evaluate(right, scope))


def short(m: Machine, operator: str, value: Value, right: Callable[[], Value]) -> Value:
    """`value && right()`, `||`, `??`; both ways where the value does not decide it."""
    if isinstance(value, Choice):
        return m.each(value, lambda one: short(m, operator, one, right))
    if isinstance(value, Unknown):
        return _short_of_unknown(m, operator, value, right)
    if operator == "??":
        return right() if value is None or value is UNDEFINED else value
    try:
        holds = truth(value)
    except NotKnown as reason:
        return m.either(reason.value, right if operator == "&&" else lambda: value, lambda: value)
    return right() if holds is (operator == "&&") else value


def _short_of_unknown(m: Machine, operator: str, value: Unknown, right: Callable[[], Value]) -> Value:
    found: list[Value] = []

    def other() -> Value:
        found.append(right())
        return found[0]

    both = m.either(value, other, lambda: value)
    if isinstance(both, bool) or (isinstance(both, Unknown) and type(both) is not Unknown):
        return both
    nature = "any" if operator == "&&" or not found else or_else(value, found[0])
    return Unknown(both.reason if isinstance(both, Unknown) else value.reason, value.name, nature)


def operate(
    m: Machine, operator: str, left: Value, right: Value, at: Node | None = None, by: Node | None = None
) -> Value:
    left, right = _primitive(m, m.decided(left)), _primitive(m, m.decided(right))
    if operator == "+":
        if isinstance(left, Fragment) or isinstance(right, Fragment):
            return joined(m, [_as_text(m, left, at), _as_text(m, right, by)])
        if isinstance(left, (Array, Object, Function)) or isinstance(right, (Array, Object, Function)):
            return joined(m, [to_text_value(m, left), to_text_value(m, right)])
    function = _BINARY.get(operator)
    if function is None:
        return Unknown(f"the operator {operator}")
    found = m.mapped(left, lambda one: m.mapped(right, lambda other: function(one, other)))
    return Unknown(found.reason, found.name, "scalar") if type(found) is Unknown else found


def _primitive(m: Machine, value: Value) -> Value:
    """What an operator takes for an object with a `valueOf` of its own."""
    if not isinstance(value, Object):
        return value
    method = value.items.get("valueOf") or (value.find("valueOf") if isinstance(value, Instance) else None)
    if method is None:
        return value
    found = m.decided(m.call(method, [], value, m.anchor))
    return Unknown("an object as a value") if isinstance(found, (Object, Array, Function)) else found


def to_text_value(m: Machine, value: Value) -> Value:
    return m.mapped(value, lambda one: hole(one, None) if isinstance(one, Unknown) else to_text(one))


def _arithmetic(function: Callable[[float, float], float]) -> Callable[[Value, Value], Value]:
    def calculate(left: Value, right: Value) -> Value:
        if isinstance(left, BigInt) and isinstance(right, BigInt):
            if max(left.value.bit_length(), right.value.bit_length()) > 4096 or _too_high(function, left, right):
                raise NotKnown("a very large number")
            return BigInt(_whole_part(function, left.value, right.value))
        one, other = to_number(left), to_number(right)
        try:
            return number(function(one, other))
        except (OverflowError, ValueError):
            return math.inf if one > 0 else math.nan

    return calculate


def _whole_part(function: Callable[[float, float], float], left: int, right: int) -> int:
    if function is _divide:
        if right == 0:
            raise NotKnown("a division by zero")
        return abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
    return int(function(left, right))


def _too_high(function: Callable[[float, float], float], left: BigInt, right: BigInt) -> bool:
    return function is _power and (right.value < 0 or right.value * max(left.value.bit_length(), 1) > 4096)


def _divide(left: float, right: float) -> float:
    if right == 0:
        return math.nan if left == 0 or math.isnan(left) else math.copysign(math.inf, left) * math.copysign(1, right)
    return left / right


def _remainder(left: float, right: float) -> float:
    if right == 0 or math.isinf(left):
        return math.nan
    return (
        math.fmod(left, right)
        if abs(left) > 2**53 or isinstance(left, float) or isinstance(right, float)
        else (abs(left) % abs(right) * (1 if left >= 0 else -1))
    )


def _power(left: float, right: float) -> float:
    if isinstance(right, float) and math.isnan(right):
        return math.nan
    if right < 0 or right > 4096 or isinstance(right, float):
        return math.pow(left, right)
    exact: float = left**right
    return exact


def to_int32(value: Value) -> int:
    found = to_number(value)
    if isinstance(found, float):
        found = 0 if math.isnan(found) or math.isinf(found) else int(found)
    found &= 0xFFFFFFFF
    return found - (1 << 32) if found & 0x80000000 else found


def _bits(function: Callable[[int, int], int]) -> Callable[[Value, Value], Value]:
    return lambda left, right: to_int32(function(to_int32(left), to_int32(right)))


def _compare(
    function: Callable[[float, float], bool], words: Callable[[str, str], bool]
) -> Callable[[Value, Value], Value]:
    def compare(left: Value, right: Value) -> Value:
        if isinstance(left, Fragment) and isinstance(right, Fragment):
            return words(known_text(left), known_text(right))
        return function(to_number(left), to_number(right))

    return compare


def _in(left: Value, right: Value) -> Value:
    if isinstance(right, Object):
        key = known_text(to_text(left))
        if may_lack(right.items.get(key)):
            raise NotKnown("it depends on answers of the database")
        if key in right.items or (isinstance(right, Instance) and right.find(key) is not None):
            return True
        if right.complete:
            return False
        raise NotKnown("an object that is not wholly known")
    if isinstance(right, Array) and right.complete and not right.holes:
        found = to_number(left)
        return isinstance(found, int) and 0 <= found < len(right.items)
    raise unknown(right)


def _instance_of(left: Value, right: Value) -> Value:
    if isinstance(left, (Unknown, Choice, Host)) or not isinstance(right, Function):
        raise unknown(left if not isinstance(left, Object) else right)
    if right.name == "Array":
        return isinstance(left, Array)
    if right.name == "Promise":
        return isinstance(left, Promise)
    if right.name in ("Map", "Set"):
        return isinstance(left, Collection) and left.pairs is (right.name == "Map")
    if isinstance(left, Instance):
        name = left.hidden.get("name")
        if isinstance(name, Fragment) and right.name in ("Error", name.text):
            return True
        constructor = left.constructor
        while isinstance(constructor, Function):
            if constructor is right:
                return True
            constructor = constructor.properties.get("__proto__", UNDEFINED)
        return False
    if right.name == "Object":
        return isinstance(left, (Object, Array, Function))
    return False


def _concat_numbers(left: float, right: float) -> float:
    return left + right


_BINARY: dict[str, Callable[[Value, Value], Value]] = {
    "+": _arithmetic(_concat_numbers),
    "-": _arithmetic(lambda a, b: a - b),
    "*": _arithmetic(lambda a, b: a * b),
    "/": _arithmetic(_divide),
    "%": _arithmetic(_remainder),
    "**": _arithmetic(_power),
    "&": _bits(lambda a, b: a & b),
    "|": _bits(lambda a, b: a | b),
    "^": _bits(lambda a, b: a ^ b),
    "<<": _bits(lambda a, b: a << (b & 31)),
    ">>": _bits(lambda a, b: a >> (b & 31)),
    ">>>": lambda a, b: (to_int32(a) & 0xFFFFFFFF) >> (to_int32(b) & 31),
    "===": strictly_equal,
    "!==": lambda a, b: not strictly_equal(a, b),
    "==": loosely_equal,
    "!=": lambda a, b: not loosely_equal(a, b),
    "<": _compare(lambda a, b: a < b, lambda a, b: a < b),
    ">": _compare(lambda a, b: a > b, lambda a, b: a > b),
    "<=": _compare(lambda a, b: a <= b, lambda a, b: a <= b),
    ">=": _compare(lambda a, b: a >= b, lambda a, b: a >= b),
    "in": _in,
    "instanceof": _instance_of,
}


def unary(m: Machine, node: Node, scope: Scope) -> Value:
    operator = node.children[0].type
    argument = node.children[-1]
    if operator == "delete":
        return patterns.delete(m, argument, scope)
    if operator == "typeof" and argument.type == "identifier":
        name = text_of(argument)
        if name != "arguments" and scope.holder(name) is None and is_missing(m, argument, name):
            return Fragment.plain("undefined")
    value = m.evaluate(argument, scope)
    function = _UNARY.get(operator)
    return m.mapped(value, function) if function is not None else Unknown(f"the operator {operator}")


def _minus(value: Value) -> Value:
    if isinstance(value, BigInt):
        return BigInt(-value.value)
    found = to_number(value)
    return -0.0 if found == 0 and not isinstance(found, float) else number(-found)


_UNARY: dict[str, Callable[[Value], Value]] = {
    "!": lambda value: not truth(value),
    "-": _minus,
    "+": to_number,
    "~": lambda value: ~to_int32(value),
    "typeof": lambda value: Fragment.plain(type_of(value)),
    "void": lambda value: UNDEFINED,
}


def update(m: Machine, node: Node, scope: Scope) -> Value:
    operator = node.child_by_field_name("operator")
    argument = node.child_by_field_name("argument")
    if operator is None or argument is None:
        return UNDEFINED
    before = m.mapped(
        m.evaluate(argument, scope), lambda value: value if isinstance(value, BigInt) else to_number(value)
    )
    one: Value = BigInt(1) if isinstance(before, BigInt) else 1
    after = operate(m, "-" if operator.type == "--" else "+", before, one)
    patterns.assign(m, argument, after, scope)
    return after if node.children[0].id == operator.id else before


_SPACES = re.compile(r"\s+")


def describe(node: Node) -> str:
    """An expression in a few words."""
    text = _SPACES.sub(" ", text_of(node)[:80])
    return text if len(text) <= 40 else text[:39] + "…"
