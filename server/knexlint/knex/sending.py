"""What raws and query builders have in common: they are lazy, are sent when awaited, and can be written out as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeGuard

from knexlint.evaluate.values import (
    UNDEFINED,
    Array,
    Choice,
    Function,
    Guard,
    Host,
    Object,
    Promise,
    Runtime,
    Site,
    Track,
    Unknown,
    Value,
)
from knexlint.evaluate.work import error_object
from knexlint.knex.calls import Called, Case, cases
from knexlint.knex.calls import mark_used as mark_used
from knexlint.knex.configuration import Configuration, Scope
from knexlint.knex.literals import escape_binding
from knexlint.knex.pieces import substitute
from knexlint.knex.queries import Origin, Query
from knexlint.knex.recorder import Recorder
from knexlint.knex.wrap import Compiled, Formatter, KnexError, SqlHost, is_function, position_bindings
from knexlint.record import record, replace
from knexlint.text import Fragment

_PLACEHOLDER = re.compile(r"\\?\?")
EMPTY_QUERY = "The query is empty"
_OVER = "Transaction query already complete, run with DEBUG=knex:tx for more info"
_STREAM = "when a stream is read, beside what follows, is not known"


@record
class Place:
    """What the hosts that hang on one `knex` or `trx` object share.

    `receiver`: how the code spells that object. `transaction`: the `trx`, which says whether it is `over`. `foreign`: a
    connection was given that is not that of a transaction.
    """

    configuration: Configuration
    scope: Scope | None = None
    receiver: str = "knex"
    transaction: Any = None
    foreign: bool = False

    @property
    def refusal(self) -> str | None:
        """What sending a query throws here."""
        if self.transaction is not None and self.transaction.over:
            return _OVER
        inside = self.transaction is not None or self.configuration.transaction
        return "Invalid connection for transaction query." if self.foreign and inside else None


class Sendable(Recorder, SqlHost):
    """A lazy thenable that sends one query each time it is awaited. It writes down its calls and compiles them then."""

    __slots__ = ("calls", "place")
    thenable = True
    taints = True

    def __init__(self, place: Place) -> None:
        super().__init__(place.configuration)
        self.place = place
        self.calls: list[Called] = []

    def compile_calls(self, calls: Sequence[Called], formatter: Formatter) -> Compiled:
        """The text that these calls make. Raises `KnexError`. Collects its bindings on its own."""
        raise NotImplementedError

    def answer(self) -> Value:
        """What awaiting it resolves to."""
        return Unknown("the answer of the database", "result", "result")

    def deciding_call(self, calls: Sequence[Called]) -> Called:
        """The call that says what kind of query it is."""
        return calls[0]

    def has(self, name: str) -> bool:
        return name in _COMMON or name in _SILENT

    def record(self, call: Called, runtime: Runtime) -> Value:
        if common := _COMMON.get(call.method):
            return common(self, call, runtime)
        if call.method in _SILENT:
            if call.method == "connection":
                foreign = type(call.value(0)) is Object
                self.place = replace(self.place, scope="connection", foreign=foreign)
            return _silent(self, call)
        self.calls.append(call)
        for argument in call.arguments:
            mark_used(argument.value)
        return self

    @property
    def last_site(self) -> Site:
        return self.calls[-1].site

    def compiled(self, formatter: Formatter) -> Compiled:
        return self.compile_calls(formatter.settled(self.calls), formatter)

    def settle(self, site: Site, runtime: Runtime) -> Value:
        self.used = True
        queries: list[Query] = []
        for query in self.queries(runtime):
            if self.place.refusal is not None and query.error is None:
                query = replace(query, sql=None, error=self.place.refusal)
            queries.append(query)
            runtime.send(query)
        failing = [(query.when, query.error) for query in queries if query.error is not None]
        return failed(failing, len(queries), self.answer(), site, runtime) if failing else self.answer()

    def queries(self, runtime: Runtime) -> Iterator[Query]:
        """One query for each combination of probe answers that makes a difference to the text."""
        formatter = Formatter(runtime, self.last_site, self.configuration)
        query = self._query(self.calls, Case(), formatter)
        found = cases([*self.calls, *formatter.nested], runtime)
        if len(found) == 1 and not found[0].guards and found[0].reason is None:
            yield query
            return
        for case in found:
            if calls := case.calls(self.calls):
                yield self._query(calls, case, Formatter(runtime, self.last_site, self.configuration, case=case))

    def _query(self, calls: Sequence[Called], case: Case, formatter: Formatter) -> Query:
        deciding, scope = self.deciding_call(calls).site, self.place.scope
        origin = Origin(
            "raw" if self.kind == "raw" else "query",
            self.last_site.call,
            deciding.call,
            deciding.method,
            self.place.receiver,
            self.last_site.foreign,
        )
        try:
            compiled = self.compile_calls(calls, formatter)
        except KnexError as error:
            if error.site is not None and origin.chain.covers(error.site.call):
                origin = replace(origin, call=error.site.call, method=error.site.method)
            return Query(None, origin, error=str(error), scope=scope, when=case.guards)
        if not compiled.sql:
            return Query(None, origin, error=EMPTY_QUERY, scope=scope, when=case.guards)
        sql = position_bindings(compiled.sql)
        unknown = case.reason or formatter.unknown or compiled.unknown or next(iter(sql.holes), None)
        return Query(sql, origin, bindings=compiled.bindings, unknown=unknown, scope=scope, when=case.guards)

    def text(self) -> Fragment | None:
        """`.toString()`: the text with its bindings inlined."""
        try:
            return inlined(self.compiled(Formatter(None, self.last_site, self.configuration)))
        except KnexError:
            return None


def failed(
    failing: Sequence[tuple[tuple[Guard, ...], str]], count: int, answer: Value, site: Site, runtime: Runtime
) -> Value:
    """What awaiting comes to when some of `count` cases throw; what was sent says so."""
    if len(failing) == count:
        return runtime.throw(failing[0][1], site, told=True)
    thrown: list[tuple[tuple[Guard, ...], Value]] = [(guards, error_object(error)) for guards, error in failing]
    for _, error in thrown:
        runtime.tell(error, site)
    return runtime.wait(Promise(Track(), answer, site.method, "other", failing=thrown), site)


def inlined(compiled: Compiled) -> Fragment:
    """The text with a literal for each `?`, as `.toString()` gives it."""
    bindings = iter(compiled.bindings)

    def literal(match: re.Match[str], part: Fragment) -> Fragment:
        if len(match.group()) == 2:
            return part.slice(1, 2)
        for value in bindings:
            return escape_binding(value, part.span())
        return part

    text = substitute(compiled.sql, _PLACEHOLDER, literal)
    if compiled.unknown and not text.holes:
        return text + Fragment.unknown("…", compiled.unknown)
    return text


# --- methods that every chain has -----------------------------------------------------------------------------------


def _silent(host: Sendable, call: Called) -> Value:
    host.calls.append(replace(call, method="", guards=host.calls[0].guards if host.calls else call.guards))
    return host


def _to_string(host: Sendable, call: Called, runtime: Runtime) -> Value:
    host.used = True
    try:
        return inlined(host.compiled(Formatter(runtime, call.site, host.configuration)))
    except KnexError as error:
        return runtime.throw(str(error), call.site)


def _to_sql(host: Sendable, call: Called, runtime: Runtime) -> Value:
    host.used = True
    try:
        compiled = host.compiled(Formatter(runtime, call.site, host.configuration))
    except KnexError as error:
        return runtime.throw(str(error), call.site)
    bindings: list[Value] = list(compiled.bindings)
    native = Object({"sql": position_bindings(compiled.sql), "bindings": Array(list(bindings))})
    return Object(
        {
            "method": Fragment.plain(compiled.method),
            "sql": compiled.sql,
            "bindings": Array(bindings),
            "toNative": Function("toNative", lambda *_: native),
        }
    )


def _stream(host: Sendable, call: Called, runtime: Runtime) -> Value:
    host.used = True
    for query in host.queries(runtime):
        if query.error is None:
            runtime.send(replace(query, unknown=query.unknown or _STREAM))
        else:
            runtime.opaque(_STREAM, call.site)
    return Unknown("a stream of rows", "stream")


def as_callback(host: Recorder, call: Called, runtime: Runtime) -> Value:
    """`asCallback(function (error, result) {…})`: it runs at once; a promise for its result."""

    def work() -> Value:
        value = runtime.wait(host, call.site)
        if is_function(call.value(0)):
            runtime.call(call.value(0), [None, value], UNDEFINED, call.site)
        return value

    return runtime.start(work, call.site, "then")


def _transacting(host: Sendable, call: Called, runtime: Runtime) -> Value:
    host.place = transacting(host.place, call, runtime)
    return _silent(host, call)


def transacting(place: Place, call: Called, runtime: Runtime) -> Place:
    """Where a builder's queries run after `transacting(trx)`."""
    value = call.value(0)
    if value is None or value is UNDEFINED or (isinstance(value, Object) and not value.items and value.complete):
        runtime.throw("Invalid transacting value (null, undefined or empty object)", call.site)
    given = getattr(value, "place", None) if isinstance(value, Host) else None
    return replace(given, receiver=place.receiver) if isinstance(given, Place) else place


