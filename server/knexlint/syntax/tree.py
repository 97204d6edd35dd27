"""Concrete syntax trees of TypeScript and JavaScript. The only module that imports tree_sitter; parsing never fails.

Nodes carry byte offsets into the file, whatever was done to make half-typed code parse (see `repair`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import tree_sitter_typescript
from tree_sitter import Language, Node, Parser, Query, QueryCursor, Tree

from knexlint.text import Span

__all__ = [
    "Node",
    "Tree",
    "comments",
    "damage",
    "enclosing",
    "node_at",
    "parse_again",
    "parse_bytes",
    "parse_tree",
    "span_of",
    "statement_of",
    "syntax_errors",
    "text_of",
    "untorn",
]

_OPERATORS = "[(await_expression) (unary_expression) (binary_expression) (update_expression) (yield_expression)]"
_TORN = f"""(call_expression function: {_OPERATORS} type_arguments: (type_arguments))
            (non_null_expression {_OPERATORS})"""
_GIVEN = """(call_expression type_arguments: (type_arguments) @given)
            (non_null_expression "!" @given)"""
_MAY_BE_TORN = re.compile(rb">\s*\(|!\s*[.\[(]")
_BLOCKS = frozenset({"program", "statement_block", "switch_case", "switch_default", "class_body"})


@cache
def _language(tsx: bool) -> Language:
    return Language(tree_sitter_typescript.language_tsx() if tsx else tree_sitter_typescript.language_typescript())


def parse_bytes(data: bytes, tsx: bool = False) -> Node:
    return parse_tree(data, tsx).root_node


def parse_tree(data: bytes, tsx: bool = False) -> Tree:
    return Parser(_language(tsx)).parse(data)


def parse_again(tree: Tree, before: bytes, after: bytes, changed: Span, tsx: bool = False) -> Tree:
    """The tree of `after`, at a small part of the cost of a parse.

    `tree` is that of `before`, which differs from `after` at `changed` only (a span of `before`).
    """
    end = changed.end + len(after) - len(before)
    edited = tree.copy()
    edited.edit(
        changed.start,
        changed.end,
        end,
        _point(before, changed.start),
        _point(before, changed.end),
        _point(after, end),
    )
    return Parser(_language(tsx)).parse(after, edited)


@cache
def _query(pattern: str, tsx: bool) -> Query:
    return Query(_language(tsx), pattern)


def untorn(root: Node, data: bytes, tsx: bool = False) -> bytes:
    """The text as it is to be parsed for `await f<T>()` to await the call, and for `!a!.b` to negate the property.

    The grammar reads them as a call of `await f` and as a property of `!a`; so it does after any other operator. Type
    arguments of calls and `!` after a value say nothing about what runs: where this happens they are blanked. Otherwise
    it is `data` itself.
    """
    if not _MAY_BE_TORN.search(data) or not QueryCursor(_query(_TORN, tsx)).matches(root):
        return data
    blanked = bytearray(data)
    for node in QueryCursor(_query(_GIVEN, tsx)).captures(root)["given"]:
        text = data[node.start_byte : node.end_byte]
        blanked[node.start_byte : node.end_byte] = re.sub(rb"[^\r\n]", b" ", text)
    return bytes(blanked)


def _point(data: bytes, offset: int) -> tuple[int, int]:
    return data.count(b"\n", 0, offset), offset - data.rfind(b"\n", 0, offset) - 1


def span_of(node: Node) -> Span:
    return Span(node.start_byte, node.end_byte)


def text_of(node: Node) -> str:
    text = node.text
    return "" if text is None else text.decode("utf-8", "replace")


def node_at(root: Node, span: Span) -> Node:
    """The smallest named node that covers the span."""
    return root.named_descendant_for_byte_range(span.start, span.end) or root


def enclosing(node: Node, *types: str) -> Node | None:
    """The nearest node of one of these types that holds `node` (or is it)."""
    found: Node | None = node
    while found is not None and found.type not in types:
        found = found.parent
    return found


def statement_of(node: Node) -> Node:
    """The statement that holds `node`: the outermost node below the nearest block."""
    while (parent := node.parent) is not None and parent.type not in _BLOCKS:
        node = parent
    return node


def comments(root: Node) -> Iterator[tuple[Span, str]]:
    """Every comment with its delimiters, in order. Visits the whole tree: look for a keyword in the text first."""
    text = root.text or b""
    stack = [root] if b"//" in text or b"/*" in text else []
    while stack:
        node = stack.pop()
        if node.type == "comment":
            yield span_of(node), text_of(node)
        else:
            stack.extend(reversed(node.children))


def syntax_errors(root: Node) -> Iterator[Node]:
    """The outermost nodes that the grammar could not make sense of, and tokens it had to imagine, in order."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.is_error or node.is_missing:
            yield node
        elif node.has_error:
            stack.extend(reversed(node.children))


def damage(root: Node) -> int:
    """How much of the file is lost in syntax errors, in bytes; 0 for a tree without errors."""
    return sum(node.end_byte - node.start_byte + 1 for node in syntax_errors(root)) if root.has_error else 0
