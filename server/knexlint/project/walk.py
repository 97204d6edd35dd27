"""Runs what a function sends on a catalog, statement by statement: what each finds, and what all of it leaves.

Knows the order of things: transactions, which answers a probe can get, what exists when, what the function made itself.
Knows neither files nor rules nor locks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from knexlint.catalog import Catalog
from knexlint.evaluate.order import NEVER_AWAITED
from knexlint.evaluate.values import Guard, Probe
from knexlint.knex.queries import Query, Run
from knexlint.memo import has_room, keep, remembered
from knexlint.operations import (
    CreateIndex,
    CreateSequence,
    CreateTable,
    CreateView,
    DropIndex,
    DropObject,
    DropTable,
    Operation,
    Relation,
    RenameObject,
    RenameTable,
    Select,
    SetSchema,
    TransactionControl,
)
from knexlint.project.vague import doubted, may_change_schema, ran
from knexlint.record import record, replace
from knexlint.sql import Statement, read


@record
class Sight:
    """A statement in its place. `before`: the catalog it finds; `created`: the relations that the function has made.

    `happens`: whether it is sent, by what the catalog answers to probes; None where that is not known.
    """

    statement: Statement
    query: Query
    before: Catalog
    created: frozenset[str]
    in_transaction: bool
    alone: bool
    happens: bool | None


def statements_of(run: Run) -> tuple[tuple[Statement, ...], ...]:
    """The statements of each query."""
    return tuple(read(each.sql) if each.sql is not None and each.error is None else () for each in run.queries)


def walk(
    run: Run,
    statements: Sequence[tuple[Statement, ...]],
    transaction: bool,
    catalog: Catalog,
    visit: Callable[[Sight], None] | None = None,
) -> Catalog:
    """The catalog after a function, all of it committed. `statements`: those of each query.

    `transaction`: Knex has one open around the function. `visit` is shown each statement, those too that the answers of
    the catalog rule out; without it they cost nothing.
    """
    key = (id(run), id(catalog), transaction)
    known = _newest.get(key) if visit is None else None
    if known is not None:
        return known[2]
    walker = _Walk(transaction, catalog, visit)
    asked, at = run.asked, 0
    awaited = [number for number, query in enumerate(run.queries) if query.unknown != NEVER_AWAITED]
    for number, query in enumerate(run.queries):
        walker.late = not awaited or number > awaited[-1]
        while at < len(asked) and asked[at][0] <= number:
            walker.ask(asked[at][1])
            at += 1
        walker.send(query, statements[number])
    left = _left(walker.catalog, again=walker.again)
    if visit is not None:
        keep(_newest, key, (run, catalog, left), _REMEMBERED)
    return left


# What was walked to be looked at is what a replay wants to know next. Holds runs and catalogs: their ids stay theirs.
_newest: dict[tuple[int, int, bool], tuple[Run, Catalog, Catalog]] = {}
_REMEMBERED = 8


def _left(catalog: Catalog, *, again: bool) -> Catalog:
    """What later migrations find: all is committed, and their session is another one. `again`: as in `ran`."""
    settled = _settle(catalog, again=again)
    return replace(settled, settings={}) if settled.settings else settled


@record
class _Done:
    """What ran, under which probe answers; `commits`: a transaction ended with it; `late`: nothing awaited comes after
    it in a transaction."""

    statement: Statement | None
    query: Query
    commits: bool = False
    late: bool = False


@dataclass(slots=True)
class _Walk:
    """Runs the queries of one function on a catalog. `open`: a transaction is open around the next statement."""

    open: bool
    catalog: Catalog
    visit: Callable[[Sight], None] | None
    base: Catalog = field(init=False)
    again: bool = field(init=False)  # the same is likely to be asked again soon
    created: frozenset[str] = frozenset()
    done: list[_Done] = field(default_factory=list)
    answers: dict[Probe, bool] = field(default_factory=dict)
    held: set[tuple[Probe | None, bool]] = field(default_factory=set)  # under which answers something was done
    nested: bool = False
    late: bool = False  # nothing that is awaited comes after what is sent now

    def __post_init__(self) -> None:
        self.base = self.catalog
        self.again = self.visit is not None or has_room()

    def ask(self, probe: Probe) -> None:
        """What the catalog knows to answer."""
        answer = _answer(probe, self.catalog)
        if answer is not None:
            self.answers[probe] = answer

    def send(self, query: Query, statements: tuple[Statement, ...]) -> None:
        if query.error is not None:
            return
        if self.visit is None and not self._happens(query.when):
            return
        if query.sql is None:
            self._finish(None, query, commits=False)
            return
        nested = query.scope == "transaction"
        if self.nested and not nested:
            self._finish(None, query, commits=True)
        self.nested = nested
        for statement in statements:
            self._step(statement, query, alone=len(statements) == 1)
        if not self._in_transaction(query):
            self._finish(None, query, commits=True)

    def _in_transaction(self, query: Query) -> bool:
        return query.scope == "transaction" or (self.open and query.scope != "connection")

    def _happens(self, when: Sequence[Guard]) -> bool:
        """No answer of the catalog rules it out."""
        return all(self.answers.get(guard.probe, guard.answer) is guard.answer for guard in when if guard.probe)

    def _sent(self, when: Sequence[Guard]) -> bool | None:
        if not self._happens(when):
            return False
        return True if all(guard.probe in self.answers for guard in when) else None

    def _step(self, statement: Statement, query: Query, alone: bool) -> None:
        if self.visit is not None:
            before, created = self._state(query.when)
            inside, happens = self._in_transaction(query), self._sent(query.when)
            self.visit(Sight(statement, query, before, created, inside, alone, happens))
        control = next((each for each in statement.operations if isinstance(each, TransactionControl)), None)
        if control is not None and control.action in ("begin", "commit", "rollback"):
            self.open = control.action == "begin"
        self._finish(statement, query, commits=control is not None and control.action == "commit")

    def _state(self, when: tuple[Guard, ...]) -> tuple[Catalog, frozenset[str]]:
        """What a statement under these probe answers finds: nothing that ran only under other answers."""
        if not self.held or not when:
            return self.catalog, self.created
        opposite = ((guard.probe, not guard.answer) for guard in when if guard.probe is not None)
        if self._happens(when) and self.held.isdisjoint(opposite):
            return self.catalog, self.created
        catalog, created = self.base, frozenset[str]()
        for each in self.done:
            if not _contradict(when, each.query.when):
                catalog, created = _after(catalog, created, each)
        return catalog, created

    def _finish(self, statement: Statement | None, query: Query, commits: bool) -> None:
        inside = self._in_transaction(query)
        if self.visit is None:
            catalog = self.catalog
            if statement is not None:
                catalog = ran(statement, query, self.late and inside, catalog, again=self.again)
            elif query.sql is None and may_change_schema(query):
                catalog = doubted(catalog)
            self.catalog = _settle(catalog, again=self.again) if commits else catalog
            return
        done = _Done(statement, query, commits, self.late and inside)
        self.done.append(done)
        self.held.update((guard.probe, guard.answer) for guard in query.when)
        if self._happens(query.when):
            self.catalog, self.created = _after(self.catalog, self.created, done)


def _answer(probe: Probe, catalog: Catalog) -> bool | None:
    """What the database says to a probe; None where the catalog does not know. Probes take names as they are."""
    schema = None if probe.schema in (None, "public") else probe.schema
    if "." in probe.table:
        return False if catalog.complete else None
    key = probe.table if schema is None else f"{schema}.{probe.table}"
    return catalog.has_relation(key) if probe.column is None else catalog.has_column(key, probe.column)


def _after(catalog: Catalog, created: frozenset[str], done: _Done) -> tuple[Catalog, frozenset[str]]:
    statement, query = done.statement, done.query
    if statement is not None:
        catalog = ran(statement, query, done.late, catalog)
        for operation in statement.operations:
            created = _created_after(created, operation)
    elif query.sql is None and may_change_schema(query):
        catalog = doubted(catalog)
    return (_settled(catalog) if done.commits else catalog), created


_settled = remembered(Catalog.settled, 2048)


def _settle(catalog: Catalog, *, again: bool) -> Catalog:
    return _settled(catalog) if again else catalog.settled()


def _contradict(one: Sequence[Guard], other: Sequence[Guard]) -> bool:
    return any(a.probe is not None and a.probe == b.probe and a.answer is not b.answer for a in one for b in other)


def _created_after(created: frozenset[str], operation: Operation) -> frozenset[str]:
    """The relations that this file made and that are still there."""
    made = frozenset(relation.key for relation in made_by(operation))
    if made:
        return created | made
    if not created:
        return created
    match operation:
        case RenameTable(table=old, to=name):
            return _renamed(created, old, Relation(name.text, old.schema))
        case RenameObject(object=old, to=name, column=None, table=None):
            return _renamed(created, old, Relation(name.text, old.schema))
        case SetSchema(table=old, schema=schema):
            return _renamed(created, old, Relation(old.name, schema.text))
        case DropTable(tables=gone) | DropIndex(indexes=gone) | DropObject(objects=gone, table=None):
            return created - {relation.key for relation in gone}
    return created


def made_by(operation: Operation) -> Iterator[Relation]:
    """The relations that an operation makes."""
    match operation:
        case CreateTable(table=relation) | CreateSequence(sequence=relation):
            yield relation
        case CreateView(view=relation, or_replace=False):
            yield relation
        case CreateIndex(name=Relation() as relation, table=table):
            yield Relation(relation.name, relation.schema or table.schema)
        case Select(into=Relation() as relation):
            yield relation


def _renamed(created: frozenset[str], old: Relation, new: Relation) -> frozenset[str]:
    return (created - {old.key}) | {new.key} if old.key in created else created
