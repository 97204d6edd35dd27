"""The `knex` (or `trx`) object a migration is handed: the door to every builder."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial

from knexlint.evaluate.values import (
    UNDEFINED,
    Argument,
    Guard,
    Host,
    HostMethod,
    Object,
    Promise,
    Runtime,
    Site,
    Unknown,
    Value,
)
from knexlint.knex.calls import Called
from knexlint.knex.configuration import Scope
from knexlint.knex.fn import Functions
from knexlint.knex.query import QueryBuilder
from knexlint.knex.raw import Raw, Ref
from knexlint.knex.schema import SchemaBuilder
from knexlint.knex.sending import Place, truthy
from knexlint.knex.transaction import batch_insert, end, open_transaction, provider
from knexlint.record import replace
from knexlint.text import Fragment

# The query builder's methods that can begin a chain.
STARTS = frozenset(
    (
        *("with", "withRecursive", "withMaterialized", "withNotMaterialized", "select", "as", "columns", "column"),
        *("from", "fromJS", "fromRaw", "into", "withSchema", "table", "distinct", "join", "joinRaw", "innerJoin"),
        *("leftJoin", "leftOuterJoin", "rightJoin", "rightOuterJoin", "outerJoin", "fullOuterJoin", "crossJoin"),
        *("where", "andWhere", "orWhere", "whereNot", "orWhereNot", "whereLike", "andWhereLike", "orWhereLike"),
        *("whereILike", "andWhereILike", "orWhereILike", "whereRaw", "whereWrapped", "havingWrapped", "orWhereRaw"),
        *("whereExists", "orWhereExists", "whereNotExists", "orWhereNotExists", "whereIn", "orWhereIn", "whereNotIn"),
        *("orWhereNotIn", "whereNull", "orWhereNull", "whereNotNull", "orWhereNotNull", "whereBetween"),
        *("whereNotBetween", "andWhereBetween", "andWhereNotBetween", "orWhereBetween", "orWhereNotBetween"),
        *("groupBy", "groupByRaw", "orderBy", "orderByRaw", "union", "unionAll", "intersect", "except", "having"),
        *("havingRaw", "orHaving", "orHavingRaw", "offset", "limit", "count", "countDistinct", "min", "max", "sum"),
        *("sumDistinct", "avg", "avgDistinct", "increment", "decrement", "first", "debug", "pluck", "clearSelect"),
        *("clearWhere", "clearGroup", "clearOrder", "clearHaving", "insert", "update", "returning", "del", "delete"),
        *("truncate", "transacting", "connection", "jsonExtract", "jsonSet", "jsonInsert", "jsonRemove"),
        *("whereJsonObject", "orWhereJsonObject", "andWhereJsonObject", "whereNotJsonObject", "orWhereNotJsonObject"),
        *("andWhereNotJsonObject", "whereJsonPath", "orWhereJsonPath", "andWhereJsonPath", "whereJsonSupersetOf"),
        *("orWhereJsonSupersetOf", "whereJsonNotSupersetOf", "orWhereJsonNotSupersetOf", "whereJsonSubsetOf"),
        *("orWhereJsonSubsetOf", "whereJsonNotSubsetOf", "orWhereJsonNotSubsetOf"),
    )
)
_SILENT = frozenset(
    (
        *("on", "once", "off", "addListener", "removeListener", "removeAllListeners", "prependListener"),
        *("prependOnceListener", "setMaxListeners"),
    )
)
_OUT_OF_SIGHT = frozenset(
    (
        *("userParams", "context", "executionPromise", "emit", "getMaxListeners", "listeners", "rawListeners"),
        *("listenerCount", "eventNames"),
    )
)
_NO_PARAMETERS = "Cannot set user params on a transaction - it can only inherit params from main knex instance"


class Knex(Host):
    """`transacting`: it is a `trx`. `place.scope`: whose transaction its queries run in, as `Query.scope` says it."""

    __slots__ = ("child", "ended", "guards", "open", "perhaps_ended", "place", "transacting", "youngest")
    taints = True
    label = "knex"

    def __init__(self, place: Place, transacting: bool = False) -> None:
        super().__init__()
        self.place = place
        self.transacting = transacting
        self.youngest: Promise | None = None  # the transaction that was opened last on this one
        self.open = 0  # how many such transactions are not over
        self.child: Knex | None = None  # the last one that is ended by hand
        self.ended: tuple[str, Value] | None = None  # how it was ended by hand, and with what
        self.perhaps_ended = False
        self.guards: tuple[Guard, ...] = ()  # those that held when it was begun

    @property
    def scope(self) -> Scope | None:
        return self.place.scope

    def nested(self, scope: Scope) -> Knex:
        """The `trx` of a transaction that is opened on this one."""
        trx = Knex(Place(self.place.configuration, scope, "trx"), transacting=True)
        trx.place = replace(trx.place, transaction=trx)
        return trx

    def begun(self, runtime: Runtime) -> Knex:
        """The same, of which is known under which conditions it begins."""
        self.guards = runtime.guards()
        return self

    @property
    def over(self) -> bool:
        return self.ended is not None

    def repeats(self) -> Hashable | None:
        return (self.place, self.transacting) if self.youngest is None else None

    def get(self, name: str, site: Site, runtime: Runtime) -> Value:
        if name == "schema":
            builder = SchemaBuilder(self.place)
            runtime.lazy(builder, site)
            return builder
        if name == "fn":
            return Functions(self.place)
        if name == "isTransaction":
            return True if self.transacting else UNDEFINED
        if name == "client":
            return _Client(self)
        if name in ("migrate", "seed"):
            return _Elsewhere(name)
        if name in _OUT_OF_SIGHT:
            return Unknown(f"{self.label}.{name}", name)
        method = _METHODS.get(name) or (_TRANSACTION_METHODS.get(name) if self.transacting else None)
        if method is not None:
            return HostMethod(name, partial(self._called, name, method), free=name in _TRANSACTION_METHODS)
        if name in STARTS:
            return HostMethod(name, partial(self._called, name, _begin), free=False)
        if runtime.kept(("QueryBuilder", name)) is not None:
            return Unknown(f"{self.label}.{name}, which an extension adds", name)
        return HostMethod(name, partial(self._called, name, _absent))

    def call(self, arguments: Sequence[Argument], site: Site, runtime: Runtime) -> Value:
        call = Called("table", tuple(arguments), site, runtime.guards())
        if not truthy(call.value(0)):
            return _begin(self, call.given(()), runtime)
        return _begin(self, call, runtime)

    def _called(
        self,
        name: str,
        method: Callable[[Knex, Called, Runtime], Value],
        arguments: Sequence[Argument],
        site: Site,
        runtime: Runtime,
    ) -> Value:
        return method(self, Called(name, tuple(arguments), site, runtime.guards()), runtime)


class _Client(Host):
    """`knex.client`: which database it is, and Knex's own ways to a builder."""

    __slots__ = ("facts", "knex")
    taints = True
    label = "knex.client"

    def __init__(self, knex: Knex) -> None:
        super().__init__()
        self.knex = knex
        client = knex.place.configuration.client
        config: dict[str, Value] = {"client": Fragment.plain(client)}
        self.facts: dict[str, Value] = {
            "config": Object(config, complete=False),
            "dialect": Fragment.plain("postgresql"),
            "driverName": Fragment.plain("pg"),
        }
        if client in _PLAIN_CLIENTS:
            self.facts["constructor"] = Object({"name": Fragment.plain("Client_PG")}, complete=False)

    def get(self, name: str, site: Site, runtime: Runtime) -> Value:
        if name in ("raw", "ref", "queryBuilder"):
            return self.knex.get(name, site, runtime)
        if name == "schemaBuilder":
            return HostMethod(name, lambda _arguments, site, runtime: self.knex.get("schema", site, runtime))
        return self.facts.get(name, Unknown(f"{self.label}.{name}", name))


