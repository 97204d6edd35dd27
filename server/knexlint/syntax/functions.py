"""The outside of a function: its parameter, its body, and whether there is anything in it. Runs nothing."""

from __future__ import annotations

import re

from knexlint.record import record
from knexlint.syntax.tree import Node, enclosing, span_of, text_of
from knexlint.text import Span

FUNCTION_TYPES = frozenset(
    {
        "arrow_function",
        "function_expression",
        "function_declaration",
        "generator_function",
        "generator_function_declaration",
        "method_definition",
    }
)
_NOTHING = re.compile(
    r"(?:return\s*)?(?:await\s+)?(?:undefined|null|true|false|void\s+0|\{\}|\[\]|"
    r"Promise\s*\.\s*resolve\s*\(\s*(?:undefined|null|true|false)?\s*\))?\s*;?"
)


@record
class FunctionForm:
    """`parameter`: the name of the first one, None without one or when it is destructured.

    `body`: between the braces, or the arrow's expression (`block` False). `empty`: nothing in it does anything.
    `throws`: it does nothing but throw.
    """

    node: Node
    parameter: str | None
    body: Span
    block: bool
    is_async: bool
    empty: bool
    throws: bool


def read_function(node: Node) -> FunctionForm | None:
    """None if the node is no function, or has no body."""
    body = node.child_by_field_name("body")
    if node.type not in FUNCTION_TYPES or body is None:
        return None
    block = body.type == "statement_block"
    statements = [child for child in body.named_children if child.type != "comment"] if block else []
    return FunctionForm(
        node=node,
        parameter=_first_parameter(node),
        body=_inside(body) if block else span_of(body),
        block=block,
        is_async=any(child.type == "async" for child in node.children[:4]),
        empty=all(_does_nothing(child) for child in statements) if block else _does_nothing(body),
        throws=bool(statements) and _only_throws(statements),
    )


def may_wait(node: Node) -> bool:
    """Whether `await` may stand here: in an async function, or at the top of a module."""
    function = enclosing(node, *FUNCTION_TYPES)
    return function is None or any(child.type == "async" for child in function.children)


def _inside(block: Node) -> Span:
    end = block.end_byte - 1 if block.children and block.children[-1].type == "}" else block.end_byte
    return Span(block.start_byte + 1, max(end, block.start_byte + 1))


def _first_parameter(node: Node) -> str | None:
    single = node.child_by_field_name("parameter")
    if single is not None:
        return text_of(single)
    parameters = node.child_by_field_name("parameters")
    for child in parameters.named_children if parameters is not None else ():
        if child.type == "comment":
            continue
        pattern = child.child_by_field_name("pattern") or child
        if pattern.type == "this":
            continue
        return text_of(pattern) if pattern.type == "identifier" else None
    return None


def _does_nothing(node: Node) -> bool:
    if node.type == "empty_statement":
        return True
    if node.type == "expression_statement" and node.named_children and node.named_children[0].type == "string":
        return True
    if node.end_byte - node.start_byte > 80:
        return False
    return _NOTHING.fullmatch(text_of(node).strip("()")) is not None or text_of(node) == "({})"


def _only_throws(statements: list[Node]) -> bool:
    last = statements[-1]
    if last.type == "throw_statement":
        return all(_does_nothing(child) for child in statements[:-1])
    rejects = re.match(r"return\s+Promise\s*\.\s*reject\s*\(", text_of(last))
    return rejects is not None and all(_does_nothing(child) for child in statements[:-1])
