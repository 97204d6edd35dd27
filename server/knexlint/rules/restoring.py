"""What `up` and then `down` leave of the schema that was there before. Says it in words; knows no rule and no fix."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from knexlint.catalog import Catalog, Entry
from knexlint.catalog.difference import Difference, differences
from knexlint.memo import remembered
from knexlint.operations import (
    AddColumn,
    AddConstraint,
    Analyze,
    CreateIndex,
    CreateTable,
    CreateView,
    DataOperation,
    DropColumn,
    DropConstraint,
    DropObject,
    DropTable,
    Grant,
    LockTable,
    Name,
    Operation,
    Reindex,
    Relation,
    RenameColumn,
    RenameTable,
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
_PERHAPS = re.compile(r"[$:?]")  # a hole, or the place of a binding


def not_restored(migration: Migration) -> tuple[Difference, ...] | None:
    """What differs from the schema before after `up` and `down`; None where that cannot be known."""
    up, down = migration.up, migration.down
    if up is None or down is None or migration.restored is None or migration.module.damaged or down.throws:
        return None
    export = migration.module.exports.get("down")
    if export is not None and export.value is not None and export.value.type == "function_signature":
        return None  # its body is still to come
    if not is_followed(up) or not is_followed(down) or any(True for _ in failures(up)):
        return None
    found: tuple[Difference, ...] = _differences(migration.before, migration.restored)
    return tuple(each for each in found if each.change != "left" or _is_new(each, migration.before, up))


def _is_new(left: Difference, before: Catalog, up: Function) -> bool:
    """It was not there before: that is known, or `up` made it, who would have failed on it.

    Where earlier migrations are known as far as they can be followed, what they did not make counts as new.
    """
    if left.table is None and isinstance(left.second, Entry):
        absent: bool | None = before.absent(left.name)
    elif left.kind == "column":
        absent = before.has_column(str(left.table), left.name) is False
    else:
        absent = before.complete if left.table is None else before.sure(left.table)
    if absent:
        return True
    own = _fates(up.steps).get((left.table or left.name, left.name)) or []
    if before.doubts:
        return not own or own[0] != "gone"
    return bool(own) and own[0] == "made"


_Fate = Literal["made", "if new", "gone"]


def _fates_in(steps: Sequence[Step]) -> dict[tuple[str, str], list[_Fate]]:
    """What becomes of each thing that is made or taken away: the table's key, the name of the part, and how."""
    found: dict[tuple[str, str], list[_Fate]] = {}
    for step in steps:
        for operation in step.statement.operations:
            for name, fate in _made_or_dropped(operation):
                found.setdefault(name, []).append(fate)
    return found


_fates = remembered(_fates_in, 4)


def _made_or_dropped(operation: Operation) -> Iterator[tuple[tuple[str, str], _Fate]]:
    """What an operation makes and what it takes away: the table's key and the name of the part."""
    new: dict[bool, _Fate] = {False: "made", True: "if new"}
    match operation:
        case CreateTable(table=made, if_not_exists=maybe) | CreateView(view=made, or_replace=maybe):
            yield (made.key, made.key), new[maybe]
        case CreateIndex(table=table, name=Relation() as name, if_not_exists=maybe):
            yield (table.key, Relation(name.name, name.schema or table.schema).key), new[maybe]
        case AddColumn(table=table, column=column, if_not_exists=maybe):
            yield (table.key, column.name.text), new[maybe]
        case AddConstraint(table=table, constraint=constraint) if constraint.name is not None:
            yield (table.key, constraint.name.text), "made"
        case DropColumn(table=table, column=gone) | RenameColumn(table=table, column=gone):
            yield (table.key, gone.text), "gone"
        case DropConstraint(table=table, constraint=gone):
            yield (table.key, gone.text), "gone"
        case DropTable(tables=relations) | DropObject(objects=relations):
            yield from (((relation.key, relation.key), "gone") for relation in relations)
        case RenameTable(table=table):
            yield (table.key, table.key), "gone"


def is_followed(function: Function) -> bool:
    """All that it does to the schema is known, and PostgreSQL refuses none of it."""
    if function.error is not None:
        return False
    if any(query.sql is None and query.error is None and query.origin.kind != "query" for query in function.queries):
        return False
    return all(_is_clear(step) for step in function.steps)


def _is_clear(step: Step) -> bool:
    """What it does to the schema is known, or it does nothing."""
    if step.happens is False:
        return True
    if all(isinstance(operation, NO_SCHEMA) for operation in step.statement.operations):
        return not any(map(_writes_catalog, step.statement.operations))
    query = step.query
    if step.happens is None or (query.unknown is not None and not (query.sql and query.unknown in query.sql.holes)):
        return False
    if any(isinstance(each, Unknown) for each in step.statement.operations):
        return False
    if _PERHAPS.search(step.statement.fragment.text) is None:
        return True
    return not any(map(_has_hole, step.statement.operations))


def _has_hole(held: Any) -> bool:
    """A name in it is not known. A value that is not known leaves the shape of the schema known."""
    if isinstance(held, Relation | Name):
        return held.unknown
    if isinstance(held, tuple):
        return any(_has_hole(each) for each in held)
    fields = getattr(held, "__dataclass_fields__", None)
    return fields is not None and any(_has_hole(getattr(held, name)) for name in fields)


def _writes_catalog(operation: Operation) -> bool:
    """Whoever writes to PostgreSQL's own tables may change anything."""
    return isinstance(operation, DataOperation) and operation.table.name.startswith("pg_")


def failures(function: Function) -> Iterator[tuple[Step, str]]:
    """Statements that PostgreSQL refuses on the schema that they find."""
    for step in function.steps:
        if step.effects.error is not None and step.happens and step.query.unknown is None:
            yield step, step.effects.error
