"""When drop_column_in_use.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.catalog import Catalog, Constraint, Index, Table, View
from knexlint.catalog.drops import Part, removal
from knexlint.operations import DropColumn
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import adds_column, is_live
from knexlint.rules.known import catalog_at, sure_table

_KINDS = {"unique": "unique constraint", "exclude": "exclusion constraint"}


@on(DropColumn)
def check(action: DropColumn, step: Step, migration: Migration) -> Iterator[Finding]:
    catalog = catalog_at(action, step)
    table = sure_table(action.table, step, catalog)
    name = action.column.text
    if step.direction == "down" or step.effects.error or table is None or not is_live(action.table, step):
        return
    if table.column(name) is None or adds_column(step, action.table, name, migration):
        return
    lost = [*_lost(table, action, catalog, migration)]
    if lost:
        yield Finding(step.span(action.at), {"column": f"{table.key}.{name}", "what": _listed(lost)})


def _listed(things: list[str]) -> str:
    return things[0] if len(things) == 1 else f"{', '.join(things[:-1])} and {things[-1]}"


def _lost(table: Table, action: DropColumn, catalog: Catalog, migration: Migration) -> Iterator[str]:
    """What goes along without being about this column alone, and has no successor when the migration is over."""
    name, held = action.column.text, migration.after.relations.get(table.oid)
    gone = removal(catalog, [Part(table.oid, "column", name)], action.cascade)
    if not isinstance(held, Table):
        return
    for part in gone.parts:
        owner = catalog.relations[part.oid]
        constraint = owner.constraints.get(part.name) if isinstance(owner, Table) else None
        if part.kind in ("policy", "trigger"):
            yield f"the {part.kind} {part.name} of {owner.key}"
        elif part.kind == "constraint" and constraint is not None:
            kind = _KINDS.get(constraint.kind, constraint.kind)
            if owner.oid != table.oid:
                yield f"the {kind} {constraint.name} of {owner.key}"
            elif _is_missed(constraint, name, held, migration.before):
                yield f"the {kind} {constraint.name} ({', '.join(constraint.columns)})"
    backing = {each.index for each in table.constraints.values()}
    for entry in gone.relations.values():
        if isinstance(entry, View):
            yield f"the view {entry.key}"
        elif isinstance(entry, Index) and entry.table == table.oid and entry.oid not in backing:
            if _is_needed(entry, name, held, migration.after):
                yield f"the {'unique ' * entry.unique}index {entry.name} ({', '.join(entry.elements)})"


def _rest(columns: tuple[str | None, ...], name: str, held: Table) -> tuple[str, ...]:
    """The other columns of a key, as far as they are still there."""
    return tuple(each for each in columns if each is not None and each != name and each in held.columns)


def _is_missed(constraint: Constraint, name: str, held: Table, before: Catalog) -> bool:
    """Nothing of its kind that the migration adds, or that was there, does its work for the columns that are left."""
    kinds = ("primary key", "unique") if constraint.kind == "unique" else (constraint.kind,)
    same = [each for each in held.constraints.values() if each.kind in kinds]
    rest = {*_rest(constraint.columns, name, held)}
    if constraint.kind == "primary key":
        return not same
    if not rest or constraint.kind == "not null":
        return False
    old = before.relations.get(held.oid)
    known = old.constraints if isinstance(old, Table) else {}
    return not any(
        {*each.columns} == rest or (rest & {*each.columns} and known.get(each.name) != each) for each in same
    )


def _is_needed(index: Index, name: str, held: Table, after: Catalog) -> bool:
    """It has other columns, and no index of what is left begins with the first of them."""
    rest = _rest(index.columns, name, held)
    if not rest:
        return False
    others = [each for each in after.usable_indexes(held) if each.columns[:1] == rest[:1]]
    return not any(each.unique for each in others) if index.unique else not others
