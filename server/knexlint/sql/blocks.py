"""The SQL inside a PL/pgSQL body: its static statements, in order. Control flow is stepped over, not followed.

Branches count as taken and loops as run once. What a body builds at run time and executes is not known, and said so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from knexlint.operations import NOWHERE, Operation, Unknown
from knexlint.record import record
from knexlint.sql.statements import read
from knexlint.text import Fragment

_PARTS = re.compile(
    r"""[eE]?'(?:[^'\\]|''|\\.)*' | "(?:[^"]|"")*" | \$(\w*)\$.*?\$\1\$ | --[^\n]* | /\*.*?\*/ | ; """,
    re.VERBOSE | re.DOTALL,
)
_CONTROL = re.compile(
    r"""\s*(?: <<\w+>>
      | begin\b | loop\b | else\b | exception\b | declare\b
      | end\b(?:\s+(?:if|loop|case))?(?:\s+\w+)?\s*$
      | (?:if|elsif|elseif)\b .*? \bthen\b
      | when\b .*? \bthen\b
      | case\b .*? (?=\bwhen\b)
      | while\b .*? \bloop\b
      | foreach\b .*? \bloop\b
      | for\s+[\w, ]+?\s+in\s+(?:reverse\s+)?(?P<query>.*?) \bloop\b
    )""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_SILENT = re.compile(
    r"\s*(?:raise|return(?!\s+query)|exit|continue|null|open|close|fetch|move|get|assert)\b", re.IGNORECASE
)
_ASSIGNMENT = re.compile(r"\s*[\w.\[\]]+\s*:?=(?!=)")
_INTO = re.compile(r"\binto\s+(?:strict\s+)?[\w.]+(?:\s*,\s*[\w.]+)*", re.IGNORECASE)
_EXECUTE = re.compile(r"\s*execute\s+(?P<what>.*)$", re.IGNORECASE | re.DOTALL)
_LITERAL = re.compile(
    r"^\(?\s*(?:'(?P<quoted>(?:[^']|'')*)'|\$(?P<tag>\w*)\$(?P<dollar>.*)\$(?P=tag)\$)\s*\)?$", re.DOTALL
)
_ENDS = re.compile(r"\s*(commit|rollback)\b(?!\s+to\b)", re.IGNORECASE)


@record
class Body:
    """The statements of a body, each as its operations. `commits`: it ends the transaction itself."""

    statements: tuple[tuple[Operation, ...], ...]
    commits: bool = False


@lru_cache(maxsize=512)
def body(text: str, language: str = "plpgsql") -> Body:
    """What the body of a DO block, function or procedure runs. Never raises."""
    if language == "sql":
        return Body(tuple(s.operations for s in read(Fragment.plain(text))))
    if language != "plpgsql":
        return Body((_unknown(f"the block is written in {language}"),))
    found: list[tuple[Operation, ...]] = []
    commits = False
    declaring = False
    for chunk in _chunks(text):
        if re.match(r"\s*declare\b", chunk, re.IGNORECASE):
            declaring = True
        if declaring:
            begin = re.match(r"\s*begin\b", chunk, re.IGNORECASE)
            if begin is None:
                continue
            declaring = False
        for statement in _statements(chunk):
            commits = commits or _ENDS.match(statement) is not None
            found += _read(statement)
    return Body(tuple(found), commits)


def _chunks(text: str) -> Iterator[str]:
    """The parts between semicolons, comments blanked."""
    start, parts = 0, []
    for piece in _PARTS.finditer(text):
        if piece.group() == ";":
            parts.append(text[start : piece.start()])
            yield "".join(parts)
            start, parts = piece.end(), []
        elif piece.group().startswith(("--", "/*")):
            parts.append(text[start : piece.start()] + " ")
            start = piece.end()
    yield "".join([*parts, text[start:]])


def _statements(chunk: str) -> Iterator[str]:
    """The query of a FOR, then the statement that is left when control words are stepped over."""
    while control := _CONTROL.match(chunk):
        query = control.group("query")
        if query and re.match(r"\s*(?:select|with|execute)\b", query, re.IGNORECASE):
            yield query
        chunk = chunk[control.end() :]
    if chunk.strip():
        yield chunk


def _read(statement: str) -> Iterator[tuple[Operation, ...]]:
    if _SILENT.match(statement) or _ASSIGNMENT.match(statement) or _ENDS.match(statement):
        return
    execute = _EXECUTE.match(statement)
    if execute is not None:
        literal = _LITERAL.match(execute["what"].strip())
        if literal is None:
            yield _unknown("the block executes a string that it puts together")
            return
        statement = literal["dollar"] or (literal["quoted"] or "").replace("''", "'")
    else:
        statement = re.sub(r"^\s*return\s+query\b", "", statement, flags=re.IGNORECASE)
        statement = re.sub(r"^\s*perform\b", "select", statement, flags=re.IGNORECASE)
        if re.match(r"\s*(?:select|with)\b", statement, re.IGNORECASE):
            statement = _INTO.sub("", statement, count=1)
    for found in read(Fragment.plain(statement)):
        yield found.operations


def _unknown(reason: str) -> tuple[Operation, ...]:
    return (Unknown(at=NOWHERE, reason=reason),)
