"""When already_exists.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint import operations as op
from knexlint.catalog import Catalog
from knexlint.catalog.drops import kind_of
from knexlint.project.migration import Migration, Step
from knexlint.record import record
from knexlint.rules import Finding, on
from knexlint.rules.known import catalog_at, certain, is_elsewhere, sure_table


@on(op.Operation)
def check(operation: op.Operation, step: Step, _: Migration) -> Iterator[Finding]:
    for made in _made(operation, step):
        if not made.unclear and certain(step):
            yield Finding(step.span(made.at), {"what": f"The {made.what}"})


@record
class Made:
    """Something that the operation makes and that is there already."""

    what: str
    at: op.Range
    unclear: bool


def _made(operation: op.Operation, step: Step) -> Iterator[Made]:
    if isinstance(operation, op.TableOperation):
        yield from _of_table(operation, step)
        return
    catalog = step.before
    match operation:
        case op.CreateTable(table=relation, if_not_exists=False, temporary=False):
            yield from _relation(relation, catalog)
        case op.CreateView(view=relation, if_not_exists=False, or_replace=False, temporary=False):
            yield from _relation(relation, catalog)
        case op.CreateSequence(sequence=relation, if_not_exists=False):
            yield from _relation(relation, catalog)
        case op.CreateIndex(name=op.Relation() as relation, table=table, if_not_exists=False):
            yield from _relation(op.Relation(relation.name, table.schema, relation.at, relation.unknown), catalog)
        case op.AlterIndex(index=index, action="rename to", to=op.Name() as to):
            yield from _renamed(index, to, catalog)
        case op.CreateEnum(type=relation) | op.CreateDomain(domain=relation):
            if relation.key in catalog.enums or relation.key in catalog.domains:
                yield Made(f"type {relation.key}", relation.at, relation.unknown)
        case op.AddEnumValue(type=relation, value=str() as value, if_not_exists=False):
            enum = catalog.enums.get(relation.key)
            if enum is not None and value in enum.labels:
                yield Made(f"value {value} of {relation.key}", operation.value_at, relation.unknown)
        case op.CreateSchema(schema=name, if_not_exists=False):
            if name.text in catalog.schemas:
                yield Made(f"schema {name}", name.at, name.unknown)
        case op.CreateExtension(extension=name, if_not_exists=False):
            if name.text in catalog.extensions:
                yield Made(f"extension {name}", name.at, name.unknown)
        case op.CreateTrigger(trigger=name, table=table, or_replace=False):
            found = sure_table(table, step, catalog)
            if found is not None and name.text in found.triggers:
                yield Made(f"trigger {name} of {found.key}", name.at, name.unknown)
        case op.PolicyOperation(action="create", policy=name, table=table):
            found = sure_table(table, step, catalog)
            if found is not None and name.text in found.policies:
                yield Made(f"policy {name} of {found.key}", name.at, name.unknown)


def _relation(relation: op.Relation, catalog: Catalog) -> Iterator[Made]:
    if catalog.sure(relation.key) and not is_elsewhere(relation, catalog):
        found = catalog.get(relation.key)
        unclear = relation.unknown or "${" in relation.key
        if found is not None:
            yield Made(f"{kind_of(found)} {relation.key}", relation.at, unclear)


def _renamed(relation: op.Relation, to: op.Name, catalog: Catalog) -> Iterator[Made]:
    yield from _relation(op.Relation(to.text, relation.schema, to.at, to.unknown or relation.unknown), catalog)


def _of_table(action: op.TableOperation, step: Step) -> Iterator[Made]:
    catalog = catalog_at(action, step)
    if isinstance(action, op.RenameTable):
        yield from _renamed(action.table, action.to, catalog)
        return
    table = sure_table(action.table, step, catalog)
    if table is None:
        return
    match action:
        case op.AddColumn(column=column, if_not_exists=False):
            found = table.column(column.name.text)
            if found is not None and found.known:
                yield Made(f"column {found.name} of {table.key}", column.name.at, column.name.unknown)
        case op.RenameColumn(to=name):
            found = table.column(name.text)
            if found is not None and found.known:
                yield Made(f"column {found.name} of {table.key}", name.at, name.unknown)
        case op.AddConstraint(constraint=op.Constraint(name=op.Name() as name) as constraint):
            if name.text in table.constraints:
                yield Made(f"constraint {name} of {table.key}", name.at, name.unknown)
            elif constraint.kind in ("unique", "primary key", "exclude") and constraint.using_index is None:
                relation = op.Relation(name.text, table.schema, name.at, name.unknown)
                yield from _relation(relation, catalog)
        case op.RenameConstraint(to=name) if name.text in table.constraints:
            yield Made(f"constraint {name} of {table.key}", name.at, name.unknown)
