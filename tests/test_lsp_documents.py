"""The server's text is the editor's text, whatever is typed, pasted or deleted, in every encoding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from knexlint.lsp.documents import changed, difference, encode, new_uri, path_of, range_of, span_of
from knexlint.text import Encoding, Source, Span, apply_edits

PIECES = [
    "a",
    "é",
    "語",
    "😀",
    "👩‍👩‍👧",
    "\n",
    "\r\n",
    "\r",
    "\u2028",
    "\x0b",
    "\x0c",
    "\x85",
    " ",
    "const x = `",
    "\t",
    "\ufeff",
]
TEXT = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
ENCODINGS: list[Encoding] = ["utf-8", "utf-16", "utf-32"]


def units(text: str, encoding: str) -> int:
    if encoding == "utf-32":
        return len(text)
    return len(text.encode()) if encoding == "utf-8" else len(text.encode("utf-16-le")) // 2


def position(text: str, offset: int, encoding: str) -> types.Position:
    """Written from the protocol's text, not from ours."""
    starts = [0, *(found.end() for found in re.finditer("\r\n|\n|\r", text))]
    line = max(at for at, start in enumerate(starts) if start <= offset)
    return types.Position(line, units(text[starts[line] : offset], encoding))


def between(text: str, offset: int) -> bool:
    return text[max(offset - 1, 0) : offset + 1] == "\r\n"


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXT, edits=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), TEXT), min_size=1, max_size=6))
def test_edits_give_the_text_of_the_editor(encoding: Encoding, text: str, edits: list[tuple[int, int, str]]) -> None:
    source = Source("a.ts", encode(text))
    events: list[types.TextDocumentContentChangeEvent] = []
    for one, other, new in edits:
        start, end = sorted((min(one, len(text)), min(other, len(text))))
        start, end = start - between(text, start), end + between(text, end)
        found = types.Range(position(text, start, encoding), position(text, end, encoding))
        events.append(types.TextDocumentContentChangePartial(range=found, text=new))
        text = text[:start] + new + text[end:]
    assert changed(source, events, encoding).text == text


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXT, one=st.integers(0, 60), other=st.integers(0, 60))
def test_a_span_goes_to_the_editor_and_comes_back(encoding: Encoding, text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    if between(text, start) or between(text, end):
        return
    source = Source("a.ts", text.encode())
    span = Span(len(text[:start].encode()), len(text[:end].encode()))
    shown = range_of(source, span, encoding)
    assert shown == types.Range(position(text, start, encoding), position(text, end, encoding))
    assert span_of(source, shown, encoding) == span


def test_a_whole_text_replaces_everything() -> None:
    source = Source("a.ts", b"one\ntwo")
    assert changed(source, [types.TextDocumentContentChangeWholeDocument("three")], "utf-16").data == b"three"


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    ("start", "end", "result"),
    [
        ((0, 0), (99, 99), b"NEW"),
        ((1, 0), (1, 99), b"one\nNEW"),
        ((1, 3), (0, 0), b"NEW"),
        ((9, 9), (9, 9), b"one\ntwoNEW"),
        ((0, 99), (0, 99), b"oneNEW\ntwo"),
    ],
)
def test_a_range_outside_the_text_is_clamped(
    encoding: Encoding, start: tuple[int, int], end: tuple[int, int], result: bytes
) -> None:
    change = types.TextDocumentContentChangePartial(types.Range(types.Position(*start), types.Position(*end)), "NEW")
    assert changed(Source("a.ts", b"one\ntwo"), [change], encoding).data == result


def test_half_a_surrogate_pair_is_as_wide_as_it_was() -> None:
    source = Source("a.ts", encode("x\ud83dy"))
    at = types.Range(types.Position(0, 2), types.Position(0, 3))
    assert changed(source, [types.TextDocumentContentChangePartial(at, "z")], "utf-16").text == "x\ufffdz"


@given(before=TEXT, after=TEXT)
def test_one_edit_makes_the_difference(before: str, after: str) -> None:
    source = Source("a.ts", before.encode())
    edit = difference(source, after.encode())
    assert apply_edits(source.data, [edit]).decode() == after


def test_the_difference_touches_only_the_lines_that_differ() -> None:
    source = Source("a.ts", b"one\ntwo\nthree\nfour\n")
    edit = difference(source, b"one\nzwei\nthree\nfour\n")
    assert (source.slice(edit.span), edit.text) == ("two\n", "zwei\n")


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///a/b%20c.ts", "/a/b c.ts"),
        ("file:///a/%E8%AA%9E.ts", "/a/語.ts"),
        ("untitled:Untitled-1", "Untitled-1"),
        ("vscode-vfs://github/a/b.ts", "/a/b.ts"),
    ],
)
def test_paths(uri: str, path: str) -> None:
    assert path_of(uri) == path


def test_a_new_file_beside_another_takes_no_name_twice(tmp_path: Path) -> None:
    uri = (tmp_path / "20250101000000_a b.ts").as_uri()
    assert new_uri(uri, "20250101000001_é.ts") == (tmp_path / "20250101000001_é.ts").as_uri()
    (tmp_path / "20250101000001_é.ts").touch()
    assert new_uri(uri, "20250101000001_é.ts") == (tmp_path / "20250101000002_é.ts").as_uri()
