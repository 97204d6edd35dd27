"""What a real server says of its schema, in the shape of `knexlint schema --format json`."""

from __future__ import annotations

from typing import Any

import psycopg

_RELATIONS = """
SELECT c.oid, n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
   AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND classid = 'pg_class'::regclass AND deptype = 'e')
 ORDER BY 2, 3
"""
_COLUMNS = """
SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
       CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END
  FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid = ANY(%s) ORDER BY a.attrelid, a.attnum
"""
_INDEXES = """
SELECT i.indrelid, c.relname, i.indisunique,
       ARRAY(SELECT CASE WHEN k = 0 THEN NULL ELSE (SELECT attname FROM pg_attribute
                     WHERE attrelid = i.indrelid AND attnum = k) END
               FROM unnest(i.indkey::int[]) WITH ORDINALITY AS u(k, n) WHERE n <= i.indnkeyatts ORDER BY n),
       pg_get_indexdef(i.indexrelid)
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = ANY(%s) ORDER BY 1, 2
"""
_CONSTRAINTS = """
SELECT conrelid, conname, contype, pg_get_constraintdef(oid), convalidated FROM pg_constraint
 WHERE contype IN ('p', 'u', 'f', 'c', 'x') AND conrelid = ANY(%s) ORDER BY 1, 2
"""
_KINDS = {"p": "primary key", "u": "unique", "f": "foreign key", "c": "check", "x": "exclusion"}


def described(session: psycopg.Connection) -> dict[str, Any]:
    """The tables of a database, apart from those that Knex keeps for itself."""
    session.execute("SET search_path = public")
    relations = session.execute(_RELATIONS).fetchall()
    tables: dict[int, dict[str, Any]] = {
        oid: {"schema": schema, "name": name, "columns": [], "indexes": [], "constraints": []}
        for oid, schema, name in relations
    }
    oids = list(tables)
    for oid, name, type_, nullable, default in session.execute(_COLUMNS, [oids]):
        column = {"name": name, "type": type_, "nullable": nullable, "default": default}
        tables[oid]["columns"].append(column)
    for oid, name, unique, columns, definition in session.execute(_INDEXES, [oids]):
        index = {"name": name, "unique": unique, "columns": columns, "definition": definition}
        tables[oid]["indexes"].append(index)
    for oid, name, kind, definition, validated in session.execute(_CONSTRAINTS, [oids]):
        constraint = {"name": name, "type": _KINDS[kind], "definition": definition, "validated": validated}
        tables[oid]["constraints"].append(constraint)
    return {"tables": list(tables.values())}
