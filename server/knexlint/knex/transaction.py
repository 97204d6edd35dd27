"""`knex.transaction`, the `trx` it makes, and `knex.batchInsert`, which opens one of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal, cast

from knexlint.evaluate.flow import Throw
from knexlint.evaluate.values import (
    UNDEFINED,
    Argument,
    Array,
    Choice,
    Function,
    Host,
    Object,
    Promise,
    Runtime,
    Site,
    Unknown,
    Value,
)
from knexlint.knex.calls import Called, type_of
from knexlint.knex.clauses import elements, is_object, listed
from knexlint.knex.configuration import Scope
from knexlint.knex.literals import string_of
from knexlint.knex.query import QueryBuilder
from knexlint.knex.recorder import Recorder
from knexlint.knex.sending import Place, is_unknown, truthy
from knexlint.knex.wrap import is_function
from knexlint.record import record, replace
from knexlint.text import Fragment

if TYPE_CHECKING:
    from knexlint.knex.instance import Knex

_LEVELS = ("read uncommitted", "read committed", "snapshot", "repeatable read", "serializable")
_DEADLOCK = "this transaction waits for one that is open, and that one for this: the migration never ends"


@record
class RoundTrip:
    """Something that goes to the database and is no query of the migration: it only takes its turn among them."""

    action: Literal["begin", "commit", "rollback"]


def nested_scope(place: Place) -> Scope:
    """The scope of a transaction that is opened here."""
    return place.configuration.nested_scope if place.scope in (None, "connection") else "savepoint"


def open_transaction(knex: Knex, call: Called, runtime: Runtime) -> Value:
    """`knex.transaction(callback, options)`, or `knex.transaction(options)`, which resolves to the `trx`."""
    callback, options = call.value(0), call.value(1)
    if is_object(callback) and not knex.transacting and not truthy(options):
        callback, options = UNDEFINED, callback
    trx = knex.nested(nested_scope(knex.place)).begun(runtime)
    if is_unknown(callback):
        trx.used = True
        runtime.opaque(f"what the callback of a transaction does: {string_of(callback).holes[0]}", call.site)
        return Unknown("the result of a transaction", "result")
    waits = knex.child is not None and not knex.child.over and not knex.child.perhaps_ended
    if knex.transacting and (knex.open or waits):
        return runtime.start(lambda: _deadlock(call, runtime), call.site, "call")
    wrong = _wrong_isolation(options)
    if not truthy(callback):
        knex.child = trx
        return runtime.start(lambda: _begun(trx, wrong, call.site, runtime), call.site, "call")
    if wrong is not None:
        return runtime.throw(wrong, call.site)
    before = knex.youngest
    quiet = option(options, "doNotRejectOnRollback") is not False
    promise = runtime.start(
        lambda: _run(_Run(callback, trx, before, quiet), knex, call.site, runtime), call.site, "call"
    )
    if knex.transacting:
        knex.youngest = promise
    return promise


def _wrong_isolation(options: Value) -> str | None:
    level = option(options, "isolationLevel")
    if not isinstance(level, Fragment) or level.holes or not level.text or level.text in _LEVELS:
        return None
    return f"Invalid isolationLevel, supported isolation levels are: {json.dumps(_LEVELS, separators=(',', ':'))}"


def option(options: Value, name: str) -> Value:
    return options.items.get(name, UNDEFINED) if isinstance(options, Object) else UNDEFINED


def _deadlock(call: Called, runtime: Runtime) -> Value:
    """Unless nothing awaits it: then it comes late."""
    runtime.opaque(_DEADLOCK, call.site)
    return runtime.throw(_DEADLOCK, call.site)


def _begun(trx: Knex, wrong: str | None, site: Site, runtime: Runtime) -> Value:
    if wrong is not None:
        return runtime.throw(wrong, site)
    runtime.send(RoundTrip("begin"), late=True)
    return trx


@record
class _Run:
    """A transaction with a callback.

    `before`: the transaction that was opened last on the same `trx`; they run one after another. `quiet`: a rollback
    by hand without an error is none.
    """

    callback: Any
    trx: Any
    before: Promise | None
    quiet: bool


def _run(this: _Run, knex: Knex, site: Site, runtime: Runtime) -> Value:
    if this.before is not None:
        runtime.follow(this.before)
    runtime.send(RoundTrip("begin"), late=this.before is None)
    knex.open += 1
    try:
        value = _value(this, site, runtime)
    except Throw:
        runtime.send(RoundTrip("rollback"))
        raise
    finally:
        knex.open -= 1
    return _ended(this, value, site, runtime)


def _value(this: _Run, site: Site, runtime: Runtime) -> Value:
    """What the callback comes to. One that returns no promise ends with the work that it has begun."""
    if not is_function(this.callback):
        return runtime.throw("container is not a function", site)
    value, begun = runtime.watched(lambda: runtime.call(this.callback, [this.trx], UNDEFINED, site))
    if isinstance(value, Promise | Host | Unknown | Choice | Object):
        return runtime.wait(value, site)
    for promise in begun:
        if not promise.joined:
            runtime.wait(promise, site)
    if this.trx.ended is None and not this.trx.perhaps_ended:
        runtime.opaque("its callback returns no promise and nothing ends the transaction: it stays open", site)
    return value


def _ended(this: _Run, value: Value, site: Site, runtime: Runtime) -> Value:
    if this.trx.ended is None:
        runtime.send(RoundTrip("commit"))
        return Unknown("the result of a transaction", "result") if this.trx.perhaps_ended else value
    action, given = this.trx.ended
    if action == "commit":
        return cast("Value", given)
    if given is not UNDEFINED:
        runtime.throws(given, site)
        raise Throw(given)
    return UNDEFINED if this.quiet else runtime.throw("Transaction rejected with non-error: undefined", site)


def provider(knex: Knex, call: Called, runtime: Runtime) -> Value:
    """`knex.transactionProvider()`: a function whose first call opens the transaction."""
    opened: list[Value] = []

    def provide(*_: object) -> Value:
        if not opened:
            arguments = [Argument(UNDEFINED, call.span(0)), *call.arguments[:1]]
            opened.append(open_transaction(knex, call.given(arguments), runtime))
        return opened[0]

    return Function("transactionProvider", provide)


def end(trx: Knex, action: Literal["commit", "rollback"], call: Called, runtime: Runtime) -> Promise:
    """`trx.commit(value)`, `trx.rollback(error)`."""

    def ended() -> Value:
        runtime.send(RoundTrip(action))
        return UNDEFINED

    if runtime.guards() != trx.guards:
        trx.perhaps_ended = True
    elif trx.ended is None:
        trx.ended = (action, call.value(0))
    return runtime.start(ended, call.site, "call")


class BatchInsert(Recorder):
    """`knex.batchInsert(table, rows, size)`: one insert for each `size` rows, in a transaction of its own."""

    __slots__ = ("made", "outer", "place", "returning")
    thenable = True
    taints = True
    eager = True
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
            runtime.send(RoundTrip("begin"), late=True)
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
        return runtime.throw(f"Invalid batch: Expected array, got {type_of(rows)}", call.site)
    batch = BatchInsert(place, call)
    runtime.lazy(batch, call.site)
    return batch
