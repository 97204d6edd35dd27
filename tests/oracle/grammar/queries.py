"""Queries and changes of data, and the relations they read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grammar.trees import EXPECTED, Facts, inner, relation, tree


def reads_of(node: Any) -> frozenset[tuple[str | None, str]]:
    """Every relation a query reads, names of WITH left out where they are visible."""
    found: set[tuple[str | None, str]] = set()
    _reads(node, frozenset().union(*_OUTER), found)
    return frozenset(found)


_OUTER: list[frozenset[str]] = []  # names of WITH around the statement that is read
_TARGETS = ("insert_stmt", "update_stmt", "delete_stmt", "merge_stmt")


def _reads(message: Any, common: frozenset[str], found: set[tuple[str | None, str]]) -> None:
    name = message.DESCRIPTOR.name
    if name == "RangeVar":
        if message.schemaname or message.relname not in common:
            found.add(relation(message))
        return
    if name in ("IntoClause", "LockingClause"):
        return
    if "with_clause" in message.DESCRIPTOR.fields_by_name and message.HasField("with_clause"):
        clause = message.with_clause
        if clause.recursive:
            common |= {node.common_table_expr.ctename for node in clause.ctes}
        for node in clause.ctes:
            _reads(node.common_table_expr.ctequery, common, found)
            common |= {node.common_table_expr.ctename}
    changes = name in ("InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt")
    for field, value in message.ListFields():
        if field.message_type is None or field.name == "with_clause" or (changes and field.name == "relation"):
            continue
        for one in value if field.is_repeated else (value,):
            _reads(one, common, found)


def changes_in_with(message: Any) -> Iterator[Facts]:
    if "with_clause" in message.DESCRIPTOR.fields_by_name:
        queries = [node.common_table_expr for node in message.with_clause.ctes]
        names = [query.ctename for query in queries]
        for index, query in enumerate(queries):
            kind, value = inner(query.ctequery)
            if kind in _TARGETS:
                _OUTER.append(frozenset(names if message.with_clause.recursive else names[:index]))
                yield from list(EXPECTED[kind](value))
                _OUTER.pop()


def insert(found: Any) -> Iterator[Facts]:
    yield from changes_in_with(found)
    query = found.select_stmt.select_stmt
    from_query = found.HasField("select_stmt") and not query.values_lists
    yield (
        "Insert",
        relation(found.relation),
        reads_of(found),
        tuple(node.res_target.name for node in found.cols),
        from_query,
        found.HasField("on_conflict_clause"),
    )


def update(found: Any) -> Iterator[Facts]:
    yield from changes_in_with(found)
    where = tree(found.where_clause) if found.HasField("where_clause") else None
    columns = tuple(node.res_target.name for node in found.target_list)
    yield ("Update", relation(found.relation), reads_of(found), columns, where)


def delete(found: Any) -> Iterator[Facts]:
    yield from changes_in_with(found)
    where = tree(found.where_clause) if found.HasField("where_clause") else None
    yield ("Delete", relation(found.relation), reads_of(found), where)


def merge(found: Any) -> Iterator[Facts]:
    yield from changes_in_with(found)
    yield ("Merge", relation(found.relation), reads_of(found))


def select(found: Any) -> Iterator[Facts]:
    yield from changes_in_with(found)
    into = relation(found.into_clause.rel) if found.HasField("into_clause") else None
    if into is None and found.HasField("larg"):
        first = found
        while first.HasField("larg"):
            first = first.larg
        into = relation(first.into_clause.rel) if first.HasField("into_clause") else None
    yield ("Select", reads_of(found), into)
