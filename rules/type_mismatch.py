"""When type_mismatch.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.catalog import Column, Table
from knexlint.catalog.types import parsed
from knexlint.operations import AddColumn, AddConstraint, CreateTable
from knexlint.project.migration import Migration, Step
from knexlint.record import record
from knexlint.rules import Finding, on
from knexlint.rules.foreign_keys import added_foreign_keys
from knexlint.rules.known import certain

_LARGEST = {"smallint": 32767, "integer": 2147483647, "bigint": 9223372036854775807}


@on(AddConstraint, AddColumn, CreateTable)
def check(operation: AddConstraint | AddColumn | CreateTable, step: Step, migration: Migration) -> Iterator[Finding]:
    if step.direction == "down" or not certain(step) or step.effects.error:
        return
    catalog = migration.after
    child = catalog.table(operation.table.key) if catalog.sure(operation.table.key) else None
    for added in added_foreign_keys(operation):
        parent = catalog.table(added.references.key) if catalog.sure(added.references.key) else None
        if child is None or parent is None:
            continue
        referenced = [name.text for name in added.definition.referenced_columns] or _primary(parent)
        for own, other in zip(added.columns, referenced, strict=False):
            narrow = _narrower(child.column(own), parent.column(other))
            if narrow is not None:
                values = {"column": f"{child.key}.{own}", "parent": f"{parent.key}.{other}", **narrow.values}
                yield Finding(step.span(added.definition.at), values, variant=narrow.variant)


def _primary(table: Table) -> list[str]:
    return [name for each in table.constraints.values() if each.kind == "primary key" for name in each.columns]


@record
class _Narrow:
    values: dict[str, str]
    variant: str | None = None


def _narrower(own: Column | None, other: Column | None) -> _Narrow | None:
    """The column cannot hold every value of the one that it references."""
    if own is None or other is None or own.type is None or other.type is None:
        return None
    values = {"type": own.type, "parent_type": other.type}
    most, needed = _LARGEST.get(own.type), _LARGEST.get(other.type)
    if most is not None and needed is not None and most < needed:
        return _Narrow({**values, "most": f"{most:,}"})
    here, there = parsed(own.type), parsed(other.type)
    if here.name == there.name == "character varying" and here.modifiers < there.modifiers:
        return _Narrow({**values, "most": str(here.modifiers[0])}, "length") if here.modifiers else None
    return None
