"""One text to its statements, each read alone, so that a bad one costs nothing but itself."""

from __future__ import annotations

import sys
from functools import lru_cache

from knexlint.operations import Invalid, Operation, Range, Unknown
from knexlint.record import record, replace
from knexlint.sql.cursor import Cursor
from knexlint.sql.lexer import lex
from knexlint.sql.recognise import operations
from knexlint.sql.split import split
from knexlint.text import Fragment

_REMEMBERED = 4096
# What is longer is not read, for somebody is waiting: code points, tokens and statements of one text.
_LONGEST = 600_000
_MOST_TOKENS = 60_000
_MOST = 2_500


@record
class Statement:
    """One SQL statement, without its semicolon and the comments around it, and what it does."""

    fragment: Fragment
    operations: tuple[Operation, ...]


def read(fragment: Fragment, *, whole: bool = False) -> tuple[Statement, ...]:
    """Split a text into its statements and say what each does. Never raises; memoised by text.

    `whole`: nobody waits at a keyboard, so it is read to its end however long it is.
    """
    holes = tuple(fragment.hole_ranges())
    found = _read(fragment.text, holes, whole)
    if len(found) == 1 and found[0][0] == 0 and found[0][1] == len(fragment.text):
        parts = [fragment]
    else:
        parts = fragment.slices([(start, end) for start, end, _ in found])
    if not holes:
        return tuple([Statement(part, done) for part, (_, _, done) in zip(parts, found, strict=True)])
    return tuple(
        Statement(part, tuple(_with_reason(operation, part) for operation in done) if part.holes else done)
        for part, (_, _, done) in zip(parts, found, strict=True)
    )


@lru_cache(maxsize=_REMEMBERED)
def _read(
    text: str, holes: tuple[tuple[int, int], ...], whole: bool
) -> tuple[tuple[int, int, tuple[Operation, ...]], ...]:
    if len(text) > _LONGEST and not whole:
        return (_unread(text, 0),)
    most_tokens, most = (sys.maxsize, sys.maxsize) if whole else (_MOST_TOKENS, _MOST)
    tokens, open_at = lex(text, holes, most_tokens)
    cut = tokens[-1].end if len(tokens) == most_tokens else len(text)
    found: list[tuple[int, int, tuple[Operation, ...]]] = []
    for statement in split(tokens):
        start, end = statement[0].start, statement[-1].end
        if len(found) == most or end == cut < len(text):
            found.append(_unread(text, start))
            break
        done = operations(Cursor(text, statement, start))
        if open_at is not None and open_at >= start and statement[-1] is tokens[-1]:
            done = _with_open_quote(done, text, open_at, start, end)
        found.append((start, end, done))
    return tuple(found)


def _unread(text: str, start: int) -> tuple[int, int, tuple[Operation, ...]]:
    """The rest of a text, taken for one statement of which nothing is known."""
    return start, len(text), (Unknown(at=Range(0, 1), reason="there is more SQL than knexlint reads at once"),)


def _with_open_quote(
    done: tuple[Operation, ...], text: str, open_at: int, start: int, end: int
) -> tuple[Operation, ...]:
    at = Range(min(open_at, end - 1) - start, min(open_at + 1, end) - start)
    what = "comment" if text.startswith("/*", open_at) else "quote"
    kept = tuple(operation for operation in done if not isinstance(operation, Invalid))
    return (*kept, Invalid(at=at, message=f"nothing closes this {what}"))


def _with_reason(operation: Operation, statement: Fragment) -> Operation:
    """`Unknown` says why the hole it stands at is not known."""
    if not isinstance(operation, Unknown):
        return operation
    at = 0
    for piece in statement.pieces:
        at += piece.length
        if piece.hole is not None and at > operation.at.start:
            return replace(operation, reason=piece.hole)
    return operation
