"""What columns a query gives: those of CREATE TABLE ... AS. Only queries of one table are read, others not known."""

from __future__ import annotations

import re

from knexlint.catalog.constraints import split_list
from knexlint.catalog.deparse import expression
from knexlint.catalog.expressions import clause, unquoted
from knexlint.catalog.model import Catalog, Column, Table
from knexlint.operations import Relation

_NAME = r'(?:"(?:[^"]|"")*"|[^\W\d]\w*)'
_SOURCE = re.compile(rf"(?:only\s+)?(?:({_NAME})\s*\.\s*)?({_NAME})(?:\s+(?:as\s+)?({_NAME}))?$", re.IGNORECASE)
_WHOLE = re.compile(rf"\s*table\s+(?:only\s+)?(?:({_NAME})\s*\.\s*)?({_NAME})\s*;?\s*$", re.IGNORECASE)
_NAMED = re.compile(rf"(.*\S)\s+(?:as\s+)?({_NAME})$", re.IGNORECASE | re.DOTALL)
_AFTER = (
    "where",
    "group",
    "having",
    "order",
    "limit",
    "offset",
    "fetch",
    "for",
    "window",
    "union",
    "intersect",
    "except",
)


def results(text: str, catalog: Catalog) -> dict[str, Column] | None:
    """The columns by name; None where that is not known."""
    whole = _WHOLE.match(text)
    if whole is not None:
        table = _table(whole[1], whole[2], catalog)
        return None if table is None else {name: Column(name, column.type) for name, column in table.columns.items()}
    listed, source = clause(text, "select", ("from", "into")), clause(text, "from", _AFTER)
    found = _SOURCE.match(source.strip()) if source else None
    table = _table(found[1], found[2], catalog) if found is not None else None
    if found is None or table is None or not listed or listed.lower().startswith("distinct on"):
        return None
    return _listed(listed, unquoted(found[3] or found[2]), table)


def _table(schema: str | None, name: str, catalog: Catalog) -> Table | None:
    table = catalog.table(Relation(unquoted(name), unquoted(schema) if schema else None).key)
    return table if table is not None and not table.open else None


def _listed(listed: str, alias: str, table: Table) -> dict[str, Column] | None:
    columns: dict[str, Column] = {}
    qualifier = re.compile(rf'(?<![\w".])(?:{re.escape(alias)}|"{re.escape(alias)}")\s*\.\s*', re.IGNORECASE)
    for item in split_list(re.sub(r"^distinct\s+", "", listed, flags=re.IGNORECASE)):
        item = qualifier.sub("", item)
        if item == "*":
            columns |= {name: Column(name, column.type) for name, column in table.columns.items()}
            continue
        named = _NAMED.match(item) if re.fullmatch(_NAME, item) is None else None
        text, name = (named[1], unquoted(named[2])) if named is not None else (item, unquoted(item))
        term = expression(text, {each: column.type for each, column in table.columns.items()})
        if term is None or (named is None and name not in table.columns):
            return None
        columns[name] = Column(name, "text" if term.literal is not None else term.type)
    return columns
