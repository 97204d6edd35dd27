"""`knex.schema`: a lazy chain of calls that becomes SQL when it is awaited.

A table callback runs then, not when its call is made; only what it does before its first `await` counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from knexlint.evaluate.flow import Throw
from knexlint.evaluate.values import (
    UNDEFINED,
    Argument,
    Array,
    Choice,
    Guard,
    Object,
    Probe,
    Runtime,
    Site,
    Unknown,
    Value,
)
from knexlint.evaluate.work import error_message
from knexlint.knex.calls import Called, Case, NotKnown, cases, truthy
from knexlint.knex.literals import string_of
from knexlint.knex.queries import AlterColumn, Origin, Query
from knexlint.knex.recorder import Recorder
from knexlint.knex.schema_sql import METHODS, PROBES, SILENT, SIMPLE, TABLES, TEXTS, VIEWS
from knexlint.knex.sending import EMPTY_QUERY, Place, as_callback, failed, inlined, transacting
from knexlint.knex.statement import Compilation, Statement
from knexlint.knex.table import TableBuilder
from knexlint.knex.table_sql import TableCompiler
from knexlint.knex.view import ViewBuilder, compile_view
from knexlint.knex.wrap import Compiled, KnexError, is_function, position_bindings
from knexlint.record import record
from knexlint.text import Fragment, Span

NO_CALLBACK = "A callback function must be supplied to calls against `.createTable` and `.table`"
ANSWER = Unknown("the answer of the database", "result")


@record
class Asked:
    """A question to the database that steers the program; not one of the migration's own queries."""

    probe: Probe


@record
class Telling:
    """A query with what its chain has to tell beside."""

    query: Query
    calls: tuple[AlterColumn, ...]

    def moved(self, by: int) -> Telling | None:
        query = self.query.moved(by)
        return None if query is None else Telling(query, tuple(call.moved(by) for call in self.calls))


@dataclass(slots=True)
class Entry:
    """One call of the chain, with what its callback wrote down. `error`: what Knex throws when it
    compiles it; `thrown`: what the callback throws."""

    call: Called
    builder: TableBuilder | ViewBuilder | None = None
    error: str | None = None
    unknown: str | None = None
    thrown: Throw | None = None

    def calls(self) -> list[Called]:
        if isinstance(self.builder, TableBuilder):
            return [self.call, *self.builder.statements.calls()]
        return [self.call, *(self.builder.calls if self.builder else ())]


@record
class Result:
    """What the chain compiles to in one case."""

    case: Case
    statements: tuple[Statement, ...] = ()
    alterations: tuple[AlterColumn, ...] = ()
    error: str | None = None
    failing: Site | None = None
    thrown: Throw | None = None


