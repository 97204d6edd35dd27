"""Calls of the query builder that say what is read: tables, columns, aggregates, WITH. Knows no SQL text."""

from __future__ import annotations

from knexlint.evaluate.values import Argument, Array, BigInt, Object, Value
from knexlint.knex.calls import Called
from knexlint.knex.clauses import (
    Columns,
    State,
    With,
    check_property,
    ensure,
    given,
    is_callable,
    is_statement,
    listed,
    made,
    normalized,
    option,
    said,
)
from knexlint.knex.clauses import elements as elements_of
from knexlint.knex.conditions import Mutation
from knexlint.knex.raw import raw_argument
from knexlint.knex.recorder import Recorder
from knexlint.knex.sending import is_unknown, mark_used, truthy
from knexlint.knex.wrap import KnexError, is_raw
from knexlint.text import Fragment


def table(state: State, call: Called) -> None:
    state.table, state.table_call = call.argument(0), call
    options = call.value(1)
    state.only = isinstance(options, Object) and options.items.get("only") is True


def from_raw(state: State, call: Called) -> None:
    state.table, state.table_call, state.only = raw_argument(state.place, call), call, False


def columns(state: State, call: Called) -> None:
    first = call.value(0)
    if not truthy(first) and (first is False or first != 0):
        return
    state.columns.append(Columns("columns", call, listed(normalized(call), call)))


def _distinct(kind: str) -> Mutation:
    def mutate(state: State, call: Called) -> None:
        if kind == "distinct on" and not call.arguments:
            raise KnexError("distinctOn requires at least on argument")
        state.columns.append(Columns(kind, call, listed(normalized(call), call), distinct=kind == "distinct"))

    return mutate


def first(state: State, call: Called) -> None:
    ensure(state.method == "select", f'Cannot chain .first() on "{state.method}" query')
    state.columns.append(Columns("columns", call, listed(normalized(call), call)))
    state.method, state.deciding = "first", call
    state.limit = made(1, call)
    state.inline.discard("limit")


def pluck(state: State, call: Called) -> None:
    ensure(state.method == "select", f'Cannot chain .pluck() on "{state.method}" query')
    state.method, state.deciding = "pluck", call
    state.pluck = call.argument(0)
    state.columns.append(Columns("columns", call, state.pluck))


def _aggregate(method: str, distinct: bool = False) -> Mutation:
    def mutate(state: State, call: Called) -> None:
        column = call.argument(0)
        if method == "count" and not truthy(column.value):
            column = said("*", call)
        _add_aggregate(state, call, method, column, call.argument(1), distinct)

    return mutate


def _add_aggregate(
    state: State, call: Called, method: str, column: Argument, options: Argument, distinct: bool
) -> None:
    check_property(column.value, "isRawInstance")
    if options.value is None:
        check_property(None, "distinct")
    flag = option(options, "distinct")
    distinct = distinct or (flag is not None and truthy(flag.value))
    state.columns.append(Columns("aggregate", call, column, method, distinct, option(options, "as")))


def count_distinct(state: State, call: Called) -> None:
    arguments = list(call.arguments)
    options = call.argument(len(arguments))
    if len(arguments) > 1 and isinstance(arguments[-1].value, Object):
        options = arguments.pop()
    if len(arguments) == 1:
        column = arguments[0]
    else:
        column = listed(arguments, call) if arguments else said("*", call)
    _add_aggregate(state, call, "count", column, options, True)


# --- window functions -------------------------------------------------------------------------------------------------


class Analytic(Recorder):
    """What `rank('alias', function () { this.orderBy(…) })` is handed."""

    __slots__ = ("columns",)
    label = "analytic clause"

    def __init__(self, state: State, columns: Columns) -> None:
        super().__init__(state.place.configuration)
        self.used = True
        self.columns = columns

    def has(self, name: str) -> bool:
        return name in ("partitionBy", "orderBy")

    def record(self, call: Called, _runtime: object) -> Value:
        column = call.argument(0)
        to = self.columns.partitions if call.method == "partitionBy" else self.columns.order
        if isinstance(column.value, Array):
            to.extend(elements_of(column))
            return self
        direction = call.argument(1)
        pair = Object({"column": column.value, "order": direction.value}, {"column": column.span})
        to.append(Argument(pair, column.span))
        return self


_SECOND = """The second argument to an analytic function must be either a function, a raw,
       an array of string or object, an object or a single string."""
_THIRD = (
    "The third argument to an analytic function must be either a string, an array of string or object or an object."
)


