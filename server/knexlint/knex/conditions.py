"""The WHERE and HAVING families of the query builder: what their calls add. Knows no SQL text."""

from __future__ import annotations

from collections.abc import Callable

from knexlint.evaluate.values import Array, Object, Unknown, Value
from knexlint.knex.calls import Called
from knexlint.knex.clauses import (
    Condition,
    State,
    check_property,
    ensure,
    entries,
    is_callable,
    is_object,
    lowered,
    made,
    said,
)
from knexlint.knex.raw import raw_argument
from knexlint.knex.sending import is_unknown
from knexlint.knex.wrap import is_query, is_raw

Mutation = Callable[[State, Called], None]


def add(state: State, kind: str, call: Called, **parts: object) -> None:
    """Add a condition that takes the pending `or` and `not`."""
    none = call.argument(len(call.arguments))
    condition = Condition(kind, call, none, none, none, negated=state.take_not(), word=state.take_bool())
    for name, part in parts.items():
        setattr(condition, name, part)
    (state.havings if kind.startswith("having") else state.wheres).append(condition)


def where(state: State, call: Called) -> None:
    column, count = call.argument(0), len(call.arguments)
    value = column.value
    if value is True or value is False:
        one = made(1, call)
        return where(state, call.given([one, said("=", call), made(int(value), call)]))
    if is_callable(value):
        return add(state, "wrapped", call, value=column)
    if is_object(value):
        return _each(state, call, where)
    if is_raw(value) and count == 1:
        return add(state, "raw", call, value=column)
    if (is_unknown(value) and count == 1) or is_query(value):
        return add(state, "unknown", call, value=column)
    return _compare(state, call)


def _compare(state: State, call: Called) -> None:
    column, operator, value = call.argument(0), call.argument(1), call.argument(2)
    if len(call.arguments) == 2:
        operator, value = said("=", call), operator
        if value.value is None:
            return where_null(state, call)
        if isinstance(value.value, Unknown) and value.value.nature not in ("scalar", "maker"):
            state.doubt(f"whether {value.value.name} is null is not known ({value.value.reason})")
    check = lowered(operator.value).strip()
    if len(call.arguments) == 3 and check in ("in", "not in", "between", "not between"):
        state.not_flag = check.startswith("not")
        pair = call.given([column, value])
        return where_in(state, pair) if check.endswith("in") else where_between(state, pair)
    if value.value is None and check in ("is", "is not"):
        state.not_flag = check == "is not"
        return where_null(state, call)
    return add(state, "basic", call, column=column, operator=operator, value=value, as_column=state.as_column)


def _each(state: State, call: Called, each: Mutation) -> None:
    """An object of conditions: all of them joined as the pending flags say."""
    joined, negated = state.take_bool(), state.take_not()
    for key, value in entries(call.argument(0)):
        state.bool_flag, state.not_flag = joined, negated
        each(state, call.given([key, value]))
    _note_incomplete(state, call.value(0))


def _note_incomplete(state: State, value: Value) -> None:
    if isinstance(value, Object | Array) and not value.complete:
        state.doubt("which keys the object of conditions has is not known")


def where_column(state: State, call: Called) -> None:
    state.as_column = True
    where(state, call)
    state.as_column = False


def or_where(state: State, call: Called) -> None:
    """`orWhere({a: 1, b: 2})` makes a group."""
    state.bool_flag = "or"
    _grouped(state, call, where, lambda key, value: call.given([key, value]))


def or_where_column(state: State, call: Called) -> None:
    state.bool_flag = "or"
    _grouped(state, call, where_column, lambda key, value: call.given([key, said("=", call), value]))


def _grouped(state: State, call: Called, one: Mutation, pair: Callable[..., Called], kind: str = "wrapped") -> None:
    if not is_object(call.value(0)):
        return one(state, call)
    _note_incomplete(state, call.value(0))

    def fill(inner: State) -> None:
        for key, value in entries(call.argument(0)):
            one(inner, pair(key, value))

    return add(state, kind, call, inner=fill)


def where_raw(state: State, call: Called) -> None:
    add(state, "raw", call, value=raw_argument(state.place, call))


def where_in(state: State, call: Called) -> None:
    values = call.value(1)
    if isinstance(values, Array) and not values.items and values.complete:
        return where(state, call.given([made(state.take_not(), call)]))
    return add(state, "in", call, column=call.argument(0), value=call.argument(1))


def where_null(state: State, call: Called) -> None:
    add(state, "null", call, column=call.argument(0))


def _check_between(name: str, value: Value) -> None:
    if is_unknown(value):
        return
    ensure(isinstance(value, Array), f"The second argument to {name} must be an array.")
    if isinstance(value, Array) and value.complete:
        ensure(len(value.items) == 2, f"You must specify 2 values for the {name} clause")


def where_between(state: State, call: Called) -> None:
    _check_between("whereBetween", call.value(1))
    add(state, "between", call, column=call.argument(0), value=call.argument(1))


def _column_and_value(kind: str, as_column: bool = True) -> Mutation:
    def mutate(state: State, call: Called) -> None:
        flag = as_column and state.as_column
        add(state, kind, call, column=call.argument(0), value=call.argument(1), as_column=flag)

    return mutate


def _value(kind: str) -> Mutation:
    return lambda state, call: add(state, kind, call, value=call.argument(0))


