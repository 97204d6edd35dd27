"""What PostgreSQL refuses of types, functions, triggers, policies, privileges and the like. Only what is sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knexlint import operations as op
from knexlint.catalog.constraints import key_in
from knexlint.catalog.drops import kind_of
from knexlint.catalog.model import Catalog, Entry, Index, Table, View
from knexlint.postgres import refused_tables
from knexlint.postgres.functions import IMMUTABLE, STABLE, VOLATILE
from knexlint.postgres.tally import Tally, is_system

Reasons = Iterator[str]
_TRIGGER_FUNCTIONS = ("suppress_redundant_updates_trigger", "tsvector_update_trigger", "tsvector_update_trigger_column")
# extensions that bring no function that a trigger could call
_WITHOUT_TRIGGERS = frozenset(
    ("citext", "btree_gist", "btree_gin", "pgcrypto", "uuid-ossp", "pg_trgm", "hstore", "plpgsql", "unaccent", "ltree")
)
_FUNCTIONS = VOLATILE | STABLE | IMMUTABLE
_TEMPORARY = ("pg_temp", "pg_catalog", "information_schema", "public")


def taken(schema: str | None, name: str, tally: Tally) -> Reasons:
    if tally.catalog.sure(key_in(schema, name)):
        yield f'relation "{name}" already exists'


def no_schema(schema: str | None, tally: Tally) -> Reasons:
    if schema is not None and tally.catalog.complete and schema not in tally.catalog.schemas:
        if not schema.startswith(_TEMPORARY):
            yield f'schema "{schema}" does not exist'


def absent(relations: Iterable[op.Relation], tally: Tally) -> Reasons:
    for relation in relations:
        if tally.catalog.absent(relation.key) and not relation.unknown and not is_system(tally.find(relation)):
            yield f'relation "{relation.key}" does not exist'


def sure(catalog: Catalog, key: str) -> Entry | None:
    return catalog.get(key) if catalog.sure(key) else None


def sure_index(catalog: Catalog, key: str) -> Index | None:
    found = sure(catalog, key)
    return found if isinstance(found, Index) else None


def has_type(key: str, catalog: Catalog) -> bool:
    if key in catalog.enums or key in catalog.domains or key in catalog.types:
        return True
    return isinstance(sure(catalog, key), Table | View)


def new_type(relation: op.Relation, tally: Tally) -> Reasons:
    if has_type(relation.key, tally.catalog):
        yield f'type "{relation.key}" already exists'
    yield from no_schema(relation.schema, tally)


def type_absent(relation: op.Relation, tally: Tally) -> Reasons:
    if tally.catalog.complete and not has_type(relation.key, tally.catalog) and relation.schema != "pg_catalog":
        if not tally.catalog.extensions or tally.catalog.absent(relation.key):
            yield f'type "{relation.key}" does not exist'


def add_enum_value(add: op.AddEnumValue, tally: Tally) -> Reasons:
    yield from type_absent(add.type, tally)
    enum = tally.catalog.enums.get(add.type.key)
    if enum is None or not enum.labels:
        return
    if add.value in enum.labels and not add.if_not_exists:
        yield f'enum label "{add.value}" already exists'
    if add.beside is not None and add.beside not in enum.labels:
        yield f'"{add.beside}" is not an existing enum label'


def rename_enum_value(change: op.AlterEnumRename, tally: Tally) -> Reasons:
    yield from type_absent(change.type, tally)
    enum = tally.catalog.enums.get(change.type.key)
    if enum is not None and change.to in enum.labels:
        yield f'enum label "{change.to}" already exists'


def drop_object(gone: op.DropObject, tally: Tally) -> Reasons:
    catalog = tally.catalog
    for relation in gone.objects:
        entry = sure(catalog, relation.key)
        if gone.kind in ("view", "materialized view", "sequence") and entry is not None:
            if kind_of(entry) != gone.kind:
                yield f'"{entry.key}" is not a {gone.kind}, but a {kind_of(entry)}'
        if gone.if_exists or not catalog.complete:
            continue
        if gone.kind in ("type", "domain"):
            yield from type_absent(relation, tally)
        elif gone.kind in ("function", "procedure", "routine") and tally.catalog.extensions <= _WITHOUT_TRIGGERS:
            if relation.key not in catalog.functions and relation.name not in _FUNCTIONS:
                yield f"function {relation.key}() does not exist"
        elif gone.kind == "schema" and relation.name not in catalog.schemas:
            yield f'schema "{relation.name}" does not exist'
        elif gone.kind == "statistics" and relation.key not in catalog.statistics:
            yield f'statistics object "{relation.key}" does not exist'
        elif gone.kind == "publication" and relation.name not in catalog.publications:
            yield f'publication "{relation.name}" does not exist'
        elif gone.kind == "extension" and relation.name not in catalog.extensions and relation.name != "plpgsql":
            yield f'extension "{relation.name}" does not exist'
        elif gone.kind in ("trigger", "rule", "policy") and gone.table is not None:
            yield from part_absent(gone.kind, relation.name, gone.table, tally)


def part_absent(kind: str, name: str, on: op.Relation, tally: Tally) -> Reasons:
    yield from absent((on,), tally)
    table = refused_tables.sure_table(tally, on.key)
    if table is not None and table.known:
        here: dict[str, Iterable[str]] = {"trigger": table.triggers, "rule": table.rules, "policy": table.policies}
        if name not in here[kind]:
            yield f'{kind} "{name}" for table "{table.key}" does not exist'


def policy(change: op.PolicyOperation, tally: Tally) -> Reasons:
    table = refused_tables.sure_table(tally, change.table.key)
    yield from absent(() if change.if_exists else (change.table,), tally)
    if table is None or not tally.catalog.complete:
        return
    if change.action == "drop" and not change.if_exists and change.policy.text not in table.policies:
        yield f'policy "{change.policy}" for table "{table.key}" does not exist'
    if change.action == "create" and change.policy.text in table.policies:
        yield f'policy "{change.policy}" for table "{table.key}" already exists'
    elif change.action == "alter" and change.policy.text not in table.policies:
        yield f'policy "{change.policy}" for table "{table.key}" does not exist'


def create_trigger(create: op.CreateTrigger, tally: Tally) -> Reasons:
    yield from absent((create.table,), tally)
    if create.function is not None:
        yield from function_absent(create.function, tally)
    table = refused_tables.sure_table(tally, create.table.key)
    if table is not None and create.trigger.text in table.triggers and not create.or_replace:
        yield f'trigger "{create.trigger}" for relation "{table.key}" already exists'


def truncate(cut: op.Truncate, tally: Tally) -> Reasons:
    yield from absent(cut.tables, tally)
    for relation in cut.tables:
        entry = sure(tally.catalog, relation.key)
        if entry is not None and not isinstance(entry, Table):
            yield f'"{entry.key}" is not a table, but a {kind_of(entry)}'


def create_function(create: op.CreateFunction, tally: Tally) -> Reasons:
    before = tally.catalog.functions.get(create.function.key)
    if before is None or before.arguments != create.arguments:
        return
    if not create.or_replace:
        yield f'function "{create.function.key}" already exists with same argument types'
    elif before.returns and create.returns and before.returns.lower() != create.returns.lower():
        if "table" not in (before.returns + create.returns).lower():
            yield "cannot change return type of existing function"


def function_absent(key: str, tally: Tally) -> Reasons:
    """Extensions bring functions too."""
    known = tally.catalog.extensions <= _WITHOUT_TRIGGERS
    if tally.catalog.complete and known and key not in tally.catalog.functions and key not in _TRIGGER_FUNCTIONS:
        yield f"function {key}() does not exist"


def grant(given: op.Grant, tally: Tally) -> Reasons:
    if given.kind not in ("table", "sequence"):
        return
    yield from absent(given.objects, tally)
    for relation in given.objects:
        table = refused_tables.sure_table(tally, relation.key)
        for column in given.columns if table is not None and refused_tables.whole(table) else ():
            if table is not None and column.text not in table.columns:
                yield f'column "{column}" of relation "{table.key}" does not exist'


def _undeferrable(said: op.Other, tally: Tally) -> Reasons:
    for relation in said.objects:
        found = [c for t in tally.catalog.tables() for c in t.constraints.values() if c.name == relation.name]
        if tally.catalog.complete and not found:
            yield f'constraint "{relation.name}" does not exist'
        if found and not any(c.deferrable for c in found):
            yield f'constraint "{relation.name}" is not deferrable'


def other(said: op.Other, tally: Tally) -> Reasons:
    if said.words == "set constraints" and said.change == "deferred":
        yield from _undeferrable(said, tally)
    if said.words == "create publication" and said.object is not None:
        if said.object.name in tally.catalog.publications:
            yield f'publication "{said.object.name}" already exists'
    if said.words == "alter publication" and said.object is not None and tally.catalog.complete:
        if said.object.name not in tally.catalog.publications:
            yield f'publication "{said.object.name}" does not exist'
    if said.words == "create statistics":
        for relation in said.objects:
            table = refused_tables.sure_table(tally, relation.key)
            for column in said.columns if table is not None and refused_tables.whole(table) else ():
                if table is not None and column.name.text not in table.columns:
                    yield f'column "{column.name}" does not exist'
    if said.words in ("create publication", "alter publication", "create rule", "create statistics"):
        yield from absent((*said.objects, *said.reads, *said.writes), tally)
