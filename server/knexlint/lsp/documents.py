"""Open documents: what the editor shows, as immutable sources. Knows the protocol's changes, no migrations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from knexlint.project.naming import free_path
from knexlint.record import record
from knexlint.text import Edit, Encoding, Source, Span, shared

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@record
class Document:
    """One version of one open file."""

    uri: str
    language: str
    version: int
    source: Source


def path_of(uri: str) -> str:
    """The path of a `file:` URI; of another (`untitled:Untitled-1`) the name it shows."""
    if uri.startswith("file:"):
        return to_fs_path(uri) or unquote(urlsplit(uri).path)
    return unquote(urlsplit(uri).path)


def new_uri(uri: str, name: str) -> str:
    """The URI of a new file called `name`, or nearly so, in the folder of the document."""
    path = free_path(Path(path_of(uri)).parent, name)
    return from_fs_path(str(path)) or path.as_uri()


def encode(text: str) -> bytes:
    """Text as UTF-8. Half of a surrogate pair, which JSON can carry, becomes U+FFFD: as wide in every encoding."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub("\ufffd", text).encode()


def changed(source: Source, changes: Iterable[types.TextDocumentContentChangeEvent], encoding: Encoding) -> Source:
    """The source after the editor's changes, each of which counts from the text that the one before it left."""
    for change in changes:
        data = encode(change.text)
        if not isinstance(change, types.TextDocumentContentChangeWholeDocument):
            span = span_of(source, change.range, encoding)
            data = source.data[: span.start] + data + source.data[span.end :]
        source = Source(source.path, data)
    return source


def span_of(source: Source, found: types.Range, encoding: Encoding) -> Span:
    """The bytes of a range; whatever lies outside the file is clamped, a reversed range is turned round."""
    start = source.offset(found.start.line, found.start.character, encoding)
    end = source.offset(found.end.line, found.end.character, encoding)
    return Span(min(start, end), max(start, end))


def position_of(source: Source, offset: int, encoding: Encoding) -> types.Position:
    return types.Position(*source.position(offset, encoding))


def range_of(source: Source, span: Span, encoding: Encoding) -> types.Range:
    return types.Range(position_of(source, span.start, encoding), position_of(source, span.end, encoding))


def text_edits(source: Source, edits: Sequence[Edit], encoding: Encoding) -> list[types.TextEdit]:
    return [types.TextEdit(range_of(source, edit.span, encoding), edit.text) for edit in sorted(edits)]


def difference(before: Source, after: bytes) -> Edit:
    """One edit that turns the source into `after`: the lines between what both begin and end with."""
    data = before.data
    start = shared(data, after)[0]
    start = max(data.rfind(b"\n", 0, start), data.rfind(b"\r", 0, start)) + 1
    end = shared(data[start:], after[start:])[1]
    tail = len(data) - end
    while tail < len(data) and data[tail - 1 : tail] != b"\n":
        tail += 1
    return Edit(Span(start, tail), after[start : len(after) - (len(data) - tail)].decode("utf-8", "replace"))
