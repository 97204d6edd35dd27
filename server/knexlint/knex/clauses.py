"""What a query builder holds between its calls and its text: clauses and settings. Plain data; knows no SQL."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from knexlint.evaluate.values import UNDEFINED, Argument, Array, Function, HostMethod, Object, Unknown, Value
from knexlint.knex.calls import Called
from knexlint.knex.literals import check_property as check_property
from knexlint.knex.literals import ordered_items, string_of
from knexlint.knex.sending import Place, is_unknown
from knexlint.knex.wrap import Formatter, KnexError, is_query, is_raw
from knexlint.text import Fragment, Span

_INTEGER = re.compile(r"\s*([+-]?[0-9]+)")
_FLOAT = re.compile(r"\s*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)")

Bool = Literal["and", "or"]

# Columns that are set, each with its name and its value as they are said.
Assignments: TypeAlias = "dict[str, tuple[Argument, Argument]]"


@dataclass(slots=True)
class Condition:
    """One part of a WHERE, HAVING or ON. `kind` names the function that writes it.

    `inner`: for a group that Knex itself makes (`orWhere({…})`), what fills it.
    """

    kind: str
    call: Called
    column: Argument
    value: Argument
    operator: Argument
    word: Bool = "and"
    negated: bool = False
    as_column: bool = False
    path: Argument | None = None
    inner: Callable[[State], None] | None = None


@dataclass(slots=True)
class Columns:
    """One call that adds to the select list: "columns", "distinct", "distinct on", "aggregate", "analytic", "json"."""

    kind: str
    call: Called
    value: Argument
    method: str = ""
    distinct: bool = False
    alias: Argument | None = None
    order: list[Argument] = field(default_factory=list)
    partitions: list[Argument] = field(default_factory=list)


@dataclass(slots=True)
class Join:
    kind: str
    call: Called
    table: Argument
    schema: Argument | None = None
    conditions: list[Condition] = field(default_factory=list)


@dataclass(slots=True)
class Order:
    """An item of ORDER BY, or a call of `groupBy`."""

    value: Argument
    direction: Argument | None = None
    nulls: Argument | None = None
    raw: bool = False


@dataclass(slots=True)
class Union:
    clause: str
    call: Called
    value: Argument
    wrapped: bool


@dataclass(slots=True)
class With:
    call: Called
    alias: Argument
    columns: Argument | None
    value: Argument
    recursive: bool = False
    materialized: bool | None = None


@dataclass(slots=True)
class State:
    """A query builder after the calls that were made on it."""

    place: Place
    formatter: Formatter
    method: str = "select"
    deciding: Called | None = None
    table: Argument | None = None
    table_call: Called | None = None
    only: bool = False
    schema: Argument | None = None
    alias: Argument | None = None
    comments: list[Fragment] = field(default_factory=list)
    hints: list[Fragment] = field(default_factory=list)
    withs: list[With] = field(default_factory=list)
    columns: list[Columns] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    wheres: list[Condition] = field(default_factory=list)
    unions: list[Union] = field(default_factory=list)
    groups: list[Order] = field(default_factory=list)
    havings: list[Condition] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    limit: Argument | None = None
    offset: Argument | None = None
    inline: set[str] = field(default_factory=set)  # "limit", "offset": written as text, not bound
    lock: str | None = None
    lock_tables: list[Argument] = field(default_factory=list)
    wait_mode: str | None = None
    insert: Argument | None = None
    update: Assignments | None = None
    update_unknown: Argument | None = None
    counters: Assignments = field(default_factory=dict)
    returning: Argument | None = None
    conflict: Argument | None = None
    ignore: bool = False
    merge: Argument | None = None
    update_from: Argument | None = None
    pluck: Argument | None = None
    using: Argument | None = None
    column_info: Argument | None = None
    bool_flag: Bool = "and"
    not_flag: bool = False
    as_column: bool = False
    join_kind: str = "inner"
    analytic: str = "row_number"

    def take_bool(self) -> Bool:
        taken, self.bool_flag = self.bool_flag, "and"
        return taken

    def take_not(self) -> bool:
        taken, self.not_flag = self.not_flag, False
        return taken

    def doubt(self, reason: str) -> None:
        self.formatter.doubt(reason)


# --- arguments --------------------------------------------------------------------------------------------------------


def made(value: Value, call: Called) -> Argument:
    """A value that Knex itself supplies, which the method is responsible for."""
    return Argument(value, call.site.method)


def said(text: str, call: Called) -> Argument:
    return made(Fragment.plain(text, call.site.method), call)


def given(call: Called, index: int) -> Argument | None:
    """An argument that is there and not undefined."""
    argument = call.argument(index)
    return None if argument.value is UNDEFINED else argument


def elements(argument: Argument) -> list[Argument]:
    """The elements of an array, each with its place."""
    if not isinstance(argument.value, Array):
        return [argument]
    array = argument.value
    parts = [Argument(item, array.span(at) or argument.span) for at, item in enumerate(array.items)]
    if not array.complete:
        parts.append(Argument(Unknown("which elements the array has", "array"), argument.span))
    return parts


def entries(argument: Argument) -> list[tuple[Argument, Argument]]:
    """The keys and values of an object, as `for … in` walks them."""
    value = argument.value
    if isinstance(value, Array):
        return [
            (Argument(Fragment.plain(str(at), part.span), part.span), part)
            for at, part in enumerate(elements(argument))
        ]
    if not isinstance(value, Object):
        return []
    return [(_key(key, value, argument.span), _entry(key, item, value, argument.span)) for key, item in items_of(value)]


def items_of(value: Object) -> list[tuple[str, Value]]:
    return ordered_items(value)


def _key(key: str, value: Object, span: Span) -> Argument:
    where = value.spans.get(key, span)
    written = value.keys.get(key)
    return (
        Argument(Fragment.plain(key, where), where) if written is None else Argument(written, written.span() or where)
    )


def _entry(key: str, item: Value, value: Object, span: Span) -> Argument:
    return Argument(item, value.spans.get(key, span))


def option(argument: Argument, name: str) -> Argument | None:
    """An entry of an options object."""
    if not isinstance(argument.value, Object) or name not in argument.value.items:
        return None
    return Argument(argument.value.items[name], argument.value.spans.get(name, argument.span))


def normalized(call: Called) -> list[Argument]:
    """The arguments, or the elements of the first one if that is an array."""
    first = call.argument(0)
    return elements(first) if isinstance(first.value, Array) else list(call.arguments)


def listed(arguments: Sequence[Argument], call: Called) -> Argument:
    """Several arguments as one array."""
    span = arguments[0].span.joined(arguments[-1].span) if arguments else call.site.method
    return Argument(Array([part.value for part in arguments], [part.span for part in arguments]), span)


def lowered(value: Value) -> str:
    return string_of(value).text.lower()


def is_callable(value: Value) -> bool:
    return isinstance(value, Function | HostMethod)


def is_object(value: Value) -> bool:
    """A plain object or an array, not a builder."""
    return isinstance(value, Object | Array)


def is_statement(value: Value) -> bool:
    return is_callable(value) or is_raw(value) or is_query(value) or is_unknown(value)


def uncertain(value: Value) -> bool:
    """It is not known, or a text of which a part is not."""
    return is_unknown(value) or (isinstance(value, Fragment) and bool(value.holes))


def parsed_integer(value: Value) -> int | None:
    """`parseInt(value, 10)`; None for NaN."""
    found = _INTEGER.match(string_of(value).text)
    return int(found[1]) if found else None


def parsed_float(text: str) -> float:
    """`parseFloat(text)`, without its Infinity."""
    found = _FLOAT.match(text)
    return float(found[1]) if found else math.nan


def ensure(condition: bool, message: str) -> None:
    """What Knex checks before it goes on."""
    if not condition:
        raise KnexError(message)
