"""What may be claimed of the schema that a statement finds. Where anything is in doubt, the answer is no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from knexlint.catalog import Catalog, Entry, Table, View, apply
from knexlint.memo import remembered
from knexlint.operations import Name, Operation, Relation
from knexlint.project.migration import Migration, Step
from knexlint.project.vague import applied

_OWN = ("migrations", "migrations_lock")  # Knex makes its tables before any migration runs
_SYSTEM_SCHEMAS = frozenset(("pg_catalog", "information_schema", "pg_temp", "pg_toast"))
_SYSTEM_COLUMNS = frozenset(("ctid", "oid", "tableoid", "xmin", "xmax", "cmin", "cmax"))


def certain(step: Step) -> bool:
    """This text is sent: no part of it is in doubt, and the probes that it depends on get the answers that it needs."""
    return step.query.unknown is None and step.happens is True


def is_elsewhere(relation: Relation, catalog: Catalog) -> bool:
    """The name may mean a relation of another schema, because the search path was set."""
    return relation.schema is None and catalog.setting("search_path") is not None


def absent(relation: Relation, step: Step, migration: Migration) -> bool:
    """There is no relation of this name when the statement runs."""
    catalog = step.before
    if is_unclear(relation) or not certain(step) or not catalog.absent(relation.key):
        return False
    if relation.schema in _SYSTEM_SCHEMAS or relation.name.endswith(_OWN) or relation.name.startswith("pg_"):
        return False
    if is_elsewhere(relation, catalog):
        return False
    if any(entry.name == relation.name for entry in catalog.relations.values()):
        return False  # in another schema, which the search path may name
    made = any(table.known for table in catalog.tables())
    return relation.key in catalog.gone or (made and not migration.before.missed)


def is_unclear(name: Relation | Name) -> bool:
    """Part of the name is not known."""
    return name.unknown or "${" in str(name)


def catalog_at(operation: Operation, step: Step) -> Catalog:
    """What an action finds: what the statement finds, and what its actions before this one made of that."""
    catalog = step.before
    for each in step.statement.operations:
        if each is operation:
            break
        catalog = _applied(each, catalog)
    return catalog


def catalog_after(operation: Operation, step: Step, catalog: Catalog) -> Catalog:
    """What an action leaves that finds `catalog`, as `catalog_at` gives it."""
    operations = step.statement.operations
    return applied(operations, step.before) if operations[-1] is operation else _applied(operation, catalog)


_applied = remembered(apply, 2048)  # several rules ask, and every keystroke


def sure_table(relation: Relation, step: Step, catalog: Catalog) -> Table | None:
    """The table, if it is known to be there, with what is known of it, and the statement is certain to run."""
    if is_unclear(relation) or is_elsewhere(relation, catalog) or not certain(step) or not catalog.sure(relation.key):
        return None
    return catalog.table(relation.key)


def whole_table(relation: Relation, step: Step, catalog: Catalog) -> Table | None:
    """The same, if everything that the table has is known."""
    table = sure_table(relation, step, catalog)
    return None if table is None or table.open else table


def lacks(table: Table, column: Name) -> bool:
    """The table has no such column."""
    return column.text not in table.columns and column.text not in _SYSTEM_COLUMNS and not is_unclear(column)


def closest(name: str, names: Iterable[str]) -> str | None:
    """The one that was meant, if one is spelled nearly alike."""
    return _closest(name, tuple(sorted(set(names) - {name})))


def closest_table(key: str, catalog: Catalog) -> str | None:
    """The table or view that was meant by the name of one that does not exist."""
    return _closest(key, _tables_of(catalog.relations))


def _table_keys(relations: Mapping[int, Entry]) -> tuple[str, ...]:
    return tuple(sorted({entry.key for entry in relations.values() if isinstance(entry, Table | View)}))


_tables_of = remembered(_table_keys, 256)


@lru_cache(1024)  # every keystroke asks again about the same mistakes, and comparing is slow
def _closest(name: str, names: tuple[str, ...]) -> str | None:
    import difflib  # only mistakes pay for it

    return next(iter(difflib.get_close_matches(name, names, 1, 0.8)), None)
