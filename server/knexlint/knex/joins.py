"""Joins of the query builder: what their calls add, and the object their callbacks are handed. Knows no SQL text."""

from __future__ import annotations

from collections.abc import Callable

from knexlint.evaluate.values import Argument, Array, Runtime, Site, Value
from knexlint.knex.calls import Called
from knexlint.knex.clauses import (
    Bool,
    Condition,
    Join,
    State,
    check_property,
    ensure,
    entries,
    is_callable,
    is_object,
    made,
    said,
)
from knexlint.knex.conditions import Mutation
from knexlint.knex.literals import string_of
from knexlint.knex.raw import Raw
from knexlint.knex.recorder import Recorder
from knexlint.knex.sending import is_unknown, mark_used, truthy
from knexlint.knex.wrap import Formatter, is_query

# The conditions that take a pending `not`; the others leave it to the next one.
_NEGATABLE = ("on in", "null", "exists", "between", "on json path")


class JoinClause(Recorder):
    """What `join(table, function () { this.on(…) })` is handed."""

    __slots__ = ("bool_flag", "conditions", "formatter", "kind", "not_flag")
    label = "join clause"

    def __init__(self, formatter: Formatter, kind: str = "inner") -> None:
        super().__init__(formatter.configuration)
        self.used = True
        self.formatter = formatter
        self.kind = kind
        self.conditions: list[Condition] = []
        self.bool_flag: Bool = "and"
        self.not_flag = False

    def get(self, name: str, site: Site, runtime: Runtime) -> Value:
        if name in ("and", "or"):
            self.bool_flag = "or" if name == "or" else self.bool_flag
            return self
        return super().get(name, site, runtime)

    def lose(self, reason: str) -> None:
        self.formatter.doubt(reason)

    def has(self, name: str) -> bool:
        return name in _METHODS

    def record(self, call: Called, _runtime: Runtime) -> Value:
        for argument in call.arguments:
            mark_used(argument.value)
        for settled in self.formatter.settled([call]):
            _METHODS[settled.method](self, settled)
        return len(self.conditions) if call.method == "using" else self

    def add(self, kind: str, call: Called, **parts: Argument) -> None:
        none = call.argument(len(call.arguments))
        negated = self.not_flag and kind in _NEGATABLE
        condition = Condition(kind, call, none, none, none, word=self.bool_flag, negated=negated)
        self.bool_flag, self.not_flag = "and", self.not_flag and not negated
        for name, part in parts.items():
            setattr(condition, name, part)
        self.conditions.append(condition)


Clause = Callable[[JoinClause, Called], None]


def _compared(kind: str) -> Clause:
    """`on` and `onVal`."""

    def compare(join: JoinClause, call: Called) -> None:
        first = call.argument(0)
        if first.value is None:
            check_property(None, "toSQL")
        if is_object(first.value):
            joined = join.bool_flag
            join.bool_flag = "and"
            for key, value in entries(first):
                join.bool_flag = joined
                compare(join, call.given([key, value]))
        elif is_callable(first.value):
            join.add("on wrapped", call, value=first)
        elif len(call.arguments) == 1:
            join.add("on raw", call, value=first)
        elif len(call.arguments) == 2:
            join.add(kind, call, column=first, operator=said("=", call), value=call.argument(1))
        else:
            join.add(kind, call, column=first, operator=call.argument(1), value=call.argument(2))

    return compare


_on = _compared("on basic")


def _on_in(join: JoinClause, call: Called) -> None:
    values = call.value(1)
    if isinstance(values, Array) and not values.items and values.complete:
        return _on(join, call.given([made(1, call), said("=", call), made(0, call)]))
    return join.add("on in", call, column=call.argument(0), value=call.argument(1))


def _on_between(join: JoinClause, call: Called) -> None:
    values = call.value(1)
    if not is_unknown(values):
        ensure(isinstance(values, Array), "The second argument to onBetween must be an array.")
        if isinstance(values, Array) and values.complete:
            ensure(len(values.items) == 2, "You must specify 2 values for the onBetween clause")
    join.add("between", call, column=call.argument(0), value=call.argument(1))


