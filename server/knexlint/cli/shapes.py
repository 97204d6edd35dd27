"""The JSON of queries, statements and locks, exactly as ARCHITECTURE.md promises it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from typing import Any

from knexlint.catalog import Catalog, Table
from knexlint.catalog.definitions import (
    constraint_definition,
    constraints_of,
    default_of,
    index_definition,
    printed_type,
)
from knexlint.catalog.script import tables_of
from knexlint.evaluate.values import UNDEFINED, Array, BigInt, Choice, Guard, Object, Unknown, Value
from knexlint.knex.queries import Query
from knexlint.postgres import Effects
from knexlint.project.migration import Function, Migration, Step
from knexlint.sql import Statement
from knexlint.text import Fragment, Source


def file_shape(name: str, migration: Migration, transaction: str, doubt: str | None = None) -> dict[str, Any]:
    """`doubt`: why nothing of it is exact."""
    return {
        "file": name,
        "transaction": transaction,
        "up": queries_shape(migration.up, migration.source, doubt),
        "down": queries_shape(migration.down, migration.source, doubt),
        "error": migration.error,
    }


def queries_shape(function: Function | None, source: Source, doubt: str | None = None) -> list[dict[str, Any]]:
    if function is None:
        return []
    steps: dict[int, list[Step]] = {}
    for step in function.steps:
        steps.setdefault(id(step.query), []).append(step)
    shapes = [query_shape(query, steps.get(id(query), []), source) for query in function.queries]
    return shapes if doubt is None else [{**shape, "exact": False, "unknown": doubt} for shape in shapes]


def query_shape(query: Query, steps: Sequence[Step], source: Source) -> dict[str, Any]:
    line, column = source.position(query.origin.method.start)
    holes = query.sql.holes if query.sql is not None else ()
    return {
        "sql": None if query.sql is None else query.sql.text,
        "bindings": [json_value(value) for value in query.bindings],
        "line": line + 1,
        "column": column + 1,
        "exact": query.exact,
        "unknown": query.unknown or (holes[0] if holes else None),
        "error": query.error,
        "scope": query.scope,
        "when": [_when(guard) for guard in query.when if guard.probe is not None],
        "statements": [_step_shape(step, source) for step in steps],
    }


def _when(guard: Guard) -> dict[str, Any]:
    probe = guard.probe
    assert probe is not None
    return {
        "probe": probe.kind,
        "schema": probe.schema,
        "table": probe.table,
        "column": probe.column,
        "occurrence": probe.occurrence,
        "answer": guard.answer,
    }


def _step_shape(step: Step, source: Source) -> dict[str, Any]:
    own = step.statement.fragment.span() if step.query.origin.kind == "raw" else None
    start = own.start if own is not None else step.query.origin.method.start
    return statement_shape(step.statement, step.effects, source.position(start))


def statement_shape(statement: Statement, effects: Effects, position: tuple[int, int]) -> dict[str, Any]:
    """`position`: line and column, from 0."""
    return {
        "sql": statement.fragment.text,
        "line": position[0] + 1,
        "column": position[1] + 1,
        "locks": [{"relation": lock.relation, "kind": lock.kind, "mode": str(lock.mode)} for lock in effects.locks],
        "rewrites": list(effects.rewrites),
        "rebuilds": list(effects.rebuilds),
        "scans": list(effects.scans),
        "in_transaction": effects.in_transaction,
        "unusable_until_commit": list(effects.unusable_until_commit),
        "error": effects.error,
        "fails_if": effects.fails_if,
        "unknown": effects.unknown,
    }


def json_value(value: Value) -> Any:
    """A binding as JSON; one that is not known as `{"unknown": reason}`."""
    match value:
        case Fragment():
            return {"unknown": value.holes[0]} if value.holes else value.text
        case None | bool() | int():
            return value
        case float():
            return value if math.isfinite(value) else str(value)
        case BigInt():
            return str(value.value)
        case Array():
            if not value.complete:
                return {"unknown": "not all elements are known"}
            return [json_value(item) for item in value.items]
        case Object():
            if not value.complete:
                return {"unknown": "not all keys are known"}
            return {key: json_value(item) for key, item in value.items.items()}
        case Unknown():
            return {"unknown": value.reason}
        case Choice():
            return {"unknown": f"it depends on what {value.probe.kind} answers"}
    return None if value is UNDEFINED else {"unknown": "a value that is not plain data"}


# --- the schema -------------------------------------------------------------------------------------------------------

_KINDS = {"exclude": "exclusion"}


def schema_shape(catalog: Catalog) -> dict[str, Any]:
    return {"tables": [_table_shape(table, catalog) for table in tables_of(catalog)]}


def _table_shape(table: Table, catalog: Catalog) -> dict[str, Any]:
    return {
        "schema": table.schema or "public",
        "name": table.name,
        "columns": [
            {
                "name": column.name,
                "type": column.type and printed_type(column.type),
                "nullable": not column.not_null,
                "default": default_of(column, catalog),
            }
            for column in table.columns.values()
        ],
        "indexes": [
            {
                "name": index.name,
                "unique": index.unique,
                "columns": list(index.columns),
                "definition": index_definition(index, catalog),
            }
            for index in sorted(catalog.indexes(table), key=lambda index: index.name)
        ],
        "constraints": [
            {
                "name": constraint.name,
                "type": _KINDS.get(constraint.kind, constraint.kind),
                "definition": constraint_definition(constraint, table, catalog),
                "validated": constraint.validated,
            }
            for constraint in constraints_of(table, catalog)
        ],
    }


_LINE_ENDS = re.compile("[\x85\u2028\u2029]")  # beside those that JSON escapes anyway


def one_line(shape: dict[str, Any]) -> str:
    """JSON on one line, whatever its reader takes for the end of one."""
    text = json.dumps(shape, ensure_ascii=False)
    return _LINE_ENDS.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