class SchemaBuilder(Recorder):
    """One access of `knex.schema`."""

    __slots__ = ("_longest", "place", "sequence")
    thenable = True
    taints = True
    label = "knex.schema"
    extended_as = "SchemaBuilder"

    def __init__(self, place: Place) -> None:
        super().__init__(place.configuration)
        self.place = place
        self.sequence: list[Called] = []
        self._longest: list[Span] = []

    def _chains(self) -> list[Span]:
        """What was called on this builder, each with the chain before it; the longest first."""
        if len(self._longest) != len(self.sequence):
            spans = [made.site.call for made in self.sequence]
            self._longest = sorted(spans, key=lambda span: span.start - span.end)
        return self._longest

    @property
    def calls(self) -> list[Called]:
        return self.sequence

    def has(self, name: str) -> bool:
        return name in METHODS

    def record(self, call: Called, runtime: Runtime) -> Value:
        if call.method == "queryContext":
            return self.context(call)
        if call.method in TEXTS:
            return self._text(call, runtime)
        if call.method == "asCallback":
            return as_callback(self, call, runtime)
        if call.method == "transacting":
            self.place = transacting(self.place, call, runtime)
        elif call.method not in SILENT:
            self.sequence.append(call)
        return self

    def settle(self, site: Site, runtime: Runtime) -> Value:
        self.used = True
        if any(call.method in PROBES for call in self.sequence):
            case = cases(self.sequence, runtime)[0]
            if case.guards:  # what is asked depends on an earlier answer
                again = partial(self.settle, site, runtime)
                return runtime.forked(Guard(case.guards[0].probe), again, again)
        results = self.compile(runtime)
        sent = [self._send(result, site, runtime) for result in results]
        failing = [(result.case.guards, error) for result, (_, error) in zip(results, sent, strict=True) if error]
        if failing and len(failing) == len(results) and results[0].thrown:
            raise results[0].thrown
        if failing:
            return failed(failing, len(results), ANSWER, site, runtime)
        answers = sent[0][0]
        if len(sent) > 1:
            return ANSWER
        return answers[0] if len(answers) == 1 else Array(answers)

    def _text(self, call: Called, runtime: Runtime) -> Value:
        """`toString()` and its like: the statements written out."""
        self.used = True
        results = self.compile(runtime)
        if len(results) != 1 or call.method == "generateDdlCommands":
            return Unknown("the text of a schema builder", "sql")
        if results[0].error:
            return runtime.throw(results[0].error, call.site)
        statements = [s for s in results[0].statements if s.sql is not None]
        if call.method == "toSQL":
            return Array([Object({"sql": s.sql, "bindings": Array(list(s.bindings))}) for s in statements])
        return _joined(
            [inlined(Compiled(s.sql, s.bindings, unknown=s.unknown)) for s in statements if s.sql is not None]
        )

    # --- compiling ------------------------------------------------------------------------------------------------

    def compile(self, runtime: Runtime) -> list[Result]:
        """What the chain sends, for each combination of probe answers that makes a difference."""
        entries = [self._entry(call, runtime) for call in self.sequence]
        calls = [call for entry in entries for call in entry.calls()]
        return [self._compile_case(entries, case, runtime) for case in cases(calls, runtime)]

    def _entry(self, call: Called, runtime: Runtime) -> Entry:
        """Run the callback of a call, if it takes one."""
        if kind := TABLES.get(call.method):
            table = TableBuilder(self.configuration, kind)
            optional = kind == "createLike" and _certain(call.value(1))
            return self._filled(call, table, call.value(2 if kind == "createLike" else 1), optional, runtime)
        if kind_of_view := VIEWS.get(call.method):
            view = ViewBuilder(self.configuration, kind_of_view == "alter")
            return self._filled(call, view, call.value(1), False, runtime)
        return Entry(call)

    def _filled(
        self, call: Called, builder: TableBuilder | ViewBuilder, callback: Value, optional: bool, runtime: Runtime
    ) -> Entry:
        builder.used = True
        if optional and (callback is None or callback is UNDEFINED):
            return Entry(call, builder)
        if isinstance(callback, Unknown | Choice):
            reason = (
                callback.reason if isinstance(callback, Unknown) else "which callback it is depends on the database"
            )
            return Entry(call, builder, unknown=reason)
        if not is_function(callback):
            return Entry(call, builder, error=NO_CALLBACK)
        entry = Entry(call, builder)
        try:
            runtime.in_time(lambda: runtime.call(callback, [builder], builder, call.site))
        except Throw as thrown:
            entry.thrown = thrown
        entry.unknown = builder.doubt
        return entry

    def _compile_case(self, entries: Sequence[Entry], case: Case, runtime: Runtime) -> Result:
        kept = [entry for entry in entries if case.keeps(entry.call.guards)]
        compilation = Compilation(runtime, self.configuration, case, _schema(kept, case))
        alterations: list[AlterColumn] = []
        for entry in kept:
            call = case.call(entry.call)
            try:
                alterations += _compile_entry(entry, call, compilation)
            except NotKnown as reason:
                compilation.not_known(call, str(reason))
            except KnexError as error:
                blamed = error.site or call.site
                if entry.thrown is not None:
                    blamed = runtime.tell(entry.thrown.value, blamed)
                return Result(case, error=str(error), failing=blamed, thrown=entry.thrown)
        return Result(case, tuple(compilation.statements), tuple(alterations))

    # --- sending --------------------------------------------------------------------------------------------------

    def _send(self, result: Result, site: Site, runtime: Runtime) -> tuple[list[Value], str | None]:
        """Send the statements in order; what each answers, and what Knex throws."""
        if result.error is not None:
            failing = result.failing or site
            origin = self._origin("schema", failing.call, failing.method, failing.foreign)
            runtime.send(Query(None, origin, error=result.error, scope=self.place.scope, when=result.case.guards))
            return [], result.error
        answers: list[Value] = []
        schema = _schema_text(self.sequence)
        for statement in result.statements:
            if statement.probe is not None:
                answers.append(_ask(statement.probe, schema, result.case, runtime))
                continue
            query = self._query(statement, result.case)
            last = statement is result.statements[-1]
            runtime.send(Telling(query, result.alterations) if last and result.alterations else query)
            if query.error:
                return answers, query.error
            answers.append(ANSWER)
        return answers, None

    def _query(self, statement: Statement, case: Case) -> Query:
        origin = self._origin(statement.kind, statement.call, statement.method, statement.foreign)
        if self.place.refusal is not None:
            return Query(None, origin, error=self.place.refusal, scope=self.place.scope, when=case.guards)
        if statement.sql is not None and not statement.sql:
            return Query(None, origin, error=EMPTY_QUERY, scope=self.place.scope, when=case.guards)
        sql = None if statement.sql is None else position_bindings(statement.sql)
        unknown = statement.unknown or (next(iter(sql.holes), None) if sql else None)
        return Query(sql, origin, statement.bindings, unknown, None, self.place.scope, case.guards)

    def _origin(self, kind: Literal["schema", "raw"], call: Span, method: Span, foreign: bool) -> Origin:
        """`call` is what asked for the statement; the chain is the longest one of this builder around it."""
        chains = self._chains()
        chain = next((chain for chain in chains if chain.covers(call)), chains[0] if chains else call)
        return Origin(kind, chain, call, method, self.place.receiver, foreign)


