"""In which order ALTER TABLE does its actions: whatever the order in which they are written."""

from __future__ import annotations

from collections.abc import Sequence

from knexlint import operations as op

_PASSES: tuple[tuple[type[op.Operation], ...], ...] = (
    (op.DropColumn, op.DropConstraint, op.DropDefault, op.DropNotNull),
    (op.AlterColumnType,),
    (op.AddColumn,),
    (op.SetDefault, op.SetNotNull, op.SetColumnOption),
    (op.AddConstraint,),
)
_LAST = len(_PASSES)
_PASS = {kind: number for number, kinds in enumerate(_PASSES) for kind in kinds}


def in_passes(operations: Sequence[op.Operation]) -> Sequence[op.Operation]:
    """The actions of one ALTER TABLE in the order of their passes; any other operations as they are."""
    if len(operations) < 2 or not all(isinstance(each, op.TableOperation) for each in operations):
        return operations
    return sorted(operations, key=_pass)


def _pass(operation: op.Operation) -> int:
    if isinstance(operation, op.AlterIdentity | op.AlterExpression):
        dropped = operation.expression is None if isinstance(operation, op.AlterExpression) else False
        return 0 if dropped or (isinstance(operation, op.AlterIdentity) and operation.action == "drop") else 3
    return _PASS.get(type(operation), _LAST)
