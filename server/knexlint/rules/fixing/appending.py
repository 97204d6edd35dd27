"""More statements in a function that is there: awaited ones, or links of the chain that it returns. Knows no SQL."""

from __future__ import annotations

from collections.abc import Sequence

from knexlint.project.migration import Function
from knexlint.rules.fixing.calls import inward
from knexlint.rules.fixing.module import Body, function_value
from knexlint.rules.fixing.restore import Call, expressions, links, statements
from knexlint.rules.fixing.write import find, indent_at, terminator
from knexlint.syntax import FUNCTION_TYPES, Module, Node, comments, text_of
from knexlint.text import Edit, Span


def sent_too(
    module: Module, function: Function, first: Sequence[Call], last: Sequence[Call]
) -> tuple[Edit, ...] | None:
    """Edits by which a function sends some calls before all that it sends, and some after. None where none is safe."""
    form = find(module, function.node, *FUNCTION_TYPES)
    body = form.child_by_field_name("body") if form is not None else None
    if form is None or body is None or function.parameter is None:
        return None
    if function.is_async and body.type == "statement_block":
        return _awaited(module, body, function.parameter, first, last)
    linked = _linked(module, body, function.parameter, first, last)
    return linked if linked is not None else _chained(module, body, function.parameter, first, last)


def _awaited(
    module: Module, body: Node, receiver: str, first: Sequence[Call], last: Sequence[Call]
) -> tuple[Edit, ...] | None:
    inside = [child for child in body.named_children if child.type != "comment"]
    if not inside or any(child.type == "return_statement" for child in inside[:-1]):
        return None
    edits: list[Edit] = []
    if first:
        at = inside[0].start_byte
        edits.append(Edit(Span(at, at), _lines(module, first, receiver, at, before=True)))
    if last:
        final = inside[-1]
        if final.type == "return_statement":
            value = final.named_child(0)
            if value is None or value.type != "call_expression":
                return None
            edits.append(Edit(Span(final.start_byte, value.start_byte), "await "))
        edits.append(Edit(Span(final.end_byte, final.end_byte), _lines(module, last, receiver, final.start_byte)))
    return tuple(edits)


def _lines(module: Module, calls: Sequence[Call], receiver: str, at: int, before: bool = False) -> str:
    style = module.style
    indent = indent_at(module.source, at)
    return "".join(
        f"{line}{style.newline}{indent}" if before else f"{style.newline}{indent}{line}"
        for text in statements(calls, style, terminator(style), receiver)
        for line in [text.replace(style.newline + style.indent, style.newline + indent)]
    )


def _linked(
    module: Module, body: Node, receiver: str, first: Sequence[Call], last: Sequence[Call]
) -> tuple[Edit, ...] | None:
    """`return knex.schema.a().b()`: more links, where the chain is all that the function does."""
    chain = _only_result(body)
    found = list(inward(chain)) if chain is not None else []
    if not found or text_of(found[-1].object) != f"{receiver}.schema" or "withSchema" in (f.name for f in found):
        return None
    style, indent = module.style, indent_at(module.source, found[0].token.start_byte)
    made = [links(calls, style, terminator(style), receiver) for calls in (first, last)]
    places = (found[-1].object.end_byte, found[0].call.end_byte)
    edits = []
    for texts, at in zip(made, places, strict=True):
        if texts is None:
            return None
        moved = (text.replace(style.newline + style.indent, style.newline + indent) for text in texts)
        broken = "".join(f"{style.newline}{indent}{text}" if _breaks(module, chain) else text for text in moved)
        edits += [Edit(Span(at, at), broken)] if texts else []
    return tuple(edits)


def _chained(
    module: Module, body: Node, receiver: str, first: Sequence[Call], last: Sequence[Call]
) -> tuple[Edit, ...] | None:
    """`return first.then(() => …).then(() => last)`, where the function does nothing but return a call."""
    value = _only_result(body)
    if value is None:
        return None
    style, indent = module.style, indent_at(module.source, value.start_byte)
    before, after = (
        [text.replace(style.newline + style.indent, style.newline + indent) for text in texts]
        for texts in (expressions(calls, style, terminator(style), receiver) for calls in (first, last))
    )
    edits = []
    if before:
        head = "".join(text if number == 0 else f".then(() => {text})" for number, text in enumerate(before))
        edits.append(Edit(Span(value.start_byte, value.start_byte), f"{head}.then(() => "))
    tail = ")" * bool(before) + "".join(f".then(() => {text})" for text in after)
    return (*edits, Edit(Span(value.end_byte, value.end_byte), tail))


def _breaks(module: Module, chain: Node | None) -> bool:
    """Each link of the chain stands on a line of its own."""
    if chain is None:
        return False
    links = list(inward(chain))
    last = links[0]
    between = module.source.slice(Span(last.object.end_byte, last.token.start_byte))
    return "\n" in between


def _only_result(body: Node) -> Node | None:
    """The call that a function returns, if it does nothing else."""
    if body.type != "statement_block":
        return body if body.type == "call_expression" else None
    inside = [child for child in body.named_children if child.type != "comment"]
    value = inside[0].named_child(0) if len(inside) == 1 and inside[0].type == "return_statement" else None
    return value if value is not None and value.type == "call_expression" else None


def rewritten(module: Module, name: str, function: Function, body: Body) -> tuple[Edit, ...] | None:
    """A function that does nothing with a body; its comments stay."""
    form = find(module, function.node, *FUNCTION_TYPES)
    if form is None or form.type == "method_definition":
        return None
    notes = [text for span, text in comments(module.root) if function.node.covers(span)]
    text = function_value(module, name, Body((*notes, *body.statements)))
    return (Edit(Span(form.start_byte, form.end_byte), text),)
