"""When constraint_name_mismatch.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.catalog import Index, Table
from knexlint.catalog.constraints import made_not_null
from knexlint.operations import ConstraintOperation, DropConstraint, DropIndex, Relation
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, Fix, on
from knexlint.rules.fixing.dropping import drop_by_name
from knexlint.rules.known import absent, catalog_at, certain, is_unclear, whole_table
from knexlint.rules.naming import Named, meant_by, named, nearest
from knexlint.text import Span

_DROPS = {"unique": "dropUnique", "foreign key": "dropForeign", "index": "dropIndex", "unique index": "dropIndex"}


@on(ConstraintOperation)
def check_constraint(action: ConstraintOperation, step: Step, migration: Migration) -> Iterator[Finding]:
    catalog, name = catalog_at(action, step), action.constraint
    table = whole_table(action.table, step, catalog)
    if table is None or is_unclear(name) or name.text in table.constraints:
        return
    if isinstance(action, DropConstraint) and action.constraint_if_exists:
        return
    if any(made_not_null(table.name, column) == name.text for column in table.columns):
        return
    values = {"table": table.key, "name": name.text}
    here = next((each for each in named(table, catalog) if each.name == name.text), None)
    meant = here or meant_by(name.text, table, catalog)
    if meant is None:
        yield _near(step.span(name.at), values, nearest(name.text, (table,), catalog))
        return
    values |= {"real": meant.name, "what": str(meant)}
    method = _DROPS.get(meant.kind, "") if meant.is_index else None
    edits = drop_by_name(step, migration, name.at, name.text, meant.name, method)
    fix = None if edits is None or not _is_drop(action, meant) else Fix(edits)
    yield Finding(step.span(name.at), values, fix=fix, variant="is-index" if meant.is_index else "meant")


def _near(span: Span, values: dict[str, str], real: str | None, variant: str | None = None) -> Finding:
    return (
        Finding(span, values, variant=variant)
        if real is None
        else Finding(span, values | {"real": real}, variant="near")
    )


def _is_drop(action: ConstraintOperation, meant: Named) -> bool:
    return isinstance(action, DropConstraint) or not meant.is_index


@on(DropIndex)
def check_index(drop: DropIndex, step: Step, migration: Migration) -> Iterator[Finding]:
    for relation in drop.indexes:
        found = step.before.index(relation.key)
        if found is not None and certain(step):
            yield from _backing(relation, found, step, migration)
        elif not drop.if_exists and absent(relation, step, migration):
            yield _missing(relation, step, migration)


def _backing(relation: Relation, index: Index, step: Step, migration: Migration) -> Iterator[Finding]:
    """The index of a constraint goes with the constraint only."""
    table = step.before.relations.get(index.table)
    for constraint in table.constraints.values() if isinstance(table, Table) else ():
        if constraint.index == index.oid and isinstance(table, Table) and step.before.sure(table.key):
            meant = Named(constraint.kind, constraint.name, constraint.columns)
            values = {"name": relation.name, "table": table.key, "what": str(meant)}
            method = _DROPS.get(constraint.kind)
            edits = drop_by_name(step, migration, relation.at, relation.name, meant.name, method) if method else None
            fix = None if edits is None else Fix(edits)
            yield Finding(step.span(relation.at), values, fix=fix, variant="is-constraint")


def _missing(relation: Relation, step: Step, migration: Migration) -> Finding:
    values = {"name": relation.key}
    for table in step.before.tables():
        meant = meant_by(relation.name, table, step.before)
        if meant is not None and meant.kind in _DROPS:
            values |= {"table": table.key, "real": meant.name, "what": str(meant)}
            method = _DROPS[meant.kind]
            edits = drop_by_name(step, migration, relation.at, relation.name, meant.name, method)
            fix = None if edits is None else Fix(edits)
            return Finding(step.span(relation.at), values, fix=fix, variant="index-meant")
    real = nearest(relation.name, step.before.tables(), step.before)
    return _near(step.span(relation.at), values, real, "no-index")
