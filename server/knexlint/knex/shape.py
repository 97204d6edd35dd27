"""Calls of the query builder that shape what is read: group, order, limit, unions, locks, comments. No SQL text."""

from __future__ import annotations

from knexlint.evaluate.values import UNDEFINED, Argument, Array, Object
from knexlint.knex.calls import Called
from knexlint.knex.clauses import (
    Order,
    State,
    Union,
    ensure,
    given,
    listed,
    normalized,
    option,
    parsed_integer,
    uncertain,
)
from knexlint.knex.clauses import elements as elements_of
from knexlint.knex.conditions import Mutation
from knexlint.knex.literals import string_of
from knexlint.knex.pieces import masked
from knexlint.knex.raw import raw_argument
from knexlint.knex.sending import is_nullish, is_unknown
from knexlint.knex.wrap import SqlHost, is_query, is_raw
from knexlint.text import Fragment

# --- group, order, limit ----------------------------------------------------------------------------------------------


def group_by(state: State, call: Called) -> None:
    if is_raw(call.value(0)):
        state.groups.append(Order(call.argument(0), raw=True))
    else:
        state.groups.append(Order(listed(normalized(call), call)))


def group_by_raw(state: State, call: Called) -> None:
    state.groups.append(Order(raw_argument(state.place, call), raw=True))


def order_by(state: State, call: Called) -> None:
    column = call.argument(0)
    if not isinstance(column.value, Array):
        state.orders.append(Order(column, given(call, 1), given(call, 2)))
        return
    for item in elements_of(column):
        if isinstance(item.value, Object):
            value = option(item, "column") or Argument(UNDEFINED, item.span)
            state.orders.append(Order(value, option(item, "order"), option(item, "nulls")))
        elif isinstance(item.value, bool):
            continue
        elif isinstance(item.value, Fragment | int | float) or is_unknown(item.value):
            state.orders.append(Order(item))
        elif isinstance(item.value, SqlHost | Array):
            state.orders.append(Order(Argument(UNDEFINED, item.span)))


def order_by_raw(state: State, call: Called) -> None:
    state.orders.append(Order(raw_argument(state.place, call), raw=True))


def _inline(state: State, name: str, options: Argument) -> None:
    value = options.value
    if isinstance(value, Object):
        value = value.items.get("skipBinding", UNDEFINED)
    state.inline.discard(name)
    if value is True:
        state.inline.add(name)


def limit(state: State, call: Called) -> None:
    value = call.argument(0)
    number = parsed_integer(value.value)
    if uncertain(value.value):
        state.doubt("whether the limit is a number is not known")
        state.limit = value
    elif number is not None:
        state.limit = Argument(number, value.span)
    else:
        return
    _inline(state, "limit", call.argument(1))


def offset(state: State, call: Called) -> None:
    value = call.argument(0)
    number = parsed_integer(value.value)
    if is_nullish(value.value) or is_raw(value.value) or is_query(value.value):
        state.offset = value
    elif uncertain(value.value):
        state.doubt("whether the offset is a number is not known")
        state.offset = value
    elif number is not None:
        ensure(number >= 0, "A non-negative integer must be provided to offset.")
        state.offset = Argument(number, value.span)
    _inline(state, "offset", call.argument(1))


def _union(clause: str) -> Mutation:
    def mutate(state: State, call: Called) -> None:
        arguments = list(call.arguments)
        wrapped = len(arguments) > 1 and arguments[-1].value is True
        if len(arguments) > 1 and isinstance(arguments[-1].value, bool):
            arguments.pop()
        if not arguments:
            arguments = [call.argument(0)]
        elif len(arguments) == 1:
            arguments = elements_of(arguments[0])
        state.unions.extend(Union(clause, call, argument, wrapped) for argument in arguments)

    return mutate


# --- locks, comments, clearing ----------------------------------------------------------------------------------------


def _lock(mode: str) -> Mutation:
    def mutate(state: State, call: Called) -> None:
        state.lock = mode
        alone = mode == "for update" and len(call.arguments) == 1
        state.lock_tables = normalized(call) if alone else list(call.arguments)

    return mutate


def _wait(mode: str, method: str, other: str) -> Mutation:
    def mutate(state: State, _call: Called) -> None:
        ensure(state.method in ("pluck", "first", "select"), f'Cannot chain .{method}() on "{state.method}" query!')
        ensure(state.lock is not None, f".{method}() can only be used after a call to .forShare() or .forUpdate()!")
        ensure(state.wait_mode in (None, mode), f".{method}() cannot be used together with .{other}()!")
        state.wait_mode = mode

    return mutate


def comment(state: State, call: Called) -> None:
    text = call.argument(0)
    ensure(isinstance(text.value, Fragment) or is_unknown(text.value), "Comment must be a string")
    written = string_of(text.value, text.span)
    ensure(not any(mark in masked(written) for mark in ("/*", "*/", "?")), "Cannot include /*, */, ? in comment")
    state.comments.append(written)


def hint_comment(state: State, call: Called) -> None:
    for hint in elements_of(call.argument(0)):
        ensure(isinstance(hint.value, Fragment) or is_unknown(hint.value), "Hint comment must be a string")
        written = string_of(hint.value, hint.span)
        text = masked(written)
        ensure("/*" not in text and "*/" not in text, 'Hint comment cannot include "/*" or "*/"')
        ensure("?" not in text, 'Hint comment cannot include "?"')
        state.hints.append(written)


_CLEARED = {
    "with": "withs",
    "select": "columns",
    "columns": "columns",
    "hintComments": "hints",
    "where": "wheres",
    "union": "unions",
    "join": "joins",
    "group": "groups",
    "order": "orders",
    "having": "havings",
    "limit": "limit",
    "offset": "offset",
    "counter": "counters",
    "counters": "counters",
}


def clear(state: State, call: Called) -> None:
    if uncertain(call.value(0)):
        state.doubt("which clause is cleared is not known")
        return
    _clear(state, string_of(call.value(0)).text)


def _clear(state: State, what: str) -> None:
    ensure(what in _CLEARED, f"Knex Error: unknown statement '{what}'")
    name = _CLEARED[what]
    setattr(state, name, None if name in ("limit", "offset") else {} if name == "counters" else [])


def _clearing(what: str) -> Mutation:
    return lambda state, _call: _clear(state, what)


SHAPES: dict[str, Mutation] = {
    "groupBy": group_by,
    "groupByRaw": group_by_raw,
    "orderBy": order_by,
    "orderByRaw": order_by_raw,
    "limit": limit,
    "offset": offset,
    "union": _union("union"),
    "unionAll": _union("union all"),
    "intersect": _union("intersect"),
    "except": _union("except"),
    "forUpdate": _lock("for update"),
    "forShare": _lock("for share"),
    "forNoKeyUpdate": _lock("for no key update"),
    "forKeyShare": _lock("for key share"),
    "skipLocked": _wait("skip locked", "skipLocked", "noWait"),
    "noWait": _wait("nowait", "noWait", "skipLocked"),
    "comment": comment,
    "hintComment": hint_comment,
    "clear": clear,
    **{f"clear{name.title()}": _clearing(name) for name in ("select", "where", "group", "order", "having")},
}
