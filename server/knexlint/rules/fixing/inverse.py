"""What takes an `up` back: the builder calls of a `down`, or why there are none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knexlint.operations import (
    AddColumn,
    AddConstraint,
    Analyze,
    Constraint,
    CreateIndex,
    CreateTable,
    CreateView,
    Delete,
    DropColumn,
    DropTable,
    Insert,
    Operation,
    Relation,
    RenameColumn,
    RenameTable,
    SetNotNull,
    SetParameter,
    Truncate,
    Update,
    Vacuum,
    ValidateConstraint,
)
from knexlint.project.migration import Function, Step
from knexlint.record import record
from knexlint.rules.fixing.module import Body
from knexlint.rules.fixing.sql import known, quoted, relation
from knexlint.rules.fixing.write import call_raw, literal, terminator
from knexlint.syntax import Module, Style


@record
class Call:
    """One call that takes an operation back: of a table builder (`table` set), or a statement of its own."""

    code: str
    table: Relation | None = None


@record
class Irreversible:
    """Why an operation cannot be taken back, as a sentence."""

    reason: str


def down_body(up: Function, module: Module) -> Body:
    """The body of a `down` for this `up`: its inverse, or a `throw` that says why there is none."""
    style = module.style
    calls: list[Call] = []
    for step in up.steps:
        for operation in step.statement.operations:
            undone = inverse(operation, step, style)
            if isinstance(undone, Irreversible):
                return _throw(undone.reason, style)
            calls += [undone] if undone is not None else []
    if any(True for _ in up.not_analysed()) or any(step.query.when for step in up.steps) or not calls:
        return _throw("Write here what takes this migration back.", style)
    return Body(tuple(_statements(calls[::-1], style)))


def _throw(reason: str, style: Style) -> Body:
    return Body((f"throw new Error({literal(reason, style)}){terminator(style)}",))


def _statements(calls: Sequence[Call], style: Style) -> list[str]:
    """Calls on the same table, one after another, share an `alterTable`."""
    end = terminator(style)
    found: list[str] = []
    at = 0
    while at < len(calls):
        call = calls[at]
        if call.table is None:
            found.append(f"await {call.code}{end}")
            at += 1
            continue
        last = at
        while last < len(calls) and calls[last].table is not None and calls[last].table == call.table:
            last += 1
        inner = style.newline + style.indent * 2
        body = "".join(f"{inner}table.{each.code}{end}" for each in calls[at:last])
        head = _altered(call.table, style)
        found.append(f"await {head}, (table) => {{{body}{style.newline}{style.indent}}}){end}")
        at = last
    return found


def _altered(table: Relation, style: Style) -> str:
    within = f".withSchema({literal(table.schema, style)})" if table.schema is not None else ""
    return f"knex.schema{within}.alterTable({literal(table.name, style)}"


def inverse(operation: Operation, step: Step, style: Style) -> Call | Irreversible | None:
    """What takes one operation back; None where nothing has to be done."""
    match operation:
        case CreateTable(table=table, temporary=False, if_not_exists=False) if known(table):
            return _schema_call("dropTable", table, style)
        case CreateView(view=view, materialized=kind, or_replace=False) if known(view):
            return _schema_call("dropMaterializedView" if kind else "dropView", view, style)
        case RenameTable(table=table, to=to) if known(table, to) and table.schema is None:
            names = f"{literal(to.text, style)}, {literal(table.name, style)}"
            return Call(f"knex.schema.renameTable({names})")
        case DropTable(tables=tables):
            return Irreversible(f"The rows of {tables[0].key} are gone. Restore them from a backup.")
        case SetParameter() | Analyze() | Vacuum() | ValidateConstraint():
            return None
    on = getattr(operation, "table", None)
    if not isinstance(on, Relation) or not known(on):
        return Irreversible("Write here what takes this migration back.")
    if step.creates(on.key):
        return None
    return _on_table(operation, _bare(on), style)


def _on_table(operation: Operation, table: Relation, style: Style) -> Call | Irreversible:
    match operation:
        case AddColumn(column=column, if_not_exists=False) if known(column.name):
            return Call(f"dropColumn({literal(column.name.text, style)})", table)
        case RenameColumn(column=column, to=to) if known(column, to):
            return Call(f"renameColumn({literal(to.text, style)}, {literal(column.text, style)})", table)
        case SetNotNull(column=column) if known(column):
            return Call(f"setNullable({literal(column.text, style)})", table)
        case CreateIndex(name=Relation() as name, concurrently=True) if known(name):
            back = relation(Relation(name.name, name.schema or table.schema))
            return Call(call_raw("knex", f"DROP INDEX CONCURRENTLY {back}", style, style.indent))
        case CreateIndex(name=Relation() as name, elements=elements, if_not_exists=False) if known(name):
            return Call(_drop("dropIndex", "index", table, [each.text for each in elements], name.name, style), table)
        case AddConstraint(constraint=constraint) if constraint.kind in _DROPS and _is_named(constraint):
            method, suffix = _DROPS[constraint.kind]
            names = [column.text for column in constraint.columns]
            return Call(_drop(method, suffix, table, names, str(constraint.name), style), table)
        case AddConstraint(constraint=constraint) if constraint.name is not None and known(constraint.name):
            text = f"ALTER TABLE {relation(table)} DROP CONSTRAINT {quoted(constraint.name.text)}"
            return Call(call_raw("knex", text, style, style.indent))
        case DropColumn(column=column):
            return Irreversible(f"The values of {table.key}.{column.text} are gone. Restore them from a backup.")
        case Update() | Delete() | Insert() | Truncate():
            return Irreversible(f"What {table.key} held before is not known any more. Restore it from a backup.")
    return Irreversible("Write here what takes this migration back.")


_DROPS = {"unique": ("dropUnique", "unique"), "foreign key": ("dropForeign", "foreign")}
_PLAIN = re.compile(r'"?([a-z_][a-z0-9_$]*)"?')


def _is_named(constraint: Constraint) -> bool:
    return constraint.name is not None and known(constraint.name, *constraint.columns)


def _drop(method: str, suffix: str, table: Relation, names: Sequence[str], name: str, style: Style) -> str:
    """`dropIndex(['a', 'b'])` where Knex makes the same name of it, else `dropIndex([], 'name')`."""
    plain = [found.group(1) for found in map(_PLAIN.fullmatch, names) if found is not None]
    generated = "_".join([table.name, *plain, suffix]).lower()
    if len(plain) == len(names) and generated == name:
        return f"{method}([{', '.join(literal(each, style) for each in plain)}])"
    return f"{method}([], {literal(name, style)})"


def _bare(table: Relation) -> Relation:
    """Without its place in the text, so that two mentions are equal."""
    return Relation(table.name, table.schema)


def _schema_call(method: str, table: Relation, style: Style) -> Call:
    within = f".withSchema({literal(table.schema, style)})" if table.schema is not None else ""
    return Call(f"knex.schema{within}.{method}({literal(table.name, style)})")
