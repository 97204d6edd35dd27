"""Text and positions: the bottom layer. Knows bytes, lines and encodings; knows no language.

Every offset in the core is a UTF-8 byte offset into one file: the migration that is being read. Only `Source`
converts, and lines break at `\\n`, `\\r\\n` and `\\r` and nowhere else.

A `Fragment` is text that was put together from pieces of that file (an SQL string out of a template, a statement out
of builder calls). Its own offsets count code points; its pieces lead back to the file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from knexlint.record import record

Encoding = Literal["utf-8", "utf-16", "utf-32"]


@record(order=True)
class Span:
    """A half-open range of UTF-8 byte offsets in the migration file."""

    start: int
    end: int

    def __contains__(self, offset: object) -> bool:
        return isinstance(offset, int) and self.start <= offset < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def moved(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)

    def joined(self, other: Span) -> Span:
        return Span(min(self.start, other.start), max(self.end, other.end))


START = Span(0, 0)  # of the file, where nothing more exact can be said


@record(order=True)
class Edit:
    """Replace the bytes of `span` by `text`; an empty span inserts."""

    span: Span
    text: str


def apply_edits(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Apply non-overlapping edits; insertions at one place keep their order."""
    out: list[bytes] = []
    at = 0
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end)):
        out.append(data[at : edit.span.start])
        out.append(edit.text.encode())
        at = max(at, edit.span.end)
    out.append(data[at:])
    return b"".join(out)


@dataclass(frozen=True)
class Source:
    """One file: its path as the user knows it, and its bytes (valid UTF-8).

    Lines and columns of this class count from 0.
    """

    path: str
    data: bytes

    @cached_property
    def text(self) -> str:
        return self.data.decode("utf-8", "replace")

    @cached_property
    def ascii(self) -> bool:
        return self.data.isascii()

    @cached_property
    def line_starts(self) -> list[int]:
        return _line_starts(self.data)

    def slice(self, span: Span) -> str:
        return self.data[span.start : span.end].decode("utf-8", "replace")

    def line_of(self, offset: int) -> int:
        return bisect_right(self.line_starts, offset) - 1

    def line_span(self, line: int) -> Span:
        """The bytes of a line without its line break."""
        start = self.line_starts[line]
        end = self.line_starts[line + 1] if line + 1 < len(self.line_starts) else len(self.data)
        while end > start and self.data[end - 1] in b"\r\n":
            end -= 1
        return Span(start, end)

    def position(self, offset: int, encoding: Encoding = "utf-32") -> tuple[int, int]:
        """Line and column of a byte offset; the column counts units of `encoding`."""
        offset = max(0, min(offset, len(self.data)))
        line = self.line_of(offset)
        start = self.line_starts[line]
        if self.ascii or encoding == "utf-8":
            return line, offset - start
        return line, _units(self.data[start:offset].decode("utf-8", "ignore"), encoding)

    def offset(self, line: int, column: int, encoding: Encoding = "utf-32") -> int:
        """The byte offset of a line and column; both are clamped to what exists."""
        if line < 0:
            return 0
        if line >= len(self.line_starts):
            return len(self.data)
        span = self.line_span(line)
        if self.ascii or encoding == "utf-8":
            return min(span.start + max(column, 0), span.end)
        return span.start + _bytes_of_units(self.slice(span), column, encoding)


def shared(one: bytes, other: bytes) -> tuple[int, int]:
    """How many bytes both begin with, and how many of the others both end with."""
    limit = min(len(one), len(other))
    start = _most(limit, lambda size: one.startswith(other[:size]))
    return start, _most(limit - start, lambda size: one.endswith(other[len(other) - size :]))


def _most(limit: int, fits: Callable[[int], bool]) -> int:
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _line_starts(data: bytes) -> list[int]:
    starts = [0]
    if b"\r" not in data:
        at = data.find(b"\n")
        while at >= 0:
            starts.append(at + 1)
            at = data.find(b"\n", at + 1)
        return starts
    for at, byte in enumerate(data):
        if byte == 10 or (byte == 13 and data[at + 1 : at + 2] != b"\n"):
            starts.append(at + 1)
    return starts


