"""SQL texts for fixes, written from operations, and small edits inside the author's own SQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from knexlint.operations import Constraint, CreateIndex, Name, Relation
from knexlint.project.migration import Migration, Step
from knexlint.text import Edit, Span

_LONGEST = 63


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def relation(table: Relation) -> str:
    return quoted(table.name) if table.schema is None else f"{quoted(table.schema)}.{quoted(table.name)}"


def columns(names: Iterable[Name]) -> str:
    return ", ".join(quoted(name.text) for name in names)


def known(*parts: Relation | Name | None) -> bool:
    """None of these names has a hole in it."""
    return all(part is None or not (part.unknown or "${" in str(part)) for part in parts)


def create_index(index: CreateIndex, text: str) -> str:
    """`CREATE INDEX CONCURRENTLY` for an index that Knex's builder makes; `text`: its statement."""
    name = text[slice(*index.name.at)] if index.name is not None else ""
    rest = text[index.table.at.start :]
    if index.method is not None:
        rest = rest.replace(f" using {index.method} ", f" USING {index.method} ", 1)
    return f"CREATE {'UNIQUE ' if index.unique else ''}INDEX CONCURRENTLY {name} ON {rest}"


def unique_index(name: str, table: Relation, constraint: Constraint) -> str:
    distinct = " NULLS NOT DISTINCT" if constraint.nulls_not_distinct else ""
    on = f"{relation(table)} ({columns(constraint.columns)})"
    return f"CREATE UNIQUE INDEX CONCURRENTLY {quoted(name)} ON {on}{distinct}"


def unique_using(name: str, table: Relation, constraint: Constraint) -> str:
    added = f"ALTER TABLE {relation(table)} ADD CONSTRAINT {quoted(name)} UNIQUE USING INDEX {quoted(name)}"
    return added + _deferred(constraint)


def foreign_key(name: str, table: Relation, constraint: Constraint) -> str | None:
    """`ADD CONSTRAINT … FOREIGN KEY … NOT VALID`."""
    if constraint.references is None:
        return None
    parts = [
        f"ALTER TABLE {relation(table)} ADD CONSTRAINT {quoted(name)}",
        f"FOREIGN KEY ({columns(constraint.columns)}) REFERENCES {relation(constraint.references)}",
    ]
    if constraint.referenced_columns:
        parts.append(f"({columns(constraint.referenced_columns)})")
    if constraint.on_update:
        parts.append(f"ON UPDATE {constraint.on_update.upper()}")
    if constraint.on_delete:
        parts.append(f"ON DELETE {constraint.on_delete.upper()}")
    return " ".join(parts) + _deferred(constraint) + " NOT VALID"


def check(name: str, table: Relation, constraint: Constraint) -> str | None:
    """`ADD CONSTRAINT … CHECK … NOT VALID`."""
    if constraint.expression is None or constraint.expression.unknown:
        return None
    inside = " NO INHERIT" if constraint.no_inherit else ""
    added = f"ALTER TABLE {relation(table)} ADD CONSTRAINT {quoted(name)} CHECK ({constraint.expression.text.strip()})"
    return f"{added}{inside} NOT VALID"


def _deferred(constraint: Constraint) -> str:
    if constraint.initially_deferred:
        return " DEFERRABLE INITIALLY DEFERRED"
    return " DEFERRABLE" if constraint.deferrable else ""


def validate(name: str, table: Relation) -> str:
    return f"ALTER TABLE {relation(table)} VALIDATE CONSTRAINT {quoted(name)}"


def generated(table: Relation, names: Sequence[Name], suffix: str) -> str | None:
    """The name that PostgreSQL gives an unnamed constraint, None where it would have to shorten it."""
    name = "_".join([table.name, *(column.text for column in names), suffix])
    return name if len(name.encode()) <= _LONGEST else None


# --- inside raw SQL ---------------------------------------------------------------------------------------------------


def is_raw(step: Step) -> bool:
    """The author wrote the SQL: `knex.raw` or `knex.schema.raw`."""
    return step.query.origin.kind == "raw"


def has_comment(step: Step) -> bool:
    """The query's text holds an SQL comment (or something that looks like one)."""
    text = str(step.query.sql or "")
    return "--" in text or "/*" in text


def insert(step: Step, migration: Migration, offset: int, words: str) -> Edit | None:
    """Insert words at an offset of the statement's text, right where it stands in the file."""
    span = own_text(step, migration, offset - 1, offset)
    return None if span is None else Edit(Span(span.end, span.end), words)


def own_text(step: Step, migration: Migration, start: int, end: int) -> Span | None:
    """Where a part of the statement's text stands in its own call, character for character."""
    span = step.statement.fragment.span(start, end)
    origin = step.query.origin
    if span is None or origin.foreign or not origin.chain.covers(span):
        return None
    return span if migration.source.slice(span) == step.statement.fragment.text[start:end] else None


def insert_concurrently(step: Step, migration: Migration) -> Edit | None:
    """`CREATE INDEX` or `DROP INDEX` in raw SQL: the word CONCURRENTLY after INDEX, in the author's case."""
    found = re.match(r"\s*(?:create\s+(?:unique\s+)?|drop\s+)(index)\b", step.statement.fragment.text, re.IGNORECASE)
    if found is None:
        return None
    word = " concurrently" if found.group(1).islower() else " CONCURRENTLY"
    return insert(step, migration, found.end(), word)
