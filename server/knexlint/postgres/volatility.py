"""Whether an expression gives one value for every row of a statement. Knows names, asks the catalog for the rest."""

from __future__ import annotations

import re
from typing import Literal

from knexlint.catalog.expressions import mentions
from knexlint.catalog.model import Catalog, Function
from knexlint.postgres import functions, inner_functions
from knexlint.postgres.functions import SINCE

Volatility = Literal["immutable", "stable", "volatile"]

_SYNTAX_WORDS = """coalesce nullif greatest least current_date current_time current_timestamp localtime localtimestamp
current_user session_user user current_role current_catalog current_schema xmlelement xmlforest xmlconcat xmlparse
xmlpi xmlroot xmlserialize json_array json_scalar json_serialize json_value json_query json_exists treat grouping"""
_SYNTAX = frozenset(_SYNTAX_WORDS.split())
BROUGHT_BY = {"gen_random_uuid": "pgcrypto"}  # before the server had it


def of_function(name: str, catalog: Catalog) -> Volatility | None:
    """How restless a function is; None if that is not known."""
    own = catalog.functions.get(name)
    if own is not None:
        return _inlined(own, catalog) or own.volatility
    if name in _SYNTAX:
        return "stable"
    for known in (functions, inner_functions):
        if name in known.VOLATILE:
            return "volatile"
        if name in known.STABLE:
            return "stable"
        if name in known.IMMUTABLE:
            return "immutable"
    return None


_PLAIN_BODY = re.compile(
    r"^\s*(?:select|return)\b(?P<expression>(?:(?!\bfrom\b|\bselect\b|;).)*);?\s*$", re.IGNORECASE | re.DOTALL
)


def _inlined(own: Function, catalog: Catalog) -> Volatility | None:
    """A function in SQL that is said to be volatile, and only computes, is what its expression is."""
    if own.language != "sql" or own.volatility != "volatile" or own.body is None:
        return None
    found = _PLAIN_BODY.match(own.body)
    if found is None or own.key in mentions(found["expression"]).functions:
        return None
    return "stable" if is_volatile(found["expression"], catalog) is False else None


def unknown_functions(expression: str, catalog: Catalog) -> list[str]:
    """The functions that the expression calls and that nobody knows."""
    return [name for name in mentions(expression).functions if of_function(name, catalog) is None]


def is_volatile(expression: str, catalog: Catalog) -> bool | None:
    """An expression that may differ from row to row; None if it hangs on a function that is not known."""
    found = [of_function(name, catalog) for name in mentions(expression).functions]
    if "volatile" in found:
        return True
    return None if None in found else False


def missing(expression: str, catalog: Catalog, version: int) -> str | None:
    """A function in the expression that this version does not have."""
    for name in mentions(expression).functions:
        since = SINCE.get(name)
        if since is None or version >= since or name in catalog.functions:
            continue
        extension = BROUGHT_BY.get(name)
        if extension is None or (catalog.complete and extension not in catalog.extensions):
            return f"{name}() exists since PostgreSQL {since}"
    return None