def _units(text: str, encoding: Encoding) -> int:
    return len(text) if encoding == "utf-32" else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _bytes_of_units(line: str, column: int, encoding: Encoding) -> int:
    units = size = 0
    for char in line:
        if units >= column:
            break
        units += 1 if encoding == "utf-32" or ord(char) < 0x10000 else 2
        size += len(char.encode("utf-8", "surrogatepass"))
    return size


@record
class Piece:
    """`length` code points of a fragment and where they come from.

    `source` is None for text that stands nowhere in the file (a keyword Knex adds, a constant of another file).
    `verbatim`: the file holds these very characters, so an offset inside the piece is an offset inside `source`.
    `hole`: the characters are a stand-in `${…}` for a value that is not known; this is why.
    """

    length: int
    source: Span | None = None
    verbatim: bool = False
    hole: str | None = None

    def moved(self, by: int) -> Piece:
        if self.source is None:
            return self
        return Piece(self.length, self.source.moved(by), self.verbatim, self.hole)


@record
class Fragment:
    """Text put together from pieces of a file. `len(text) == sum(piece.length)`. Offsets count code points."""

    text: str = ""
    pieces: tuple[Piece, ...] = field(default=(), compare=False)

    @staticmethod
    def plain(text: str, source: Span | None = None) -> Fragment:
        """Text that `source`, as a whole, is responsible for."""
        return Fragment(text, (Piece(len(text), source),)) if text else EMPTY

    @staticmethod
    def verbatim(text: str, start: int) -> Fragment:
        """Text that stands in the file, character for character, from byte `start` on."""
        span = Span(start, start + len(text.encode("utf-8", "surrogatepass")))
        return Fragment(text, (Piece(len(text), span, verbatim=True),)) if text else EMPTY

    @staticmethod
    def unknown(name: str, reason: str, source: Span | None = None) -> Fragment:
        """A hole: `${name}` stands for a value that is not known, because of `reason`."""
        text = "${" + name + "}"
        return Fragment(text, (Piece(len(text), source, hole=reason),))

    @staticmethod
    def join(parts: Iterable[Fragment], separator: str = "") -> Fragment:
        texts: list[str] = []
        pieces: list[Piece] = []
        for part in parts:
            if texts and separator:
                texts.append(separator)
                pieces.append(Piece(len(separator)))
            texts.append(part.text)
            pieces.extend(part.pieces)
        return Fragment("".join(texts), tuple(pieces))

    def __add__(self, other: Fragment | str) -> Fragment:
        if isinstance(other, str):
            other = Fragment.plain(other)
        return Fragment(self.text + other.text, self.pieces + other.pieces)

    def __radd__(self, other: str) -> Fragment:
        return Fragment.plain(other) + self

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    def moved(self, by: int) -> Fragment:
        """The same text, whose source stands so many bytes further on."""
        return Moved(self, by)

    def slice(self, start: int, end: int) -> Fragment:
        start, end = max(start, 0), min(end, len(self.text))
        if start >= end:
            return EMPTY
        pieces: list[Piece] = []
        at = 0
        for piece in self.pieces:
            low, high = max(start, at), min(end, at + piece.length)
            if low < high:
                pieces.append(self._part(piece, at, low, high))
            at += piece.length
            if at >= end:
                break
        return Fragment(self.text[start:end], tuple(pieces))

    def slices(self, ranges: Iterable[tuple[int, int]]) -> list[Fragment]:
        """As `slice` for each of these ranges, which are in order and do not overlap; linear in the whole text."""
        found: list[Fragment] = []
        index = at = 0  # the rest of pieces[index] begins at `at`
        rest = self.pieces[0] if self.pieces else None
        for start, end in ranges:
            pieces: list[Piece] = []
            while rest is not None and at < end:
                stop = at + rest.length
                low, high = max(at, start), min(stop, end)
                if low < high:
                    rest, at = self._after(rest, at, low), low
                    pieces.append(rest if high == stop else self._part(rest, at, at, high))
                if stop > end:
                    rest, at = self._after(rest, at, end), end
                    break
                at, index = stop, index + 1
                rest = self.pieces[index] if index < len(self.pieces) else None
            found.append(Fragment(self.text[start:end], tuple(pieces)))
        return found

    def _after(self, piece: Piece, at: int, low: int) -> Piece:
        """The rest of a piece that begins at `at`, from `low` on; looks only at what is left out."""
        if low <= at:
            return piece
        source = piece.source
        if source is not None and piece.verbatim:
            source = Span(source.start + len(self.text[at:low].encode("utf-8", "surrogatepass")), source.end)
        return Piece(at + piece.length - low, source, piece.verbatim, piece.hole)

    def _part(self, piece: Piece, at: int, low: int, high: int) -> Piece:
        if high - low == piece.length:
            return piece
        if piece.source is None or not piece.verbatim:
            return Piece(high - low, piece.source, hole=piece.hole)
        before = len(self.text[at:low].encode("utf-8", "surrogatepass"))
        inside = len(self.text[low:high].encode("utf-8", "surrogatepass"))
        start = piece.source.start + before
        return Piece(high - low, Span(start, start + inside), verbatim=True)

    def span(self, start: int = 0, end: int | None = None) -> Span | None:
        """The smallest span of the file that accounts for this range of the text, or None if nothing does."""
        start, end = max(start, 0), len(self.text) if end is None else min(end, len(self.text))
        first = last = -1
        at = 0
        for piece in self.pieces:
            if at >= end:
                break
            low, high = max(start, at), min(end, at + piece.length)
            if low < high and piece.source is not None:
                source = self._part(piece, at, low, high).source or piece.source
                first = source.start if first < 0 else min(first, source.start)
                last = max(last, source.end)
            at += piece.length
        return None if first < 0 else Span(first, last)

    @property
    def holes(self) -> tuple[str, ...]:
        """Why parts of this text are not known; empty if all of it is."""
        return tuple([piece.hole for piece in self.pieces if piece.hole is not None])

    def hole_ranges(self) -> list[tuple[int, int]]:
        ranges: list[tuple[int, int]] = []
        if not self.holes:
            return ranges
        at = 0
        for piece in self.pieces:
            if piece.hole is not None:
                ranges.append((at, at + piece.length))
            at += piece.length
        return ranges


class Moved(Fragment):
    """A fragment whose source stands elsewhere now. Most are asked for a span at most: pieces are made when read."""

    __slots__ = ("_by", "_pieces", "_still")
    __setattr__ = object.__setattr__

    def __init__(self, fragment: Fragment, by: int) -> None:
        self.text = fragment.text  # type: ignore[misc]  # records are made once, here too
        self._still: Fragment = fragment._still if isinstance(fragment, Moved) else fragment
        self._by: int = fragment._by + by if isinstance(fragment, Moved) else by
        self._pieces: tuple[Piece, ...] | None = None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        if self._pieces is None:
            self._pieces = tuple(piece.moved(self._by) for piece in self._still.pieces)
        return self._pieces

    def span(self, start: int = 0, end: int | None = None) -> Span | None:
        found = self._still.span(start, end)
        return None if found is None else found.moved(self._by)

    @property
    def holes(self) -> tuple[str, ...]:
        return self._still.holes

    def hole_ranges(self) -> list[tuple[int, int]]:
        return self._still.hole_ranges()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fragment) and self.text == other.text

    __hash__ = Fragment.__hash__

    def __repr__(self) -> str:
        return repr(Fragment(self.text, self.pieces))


EMPTY = Fragment()