_COMMON: dict[str, Callable[[Sendable, Called, Runtime], Value]] = {
    "toString": _to_string,
    "toQuery": _to_string,
    "toSQL": _to_sql,
    "stream": _stream,
    "pipe": _stream,
    "transacting": _transacting,
    "asCallback": as_callback,
    "queryContext": lambda host, call, _: host.context(call),
}

# Methods that change nothing about the text.
_SILENT = frozenset(
    (
        *("timeout", "options", "connection", "debug", "setMaxListeners", "addListener", "on"),
        *("prependListener", "once", "prependOnceListener", "removeListener", "off", "removeAllListeners", "emit"),
    )
)


# --- values as JavaScript sees them ---------------------------------------------------------------------------------


def is_unknown(value: Value) -> TypeGuard[Unknown | Choice]:
    return isinstance(value, Unknown | Choice)


def is_nullish(value: Value) -> bool:
    return value is None or value is UNDEFINED


def truthy(value: Value) -> bool:
    """Whether JavaScript takes the value for true; what is not known counts as true."""
    if isinstance(value, Fragment):
        return bool(value.text)
    if isinstance(value, bool | int | float):
        return bool(value) and value == value
    return not is_nullish(value)


def is_empty(value: Value) -> bool:
    """lodash's `isEmpty`: nothing, "", [], {}, and every number and boolean."""
    if isinstance(value, Fragment):
        return not value.text
    if isinstance(value, Array | Object):
        return value.complete and not value.items
    return not isinstance(value, Host | Unknown | Choice)


def contains_undefined(value: Value) -> bool:
    if isinstance(value, Array):
        return any(contains_undefined(item) for item in value.items)
    if isinstance(value, Object):
        return any(contains_undefined(item) for item in value.items.values())
    return value is UNDEFINED
