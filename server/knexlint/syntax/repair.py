"""Half-typed code: find a text that parses and whose offsets are those of the file. Knows brackets and lines.

Two repairs keep every offset: closing at the end what is open there, and blanking a broken line with as many spaces.
"""

from __future__ import annotations

import re

from knexlint.record import record
from knexlint.syntax.tree import Node, damage, parse_bytes, syntax_errors
from knexlint.text import Source, Span

_CODE = re.compile(
    rb"//[^\n]*|/\*.*?(?:\*/|\Z)|'(?:\\.|[^'\\\n])*'?|\"(?:\\.|[^\"\\\n])*\"?|[`()\[\]{}]"
    rb"|(?<=[=(,:;!&|?\[{}\n])\s*/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/",
    re.DOTALL,
)
_TEMPLATE = re.compile(rb"\\.|\$\{|`", re.DOTALL)
_CLOSERS = {b"(": b")", b"[": b"]", b"{": b"}", b"${": b"}", b"`": b"`"}
_EXPORTING = re.compile(rb"export\b|(?:module\s*\.\s*)?exports\b")
_TOP_LEVEL = re.compile(
    rb"^(?:export\b|exports\.|module\.exports\b|async function\b|function\b|import\b)", re.MULTILINE
)
_WORD = re.compile(rb"\S")


@record
class Parsed:
    """`blanked`: lines that were read as if they were empty."""

    root: Node
    blanked: tuple[Span, ...] = ()


@record
class _Try:
    root: Node
    data: bytes
    blanked: tuple[Span, ...]
    loss: tuple[int, int]


def parse_repaired(source: Source) -> Parsed:
    path = source.path.lower()
    tsx = path.endswith((".tsx", ".jsx"))
    root = parse_bytes(source.data, tsx)
    if not root.has_error:
        return Parsed(root)
    if not tsx and path.endswith((".js", ".cjs", ".mjs")):
        other = parse_bytes(source.data, tsx=True)
        if not other.has_error:
            return Parsed(other)
    return _repair(source, root, tsx)


def parse(source: Source) -> Node:
    """The root of the best tree that can be had."""
    return parse_repaired(source).root


def _repair(source: Source, root: Node, tsx: bool) -> Parsed:
    best = _Try(root, source.data, (), _loss(root, source.data))
    budget = 10 if len(source.data) < 1 << 16 else 4 if len(source.data) < 1 << 18 else 1
    closed = _attempt(source.data, (), tsx)
    if closed.loss <= best.loss:
        best = closed
    tried: set[tuple[Span, ...]] = set()
    while budget > 0 and best.root.has_error:
        better = None
        for lines in _suspects(source, best):
            blanked = tuple(sorted({*best.blanked, *lines}))
            if budget <= 0 or blanked in tried:
                continue
            tried.add(blanked)
            budget -= 1
            found = _attempt(_blank(source.data, blanked), blanked, tsx)
            if found.loss < (better or best).loss:
                better = found
                if found.loss[1] == 0:
                    break
        if better is None:
            break
        best = better
    return Parsed(best.root, best.blanked)


def _attempt(data: bytes, blanked: tuple[Span, ...], tsx: bool) -> _Try:
    closed = data + _closers(data)
    root = parse_bytes(closed, tsx)
    return _Try(root, data, blanked, _loss(root, closed))


def _loss(root: Node, data: bytes) -> tuple[int, int]:
    """Exports that are not seen weigh more than any number of bytes in error."""
    seen = sum(
        1 for node in root.children if not node.is_error and _EXPORTING.match(data, node.start_byte, node.end_byte)
    )
    return -seen, damage(root)


def _suspects(source: Source, found: _Try) -> list[tuple[Span, ...]]:
    """Lines to blank, most likely first: where the first error begins, the code before it, both, where it ends."""
    suspects: list[tuple[Span, ...]] = []
    suspects += [(line,) for line in _unclosed_templates(source, found.data)]
    error = next(syntax_errors(found.root), None)
    if error is None:
        return suspects
    starts = [error.start_byte, *(child.start_byte for child in error.children if child.is_error)]
    if error.end_byte - error.start_byte > 1:
        starts.append(error.end_byte - 1)
    for start in starts:
        here = _line(source, start)
        before = _previous_line(source, here, found)
        if before is not None and source.data[before.start : before.end].rstrip().endswith(b"."):
            suspects.append((before,))  # `knex.` and the line after it read as one
        suspects.append((here,))
        if before is not None:
            suspects += [(before,), (before, here)]
    return suspects


def _line(source: Source, offset: int) -> Span:
    return source.line_span(source.line_of(min(offset, max(len(source.data) - 1, 0))))


def _previous_line(source: Source, line: Span, found: _Try) -> Span | None:
    number = source.line_of(line.start) - 1
    while number >= 0:
        span = source.line_span(number)
        if _WORD.search(found.data, span.start, span.end):
            return span
        number -= 1
    return None


def _blank(data: bytes, spans: tuple[Span, ...]) -> bytes:
    out = bytearray(data)
    for span in spans:
        out[span.start : span.end] = b" " * (span.end - span.start)
    return bytes(out)


def _unclosed_templates(source: Source, data: bytes) -> list[Span]:
    """Lines that may open a template nobody closed: a line inside a template begins as only a line of code does.

    One odd backtick turns inside and outside round for all that follow, so every line with an odd number of them since
    the last such line of code is one.
    """
    for opened, start, end in _scan(data)[1]:
        if opened == b"`" and _TOP_LEVEL.search(data, start, end):
            before = [found.start() for found in _TOP_LEVEL.finditer(data, 0, start)]
            first = source.line_of(before[-1] if before else 0)
            lines = [source.line_span(line) for line in range(first, source.line_of(start) + 1)]
            return [line for line in lines if data.count(b"`", line.start, line.end) % 2]
    return []


def _closers(data: bytes) -> bytes:
    """What closes everything that is open where the text ends."""
    stack = _scan(data)[0]
    if not stack:
        return b""
    closers = b"".join(_CLOSERS.get(opened, opened) for opened, _ in reversed(stack))
    in_line_comment = b"//" in data[data.rfind(b"\n") + 1 :]
    return (b"\n" if in_line_comment and stack[-1][0] not in (b"`", b"'", b'"') else b"") + closers


def _scan(data: bytes) -> tuple[list[tuple[bytes, int]], list[tuple[bytes, int, int]]]:
    """What is open where the text ends, and every bracket pair and template that was closed or is still open."""
    stack: list[tuple[bytes, int]] = []
    closed: list[tuple[bytes, int, int]] = []
    at = 0
    while True:
        inside = bool(stack) and stack[-1][0] == b"`"
        found = (_TEMPLATE if inside else _CODE).search(data, at)
        if found is None:
            break
        at, token = found.end(), found.group().lstrip()
        if inside:
            if token == b"`":
                closed.append((b"`", stack.pop()[1], at))
            elif token == b"${":
                stack.append((b"${", found.start()))
        elif token in (b"(", b"[", b"{", b"`"):
            stack.append((token, found.start()))
        elif token in (b")", b"]", b"}"):
            if stack and _CLOSERS.get(stack[-1][0]) == token:
                stack.pop()
        elif token[:1] in (b"'", b'"') and at == len(data) and (len(token) == 1 or token[-1:] != token[:1]):
            stack.append((token[:1], found.start()))
    closed.extend((opened, start, len(data)) for opened, start in stack)
    return stack, sorted(closed, key=lambda pair: pair[1])
