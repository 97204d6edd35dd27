"""JavaScript's conversions and operators on known values; `NotKnown` where a value is not known."""

from __future__ import annotations

import math
import re
from typing import TypeAlias

from knexlint.evaluate.values import (
    UNDEFINED,
    Array,
    BigInt,
    Choice,
    Function,
    Host,
    HostMethod,
    Object,
    Promise,
    Undefined,
    Unknown,
    Value,
)
from knexlint.text import Fragment, Span

Number: TypeAlias = "int | float"

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|Infinity)")
_RADIX = re.compile(r"0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+")
_NAME = re.compile(r"[^\w$.]+")
_EXACT = 2**53
WHITE = " \t\n\r\v\f\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))


class NotKnown(Exception):  # noqa: N818 - caught where the operation was asked for
    """An operation came upon a value that is not known, for this reason."""

    def __init__(self, reason: str, name: str = "…") -> None:
        super().__init__(reason)
        self.reason = reason
        self.name = name

    @property
    def value(self) -> Unknown:
        return Unknown(self.reason, self.name)


def number(value: float) -> Number:
    """A JavaScript number: an `int` where it is one and exact."""
    if isinstance(value, int):
        if -_EXACT <= value <= _EXACT:
            return value
        try:
            return float(value)
        except OverflowError:
            return math.inf if value > 0 else -math.inf
    return int(value) if value.is_integer() and abs(value) <= _EXACT else value


def number_text(value: Number) -> str:
    if isinstance(value, int):
        return str(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, part = mantissa.partition(".")
    part = "" if part == "0" else part
    digits = (whole + part).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + part) - len(digits))
    digits = digits.rstrip("0") or "0"
    return sign + _placed(digits, point)


def _placed(digits: str, point: int) -> str:
    """Digits with the decimal point before position `point`, as ECMAScript's Number::toString writes it."""
    count = len(digits)
    if count <= point <= 21:
        return digits + "0" * (point - count)
    if 0 < point <= 21:
        return digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    exponent = f"e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return digits[0] + ("." + digits[1:] if count > 1 else "") + exponent


def to_number(value: Value) -> Number:
    match value:
        case bool():
            return int(value)
        case int() | float():
            return value
        case None:
            return 0
        case Undefined():
            return math.nan
        case Fragment():
            return text_number(known_text(value))
        case Array():
            return text_number(known_text(to_text(value)))
        case Object():
            return math.nan
    raise unknown(value)


def text_number(text: str) -> Number:
    text = text.strip(WHITE)
    if not text:
        return 0
    if _RADIX.fullmatch(text):
        return number(int(text, 0))
    if not _NUMBER.fullmatch(text):
        return math.nan
    return number(float(text.replace("Infinity", "inf")))


def to_int(value: Value) -> int:
    """A number for an index or a count; infinities become very large, NaN 0."""
    found = to_number(value)
    if isinstance(found, int):
        return found
    if math.isnan(found):
        return 0
    return int(found) if math.isfinite(found) else (1 << 53 if found > 0 else -(1 << 53))


def known_text(value: Value) -> str:
    """The text of a string without holes."""
    if isinstance(value, Fragment):
        for piece in value.pieces:
            if piece.hole is not None:
                raise NotKnown(piece.hole)
        return value.text
    raise unknown(value)


def unknown(value: Value) -> NotKnown:
    if isinstance(value, Unknown):
        return NotKnown(value.reason, value.name)
    if isinstance(value, Choice):
        return NotKnown("it depends on answers of the database")
    if isinstance(value, Host):
        return NotKnown(f"a {value.label}")
    return NotKnown("what kind of value it is")


def hole(value: Unknown, source: Span | None, name: str | None = None) -> Fragment:
    """`${name}` for an unknown value in a string."""
    shown = _NAME.sub("_", value.name if value.name != "…" or name is None else name)[:40] or "value"
    return Fragment.unknown("…" if value.name == "…" and name is None else shown, value.reason, source)


