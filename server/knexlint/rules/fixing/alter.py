"""`.alter()` made to change only what is meant."""

from __future__ import annotations

from knexlint.knex.queries import AlterColumn
from knexlint.operations import AlterColumnType, DropDefault
from knexlint.project.migration import Migration, Step
from knexlint.rules.fixing.calls import add_after, inward, link_at, outermost
from knexlint.rules.fixing.module import add_member
from knexlint.rules.fixing.sql import quoted, relation
from knexlint.rules.fixing.write import await_raws, find, indent_at, is_awaited_statement, remove_statement
from knexlint.syntax import FUNCTION_TYPES, Module, Node, enclosing
from knexlint.text import Edit, Span

_UNCAST = ("text", "varchar")
_MODIFIERS = frozenset({"nullable", "notNullable", "notNull", "alter", "unsigned"})


def keep_nullability(module: Module, call: AlterColumn) -> tuple[Edit, ...] | None:
    """`.alter({ alterNullable: false })`."""
    link = link_at(module, call.span)
    arguments = link.call.child_by_field_name("arguments") if link is not None else None
    if arguments is None:
        return None
    given = [child for child in arguments.named_children if child.type != "comment"]
    if not given:
        return (Edit(Span(arguments.start_byte, arguments.end_byte), "({ alterNullable: false })"),)
    return (add_member(module, given[0], "alterNullable: false"),) if given[0].type == "object" else None


def change_type_only(migration: Migration, call: AlterColumn) -> tuple[Edit, ...] | None:
    """`ALTER COLUMN … TYPE` in SQL, in place of a chain that says nothing but a type and whether it is required."""
    module = migration.module
    link = link_at(module, call.span)
    step = step_of(migration, call)
    if link is None or step is None or step.query.origin.foreign:
        return None
    chain = find(module, step.query.origin.chain, "call_expression")
    links = list(inward(outermost(link.call)))
    if chain is None or any(each.name not in _MODIFIERS for each in links[:-1]):
        return None
    text = _type_change(call, step)
    if text is None:
        return None
    callback = enclosing(link.call, *FUNCTION_TYPES)
    statement = _alone_in(callback, links[0].call)
    if statement is not None and is_awaited_statement(chain) is not None and _single_action(chain):
        whole = is_awaited_statement(chain)
        indent = indent_at(module.source, chain.start_byte)
        assert whole is not None
        texts = await_raws(step.query.origin.receiver, (text,), module.style, indent)
        return (Edit(Span(whole.start_byte, whole.end_byte), texts),)
    own = links[0].call.parent
    added = add_after(module, chain, step.query.origin.receiver, (text,))
    if own is None or own.type != "expression_statement" or added is None:
        return None
    if own.parent is None or callback is None or own.parent != callback.child_by_field_name("body"):
        return None
    return (remove_statement(module, own), added)


def step_of(migration: Migration, call: AlterColumn) -> Step | None:
    """The first statement that this `.alter()` sends."""
    for _, function in migration.functions():
        for step in function.sent_around(call.span):
            for operation in step.statement.operations:
                if isinstance(operation, DropDefault | AlterColumnType) and operation.column.text == call.column:
                    return step
    return None


def _type_change(call: AlterColumn, step: Step) -> str | None:
    table = next((each.table for each in step.statement.operations if isinstance(each, DropDefault)), None)
    if table is None or table.unknown or "${" in table.key + call.column + call.type:
        return None
    column = quoted(call.column)
    actions = []
    if not call.keeps_type:
        cast = "" if call.type.split("(")[0] in _UNCAST else f" USING ({column}::{call.type})"
        actions.append(f"ALTER COLUMN {column} TYPE {call.type}{cast}")
    if call.not_null is not None and not call.keeps_nullability:
        actions.append(f"ALTER COLUMN {column} {'SET' if call.not_null else 'DROP'} NOT NULL")
    return f"ALTER TABLE {relation(table)} {', '.join(actions)}" if actions else None


def _alone_in(callback: Node | None, call: Node) -> Node | None:
    """The callback's body, if this chain is all of it and there is no comment."""
    body = callback.child_by_field_name("body") if callback is not None else None
    if body is None:
        return None
    if body.type != "statement_block":
        return body if body == call else None
    inside = body.named_children
    return body if len(inside) == 1 and inside[0] == call.parent else None


def _single_action(chain: Node) -> bool:
    return sum(link.name != "withSchema" for link in inward(chain)) == 1
