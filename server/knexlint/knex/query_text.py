"""The text of a query builder's statement, piece by piece in the order in which Knex collects its bindings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from knexlint.evaluate.values import Argument, Array
from knexlint.knex.changes_text import delete, insert, update
from knexlint.knex.clauses import Join, Order, State, check_property, ensure
from knexlint.knex.columns_text import columns_text
from knexlint.knex.conditions_text import Writer
from knexlint.knex.literals import CIRCULAR, string_of, unknown_text
from knexlint.knex.raw import qualified
from knexlint.knex.sending import is_nullish, is_unknown, truthy
from knexlint.knex.wrap import (
    Compiled,
    KnexError,
    SqlHost,
    columnize,
    is_function,
    is_query,
    is_raw,
    parameter,
    raw_or_function,
    spliced,
    wrap,
)
from knexlint.text import EMPTY, Fragment

_REFUSED = {"del": ("having", "limit"), "truncate": ("where", "having", "limit")}
_VERBS = {"del": "delete"}


class QueryText:
    """One compilation of one state. `table` is wrapped when first asked for, as in Knex."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.formatter = state.formatter
        self.writer = Writer(self.formatter, self._fill)
        self._table: Fragment | None = None

    def _fill(self, fill: Callable[[State], None]) -> Fragment:
        inner = State(self.state.place, self.formatter)
        fill(inner)
        text = QueryText(inner)
        return text.checked(text.where(), "where")

    def compiled(self, method: str | None = None) -> Compiled:
        """Raises `KnexError`."""
        method = method or self.state.method
        self._validate(method)
        if method == "pluck":
            self._check_pluck()
        sql = self.checked(_STATEMENTS[method](self), method)
        alias = self.state.alias.value if self.state.alias and method in ("select", "first") else None
        return Compiled(sql, tuple(self.formatter.bindings), method, alias, self.formatter.unknown)

    def _validate(self, method: str) -> None:
        state = self.state
        if state.place.configuration.version < (3, 2):
            return
        present = {"where": bool(state.wheres), "having": bool(state.havings), "limit": state.limit is not None}
        for clause in _REFUSED.get(method, ()):
            if present[clause]:
                verb = _VERBS.get(method, method)
                raise KnexError(f"Aborted query compilation: `{clause}` has no effect on a `{verb}` statement")

    def _check_pluck(self) -> None:
        plucked = self.state.pluck
        if plucked is None or isinstance(plucked.value, Fragment | Array) or is_unknown(plucked.value):
            return
        check_property(plucked.value, "indexOf")
        raise KnexError("toPluck.indexOf is not a function")

    def checked(self, sql: Fragment, method: str) -> Fragment:
        if not self.writer.undefined:
            return sql
        columns = [condition.column.value for condition in self.writer.undefined]
        names = ", ".join("" if is_nullish(column) else string_of(column).text for column in columns)
        error = KnexError(
            f"Undefined binding(s) detected when compiling {method.upper()}. "
            f"Undefined column(s): [{names}] query: {sql}"
        )
        raise error.blaming(self.writer.undefined[0].call.site)

    # --- shared parts ---

    @property
    def table(self) -> Fragment:
        if self._table is None:
            self._table = self._wrapped_table()
        return self._table

    def _wrapped_table(self) -> Fragment:
        table, schema = self.state.table, self.state.schema
        if table is None or not truthy(table.value):
            return EMPTY
        value = table.value
        if isinstance(value, SqlHost):
            text = spliced(value, self.formatter, parenthesise=True)
            ensure(bool(text), CIRCULAR)
            return text
        if schema is not None and truthy(schema.value) and not is_function(value):
            value = qualified(schema, table)
        return wrap(value, table.span, self.formatter)

    @property
    def only(self) -> str:
        return "only " if self.state.only else ""

    def verb(self, text: str) -> Fragment:
        """The words that the statement begins with: the whole call is responsible for them."""
        call = self.state.deciding or self.state.table_call
        return Fragment.plain(text, call.site.call if call else None)

    def where(self) -> Fragment:
        return self.writer.where(self.state.wheres)

    def with_clause(self) -> Fragment:
        parts: list[Fragment] = []
        for stmt in self.state.withs:
            value = stmt.value.value
            query = raw_or_function(value, None, self.formatter)
            if is_unknown(value):
                query = unknown_text(value, stmt.value.span)
            if not query:
                parts.append(EMPTY)
                continue
            columns = EMPTY
            if stmt.columns is not None:
                columns = "(" + columnize(stmt.columns.value, stmt.columns.span, self.formatter) + ")"
            name = columnize(stmt.alias.value, stmt.alias.span, self.formatter)
            kind = {None: "", True: "materialized ", False: "not materialized "}[stmt.materialized]
            parts.append(name + columns + f" as {kind}(" + query + ")")
        if not parts:
            return EMPTY
        recursive = "recursive " if any(stmt.recursive for stmt in self.state.withs) else ""
        return f"with {recursive}" + Fragment.join(parts, ", ") + " "

    def joined_table(self, join: Join) -> Argument:
        """The table of a join, with the builder's schema before it."""
        schema = join.schema
        if schema is None or not truthy(schema.value) or is_raw(join.table.value):
            return join.table
        return Argument(qualified(schema, join.table), join.table.span)

    def returning(self) -> Fragment:
        value = self.state.returning
        if value is None or not truthy(value.value):
            return EMPTY
        return " returning " + columnize(value.value, value.span, self.formatter)

    # --- select ---

    def only_unions(self) -> bool:
        state = self.state
        no_columns = not state.columns or state.columns[0].kind not in ("json", "analytic")
        return no_columns and bool(state.unions) and not self.table

    def select(self) -> Fragment:
        state = self.state
        before = self.with_clause()
        only_unions = self.only_unions()
        first = [
            Fragment.join(["/* " + text + " */" for text in state.comments], " "),
            EMPTY if only_unions else columns_text(self),
            self.joins(),
            self.where(),
        ]
        unions = self.unions(only_unions)
        last = [
            self.grouped("group", state.groups),
            self.writer.having(state.havings),
            self.grouped("order", state.orders),
            self.limited("limit", state.limit),
            self.limited("offset", state.offset),
            self.lock(),
            Fragment.plain(state.wait_mode or ""),
        ]
        if only_unions:
            rest = _spaced([*first, *last])
            return before + unions + (" " + rest if rest else EMPTY)
        main = _spaced(first)
        if any(union.wrapped for union in state.unions):
            main = "(" + main + ")"
        return before + _spaced([main, unions, _spaced(last)])

    def joins(self) -> Fragment:
        return Fragment.join([self._join(join) for join in self.state.joins], " ")

    def _join(self, join: Join) -> Fragment:
        if join.kind == "raw":
            return self.writer.spliced(join.table)
        table = self.joined_table(join)
        text = Fragment.plain(f"{join.kind} join ", join.call.site.method)
        text += wrap(table.value, table.span, self.formatter)
        if not join.conditions:
            return text
        word = "using" if join.conditions[0].kind == "on using" else "on"
        return text + f" {word} " + self.writer.on(join.conditions)

    def unions(self, only_unions: bool) -> Fragment:
        parts: list[Fragment] = []
        for at, union in enumerate(self.state.unions):
            value = union.value.value
            text = raw_or_function(value, None, self.formatter)
            if is_unknown(value):
                text = unknown_text(value, union.value.span)
            if union.wrapped and text:
                text = "(" + text + ")"
            word = "" if at == 0 and only_unions else union.clause + " "
            parts.append(Fragment.plain(word, union.call.site.method) + text)
        return Fragment.join(parts, " ")

    def grouped(self, kind: str, items: Sequence[Order]) -> Fragment:
        if not items:
            return EMPTY
        return f"{kind} by " + Fragment.join([self._order(item, kind) for item in items], ", ")

    def _order(self, item: Order, kind: str) -> Fragment:
        value = item.value.value
        if isinstance(value, SqlHost) and is_raw(value):
            text = spliced(value, self.formatter)
        else:
            text = columnize(value, item.value.span, self.formatter)
        if is_query(value):
            text = "(" + text + ")"
        if kind == "group" or item.raw:
            return text
        text = text + " " + self._direction(item.direction)
        if item.nulls is not None and truthy(item.nulls.value) and not is_raw(value):
            text = text + " nulls " + string_of(item.nulls.value, item.nulls.span)
        return text

    def _direction(self, direction: Argument | None) -> Fragment:
        if direction is None or is_nullish(direction.value):
            return Fragment.plain("asc")
        value = direction.value
        if isinstance(value, SqlHost):
            return spliced(value, self.formatter)
        if is_unknown(value):
            return unknown_text(value, direction.span)
        if truthy(value) and not isinstance(value, Fragment):
            raise KnexError('(value || "").toLowerCase is not a function')
        text = string_of(value, direction.span)
        return text if text.holes or text.text.lower() in ("asc", "desc") else Fragment.plain("asc")

    def limited(self, name: str, value: Argument | None) -> Fragment:
        if value is None or is_nullish(value.value) or (name == "offset" and not truthy(value.value)):
            return EMPTY
        if name in self.state.inline:
            return f"{name} " + string_of(value.value, value.span)
        return f"{name} " + parameter(value.value, value.span, self.formatter)

    def lock(self) -> Fragment:
        if self.state.lock is None:
            return EMPTY
        tables = [table for table in self.state.lock_tables if truthy(table.value)]
        if not self.state.lock_tables:
            return Fragment.plain(self.state.lock)
        names = [wrap(table.value, table.span, self.formatter) for table in tables]
        return self.state.lock + " of " + Fragment.join(names, ", ")

    # --- other statements ---

    def truncate(self) -> Fragment:
        return self.verb("truncate ") + self.table + " restart identity"

    def column_info(self) -> Fragment:
        table, schema = self.state.table, self.state.schema
        self.formatter.bindings.append(table.value if table else None)
        text = "select * from information_schema.columns where table_name = ? and table_catalog = current_database()"
        if schema is None or not truthy(schema.value):
            return self.verb(text + " and table_schema = current_schema()")
        self.formatter.bindings.append(schema.value)
        return self.verb(text + " and table_schema = ?")


def _spaced(parts: Sequence[Fragment]) -> Fragment:
    return Fragment.join([part for part in parts if part], " ")


_STATEMENTS: dict[str, Callable[[QueryText], Fragment]] = {
    "select": QueryText.select,
    "first": QueryText.select,
    "pluck": QueryText.select,
    "where": QueryText.where,
    "insert": lambda text: insert(text),
    "update": lambda text: update(text),
    "del": lambda text: delete(text),
    "truncate": QueryText.truncate,
    "columnInfo": QueryText.column_info,
}