class _Elsewhere(Host):
    """`knex.migrate`, `knex.seed`: whatever is called on it sends what other files say."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def get(self, name: str, site: Site, runtime: Runtime) -> Value:  # noqa: ARG002
        return HostMethod(name, partial(self._called, f"knex.{self.name}.{name}"))

    def _called(self, what: str, _arguments: Sequence[Argument], site: Site, runtime: Runtime) -> Value:
        runtime.opaque(f"what {what} sends stands in other files", site)
        return Unknown(f"what {what} gives")


Method = Callable[[Knex, Called, Runtime], Value]
_PLAIN_CLIENTS = frozenset({"pg", "postgres", "postgresql"})


def _begin(knex: Knex, call: Called, runtime: Runtime) -> Value:
    """A new query builder, with the call made on it."""
    builder = QueryBuilder(knex.place)
    runtime.lazy(builder, call.site)
    return builder.record(call, runtime)


def _raw(knex: Knex, call: Called, runtime: Runtime) -> Value:
    raw = Raw(knex.place, call)
    runtime.lazy(raw, call.site)
    return raw


def _query_builder(knex: Knex, call: Called, runtime: Runtime) -> Value:
    builder = QueryBuilder(knex.place)
    builder.calls.append(Called("", (), call.site, call.guards))
    runtime.lazy(builder, call.site)
    return builder


def _with_parameters(knex: Knex, call: Called, runtime: Runtime) -> Value:
    return runtime.throw(_NO_PARAMETERS, call.site) if knex.transacting else knex


def _absent(knex: Knex, call: Called, runtime: Runtime) -> Value:
    return runtime.absent(f"{knex.label}.{call.method}", call.site)


_METHODS: dict[str, Method] = {
    "raw": _raw,
    "ref": lambda knex, call, _: Ref(knex.place, call),
    "queryBuilder": _query_builder,
    "batchInsert": lambda knex, call, runtime: batch_insert(knex.place, call, runtime),
    "transaction": open_transaction,
    "transactionProvider": provider,
    "withUserParams": _with_parameters,
    **dict.fromkeys(_SILENT, lambda knex, _call, _runtime: knex),
    **dict.fromkeys(
        ("initialize", "destroy", "disableProcessing", "enableProcessing"), lambda _knex, _call, _runtime: UNDEFINED
    ),
}

_TRANSACTION_METHODS: dict[str, Method] = {
    "commit": lambda trx, call, runtime: end(trx, "commit", call, runtime),
    "rollback": lambda trx, call, runtime: end(trx, "rollback", call, runtime),
    "savepoint": open_transaction,
    "isCompleted": lambda *_: Unknown("whether the transaction is completed", "completed"),
}