def _column(kind: str) -> Mutation:
    return lambda state, call: add(state, kind, call, column=call.argument(0))


def where_json_path(state: State, call: Called) -> None:
    column, path, operator, value = (call.argument(at) for at in range(4))
    add(state, "json path", call, column=column, path=path, operator=operator, value=value)


# --- having -----------------------------------------------------------------------------------------------------------


def having(state: State, call: Called) -> None:
    column = call.argument(0)
    check_property(column.value, "isRawInstance")
    if is_raw(column.value) and len(call.arguments) == 1:
        return add(state, "having raw", call, value=column)
    if is_callable(column.value):
        return add(state, "having wrapped", call, value=column)
    return add(state, "having basic", call, column=column, operator=call.argument(1), value=call.argument(2))


def or_having(state: State, call: Called) -> None:
    state.bool_flag = "or"
    _grouped(state, call, having, lambda key, value: call.given([key, value]), "having wrapped")


def having_in(state: State, call: Called) -> None:
    values = call.value(1)
    if isinstance(values, Array) and not values.items and values.complete:
        return where(state, call.given([made(state.take_not(), call)]))
    return add(state, "having in", call, column=call.argument(0), value=call.argument(1))


def having_between(state: State, call: Called) -> None:
    _check_between("havingBetween", call.value(1))
    add(state, "having between", call, column=call.argument(0), value=call.argument(1))


def having_raw(state: State, call: Called) -> None:
    add(state, "having raw", call, value=raw_argument(state.place, call))


# --- the names --------------------------------------------------------------------------------------------------------

_ALONE: dict[str, Mutation] = {
    "where": where,
    "andWhere": where,
    "orWhere": or_where,
    "whereColumn": where_column,
    "andWhereColumn": where_column,
    "orWhereColumn": or_where_column,
    "having": having,
    "andHaving": having,
    "orHaving": or_having,
}

# What a method does, and the names it has: plain, or, not, or not. Those with a star leave `or` or `not` to the callee.
_FAMILIES: tuple[tuple[Mutation, str, str, str, str], ...] = (
    (where, "", "", "whereNot andWhereNot", "orWhereNot"),
    (where_column, "", "", "whereNotColumn andWhereNotColumn", "orWhereNotColumn"),
    (where_raw, "whereRaw andWhereRaw", "orWhereRaw", "", ""),
    (_value("wrapped"), "whereWrapped", "", "", ""),
    (_value("exists"), "whereExists", "orWhereExists", "whereNotExists", "orWhereNotExists"),
    (where_in, "whereIn", "orWhereIn", "whereNotIn", "orWhereNotIn"),
    (where_null, "whereNull", "orWhereNull", "whereNotNull", "orWhereNotNull"),
    (
        where_between,
        "whereBetween andWhereBetween",
        "orWhereBetween",
        "whereNotBetween andWhereNotBetween",
        "orWhereNotBetween",
    ),
    (_column_and_value("like"), "whereLike andWhereLike", "orWhereLike", "", ""),
    (_column_and_value("ilike"), "whereILike andWhereILike", "orWhereILike", "", ""),
    (
        _column_and_value("json object"),
        "whereJsonObject andWhereJsonObject",
        "orWhereJsonObject",
        "whereNotJsonObject andWhereNotJsonObject",
        "orWhereNotJsonObject",
    ),
    (where_json_path, "whereJsonPath andWhereJsonPath", "orWhereJsonPath", "", ""),
    (
        _column_and_value("json superset"),
        "whereJsonSupersetOf",
        "orWhereJsonSupersetOf",
        "whereJsonNotSupersetOf",
        "orWhereJsonNotSupersetOf",
    ),
    (
        _column_and_value("json subset"),
        "whereJsonSubsetOf",
        "orWhereJsonSubsetOf",
        "whereJsonNotSubsetOf",
        "orWhereJsonNotSubsetOf",
    ),
    (_value("having wrapped"), "havingWrapped", "", "", ""),
    (having_raw, "havingRaw", "orHavingRaw", "", ""),
    (
        _value("having exists"),
        "havingExists andHavingExists",
        "orHavingExists",
        "havingNotExists andHavingNotExists",
        "orHavingNotExists",
    ),
    (having_in, "havingIn andHavingIn", "orHavingIn", "havingNotIn andHavingNotIn", "orHavingNotIn"),
    (
        _column("having null"),
        "havingNull andHavingNull",
        "orHavingNull",
        "havingNotNull andHavingNotNull",
        "orHavingNotNull",
    ),
    (
        having_between,
        "havingBetween andHavingBetween",
        "orHavingBetween",
        "havingNotBetween andHavingNotBetween",
        "orHavingNotBetween",
    ),
)


def _flagged(mutate: Mutation, either: bool, negated: bool) -> Mutation:
    def flag_and_mutate(state: State, call: Called) -> None:
        if either:
            state.bool_flag = "or"
        if negated:
            state.not_flag = True
        mutate(state, call)

    return flag_and_mutate


def _methods() -> dict[str, Mutation]:
    methods = dict(_ALONE)
    for mutate, *columns in _FAMILIES:
        for at, names in enumerate(columns):
            for name in names.split():
                methods[name] = _flagged(mutate, at % 2 == 1, at >= 2)
    return methods


CONDITIONS = _methods()
