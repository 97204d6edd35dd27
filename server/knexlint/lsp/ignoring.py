"""The edits that silence a finding with a comment. Knows the comments' forms and where a comment may stand."""

from __future__ import annotations

import re

from knexlint.syntax import Module
from knexlint.text import Edit, Source, Span

_RULES = r"[\w-]+(?:\s*,\s*[\w-]+)*"
_NEXT_LINE = re.compile(rf"\s*//\s*knexlint-disable-next-line\s+({_RULES})")
_FILE = re.compile(rf"/\*\s*knexlint-disable\s+({_RULES})")
_BOM = b"\xef\xbb\xbf"


def ignore_line(source: Source, module: Module, span: Span, rule: str) -> Edit:
    """A comment above the line where the finding begins; in SQL that runs over several lines an SQL comment."""
    line = source.line_of(span.start)
    start = source.line_span(line).start
    indentation = _indentation(source, line)
    if _in_template(module, start):
        return Edit(Span(start, start), f"{indentation}-- knexlint-disable {rule}{_line_break(source)}")
    if line > 0:
        above = source.line_span(line - 1)
        if (found := _NEXT_LINE.match(source.slice(above))) is not None:
            at = above.start + len(source.slice(above)[: found.end(1)].encode())
            return Edit(Span(at, at), f", {rule}")
    return Edit(Span(start, start), f"{indentation}// knexlint-disable-next-line {rule} -- {_line_break(source)}")


def ignore_file(source: Source, rule: str) -> Edit:
    """A comment at the top of the file."""
    start = len(_BOM) if source.data.startswith(_BOM) else 0
    head = source.data[start:].decode("utf-8", "replace")
    if (found := _FILE.match(head)) is not None:
        at = start + len(head[: found.end(1)].encode())
        return Edit(Span(at, at), f", {rule}")
    if head.startswith("#!"):
        start = source.line_starts[1] if len(source.line_starts) > 1 else start
    return Edit(Span(start, start), f"/* knexlint-disable {rule} */{_line_break(source)}")


def _indentation(source: Source, line: int) -> str:
    text = source.slice(source.line_span(line))
    return text[: len(text) - len(text.lstrip(" \t"))]


def _line_break(source: Source) -> str:
    if b"\r\n" in source.data:
        return "\r\n"
    return "\n" if b"\n" in source.data or b"\r" not in source.data else "\r"


def _in_template(module: Module, offset: int) -> bool:
    """The offset lies inside a template literal, where a JavaScript comment would be text."""
    node = module.root.descendant_for_byte_range(offset, offset)
    while node is not None:
        if node.type == "template_substitution" and node.start_byte < offset < node.end_byte:
            return False
        if node.type == "template_string" and node.start_byte < offset < node.end_byte:
            return True
        node = node.parent
    return False
