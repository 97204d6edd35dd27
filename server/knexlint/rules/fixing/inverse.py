"""What takes an `up` back: the statements of a `down`, or why there are none.

Knows which operations leave something that the catalog does not show. What it shows is turned back by `restore`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from knexlint import operations as op
from knexlint.catalog import Catalog, Column, Entry, Table
from knexlint.catalog.difference import Difference, differences
from knexlint.catalog.drops import Part, removal
from knexlint.project.migration import Function, Migration, Step
from knexlint.rules.fixing.module import Body
from knexlint.rules.fixing.restore import WRITE_HERE, Call, Irreversible, Way, calls_back, statements
from knexlint.rules.fixing.sql import known
from knexlint.rules.fixing.write import literal, terminator
from knexlint.rules.restoring import is_followed
from knexlint.syntax import Style

_LEAVES_NOTHING = (op.SetParameter, op.Analyze, op.Vacuum, op.ValidateConstraint, op.TransactionControl, op.Select)
_DATA = (op.Update, op.Delete, op.Insert, op.Merge)


def down_body(migration: Migration) -> Body:
    """The body of a `down` for the migration's `up`: its inverse, or a `throw` that says why there is none."""
    style, up = migration.module.style, migration.up
    if up is None:
        return _throw(WRITE_HERE, style)
    steps = [step for step in up.steps if step.happens is not False]
    reasons = (_irreversible(operation, step) for step in steps for operation in step.statement.operations)
    reason = next((each for each in reasons if each is not None), None)
    if reason is not None or not is_followed(up):
        return _throw(reason or WRITE_HERE, style)
    calls: list[Call] = []
    concurrently = frozenset(_built_concurrently(up))
    afters = [*(each.before for each in steps[1:]), migration.after][: len(steps)]
    for step, after in reversed([*zip(steps, afters, strict=True)]):
        found = [each for each in differences(step.before, after) if _stays(each, step.before, after, migration)]
        undone = calls_back((*found, *_presumed(step)), Way(step.before, after, style, concurrently))
        if isinstance(undone, Irreversible):
            return _throw(undone, style)
        calls += undone
    return Body(tuple(statements(calls, style, terminator(style)))) if calls else _throw(WRITE_HERE, style)


def missing_calls(found: tuple[Difference, ...], migration: Migration) -> tuple[list[Call], list[Call]] | None:
    """What `down` lacks: the calls to make before all others, and those after; None if something cannot be made again.

    What `up` left is dropped first, as the newest, if nothing that `down` takes away later hangs on it.
    """
    assert migration.restored is not None
    way = Way(migration.before, migration.restored, migration.module.style)
    early = [each for each in found if each.change == "left" and _can_go_first(each, migration)]
    if any("name" in each.aspects for each in found) or len(early) < sum(each.change == "left" for each in found):
        early = []
    first, last = (calls_back(part, way) for part in (early, [each for each in found if each not in early]))
    return None if isinstance(first, Irreversible) or isinstance(last, Irreversible) else (first, last)


def _can_go_first(each: Difference, migration: Migration) -> bool:
    after = migration.after
    if isinstance(each.second, Entry):
        there = after.relations.get(each.second.oid)
        return there is not None and there.key == each.name and removal(after, [there.oid], False).blocked is None
    table = after.table(each.table) if each.table is not None else None
    if table is None or each.kind not in ("column", "constraint"):
        return False
    held = table.columns if each.kind == "column" else table.constraints
    return each.name in held and removal(after, [Part(table.oid, each.kind, each.name)], False).blocked is None


def _stays(each: Difference, before: Catalog, after: Catalog, migration: Migration) -> bool:
    """It matters at the end: not what `up` makes and takes away itself, nor what goes with a table that it makes."""
    held = after if each.second is not None else before
    if each.table is not None:
        table = held.get(each.table)
        if table is None or not _was(table, migration.before):
            return False
        if each.kind == "column":
            return _has_column(migration.after if each.change == "left" else migration.before, table, each)
        part = each.first is None and each.kind in ("constraint", "trigger", "policy", "rule")
        now = migration.after.relations.get(table.oid) if part else None
        return not part or not isinstance(now, Table) or each.name in getattr(now, _PARTS[each.kind])
    if isinstance(each.second, Entry) and each.change == "left":
        return each.second.oid in migration.after.relations
    return not isinstance(each.first, Entry) or _was(each.first, migration.before)


_PARTS = {"constraint": "constraints", "trigger": "triggers", "policy": "policies", "rule": "rules"}


def _was(entry: Entry, before: Catalog) -> bool:
    """It was there before the migration: seen, or presumed."""
    return entry.oid in before.relations or not entry.known


def _has_column(catalog: Catalog, table: Entry, each: Difference) -> bool:
    """A column, whatever its name is there. Of a presumed table nothing else is known."""
    there = catalog.relations.get(table.oid)
    if not isinstance(there, Table):
        return not table.known
    column = each.second if each.change == "left" else each.first
    named = each.name in there.columns and not column.number
    return named or not there.known or any(c.number == column.number for c in there.columns.values())


