"""Compiles one column: its definition, its statements when altered, and what it adds beside."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knexlint.evaluate.values import UNDEFINED, Argument, Array, Choice, Host, Unknown, Value
from knexlint.knex.calls import Called, NotKnown, entry, known, truthy, whole_number
from knexlint.knex.column import ColumnBuilder
from knexlint.knex.column_types import column_type
from knexlint.knex.configuration import Configuration
from knexlint.knex.literals import check_property, default_literal, escape_binding
from knexlint.knex.pieces import substitute
from knexlint.knex.queries import AlterColumn
from knexlint.knex.statement import Statement, verbatim, word
from knexlint.knex.wrap import Formatter, KnexError, SqlHost, is_raw, quote_part, wrap
from knexlint.text import Fragment, Span

if TYPE_CHECKING:
    from knexlint.knex.table_sql import TableCompiler

# What a column check may compare with; `\\?` is sent as `?`.
OPERATORS = {
    text: text
    for text in [
        "=",
        "<",
        ">",
        "<=",
        "<=>",
        ">=",
        "<>",
        "!=",
        "like",
        "not like",
        "between",
        "not between",
        "ilike",
        "not ilike",
        "exists",
        "not exist",
        "rlike",
        "not rlike",
        "regexp",
        "not regexp",
        "match",
        "similar to",
        "not similar to",
        "&",
        "|",
        "^",
        "<<",
        ">>",
        "~",
        "~=",
        "~*",
        "!~",
        "!~*",
        "#",
        "&&",
        "@>",
        "<@",
        "||",
        "&<",
        "&>",
        "-|-",
        "@@",
        "!!",
    ]
} | {"?": "\\?", "?|": "\\?|", "?&": "\\?&"}
_LONE_QUOTE = re.compile(r"(?<!')'(?!')")


@dataclass(slots=True)
class Compiled:
    """A compiled column. `statements`: what comes after, comments and (when altered) checks."""

    definition: Fragment
    statements: list[Statement]


class ColumnCompiler:
    """`modifiers`: the last call of each modifier, as Knex keeps them."""

    def __init__(self, table: TableCompiler, column: ColumnBuilder) -> None:
        self.table = table
        self.column = column
        self.configuration: Configuration = column.configuration
        self.created = table.case.call(column.created)
        self.statements: list[Statement] = []
        self.modifiers: dict[str, Called] = {}
        for call in table.case.calls(column.modifiers):
            slot = "nullable" if call.method == "notNullable" else call.method
            self.modifiers[slot] = call
        self.checks = 0
        self.formatter: Formatter = table.formatter(self.created)
        self._type: Fragment | None = None

    @property
    def altered(self) -> bool:
        return "alter" in self.modifiers

    @property
    def increments(self) -> bool:
        return "increments" in self.column.type

    def name(self) -> Argument:
        argument = self.created.argument(0)
        if isinstance(argument.value, Unknown | Choice) or truthy(argument.value):
            return argument
        if self.increments:
            return Argument(Fragment.plain("id", self.created.site.method), self.created.site.method)
        raise KnexError(f"You did not specify a column name for the {self.column.type} column.")

    def wrapped(self) -> Fragment:
        name = self.name()
        return wrap(name.value, name.span, self.formatter)

    def type(self) -> Fragment:
        """The type's text; made once, because a native enum is created with it."""
        if self._type is None:
            try:
                self._type = column_type(self)
            except NotKnown as reason:
                self._type = Fragment.unknown("type", str(reason), self.created.site.method)
        return self._type

    def compile(self) -> Compiled:
        try:
            definition = self.wrapped() + " " + self.type()
        except KnexError as error:
            raise error.blaming(self.created.site) from error
        for name, compile_ in MODIFIERS.items():
            if name not in self.modifiers or (self.increments and name != "comment"):
                continue
            call = self.modifiers[name]
            try:
                text = compile_(self, call)
            except NotKnown as reason:
                text = Fragment.unknown(name, str(reason), call.site.method)
            except KnexError as error:
                raise error.blaming(call.site) from error
            if text:
                definition = definition + " " + text
        return Compiled(definition, self.statements)

    def altering(self) -> None:
        """Add the statements that `.alter()` makes of the column."""
        alter = self.modifiers["alter"]
        options = alter.value(0)
        keeps_nullability = not self._option(options, "alterNullable")
        keeps_type = not self._option(options, "alterType")
        name = quote_part(self._text_name(), self.name().span, self.formatter)
        type_ = self.type()
        self._step(alter, name, word("drop default", alter))
        if not keeps_nullability:
            self._step(alter, name, word("drop not null", alter))
        if not keeps_type:
            cast = "::text::" if self.column.type == "enu" and self.configuration.version >= (0, 95) else "::"
            using = word(" using (", alter) + name + word(cast, alter) + type_ + word(")", alter)
            self._step(alter, name, word("type ", alter) + type_ + using)
        if default := self.modifiers.get("defaultTo"):
            self._step(alter, name, word("set ", default) + _default(self, default))
        nullable = self.modifiers.get("nullable")
        if nullable and not keeps_nullability and _is_not_null(nullable):
            self._step(alter, name, word("set not null", nullable))
        self._tell(alter, type_, nullable, keeps_nullability, keeps_type)

    def _text_name(self) -> Fragment:
        name = self.name()
        if not isinstance(name.value, Fragment | Unknown | Choice):
            raise KnexError("value.match is not a function")
        return verbatim(name)

    def _option(self, options: Value, key: str) -> bool:
        if self.configuration.version < (1, 0):
            return True
        value = entry(options, key)
        return True if value is UNDEFINED else truthy(value)

    def _step(self, alter: Called, name: Fragment, action: Fragment) -> None:
        table = self.table.altered_table(alter)
        self.table.add(alter, table + word("alter column ", alter) + name + " " + action, within=self.column.whole)

    def _tell(
        self, alter: Called, type_: Fragment, nullable: Called | None, keeps_nullability: bool, keeps_type: bool
    ) -> None:
        self.table.alterations.append(
            AlterColumn(
                span=alter.site.method,
                chain=self.column.whole,
                table=self.table.name_text(),
                column=verbatim(self.name()).text,
                type=type_.text,
                type_call=self.created.site.method,
                end=self._end_before(alter),
                not_null=_is_not_null(nullable) if nullable else None,
                default="defaultTo" in self.modifiers,
                keeps_nullability=keeps_nullability,
                keeps_type=keeps_type,
            )
        )

    def _end_before(self, alter: Called) -> int:
        """Where the expression that `.alter` is called on ends."""
        start = alter.site.call.start
        ends = [
            call.site.call.end
            for call in (self.created, *self.column.modifiers)
            if call.site.call.start == start and call.site.call.end <= alter.site.method.start
        ]
        return max(ends, default=alter.site.method.start)

    def beside(self, call: Called, sql: Fragment, formatter: Formatter) -> None:
        self.statements.append(self.table.statement(call, sql, formatter, within=self.column.whole))

    def check(self, call: Called, predicate: Fragment, name: Argument) -> Fragment:
        """A check in the definition; of an altered column, a statement."""
        if not self.altered:
            label = word("constraint ", call) + verbatim(name) + " " if truthy(name.value) else Fragment()
            return label + word("check (", call) + predicate + word(")", call)
        constraint = verbatim(name)
        if not truthy(name.value):
            self.checks += 1
            constraint = Fragment.join((verbatim(self.table.name), verbatim(self.name()), _number(self.checks)), "_")
        parts = (self.table.altered_table(call), word("add constraint ", call), constraint, word(" check(", call))
        self.beside(call, Fragment.join(parts) + predicate + word(")", call), self.table.formatter(call))
        return Fragment()


