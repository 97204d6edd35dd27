"""Code that makes what the catalog holds: columns, indexes and constraints, by Knex's builder or in SQL.

Knows the spellings of both. Knows no statements and not what anything is made for.
"""

from __future__ import annotations

import re

from knexlint.catalog import Catalog, Column, Constraint, Index, Table
from knexlint.catalog.aspects import TRUTH
from knexlint.catalog.expressions import plainly
from knexlint.catalog.types import parsed
from knexlint.operations import Relation
from knexlint.rules.fixing.sql import quoted, relation
from knexlint.rules.fixing.write import literal
from knexlint.syntax import Style

_METHODS = {
    "text": "text",
    "integer": "integer",
    "bigint": "bigInteger",
    "smallint": "smallint",
    "boolean": "boolean",
    "real": "float",
    "double precision": "double",
    "date": "date",
    "json": "json",
    "jsonb": "jsonb",
    "uuid": "uuid",
    "bytea": "binary",
}
_STRING = re.compile(r"'((?:[^']|'')*)'(?:::[\w .\"]+(?:\(\d+\))?)?")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def builder_column(column: Column, style: Style) -> str | None:
    """`string('note', 20).notNullable()`: a call of a table builder. None where only SQL can say it."""
    name = literal(column.name, style)
    if column.type is None or column.generated or column.collation or column.identity:
        return None
    if column.default is not None and plainly(column.default).startswith("nextval("):
        serial = {"integer": "increments", "bigint": "bigIncrements"}.get(column.type)
        primary = "{ primaryKey: false }"
        return f"{serial}({name}, {primary})" if serial is not None and column.sequence is not None else None
    default = "" if column.default is None else _default(column.default, column.type, style)
    required = ".notNullable()" if column.not_null else ""
    return f"{_typed(column.type, name, style)}{required}{default}"


def _typed(text: str, name: str, style: Style) -> str:
    said = parsed(text)
    modifiers = ", ".join(map(str, said.modifiers))
    if not said.array and not said.fields:
        if said.name in _METHODS and not said.modifiers:
            return f"{_METHODS[said.name]}({name})"
        if said.name == "character varying" and len(said.modifiers) == 1:
            return f"string({name})" if said.modifiers == (255,) else f"string({name}, {modifiers})"
        if said.name == "numeric" and len(said.modifiers) == 2:
            return f"decimal({name}, {modifiers})"
        if said.name == "timestamp with time zone" and not said.modifiers:
            return f"timestamp({name})"
        if said.name == "timestamp without time zone" and not said.modifiers:
            return f"timestamp({name}, {{ useTz: false }})"
    return f"specificType({name}, {literal(text, style)})"


def _default(text: str, kind: str, style: Style) -> str:
    string, plain = _STRING.fullmatch(text.strip()), plainly(text)
    if kind == "boolean" and plain.strip("'") in TRUTH:  # Knex takes every string for true
        return f".defaultTo({TRUTH[plain.strip(chr(39))]})"
    if plain in ("true", "false") or _NUMBER.fullmatch(plain):
        return f".defaultTo({plain})"
    if string is not None:
        return f".defaultTo({literal(string.group(1).replace(chr(39) * 2, chr(39)), style)})"
    if plain in ("current_timestamp", "now()"):
        return ".defaultTo(knex.fn.now())" if plain == "current_timestamp" else f".defaultTo(knex.raw({_now(style)}))"
    return f".defaultTo(knex.raw({literal(text, style)}))"


def _now(style: Style) -> str:
    return literal("now()", style)


def sql_column(column: Column) -> str | None:
    """`"total" numeric(10,2) NOT NULL DEFAULT 0`. None where it draws from a sequence that is not its own."""
    if column.type is None:
        return None
    parts = [quoted(column.name), column.type]
    if column.collation:
        parts.append(f"COLLATE {column.collation}")
    if column.identity is not None:
        return " ".join([*parts, f"GENERATED {column.identity.upper()} AS IDENTITY"])
    if column.generated == "stored":
        return " ".join([*parts, f"GENERATED ALWAYS AS ({column.generation}) STORED"])
    if column.not_null:
        parts.append("NOT NULL")
    if column.default is not None:
        if plainly(column.default).startswith("nextval("):
            return None
        parts.append(f"DEFAULT {column.default}")
    return " ".join(parts)


def needs_values(column: Column) -> bool:
    """A row that is there already cannot have the column: nothing fills it."""
    filled = column.default is not None or column.identity is not None or column.generated is not None
    return column.not_null is True and not filled


# --- indexes ----------------------------------------------------------------------------------------------------------


def generated_name(table: str, columns: tuple[str, ...], suffix: str) -> str:
    """The name that Knex makes up."""
    return "_".join([table, *columns, suffix]).lower()


