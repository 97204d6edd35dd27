"""A first guess at the relations that migrations presume, from what their statements name. Knows no catalog.

It only spares work: a guess that turns out wrong is corrected when the migrations are replayed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knexlint.knex.queries import Run
from knexlint.operations import (
    CreateIndex,
    CreateTable,
    CreateTrigger,
    Insert,
    Operation,
    Relation,
    RenameObject,
    RenameTable,
    SetSchema,
    TableOperation,
    Update,
    constraints_in,
)
from knexlint.project.walk import made_by
from knexlint.sql import Statement


def guess(runs: Sequence[tuple[Run, Sequence[tuple[Statement, ...]]]]) -> frozenset[str]:
    """The keys of relations that all but the last run need before any has made them."""
    made: set[str] = set()
    needed: set[str] = set()
    for number, (run, statements) in enumerate(runs):
        last = number == len(runs) - 1 and bool(made) and not needed
        for query, sent in zip(run.queries, statements, strict=True):
            for statement in sent:
                for operation in statement.operations:
                    if not query.when and not last:
                        needed |= {each.key for each in _needed_by(operation) if not each.unknown} - made
                    made |= {each.key for each in _left_by(operation)}
    return frozenset(needed)


def _needed_by(operation: Operation) -> Iterator[Relation]:
    if isinstance(operation, TableOperation):
        if not operation.if_exists:
            yield operation.table
    elif isinstance(operation, CreateIndex | CreateTrigger | Insert | Update):
        yield operation.table
    if isinstance(operation, CreateTable):
        yield from operation.inherits
    own = operation.table.key if isinstance(operation, CreateTable) else None
    for constraint in constraints_in(operation):
        if constraint.references is not None and constraint.references.key != own:
            yield constraint.references


def _left_by(operation: Operation) -> Iterator[Relation]:
    """The relations that it makes or gives another name."""
    yield from made_by(operation)
    match operation:
        case RenameTable(table=old, to=name) | RenameObject(object=old, to=name):
            yield Relation(name.text, old.schema)
        case SetSchema(table=old, schema=schema):
            yield Relation(old.name, schema.text)
