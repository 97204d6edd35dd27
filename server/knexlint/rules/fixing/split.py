"""One raw call with several statements, taken apart into one call for each."""

from __future__ import annotations

from knexlint.operations import SetParameter, TransactionControl
from knexlint.project.migration import Function, Migration, Step
from knexlint.rules.fixing.write import find, indent_at, is_awaited_statement, literal, terminator
from knexlint.syntax import Module, Node
from knexlint.text import Edit, Span


def split_raw(function: Function, step: Step, migration: Migration) -> tuple[Edit, ...] | None:
    """Each statement with the comments before it; as one schema chain where a SET must reach the next statement."""
    module, origin = migration.module, step.query.origin
    steps = [each for each in function.steps if each.query is step.query]
    operations = [operation for each in steps for operation in each.statement.operations]
    chain = find(module, origin.chain, "call_expression")
    text = _only_literal(chain) if chain is not None and origin.kind == "raw" else None
    if chain is None or text is None or any(isinstance(each, TransactionControl) for each in operations):
        return None
    pieces = _pieces(module, text, steps)
    if pieces is None:
        return None
    style = module.style
    codes = [_code(module, text, piece) for piece in pieces]
    indent = indent_at(module.source, chain.start_byte)
    statement = is_awaited_statement(chain)
    if statement is None or any(isinstance(each, SetParameter) for each in operations):
        inner = style.newline + indent + style.indent
        joined = f"{origin.receiver}.schema" + "".join(f"{inner}.raw({code})" for code in codes)
        return (Edit(Span(chain.start_byte, chain.end_byte), joined),)
    end = terminator(style)
    lines = [f"await {origin.receiver}.raw({code}){end}" for code in codes]
    return (Edit(Span(statement.start_byte, statement.end_byte), (style.newline + indent).join(lines)),)


def _only_literal(chain: Node) -> Node | None:
    """The call's only argument, if it is a literal that is sent as it stands."""
    arguments = chain.child_by_field_name("arguments")
    given = arguments.named_children if arguments is not None else []
    if len(given) != 1 or given[0].type not in ("string", "template_string"):
        return None
    return None if any(child.type == "template_substitution" for child in given[0].named_children) else given[0]


def _pieces(module: Module, text: Node, steps: list[Step]) -> list[str] | None:
    """The source text of each statement, without its semicolon."""
    data = module.source.data
    spans = [step.statement.fragment.span() for step in steps]
    start, pieces = text.start_byte + 1, []
    for at, span in enumerate(spans):
        if span is None or not (start <= span.start and span.end < text.end_byte):
            return None
        last = at == len(spans) - 1
        end = data.find(b";", span.end, text.end_byte - 1)
        if end < 0 and not last:
            return None
        end = text.end_byte - 1 if end < 0 else end
        pieces.append(data[start:end].decode("utf-8", "replace").strip())
        start = end + 1
    rest = data[start : text.end_byte - 1].strip()
    return None if rest else pieces


def _code(module: Module, text: Node, piece: str) -> str:
    """A literal with the same contents; in the author's quotes if it fits on one line without escapes."""
    delimiter = chr(module.source.data[text.start_byte])
    if "\n" not in piece and "\\" not in piece and delimiter == "`":
        return literal(piece, module.style)
    return delimiter + piece + delimiter
