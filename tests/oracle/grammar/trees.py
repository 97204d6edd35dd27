"""The tree of PostgreSQL's grammar (libpg_query) as plain data: names, types, expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import postgast

from knexlint.operations import Expression, Relation

Facts = tuple[Any, ...]


def parse(sql: str) -> Any | None:
    """The tree of one statement, or None where PostgreSQL refuses it."""
    try:
        statements = postgast.parse(sql).stmts
    except postgast.PgQueryError:
        return None
    return statements[0].stmt if len(statements) == 1 else None


def inner(node: Any) -> tuple[str, Any]:
    kind = node.WhichOneof("node")
    return kind, getattr(node, kind)


_POSITIONS = {"location", "stmt_location", "stmt_len", "rexpr_list_start", "rexpr_list_end", "list_start", "list_end"}


def tree(message: Any) -> Any:
    """A message as plain data without its positions."""
    found = []
    for field, value in message.ListFields():
        if field.name in _POSITIONS:
            continue
        if field.message_type is None:
            found.append((field.name, tuple(value) if field.is_repeated else value))
        elif field.is_repeated:
            found.append((field.name, tuple(tree(one) for one in value)))
        else:
            found.append((field.name, tree(value)))
    return tuple(found)


@lru_cache(maxsize=10_000)
def expression_tree(text: str) -> Any:
    node = parse(f"select {text}")
    if node is None:
        if (node := parse(f"delete from x where {text}")) is not None:  # CURRENT OF
            return tree(node.delete_stmt.where_clause)
        return ("unparsable", text)
    targets = node.select_stmt.target_list
    return tree(targets[0].res_target.val) if len(targets) == 1 else ("several", text)


def expression(found: Expression | None) -> Any:
    return None if found is None else expression_tree(found.text)


@lru_cache(maxsize=10_000)
def type_tree(text: str) -> Any:
    node = parse(f"create table x (a {text})")
    return ("unparsable", text) if node is None else tree(node.create_stmt.table_elts[0].column_def.type_name)


def type_of(text: str | None) -> Any:
    return None if text is None else type_tree(text)


def relation(var: Any) -> tuple[str | None, str]:
    return (var.schemaname or None, var.relname)


def strings(nodes: Any) -> list[str]:
    return [node.string.sval for node in nodes]


def name_of(parts: list[str]) -> tuple[str | None, str]:
    return (parts[-2] if len(parts) > 1 else None, parts[-1])


def ours(found: Relation | None) -> Any:
    return None if found is None else (found.schema, found.name)


def texts(names: Any) -> tuple[str, ...]:
    return tuple(str(name) for name in names)


def object_name(node: Any) -> tuple[str | None, str]:
    kind, value = inner(node)
    if kind == "list":
        return name_of(strings(value.items))
    if kind == "object_with_args":
        return name_of(strings(value.objname))
    if kind == "type_name":
        return name_of(strings(value.names))
    return (None, value.sval)


def enum_name(message: Any, field: str) -> str:
    value: str = message.DESCRIPTOR.fields_by_name[field].enum_type.values_by_number[getattr(message, field)].name
    return value


KINDS = {
    "OBJECT_TABLE": "table",
    "OBJECT_INDEX": "index",
    "OBJECT_VIEW": "view",
    "OBJECT_MATVIEW": "materialized view",
    "OBJECT_SEQUENCE": "sequence",
    "OBJECT_FOREIGN_TABLE": "foreign table",
    "OBJECT_TYPE": "type",
}
WORDS_OF_KIND = {
    "OBJECT_ACCESS_METHOD": "access method",
    "OBJECT_AGGREGATE": "aggregate",
    "OBJECT_CAST": "cast",
    "OBJECT_COLLATION": "collation",
    "OBJECT_CONVERSION": "conversion",
    "OBJECT_DATABASE": "database",
    "OBJECT_DOMAIN": "domain",
    "OBJECT_EVENT_TRIGGER": "event trigger",
    "OBJECT_EXTENSION": "extension",
    "OBJECT_FDW": "foreign data wrapper",
    "OBJECT_FOREIGN_SERVER": "server",
    "OBJECT_FUNCTION": "function",
    "OBJECT_LANGUAGE": "language",
    "OBJECT_LARGEOBJECT": "large object",
    "OBJECT_OPCLASS": "operator class",
    "OBJECT_OPERATOR": "operator",
    "OBJECT_OPFAMILY": "operator family",
    "OBJECT_PARAMETER_ACL": "parameter",
    "OBJECT_POLICY": "policy",
    "OBJECT_PROCEDURE": "procedure",
    "OBJECT_PUBLICATION": "publication",
    "OBJECT_ROLE": "role",
    "OBJECT_ROUTINE": "routine",
    "OBJECT_RULE": "rule",
    "OBJECT_SCHEMA": "schema",
    "OBJECT_STATISTIC_EXT": "statistics",
    "OBJECT_SUBSCRIPTION": "subscription",
    "OBJECT_TABLESPACE": "tablespace",
    "OBJECT_TABCONSTRAINT": "constraint",
    "OBJECT_DOMCONSTRAINT": "constraint",
    "OBJECT_TRANSFORM": "transform",
    "OBJECT_TRIGGER": "trigger",
    "OBJECT_TSCONFIGURATION": "text search configuration",
    "OBJECT_TSDICTIONARY": "text search dictionary",
    "OBJECT_TSPARSER": "text search parser",
    "OBJECT_TSTEMPLATE": "text search template",
    "OBJECT_COLUMN": "column",
    **KINDS,
}
UNNAMED = ("cast", "transform", "operator", "large object", "user mapping")


def role_name(spec: Any) -> str:
    return spec.rolename or enum_name(spec, "roletype").removeprefix("ROLESPEC_").lower()


@lru_cache(maxsize=10_000)
def element_tree(text: str) -> Any:
    node = parse(f"create index on x ({text})")
    return ("unparsable", text) if node is None else tree(node.index_stmt.index_params[0])


EXPECTED: dict[str, Callable[[Any], Iterator[Facts]]] = {}  # by the kind of node; filled by `statements`
