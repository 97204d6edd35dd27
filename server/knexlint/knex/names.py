"""The names Knex makes up for indexes and constraints that are given none."""

from __future__ import annotations

import re
from collections.abc import Callable

from knexlint.evaluate.values import UNDEFINED, Argument, Array, Choice, Unknown
from knexlint.knex.calls import Called, truthy
from knexlint.knex.literals import string_of
from knexlint.knex.statement import verbatim
from knexlint.knex.wrap import Formatter, KnexError, wrap
from knexlint.text import Fragment, Span

_SEPARATOR = re.compile(r"[.-]")


def index_name(kind: str, table: Argument, columns: Argument, call: Called, formatter: Formatter) -> Fragment:
    """`<table>_<columns>_<kind>` in lower case, wrapped. The call is responsible for it."""
    if not isinstance(table.value, Fragment | Unknown | Choice):
        raise KnexError("tableName.replace is not a function")
    span = call.site.method
    start = _changed(verbatim(table), span, lambda text: _SEPARATOR.sub("_", text))
    name = Fragment.join((start, _columns_text(columns), Fragment.plain(kind)), "_")
    return wrap(_changed(name, span, str.lower), span, formatter)


def key_name(table: Argument, call: Called, formatter: Formatter) -> Fragment:
    """`<table>_pkey` as the table is spelled, wrapped."""
    span = call.site.method
    return wrap(_changed(verbatim(table) + "_pkey", span, str), span, formatter)


def _columns_text(columns: Argument) -> Fragment:
    value = columns.value
    if not isinstance(value, Array):
        unknown = isinstance(value, Unknown | Choice)
        return verbatim(columns) if unknown or truthy(value) else Fragment()
    parts = [Fragment() if item is None or item is UNDEFINED else string_of(item) for item in value.items]
    if not value.complete:
        parts.append(Fragment.unknown("columns", "how many columns there are is not known", columns.span))
    return Fragment.join(parts, "_")


def _changed(fragment: Fragment, span: Span, change: Callable[[str], str]) -> Fragment:
    """Change the text outside holes; all of it points at `span`."""
    parts: list[Fragment] = []
    at = 0
    for start, end in fragment.hole_ranges():
        parts += [Fragment.plain(change(fragment.text[at:start]), span), fragment.slice(start, end)]
        at = end
    parts.append(Fragment.plain(change(fragment.text[at:]), span))
    return Fragment.join(parts)