def _analytic(method: str) -> Mutation:
    def mutate(state: State, call: Called) -> None:
        alias, second, third = call.argument(0), call.argument(1), given(call, 2)
        check_property(second.value, "isRawInstance")
        ensure(not isinstance(second.value, bool | int | float | BigInt), _SECOND)
        if third is not None and truthy(third.value):
            ensure(not isinstance(third.value, bool | int | float | BigInt) and not is_callable(third.value), _THIRD)
        added = Columns("analytic", call, second, method)
        added.alias = alias if isinstance(alias.value, Fragment) else None
        if is_callable(second.value):
            if state.formatter.runtime is not None:
                clause = Analytic(state, added)
                state.formatter.runtime.call(second.value, [clause], clause, call.site)
            added.value = call.argument(len(call.arguments))
        elif is_raw(second.value):
            mark_used(second.value)
        else:
            added.order = elements_of(second)
            added.partitions = elements_of(third) if third else []
        state.columns.append(added)

    return mutate


def _json(method: str, *names: str) -> Mutation:
    """`jsonExtract(column, path, alias)` and its like; the arguments keep their order."""

    def mutate(state: State, call: Called) -> None:
        parts = [call.argument(at) for at in range(len(names))]
        state.columns.append(Columns("json", call, call.argument(0), method, order=parts))

    return mutate


# --- WITH -------------------------------------------------------------------------------------------------------------


def _with(name: str | None, recursive: bool = False, materialized: bool | None = None) -> Mutation:
    """`name`: what Knex calls the method when it refuses its arguments; None where it takes any."""

    def mutate(state: State, call: Called) -> None:
        alias, names, query = call.argument(0), given(call, 1), given(call, 2)
        if query is None:
            names, query = None, call.argument(1)
        if name is not None:
            _check_with(name, alias.value, names, query.value)
        state.withs.append(With(call, alias, names, query, recursive, materialized))

    return mutate


def _check_with(name: str, alias: Value, names: Argument | None, query: Value) -> None:
    ensure(isinstance(alias, Fragment) or is_unknown(alias), f"{name}() first argument must be a string")
    if names is None and is_statement(query):
        return
    ensure(
        names is not None and _is_name_list(names.value),
        f"{name}() second argument must be a statement or non-empty column name list.",
    )
    ensure(
        is_statement(query),
        f"{name}() third argument must be a function / QueryBuilder or a raw when its second argument is a column "
        "name list",
    )


def _is_name_list(value: Value) -> bool:
    if not isinstance(value, Array):
        return is_unknown(value)
    return bool(value.items) and all(isinstance(item, Fragment) or is_unknown(item) for item in value.items)


def _set(name: str) -> Mutation:
    return lambda state, call: setattr(state, name, call.argument(0))


def column_info(state: State, call: Called) -> None:
    state.method, state.deciding = "columnInfo", call
    state.column_info = call.argument(0)


def _flag(name: str, value: object) -> Mutation:
    return lambda state, _call: setattr(state, name, value)


SELECTS: dict[str, Mutation] = {
    **dict.fromkeys(("table", "from", "into"), table),
    **dict.fromkeys(("select", "column", "columns"), columns),
    "fromRaw": from_raw,
    "withSchema": _set("schema"),
    "as": _set("alias"),
    "distinct": _distinct("distinct"),
    "distinctOn": _distinct("distinct on"),
    "first": first,
    "pluck": pluck,
    **{name: _aggregate(name) for name in ("count", "min", "max", "sum", "avg")},
    "countDistinct": count_distinct,
    "sumDistinct": _aggregate("sum", distinct=True),
    "avgDistinct": _aggregate("avg", distinct=True),
    "rank": _analytic("rank"),
    "denseRank": _analytic("dense_rank"),
    "rowNumber": _analytic("row_number"),
    "jsonExtract": _json("extract", "column", "path", "alias"),
    "jsonSet": _json("set", "column", "path", "value", "alias"),
    "jsonInsert": _json("insert", "column", "path", "value", "alias"),
    "jsonRemove": _json("remove", "column", "path", "alias"),
    "with": _with("with"),
    "withWrapped": _with(None),
    "withRecursiveWrapped": _with(None, recursive=True),
    "withRecursive": _with("withRecursive", recursive=True),
    "withMaterialized": _with("with", materialized=True),
    "withNotMaterialized": _with("with", materialized=False),
    "columnInfo": column_info,
    "or": _flag("bool_flag", "or"),
    "not": _flag("not_flag", True),
}
