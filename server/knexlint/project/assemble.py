"""One file put together for the rules: what `up` and `down` send, statement by statement, and what each does.

Knows the order of things: transactions, what exists when, what this file made itself. Knows no rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from knexlint.catalog import Catalog, apply
from knexlint.evaluate.values import Guard
from knexlint.knex.elsewhere import run_with_doubts
from knexlint.knex.queries import AlterColumn, Query, Run
from knexlint.memo import remembered
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
from knexlint.postgres import effects
from knexlint.project.migration import Direction, Function, Migration, Step
from knexlint.project.project import Project
from knexlint.record import record
from knexlint.sql import Statement, read
from knexlint.syntax import Export, Module, Node, read_function, span_of, text_of

Transaction = Literal["batch", "none"]


def assemble(module: Module, project: Project) -> Migration:
    """The migration in `module`, as Knex would run it in `project`."""
    transaction = transaction_of(module, project)
    configuration = project.configuration(transaction == "batch")
    functions: dict[str, Function] = {}
    catalog = project.before
    after: dict[str, Catalog] = {}
    directions: tuple[Direction, ...] = ("up", "down")
    for direction in directions:
        export = _export(module, direction)
        if export is None:
            continue
        ran = run_with_doubts(module, direction, configuration, project.files)
        walk = _Walk(project.settings.postgres, direction, transaction == "batch", catalog)
        functions[direction] = _function(export, ran, walk, project)
        catalog = _settled(walk.catalog)
        after[direction] = catalog
    return Migration(
        source=module.source,
        module=module,
        settings=project.settings,
        transaction=transaction,
        up=functions.get("up"),
        down=functions.get("down"),
        error=_loading_error(module),
        lock_timeout=project.lock_timeout,
        client=project.client,
        before=project.before,
        after=after.get("up", project.before),
        restored=after.get("down"),
    )


def transaction_of(module: Module, project: Project) -> Transaction:
    """What `config.transaction` says if it is strictly a boolean, else what the knexfile says."""
    config = module.exports.get("config")
    said = _member(config.value, "transaction") if config is not None and config.value is not None else None
    if said is not None and said.type in ("true", "false"):
        return "batch" if said.type == "true" else "none"
    return "batch" if project.transactions else "none"


def _member(node: Node, key: str) -> Node | None:
    if node.type in ("as_expression", "satisfies_expression", "parenthesized_expression"):
        inner = node.named_child(0)
        return _member(inner, key) if inner is not None else None
    found: Node | None = None
    for pair in node.named_children if node.type == "object" else ():
        name, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if name is not None and text_of(name).strip("'\"") == key:
            found = value
    return found


def _export(module: Module, direction: Direction) -> Export | None:
    """`up` or `down`; in CommonJS it may come with whatever `module.exports` is set to."""
    made = module.exports.get("default") if module.format == "commonjs" else None
    return module.exports.get(direction) or made


def _loading_error(module: Module) -> str | None:
    """Knex refuses a file without both functions; only said where all exports can be seen."""
    if _export(module, "up") is not None and _export(module, "down") is not None:
        return None
    name = module.source.path.replace("\\", "/").rsplit("/", 1)[-1]
    return f"Invalid migration: {name} must have both an up and down function"


def _function(export: Export, ran: Run, walk: _Walk, project: Project) -> Function:
    calls, queries = ran.calls, ran.queries
    if project.is_postgres:
        for query in queries:
            walk.send(query)
    else:  # the text and its effects are PostgreSQL's
        queries, calls = (), tuple(call for call in calls if not isinstance(call, AlterColumn))
    form = read_function(export.value) if export.value is not None else None
    whole = span_of(export.value if export.value is not None else export.statement)
    return Function(
        name=export.name,
        node=whole,
        body=form.body if form is not None else whole,
        parameter=form.parameter if form is not None else None,
        is_async=form.is_async if form is not None else False,
        empty=form.empty if form is not None else False,
        throws=form.throws if form is not None else False,
        steps=tuple(walk.steps),
        queries=queries,
        calls=calls,
        error=ran.error,
    )


@record
class _Done:
    """Operations that ran, under which probe answers; `commits`: a transaction ended with them."""

    operations: tuple[Operation, ...]
    when: tuple[Guard, ...]
    commits: bool = False


@dataclass(slots=True)
class _Walk:
    """Runs the queries of one function on a catalog. `open`: a transaction is open around the next statement."""

    version: int
    direction: Direction
    open: bool
    catalog: Catalog
    base: Catalog = field(init=False)
    created: frozenset[str] = frozenset()
    done: list[_Done] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    guarded: bool = False
    nested: bool = False

    def __post_init__(self) -> None:
        self.base = self.catalog

    def send(self, query: Query) -> None:
        if query.sql is None or query.error is not None:
            return
        nested = query.scope == "transaction"
        if self.nested and not nested:
            self._finish((), query.when, commits=True)
        self.nested = nested
        statements = read(query.sql)
        for statement in statements:
            self._step(statement, query, alone=len(statements) == 1)
        if not self._in_transaction(query):
            self._finish((), query.when, commits=True)

    def _in_transaction(self, query: Query) -> bool:
        return query.scope == "transaction" or (self.open and query.scope != "connection")

    def _step(self, statement: Statement, query: Query, alone: bool) -> None:
        before, created = self._state(query.when)
        self.steps.append(
            Step(
                statement=statement,
                query=query,
                before=before,
                effects=_effects(statement.operations, before, self.version),
                direction=self.direction,
                in_transaction=self._in_transaction(query),
                alone=alone,
                created=created,
                number=len(self.steps),
            )
        )
        control = next((each for each in statement.operations if isinstance(each, TransactionControl)), None)
        if control is not None and control.action in ("begin", "commit", "rollback"):
            self.open = control.action == "begin"
        self._finish(statement.operations, query.when, commits=control is not None and control.action == "commit")

    def _state(self, when: tuple[Guard, ...]) -> tuple[Catalog, frozenset[str]]:
        """What a statement under these probe answers finds: nothing that ran only under other answers."""
        if not self.guarded or not when or not any(_contradict(when, each.when) for each in self.done):
            return self.catalog, self.created
        catalog, created = self.base, frozenset[str]()
        for each in self.done:
            if not _contradict(when, each.when):
                catalog, created = _after(catalog, created, each)
        return catalog, created

    def _finish(self, operations: tuple[Operation, ...], when: tuple[Guard, ...], commits: bool) -> None:
        done = _Done(operations, when, commits)
        self.done.append(done)
        self.guarded = self.guarded or bool(when)
        self.catalog, self.created = _after(self.catalog, self.created, done)


def _after(catalog: Catalog, created: frozenset[str], done: _Done) -> tuple[Catalog, frozenset[str]]:
    if done.operations:
        catalog = _applied(done.operations, catalog)
        for operation in done.operations:
            created = _created_after(created, operation)
    return (_settled(catalog) if done.commits else catalog), created


def _apply_all(operations: tuple[Operation, ...], catalog: Catalog) -> Catalog:
    for operation in operations:
        catalog = apply(operation, catalog)
    return catalog


# Every keystroke runs the same statements on the same catalogs again, up to the one that is being typed.
_REMEMBERED = 2048
_effects = remembered(effects, _REMEMBERED)
_applied = remembered(_apply_all, _REMEMBERED)
_settled = remembered(Catalog.settled, _REMEMBERED)


def _contradict(one: Sequence[Guard], other: Sequence[Guard]) -> bool:
    return any(a.probe is not None and a.probe == b.probe and a.answer is not b.answer for a in one for b in other)


def _created_after(created: frozenset[str], operation: Operation) -> frozenset[str]:
    """The relations that this file made and that are still there."""
    made = frozenset(relation.key for relation in _made(operation))
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


def _made(operation: Operation) -> Iterator[Relation]:
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