def builder_index(index: Index, table: Table, style: Style) -> str | None:
    columns = tuple(name for name in index.columns if name is not None)
    plain = all(_is_plain(e, c) for e, c in zip(index.elements, index.columns, strict=False))
    if not plain or index.where or index.include or index.unique or index.method != "btree" or not columns:
        return None
    named = "" if index.name == generated_name(table.name, columns, "index") else f", {literal(index.name, style)}"
    return f"index({listed(columns, style)}{named})"


def _is_plain(element: str, column: str | None) -> bool:
    return column is not None and plainly(element) == plainly(quoted(column))


def sql_index(index: Index, table: Table | Relation) -> str:
    unique = "UNIQUE " if index.unique else ""
    using = f"USING {index.method} " if index.method != "btree" else ""
    include = f" INCLUDE ({', '.join(map(quoted, index.include))})" if index.include else ""
    distinct = " NULLS NOT DISTINCT" if index.nulls_not_distinct else ""
    where = f" WHERE {index.where}" if index.where else ""
    on = f"{relation(_relation(table))} {using}({', '.join(index.elements)})"
    return f"CREATE {unique}INDEX {quoted(index.name)} ON {on}{include}{distinct}{where}"


def _relation(table: Table | Relation) -> Relation:
    return table if isinstance(table, Relation) else Relation(table.name, table.schema)


def listed(columns: tuple[str, ...], style: Style) -> str:
    return f"[{', '.join(literal(name, style) for name in columns)}]"


# --- constraints ------------------------------------------------------------------------------------------------------


def builder_constraint(constraint: Constraint, table: Table, catalog: Catalog, style: Style) -> str | None:
    if constraint.deferrable or not constraint.validated or not constraint.columns:
        return None
    columns = listed(constraint.columns, style)
    index = catalog.relations.get(constraint.index) if constraint.index is not None else None
    if isinstance(index, Index) and (index.include or index.nulls_not_distinct):
        return None
    if constraint.kind == "unique":
        known = constraint.name == generated_name(table.name, constraint.columns, "unique")
        return f"unique({columns}{'' if known else f', {{ indexName: {literal(constraint.name, style)} }}'})"
    if constraint.kind == "primary key":
        known = constraint.name == f"{table.name}_pkey"
        return f"primary({columns}{'' if known else f', {{ constraintName: {literal(constraint.name, style)} }}'})"
    if constraint.kind == "foreign key":
        return _builder_foreign(constraint, table, catalog, columns, style)
    return None


def _builder_foreign(constraint: Constraint, table: Table, catalog: Catalog, columns: str, style: Style) -> str | None:
    target = catalog.relations.get(constraint.references) if constraint.references is not None else None
    if target is None or not constraint.referenced_columns:
        return None
    named = constraint.name == generated_name(table.name, constraint.columns, "foreign")
    code = f"foreign({columns}{'' if named else f', {literal(constraint.name, style)}'})"
    code += f".references({listed(constraint.referenced_columns, style)}).inTable({literal(target.key, style)})"
    if constraint.on_delete:
        code += f".onDelete({literal(constraint.on_delete.upper(), style)})"
    return code + (f".onUpdate({literal(constraint.on_update.upper(), style)})" if constraint.on_update else "")


def sql_constraint(constraint: Constraint, table: Table, catalog: Catalog) -> str | None:
    """`ALTER TABLE … ADD CONSTRAINT …`. None where the catalog does not know enough."""
    body = _body(constraint, catalog)
    if body is None:
        return None
    later = " DEFERRABLE INITIALLY DEFERRED" if constraint.initially_deferred else ""
    later = later or (" DEFERRABLE" if constraint.deferrable else "")
    valid = "" if constraint.validated else " NOT VALID"
    inherit = " NO INHERIT" if constraint.no_inherit else ""
    head = f"ALTER TABLE {relation(_relation(table))} ADD CONSTRAINT {quoted(constraint.name)}"
    return f"{head} {body}{inherit}{later}{valid}"


def _body(constraint: Constraint, catalog: Catalog) -> str | None:
    columns = ", ".join(map(quoted, constraint.columns))
    index = catalog.relations.get(constraint.index) if constraint.index is not None else None
    if constraint.kind in ("unique", "primary key") and columns:
        distinct = " NULLS NOT DISTINCT" if isinstance(index, Index) and index.nulls_not_distinct else ""
        if isinstance(index, Index) and index.include:
            return None
        return f"{constraint.kind.upper()}{distinct} ({columns})"
    if constraint.kind == "check" and constraint.expression is not None:
        return f"CHECK ({constraint.expression})"
    target = catalog.relations.get(constraint.references) if constraint.references is not None else None
    if constraint.kind != "foreign key" or target is None or not constraint.referenced_columns:
        return None
    to = f"{relation(Relation(target.name, target.schema))} ({', '.join(map(quoted, constraint.referenced_columns))})"
    rules = [f" ON UPDATE {constraint.on_update.upper()}"] if constraint.on_update else []
    rules += [f" ON DELETE {constraint.on_delete.upper()}"] if constraint.on_delete else []
    return f"FOREIGN KEY ({columns}) REFERENCES {to}{''.join(rules)}"
