"""The text of INSERT, UPDATE and DELETE."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knexlint.evaluate.values import UNDEFINED, Argument, Array, Choice, Object, Unknown, Value
from knexlint.evaluate.work import Collection
from knexlint.knex.clauses import Assignments, check_property, elements, entries, is_callable
from knexlint.knex.conditions_text import json_if_object
from knexlint.knex.literals import ordered_items, string_of, unknown_text
from knexlint.knex.sending import is_nullish, is_unknown, truthy
from knexlint.knex.wrap import (
    KnexError,
    SqlHost,
    columnize,
    is_raw,
    parameter,
    raw_or_function,
    wrap,
    wrap_string,
)
from knexlint.text import EMPTY, Fragment, Span

if TYPE_CHECKING:
    from knexlint.knex.query_text import QueryText

_REST = "which columns the rows have is not known"


# --- insert -----------------------------------------------------------------------------------------------------------


def insert(text: QueryText) -> Fragment:
    state = text.state
    before = text.with_clause() + text.verb("insert into ") + text.table + " "
    body = _body(text, state.insert)
    if not body:
        return EMPTY
    sql = before + body
    if state.conflict is not None and state.ignore:
        sql += _conflict(text, state.conflict, all_columns=state.conflict.value is True) + " do nothing"
    if state.conflict is not None and state.merge is not None:
        sql += _conflict(text, state.conflict) + " do update set " + _merged(text, state.merge)
        if wheres := text.where():
            sql += " " + wheres
    return sql + text.returning()


def _body(text: QueryText, given: Argument | None) -> Fragment:
    if given is None or not truthy(given.value):
        return EMPTY
    value = given.value
    if isinstance(value, Collection):
        return unknown_text(Unknown("what Knex makes of a Map or a Set as a row"), given.span)
    if isinstance(value, Array) and not value.items and value.complete:
        return EMPTY
    if isinstance(value, Object) and not value.items and value.complete:
        return Fragment.plain("default values", given.span)
    if is_unknown(value):
        return unknown_text(value, given.span)
    if isinstance(value, SqlHost) or is_callable(value):
        return raw_or_function(value, None, text.formatter)
    rows = _rows(given)
    names, complete = _column_names(rows)
    if not names and complete:
        alone = isinstance(value, Array) and len(value.items) == 1 and truthy(value.items[0])
        return Fragment.plain("default values", given.span) if alone else EMPTY
    columns = [wrap(name.value, name.span, text.formatter) for name in names.values()]
    values = [_row(text, row, names, complete) for row in rows]
    if not complete:
        columns.append(Fragment.unknown("columns", _REST, given.span))
    return "(" + Fragment.join(columns, ", ") + ") values (" + Fragment.join(values, "), (") + ")"


def _rows(given: Argument) -> list[Argument]:
    """The rows up to the first that is null or undefined."""
    rows: list[Argument] = []
    for row in elements(given):
        if is_nullish(row.value):
            break
        rows.append(row)
    return rows


def _column_names(rows: list[Argument]) -> tuple[dict[str, Argument], bool]:
    """The sorted names of all rows' columns, each with where it is first said; and whether that is all of them."""
    names: dict[str, Argument] = {}
    complete = True
    for row in rows:
        for key, _ in entries(row):
            names.setdefault(string_of(key.value).text, key)
        complete = complete and isinstance(row.value, Object | Array) and row.value.complete
    return {name: names[name] for name in sorted(names, key=_utf16)}, complete


def _utf16(text: str) -> bytes:
    """JavaScript sorts by UTF-16 code units."""
    return text.encode("utf-16-be", "surrogatepass")


def _row(text: QueryText, row: Argument, names: dict[str, Argument], complete: bool) -> Fragment:
    if is_unknown(row.value):
        return unknown_text(row.value, row.span)
    given = {string_of(key.value).text: value for key, value in entries(row)}
    parts = [_cell(text, given.get(name), row.span) for name in names]
    if not complete:
        parts.append(Fragment.unknown("values", _REST, row.span))
    return Fragment.join(parts, ", ")


def _cell(text: QueryText, value: Argument | None, span: Span) -> Fragment:
    if value is None or value.value is UNDEFINED:
        return Fragment.plain("DEFAULT", span)
    value = json_if_object(value)
    return parameter(value.value, value.span, text.formatter)


def _conflict(text: QueryText, columns: Argument, all_columns: bool = False) -> Fragment:
    if all_columns:
        return Fragment.plain(" on conflict", columns.span)
    names = columnize(columns.value, columns.span, text.formatter)
    return " on conflict " + (names if is_raw(columns.value) else "(" + names + ")")


