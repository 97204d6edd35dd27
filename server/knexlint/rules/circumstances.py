"""What rules ask of a statement's place: is the table live, how long do locks last, what does one action do alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knexlint.memo import remembered
from knexlint.operations import (
    AddColumn,
    Delete,
    Expression,
    Operation,
    Relation,
    Truncate,
)
from knexlint.postgres import Effects, effects
from knexlint.project.migration import Function, Migration, Step


def is_live(relation: Relation, step: Step) -> bool:
    """The table was there before this migration, and those that ship with it: others may be using it."""
    table = step.before.table(relation.key)
    if step.creates(relation.key) or step.before.new(relation.key) or step.before.absent(relation.key):
        return False
    return table is None or not table.temporary


def until(step: Step, migration: Migration) -> str:
    """When the locks of a statement are released, for use at the end of a sentence."""
    if not step.in_transaction:
        return "until it is done" if step.alone else "until the whole string is done"
    if step.query.scope == "transaction" or migration.transaction == "none":
        return "until its transaction commits"
    return "until the batch of migrations commits" if step.direction == "up" else "until the rollback commits"


def effects_of(operation: Operation, step: Step, migration: Migration) -> Effects:
    """What one action of a statement does, taken alone."""
    if step.statement.operations == (operation,):
        return step.effects
    return effects((operation,), step.before, migration.settings.postgres)


def rewrites(operation: Operation, table: Relation, step: Step, migration: Migration) -> bool:
    return table.key in effects_of(operation, step, migration).rewrites


def scans(operation: Operation, table: Relation, step: Step, migration: Migration) -> bool:
    return table.key in effects_of(operation, step, migration).scans


def steps_before(step: Step, migration: Migration) -> tuple[Step, ...]:
    """What the same function did before."""
    return _function(step, migration).steps[: step.number]


def steps_after(step: Step, migration: Migration) -> tuple[Step, ...]:
    """What the same function does afterwards."""
    return _function(step, migration).steps[step.number + 1 :]


def _function(step: Step, migration: Migration) -> Function:
    function = migration.up if step.direction == "up" else migration.down
    assert function is not None
    return function


def adds_column(step: Step, table: Relation, column: str, migration: Migration) -> bool:
    """This migration itself added the column before."""
    first = _first_added(_function(step, migration).operations(AddColumn)).get((table.key, column))
    return first is not None and first < step.number


def _first_step(added: Sequence[tuple[AddColumn, Step]]) -> dict[tuple[str, str], int]:
    """The number of the step that first adds a column, by table and column."""
    return {(each.table.key, each.column.name.text): step.number for each, step in reversed(added)}


_first_added = remembered(_first_step, 4)


def is_emptied(step: Step, table: Relation, migration: Migration) -> bool:
    """This migration deleted every row of the table before."""
    function = _function(step, migration)
    return any(
        any(each.key == table.key for each in truncate.tables)
        for truncate, earlier in function.operations(Truncate)
        if earlier.number < step.number
    ) or any(
        delete.where is None and delete.table.key == table.key
        for delete, earlier in function.operations(Delete)
        if earlier.number < step.number
    )


_ALWAYS = re.compile(r"\(*\s*(?:true|1\s*=\s*1|'t')\s*\)*", re.IGNORECASE)
_IS_NULL = re.compile(r"""\(*\s*(?:"?\w+"?\.)*"?(\w+)"?\s+is\s+null\s*\)*""", re.IGNORECASE)


def changes_all(table: Relation, where: Expression | None, step: Step) -> bool:
    """Every row of the table is changed: no condition, a true one, or a column that is NULL everywhere."""
    if where is None:
        return True
    if where.unknown:
        return False
    if _ALWAYS.fullmatch(where.text.strip()):
        return True
    found = _IS_NULL.fullmatch(where.text.strip())
    entry = step.before.table(table.key)
    column = entry.column(found.group(1)) if found is not None and entry is not None else None
    return column is not None and column.all_null
