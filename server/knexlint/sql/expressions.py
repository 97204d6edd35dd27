"""What expressions and queries mean, as far as sqlglot or the tokens tell; and SQL set out for people.

The only module that knows sqlglot. It is imported on first need: most runs never do. Where sqlglot fails or would
change the text, the answer is the cautious one.
"""

from __future__ import annotations

import logging
import textwrap
from functools import lru_cache
from types import ModuleType
from typing import Any

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


@lru_cache(maxsize=1)
def _sqlglot() -> ModuleType:
    """sqlglot, imported now; it logs what it cannot parse, which is nobody's business here."""
    import sqlglot

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL + 1)
    return sqlglot


def _parsed(text: str) -> Any | None:
    """sqlglot's tree, or None where it does not understand the text."""
    try:
        return _sqlglot().parse_one(text, dialect="postgres")
    except Exception:  # whatever is wrong inside sqlglot must not cost the user anything else
        return None


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


@lru_cache(maxsize=_REMEMBERED)
def columns(text: str) -> tuple[str, ...] | None:
    """The columns an expression or query names, each once; None if that cannot be said (`*`, or not understood)."""
    tree = _parsed(text)
    if tree is None or tree.find(_sqlglot().exp.Star, _sqlglot().exp.Command) is not None:
        return None
    found = tree.find_all(_sqlglot().exp.Column)
    return tuple(dict.fromkeys(_folded(column.this) for column in found))


def _folded(identifier: Any) -> str:
    name = str(identifier.name)
    return name if identifier.args.get("quoted") else name.lower()


@lru_cache(maxsize=_REMEMBERED)
def is_constant(text: str) -> bool:
    """The expression calls nothing, names no column and holds no query: it has one value for all time."""
    tree = _parsed(text)
    if tree is None or functions(text):
        return False
    exp = _sqlglot().exp
    return tree.find(exp.Column, exp.Query, exp.Command, exp.Placeholder, exp.Parameter) is None


@lru_cache(maxsize=_REMEMBERED)
def format_sql(text: str) -> str:
    """The statement set out over lines, if that changes nothing but blanks and the case of words; else as it stands."""
    plain = textwrap.dedent(text).strip()
    tree = _parsed(text)
    if tree is None or tree.find(_sqlglot().exp.Command) is not None:
        return plain
    try:
        pretty = str(tree.sql(dialect="postgres", pretty=True, normalize_functions=False))
    except Exception:
        return plain
    return pretty if _meaning(pretty) == _meaning(text) else plain


def _meaning(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in lex(text).tokens]
