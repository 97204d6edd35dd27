"""Tokens of a script to the tokens of each statement. Knows only what may hold a semicolon inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knexlint.sql.lexer import Token

_MODIFIERS = ("or", "replace")


def split(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of each statement, without semicolons; empty statements are left out.

    Semicolons inside the parentheses of CREATE RULE and inside BEGIN ATOMIC ... END belong to their statement.
    """
    statement: list[Token] = []
    nested = 0
    for token in tokens:
        if token.kind == "operator":
            if token.text == ";" and nested <= 0:
                if statement:
                    yield statement
                statement, nested = [], 0
                continue
            if token.text in "()" and _creates(statement) == "rule":
                nested += 1 if token.text == "(" else -1
        elif token.kind == "word":
            nested = _in_body(token.text, statement, nested)
        statement.append(token)
    if statement:
        yield statement


def _in_body(word: str, statement: list[Token], nested: int) -> int:
    """How deep in BEGIN ATOMIC ... END and its CASE ... END the next token stands."""
    if word == "atomic" and nested == 0:
        begins = bool(statement) and statement[-1].text == "begin"
        return int(begins and _creates(statement) in ("function", "procedure"))
    if nested > 0 and word in ("case", "end") and _creates(statement) != "rule":
        return nested + (1 if word == "case" else -1)
    return nested


def _creates(statement: list[Token]) -> str:
    """The kind of object that a CREATE statement creates, or ""."""
    if not statement or statement[0].text != "create":
        return ""
    for token in statement[1:4]:
        if token.text not in _MODIFIERS:
            return token.text
    return ""
