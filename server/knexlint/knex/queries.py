"""What Knex hands to the driver, and the calls that do not send what they seem to. Plain data; knows no SQL grammar."""

from __future__ import annotations

from typing import Any, Literal

from knexlint.evaluate.values import BigInt, Guard, Probe, Undefined, Unknown
from knexlint.record import record, replace
from knexlint.text import Fragment, Span

_PLAIN = frozenset((int, float, bool, type(None), BigInt, Undefined, Unknown))


@record
class Origin:
    """The code a query comes from.

    `chain`: the whole builder or raw call, `knex.schema.alterTable(…)`; `call`: the call inside it that asked for this
    query, `table.index('a')` with its own chain (equal to `chain` where there is no inner one); `method`: the token
    that names it, `index`. `receiver`: how the code there spells the Knex object, "knex" or "trx".
    `kind`: "throw" for a `throw` of the program's own. `foreign`: the code stands in another file; then all spans are
    the call in this file that led there.
    """

    kind: Literal["schema", "raw", "query", "throw", "other"]
    chain: Span
    call: Span
    method: Span
    receiver: str = "knex"
    foreign: bool = False

    def moved(self, by: int) -> Origin:
        chain, call, method = self.chain.moved(by), self.call.moved(by), self.method.moved(by)
        return Origin(self.kind, chain, call, method, self.receiver, self.foreign)


@record
class Query:
    """One text handed to the driver in one call; it may hold several statements.

    `sql`: as sent (`$1`, `$2`; `\\?` is `?`), None if nothing of it is known. `bindings`: the values, in order; an
    unknown one is an `Unknown`. `unknown`: why this is not exactly what is sent, once, here; None if it is.
    `error`: what Knex throws instead of sending it. `when`: probe answers that must all hold.
    `receiver_table`: for builder calls the table as Knex was given it.
    """

    sql: Fragment | None
    origin: Origin
    bindings: tuple[Any, ...] = ()
    unknown: str | None = None
    error: str | None = None
    scope: Literal["savepoint", "transaction", "connection"] | None = None
    when: tuple[Guard, ...] = ()

    def moved(self, by: int) -> Query | None:
        """The same query, asked for by code that stands so many bytes further on. None if a binding is not plain."""
        bindings: list[Any] = []
        for value in self.bindings:
            if isinstance(value, Fragment):
                value = value.moved(by)
            elif type(value) not in _PLAIN:
                return None
            bindings.append(value)
        sql = None if self.sql is None else self.sql.moved(by)
        return replace(self, sql=sql, origin=self.origin.moved(by), bindings=tuple(bindings))

    @property
    def exact(self) -> bool:
        return self.unknown is None and self.error is None and self.sql is not None and not self.sql.holes


@record(kw_only=True)
class Call:
    """A call worth a finding of its own. `span`: the token to point at; `chain`: the whole expression."""

    span: Span
    chain: Span


@record(kw_only=True)
class NeverRun(Call):
    """A builder that nothing awaits, returns or chains: it is never sent. `what`: "knex.schema.alterTable"."""

    what: str


@record(kw_only=True)
class Floating(Call):
    """Asynchronous work that nothing waits for.

    "for-each": `forEach(async …)`; "call": an async helper that is not awaited; "map": `map(async …)` without
    Promise.all; "then": a `.then(…)` that nothing awaits. `chain`: all of it; `callback`: the async function.
    """

    kind: Literal["for-each", "call", "map", "then"]
    callback: Span | None = None


@record(kw_only=True)
class AlterColumn(Call):
    """`table.<type>(column).….alter()`: `span` is the token `alter`, `chain` the column's whole chain.

    `type`: the SQL type Knex casts to. `type_call`: the span of the type method's token; `end`: where one more modifier
    may be inserted, just before `.alter`. `keeps_nullability`, `keeps_type`: the options of `.alter({…})`.
    `not_null` / `default`: what the chain restates, None where it says nothing.
    """

    table: str
    column: str
    type: str
    type_call: Span
    end: int
    not_null: bool | None
    default: bool
    keeps_nullability: bool = False
    keeps_type: bool = False

    def moved(self, by: int) -> AlterColumn:
        return replace(
            self,
            span=self.span.moved(by),
            chain=self.chain.moved(by),
            type_call=self.type_call.moved(by),
            end=self.end + by,
        )


@record
class Run:
    """What one exported function (`up` or `down`) does.

    `queries`: everything sent, in order; `calls`: calls worth a finding. `error`: what the function throws whatever the
    database holds, if it does; `loading`: the top of the file throws it, and the function never runs. `asked`: the
    probes, each with the number of queries that are sent before it.
    """

    queries: tuple[Query, ...] = ()
    calls: tuple[Call, ...] = ()
    error: str | None = None
    asked: tuple[tuple[int, Probe], ...] = ()
    loading: bool = False
