"""When parallel_statements.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.operations import Select
from knexlint.project.migration import Function, Migration, Step
from knexlint.record import record
from knexlint.rules import Finding, Fix, on
from knexlint.rules.fixing.write import indent_at, terminator
from knexlint.rules.holding import transaction_around
from knexlint.syntax import FUNCTION_TYPES, Node, comments, enclosing, node_at, span_of, text_of
from knexlint.text import Edit, Span

_TOGETHER = ("Promise.all", "Promise.allSettled")


@on(Migration)
def check(migration: Migration) -> Iterator[Finding]:
    if b"Promise.all" not in migration.source.data:
        return
    for _, function in migration.functions():
        for group in _groups(function, migration):
            queries = {id(step.query) for step in group.steps}
            if len(queries) > 1 and not all(map(_only_reads, group.steps)):
                values = {"count": str(len(queries))}
                fix = _one_after_another(group, migration)
                if all(step.in_transaction and not _has_own(step, group, migration) for step in group.steps):
                    yield Finding(_token(group.call), values, fix)
                else:
                    yield Finding(_token(group.call), values, fix, "connections", "warning")


@record
class _Group:
    """A `Promise.all(…)` and what is sent in it."""

    call: Node
    steps: tuple[Step, ...]


def _groups(function: Function, migration: Migration) -> Iterator[_Group]:
    found: dict[int, list[Step]] = {}
    calls: dict[int, Node] = {}
    for step in function.steps:
        call = None if step.query.origin.foreign else _around(step.query.origin.chain, migration)
        if call is not None and step.happens is not False:
            calls[call.start_byte] = call
            found.setdefault(call.start_byte, []).append(step)
    for start, steps in found.items():
        yield _Group(calls[start], tuple(steps))


def _around(span: Span, migration: Migration) -> Node | None:
    """The outermost `Promise.all(…)` around some code."""
    found, node = None, node_at(migration.module.root, span).parent
    while node is not None:
        if node.type == "call_expression" and _name(node) in _TOGETHER:
            found = node
        node = node.parent
    return found


def _name(call: Node) -> str:
    function = call.child_by_field_name("function")
    return text_of(function) if function is not None else ""


def _token(call: Node) -> Span:
    function = call.child_by_field_name("function")
    return span_of(function if function is not None else call)


def _only_reads(step: Step) -> bool:
    return all(isinstance(each, Select) for each in step.statement.operations)


def _has_own(step: Step, group: _Group, migration: Migration) -> bool:
    """It runs in a transaction that begins inside, and so on a connection of its own."""
    if step.query.scope != "transaction":
        return False
    start = transaction_around(step.query.origin.chain, migration)
    return start is not None and start >= group.call.start_byte


def _one_after_another(group: _Group, migration: Migration) -> Fix | None:
    """Each in a statement of its own, where all of them are written out."""
    statement = _statement(group.call)
    arguments = group.call.child_by_field_name("arguments")
    given = arguments.named_children if arguments is not None else []
    if statement is None or len(given) != 1 or given[0].type != "array":
        return None
    chains = {step.query.origin.chain for step in group.steps}
    elements = [span_of(each) for each in given[0].named_children]
    if not all(element in chains for element in elements) or chains - {*elements}:
        return None
    whole = span_of(statement)
    if any(whole.covers(span) and not any(each.covers(span) for each in elements) for span, _ in _comments(migration)):
        return None
    style, source = migration.module.style, migration.source
    indent = style.newline + indent_at(source, statement.start_byte)
    lines = [f"await {_outdented(source.slice(each), style.indent)}{terminator(style)}" for each in elements]
    return Fix((Edit(whole, indent.join(lines)),))


def _comments(migration: Migration) -> Iterator[tuple[Span, str]]:
    yield from comments(migration.module.root)


def _outdented(text: str, indent: str) -> str:
    """Code that stood one level further in."""
    first, *rest = text.split("\n")
    return "\n".join((first, *(line.removeprefix(indent) for line in rest)))


def _statement(call: Node) -> Node | None:
    """The statement that waits for the call and does nothing else."""
    parent = call.parent
    if parent is not None and parent.type == "await_expression":
        parent = parent.parent
    elif parent is None or parent.type != "return_statement" or not _may_return_nothing(parent):
        return None
    if parent is None or parent.type not in ("expression_statement", "return_statement"):
        return None
    block = parent.parent
    return parent if block is not None and block.type == "statement_block" else None


def _may_return_nothing(node: Node) -> bool:
    """It stands in an async function that promises no result."""
    function = enclosing(node, *FUNCTION_TYPES)
    if function is None or function.child_by_field_name("return_type") is not None:
        return False
    return any(child.type == "async" for child in function.children)