def _on_json_path(join: JoinClause, call: Called) -> None:
    first, first_path, second, second_path = (call.argument(at) for at in range(4))
    join.add("on json path", call, column=first, path=first_path, value=second, operator=second_path)


def _type(join: JoinClause, call: Called) -> None:
    kind = string_of(call.value(0))
    if kind.holes:
        join.formatter.doubt(kind.holes[0])
    join.kind = kind.text


# What a method does, and the names it has: plain, or, not, or not.
_FAMILIES: tuple[tuple[Clause, str, str, str, str], ...] = (
    (_on, "on andOn", "orOn", "", ""),
    (_compared("on value"), "onVal andOnVal", "orOnVal", "", ""),
    (_on_in, "onIn andOnIn", "orOnIn", "onNotIn andOnNotIn", "orOnNotIn"),
    (
        lambda join, call: join.add("null", call, column=call.argument(0)),
        "onNull andOnNull",
        "orOnNull",
        "onNotNull andOnNotNull",
        "orOnNotNull",
    ),
    (
        lambda join, call: join.add("exists", call, value=call.argument(0)),
        "onExists andOnExists",
        "orOnExists",
        "onNotExists andOnNotExists",
        "orOnNotExists",
    ),
    (
        _on_between,
        "onBetween andOnBetween",
        "orOnBetween",
        "onNotBetween andOnNotBetween",
        "orOnNotBetween",
    ),
    (_on_json_path, "onJsonPathEquals andOnJsonPathEquals", "orOnJsonPathEquals", "", ""),
    (lambda join, call: join.add("on using", call, column=call.argument(0)), "using", "", "", ""),
    (_type, "type", "", "", ""),
)


def _flagged(clause: Clause, either: bool, negated: bool) -> Clause:
    def flag_and_add(join: JoinClause, call: Called) -> None:
        join.bool_flag = "or" if either else join.bool_flag
        join.not_flag = negated or join.not_flag
        clause(join, call)

    return flag_and_add


_METHODS: dict[str, Clause] = {
    name: _flagged(clause, at % 2 == 1, at >= 2)
    for clause, *columns in _FAMILIES
    for at, names in enumerate(columns)
    for name in names.split()
}


def run_clause(callback: Value, formatter: Formatter, call: Called, kind: str = "inner") -> JoinClause:
    """The conditions that a join's callback adds."""
    clause = JoinClause(formatter, kind)
    if formatter.runtime is None:
        formatter.doubt("a callback that was not run")
    else:
        formatter.runtime.call(callback, [clause], clause, call.site)
    return clause


# --- the builder's methods --------------------------------------------------------------------------------------------


def join(state: State, call: Called) -> None:
    table, first = call.argument(0), call.argument(1)
    kind, state.join_kind = state.join_kind, "inner"
    schema = None if is_query(table.value) or is_callable(table.value) else state.schema
    if is_callable(first.value):
        clause = run_clause(first.value, state.formatter, call, kind)
        state.joins.append(Join(clause.kind, call, table, schema, clause.conditions))
    elif kind == "raw":
        state.joins.append(Join("raw", call, _raw_table(state, call)))
    else:
        clause = JoinClause(state.formatter, kind)
        if truthy(first.value):
            _on(clause, call.given(call.arguments[1:]))
        state.joins.append(Join(kind, call, table, schema, clause.conditions))


def _raw_table(state: State, call: Called) -> Argument:
    raw = Raw(state.place, call)
    raw.used = True
    return Argument(raw, call.argument(0).span)


def _kind(kind: str) -> Mutation:
    def join_as(state: State, call: Called) -> None:
        state.join_kind = kind
        join(state, call)

    return join_as


JOINS: dict[str, Mutation] = {
    "join": join,
    "innerJoin": _kind("inner"),
    "leftJoin": _kind("left"),
    "leftOuterJoin": _kind("left outer"),
    "rightJoin": _kind("right"),
    "rightOuterJoin": _kind("right outer"),
    "outerJoin": _kind("outer"),
    "fullOuterJoin": _kind("full outer"),
    "crossJoin": _kind("cross"),
    "joinRaw": _kind("raw"),
}
