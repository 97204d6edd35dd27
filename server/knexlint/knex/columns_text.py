"""The text of a select list: columns, aggregates, window functions, JSON functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from knexlint.evaluate.values import UNDEFINED, Argument, Array, Choice, Object, Unknown, Value
from knexlint.knex.clauses import Columns, check_property, elements, ensure, entries
from knexlint.knex.literals import string_of
from knexlint.knex.pieces import masked
from knexlint.knex.sending import truthy
from knexlint.knex.wrap import KnexError, SqlHost, aliased, columnize, is_query, is_raw, parameter, spliced, wrap
from knexlint.text import EMPTY, Fragment

if TYPE_CHECKING:
    from knexlint.knex.query_text import QueryText

_ALIAS = re.compile(" as ", re.IGNORECASE | re.ASCII)
_QUOTED_ALIAS_SINCE = (3, 2)
_BRACED = re.compile(r"^\{.*\}$")


def columns_text(text: QueryText) -> Fragment:
    """From `select` to the table."""
    state = text.state
    distinct = EMPTY
    parts: list[Fragment] = []
    for columns in state.columns:
        word = columns.call.site.method
        if columns.kind == "distinct":
            distinct = Fragment.plain("distinct ", word)
        if columns.kind == "distinct on":
            names = columnize(columns.value.value, columns.value.span, text.formatter)
            distinct = Fragment.plain("distinct on (", word) + names + ") "
        else:
            parts.extend(_KINDS[columns.kind](text, columns))
    if not parts:
        parts = [Fragment.plain("*")]
    json_only = not text.table and len(state.columns) == 1 and state.columns[0].kind == "json"
    hints = Fragment.join([hint for hint in state.hints if hint], " ")
    begin = text.verb("" if json_only else "select ") + ("/*+ " + hints + " */ " if hints else EMPTY)
    source = f" from {text.only}" + text.table if text.table else EMPTY
    return begin + distinct + Fragment.join(parts, ", ") + source


def _names(text: QueryText, columns: Columns) -> Iterator[Fragment]:
    value = columns.value.value
    if isinstance(value, Array) and not value.items and value.complete:
        return
    if isinstance(value, Fragment) and not value:
        return
    yield columnize(value, columns.value.span, text.formatter)


# --- aggregates -------------------------------------------------------------------------------------------------------


def _aggregate(text: QueryText, columns: Columns) -> Iterator[Fragment]:
    value = columns.value.value
    call = Fragment.plain(f"{columns.method}({'distinct ' if columns.distinct else ''}", columns.call.site.method)
    if isinstance(value, SqlHost) and is_raw(value):
        yield call + spliced(value, text.formatter) + ")"
    elif isinstance(value, Array):
        yield _several(text, columns, columns.value, None)
    elif isinstance(value, Object):
        if columns.alias is not None and truthy(columns.alias.value):
            raise KnexError("When using an object explicit alias can not be used")
        for alias, column in entries(columns.value):
            if isinstance(column.value, Array):
                yield _several(text, columns, column, alias)
            else:
                inner = wrap(column.value, column.span, text.formatter)
                yield _named(text, call + inner + ")", alias)
    else:
        column, alias_given = _split_alias(columns)
        inner = wrap(column.value, column.span, text.formatter)
        yield _named(text, call + inner + ")", alias_given)


def _several(text: QueryText, columns: Columns, value: Argument, alias: Argument | None) -> Fragment:
    names = Fragment.join([wrap(part.value, part.span, text.formatter) for part in elements(value)], ", ")
    if columns.distinct:
        names = "distinct(" + names + ")"
    return _named(text, Fragment.plain(f"{columns.method}(", columns.call.site.method) + names + ")", alias)


def _split_alias(columns: Columns) -> tuple[Argument, Argument | None]:
    """`count('id as n')`."""
    value = columns.value
    if not isinstance(value.value, Fragment | Unknown | Choice):
        raise KnexError("value.toLowerCase is not a function")
    if not isinstance(value.value, Fragment) or not (found := _ALIAS.search(masked(value.value))):
        return value, columns.alias
    column = value.value.slice(0, found.start())
    if columns.alias is not None and truthy(columns.alias.value):
        raise KnexError(f"Found multiple aliases for same column: {column}")
    alias = value.value.slice(found.end(), len(value.value))
    return Argument(column, value.span), Argument(alias, value.span)


def _named(text: QueryText, expression: Fragment, alias: Argument | None) -> Fragment:
    if alias is None or not truthy(alias.value):
        return expression
    return aliased(expression, wrap(alias.value, alias.span, text.formatter))


# --- window functions -------------------------------------------------------------------------------------------------


def _analytic(text: QueryText, columns: Columns) -> Iterator[Fragment]:
    parts: list[Fragment] = []
    raw = columns.value.value
    if isinstance(raw, SqlHost) and is_raw(raw):
        parts.append(raw.text() or Fragment.unknown("raw", "a raw that cannot be written out", columns.value.span))
    else:
        if columns.partitions:
            parts.append("partition by " + _ordered(text, columns.partitions) + " ")
        parts.append("order by " + _ordered(text, columns.order))
    over = Fragment.plain(f"{columns.method}() over (", columns.call.site.method)
    expression = over + Fragment.join(parts) + ")"
    alias = columns.alias
    if alias is not None and text.state.place.configuration.version < _QUOTED_ALIAS_SINCE:
        yield aliased(expression, string_of(alias.value, alias.span)) if truthy(alias.value) else expression
    else:
        yield _named(text, expression, alias)


def _ordered(text: QueryText, items: list[Argument]) -> Fragment:
    parts: list[Fragment] = []
    for item in items:
        check_property(item.value, "column")
        ensure(not is_query(item.value), "Maximum call stack size exceeded")  # its `column` is a method
        if isinstance(item.value, Fragment | Unknown | Choice):
            parts.append(columnize(item.value, item.span, text.formatter))
            continue
        if not isinstance(item.value, Object):
            parts.append(columnize(UNDEFINED, item.span, text.formatter))
            continue
        part = columnize(item.value.items.get("column", UNDEFINED), item.span, text.formatter)
        order = item.value.items.get("order", UNDEFINED)
        parts.append(part + " " + string_of(order, item.span) if truthy(order) else part)
    return Fragment.join(parts, ", ")


# --- JSON functions ---------------------------------------------------------------------------------------------------


def _json(text: QueryText, columns: Columns) -> Iterator[Fragment]:
    yield from _JSON[columns.method](text, columns)


def _extract(text: QueryText, columns: Columns) -> Iterator[Fragment]:
    parts = [columns.order]
    if isinstance(columns.value.value, Array):
        parts = [_extraction(part) for part in elements(columns.value)]
    yield Fragment.join(
        (
            _named(
                text,
                "jsonb_path_query("
                + columnize(column.value, column.span, text.formatter)
                + ", "
                + parameter(path.value, path.span, text.formatter)
                + ")",
                alias,
            )
            for column, path, alias in parts
        ),
        ", ",
    )


def _extraction(part: Argument) -> list[Argument]:
    value = part.value
    if isinstance(value, Object):
        keys = ("column", "path", "alias")
        return [Argument(value.items.get(key, UNDEFINED), value.spans.get(key, part.span)) for key in keys]
    given = elements(part)
    return (given + [Argument(UNDEFINED, part.span)] * 3)[:3]


def _set(function: str) -> Callable[[QueryText, Columns], Iterator[Fragment]]:
    def write(text: QueryText, columns: Columns) -> Iterator[Fragment]:
        column, path, value, alias = columns.order
        parts = [
            columnize(column.value, column.span, text.formatter),
            parameter(_json_path(path), path.span, text.formatter),
            parameter(value.value, value.span, text.formatter),
        ]
        yield _named(text, f"{function}(" + Fragment.join(parts, ", ") + ")", alias)

    return write


def _remove(text: QueryText, columns: Columns) -> Iterator[Fragment]:
    column, path, alias = columns.order
    name = columnize(column.value, column.span, text.formatter)
    yield _named(text, name + " #- " + parameter(_json_path(path), path.span, text.formatter), alias)


def _json_path(path: Argument) -> Value:
    """`$.a.b[0]` -> `{a,b,0}`, of which Knex changes only the first dot and the first index."""
    check_property(path.value, "match")
    if not isinstance(path.value, Fragment | Unknown | Choice):
        raise KnexError("jsonPath.match is not a function")
    text = string_of(path.value, path.span)
    if text.holes:
        return Unknown(text.holes[0], "path")
    if _BRACED.match(text.text):
        return text
    changed = text.text.removeprefix("$.").replace(".", ",", 1)
    return Fragment.plain("{" + re.sub(r"\[([0-9]+)]", r",\1", changed, count=1) + "}", path.span)


_JSON: dict[str, Callable[[QueryText, Columns], Iterator[Fragment]]] = {
    "extract": _extract,
    "set": _set("jsonb_set"),
    "insert": _set("jsonb_insert"),
    "remove": _remove,
}

_KINDS: dict[str, Callable[[QueryText, Columns], Iterator[Fragment]]] = {
    "columns": _names,
    "distinct": _names,
    "aggregate": _aggregate,
    "analytic": _analytic,
    "json": _json,
}