def _number(value: int) -> Fragment:
    return Fragment.plain(str(value))


def _is_not_null(call: Called) -> bool:
    return call.method == "notNullable" or known(call.value(0)) is False


# --- modifiers --------------------------------------------------------------------------------------------------------


def _nullable(_: ColumnCompiler, call: Called) -> Fragment:
    return word("not null" if _is_not_null(call) else "null", call)


def _default(column: ColumnCompiler, call: Called) -> Fragment:
    argument = call.argument(0)
    if argument.value is UNDEFINED and column.configuration.version < (0, 95):
        return Fragment()
    return word("default ", call) + default_text(column, argument, call)


def default_text(column: ColumnCompiler, argument: Argument, call: Called) -> Fragment:
    value = argument.value
    if is_raw(value):
        return column.table.inlined(argument, call)
    if isinstance(value, Host) and column.column.type not in ("bool", "json", "jsonb"):
        return escape_binding(column.table.inlined(argument, call), argument.span)
    return default_literal(value, column.column.type, argument.span)


def _comment(column: ColumnCompiler, call: Called) -> Fragment:
    argument = call.argument(0)
    literal = word("NULL", call)
    if isinstance(argument.value, Unknown | Choice) or truthy(argument.value):
        if not isinstance(argument.value, Fragment | Unknown | Choice):
            raise KnexError("comment.replace is not a function")
        text = substitute(
            verbatim(argument), _LONE_QUOTE, lambda _, part: Fragment.plain("''", part.span() or argument.span)
        )
        literal = word("'", call) + text + word("'", call)
    formatter = column.table.formatter(call)
    table = column.table.table_name(call)
    name = wrap(column.name().value, column.name().span, formatter)
    sql = Fragment.join(
        (word("comment on column ", call), table, Fragment.plain("."), name, word(" is ", call), literal)
    )
    column.beside(call, sql, formatter)
    return Fragment()


