"""`Math`, `Number`, and what reads numbers out of text."""

# ruff: noqa: ARG001 - all methods and handlers have one signature

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from knexlint.evaluate.arguments import argument, integer, text
from knexlint.evaluate.convert import number, text_number, to_number, unknown
from knexlint.evaluate.values import Site, Unknown, Value

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine, Method

_INTEGER = re.compile(r"\s*([+-]?)(0[xX])?([0-9a-zA-Z]+)")
_FLOAT = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)")


def _math(function: Callable[..., float], count: int = 1) -> Method:
    def method(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
        given = [to_number(argument(arguments, index)) for index in range(count)]
        if any(isinstance(value, float) and math.isnan(value) for value in given):
            return math.nan
        try:
            return number(function(*given))
        except (ValueError, OverflowError):
            return math.nan

    return method


def _extreme(function: Callable[[list[float]], float], empty: float) -> Method:
    def method(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
        given = [to_number(value) for value in arguments]
        if any(isinstance(value, float) and math.isnan(value) for value in given):
            return math.nan
        return number(function(given)) if given else empty

    return method


def _whole(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda value: value if math.isinf(value) else function(value)


def _random(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return Unknown("Math.random()", "random", "scalar")


MATH: dict[str, Method] = {
    "floor": _math(_whole(math.floor)),
    "ceil": _math(_whole(math.ceil)),
    "round": _math(_whole(lambda value: math.floor(value + 0.5))),
    "trunc": _math(_whole(math.trunc)),
    "abs": _math(abs),
    "sqrt": _math(math.sqrt),
    "cbrt": _math(lambda value: math.copysign(round(abs(value) ** (1 / 3), 12), value)),
    "sign": _math(lambda value: (value > 0) - (value < 0)),
    "log": _math(math.log),
    "log2": _math(math.log2),
    "log10": _math(math.log10),
    "pow": _math(lambda one, other: float(one) ** other, 2),
    "max": _extreme(max, -math.inf),
    "min": _extreme(min, math.inf),
    "random": _random,
}


def to_number_of(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return to_number(arguments[0]) if arguments else 0


def parse_int(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    found = _INTEGER.match(text(arguments, 0))
    radix = integer(arguments, 1) or (16 if found is not None and found.group(2) else 10)
    if found is None or not 2 <= radix <= 36:
        return math.nan
    digits = ""
    for char in found.group(3) if radix == 16 or not found.group(2) else "0":
        if not char.isascii() or int(char, 36) >= radix:
            break
        digits += char
    return number(int(digits[:300], radix) * (-1 if found.group(1) == "-" else 1)) if digits else math.nan


def parse_float(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    found = _FLOAT.match(text(arguments, 0))
    return text_number(found.group(1)) if found is not None else math.nan


def is_nan(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return math.isnan(to_number(argument(arguments, 0)))


def is_integer(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    value = argument(arguments, 0)
    if isinstance(value, Unknown):
        raise unknown(value)
    return isinstance(value, (int, float)) and not isinstance(value, bool) and float(value).is_integer()


def is_finite(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return math.isfinite(to_number(argument(arguments, 0)))


NUMBER: dict[str, Method] = {
    "isInteger": is_integer,
    "isNaN": is_nan,
    "isFinite": is_finite,
    "parseInt": parse_int,
    "parseFloat": parse_float,
}

LIMITS: dict[str, Value] = {"MAX_SAFE_INTEGER": 2**53 - 1, "MIN_SAFE_INTEGER": 1 - 2**53}
