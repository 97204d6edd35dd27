"""Which tables, columns, indexes and constraints each statement names, where, and what it does to them. Pure.

A thing is known by what stays when it is renamed: a relation by its oid, a column by its table and its number. What is
read off expressions is a use: a word that is spelled like a column of the table at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from knexlint import operations as op
from knexlint.catalog import Catalog, Entry, Index, Table, View, apply
from knexlint.catalog.constraints import element_column
from knexlint.project.migration import Step
from knexlint.project.walk import Sight
from knexlint.record import record
from knexlint.sql.lexer import lex
from knexlint.text import Span

Kind = Literal["table", "view", "index", "sequence", "column", "constraint"]
Role = Literal["create", "change", "drop", "use"]
Identity = tuple[str | int, ...]


@record
class Mention:
    """`name`: as PostgreSQL has it there. `table`: the key of the table of a column or constraint.

    `identity`: equal for all mentions of one thing, whatever it is called. `span`: in the migration that sends it.
    """

    kind: Kind
    identity: Identity
    name: str
    role: Role
    span: Span
    table: str | None = None


@record
class _Told:
    """A name in a statement, before it is known what has it. `on`: the relation whose part it is."""

    kind: Literal["relation", "column", "constraint"]
    name: str
    at: op.Range
    role: Role
    on: op.Relation | None = None


def mentions(sight: Sight | Step) -> Iterator[Mention]:
    """All that one statement names, in the order of its operations."""
    catalog = sight.before
    for operation in sight.statement.operations:
        after = apply(operation, catalog)
        for told in told_by(operation, catalog):
            known = told.role != "create" and _is_there(told, catalog)
            found = _identified(told, catalog if known else after)
            if found is not None:
                kind, identity, name = found
                span = _span(sight, told.at)
                yield Mention(kind, identity, name, told.role, span, told.on.key if told.on is not None else None)
        catalog = after


def _span(sight: Sight | Step, at: op.Range) -> Span:
    found = sight.statement.fragment.span(at.start, at.end) if at.end > at.start else None
    return found if found is not None else sight.query.origin.method


# --- what has the name ------------------------------------------------------------------------------------------------


def _is_there(told: _Told, catalog: Catalog) -> bool:
    """It was there before; else the operation itself made it, as a column that a primary key of CREATE TABLE names."""
    if told.kind == "relation" or told.on is None:
        return told.name in catalog.names
    table = catalog.get(told.on.key)
    return isinstance(table, Table) and told.name in (table.columns if told.kind == "column" else table.constraints)


def _identified(told: _Told, catalog: Catalog) -> tuple[Kind, Identity, str] | None:
    if told.kind == "relation":
        entry = catalog.get(told.name)
        return _kind_of(entry), identity_of(entry, told.name), told.name
    table = catalog.get(told.on.key) if told.on is not None else None
    if told.kind == "column":
        return ("column", column_identity(table, str(told.on), told.name), told.name)
    constraint = table.constraints.get(told.name) if isinstance(table, Table) else None
    index = catalog.relations.get(constraint.index) if constraint is not None and constraint.index is not None else None
    if index is not None:
        return "constraint", identity_of(index, told.name), told.name
    return "constraint", ("constraint", *identity_of(table, str(told.on)), told.name), told.name


def _kind_of(entry: Entry | None) -> Kind:
    if isinstance(entry, Index):
        return "index"
    if isinstance(entry, View):
        return "view"
    return "table" if entry is None or isinstance(entry, Table) else "sequence"


def identity_of(entry: Entry | None, key: str) -> Identity:
    """Of a relation; where nothing is known of it, its name."""
    return ("relation", key) if entry is None else ("relation", entry.oid)


def column_identity(table: Entry | None, key: str, name: str) -> Identity:
    column = table.columns.get(name) if isinstance(table, Table) else None
    number: int | str = column.number if column is not None and column.number else name
    return ("column", *identity_of(table, key)[1:], number)


# --- what a statement names -------------------------------------------------------------------------------------------


def told_by(operation: op.Operation, catalog: Catalog) -> Iterator[_Told]:
    """The names in one operation. `catalog`: before it."""
    if isinstance(operation, op.TableOperation):
        yield _relation(operation.table, "change")
        yield from _action(operation, catalog)
        return
    for kind, tell in TOLD.items():
        if isinstance(operation, kind):
            yield from (each for each in tell(operation, catalog) if each.name and "${" not in each.name)


def _relation(relation: op.Relation, role: Role = "use") -> _Told:
    return _Told("relation", relation.key, relation.at, role)


def _relations(relations: Iterable[op.Relation], role: Role = "use") -> Iterator[_Told]:
    return (_relation(each, role) for each in relations)


def _columns(names: Iterable[op.Name], on: op.Relation, role: Role = "use") -> Iterator[_Told]:
    return (_Told("column", name.text, name.at, role, on) for name in names)


def _action(action: op.TableOperation, catalog: Catalog) -> Iterator[_Told]:
    table = action.table
    match action:
        case op.RenameTable(to=to):
            yield _Told("relation", table.key, to.at, "change")
        case op.AddColumn(column=column):
            yield from _column(column, table, catalog)
        case op.RenameColumn(column=column, to=to):
            yield from _columns((column, op.Name(column.text, to.at)), table, "change")
        case op.ColumnOperation(column=column):
            yield from _columns((column,), table, "drop" if isinstance(action, op.DropColumn) else "change")
        case op.AddConstraint(constraint=constraint):
            yield from _constraint(constraint, table, catalog)
        case op.ConstraintOperation(constraint=name):
            role: Role = "drop" if isinstance(action, op.DropConstraint) else "change"
            yield _Told("constraint", name.text, name.at, role, table)
        case op.AttachPartition(partition=partition) | op.DetachPartition(partition=partition):
            yield _relation(partition, "change")
        case op.AlterTableOther(parent=op.Relation() as parent):
            yield _relation(parent)


def _column(column: op.Column, table: op.Relation, catalog: Catalog) -> Iterator[_Told]:
    yield from _columns((column.name,), table, "create")
    for constraint in column.constraints:
        yield from _constraint(constraint, table, catalog)


def _constraint(constraint: op.Constraint, table: op.Relation, catalog: Catalog) -> Iterator[_Told]:
    if constraint.name is not None:
        yield _Told("constraint", constraint.name.text, constraint.name.at, "create", table)
    yield from _columns((name for name in constraint.columns if name.at != op.NOWHERE), table)
    if constraint.references is not None:
        yield _relation(constraint.references)
        yield from _columns(constraint.referenced_columns, constraint.references)
    if constraint.expression is not None:
        yield from _words(constraint.expression, table, catalog)


def _words(expression: op.Expression | None, on: op.Relation, catalog: Catalog) -> Iterator[_Told]:
    """The words of an expression that are spelled like columns of the relation."""
    table = catalog.get(on.key)
    if expression is None or not isinstance(table, Table) or expression.at == op.NOWHERE:
        return
    for token in lex(expression.text).tokens:
        name = token.text[1:-1].replace('""', '"') if token.text.startswith('"') else token.text.lower()
        if name in table.columns:
            at = op.Range(expression.at.start + token.start, expression.at.start + token.end)
            yield _Told("column", name, at, "use", on)


def _create_table(create: op.CreateTable, catalog: Catalog) -> Iterator[_Told]:
    yield _relation(create.table, "create")
    for column in create.columns:
        yield from _column(column, create.table, catalog)
    for constraint in create.constraints:
        yield from _constraint(constraint, create.table, catalog)
    yield from _relations((*create.inherits, *create.like, *((create.partition_of,) if create.partition_of else ())))


def _create_index(index: op.CreateIndex, catalog: Catalog) -> Iterator[_Told]:
    if index.name is not None:
        name = op.Relation(index.name.name, index.name.schema or index.table.schema, index.name.at)
        yield _relation(name, "create")
    yield _relation(index.table)
    for element in index.elements:
        column = element_column(element.text)
        if column is not None:
            yield _Told("column", column, element.at, "use", index.table)
        else:
            yield from _words(element, index.table, catalog)
    yield from _columns(index.include, index.table)
    yield from _words(index.where, index.table, catalog)


def _data(data: op.DataOperation, catalog: Catalog) -> Iterator[_Told]:
    yield _relation(data.table)
    yield from _relations(each for each in data.reads if each.at != op.NOWHERE)
    if isinstance(data, op.Insert | op.Update):
        yield from _columns(data.columns, data.table)
    if isinstance(data, op.Update | op.Delete):
        yield from _words(data.where, data.table, catalog)


def _select(select: op.Select, catalog: Catalog) -> Iterator[_Told]:
    yield from _relations(each for each in select.reads if each.at != op.NOWHERE)
    if len(select.reads) == 1:
        yield from _words(select.query, select.reads[0], catalog)


def _create_view(create: op.CreateView, catalog: Catalog) -> Iterator[_Told]:
    yield _relation(create.view, "create")
    if create.query.at == op.NOWHERE:
        return
    for token in lex(create.query.text).tokens:
        name = token.text.strip('"')
        if isinstance(catalog.get(name), Table | View):
            at = op.Range(create.query.at.start + token.start, create.query.at.start + token.end)
            yield _Told("relation", name, at, "use")


def _drop_object(drop: op.DropObject, _: Catalog) -> Iterator[_Told]:
    if drop.kind in ("view", "materialized view", "sequence", "foreign table"):
        yield from _relations(drop.objects, "drop")
    if drop.table is not None:
        yield _relation(drop.table)


def _comment(comment: op.CommentOn, _: Catalog) -> Iterator[_Told]:
    if comment.kind in ("table", "column", "index", "view"):
        yield _relation(comment.object)
    if comment.column is not None:
        yield from _columns((comment.column,), comment.object)


TOLD: dict[type[op.Operation], Callable[..., Iterator[_Told]]] = {
    op.CreateTable: _create_table,
    op.CreateIndex: _create_index,
    op.CreateView: _create_view,
    op.DropTable: lambda drop, _: _relations(drop.tables, "drop"),
    op.DropIndex: lambda drop, _: _relations(drop.indexes, "drop"),
    op.DropObject: _drop_object,
    op.AlterIndex: lambda alter, _: _relations((alter.index,), "change"),
    op.RefreshMaterializedView: lambda refresh, _: _relations((refresh.view,)),
    op.CreateSequence: lambda create, _: _relations((create.sequence,), "create"),
    op.AlterSequence: lambda alter, _: _relations((alter.sequence,), "change"),
    op.CreateTrigger: lambda create, _: _relations((create.table,)),
    op.PolicyOperation: lambda change, _: _relations((change.table,)),
    op.DataOperation: _data,
    op.Select: _select,
    op.Truncate: lambda cut, _: _relations(cut.tables),
    op.LockTable: lambda lock, _: _relations(lock.tables),
    op.Analyze: lambda analyze, _: _relations(analyze.tables),
    op.Vacuum: lambda vacuum, _: _relations(vacuum.tables),
    op.CommentOn: _comment,
}
