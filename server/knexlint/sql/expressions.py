"""The functions and relations that an expression or a query names, read off its tokens."""

from __future__ import annotations

from functools import lru_cache

from knexlint.operations import Relation
from knexlint.sql.cursor import Cursor
from knexlint.sql.lexer import lex
from knexlint.sql.query import Names, read_names
from knexlint.sql.words import vocabulary

_REMEMBERED = 1024
# Functions that are called without parentheses.
_BARE = vocabulary(
    """current_date current_time current_timestamp current_user current_role current_catalog current_schema localtime
    localtimestamp session_user user system_user"""
)


def _names(text: str) -> tuple[Cursor, Names]:
    tokens = lex(text).tokens
    cursor = Cursor(text, tokens, 0)
    return cursor, read_names(cursor)


@lru_cache(maxsize=_REMEMBERED)
def functions(text: str) -> tuple[str, ...]:
    """The functions an expression or query calls, in lower case, `pg_catalog.` dropped; each once, in order."""
    cursor, names = _names(text)
    bare = [
        token.text
        for index, token in enumerate(cursor.tokens)
        if token.kind == "word" and token.text in _BARE and (index == 0 or cursor.keys[index - 1] != ".")
    ]
    return tuple(dict.fromkeys((*names.functions, *bare)))


@lru_cache(maxsize=_REMEMBERED)
def relations(text: str) -> tuple[Relation, ...]:
    """The relations a query reads, names of WITH left out; their `at` counts from the start of `text`."""
    return _names(text)[1].reads()
