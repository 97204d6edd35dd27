"""From a name to where it is made and used, in all migrations of a folder; the names of a whole workspace.

Asks `project.atlas` and says it in the protocol.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol import types
from pygls.uris import from_fs_path

from knexlint.catalog import Catalog, Table
from knexlint.lint import Report
from knexlint.lsp.analysis import Analysis
from knexlint.lsp.client import Client
from knexlint.lsp.documents import Document, range_of
from knexlint.project.atlas import Place, everywhere, mention_at, places
from knexlint.project.history import History
from knexlint.project.mentions import Identity, column_identity, identity_of
from knexlint.project.migration import Migration

_MOST = 300  # symbols of a workspace that are sent
_NO_RENAME = (
    "A table or a column cannot be renamed here: the migrations that named it have run, and the database would keep the"
    " old name. Write a migration that renames it."
)


def history_of(analysis: Analysis, document: Document) -> History | None:
    path = document.source.path
    return analysis.folders.workspace_of(path).chronicles.history_of(path.rpartition("/")[0])


def definition(document: Document, analysis: Analysis, offset: int, client: Client) -> list[types.Location]:
    """Where what is named was made; where nothing known makes it, the first place that names it."""
    found = _named(document, analysis, offset)
    made = [place for place in found if place.mention.role == "create"]
    return _locations(made or found[:1], document, client)


def references(
    document: Document, analysis: Analysis, offset: int, client: Client, declaration: bool
) -> list[types.Location]:
    found = _named(document, analysis, offset)
    return _locations((p for p in found if declaration or p.mention.role != "create"), document, client)


def rename_refused(report: Report, offset: int) -> str | None:
    """Why what stands there cannot be renamed; None where nothing of the schema is named."""
    migration = report.migration
    return _NO_RENAME if migration is not None and mention_at(migration, offset) is not None else None


def _named(document: Document, analysis: Analysis, offset: int) -> list[Place]:
    migration = analysis.report(document).migration
    mention = mention_at(migration, offset) if migration is not None else None
    if migration is None or mention is None:
        return []
    return list(everywhere(history_of(analysis, document), migration, mention.identity))


def _locations(found: Iterable[Place], document: Document, client: Client) -> list[types.Location]:
    """Each place once, however many statements name the thing there."""
    once = {(place.source.path, place.mention.span): place.source for place in found}
    return [
        types.Location(_uri(path, document), range_of(source, span, client.encoding))
        for (path, span), source in once.items()
    ]


def _uri(path: str, document: Document) -> str:
    return document.uri if path == document.source.path else from_fs_path(path) or path


# --- the workspace's tables and columns -------------------------------------------------------------------------------


def workspace_symbols(analysis: Analysis, query: str, client: Client) -> list[types.WorkspaceSymbol]:
    """Tables and columns as they are after all migrations, where they were made. `query`: letters in this order."""
    found: list[types.WorkspaceSymbol] = []
    for workspace in analysis.folders.workspaces():
        for history in workspace.chronicles.histories():
            for symbol in _symbols(history, query.lower(), client):
                found.append(symbol)
                if len(found) == _MOST:
                    return found
    return found


def _symbols(history: History, query: str, client: Client) -> Iterator[types.WorkspaceSymbol]:
    for table in history.end.tables():
        if _matches(query, table.key):
            yield from _symbol(history, identity_of(table, table.key), table.key, None, client)
        for name in table.columns:
            if _matches(query, f"{table.key}.{name}"):
                yield from _symbol(history, column_identity(table, table.key, name), name, table.key, client)


def _matches(query: str, name: str) -> bool:
    rest = iter(name.lower())
    return all(letter in rest for letter in query if letter != " ")


def _symbol(
    history: History, identity: Identity, name: str, table: str | None, client: Client
) -> Iterator[types.WorkspaceSymbol]:
    found = places(history, identity)
    made = next((place for place in found if place.mention.role == "create"), found[0] if found else None)
    if made is not None:
        kind = types.SymbolKind.Struct if table is None else types.SymbolKind.Field
        uri = from_fs_path(made.source.path) or made.source.path
        location = types.Location(uri, range_of(made.source, made.mention.span, client.encoding))
        yield types.WorkspaceSymbol(location=location, name=name, kind=kind, container_name=table)


# --- a table in words -------------------------------------------------------------------------------------------------


def described(document: Document, analysis: Analysis, offset: int) -> str | None:
    """What is known of the table under the cursor: its columns, its indexes, and the migrations that made it so."""
    migration = analysis.report(document).migration
    mention = mention_at(migration, offset) if migration is not None else None
    if migration is None or mention is None or mention.kind != "table":
        return None
    table, catalog = _table_at(migration, mention.identity)
    if table is None or not table.columns:
        return None
    parts = [f"**{table.key}**" + ("" if table.known and not table.open else " (as far as it is known)")]
    parts.append("```sql\n" + "\n".join(_column_lines(table)) + "\n```")
    if lines := [*_index_lines(table, catalog)]:
        parts.append("```sql\n" + "\n".join(lines) + "\n```")
    if told := _history(history_of(analysis, document), migration, mention.identity):
        parts.append(told)
    return "\n\n".join(parts)


def _table_at(migration: Migration, identity: Identity) -> tuple[Table | None, Catalog]:
    """The table as this migration finds it, or as it leaves it."""
    for catalog in (migration.before, migration.after):
        entry = catalog.relations.get(identity[1]) if isinstance(identity[1], int) else None
        if isinstance(entry, Table):
            return entry, catalog
    return None, migration.before


def _column_lines(table: Table) -> Iterator[str]:
    width = max(len(name) for name in table.columns)
    for column in table.columns.values():
        parts = [column.name.ljust(width), column.type or "?"]
        parts += ["NOT NULL"] if column.not_null else []
        if column.identity is not None:
            parts.append(f"GENERATED {column.identity.upper()} AS IDENTITY")
        elif column.default is not None:
            parts.append(f"DEFAULT {column.default}")
        yield " ".join(parts)


def _index_lines(table: Table, catalog: Catalog) -> Iterator[str]:
    named = {constraint.index: constraint for constraint in table.constraints.values() if constraint.index is not None}
    for index in catalog.indexes(table):
        constraint = named.get(index.oid)
        kind = constraint.kind.upper() if constraint is not None else "UNIQUE INDEX" if index.unique else "INDEX"
        where = f" WHERE {index.where}" if index.where else ""
        columns = ", ".join(name or text for name, text in zip(index.columns, index.elements, strict=False))
        yield f"{kind} {index.name} ({columns}){where}"
    for constraint in table.constraints.values():
        target = catalog.relations.get(constraint.references) if constraint.references is not None else None
        if constraint.kind == "foreign key" and target is not None:
            yield f"FOREIGN KEY {constraint.name} ({', '.join(constraint.columns)}) REFERENCES {target.key}"


def _history(history: History | None, migration: Migration, identity: Identity) -> str:
    """`Made by a, changed by b, c.` with links."""
    said: dict[str, dict[str, str]] = {"create": {}, "change": {}}
    for place in everywhere(history, migration, identity):
        if place.mention.role in said:
            path = place.source.path
            said[place.mention.role].setdefault(path, f"[{path.rpartition('/')[2]}]({from_fs_path(path) or path})")
    changed = [link for path, link in said["change"].items() if path not in said["create"]]
    parts = [f"Made by {', '.join(said['create'].values())}"] if said["create"] else []
    parts += [f"changed by {', '.join(changed)}"] if changed else []
    text = ", ".join(parts)
    return f"{text[0].upper()}{text[1:]}." if text else ""