def _no_such_check(*_: object) -> Fragment:
    raise KnexError("Cannot read properties of undefined (reading 'apply')")


def _compares_with_zero(operator: str) -> Callable[[ColumnCompiler, Called], Fragment]:
    def check(column: ColumnCompiler, call: Called) -> Fragment:
        return column.check(call, column.wrapped() + word(f" {operator} 0", call), call.argument(0))

    return check


def _is_in(words: str) -> Callable[[ColumnCompiler, Called], Fragment]:
    def check(column: ColumnCompiler, call: Called) -> Fragment:
        values = call.argument(0)
        listed = _listed(values)
        literals = Fragment.join(
            [escape_binding(item, listed.span(at) or values.span) for at, item in enumerate(listed.items)], ","
        )
        predicate = column.wrapped() + word(f" {words} (", call) + literals + word(")", call)
        return column.check(call, predicate, call.argument(1))

    return check


def _listed(argument: Argument) -> Array:
    value = known(argument.value)
    check_property(value, "map")
    if not isinstance(value, Array):
        raise KnexError("values.map is not a function")
    if not value.complete:
        raise NotKnown("how many values there are is not known")
    return value


def _between(column: ColumnCompiler, call: Called) -> Fragment:
    argument = call.argument(0)
    intervals = _listed(argument)
    if len(intervals.items) == 2 and not any(isinstance(known(item), Array) for item in intervals.items):
        intervals = Array([intervals], [argument.span])
    parts: list[Fragment] = []
    for item in intervals.items:
        bounds = _bounds(known(item), argument.span)
        parts.append(column.wrapped() + word(" between ", call) + bounds[0] + word(" and ", call) + bounds[1])
    return column.check(call, Fragment.join(parts, " or "), call.argument(1))


def _bounds(interval: Value, span: Span) -> tuple[Fragment, Fragment]:
    if interval is None or interval is UNDEFINED:
        raise KnexError("Cannot read properties of undefined (reading '0')")
    items: list[Value] = interval.items if isinstance(interval, Array) else []
    if isinstance(interval, Fragment):
        items = [interval.slice(at, at + 1) for at in range(min(len(interval), 2))]
    low, high = [*items, UNDEFINED, UNDEFINED][:2]
    return escape_binding(low, span), escape_binding(high, span)


def _length(column: ColumnCompiler, call: Called) -> Fragment:
    operator = operator_text(call.argument(0))
    length = whole_number(call.value(1), None)
    number = Fragment.plain("undefined" if length is None else str(length), call.span(1))
    predicate = word("length(", call) + column.wrapped() + word(") ", call) + operator + " " + number
    return column.check(call, predicate, call.argument(2))


def operator_text(argument: Argument) -> Fragment:
    if isinstance(argument.value, SqlHost):
        raise KnexError("this.client.formatter is not a function")
    operator = known(argument.value)
    if truthy(operator) and not isinstance(operator, Fragment):
        raise KnexError('(value || "").toLowerCase is not a function')
    text = operator.text if isinstance(operator, Fragment) else ""
    if text.lower() not in OPERATORS:
        raise KnexError(f'The operator "{verbatim(argument)}" is not permitted')
    return Fragment.plain(OPERATORS[text.lower()], argument.span)


def _regex(column: ColumnCompiler, call: Called) -> Fragment:
    pattern = call.argument(0)
    predicate = column.wrapped() + word(" ~ ", call) + escape_binding(pattern.value, pattern.span)
    return column.check(call, predicate, call.argument(1))


# In the order in which Knex writes them.
MODIFIERS: dict[str, Callable[[ColumnCompiler, Called], Fragment]] = {
    "nullable": _nullable,
    "defaultTo": _default,
    "comment": _comment,
    "check": _no_such_check,
    "checkPositive": _compares_with_zero(">"),
    "checkNegative": _compares_with_zero("<"),
    "checkIn": _is_in("in"),
    "checkNotIn": _is_in("not in"),
    "checkBetween": _between,
    "checkLength": _length,
    "checkRegex": _regex,
}
