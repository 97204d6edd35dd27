"""Calls of the query builder that change data: insert, update, increment, delete, truncate. Knows no SQL text."""

from __future__ import annotations

from knexlint.evaluate.convert import to_number
from knexlint.evaluate.values import Argument, Host, Object, Undefined, Value
from knexlint.knex.calls import Called
from knexlint.knex.clauses import State, entries, given, is_object, made, parsed_float, uncertain
from knexlint.knex.conditions import Mutation
from knexlint.knex.literals import json_binding, string_of
from knexlint.knex.sending import is_empty, is_nullish, is_unknown, truthy
from knexlint.knex.wrap import KnexError, SqlHost
from knexlint.record import replace
from knexlint.text import Fragment


def decide(state: State, method: str, call: Called) -> None:
    state.method, state.deciding = method, call


def _returning_if_given(state: State, returning: Argument) -> None:
    if not is_empty(returning.value):
        state.returning = returning


def insert(state: State, call: Called) -> None:
    decide(state, "insert", call)
    _returning_if_given(state, call.argument(1))
    state.insert = call.argument(0)


def update(state: State, call: Called) -> None:
    values, returning = call.argument(0), call.argument(1)
    decide(state, "update", call)
    data = dict(state.update or {})
    value = values.value
    if isinstance(value, Fragment):
        data[value.text] = values, _json_if_object(returning)
        returning = call.argument(2)
    elif is_nullish(value):
        raise KnexError("Cannot convert undefined or null to object")
    elif is_object(value):
        data.update((string_of(key.value).text, (key, item)) for key, item in entries(values))
    if is_unknown(value) or isinstance(value, Host) or (isinstance(value, Object) and not value.complete):
        state.update_unknown = values
    _returning_if_given(state, returning)
    state.update = data


def _json_if_object(value: Argument) -> Argument:
    return replace(value, value=json_binding(value.value, value.span)) if isinstance(value.value, Object) else value


def _counter(sign: int) -> Mutation:
    def count(state: State, call: Called) -> None:
        first = call.argument(0)
        if is_object(first.value):
            for key, amount in entries(first):
                decide(state, "update", call)
                state.counters[string_of(key.value).text] = key, _amount(state, amount, sign)
            return
        if isinstance(first.value, SqlHost):
            raise KnexError("Cannot convert object to primitive value")
        decide(state, "update", call)
        amount = given(call, 1) or made(1, call)
        column = replace(first, value=string_of(first.value, first.span))
        state.counters[string_of(first.value).text] = column, _amount(state, amount, sign)

    return count


def _amount(state: State, amount: Argument, sign: int) -> Argument:
    """`parseFloat`, negated for a decrement."""
    value = amount.value
    text = string_of(value, amount.span)
    if uncertain(value) or text.holes:
        state.doubt("whether the amount is negative is not known")
        return amount
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Argument(sign * value, amount.span)
    number = parsed_float(text.text) if sign > 0 else -_number(value, text)
    return Argument(int(number) if number == number and number == int(number) else number, amount.span)


def _number(value: Value, text: Fragment) -> float:
    return to_number(value if isinstance(value, bool | Undefined | None) else text)


def delete(state: State, call: Called) -> None:
    decide(state, "del", call)
    _returning_if_given(state, call.argument(0))


def truncate(state: State, call: Called) -> None:
    decide(state, "truncate", call)
    if truthy(call.value(0)):
        state.table = call.argument(0)


def returning(state: State, call: Called) -> None:
    state.returning = call.argument(0)


def ignore(state: State, _call: Called) -> None:
    state.ignore = True


def merge(state: State, call: Called) -> None:
    state.merge = call.argument(0)


def on_conflict(state: State, call: Called) -> None:
    first = call.argument(0)
    state.conflict = (
        first if isinstance(first.value, Fragment) or truthy(first.value) else Argument(True, call.site.method)
    )


def _clear_counters(state: State, _call: Called) -> None:
    state.counters = {}


def _set_update_from(state: State, call: Called) -> None:
    state.update_from = call.argument(0)


def _set_using(state: State, call: Called) -> None:
    state.using = call.argument(0)


def _upsert(_state: State, _call: Called) -> None:
    raise KnexError("Upsert is not yet supported for dialect postgresql")


CHANGES: dict[str, Mutation] = {
    "insert": insert,
    "update": update,
    "increment": _counter(1),
    "decrement": _counter(-1),
    "clearCounters": _clear_counters,
    "del": delete,
    "delete": delete,
    "truncate": truncate,
    "returning": returning,
    "upsert": _upsert,
    "updateFrom": _set_update_from,
    "using": _set_using,
    # what the object that `onConflict` returns adds to its builder
    "onConflict ignore": ignore,
    "onConflict merge": merge,
}
