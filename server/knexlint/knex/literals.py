"""How Knex writes a JavaScript value into SQL text as a literal. Knows values; knows no builder.

`escape_binding` is what `.toString()`, `defaultTo`, checks and view bodies use; `default_literal` is `defaultTo`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator

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
    RegExp,
    Site,
    Unknown,
    Value,
)
from knexlint.knex.pieces import doubled, enclosed, substitute
from knexlint.text import Fragment, Span

CIRCULAR = "Converting circular structure to JSON"
_QUOTES = re.compile(r"'")
_QUOTES_AND_BACKSLASHES = re.compile(r"['\\]")
_ARRAY_INDEX = re.compile(r"(0|[1-9][0-9]{0,8})\Z")


class KnexError(Exception):
    """What Knex throws while it builds or compiles a chain; `str()` is its message. `site`: the call to blame."""

    site: Site | None = None

    def blaming(self, site: Site) -> KnexError:
        """The same error, of this call if nothing closer is to blame."""
        self.site = self.site or site
        return self


def check_property(value: Value, name: str) -> None:
    """Reading a property of null or undefined throws."""
    if value is None or value is UNDEFINED:
        what = "null" if value is None else "undefined"
        raise KnexError(f"Cannot read properties of {what} (reading '{name}')")


def number_text(value: float) -> str:
    """`String(number)` of JavaScript."""
    if isinstance(value, int):
        if abs(value) < 10**21:
            return str(value)
        value = float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and abs(value) < 1e21:
        return str(int(value))
    mantissa, _, exponent = repr(value).partition("e")
    return _with_exponent(mantissa, int(exponent)) if exponent else mantissa


def _with_exponent(mantissa: str, exponent: int) -> str:
    """Python writes 1e-05 where JavaScript writes 0.00001, and 1e+16 only from 1e21 on."""
    sign = "-" if mantissa.startswith("-") else ""
    whole, _, part = mantissa.lstrip("-").partition(".")
    digits = whole + part
    point = len(whole) + exponent
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    power = point - 1
    rest = digits[1:].rstrip("0")
    return f"{sign}{digits[0]}{'.' + rest if rest else ''}e{'+' if power >= 0 else ''}{power}"


def ordered_items(value: Object) -> list[tuple[str, Value]]:
    """The entries in the order in which JavaScript walks them: array indexes first, ascending."""
    indexes = [key for key in value.items if _ARRAY_INDEX.match(key)]
    if not indexes:
        return list(value.items.items())
    keys = sorted(indexes, key=int) + [key for key in value.items if not _ARRAY_INDEX.match(key)]
    return [(key, value.items[key]) for key in keys]


def unknown_text(value: Unknown | Choice, span: Span | None = None) -> Fragment:
    """The hole that stands for a value which is not known."""
    if isinstance(value, Choice):
        return Fragment.unknown(value.probe.kind, f"it depends on what {value.probe.kind} answers", span)
    return Fragment.unknown(value.name, value.reason, span)


def string_of(value: Value, span: Span | None = None) -> Fragment:
    """`String(value)` of JavaScript."""
    match value:
        case Fragment():
            return value
        case Unknown() | Choice():
            return unknown_text(value, span)
        case Host():
            text = value.text()
            return text if text is not None else Fragment.unknown(value.label, f"the text of {value.label}", span)
        case Array():
            if not value.complete:
                return Fragment.unknown("array", "how many elements the array has is not known", span)
            parts = [
                Fragment() if item is None or item is UNDEFINED else string_of(item, value.span(at) or span)
                for at, item in enumerate(value.items)
            ]
            return Fragment.join(parts, ",")
        case Function() | HostMethod():
            return Fragment.unknown(value.name or "function", "the text of a function", span)
        case Promise():
            return Fragment.plain("[object Promise]", span)
        case Object():
            return Fragment.plain("[object Object]", span)
        case RegExp():
            return Fragment.plain(f"/{value.source}/{value.flags}", span)
    return Fragment.plain(_scalar_text(value), span)


def _scalar_text(value: Value) -> str:
    if value is None:
        return "null"
    if value is UNDEFINED:
        return "undefined"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, BigInt):
        return str(value.value)
    return number_text(value) if isinstance(value, int | float) else str(value)


def quoted(text: Fragment, span: Span | None = None) -> Fragment:
    """A string literal as Knex writes it: `'it''s'`, `E'a\\\\b'`."""
    prefix = "E'" if "\\" in text.text else "'"
    return enclosed(prefix, doubled(text, _QUOTES_AND_BACKSLASHES), "'", span or text.span())


def escape_binding(value: Value, span: Span | None = None) -> Fragment:
    """A value as the literal that Knex inlines in its place."""
    match value:
        case None | bool():
            return Fragment.plain("NULL" if value is None else _scalar_text(value), span)
        case int() | float():
            return Fragment.plain(number_text(value), span)
        case Unknown() | Choice():
            return unknown_text(value, span)
        case BigInt():
            return Fragment.plain("''", span)  # Knex takes it for a text without characters
        case Array():
            return quoted(array_text(value, span), span)
        case Object() | Host() | Promise() | RegExp():
            return json_text(value, span)
    if value is UNDEFINED:
        return Fragment.plain("NULL", span)
    return quoted(string_of(value, span), span)


def array_text(value: Array, span: Span | None = None) -> Fragment:
    """The text of a PostgreSQL array, `{1,2}`, as Knex inlines it."""
    parts = [_array_element(item, value.span(at) or span) for at, item in enumerate(value.items)]
    if not value.complete:
        parts.append(Fragment.unknown("array", "how many elements the array has is not known", span))
    return enclosed("{", Fragment.join(parts, ","), "}", span)


def _array_element(item: Value, span: Span | None) -> Fragment:
    if item is None or item is UNDEFINED:
        return Fragment.plain("NULL", span)
    if isinstance(item, Array):
        return array_text(item, span)
    if isinstance(item, Unknown | Choice):
        return unknown_text(item, span)
    if isinstance(item, int | float) and not isinstance(item, bool):
        return Fragment.plain(number_text(item), span)
    return json_string(item if isinstance(item, Fragment) else escape_binding(item, span), span)


_JSON_SPECIAL = re.compile(r'["\\\x00-\x1f\ud800-\udfff]')


def json_string(text: Fragment, span: Span | None = None) -> Fragment:
    """`JSON.stringify` of a string."""
    body = substitute(
        text, _JSON_SPECIAL, lambda match, part: Fragment.plain(json.dumps(match.group())[1:-1], part.span())
    )
    return enclosed('"', body, '"', span or text.span())


def json_text(value: Value, span: Span | None = None) -> Fragment:
    """`JSON.stringify(value)`; `undefined` where JavaScript has none. Raises `KnexError`."""
    if isinstance(value, Fragment):
        return json_string(value, span)
    if isinstance(value, Unknown | Choice):
        return unknown_text(value, span)
    if isinstance(value, Host):
        raise KnexError(CIRCULAR)
    if isinstance(value, Promise):
        return Fragment.plain("{}", span)
    if isinstance(value, Array):
        items = [
            Fragment.plain("null") if _has_no_json(item) else json_text(item, value.span(at) or span)
            for at, item in enumerate(value.items)
        ]
        items += [] if value.complete else [Fragment.unknown("array", "how many elements the array has is not known")]
        return enclosed("[", Fragment.join(items, ","), "]", span)
    if isinstance(value, Object):
        return enclosed("{", Fragment.join(_json_members(value, span), ","), "}", span)
    if isinstance(value, RegExp):
        return Fragment.plain("{}", span)
    if isinstance(value, float) and not math.isfinite(value):
        return Fragment.plain("null", span)
    return Fragment.plain(_scalar_text(value), span)


def _json_members(value: Object, span: Span | None) -> Iterator[Fragment]:
    for key, item in ordered_items(value):
        if not _has_no_json(item):
            at = value.spans.get(key) or span
            yield Fragment.plain(json.dumps(key, ensure_ascii=False) + ":", at) + json_text(item, at)
    if not value.complete:
        yield Fragment.unknown("object", "which keys the object has is not known", span)


def _has_no_json(value: Value) -> bool:
    return value is UNDEFINED or isinstance(value, Function | HostMethod)


def json_binding(value: Value, span: Span | None) -> Value:
    """JSON text as a value to bind; unknown if part of it is."""
    text = json_text(value, span)
    return Unknown(text.holes[0], "json", "scalar") if text.holes else text


def default_literal(value: Value, column_type: str, span: Span | None = None) -> Fragment:
    """What `defaultTo(value)` writes after `default ` on a column of Knex's type `column_type` ("bool", "json", ...).

    Raw values are the caller's; empty for undefined.
    """
    if isinstance(value, Unknown | Choice):
        return unknown_text(value, span)
    if value is UNDEFINED:
        return Fragment()
    if value is None:
        return Fragment.plain("null", span)
    if column_type == "bool":
        falsy = value == 0 or (isinstance(value, Fragment) and value.text in ("", "false"))
        return Fragment.plain("'0'" if falsy else "'1'", span)
    if column_type in ("json", "jsonb") and isinstance(value, Object | Array | Host | RegExp | Promise):
        return enclosed("'", json_text(value, span), "'", span)
    return escape_binding(string_of(value, span), span)
