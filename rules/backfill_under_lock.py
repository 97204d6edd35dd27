"""When backfill_under_lock.md is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knexlint.catalog.expressions import clause, conjuncts, stripped
from knexlint.operations import DataOperation, Delete, Operation, RefreshMaterializedView, Update
from knexlint.project.migration import Migration, Step
from knexlint.rules import Finding, on
from knexlint.rules.circumstances import changes_all, is_live, until
from knexlint.rules.fixing.moving import moved_apart
from knexlint.rules.holding import Held, strongest_held

_LIMIT = re.compile(r"\blimit\b", re.IGNORECASE)
_AFTER_WHERE = ("group", "order", "having", "union", "returning", "on", "window", "for")
_COLUMN = r'(?:(?:"[^"]+"|[a-z_]\w*)\.)?(?:"[^"]+"|[a-z_]\w*)'
_JOINS = re.compile(rf"\(*\s*{_COLUMN}\s*(?:=\s*{_COLUMN}|is\s+not\s+null)\s*\)*", re.IGNORECASE)


@on(Migration)
def check(migration: Migration) -> Iterator[Finding]:
    for _, function in migration.functions():
        seen: set[str] = set()  # once for each table that is read through
        for step in function.steps:
            for operation in step.statement.operations:
                table = _read_through(operation, step)
                held = strongest_held(step, migration) if table is not None and table not in seen else None
                if table is not None and held is not None:
                    seen.add(table)
                    yield _finding(operation, table, held, step, migration)


def _read_through(operation: Operation, step: Step) -> str | None:
    """A table that others use, and of which the statement is certain to read every row."""
    if not isinstance(operation, DataOperation | RefreshMaterializedView) or step.happens is False:
        return None
    if isinstance(operation, Update | Delete) and changes_all(operation.table, operation.where, step):
        return operation.table.key if is_live(operation.table, step) else None
    if step.query.unknown is not None or not _takes_all(operation):
        return None
    return next((name for name in step.effects.scans if not step.creates(name)), None)


def _takes_all(operation: Operation) -> bool:
    """What several tables give together, or a query for an INSERT, is not narrowed down by a value."""
    where: str | None = None
    if isinstance(operation, Update | Delete):
        if not operation.reads:
            return True
        where = operation.where.text if operation.where is not None else None
    elif isinstance(operation, DataOperation) and operation.query is not None:
        if _LIMIT.search(operation.query.text):
            return False
        where = clause(operation.query.text, "where", _AFTER_WHERE)
    return where is None or all(_JOINS.fullmatch(part) for part in conjuncts(stripped(where)))


def _finding(operation: Operation, table: str, held: Held, step: Step, migration: Migration) -> Finding:
    lock = held.lock
    values = {"table": table, "locked": lock.relation, "waits": lock.mode.waits, "until": until(step, migration)}
    place = step.query.origin.method if step.query.origin.kind == "query" else step.span(operation.at)
    alone = isinstance(operation, Update | Delete) and not operation.reads
    fix = moved_apart(step, table, migration) if alone else None
    if lock.mode.blocks_reads and lock.relation == table and alone:
        return Finding(place, values, fix)
    return Finding(place, values, fix, severity="warning" if step.direction == "up" else "info")