def to_text(value: Value, source: Span | None = None) -> Fragment:
    """`String(value)`; `source` is the place that accounts for text that stands nowhere else."""
    match value:
        case Fragment():
            return value
        case bool():
            return Fragment.plain("true" if value else "false", source)
        case int() | float():
            return Fragment.plain(number_text(value), source)
        case None:
            return Fragment.plain("null", source)
        case Undefined():
            return Fragment.plain("undefined", source)
        case BigInt():
            return Fragment.plain(str(value.value), source)
        case Unknown():
            return hole(value, source)
        case Array():
            return _array_text(value, source)
        case Host():
            text = value.text()
            value.used = True
            return text if text is not None else hole(Unknown(f"a {value.label} as text", value.label), source)
        case Object() if value.complete and type(value) is Object and "toString" not in value.items:
            return Fragment.plain("[object Object]", source)
        case Object():
            text = _error_text(value, source)
            if text is not None:
                return text
        case Promise():
            return Fragment.plain("[object Promise]", source)
    return hole(Unknown("a value as text"), source)


def _error_text(value: Object, source: Span | None) -> Fragment | None:
    """What an error says as text; None for an object that is none."""
    known = {**getattr(value, "hidden", {}), **value.items}
    name, message = known.get("name"), known.get("message")
    if not value.complete or not isinstance(name, Fragment) or not isinstance(message, Fragment) or name.holes:
        return None
    shown = Fragment.plain(name.text, source)
    return Fragment.join([shown, message], ": ") if name and message else shown if name else message


def _array_text(value: Array, source: Span | None) -> Fragment:
    parts = [Fragment() if item is None or item is UNDEFINED else to_text(item, source) for item in value.items[:1000]]
    if not value.complete or len(value.items) > 1000:
        parts.append(hole(Unknown("a list that is not wholly known", "list"), source))
    return Fragment.join(parts, ",")


def type_of(value: Value) -> str:
    match value:
        case Fragment():
            return "string"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case BigInt():
            return "bigint"
        case Undefined():
            return "undefined"
        case Function() | HostMethod():
            return "function"
        case Host() | Unknown() | Choice():
            raise unknown(value)
    return "object"


def truth(value: Value) -> bool:
    match value:
        case bool():
            return value
        case None | Undefined():
            return False
        case int():
            return value != 0
        case float():
            return value != 0 and not math.isnan(value)
        case Fragment():
            if value.text and all(piece.hole is not None for piece in value.pieces):
                raise NotKnown(value.holes[0])
            return bool(value.text)
        case BigInt():
            return value.value != 0
        case Unknown() | Choice():
            raise unknown(value)
    return True


_PRIMITIVES = (Fragment, bool, int, float, BigInt)


def strictly_equal(one: Value, other: Value) -> bool:
    if isinstance(one, (Unknown, Choice)):
        raise unknown(one)
    if isinstance(other, (Unknown, Choice)):
        raise unknown(other)
    if isinstance(one, Fragment) and isinstance(other, Fragment):
        if one.text and other.text and (one.holes or other.holes):
            raise NotKnown((one.holes or other.holes)[0])
        return one.text == other.text
    if isinstance(one, _PRIMITIVES) or isinstance(other, _PRIMITIVES):
        if (
            isinstance(one, bool) is not isinstance(other, bool)
            or isinstance(one, Fragment)
            or isinstance(other, Fragment)
        ):
            return False
        return isinstance(one, _PRIMITIVES) and isinstance(other, _PRIMITIVES) and one == other
    return one is other


def loosely_equal(one: Value, other: Value) -> bool:
    empty = (one is None or one is UNDEFINED, other is None or other is UNDEFINED)
    if any(empty):
        for value in (one, other):
            if isinstance(value, (Unknown, Choice)):
                raise unknown(value)
        return all(empty)
    simple = (isinstance(one, _PRIMITIVES), isinstance(other, _PRIMITIVES))
    if all(simple) and type(one) is not type(other):
        return to_number(one) == to_number(other)
    if (
        any(simple)
        and not all(simple)
        and not isinstance(one, (Unknown, Choice))
        and not isinstance(other, (Unknown, Choice))
    ):
        one, other = (one if simple[0] else to_text(one)), (other if simple[1] else to_text(other))
        return loosely_equal(one, other)
    return strictly_equal(one, other)


def property_key(value: Value) -> str:
    """The name of a computed property."""
    if isinstance(value, Fragment):
        return known_text(value)
    if isinstance(value, (bool, int, float, Undefined)) or value is None:
        return to_text(value).text
    raise unknown(value)
