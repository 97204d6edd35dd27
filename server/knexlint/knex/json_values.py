"""How the conditions on JSON columns read their values: JSON text without its blanks, and the cast a value asks for."""

from __future__ import annotations

import json
import math
from typing import Any

from knexlint.evaluate.values import Array, Object, Value
from knexlint.knex.literals import json_text, string_of
from knexlint.text import Fragment


def compact(text: Fragment) -> Fragment:
    """The text as `JSON.stringify` writes it, if it is JSON."""
    try:
        parsed = json.loads(text.text.replace("\n", "").replace("\t", ""), parse_constant=_no_constant)
    except ValueError:
        return text
    return Fragment.plain(json_text(_as_value(parsed)).text, text.span())


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _as_value(parsed: Any) -> Value:
    if isinstance(parsed, dict):
        return Object({key: _as_value(item) for key, item in parsed.items()})
    if isinstance(parsed, list):
        return Array([_as_value(item) for item in parsed])
    if isinstance(parsed, str):
        return Fragment.plain(parsed)
    number: int | float | bool | None = parsed
    return number


def json_cast(value: Value) -> str:
    """The cast that Knex reads off the value: one that is a number, and not 0, is compared as one."""
    try:
        number = float(string_of(value).text) if isinstance(value, Fragment | int | float) else 0.0
    except ValueError:
        number = 0.0
    if isinstance(value, bool) or not math.isfinite(number) or number == 0:
        return " #>> '{}'"
    return "::int" if int(number) else "::float"
