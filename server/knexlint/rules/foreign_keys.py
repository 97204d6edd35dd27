"""The foreign keys that an operation adds."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import Constraint, Operation, Relation, constraints_in
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
    for each in constraints_in(operation):
        if each.kind == "foreign key" and each.references is not None and each.columns and table is not None:
            if not any(map(is_unclear, (table, each.references, *each.columns))):
                yield ForeignKey(each, each.references)
