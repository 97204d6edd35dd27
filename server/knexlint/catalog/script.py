"""The schema as SQL that makes it in an empty database. Functions, triggers and policies are not in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knexlint.catalog.definitions import (
    condition,
    constraint_definition,
    default_of,
    index_definition,
    printed_type,
    qualified,
)
from knexlint.catalog.model import Catalog, Column, Constraint, Entry, Index, Table, View
from knexlint.catalog.model import Sequence as Counter
from knexlint.catalog.quoting import quoted, string


def by_name(entry: Entry) -> tuple[str, str]:
    return entry.schema or "public", entry.name


def tables_of(catalog: Catalog) -> list[Table]:
    """The tables as `pg_class` has them, by name; not those that are only presumed."""
    tables = (table for table in catalog.tables() if table.known and not table.composite and not table.temporary)
    return sorted(tables, key=by_name)


def script(catalog: Catalog, notes: Sequence[str] = ()) -> str:
    """The statements, after the notes as comments."""
    lines = [*(f"-- {note}" for note in notes), *(f"{statement};" for statement in _statements(catalog))]
    return "".join(f"{line}\n" for line in lines)


def _statements(catalog: Catalog) -> Iterator[str]:
    tables = _parents_first(tables_of(catalog), catalog)
    for name in sorted(catalog.schemas - {"public"}):
        yield f"CREATE SCHEMA {quoted(name)}"
    for name in sorted(catalog.extensions):
        yield f"CREATE EXTENSION IF NOT EXISTS {quoted(name)}"
    yield from _types(catalog)
    for sequence in sorted(catalog.all(Counter), key=by_name):
        if not sequence.identity:
            yield f"CREATE SEQUENCE {qualified(sequence)}"
    for table in tables:
        yield table_statement(table, catalog)
    for table in tables:
        yield from _keys(table, catalog)
    for index in sorted(catalog.all(Index), key=by_name):
        table = catalog.relations.get(index.table)
        if isinstance(table, Table) and table.known and not _serves(index, catalog):
            yield index_definition(index, catalog)
    for table in tables:
        yield from _foreign_keys(table, catalog)
    for view in catalog.all(View):
        kind = "MATERIALIZED VIEW" if view.materialized else "VIEW"
        yield f"CREATE {kind} {qualified(view)} AS {view.query.strip()}"
        for index in catalog.indexes(view):
            yield index_definition(index, catalog)


def _types(catalog: Catalog) -> Iterator[str]:
    for key in sorted(catalog.enums):
        labels = ", ".join(string(label) for label in catalog.enums[key].labels)
        yield f"CREATE TYPE {name_of_key(key)} AS ENUM ({labels})"
    for key, domain in sorted(catalog.domains.items()):
        rest = " NOT NULL" if domain.not_null else ""
        rest += f" DEFAULT {domain.default}" if domain.default else ""
        for name, (text, _) in domain.constraints.items():
            rest += f" CONSTRAINT {quoted(name)} CHECK ({text})"
        yield f"CREATE DOMAIN {name_of_key(key)} AS {domain.type}{rest}"
    for table in catalog.tables():
        if table.composite:
            inside = ", ".join(f"{quoted(c.name)} {printed_type(c.type or 'text')}" for c in table.columns.values())
            yield f"CREATE TYPE {qualified(table)} AS ({inside})"


def name_of_key(key: str) -> str:
    return ".".join(map(quoted, key.split(".")))


def _parents_first(tables: list[Table], catalog: Catalog) -> list[Table]:
    found: dict[int, Table] = {}

    def add(table: Table) -> None:
        for parent in catalog.entries(table.parents, Table):
            add(parent)
        found.setdefault(table.oid, table)

    for table in tables:
        add(table)
    return list(found.values())


def table_statement(table: Table, catalog: Catalog) -> str:
    """CREATE TABLE with columns and checks; keys come after it."""
    kind = "CREATE UNLOGGED TABLE" if not table.logged else "CREATE TABLE"
    head = f"{kind} {qualified(table)}"
    parents = catalog.entries(table.parents, Table)
    if table.is_partition and parents:
        head += f" PARTITION OF {qualified(parents[-1])} {table.partition_bound or 'DEFAULT'}"
        return head + (f" PARTITION BY {table.partition_by}" if table.partition_by else "")
    inside = [_column(column, table, catalog) for column in table.columns.values()]
    inside += [
        f"CONSTRAINT {quoted(c.name)} {constraint_definition(c, table, catalog)}"
        for c in table.constraints.values()
        if c.kind == "check" and c.validated and not c.inherited
    ]
    body = ",\n    ".join(inside)
    head += f" (\n    {body}\n)" if inside else " ()"
    if parents:
        head += f" INHERITS ({', '.join(map(qualified, parents))})"
    return head + (f" PARTITION BY {table.partition_by}" if table.partition_by else "")


def _column(column: Column, table: Table, catalog: Catalog) -> str:
    text = f"{quoted(column.name)} {printed_type(column.type or 'text')}"
    if column.collation:
        text += f" COLLATE {column.collation}"
    if column.identity is not None:
        text += f" GENERATED {column.identity.upper()} AS IDENTITY"
    if column.generated is not None and column.generation is not None:
        types = {name: each.type for name, each in table.columns.items()}
        text += f" GENERATED ALWAYS AS ({condition(column.generation, types)}) {column.generated.upper()}"
    default = default_of(column, catalog)
    if default is not None:
        text += f" DEFAULT {default}"
    return f"{text} NOT NULL" if column.not_null else text


def _keys(table: Table, catalog: Catalog) -> Iterator[str]:
    name = qualified(table)
    for constraint in table.constraints.values():
        if constraint.inherited and table.is_partition:
            continue
        later = constraint.kind == "check" and not constraint.validated
        if constraint.kind in ("primary key", "unique", "exclude") or later:
            yield _added(name, constraint, table, catalog)
    for sequence in catalog.sequences(table):
        if not sequence.identity and sequence.column is not None:
            yield f"ALTER SEQUENCE {qualified(sequence)} OWNED BY {name}.{quoted(sequence.column)}"


def _foreign_keys(table: Table, catalog: Catalog) -> Iterator[str]:
    for constraint in table.constraints.values():
        target = catalog.relations.get(constraint.references) if constraint.references is not None else None
        if target is None or not target.known:  # there is nothing that it could be made with
            continue
        if constraint.kind == "foreign key" and not (constraint.inherited and table.is_partition):
            yield _added(qualified(table), constraint, table, catalog)


def _added(name: str, constraint: Constraint, table: Table, catalog: Catalog) -> str:
    definition = constraint_definition(constraint, table, catalog)
    return f"ALTER TABLE {name} ADD CONSTRAINT {quoted(constraint.name)} {definition}"


def _serves(index: Index, catalog: Catalog) -> bool:
    """It comes with a constraint, or with the index of the partitioned table."""
    if index.parent is not None:
        return True
    table = catalog.relations.get(index.table)
    return isinstance(table, Table) and any(c.index == index.oid for c in table.constraints.values())