def _compile_entry(entry: Entry, call: Called, compilation: Compilation) -> list[AlterColumn]:
    if entry.thrown:
        raise KnexError(error_message(entry.thrown.value))
    if entry.error:
        raise KnexError(entry.error)
    if entry.unknown:
        raise NotKnown(entry.unknown)
    if isinstance(entry.builder, TableBuilder):
        like = call.argument(1) if entry.builder.kind == "createLike" else None
        compiler = TableCompiler(compilation, entry.builder, call, like)
        compiler.compile()
        return compiler.alterations
    if isinstance(entry.builder, ViewBuilder):
        compile_view(compilation, entry.builder, call)
    elif compile_ := SIMPLE.get(call.method):
        compile_(compilation, call)
    return []


def _certain(value: Value) -> bool:
    return not isinstance(value, Unknown | Choice) and truthy(value)


def _schema(entries: Sequence[Entry], case: Case) -> Argument | None:
    """What the last `withSchema` says, for calls before and after it."""
    named = [case.call(entry.call).argument(0) for entry in entries if entry.call.method == "withSchema"]
    if not named:
        return None
    unknown = isinstance(named[-1].value, Unknown | Choice)
    return named[-1] if unknown or truthy(named[-1].value) else None


def _schema_text(calls: Sequence[Called]) -> Value:
    named = [call.value(0) for call in calls if call.method == "withSchema"]
    return named[-1] if named and not (named[-1] is None or named[-1] is UNDEFINED) else None


def _ask(call: Called, schema: Value, case: Case, runtime: Runtime) -> Value:
    """Ask whether a table or a column exists. A name that is not known cannot be asked for."""
    names = [case.value(call.value(index)) for index in range(PROBES[call.method])]
    texts = [string_of(name) for name in names]
    within = None if schema is None else string_of(case.value(schema))
    holes = [text.holes[0] for text in (*texts, *([within] if within else ())) if text.holes]
    if holes:
        return Unknown(f"{call.method} asks about a name that is not known: {holes[0]}", call.method)
    column = texts[1].text if len(texts) > 1 else None
    return runtime.probe(call.method, within.text if within else None, texts[0].text, column, Asked)


def _joined(texts: Sequence[Fragment]) -> Fragment:
    """Texts with `;` between them, each on a line of its own."""
    joined = Fragment()
    for at, text in enumerate(texts):
        separator = "" if not at else ("\n" if joined.text.endswith(";") else ";\n")
        joined = joined + separator + text
    return joined
