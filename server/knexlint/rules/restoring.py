"""What `up` and then `down` leave of the schema that was there before. Says it in words; knows no rule and no fix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knexlint.catalog import Catalog
from knexlint.catalog.difference import Difference, differences
from knexlint.memo import remembered
from knexlint.operations import (
    Analyze,
    DataOperation,
    DropColumn,
    Grant,
    LockTable,
    Name,
    Reindex,
    Relation,
    Select,
    SetParameter,
    TransactionControl,
    Truncate,
    Unknown,
    Vacuum,
)
from knexlint.project.migration import Function, Migration, Step

NO_SCHEMA = (
    Analyze,
    DataOperation,
    Grant,
    LockTable,
    Reindex,
    Select,
    SetParameter,
    TransactionControl,
    Truncate,
    Vacuum,
)

_differences = remembered(differences, 64)


def not_restored(migration: Migration) -> tuple[Difference, ...] | None:
    """What differs from the schema before after `up` and `down`; None where that cannot be known."""
    up, down = migration.up, migration.down
    if up is None or down is None or migration.restored is None or migration.module.cut_off or down.throws:
        return None
    if not is_followed(up) or not is_followed(down):
        return None
    found: tuple[Difference, ...] = _differences(migration.before, migration.restored)
    return tuple(each for each in found if each.change != "lost" or _was_there(each, migration.before, up))


def _was_there(lost: Difference, before: Catalog, up: Function) -> bool:
    """It is not only presumed: what earlier migrations may have done to its table is known, or `up` insists on it."""
    if lost.table not in before.doubts and lost.name not in before.doubts:
        return True
    return any(
        drop.column.text == lost.name and drop.table.key == lost.table and not drop.column_if_exists
        for drop, _ in up.operations(DropColumn)
    )


def made(migration: Migration) -> tuple[Difference, ...] | None:
    """What differs after `up` from the schema before; None where that cannot be known."""
    up = migration.up
    if up is None or not is_followed(up):
        return None
    found: tuple[Difference, ...] = _differences(migration.before, migration.after)
    return found


def is_followed(function: Function) -> bool:
    """All that it does to the schema is known, and PostgreSQL refuses none of it."""
    if function.error is not None:
        return False
    if any(query.sql is None and query.error is None and query.origin.kind != "query" for query in function.queries):
        return False
    return all(_is_clear(step) for step in function.steps)


def _is_clear(step: Step) -> bool:
    """What it does to the schema is known, or it does nothing."""
    if step.happens is False or changes_no_schema(step):
        return True
    query = step.query
    if step.happens is None or (query.unknown is not None and not (query.sql and query.unknown in query.sql.holes)):
        return False
    return not any(isinstance(each, Unknown) or _has_hole(each) for each in step.statement.operations)


def _has_hole(held: Any) -> bool:
    """A name in it is not known. A value that is not known leaves the shape of the schema known."""
    if isinstance(held, Relation | Name):
        return held.unknown
    if isinstance(held, tuple):
        return any(_has_hole(each) for each in held)
    fields = getattr(held, "__dataclass_fields__", None)
    return fields is not None and any(_has_hole(getattr(held, name)) for name in fields)


def changes_no_schema(step: Step) -> bool:
    """It is about rows or the session; but whoever writes to PostgreSQL's own tables changes anything."""
    return all(
        isinstance(each, NO_SCHEMA) and not (isinstance(each, DataOperation) and each.table.name.startswith("pg_"))
        for each in step.statement.operations
    )


def failures(function: Function) -> Iterator[tuple[Step, str]]:
    """Statements that PostgreSQL refuses on the schema that they find."""
    for step in function.steps:
        if step.effects.error is not None and step.happens:
            yield step, step.effects.error
