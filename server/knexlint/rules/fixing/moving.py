"""A statement moved, as it stands, into a migration of its own that runs right after this one without a transaction."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import DataOperation
from knexlint.project.migration import Function, Migration, Step
from knexlint.rules.finding import Fix
from knexlint.rules.fixing.alone import function_of
from knexlint.rules.fixing.module import Body, following_file
from knexlint.rules.fixing.write import find, is_awaited_statement, remove_statement
from knexlint.syntax import FUNCTION_TYPES, Node, text_of

_NAMES = ("identifier", "shorthand_property_identifier", "template_substitution", "this", "await_expression")


def moved_apart(step: Step, table: str, migration: Migration) -> Fix | None:
    """None where the code needs more of its file than `knex`, or where something after it needs the change."""
    module, query, function = migration.module, step.query, function_of(step, migration)
    if function is None or step.direction == "down" or function.parameter != "knex":
        return None
    if query.origin.foreign or query.scope is not None or query.when or not query.exact or not step.alone:
        return None
    chain = find(module, query.origin.chain, "call_expression")
    statement = is_awaited_statement(chain) if chain is not None else None
    if chain is None or statement is None or _is_followed(step, function) or {*_needs(chain)} != {"knex"}:
        return None
    block = statement.parent
    if block is None or block.type != "statement_block" or block.start_byte + 1 != function.body.start:
        return None  # it stands under a condition or in a loop
    column = statement.start_byte - module.source.line_span(module.source.line_of(statement.start_byte)).start
    lines = [line[min(column, len(line) - len(line.lstrip())) :] for line in text_of(statement).splitlines()]
    reason = "What the migration before takes back is enough."
    file = following_file(module, f"fill_{table.rpartition('.')[2]}", Body(tuple(lines)), (), reason)
    return Fix((remove_statement(module, statement),), files=(file,))


def _is_followed(step: Step, function: Function) -> bool:
    """Something comes later that may rely on the rows, or is another change of them."""
    written = {each.table.key for each in step.statement.operations if isinstance(each, DataOperation)}
    return any(
        later.query.sql is None or written & {*_touched(later)} for later in function.steps[step.number + 1 :]
    ) or any(each.sql is None for each in function.queries)


def _touched(step: Step) -> Iterator[str]:
    for lock in step.effects.locks:
        yield lock.relation
        if lock.part_of is not None:
            yield lock.part_of
    for operation in step.statement.operations:
        table = getattr(operation, "table", None)
        if table is not None:
            yield table.key


def _needs(node: Node) -> Iterator[str]:
    """The names of the file that code uses; what cannot be moved counts as one."""
    stack = [node]
    while stack:
        current = stack.pop()
        if current.type in _NAMES:
            yield text_of(current)
        elif current.type in FUNCTION_TYPES or current.type == "comment":
            yield current.type
        else:
            stack += current.named_children