def _throw(irreversible: Irreversible, style: Style) -> Body:
    return Body((f"throw new Error({literal(irreversible.reason, style)}){terminator(style)}",))


def _built_concurrently(up: Function) -> Iterator[str]:
    for index, _ in up.operations(op.CreateIndex):
        if index.concurrently and index.name is not None:
            yield op.Relation(index.name.name, index.name.schema or index.table.schema).key


def _irreversible(operation: op.Operation, step: Step) -> Irreversible | None:
    """Why the catalog alone cannot say what takes this operation back."""
    match operation:
        case op.DropTable(tables=tables):
            return Irreversible(f"The rows of {tables[0].key} are gone. Restore them from a backup.")
        case op.DropColumn(table=table, column=column) if _column(step, table, column.text) is None:
            return Irreversible(f"The values of {table.key}.{column.text} are gone. Restore them from a backup.")
        case op.Truncate(tables=(table, *_)):
            return None if step.creates(table.key) else _gone(table)
    if isinstance(operation, _DATA):
        return None if step.creates(operation.table.key) else _gone(operation.table)
    return None if isinstance(operation, _LEAVES_NOTHING) or _is_shown(operation, step) else WRITE_HERE


def _gone(table: op.Relation) -> Irreversible:
    return Irreversible(f"What {table.key} held before is not known any more. Restore it from a backup.")


def _column(step: Step, table: op.Relation, name: str) -> Column | None:
    """The column before the statement, if all of it is known."""
    entry = step.before.table(table.key)
    found = entry.column(name) if entry is not None else None
    return found if found is not None and found.known else None


def _is_shown(operation: op.Operation, step: Step) -> bool:
    """The schemas before and after show all that the operation did."""
    match operation:
        case (
            op.CreateTable(table=table, temporary=False, if_not_exists=maybe)
            | op.CreateView(view=table, or_replace=maybe)
        ):
            there = step.before.absent(table.key) or step.before.view(table.key) is not None
            return known(table) and (not maybe or there)
        case op.CreateIndex(name=name, table=table, if_not_exists=maybe):
            return known(table, name) and (not maybe or (name is not None and step.before.absent(name.key)))
        case op.AddColumn(table=table, column=column, if_not_exists=maybe):
            return known(table, column.name) and (
                not maybe or step.before.has_column(table.key, column.name.text) is False
            )
        case op.AddConstraint(table=table, constraint=constraint):
            return known(table, constraint.name, *constraint.columns)
        case op.RenameTable(table=table, to=to, kind="table") | op.RenameColumn(table=table, to=to, kind="table"):
            return known(table, to)
        case op.SetNotNull(table=table, column=column):
            return known(table, column)
        case op.AlterColumnType() | op.SetDefault() | op.DropDefault() | op.DropNotNull() | op.DropColumn():
            return _column(step, operation.table, operation.column.text) is not None
        case op.DropConstraint(table=table, constraint=name) | op.RenameConstraint(table=table, constraint=name):
            entry = step.before.table(table.key)
            return entry is not None and name.text in entry.constraints
        case op.DropIndex(indexes=indexes):
            return all(step.before.index(index.key) is not None for index in indexes)
        case op.CreateEnum() | op.AddEnumValue() | op.CreateSchema() | op.CreateExtension() | op.CreateDomain():
            return step.before.complete
        case op.AlterIndex(index=index, action="rename to"):
            return step.before.index(index.key) is not None
        case op.DropObject(objects=objects, kind=kind):
            views = kind in ("view", "materialized view") and all(step.before.view(each.key) for each in objects)
            return views or step.before.complete
        case op.CreateTrigger(table=table, or_replace=False):
            return known(table)
    return isinstance(operation, op.CreateSequence | op.CreateFunction) and step.before.complete


def _presumed(step: Step) -> Iterator[Difference]:
    """What is changed of a table that no known migration made: it was as the statement wants to find it."""
    for operation in step.statement.operations:
        table = operation.table if isinstance(operation, op.TableOperation) else None
        if table is None or step.creates(table.key):
            continue
        match operation:
            case op.RenameTable(to=to) if step.before.table(table.key) is None:
                old = Table(oid=0, name=table.name, schema=table.schema)
                new = Table(oid=0, name=to.text, schema=table.schema)
                yield _changed("table", "name", new.key, None, old, new)
            case op.RenameColumn(column=column, to=to) if _column(step, table, column.text) is None:
                yield _changed("column", "name", to.text, table.key, Column(column.text), Column(to.text))
            case op.SetNotNull(column=column) if _column(step, table, column.text) is None:
                free, required = Column(column.text, not_null=False), Column(column.text, not_null=True)
                yield _changed("column", "nullability", column.text, table.key, free, required)


def _changed(
    kind: Literal["table", "column"], aspect: str, name: str, table: str | None, first: Any, second: Any
) -> Difference:
    return Difference(
        change="changed", kind=kind, name=name, table=table, aspects=(aspect,), first=first, second=second
    )
