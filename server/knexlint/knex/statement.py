"""A statement that a schema builder compiles to, and what compiling one needs. Knows identifiers, no table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from knexlint.evaluate.values import Argument, Runtime, Value
from knexlint.knex.calls import Called, Case, NotKnown, truthy
from knexlint.knex.configuration import Configuration
from knexlint.knex.literals import string_of
from knexlint.knex.wrap import Formatter, KnexError, wrap
from knexlint.record import record
from knexlint.text import Fragment, Span


@record
class Statement:
    """`sql` with `?` for its bindings, None where nothing of it is known (`unknown` says why).

    `call`, `method`: the code that asked for it. `probe`: no statement, but a question to the database.
    """

    sql: Fragment | None
    call: Span
    method: Span
    foreign: bool = False
    bindings: tuple[Value, ...] = ()
    unknown: str | None = None
    kind: Literal["schema", "raw"] = "schema"
    probe: Called | None = None


@dataclass(slots=True)
class Compilation:
    """One run of Knex's compiler over one builder: `case` says which of the calls are made."""

    runtime: Runtime
    configuration: Configuration
    case: Case
    schema: Argument | None = None
    statements: list[Statement] = field(default_factory=list)

    def formatter(self, call: Called) -> Formatter:
        return Formatter(self.runtime, call.site, self.configuration)

    def add(
        self, call: Called, sql: Fragment, formatter: Formatter | None = None, *, within: Span | None = None
    ) -> None:
        """Append a statement. `within`: the span of the chain that asked for it, where it is more than the call."""
        self.statements.append(self.statement(call, sql, formatter, within=within))

    def statement(
        self, call: Called, sql: Fragment, formatter: Formatter | None = None, *, within: Span | None = None
    ) -> Statement:
        return Statement(
            sql,
            within or call.site.call,
            call.site.method,
            call.site.foreign,
            tuple(formatter.bindings) if formatter else (),
            self.case.reason or (formatter.unknown if formatter else None),
        )

    def not_known(self, call: Called, reason: str, within: Span | None = None) -> None:
        self.statements.append(
            Statement(None, within or call.site.call, call.site.method, call.site.foreign, unknown=reason)
        )

    def attempt(self, call: Called, compile_: Callable[[], None], within: Span | None = None) -> None:
        """Compile; what depends on an unknown value becomes a statement that is not known. Raises `KnexError`."""
        count = len(self.statements)
        try:
            compile_()
        except NotKnown as reason:
            del self.statements[count:]
            self.not_known(call, str(reason), within)
        except KnexError as error:
            raise error.blaming(call.site) from error

    def qualified(self, name: Argument, formatter: Formatter) -> Fragment:
        """A table's name, wrapped, with the builder's schema before it."""
        if self.schema is None:
            return wrap(name.value, name.span, formatter)
        text = Fragment.join((string_of(self.schema.value, self.schema.span), string_of(name.value, name.span)), ".")
        return wrap(text, name.span, formatter)


def word(text: str, call: Called) -> Fragment:
    """A piece of SQL that a call is responsible for."""
    return Fragment.plain(text, call.site.method)


def verbatim(argument: Argument) -> Fragment:
    """A value as JavaScript writes it into a text."""
    return string_of(argument.value, argument.span)


def given(argument: Argument) -> bool:
    return truthy(argument.value)
