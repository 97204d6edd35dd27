"""The SQL inside a PL/pgSQL body: its static statements, in order. Control flow is stepped over, not followed.

Branches count as taken and loops as run once. What a body builds at run time and executes is not known, and said so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
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
_TARGET = r'(?:[\w$]+|"(?:[^"]|"")*")(?:\s*\.\s*(?:[\w$]+|"(?:[^"]|"")*")|\s*\[[^\]]*\])*'
_ASSIGNMENT = re.compile(rf"\s*{_TARGET}\s*:?=(?!=)")
_INTO = re.compile(rf"\binto\s+(?:strict\s+)?{_TARGET}(?:\s*,\s*{_TARGET})*", re.IGNORECASE)
_EXECUTE = re.compile(r"\s*execute\s+(?P<what>.*)$", re.IGNORECASE | re.DOTALL)
_LITERAL = re.compile(
    r"^\(?\s*(?:'(?P<quoted>(?:[^']|'')*)'|\$(?P<tag>\w*)\$(?P<dollar>.*)\$(?P=tag)\$)\s*\)?$", re.DOTALL
)
_JOIN = re.compile(r"\|\|(?=(?:[^']*'[^']*')*[^']*$)")
_FORMAT = re.compile(r"^format\s*\((?P<parts>.*)\)$", re.IGNORECASE | re.DOTALL)
_QUERY = re.compile(r"\(\s*(?:select|with)\b", re.IGNORECASE)
_PIECES = re.compile(r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | [(),]""", re.VERBOSE)
_CATCHES = re.compile(r"\s*exception\s+when\b", re.IGNORECASE)
_ENDS = re.compile(r"\s*(commit|rollback)\b(?!\s+to\b)", re.IGNORECASE)


@record
class Body:
    """The statements of a body, each as its operations. `commits`: it ends the transaction itself. `catches`: it
    goes on after an error. `guarded`: which statements stand under IF or CASE; `handling`: which under EXCEPTION."""

    statements: tuple[tuple[Operation, ...], ...]
    commits: bool = False
    catches: bool = False
    guarded: frozenset[int] = frozenset()
    handling: frozenset[int] = frozenset()


@lru_cache(maxsize=512)
def body(text: str, language: str = "plpgsql") -> Body:
    """What the body of a DO block, function or procedure runs. Never raises."""
    if language == "sql":
        return Body(tuple(s.operations for s in read(Fragment.plain(text))))
    if language != "plpgsql":
        return Body((_unknown(f"the block is written in {language}"),))
    found: list[tuple[Operation, ...]] = []
    commits = False
    catches = False
    declaring = False
    guarded: set[int] = set()
    handling: set[int] = set()
    depths = _Depths()
    for chunk in _chunks(text):
        if re.match(r"\s*declare\b", chunk, re.IGNORECASE):
            declaring = True
        if declaring:
            begin = re.match(r"\s*begin\b", chunk, re.IGNORECASE)
            if begin is None:
                found += _asked(chunk)
                continue
            declaring = False
        catches = catches or _CATCHES.match(chunk) is not None
        for statement in _statements(chunk, depths):
            commits = commits or _ENDS.match(statement) is not None
            first = len(found)
            found += _read(statement)
            if depths.conditions:
                guarded.update(range(first, len(found)))
            if depths.handler:
                handling.update(range(first, len(found)))
    return Body(tuple(found), commits, catches, frozenset(guarded), frozenset(handling))


@dataclass(slots=True)
class _Depths:
    """How deep in IF and CASE, and whether in the handlers of a block, a statement stands."""

    conditions: int = 0
    handler: bool = False

    def step(self, control: str) -> None:
        words = control.lower().split()
        if words[0] in ("if", "case"):
            self.conditions += 1
        elif words[0] == "exception":
            self.handler = True
        elif words[:1] == ["end"]:
            if words[1:2] and words[1] in ("if", "case"):
                self.conditions = max(0, self.conditions - 1)
            elif words[1:2] != ["loop"]:
                self.handler = False


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


