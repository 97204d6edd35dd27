"""The foreign keys that an operation adds."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import AddColumn, AddConstraint, Constraint, CreateTable, Operation, Relation
from knexlint.record import record
from knexlint.rules.known import is_unclear


@record
class ForeignKey:
    """`definition`: as the statement says it; all names in it are known."""

    definition: Constraint
    references: Relation

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(column.text for column in self.definition.columns)


def added_foreign_keys(operation: Operation) -> Iterator[ForeignKey]:
    """Those of which every name is known."""
    table = getattr(operation, "table", None)
    for each in _constraints(operation):
        if each.kind == "foreign key" and each.references is not None and each.columns and table is not None:
            if not any(map(is_unclear, (table, each.references, *each.columns))):
                yield ForeignKey(each, each.references)


def _constraints(operation: Operation) -> Iterator[Constraint]:
    if isinstance(operation, AddConstraint):
        yield operation.constraint
    elif isinstance(operation, AddColumn):
        yield from operation.column.constraints
    elif isinstance(operation, CreateTable):
        yield from operation.constraints
        for column in operation.columns:
            yield from column.constraints
