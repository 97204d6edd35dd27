"""TypeScript and JavaScript as the author of a file would write it. Knows no SQL grammar and no rules."""

from __future__ import annotations

from collections.abc import Sequence

from knexlint.syntax import Module, Node, Style, node_at, text_of
from knexlint.text import Edit, Source, Span

WIDTH = 120


def literal(text: str, style: Style) -> str:
    """A string literal; a template literal where the text has several lines."""
    if "\n" in text:
        return "`" + text.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${") + "`"
    quote: str = style.quote
    if quote in text:
        other = '"' if quote == "'" else "'"
        if other not in text:
            quote = other
        elif "`" not in text and "${" not in text:
            quote = "`"
    return quote + text.replace("\\", "\\\\").replace(quote, "\\" + quote) + quote


def terminator(style: Style) -> str:
    return ";" if style.semicolons else ""


def indent_at(source: Source, offset: int) -> str:
    """The white space that the line of `offset` starts with."""
    line = source.slice(source.line_span(source.line_of(offset)))
    return line[: len(line) - len(line.lstrip(" \t"))]


def call_raw(receiver: str, sql: str, style: Style, indent: str, room: int = 8) -> str:
    """`knex.raw('…')`; on three lines where one would be too long. `room`: for `await` and the like."""
    text = literal(sql, style)
    if "\n" in text or len(indent) + room + len(receiver) + len(text) + 6 <= WIDTH:
        return f"{receiver}.raw({text})"
    newline = style.newline + indent
    return f"{receiver}.raw({newline}{style.indent}{text},{newline})"


def chain_raw(receiver: str, texts: Sequence[str], style: Style, indent: str) -> str:
    """`knex.schema.raw('…').raw('…')`: one connection, one statement after another."""
    links = [f".raw({literal(sql, style)})" for sql in texts]
    if len(links) == 1:
        return call_raw(f"{receiver}.schema", texts[0], style, indent)
    inner = style.newline + indent + style.indent
    return f"{receiver}.schema" + "".join(inner + link for link in links)


def await_raws(receiver: str, texts: Sequence[str], style: Style, indent: str) -> str:
    """One awaited statement for each SQL text, without the first one's indentation and the last one's line break."""
    statements = [f"await {call_raw(receiver, sql, style, indent)}{terminator(style)}" for sql in texts]
    return (style.newline + indent).join(statements)


def whole_lines(source: Source, span: Span) -> Span:
    """`span`, grown to the whole lines it stands on with their last line break, if nothing else stands on them."""
    first, last = source.line_of(span.start), source.line_of(max(span.end - 1, span.start))
    start, end = source.line_starts[first], source.line_span(last).end
    if source.data[start : span.start].strip() or source.data[span.end : end].strip():
        return span
    after = source.line_starts[last + 1] if last + 1 < len(source.line_starts) else len(source.data)
    return Span(start, after)


def remove_statement(module: Module, statement: Node) -> Edit:
    span = Span(statement.start_byte, statement.end_byte)
    return Edit(whole_lines(module.source, span), "")


def is_awaited_statement(node: Node) -> Node | None:
    """The statement `await node;` that consists of this expression, if it does."""
    awaited = node.parent
    statement = awaited.parent if awaited is not None and awaited.type == "await_expression" else None
    return statement if statement is not None and statement.type == "expression_statement" else None


def find(module: Module, span: Span, *types: str) -> Node | None:
    """The node of one of these types that covers exactly this span."""
    node: Node | None = node_at(module.root, span)
    while node is not None and node.start_byte >= span.start and node.end_byte <= span.end:
        if node.type in types and node.start_byte == span.start and node.end_byte == span.end:
            return node
        node = node.parent
    return None


def comments_in(node: Node) -> list[str]:
    """The comments inside a node, in order."""
    found: list[str] = []
    stack = [node]
    while stack:
        current = stack.pop()
        if current.type == "comment":
            found.append(text_of(current))
        else:
            stack.extend(reversed(current.children))
    return found
