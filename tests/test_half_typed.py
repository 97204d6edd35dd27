"""While somebody types: whole calls keep their findings, and nothing is invented, whatever stands around them."""

import re
from functools import cache
from pathlib import Path

import pytest

from knexlint.lint import Report, lint
from knexlint.project.workspace import Workspace
from knexlint.syntax import enclosing, node_at, read_module, span_of
from knexlint.syntax.tree import parse_bytes
from knexlint.text import Source, Span

SERVICE = Path(__file__).parents[1] / "examples" / "order-service"
FILES = sorted((SERVICE / "migrations").iterdir())
BYTE_BY_BYTE = [path for path in FILES if "search" in path.stem or "big_totals" in path.stem]
TYPED = [
    "await knex.schema.alterTable('cust",
    "await knex.schema.alterTable('customers', (table) => {",
    "table.",
    "table.string('na",
    "const name = `a${",
    "if (",
    "{",
    "(",
    "}",
    ")",
    "});",
    ".",
    "await ",
    "exports.",
    "exp",
    "// knexlint-disable-next-li",
    "await knex.raw('ALTER TABLE x ADD",
    "await knex.raw(`ALTER TABLE x ADD",
]
WORKSPACE = Workspace(SERVICE)

Found = tuple[str, int, str]


def check(path: Path, data: bytes) -> Report:
    return lint(Source(str(path), data), WORKSPACE.project_of(str(path)))


def findings(report: Report) -> set[Found]:
    assert not report.fault
    return {(each.rule, each.span.start, each.message) for each in report.findings}


def statement_around(source: Source, span: Span) -> Span | None:
    """The outermost statement inside a migration's function."""
    found, node = None, node_at(read_module(source).root, span)
    while above := node.parent and enclosing(
        node.parent, "expression_statement", "return_statement", "statement_block"
    ):
        found = span_of(node) if above.type == "statement_block" and node.type != "statement_block" else found
        node = above
    return found


@cache
def whole(path: Path, newline: bytes = b"\n") -> tuple[bytes, set[Found], tuple[tuple[Span, Found], ...]]:
    """A finished file, all its findings, and those inside a statement, with the span of that statement."""
    data = path.read_bytes().replace(b"\n", newline)
    source, report = Source(str(path), data), check(path, data)
    placed = ((statement_around(source, each.span), each) for each in report.findings)
    inside = tuple((span, (each.rule, each.span.start, each.message)) for span, each in placed if span is not None)
    return data, findings(report), inside


def may_be_finished(data: bytes) -> bool:
    """What ends between two functions cannot be told from a file that is meant to end there."""
    return not parse_bytes(data).has_error and data[-1:] in (b"\n", b"}", b")", b";")


def check_cut(path: Path, end: int) -> None:
    data, allowed, inside = whole(path)
    cut = data[:end]
    left = findings(check(path, cut))
    invented = {each for each in left - allowed if not (each[0] == "missing-down" and may_be_finished(cut))}
    assert not invented, (end, invented)
    missing = {found for span, found in inside if is_ended(cut, span)} - left
    if not may_be_finished(cut):  # `config = { transaction: false }` may still come
        missing = {each for each in missing if each[0] != "concurrently-in-transaction"}
    assert not missing, (end, missing)


def is_ended(data: bytes, span: Span) -> bool:
    """A call without a semicolon is complete when its line is."""
    return span.end <= len(data) and (data[span.end - 1 : span.end] in (b";", b"}") or b"\n" in data[span.end :])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_cut_anywhere(path: Path) -> None:
    for end in range(0, len(path.read_bytes()), 10):
        check_cut(path, end)


@pytest.mark.parametrize("path", BYTE_BY_BYTE, ids=lambda path: path.stem)
def test_cut_at_every_byte(path: Path) -> None:
    for end in range(len(path.read_bytes())):
        check_cut(path, end)


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_half_typed_line_anywhere(path: Path, typed: str) -> None:
    for at in line_starts(path.read_bytes()):
        check_line(path, at, typed)


@pytest.mark.parametrize("typed", TYPED)
def test_a_half_typed_line_in_a_file_of_windows(typed: str) -> None:
    path = BYTE_BY_BYTE[0]
    for at in line_starts(whole(path, b"\r\n")[0]):
        check_line(path, at, typed, b"\r\n")


def line_starts(data: bytes) -> list[int]:
    return [0, *(found.end() for found in re.finditer(rb"\n", data))]


def check_line(path: Path, at: int, typed: str, newline: bytes = b"\n") -> None:
    data, allowed, inside = whole(path, newline)
    source = Source(str(path), data)
    place = node_at(read_module(source).root, Span(at, at))
    if enclosing(place, "template_string") is not None:
        return  # this types SQL
    line = indentation(data, at) + typed.encode() + newline
    shown = findings(check(path, data[:at] + line + data[at:]))
    moved = {(rule, start - len(line) if start >= at else start, message) for rule, start, message in shown}
    assert moved <= allowed, (at, moved - allowed)
    missing = {found for span, found in inside if not touches(source, at, typed, span)} - moved
    if enclosing(place, "statement_block") is None:  # the line may be about to become `config`
        missing = {each for each in missing if each[0] != "concurrently-in-transaction"}
    assert not missing, (at, missing)


def indentation(data: bytes, at: int) -> bytes:
    """As an editor indents a new line: like the code before it, deeper after an opening bracket."""
    before = data[:at].rstrip().rpartition(b"\n")[2]
    indent = before[: len(before) - len(before.lstrip())]
    return indent + (b"  " if before[-1:] in (b"{", b"(", b"[") else b"")


def touches(source: Source, at: int, typed: str, span: Span) -> bool:
    """The line stands in the statement, or may be read as a part of it."""
    if typed == "." and source.data[span.end : at].strip() == b"" and source.data[span.end - 1 : span.end] != b";":
        return True
    if typed == "await " and source.data[at : span.start].strip() == b"":
        return True  # it is waited for then
    return span.start < at < span.end
