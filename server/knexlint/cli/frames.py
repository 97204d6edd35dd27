"""Findings for a person at a terminal: where, what, the lines with carets, and what can be done."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterator

from knexlint.cli.results import Item, Results
from knexlint.record import record
from knexlint.text import Source, Span

WIDTH = 160  # columns of a source line that are shown
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@record
class Palette:
    """The escape sequences of a terminal, all empty where there is none."""

    error: str = ""
    warning: str = ""
    info: str = ""
    hint: str = ""
    bold: str = ""
    dim: str = ""
    reset: str = ""

    def severity(self, name: str) -> str:
        return str(getattr(self, name, ""))


COLOURS = Palette("\x1b[1;31m", "\x1b[1;33m", "\x1b[1;34m", "\x1b[1;36m", "\x1b[1m", "\x1b[2m", "\x1b[0m")


def palette() -> Palette:
    """Colours if standard output is a terminal and nobody said no (https://no-color.org)."""
    wanted = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return COLOURS if wanted else Palette()


def frame(item: Item, colours: Palette) -> str:
    """One finding with the source it stands in."""
    line, column = item.start
    severity = item.reported.severity
    paint = colours.severity(severity)
    head = (
        f"{colours.bold}{item.file}:{line}:{column}{colours.reset}: "
        f"{paint}{severity}{colours.reset} {colours.bold}{item.reported.rule}{colours.reset}"
    )
    lines = [head, f"  {item.reported.message}"]
    if item.source.data:
        lines += _excerpt(item.source, item.reported.span, paint, colours)
    fix = item.reported.fix
    if fix is not None:
        how = "" if fix.safe else f" {colours.dim}(--unsafe-fixes){colours.reset}"
        lines.append(f"  fix: {fix.title}{how}")
    return "\n".join(lines)


def _excerpt(source: Source, span: Span, paint: str, colours: Palette) -> Iterator[str]:
    first = source.line_of(span.start)
    last = max(first, source.line_of(max(span.start, span.end - 1)))
    shown = range(first, last + 1) if last - first < 4 else (first, first + 1, None, last)
    gutter = len(str(last + 1))
    for number in shown:
        if number is None:
            yield f"  {colours.dim}{'…':>{gutter}} |{colours.reset}"
            continue
        text, marks = _marked(source, number, span)
        yield f"  {colours.dim}{number + 1:>{gutter}} |{colours.reset} {text}".rstrip()
        if number in (first, last):
            yield f"  {colours.dim}{'':>{gutter}} |{colours.reset} {paint}{marks}{colours.reset}"


def _marked(source: Source, number: int, span: Span) -> tuple[str, str]:
    """A line as it is shown, and the carets below it."""
    line = source.line_span(number)
    start, end = max(span.start, line.start), min(span.end, line.end)
    before = source.slice(Span(line.start, start))
    if span.start < line.start:  # a line after the first: its indentation is not marked
        blank = len(before) + len(source.slice(Span(start, end))) - len(source.slice(Span(start, end)).lstrip())
        start = min(start + blank, end)
        before = source.slice(Span(line.start, start))
    inside = source.slice(Span(start, max(start, end)))
    after = source.slice(Span(max(start, end), line.end))
    if len(before) > WIDTH // 2:
        before = "…" + before[-WIDTH // 2 :]
    if len(inside) > WIDTH:
        inside = inside[:WIDTH] + "…"
    if len(before) + len(inside) + len(after) > WIDTH:
        after = after[: max(WIDTH - len(before) - len(inside), 0)] + "…"
    shown, marked, rest = _visible(before), _visible(inside), _visible(after)
    return shown + marked + rest, " " * _width(shown) + "^" * max(_width(marked), 1)


def _visible(text: str) -> str:
    return _CONTROL.sub("·", text.replace("\t", "    ").replace("\ufeff", ""))


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def summary(results: Results) -> str:
    """One line: how much was found, in how much, and how much of it is not analysed."""
    found = ", ".join(
        _count(number, severity)
        for severity in ("error", "warning", "info", "hint")
        if (number := results.count(severity))
    )
    looked = f"{_count(results.migrations, 'migration')}, {_count(results.statements, 'statement')}"
    unknown = f", {results.unknown} of them not analysed" if results.unknown else ""
    return f"{found or 'Nothing found'} in {looked}{unknown}."


def fixes_left(results: Results) -> str | None:
    """What could still be fixed, and how."""
    safe = sum(item.reported.fix is not None and item.reported.fix.safe for item in results.items)
    unsafe = sum(item.reported.fix is not None and not item.reported.fix.safe for item in results.items)
    if not safe and not unsafe:
        return None
    parts = [f"{safe} with --fix"] if safe else []
    parts += [f"{unsafe} with --unsafe-fixes"] if unsafe else []
    return f"Can be fixed: {', '.join(parts)}."


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
