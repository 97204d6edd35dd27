"""When name_too_long.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint import operations as op
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on


@on(op.Operation)
def check(operation: op.Operation, step: Step, _: Migration) -> Iterator[Finding]:
    if step.direction == "down":
        return
    for name in _made(operation):
        full = step.statement.fragment.text[slice(*name.at)].rpartition(".")[2].strip().strip('"')
        if not name.unknown and "${" not in full and len(full.encode("utf-8", "replace")) > op.LIMIT:
            kept = name.name if isinstance(name, op.Relation) else name.text
            yield Finding(step.span(name.at), {"kept": kept, "bytes": str(len(full.encode("utf-8", "replace")))})


def _made(operation: op.Operation) -> Iterator[op.Name | op.Relation]:
    match operation:
        case op.CreateTable(table=relation) | op.CreateView(view=relation):
            yield relation
        case op.CreateIndex(name=op.Relation() as relation):
            yield relation
        case op.RenameTable(to=name) | op.RenameColumn(to=name) | op.RenameConstraint(to=name):
            yield name
        case op.AddColumn(column=column):
            yield column.name
        case op.AddConstraint(constraint=op.Constraint(name=op.Name() as name)):
            yield name
    if isinstance(operation, op.CreateTable):
        yield from (column.name for column in operation.columns)
        yield from (each.name for each in operation.constraints if each.name is not None)
