"""`knex.transaction`, the `trx` it makes, and `knex.batchInsert`, which opens one of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from knexlint.evaluate.flow import Throw
from knexlint.evaluate.values import (
    UNDEFINED,
    Argument,
    Array,
    Function,
    Host,
    Object,
    Promise,
    Runtime,
    Site,
    Unknown,
    Value,
)
from knexlint.knex.calls import Called
from knexlint.knex.clauses import elements, listed
from knexlint.knex.configuration import Scope
from knexlint.knex.literals import string_of
from knexlint.knex.query import QueryBuilder
from knexlint.knex.recorder import Recorder
from knexlint.knex.sending import Place, is_nullish, is_unknown
from knexlint.knex.wrap import is_function
from knexlint.record import record, replace

if TYPE_CHECKING:
    from knexlint.knex.instance import Knex


@record
class RoundTrip:
    """Something that goes to the database and is no query of the migration: it only takes its turn among them."""

    action: Literal["begin", "commit", "rollback"]


def nested_scope(place: Place) -> Scope:
    """The scope of a transaction that is opened here."""
    return place.configuration.nested_scope if place.scope in (None, "connection") else "savepoint"


def open_transaction(knex: Knex, call: Called, runtime: Runtime) -> Value:
    """`knex.transaction(callback)`, or `knex.transaction()`, which resolves to the `trx`."""
    callback = call.value(0)
    trx = knex.nested(nested_scope(knex.place))
    if is_unknown(callback):
        trx.used = True
        runtime.opaque(f"what the callback of a transaction does: {string_of(callback).holes[0]}", call.site)
        return Unknown("the result of a transaction", "result")
    if not is_function(callback):
        return runtime.start(lambda: _begun(trx, runtime), call.site, "call")
    before = knex.youngest
    promise = runtime.start(lambda: _run(callback, trx, before, call.site, runtime), call.site, "call")
    if knex.transacting:
        knex.youngest = promise
    return promise


def _begun(trx: Knex, runtime: Runtime) -> Value:
    runtime.send(RoundTrip("begin"))
    return trx


def _run(callback: Value, trx: Knex, before: Promise | None, site: Site, runtime: Runtime) -> Value:
    """`before`: the transaction that was opened last on the same `trx`; they run one after another."""
    if before is not None and not before.rejected:
        joined = before.joined
        runtime.wait(before, site)
        before.joined = joined
    runtime.send(RoundTrip("begin"))
    try:
        value = runtime.wait(runtime.call(callback, [trx], UNDEFINED, site), site)
    except Throw:
        runtime.send(RoundTrip("rollback"))
        raise
    runtime.send(RoundTrip("commit"))
    return value


def provider(knex: Knex, call: Called, runtime: Runtime) -> Value:
    """`knex.transactionProvider()`: a function whose first call opens the transaction."""
    opened: list[Value] = []

    def provide(*_: object) -> Value:
        if not opened:
            opened.append(open_transaction(knex, call.given(()), runtime))
        return opened[0]

    return Function("transactionProvider", provide)


def end(action: Literal["commit", "rollback"], call: Called, runtime: Runtime) -> Promise:
    """`trx.commit(value)`, `trx.rollback(error)`."""

    def ended() -> Value:
        runtime.send(RoundTrip(action))
        return UNDEFINED

    return runtime.start(ended, call.site, "call")


class BatchInsert(Recorder):
    """`knex.batchInsert(table, rows, size)`: one insert for each `size` rows, in a transaction of its own."""

    __slots__ = ("made", "outer", "place", "returning")
    thenable = True
    taints = True
    label = "knex.batchInsert(...)"

    def __init__(self, place: Place, call: Called) -> None:
        super().__init__(place.configuration)
        self.place = replace(place, scope=nested_scope(place), receiver="trx")
        self.made = call
        self.returning: Argument | None = None
        self.outer = False  # it was given a transaction

    def has(self, name: str) -> bool:
        return name in ("returning", "transacting")

    def record(self, call: Called, _runtime: Runtime) -> Value:
        given = call.argument(0)
        if call.method == "returning":
            self.returning = given
        elif isinstance(given.value, Host) and isinstance(place := getattr(given.value, "place", None), Place):
            self.place, self.outer = place, True
        self.made = replace(self.made, site=replace(self.made.site, call=call.site.call))
        return self

    def settle(self, site: Site, runtime: Runtime) -> Value:
        if not self.outer:
            runtime.send(RoundTrip("begin"))
        for rows in self._chunks():
            self._insert(rows, site, runtime)
        if not self.outer:
            runtime.send(RoundTrip("commit"))
        return Unknown("rows of a batch insert", "rows")

    def _chunks(self) -> list[Argument]:
        rows, size = self.made.argument(1), self.made.value(2)
        if not isinstance(rows.value, Array) or not rows.value.complete or is_unknown(size):
            return [rows]
        step = int(size) if isinstance(size, int | float) else 1000
        parts = elements(rows)
        return [listed(parts[at : at + step], self.made) for at in range(0, len(parts), step)]

    def _insert(self, rows: Argument, site: Site, runtime: Runtime) -> None:
        builder = QueryBuilder(self.place)
        given = [rows, self.returning] if self.returning is not None else [rows]
        builder.calls = [
            replace(self.made, method="table", arguments=(self.made.argument(0),)),
            replace(self.made, method="insert", arguments=tuple(given)),
        ]
        builder.settle(site, runtime)


def batch_insert(place: Place, call: Called, runtime: Runtime) -> Value:
    rows, size = call.value(1), call.value(2)
    if size is not UNDEFINED and not is_unknown(size):
        if not isinstance(size, int | float) or isinstance(size, bool) or size < 1:
            return runtime.throw(f"Invalid chunkSize: {string_of(size)}", call.site)
    if not isinstance(rows, Array) and not is_unknown(rows):
        return runtime.throw(f"Invalid batch: Expected array, got {_type_of(rows)}", call.site)
    batch = BatchInsert(place, call)
    runtime.lazy(batch, call.site)
    return batch


def _type_of(value: Value) -> str:
    if isinstance(value, Object | Host) or value is None:
        return "object"
    if is_nullish(value):
        return "undefined"
    return "string" if not isinstance(value, int | float) else "boolean" if isinstance(value, bool) else "number"
