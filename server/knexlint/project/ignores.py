"""Ignore comments of one file: which rules are silent where.

    // knexlint-disable-next-line RULE[, RULE] -- reason      the next line of code
    // knexlint-disable-line RULE                             this line
    /* knexlint-disable RULE */                               the whole file
    -- knexlint-disable RULE                                  inside SQL: the statement it stands in, after or before

Without a rule all rules are silent. A finding belongs to the line it starts on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Literal

from knexlint.record import record
from knexlint.syntax import Node, comments
from knexlint.text import Source, Span

Reach = Literal["file", "line", "next-line", "statement"]
_DIRECTIVE = re.compile(rb"knexlint-disable(-next-line|-line)?(?![\w-])([^\n\r]*)")
_RULE = re.compile(rb"[A-Za-z][\w-]*")
_END = re.compile(rb"--|\*/|[`'\"\\]")
_SKIPPED = re.compile(rb"\s*(?://|/\*|\*|--|$)")


@record
class Ignore:
    """`rules`: each with its place; empty for all. `within`: the lines (first, last) or, for a statement, bytes."""

    span: Span
    reach: Reach
    rules: tuple[tuple[str, Span], ...]
    within: Span | None = None

    def names(self, rule: str) -> bool:
        return not self.rules or any(name == rule for name, _ in self.rules)


@record
class Ignores:
    source: Source
    all: tuple[Ignore, ...] = ()

    def silences(self, rule: str, span: Span) -> bool:
        return any(ignore.names(rule) and self._reaches(ignore, span) for ignore in self.all)

    def _reaches(self, ignore: Ignore, span: Span) -> bool:
        if ignore.reach == "file":
            return True
        if ignore.within is None:
            return False
        if ignore.reach == "statement":
            return ignore.within.start <= span.start < ignore.within.end
        return self.source.line_of(span.start) == ignore.within.start


def read_ignores(source: Source, root: Node, statements: Iterable[Span]) -> Ignores:
    """`statements`: where the SQL statements of the file stand."""
    if b"knexlint-disable" not in source.data:
        return Ignores(source)
    code = sorted(span for span, _ in comments(root))
    starts = [span.start for span in code]
    sql = sorted(set(statements))
    found: list[Ignore] = []
    for match in _DIRECTIVE.finditer(source.data):
        at = bisect_right(starts, match.start()) - 1
        comment = code[at] if at >= 0 and match.start() in code[at] else None
        kind = (match.group(1) or b"").decode().removeprefix("-")
        if comment is None:
            if not _after_dashes(source, match.start()):
                continue
            found.append(Ignore(_whole(match), "statement", _rules(match), _statement(source, match.start(), sql)))
        elif kind:
            line = source.line_of(match.start())
            line = line if kind == "line" else _next_code_line(source, source.line_of(comment.end - 1) + 1)
            reach: Reach = "line" if kind == "line" else "next-line"
            found.append(Ignore(_whole(match), reach, _rules(match), Span(line, line + 1)))
        else:
            found.append(Ignore(_whole(match), "file", _rules(match)))
    return Ignores(source, tuple(found))


def _whole(match: re.Match[bytes]) -> Span:
    return Span(match.start(), match.start() + len(match.group().rstrip().removesuffix(b"*/").rstrip()))


def _rules(match: re.Match[bytes]) -> tuple[tuple[str, Span], ...]:
    """The names before ` -- reason` or the end of the comment."""
    listed = _END.split(match.group(2), maxsplit=1)[0]
    start = match.start(2)
    return tuple(
        (found.group().decode(), Span(start + found.start(), start + found.end())) for found in _RULE.finditer(listed)
    )


def _after_dashes(source: Source, offset: int) -> bool:
    """Whether the words stand in an SQL comment."""
    before = source.data[source.line_span(source.line_of(offset)).start : offset].rstrip()
    return before.endswith((b"--", b"/*"))


def _statement(source: Source, offset: int, statements: list[Span]) -> Span | None:
    """The statement around the comment, the one that ends on its line, or the next one."""
    line = source.line_of(offset)
    following: Span | None = None
    for span in statements:
        if offset in span:
            return span
        if span.end <= offset and source.line_of(span.end) == line:
            return span
        if span.start > offset and following is None:
            following = span
    return following


def _next_code_line(source: Source, line: int) -> int:
    last = len(source.line_starts) - 1
    while line < last and _SKIPPED.match(source.slice(source.line_span(line)).encode()):
        line += 1
    return line
