"""View builders: what is called on them, and the statements they compile to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from knexlint.evaluate.values import UNDEFINED, Argument, Runtime, Value
from knexlint.knex.calls import Called, known, truthy
from knexlint.knex.configuration import Configuration
from knexlint.knex.literals import string_of
from knexlint.knex.recorder import Recorder
from knexlint.knex.sending import inlined
from knexlint.knex.statement import Compilation, verbatim, word
from knexlint.knex.wrap import Formatter, KnexError, SqlHost, columnize, wrap
from knexlint.text import Fragment

# What each kind of view builder creates, as words before the name; "alter" creates nothing.
CREATES = {
    "createView": "create view ",
    "createViewOrReplace": "create or replace view ",
    "createMaterializedView": "create materialized view ",
}
CHECK_OPTIONS = {
    "checkOption": " with check option",
    "localCheckOption": " with local check option",
    "cascadedCheckOption": " with cascaded check option",
}


class ViewBuilder(Recorder):
    """`view` inside a callback of createView or alterView. `calls`: in order; a column's carry it as first argument."""

    __slots__ = ("altering", "calls")
    label = "view"
    extended_as = "ViewBuilder"

    def __init__(self, configuration: Configuration, altering: bool) -> None:
        super().__init__(configuration)
        self.altering = altering
        self.calls: list[Called] = []

    def has(self, name: str) -> bool:
        return (
            name in CHECK_OPTIONS or name in ("columns", "as", "queryContext") or (self.altering and name == "column")
        )

    def record(self, call: Called, runtime: Runtime) -> Value:
        if self.too_late(runtime):
            return UNDEFINED
        if call.method == "queryContext":
            return self.context(call)
        if call.method == "column":
            return ViewColumn(self.configuration, self.calls, call.argument(0))
        self.calls.append(call)
        return UNDEFINED


class ViewColumn(Recorder):
    """`view.column('a')`."""

    __slots__ = ("calls", "column")
    label = "column"

    def __init__(self, configuration: Configuration, calls: list[Called], column: Argument) -> None:
        super().__init__(configuration)
        self.calls = calls
        self.column = column

    def has(self, name: str) -> bool:
        return name in ("rename", "defaultTo")

    def record(self, call: Called, runtime: Runtime) -> Value:  # noqa: ARG002
        self.calls.append(call.given((self.column, call.argument(0))))
        return self


def compile_view(compilation: Compilation, builder: ViewBuilder, created: Called) -> None:
    calls = compilation.case.calls(builder.calls)
    if created.method not in CREATES:
        for call in calls:
            if compile_ := ALTERATIONS.get(call.method):
                compilation.attempt(call, partial(compile_, compilation, created, call))
        return
    last = {call.method: call for call in calls}
    formatter = compilation.formatter(created)
    early = compilation.configuration.version < (1, 0)
    words = "create view or replace " if early and created.method == "createViewOrReplace" else CREATES[created.method]
    sql = word(words, created) + compilation.qualified(created.argument(0), formatter)
    if (columns := last.get("columns")) and truthy(columns.value(0)):
        names = columnize(columns.value(0), columns.span(0), formatter)
        sql = sql + word(" (", columns) + names + word(")", columns)
    elif early:
        raise KnexError("columns is not iterable")
    sql = sql + word(" as ", created) + _body(compilation, last.get("as"))
    if option := next((call for call in reversed(calls) if call.method in CHECK_OPTIONS), None):
        sql = sql + word(CHECK_OPTIONS[option.method], option)
    compilation.add(created, sql, formatter)


def _body(compilation: Compilation, call: Called | None) -> Fragment:
    """The query's text with its bindings inlined."""
    argument = call.argument(0) if call else None
    if call is None or argument is None or known(argument.value) is UNDEFINED or argument.value is None:
        raise KnexError("Cannot read properties of undefined (reading 'toString')")
    if isinstance(argument.value, SqlHost):
        return inlined(argument.value.compiled(compilation.formatter(call)))
    return string_of(argument.value, argument.span)


def _altered(compilation: Compilation, created: Called, call: Called, formatter: Formatter) -> Fragment:
    return word("alter view ", call) + compilation.qualified(created.argument(0), formatter) + " "


def _rename(compilation: Compilation, created: Called, call: Called) -> None:
    formatter = compilation.formatter(call)
    view = _altered(compilation, created, call, formatter)
    old, new = (wrap(call.value(index), call.span(index), formatter) for index in (0, 1))
    compilation.add(call, view + word("rename ", call) + old + word(" to ", call) + new, formatter)


def _default(compilation: Compilation, created: Called, call: Called) -> None:
    formatter = compilation.formatter(call)
    view = _altered(compilation, created, call, formatter)
    column = wrap(call.value(0), call.span(0), formatter)
    value = call.argument(1)
    text = inlined(value.value.compiled(formatter)) if isinstance(value.value, SqlHost) else verbatim(value)
    compilation.add(call, view + word("alter ", call) + column + word(" set default ", call) + text, formatter)


ALTERATIONS: dict[str, Callable[[Compilation, Called, Called], None]] = {"rename": _rename, "defaultTo": _default}
