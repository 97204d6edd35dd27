"""The tables and columns that an operation needs to be there: without them it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from knexlint import operations as op
from knexlint.catalog.constraints import element_column
from knexlint.record import record

_ON_RELATIONS = ("table", "view", "materialized view", "foreign table", "sequence", "index", "column")


def relations_needed(operation: op.Operation) -> Iterator[op.Relation]:
    """Relations without which the operation fails, each at the words that name it."""
    if isinstance(operation, op.TableOperation):
        if not operation.if_exists:
            yield operation.table
        yield from _named_by(operation)
        return
    for kind, named in RELATIONS.items():
        if isinstance(operation, kind):
            yield from named(operation)


def _referenced(constraints: Iterable[op.Constraint]) -> Iterator[op.Relation]:
    for constraint in constraints:
        if constraint.references is not None:
            yield constraint.references


def _named_by(action: op.TableOperation) -> Iterator[op.Relation]:
    yield from _referenced(op.constraints_in(action))
    if isinstance(action, op.AttachPartition | op.DetachPartition):
        yield action.partition


def _of_table(create: op.CreateTable) -> Iterator[op.Relation]:
    if create.if_not_exists or create.foreign:
        return
    own = create.table.key
    yield from (each for each in _referenced(op.constraints_in(create)) if each.key != own)
    yield from (*create.inherits, *create.like)
    if create.partition_of is not None:
        yield create.partition_of


def _dropped(drop: op.DropTable) -> Iterator[op.Relation]:
    yield from () if drop.if_exists else drop.tables


def _with_policy(change: op.PolicyOperation) -> Iterator[op.Relation]:
    if not change.if_exists:
        yield change.table


def _described(comment: op.CommentOn) -> Iterator[op.Relation]:
    if comment.kind in ("table", "column"):
        yield comment.object


RELATIONS: dict[type[op.Operation], Callable[[Any], Iterator[op.Relation]]] = {
    op.CreateTable: _of_table,
    op.DropTable: _dropped,
    op.CreateIndex: lambda index: iter((index.table,)),
    op.DataOperation: lambda data: iter((data.table,)),
    op.Truncate: lambda cut: iter(cut.tables),
    op.LockTable: lambda lock: iter(lock.tables),
    op.CreateTrigger: lambda trigger: iter((trigger.table,)),
    op.PolicyOperation: _with_policy,
    op.CommentOn: _described,
    op.RefreshMaterializedView: lambda refresh: iter((refresh.view,)),
}


@record
class Needed:
    """Columns of a table."""

    table: op.Relation
    columns: tuple[op.Name, ...]


def columns_needed(operation: op.Operation) -> Iterator[Needed]:
    """Columns without which the operation fails."""
    match operation:
        case op.DropColumn(column_if_exists=True):
            pass
        case op.ColumnOperation(table=table, column=column):
            yield Needed(table, (column,))
        case op.AddConstraint(table=table, constraint=constraint):
            yield Needed(table, constraint.columns)
            if constraint.references is not None:
                yield Needed(constraint.references, constraint.referenced_columns)
        case op.AddColumn(column=added):
            yield from _columns_referenced(added.constraints)
        case op.CreateTable(if_not_exists=False) as create:
            yield from _columns_referenced(create.constraints)
            for each in create.columns:
                yield from _columns_referenced(each.constraints)
        case op.CreateIndex(table=table) as index:
            yield Needed(table, (*_elements(index), *index.include))
        case op.Insert(table=table, columns=columns) | op.Update(table=table, columns=columns):
            yield Needed(table, columns)
        case op.CreateTrigger(table=table, columns=columns):
            yield Needed(table, columns)
        case op.CommentOn(kind="column", object=table, column=op.Name() as column):
            yield Needed(table, (column,))


def _columns_referenced(constraints: Iterable[op.Constraint]) -> Iterator[Needed]:
    for constraint in constraints:
        if constraint.references is not None:
            yield Needed(constraint.references, constraint.referenced_columns)


def _elements(index: op.CreateIndex) -> Iterator[op.Name]:
    for element in index.elements:
        name = element_column(element.text)
        if name is not None:
            yield op.Name(name, element.at, element.unknown)