def _merged(text: QueryText, updates: Argument) -> Fragment:
    value = updates.value
    if is_unknown(value):
        return unknown_text(value, updates.span)
    if isinstance(value, SqlHost):
        text.formatter.doubt("Knex takes the builder that is merged apart")
        return EMPTY
    if isinstance(value, Array):
        names = [_split(part) for part in elements(updates)]
    elif isinstance(value, Object):
        data = {string_of(key.value).text: (key, item) for key, item in entries(updates)}
        return Fragment.join(_assignments(text, data), ",")
    else:
        names = _inserted_names(text)
    return Fragment.join([_excluded(text, name) for name in names], ", ")


def _split(name: Argument) -> Argument:
    check_property(name.value, "split")
    if not isinstance(name.value, Fragment | Unknown | Choice):
        raise KnexError("column.split is not a function")
    return Argument(string_of(name.value, name.span), name.span)


def _inserted_names(text: QueryText) -> list[Argument]:
    given = text.state.insert
    if given is None or isinstance(given.value, SqlHost) or is_callable(given.value):
        raise KnexError("If using merge with a raw insert query, then updates must be provided")
    names, complete = _column_names(_rows(given))
    listed = list(names.values())
    return listed if complete else [*listed, Argument(Fragment.unknown("columns", _REST, given.span), given.span)]


def _excluded(text: QueryText, name: Argument) -> Fragment:
    column = string_of(name.value, name.span)
    last = column.slice(column.text.rfind(".") + 1, len(column)) if not column.holes else column
    wrapped = wrap_string(last, name.span, text.formatter)
    return wrapped + " = excluded." + wrapped


# --- update -----------------------------------------------------------------------------------------------------------


def update(text: QueryText) -> Fragment:
    state = text.state
    before = text.with_clause()
    assignments = _assignments(text, state.update or {})
    source = EMPTY
    if state.update_from is not None and truthy(state.update_from.value):
        source = " from " + wrap(state.update_from.value, state.update_from.span, text.formatter)
    wheres = text.where()
    sql = before + text.verb(f"update {text.only}") + text.table + " set " + Fragment.join(assignments, ", ") + source
    return sql + (" " + wheres if wheres else EMPTY) + text.returning()


def _assignments(text: QueryText, data: Assignments) -> list[Fragment]:
    state = text.state
    parts: list[Fragment] = []
    for column, _ in ordered_items(Object(dict.fromkeys((*data, *state.counters)))):
        if column not in data:
            parts.append(_counted(text, *state.counters[column]))
            continue
        name, value = data[column]
        if value.value is not UNDEFINED:
            set_to = parameter(value.value, value.span, text.formatter)
            parts.append(wrap(name.value, name.span, text.formatter) + " = " + set_to)
    if state.update_unknown is not None:
        unknown = state.update_unknown
        if is_unknown(unknown.value):
            parts.append(unknown_text(unknown.value, unknown.span))
        else:
            parts.append(Fragment.unknown("values", "which columns are set is not known", unknown.span))
    if not parts:
        raise KnexError(_empty_update(text))
    return parts


def _counted(text: QueryText, name: Argument, amount: Argument) -> Fragment:
    column = wrap(name.value, name.span, text.formatter)
    value: Value = amount.value
    sign = "+"
    if isinstance(value, int | float) and value < 0:
        sign, value = "-", -value
    return column + " = " + column + f" {sign} " + parameter(value, amount.span, text.formatter)


def _empty_update(text: QueryText) -> str:
    state = text.state
    table = f"Table: {string_of(state.table.value).text}." if state.table and truthy(state.table.value) else ""
    columns = f"Columns: {','.join(state.update)}." if state.update is not None else ""
    return " ".join(
        (
            "Empty .update() call detected!",
            "Update data does not contain any values to update.",
            "This will result in a faulty query.",
            table,
            columns,
        )
    )


# --- delete -----------------------------------------------------------------------------------------------------------


def delete(text: QueryText) -> Fragment:
    state = text.state
    table = text.table
    before = text.with_clause()
    using = _using(text)
    joined = [text.joined_table(join) for join in state.joins]
    tables = Fragment.join([wrap(join.value, join.span, text.formatter) for join in joined], ",")
    if joined:
        using = (using + "," if using else Fragment.plain("using ")) + tables
    wheres = text.where()
    clauses = [text.writer.joined_by(condition) for join in state.joins for condition in join.conditions]
    if clauses:
        wheres = (wheres + " and " if wheres else Fragment.plain("where ")) + Fragment.join(clauses, " and ")
    sql = before + text.verb(f"delete from {text.only}") + table
    sql += " " + using if using else EMPTY
    return sql + (" " + wheres if wheres else EMPTY) + text.returning()


def _using(text: QueryText) -> Fragment:
    tables = text.state.using
    if tables is None or not truthy(tables.value):
        return EMPTY
    names = [wrap(table.value, table.span, text.formatter) for table in elements(tables)]
    return "using " + Fragment.join(names, ",")
