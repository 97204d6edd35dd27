"""Completion of names that the schema has: tables, columns, indexes and constraints, in builder strings and in raw SQL.

Knows which argument of which of Knex's methods names what, and which words of SQL a table follows. What exists is the
catalog's knowledge, at the place where the cursor is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lsprotocol import types

from knexlint.catalog import Catalog, Column, Index, Table, View
from knexlint.lint import Report
from knexlint.lsp.client import Client
from knexlint.lsp.documents import Document, range_of
from knexlint.operations import CreateIndex, TableOperation
from knexlint.project.migration import Function, Migration
from knexlint.record import record
from knexlint.sql.lexer import lex
from knexlint.syntax import FUNCTION_TYPES, Node, enclosing, node_at, span_of, text_of
from knexlint.text import Source, Span

_TABLE_WORDS = (
    "table alterTable dropTable dropTableIfExists renameTable hasTable from into inTable join innerJoin leftJoin"
    " leftOuterJoin rightJoin rightOuterJoin fullOuterJoin crossJoin dropView dropViewIfExists dropMaterializedView"
    " refreshMaterializedView"
)
_COLUMN_WORDS = (
    "dropColumn dropColumns renameColumn index unique primary foreign setNullable dropNullable dropIndex dropUnique"
    " dropForeign where andWhere orWhere whereNot whereIn whereNotIn whereNull whereNotNull whereBetween select column"
    " columns orderBy groupBy pluck increment decrement returning distinct min max sum avg count first"
)
_TABLES, _COLUMNS = frozenset(_TABLE_WORDS.split()), frozenset(_COLUMN_WORDS.split())
_INDEXES, _CONSTRAINTS = frozenset({"dropIndex"}), frozenset({"dropUnique", "dropForeign", "dropPrimary"})
_RAW = re.compile(r"\w*[rR]aw")
_BUILDS = frozenset({"table", "alterTable", "createTable"})
_TABLE_FOLLOWS = "from join into update table references only truncate analyze vacuum using on"
_BEFORE_TABLE = frozenset(_TABLE_FOLLOWS.split())
_WORD = re.compile(r"[\w$]*\Z")
_PLAIN = re.compile(r"[a-z_][a-z0-9_$]*")


@record
class _Offer:
    name: str
    kind: types.CompletionItemKind
    detail: str | None = None


@record
class _Cursor:
    """`string`: the literal around it; `before`: its text up to the cursor; `catalog`: the schema there."""

    offset: int
    string: Node
    before: str
    catalog: Catalog
    migration: Migration


def schema_names(document: Document, report: Report, offset: int, client: Client) -> types.CompletionList | None:
    """Names that fit where the cursor is; None where it is in no string, or nothing is known that fits."""
    migration = report.migration
    cursor = _cursor(document.source, migration, offset) if migration is not None else None
    if cursor is None:
        return None
    raw, offers = _offered(cursor)
    word = _WORD.search(cursor.before)
    start = offset - len(word.group().encode()) if word is not None else offset
    span = Span(start, offset)
    items = [_item(document, each, number, span, raw, cursor, client) for number, each in enumerate(offers)]
    return types.CompletionList(is_incomplete=False, items=items) if items else None


def _cursor(source: Source, migration: Migration, offset: int) -> _Cursor | None:
    node = enclosing(node_at(migration.module.root, Span(offset, offset)), "string", "template_string")
    if node is None or not node.start_byte < offset < node.end_byte:
        return None
    before = source.slice(Span(node.start_byte + 1, offset))
    return _Cursor(offset, node, before, _catalog_at(migration, offset), migration)


def _catalog_at(migration: Migration, offset: int) -> Catalog:
    """The schema before the statement that the cursor is in, or the last one before it."""
    for direction, function in migration.functions():
        if function.node.covers(Span(offset, offset)):
            earlier = [step for step in function.steps if step.query.origin.chain.start <= offset]
            start = migration.before if direction == "up" else migration.after
            return earlier[-1].before if earlier else start
    return migration.after


def _item(
    document: Document, offer: _Offer, number: int, span: Span, raw: bool, cursor: _Cursor, client: Client
) -> types.CompletionItem:
    text = offer.name
    quoted = cursor.before[: len(cursor.before) - (span.end - span.start)].endswith('"')
    if raw and not quoted and _PLAIN.fullmatch(text.replace(".", "")) is None:
        text = f'"{text}"' if text_of(cursor.string)[:1] != '"' else f'\\"{text}\\"'
    return types.CompletionItem(
        label=offer.name,
        kind=offer.kind,
        detail=offer.detail,
        sort_text=f"{number:04}",
        filter_text=offer.name,
        text_edit=types.TextEdit(range_of(document.source, span, client.encoding), text),
    )


# --- which names fit --------------------------------------------------------------------------------------------------


def _offered(cursor: _Cursor) -> tuple[bool, list[_Offer]]:
    """Whether the string is SQL, and the names."""
    held = cursor.string.parent
    arguments = held.parent if held is not None and held.type == "array" else held
    call = arguments.parent if arguments is not None and arguments.type == "arguments" else None
    callee = call.child_by_field_name("function") if call is not None else None
    if arguments is None or call is None or callee is None:
        return False, []
    argument = cursor.string if held == arguments else held
    number = arguments.named_children.index(argument) if argument in arguments.named_children else 0
    if callee.type == "identifier":
        return False, list(_tables(cursor.catalog)) if number == 0 and _is_knex(callee, cursor) else []
    token = callee.child_by_field_name("property")
    method = text_of(token) if token is not None else ""
    if _RAW.fullmatch(method) is not None:
        return True, list(_in_sql(cursor)) if number == 0 else []
    return False, list(_in_builder(method, number, call, cursor))


def _is_knex(callee: Node, cursor: _Cursor) -> bool:
    name = text_of(callee)
    return name in ("knex", "trx") or any(name == each.parameter for _, each in cursor.migration.functions())


def _in_builder(method: str, number: int, call: Node, cursor: _Cursor) -> Iterator[_Offer]:
    catalog = cursor.catalog
    if method in _TABLES and number == 0:
        yield from _tables(catalog)
        return
    if method == "hasColumn":
        named = _literal_argument(call)
        yield from _tables(catalog) if number == 0 else _columns(catalog.table(named or ""))
        return
    if method == "references":
        target = _chained(call, "inTable")
        yield from _columns(catalog.table(target)) if target is not None else _tables(catalog)
        return
    table = _table_around(call, cursor)
    if number == 1 and method in _INDEXES:
        yield from _indexes(table, catalog)
    elif method in _CONSTRAINTS and (number == 1 or method == "dropPrimary"):
        yield from _constraints(table)
    elif number == 0 and (method in _COLUMNS or _chained(call, "alter") is not None):
        yield from _columns(table)


def _literal_argument(call: Node) -> str | None:
    arguments = call.child_by_field_name("arguments")
    first = arguments.named_children[0] if arguments is not None and arguments.named_children else None
    return text_of(first)[1:-1] if first is not None and first.type in ("string", "template_string") else None


def _chained(call: Node, method: str) -> str | None:
    """The first argument of a method that is called on what this call gives; "" if it has none."""
    node = call
    while (member := node.parent) is not None and member.type == "member_expression":
        outer = member.parent
        if outer is None or outer.type != "call_expression":
            return None
        token = member.child_by_field_name("property")
        if token is not None and text_of(token) == method:
            return _literal_argument(outer) or ""
        node = outer
    return None


def _table_around(call: Node, cursor: _Cursor) -> Table | None:
    """The table that the builder around a call is about: `alterTable('t', …)`, `knex('t')`, `.from('t')`."""
    node: Node | None = call
    while node is not None:
        inner = node.child_by_field_name("function")
        if inner is None:
            break
        if inner.type == "identifier":
            name = _literal_argument(node) if _is_knex(inner, cursor) else None
            return cursor.catalog.table(name) if name else None
        named = text_of(inner.child_by_field_name("property") or inner)
        if named in ("from", "into", "table") and (name := _literal_argument(node)):
            return cursor.catalog.table(name)
        node = inner.child_by_field_name("object")
    return _built(call, cursor)


def _built(call: Node, cursor: _Cursor) -> Table | None:
    """The table of the callback that a call stands in."""
    function = enclosing(call, *FUNCTION_TYPES)
    builder = function.parent.parent if function is not None and function.parent is not None else None
    callee = builder.child_by_field_name("function") if builder is not None else None
    token = callee.child_by_field_name("property") if callee is not None else None
    if builder is None or token is None or text_of(token) not in _BUILDS:
        return None
    name = _literal_argument(builder)
    if name is not None:
        return cursor.catalog.table(name)
    for _, other in cursor.migration.functions():
        if (table := _sent_table(other, span_of(token))) is not None:
            return cursor.catalog.table(table)
    return None


def _sent_table(function: Function, at: Span) -> str | None:
    for step in function.sent_around(at):
        for operation in step.statement.operations:
            if isinstance(operation, TableOperation | CreateIndex):
                return operation.table.key
    return None


# --- SQL --------------------------------------------------------------------------------------------------------------


def _in_sql(cursor: _Cursor) -> Iterator[_Offer]:
    word = _WORD.search(cursor.before)
    written = cursor.before[: word.start()] if word is not None else cursor.before
    tokens = [token.text for token in lex(written.rpartition(";")[2].rstrip('"')).tokens]
    before = [each for each in tokens if each not in ("concurrently", "if", "exists", "not")]
    last, verb = before[-1] if before else "", before[0] if before else ""
    catalog = cursor.catalog
    if last == "index" and verb in ("drop", "alter", "reindex"):
        yield from (_Offer(index.key, types.CompletionItemKind.Reference) for index in catalog.all(Index))
    elif last == "constraint" and verb == "alter":
        for table in _named_tables(cursor, catalog):
            yield from _constraints(table)
    elif last in _BEFORE_TABLE:
        yield from _tables(catalog)
    elif before:
        for table in _named_tables(cursor, catalog):
            yield from _columns(table)


def _named_tables(cursor: _Cursor, catalog: Catalog) -> list[Table]:
    """The tables that the whole string names, in order."""
    words = [token.text for token in lex(text_of(cursor.string)[1:-1]).tokens]
    found = {table.oid: table for word in words if (table := catalog.table(word)) is not None}
    return list(found.values())


# --- what the catalog has ---------------------------------------------------------------------------------------------


def _tables(catalog: Catalog) -> Iterator[_Offer]:
    entries: Iterable[Table | View] = (*catalog.all(Table), *catalog.all(View))
    for entry in sorted(entries, key=lambda each: each.key):
        if isinstance(entry, View):
            yield _Offer(entry.key, types.CompletionItemKind.Interface, "view")
        elif not entry.composite:
            count = len(entry.columns)
            yield _Offer(entry.key, types.CompletionItemKind.Struct, f"{count} columns" if entry.known else None)


def _columns(table: Table | None) -> Iterator[_Offer]:
    for column in table.columns.values() if table is not None else ():
        yield _Offer(column.name, types.CompletionItemKind.Field, _typed(column))


def _typed(column: Column) -> str | None:
    return None if column.type is None else f"{column.type} NOT NULL" if column.not_null else column.type


def _indexes(table: Table | None, catalog: Catalog) -> Iterator[_Offer]:
    owned = {constraint.index for constraint in table.constraints.values()} if table is not None else set()
    for index in catalog.indexes(table) if table is not None else ():
        if index.oid not in owned:
            detail = f"({', '.join(name or '…' for name in index.columns)})"
            yield _Offer(index.name, types.CompletionItemKind.Reference, detail)


def _constraints(table: Table | None) -> Iterator[_Offer]:
    for constraint in table.constraints.values() if table is not None else ():
        yield _Offer(constraint.name, types.CompletionItemKind.Reference, constraint.kind)