def _statements(chunk: str, depths: _Depths) -> Iterator[str]:
    """The query of a FOR, then the statement that is left when control words are stepped over."""
    while control := _CONTROL.match(chunk):
        depths.step(control.group())
        query = control.group("query")
        if query and re.match(r"\s*(?:select|with|execute)\b", query, re.IGNORECASE):
            yield query
        elif _QUERY.search(control.group()):
            yield f"assert {control.group()}"
        chunk = chunk[control.end() :]
    if chunk.strip():
        yield chunk


def _read(statement: str) -> Iterator[tuple[Operation, ...]]:
    if _SILENT.match(statement) or _ASSIGNMENT.match(statement) or _ENDS.match(statement):
        yield from _asked(statement)
        return
    execute = _EXECUTE.match(statement)
    if execute is not None:
        text = _constant(execute["what"])
        if text is None:
            yield _unknown("the block executes a string that it puts together")
            return
        statement = text
    else:
        statement = re.sub(r"^\s*return\s+query\b", "", statement, flags=re.IGNORECASE)
        statement = re.sub(r"^\s*perform\b", "select", statement, flags=re.IGNORECASE)
        if re.match(r"\s*(?:select|with)\b", statement, re.IGNORECASE):
            statement = _INTO.sub("", statement, count=1)
    for found in read(Fragment.plain(statement)):
        yield found.operations


def _asked(text: str) -> Iterator[tuple[Operation, ...]]:
    """The queries inside an expression, as `n := (SELECT ...)` or `IF EXISTS (SELECT ...)`."""
    depth, start, opened = 0, -1, 0
    for found in _PIECES.finditer(text):
        piece = found.group()
        if piece == "(":
            depth += 1
            if start < 0 and _QUERY.match(text, found.start()):
                start, opened = found.start(), depth
        elif piece == ")":
            if start >= 0 and depth == opened:
                for each in read(Fragment.plain(text[start + 1 : found.start()])):
                    yield each.operations
                start = -1
            depth -= 1


def _constant(expression: str) -> str | None:
    """The text of literals joined by ||, or of format() with literals; None if anything else takes part."""
    text = expression.strip()
    call = _FORMAT.match(text)
    if call is not None:
        parts = [_literal(part) for part in _arguments(call["parts"])]
        return None if None in parts or not parts else _formatted([part for part in parts if part is not None])
    joined = [_literal(part) for part in _JOIN.split(text)]
    return None if None in joined else "".join(part for part in joined if part is not None)


def _arguments(text: str) -> list[str]:
    """The parts between commas outside brackets and strings."""
    parts, depth, start = [], 0, 0
    for found in _PIECES.finditer(text):
        piece = found.group()
        depth += (piece == "(") - (piece == ")")
        if piece == "," and depth == 0:
            parts.append(text[start : found.start()])
            start = found.end()
    return [*parts, text[start:]]


def _literal(text: str) -> str | None:
    found = _LITERAL.match(text.strip())
    if found is None:
        return None
    return found["dollar"] if found["tag"] is not None else found["quoted"].replace("''", "'")


def _formatted(parts: list[str]) -> str | None:
    """What format() makes: %I a name, %L a literal, %s as it is; None where they are not as many."""
    rest = iter(parts[1:])

    def put(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        value = next(rest, "")
        if found[0] == "%I" and not re.fullmatch(r"[a-z_][a-z0-9_$]*", value):
            return '"' + value.replace('"', '""') + '"'
        return "'" + value.replace("'", "''") + "'" if found[0] == "%L" else value

    wanted = len(re.findall(r"%[ILs]", parts[0].replace("%%", "")))
    return re.sub(r"%[ILs%]", put, parts[0]) if wanted == len(parts) - 1 else None


def _unknown(reason: str) -> tuple[Operation, ...]:
    return (Unknown(at=NOWHERE, reason=reason),)
