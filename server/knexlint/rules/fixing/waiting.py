"""Make code wait: `await`, `async`, loops in place of forEach. Knows no SQL, and of Knex the calls it is given."""

from __future__ import annotations

import re

from knexlint.knex.queries import Floating, NeverRun
from knexlint.rules.fixing.write import find
from knexlint.syntax import FUNCTION_TYPES, Module, Node, enclosing, node_at, text_of
from knexlint.text import Edit, Span


def awaited(module: Module, chain: Span) -> tuple[Edit, ...] | None:
    """Put `await` before an expression statement, and `async` before the function it stands in if need be."""
    statement = _expression_statement(module, chain)
    if statement is None:
        return None
    function = enclosing(statement, *FUNCTION_TYPES)
    asynchronous = _made_async(module, function)
    return None if asynchronous is None else (*asynchronous, Edit(Span(chain.start, chain.start), "await "))


def run(module: Module, call: NeverRun) -> tuple[Edit, ...] | None:
    """Let a builder run: `return` it where that alone is missing, else `await` it."""
    statement = _expression_statement(module, call.chain)
    function = enclosing(statement, *FUNCTION_TYPES) if statement is not None else None
    if statement is None or function is None or _is_builder_callback(function):
        return None
    body = function.child_by_field_name("body")
    if not _is_async(function) and body is not None and _is_last(statement, body) and not _returns(body):
        if _returns_void(function):
            return None
        return (Edit(Span(statement.start_byte, statement.start_byte), "return "),)
    return awaited(module, call.chain)


def is_called(module: Module, chain: Span) -> bool:
    """The whole chain ends in a call: `knex.schema` and `knex('t').where` are still being typed."""
    node: Node = node_at(module.root, chain)
    while (parent := node.parent) is not None and parent.start_byte == node.start_byte:
        if parent.type not in ("member_expression", "call_expression"):
            break
        node = parent
    return node.type == "call_expression"


def is_thrown_away(module: Module, chain: Span) -> bool:
    """Nothing can get hold of the value: it is a statement, or what a `forEach` callback returns."""
    node: Node = node_at(module.root, chain)
    while (parent := node.parent) is not None and parent.start_byte == node.start_byte:
        if parent.type == "expression_statement":
            return True
        if parent.type not in ("member_expression", "call_expression"):
            break
        node = parent
    if parent is None or parent.type != "arrow_function" or parent.child_by_field_name("body") != node:
        return False
    call = parent.parent.parent if parent.parent is not None else None
    callee = call.child_by_field_name("function") if call is not None and call.type == "call_expression" else None
    return callee is not None and text_of(callee).endswith(".forEach")


def joined(module: Module, call: Floating) -> tuple[Edit, ...] | None:
    """Wait for floating work, in the way that its kind asks for."""
    if call.kind == "for-each":
        return _looped(module, call) or _all(module, call, rename="map")
    if call.kind == "map":
        return _all(module, call)
    return awaited(module, call.chain)


def _all(module: Module, call: Floating, rename: str | None = None) -> tuple[Edit, ...] | None:
    """`await Promise.all(xs.map(async …))`."""
    before = awaited(module, call.chain)
    if before is None:
        return None
    edits = [*before[:-1], Edit(Span(call.chain.start, call.chain.start), "await Promise.all(")]
    if rename is not None:
        edits.append(Edit(call.span, rename))
    return (*edits, Edit(Span(call.chain.end, call.chain.end), ")"))


def _looped(module: Module, call: Floating) -> tuple[Edit, ...] | None:
    """`for (const x of xs) { … }`, if the callback takes one parameter and does not return."""
    statement = _expression_statement(module, call.chain)
    chain = find(module, call.chain, "call_expression")
    callback = find(module, call.callback, *FUNCTION_TYPES) if call.callback is not None else None
    if statement is None or chain is None or callback is None:
        return None
    body = callback.child_by_field_name("body")
    parameter = _single_parameter(callback)
    member = chain.child_by_field_name("function")
    items = member.child_by_field_name("object") if member is not None else None
    asynchronous = _made_async(module, enclosing(statement, *FUNCTION_TYPES))
    if body is None or body.type != "statement_block" or parameter is None or items is None or asynchronous is None:
        return None
    if _returns(body) or b"this" in (body.text or b"") or "?." in text_of(chain)[: body.start_byte - chain.start_byte]:
        return None
    between = (
        module.source.data[items.end_byte : body.start_byte] + module.source.data[body.end_byte : statement.end_byte]
    )
    if b"//" in between or b"/*" in between:
        return None
    head = f"for (const {parameter} of {text_of(items)}) "
    return (
        *asynchronous,
        Edit(Span(statement.start_byte, body.start_byte), head),
        Edit(Span(body.end_byte, statement.end_byte), ""),
    )


def _single_parameter(function: Node) -> str | None:
    single = function.child_by_field_name("parameter")
    if single is not None:
        return text_of(single)
    parameters = function.child_by_field_name("parameters")
    named = parameters.named_children if parameters is not None else []
    if len(named) != 1 or named[0].child_by_field_name("value") is not None:
        return None
    pattern = named[0].child_by_field_name("pattern") or named[0]
    return None if pattern.type in ("rest_pattern", "assignment_pattern") else text_of(pattern)


def _expression_statement(module: Module, chain: Span) -> Node | None:
    node: Node | None = node_at(module.root, chain)
    while node is not None and node.type != "expression_statement":
        if node.start_byte < chain.start or node.type in FUNCTION_TYPES:
            return None
        node = node.parent
    if node is None or node.start_byte != chain.start:
        return None
    expression = node.named_child(0)
    return node if expression is not None and expression.type == "call_expression" else None


def _is_async(function: Node) -> bool:
    return any(child.type == "async" for child in function.children[:4])


def _made_async(module: Module, function: Node | None) -> tuple[Edit, ...] | None:
    """Nothing to do for an async function; else the edit that makes an exported one async."""
    if function is None:
        return None
    if _is_async(function):
        return ()
    exported = [export.value for export in module.exports.values()]
    if function not in exported or _returns_void(function) or function.type.startswith("generator"):
        return None
    return (Edit(Span(function.start_byte, function.start_byte), "async "),)


def _returns_void(function: Node) -> bool:
    """TypeScript: the function is declared to return no promise."""
    declared = function.child_by_field_name("return_type")
    return declared is not None and not re.match(r":\s*(Promise|any|unknown)\b", text_of(declared))


def _returns(body: Node) -> bool:
    """A `return` of the function itself stands in its body."""
    stack = list(body.named_children)
    while stack:
        node = stack.pop()
        if node.type == "return_statement":
            return True
        if node.type not in FUNCTION_TYPES:
            stack.extend(node.named_children)
    return False


def _is_last(statement: Node, body: Node) -> bool:
    statements = [child for child in body.named_children if child.type != "comment"]
    return bool(statements) and statements[-1] == statement


def _is_builder_callback(function: Node) -> bool:
    """The function is handed to `createTable`, `alterTable`, …: what it does may not wait."""
    arguments = function.parent
    call = arguments.parent if arguments is not None and arguments.type == "arguments" else None
    callee = call.child_by_field_name("function") if call is not None else None
    return callee is not None and re.search(r"\.(?:\w*[tT]able\w*|\w*[vV]iew\w*)$", text_of(callee)) is not None
