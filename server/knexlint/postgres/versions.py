"""Since which PostgreSQL a form exists. Data, and the question whether a version is too old for an operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from knexlint import operations as op

Need = tuple[int, str]


def _constraint(constraint: op.Constraint) -> Need | None:
    if constraint.overlaps:
        return 18, "WITHOUT OVERLAPS"
    if constraint.not_enforced:
        return 18, "NOT ENFORCED"
    if constraint.kind == "not null" and constraint.not_valid:
        return 18, "NOT NULL constraints with NOT VALID"
    if constraint.nulls_not_distinct:
        return 15, "NULLS NOT DISTINCT"
    return None


def _add_constraint(add: op.AddConstraint) -> Need | None:
    if add.constraint.kind == "not null":
        return 18, "ADD CONSTRAINT ... NOT NULL"
    return _constraint(add.constraint)


def _column(column: op.Column) -> Need | None:
    if column.generated == "virtual":
        return 18, "VIRTUAL generated columns"
    if column.storage or column.compression:
        return (16, "STORAGE of a new column") if column.storage else (14, "COMPRESSION")
    return next((need for c in column.constraints if (need := _constraint(c)) is not None), None)


def _create_table(create: op.CreateTable) -> Need | None:
    for need in (*map(_column, create.columns), *map(_constraint, create.constraints)):
        if need is not None:
            return need
    return None


def _set_option(alter: op.SetColumnOption) -> Need | None:
    if alter.default and alter.option != "compression":
        return (17, "SET STATISTICS DEFAULT") if alter.option == "statistics" else (16, "SET STORAGE DEFAULT")
    return (14, "SET COMPRESSION") if alter.option == "compression" else None


def _expression(alter: op.AlterExpression) -> Need:
    return (13, "DROP EXPRESSION") if alter.expression is None else (17, "SET EXPRESSION")


def _detach(alter: op.DetachPartition) -> Need | None:
    return (14, "DETACH PARTITION CONCURRENTLY") if alter.concurrently or alter.finalize else None


def _alter_constraint(alter: op.AlterConstraint) -> Need | None:
    words = alter.change
    return (18, f"ALTER CONSTRAINT ... {words.upper()}") if "enforced" in words or "inherit" in words else None


def _other(alter: op.AlterTableOther) -> Need | None:
    return (15, "SET ACCESS METHOD") if alter.action == "set access method" else None


def _create_index(create: op.CreateIndex) -> Need | None:
    return (15, "NULLS NOT DISTINCT") if create.nulls_not_distinct else None


def _reindex(again: op.Reindex) -> Need | None:
    newer = {"concurrently", "tablespace"} & set(again.options)
    return (14, f"REINDEX ({newer.pop().upper()})") if newer else None


def _trigger(create: op.CreateTrigger) -> Need | None:
    return (14, "CREATE OR REPLACE TRIGGER") if create.or_replace else None


def _rename_of(kind: str, column: bool) -> Need | None:
    return (13, "ALTER VIEW ... RENAME COLUMN") if kind == "view" and column else None


def _alter_object(alter: op.AlterObject) -> Need | None:
    return (13, "ALTER STATISTICS ... SET STATISTICS") if alter.kind == "statistics" and "set" in alter.action else None


NEEDS: dict[type[op.Operation], Callable[[Any], Need | None]] = {
    op.AddColumn: lambda add: _column(add.column),
    op.AddConstraint: _add_constraint,
    op.CreateTable: _create_table,
    op.SetColumnOption: _set_option,
    op.AlterExpression: _expression,
    op.AlterConstraint: _alter_constraint,
    op.DetachPartition: _detach,
    op.AlterTableOther: _other,
    op.CreateIndex: _create_index,
    op.CreateTrigger: _trigger,
    op.Reindex: _reindex,
    op.RenameColumn: lambda rename: _rename_of(rename.kind, True),
    op.RenameObject: lambda rename: _rename_of(rename.kind, rename.column is not None),
    op.AlterObject: _alter_object,
    op.Merge: lambda _: (15, "MERGE"),
}


def too_old(operation: op.Operation, version: int) -> str | None:
    """Why this version does not know the form, or None if it does."""
    ask = NEEDS.get(type(operation))
    need = ask(operation) if ask is not None else None
    return f"{need[1]} needs PostgreSQL {need[0]} or newer" if need is not None and version < need[0] else None
