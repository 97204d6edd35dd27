"""Lays out SQL statements and comments for reading: moves blanks and line breaks between tokens, and nothing else."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from knexlint.sql.lexer import Token, lex

_WIDTH = 80
_NARROW = 68


def lay_out(sql: str) -> str:
    """A long CREATE TABLE or ALTER TABLE: a column or an action a line. What its author laid out stays so."""
    if "\n" in sql.strip():
        return _dedented(sql)
    tokens = lex(sql).tokens if len(sql) > _WIDTH else []
    words = [token.text for token in tokens[:6]]
    if words[:1] == ["create"] and "table" in words:
        return _broken(sql, list(_list_breaks(tokens)))
    if words[:2] == ["alter", "table"]:
        return _broken(sql, [(token.end, 1) for token, depth in _depths(tokens) if token.text == "," and depth == 0])
    return sql


def comment(text: str) -> str:
    """Words as SQL comments that need no scrolling in half a window."""
    return textwrap.fill(text, _NARROW, initial_indent="-- ", subsequent_indent="--   ", break_long_words=False)


def _list_breaks(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Where the lines of the first list in brackets end, and how deep the next line is."""
    inside = False
    for token, depth in _depths(tokens):
        if token.text == "(" and depth == 1 and not inside:
            inside = True
            yield token.end, 1
        elif token.text == "," and depth == 1 and inside:
            yield token.end, 1
        elif token.text == ")" and depth == 1 and inside:
            yield token.start, 0
            return


def _depths(tokens: list[Token]) -> Iterator[tuple[Token, int]]:
    """Each operator with how many brackets are open around it; a bracket counts as inside of itself."""
    depth = 0
    for token in tokens:
        if token.kind != "operator":
            continue
        depth += token.text in "(["
        yield token, depth
        depth -= token.text in ")]"


def _broken(sql: str, breaks: list[tuple[int, int]]) -> str:
    lines: list[str] = []
    start = indentation = 0
    for end, following in [*breaks, (len(sql), 0)]:
        lines.append("  " * indentation + sql[start:end].strip())
        start, indentation = end, following
    return "\n".join(line for line in lines if line.strip())


def _dedented(sql: str) -> str:
    lines = [line.rstrip() for line in sql.strip("\n").rstrip().split("\n")]
    rest = [line for line in lines[1:] if line]
    margin = min((len(line) - len(line.lstrip()) for line in rest), default=0)
    return "\n".join([lines[0].lstrip(), *(line[margin:] for line in lines[1:])])
