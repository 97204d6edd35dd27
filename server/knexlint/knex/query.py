"""The query builder: `knex('t')…`, `knex.select(…)…`. It writes down its calls and turns them into text when asked."""

from __future__ import annotations

from collections.abc import Sequence

from knexlint.evaluate.values import UNDEFINED, Array, Object, Runtime, Site, Unknown, Value
from knexlint.knex.calls import Called
from knexlint.knex.changes import CHANGES, on_conflict
from knexlint.knex.clauses import State
from knexlint.knex.conditions import CONDITIONS, Mutation
from knexlint.knex.joins import JOINS
from knexlint.knex.literals import string_of
from knexlint.knex.query_text import QueryText
from knexlint.knex.recorder import Recorder
from knexlint.knex.selects import SELECTS
from knexlint.knex.sending import Sendable, is_unknown, mark_used, truthy
from knexlint.knex.shape import SHAPES
from knexlint.knex.wrap import Compiled, Formatter, KnexError, SqlHost, is_function
from knexlint.record import replace
from knexlint.text import Fragment


def _doubt_modified(state: State, _call: Called) -> None:
    state.doubt("what modifies the query builder is not known")


_METHODS: dict[str, Mutation] = {
    **CONDITIONS,
    **JOINS,
    **SELECTS,
    **SHAPES,
    **CHANGES,
    "modify": _doubt_modified,
    "onConflict": on_conflict,
}
_DECIDING = ("insert", "update", "increment", "decrement", "del", "delete", "truncate", "columnInfo", "first", "pluck")
_SINCE = {"updateFrom": (2, 5), "except": (2, 5), "comment": (2, 5)}
_INCOMPLETE = "Incomplete onConflict clause. .onConflict() must be directly followed by either .merge() or .ignore()"


class QueryBuilder(Sendable):
    __slots__ = ()
    kind = "query"
    label = "knex(...)"
    extended_as = "QueryBuilder"

    def get(self, name: str, site: Site, runtime: Runtime) -> Value:
        if name == "and":
            return self
        if name in ("or", "not"):
            return self.record(Called(name, (), site, runtime.guards()), runtime)
        return super().get(name, site, runtime)

    def has(self, name: str) -> bool:
        if self.configuration.version < _SINCE.get(name, (0, 0)):
            return False
        return name in _METHODS or name in ("modify", "clone", "fromJS") or super().has(name)

    def record(self, call: Called, runtime: Runtime) -> Value:
        match call.method:
            case "modify":
                return self._modify(call, runtime)
            case "clone":
                return self._clone(call, runtime)
            case "fromJS":
                return self._from_js(call, runtime)
            case "onConflict":
                for argument in call.arguments:
                    mark_used(argument.value)
                return OnConflict(self, call)
        return super().record(call, runtime)

    def _modify(self, call: Called, runtime: Runtime) -> Value:
        callback = call.value(0)
        if not is_function(callback):
            if not is_unknown(callback):
                return runtime.throw("callback.apply is not a function", call.site)
            return super().record(replace(call, arguments=()), runtime)
        runtime.call(callback, [self, *(argument.value for argument in call.arguments[1:])], self, call.site)
        return self

    def _clone(self, call: Called, runtime: Runtime) -> Value:
        self.used = True
        copy = QueryBuilder(self.place)
        copy.doubted, copy.held = self.doubted, self.held
        copy.calls = [*self.calls, replace(call, method="")]
        runtime.lazy(copy, call.site)
        return copy

    def _from_js(self, call: Called, runtime: Runtime) -> Value:
        given = call.argument(0)
        self.calls.append(replace(call, method=""))
        if is_unknown(given.value):
            return super().record(replace(call, method="modify"), runtime)
        if isinstance(given.value, SqlHost) or (isinstance(given.value, Array | Fragment) and truthy(given.value)):
            return runtime.throw("this[key] is not a function", call.site)
        if isinstance(given.value, Object):
            for name, value in given.value.items.items():
                if not self.has(name):
                    return runtime.throw("this[key] is not a function", call.site)
                arguments = value.items if isinstance(value, Array) else [value]
                parts = [replace(given, value=item) for item in arguments]
                self.record(replace(call, method=name, arguments=tuple(parts)), runtime)
        return self

    def deciding_call(self, calls: Sequence[Called]) -> Called:
        return next((call for call in reversed(calls) if call.method in _DECIDING), calls[0])

    def compile_calls(self, calls: Sequence[Called], formatter: Formatter, method: str | None = None) -> Compiled:
        state = State(self.place, formatter.fresh())
        state.formatter.doubt(self.doubted)
        _play(state, calls)
        return QueryText(state).compiled(method)

    def compiled(self, formatter: Formatter, method: str | None = None) -> Compiled:
        return self.compile_calls(formatter.settled(self.calls), formatter, method)

    def where_text(self, formatter: Formatter) -> Fragment:
        """The conditions alone, as the predicate of an index has them."""
        state = State(self.place, formatter)
        state.formatter.doubt(self.doubted)
        _play(state, self.calls)
        return QueryText(state).where() if state.wheres else Fragment.plain("undefined")

    def answer(self) -> Value:
        method = self.deciding_call(self.calls).method if self.calls else "select"
        tables = [call.value(0) for call in self.calls if call.method in ("table", "from", "into")]
        of = f" of {string_of(tables[-1])}" if tables else ""
        returning = any(call.method == "returning" or call.value(1) is not UNDEFINED for call in self.calls)
        match method:
            case "first":
                return Unknown(f"a row{of}", "row", "row?")
            case "columnInfo":
                return Unknown(f"the columns{of}", "columns")
            case "pluck":
                return Unknown(f"rows{of}", "rows", "fields")
            case "update" | "del" | "delete" | "increment" | "decrement" if not returning:
                return Unknown(f"how many rows{of} there are", "count", "scalar")
        return Unknown(f"rows{of}", "rows", "rows")


def _play(state: State, calls: Sequence[Called]) -> None:
    for call in calls:
        if not call.method:
            continue
        try:
            _METHODS[call.method](state, call)
        except KnexError as error:
            raise error.blaming(call.site) from error


class OnConflict(Recorder):
    """What `onConflict(…)` returns until `ignore` or `merge` completes it."""

    __slots__ = ("builder", "conflict")
    thenable = True
    label = "onConflict(...)"

    def __init__(self, builder: QueryBuilder, conflict: Called) -> None:
        super().__init__(builder.configuration)
        self.builder = builder
        self.conflict = conflict

    def has(self, name: str) -> bool:
        return name in ("ignore", "merge")

    def record(self, call: Called, _runtime: Runtime) -> Value:
        self.builder.calls.append(replace(self.conflict, guards=call.guards))
        self.builder.calls.append(replace(call, method=f"onConflict {call.method}"))
        return self.builder

    def settle(self, site: Site, runtime: Runtime) -> Value:
        return runtime.throw(_INCOMPLETE, site)
