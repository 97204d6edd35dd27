"""What may be claimed of the schema that a statement finds. Where anything is in doubt, the answer is no."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from knexlint.catalog import Table
from knexlint.operations import Name, Relation
from knexlint.project.migration import Migration, Step

_OWN = ("migrations", "migrations_lock")  # Knex makes its tables before any migration runs
_SYSTEM_SCHEMAS = frozenset(("pg_catalog", "information_schema", "pg_temp", "pg_toast"))
_SYSTEM_COLUMNS = frozenset(("ctid", "oid", "tableoid", "xmin", "xmax", "cmin", "cmax"))


def certain(step: Step) -> bool:
    """This text is sent, unless a probe gets an answer that nobody knows."""
    if step.query.unknown is not None or step.happens is False:
        return False
    return all(guard.probe is not None for guard in step.query.when)


def absent(relation: Relation, step: Step, migration: Migration) -> bool:
    """There is no relation of this name when the statement runs."""
    catalog = step.before
    if is_unclear(relation) or not certain(step) or not catalog.absent(relation.key):
        return False
    if relation.schema in _SYSTEM_SCHEMAS or relation.name.endswith(_OWN) or relation.name.startswith("pg_"):
        return False
    if relation.schema is None and catalog.setting("search_path") is not None:
        return False
    if any(entry.name == relation.name for entry in catalog.relations.values()):
        return False  # in another schema, which the search path may name
    made = any(table.known for table in catalog.tables())
    return relation.key in catalog.gone or (made and not migration.before.missed)


def is_unclear(name: Relation | Name) -> bool:
    """Part of the name is not known."""
    return name.unknown or "${" in str(name)


def whole_table(relation: Relation, step: Step) -> Table | None:
    """The table, if everything that it has is known, and the statement is certain to run."""
    table = step.before.table(relation.key)
    if table is None or table.open or is_unclear(relation) or not certain(step):
        return None
    return table if step.before.sure(relation.key) else None


def lacks(table: Table, column: Name) -> bool:
    """The table has no such column."""
    return column.text not in table.columns and column.text not in _SYSTEM_COLUMNS and not is_unclear(column)


def closest(name: str, names: Iterable[str]) -> str | None:
    """The one that was meant, if one is spelled nearly alike."""
    return next(iter(get_close_matches(name, sorted(set(names) - {name}), 1, 0.8)), None)
