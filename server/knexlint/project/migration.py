"""One migration as rules see it: its file, what `up` and `down` send, and what each statement does."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Any, Literal, TypeVar

from knexlint.catalog.model import Catalog
from knexlint.knex.queries import Call, Query
from knexlint.operations import Operation, Range, Unknown
from knexlint.postgres import Effects
from knexlint.project.settings import Settings
from knexlint.record import record
from knexlint.sql import Statement
from knexlint.syntax import Module
from knexlint.text import Source, Span

Direction = Literal["up", "down"]
AnyOperation = TypeVar("AnyOperation", bound=Operation)


@record
class Step:
    """One statement in its place. `before` is the catalog it finds.

    `in_transaction`: Knex (or a nested `knex.transaction`) has a transaction open around it.
    `alone`: it is the only statement of its query string.
    """

    statement: Statement
    query: Query
    before: Catalog
    effects: Effects
    direction: Direction
    in_transaction: bool
    alone: bool
    created: frozenset[str] = frozenset()  # what this migration made before, and did not drop again
    number: int = 0  # its place among the steps of its function
    happens: bool | None = True  # False: the answers to its probes rule it out; None: they are not known

    @property
    def at(self) -> Range:
        """The statement's first words, as its first operation says them."""
        operations = self.statement.operations
        return operations[0].at if operations else Range(0, len(self.statement.fragment))

    def span(self, at: Range) -> Span:
        """The smallest span of the migration file that says these words of the statement."""
        found = self.statement.fragment.span(at.start, at.end)
        return found if found is not None else self.query.origin.method

    def creates(self, relation: str) -> bool:
        """The relation (`Relation.key`) was created earlier in this migration: nobody else can see it yet."""
        return relation in self.created


@record
class Function:
    """`up` or `down`. `name`: the token to point at; `body`: between the braces (or the arrow's expression).

    `parameter`: the name of its first parameter, None without one (or when it is destructured).
    `empty`: nothing in it does anything. `throws`: it does nothing but throw.
    """

    name: Span
    node: Span
    body: Span
    parameter: str | None
    is_async: bool
    empty: bool
    throws: bool
    steps: tuple[Step, ...]
    queries: tuple[Query, ...]
    calls: tuple[Call, ...]
    error: str | None
    _by_kind: dict[type[Operation], list[tuple[Any, Step]]] = field(default_factory=dict, compare=False, repr=False)
    _by_chain: dict[Span, list[Step]] = field(default_factory=dict, compare=False, repr=False)

    def operations(self, kind: type[AnyOperation]) -> Sequence[tuple[AnyOperation, Step]]:
        """Every operation of one kind, in order."""
        if not self._by_kind:
            for step in self.steps:
                for operation in step.statement.operations:
                    self._by_kind.setdefault(type(operation), []).append((operation, step))
        return self._by_kind.get(kind, ())

    def sent_around(self, span: Span) -> Sequence[Step]:
        """What the innermost chain around a place sends, in order."""
        if not self._by_chain:
            found: dict[Span, list[Step]] = {}
            for step in self.steps:
                found.setdefault(step.query.origin.chain, []).append(step)
            self._by_chain.update(sorted(found.items()))
        chains = list(self._by_chain)
        at = bisect_right(chains, span.start, key=lambda chain: chain.start)
        return next((self._by_chain[chain] for chain in reversed(chains[:at]) if chain.covers(span)), ())

    def not_analysed(self) -> Iterator[tuple[Span, str]]:
        """What may run here and cannot be followed, or is not understood: where it stands, and why.

        A statement that is understood, and of whose effects a part depends on what earlier migrations did, is not here.
        """
        for query in self.queries:
            if query.sql is None and query.error is None:
                yield query.origin.method, query.unknown or "this call cannot be followed"
        for step in self.steps:
            unknown = next((each for each in step.statement.operations if isinstance(each, Unknown)), None)
            if unknown is not None:
                yield step.span(unknown.at), unknown.reason

    @property
    def statements(self) -> int:
        """How many statements are sent; a query of which nothing is known counts as one."""
        return len(self.steps) + sum(query.sql is None and query.error is None for query in self.queries)


@record
class Published:
    """What the default branch says of a file. `changed`: it is there, and its `up` sends something else.

    `overtaken_by`: it is not there, but this file is, which comes after it.
    """

    branch: str
    changed: bool = False
    overtaken_by: str | None = None


@record
class Migration:
    """`transaction`: "batch" (Knex's default), or "none" where `config.transaction` or the knexfile say so.

    `before`, `after`: the schema before and after `up`. `restored`: what `up` and `down` leave, None without `down`.
    `later`: the schema after all migrations, None where this is the last.
    """

    source: Source
    module: Module
    settings: Settings
    transaction: Literal["batch", "none"]
    up: Function | None
    down: Function | None
    error: str | None = None  # what Knex throws while loading the file
    lock_timeout: bool = False  # the knexfile sets one for every connection
    client: str | None = None  # the knexfile's, None without one
    before: Catalog = field(default_factory=Catalog)
    after: Catalog = field(default_factory=Catalog)
    restored: Catalog | None = None
    later: Catalog | None = None
    published: Published | None = None  # None where nothing is known of a default branch

    def functions(self) -> Iterator[tuple[Direction, Function]]:
        if self.up is not None:
            yield "up", self.up
        if self.down is not None:
            yield "down", self.down

    def operations(self) -> Iterator[tuple[Operation, Step]]:
        for _, function in self.functions():
            for step in function.steps:
                for operation in step.statement.operations:
                    yield operation, step
