"""How statements about views, sequences, types, functions, triggers, policies and settings change the catalog."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from knexlint import operations as op
from knexlint.catalog import users
from knexlint.catalog.constraints import key_in
from knexlint.catalog.drops import Dropped, Part, columns_of_type, removal, removed
from knexlint.catalog.model import (
    Catalog,
    Column,
    Domain,
    Enum,
    Sequence,
    Table,
    View,
)
from knexlint.catalog.queries import dependencies, output_columns, outputs
from knexlint.catalog.quoting import string
from knexlint.catalog.types import spelled
from knexlint.record import replace


def plain_schema(schema: str | None) -> str | None:
    return None if schema == "public" else schema


def create_view(create: op.CreateView, catalog: Catalog) -> Catalog:
    before = catalog.get(create.view.key)
    if before is not None and (not create.or_replace or not isinstance(before, View)):
        return catalog
    reads, uses = dependencies(create.query.text, catalog)
    view = View(
        oid=catalog.next_oid if before is None else before.oid,
        name=create.view.name,
        schema=plain_schema(create.view.schema),
        was=None if before is None else before.was,
        query=create.query.text,
        reads=reads,
        uses=uses,
        columns=tuple(c.text for c in create.columns) or (output_columns(create.query.text, catalog) or ()),
        outputs=outputs(create.query.text, catalog),
        materialized=create.materialized,
        populated=create.with_data,
    )
    return catalog.put(view)


def refresh(again: op.RefreshMaterializedView, catalog: Catalog) -> Catalog:
    view = catalog.view(again.view.key)
    return catalog if view is None else catalog.put(replace(view, populated=again.with_data))


def create_enum(create: op.CreateEnum, catalog: Catalog) -> Catalog:
    enum = Enum(create.type.key, create.labels)
    return replace(catalog, enums={**catalog.enums, enum.key: enum})


def add_enum_value(add: op.AddEnumValue, catalog: Catalog) -> Catalog:
    enum = catalog.enums.get(add.type.key) or Enum(add.type.key, new=False)
    if add.value is None or add.value in enum.labels:
        return catalog
    enum = replace(enum, labels=(*enum.labels, add.value), new_labels=(*enum.new_labels, add.value))
    return replace(catalog, enums={**catalog.enums, enum.key: enum})


def rename_enum_value(rename: op.AlterEnumRename, catalog: Catalog) -> Catalog:
    enum = catalog.enums.get(rename.type.key)
    if enum is None:
        return catalog
    enum = replace(enum, labels=tuple(rename.to if label == rename.value else label for label in enum.labels))
    for part in columns_of_type(catalog, enum.key):  # what is stored is the value, not its name
        table = catalog.relations[part.oid]
        column = table.columns[part.name] if isinstance(table, Table) else None
        if isinstance(table, Table) and column is not None and column.default is not None:
            said = column.default.replace(string(rename.value), string(rename.to))
            catalog = catalog.put(replace(table, columns={**table.columns, part.name: replace(column, default=said)}))
    return replace(catalog, enums={**catalog.enums, enum.key: enum})


def create_domain(create: op.CreateDomain, catalog: Catalog) -> Catalog:
    constraints: dict[str, tuple[str | None, bool]] = {}
    not_null = create.not_null
    for constraint in create.constraints:
        if constraint.kind == "not null":
            not_null = True
            continue
        made = f"{create.domain.name}_check"
        while made in constraints:
            made = f"{create.domain.name}_check{len(constraints)}"
        name = constraint.name.text if constraint.name else made
        constraints[name] = (constraint.expression.text if constraint.expression else None, True)
    default = create.default.text if create.default else None
    domain = Domain(create.domain.key, spelled(create.type), not_null, default, constraints)
    return replace(catalog, domains={**catalog.domains, domain.key: domain})


def alter_domain(alter: op.AlterDomain, catalog: Catalog) -> Catalog:
    domain = catalog.domains.get(alter.domain.key)
    if domain is None:
        return catalog
    constraints = dict(domain.constraints)
    name = alter.name.text if alter.name else f"{alter.domain.name}_check"
    if alter.action == "add constraint" and alter.constraint is not None:
        added = alter.constraint
        name = added.name.text if added.name else name
        constraints[name] = (added.expression.text if added.expression else None, not added.not_valid)
    elif alter.action == "drop constraint":
        constraints.pop(name, None)
    elif alter.action == "validate constraint" and name in constraints:
        constraints[name] = (constraints[name][0], True)
    not_null = {"set not null": True, "drop not null": False}.get(alter.action, domain.not_null)
    default = domain.default
    if alter.action in ("set default", "drop default"):
        default = alter.default.text if alter.default is not None else None
    domain = replace(domain, constraints=constraints, not_null=not_null, default=default)
    return replace(catalog, domains={**catalog.domains, domain.key: domain})


def create_sequence(create: op.CreateSequence, catalog: Catalog) -> Catalog:
    if create.sequence.key in catalog.names:
        return catalog
    schema = plain_schema(create.sequence.schema)
    made = Sequence(oid=catalog.next_oid, name=create.sequence.name, schema=schema)
    catalog = catalog.put(made)
    return _own(catalog, made, create.owned_by) if create.owned_by else catalog


def alter_sequence(alter: op.AlterSequence, catalog: Catalog) -> Catalog:
    sequence = catalog.sequence(alter.sequence.key)
    if sequence is not None and alter.owned_by is not None:
        return _own(catalog, sequence, alter.owned_by)
    if sequence is not None and alter.disowned and not sequence.identity:
        return _let_go(catalog, sequence).put(replace(sequence, owner=None, column=None))
    return catalog


def _let_go(catalog: Catalog, sequence: Sequence) -> Catalog:
    """The column that owns the sequence owns it no more."""
    former = catalog.relations.get(sequence.owner) if sequence.owner is not None else None
    given_up = former.column(sequence.column or "") if isinstance(former, Table) else None
    if not isinstance(former, Table) or given_up is None:
        return catalog
    return catalog.put(replace(former, columns={**former.columns, given_up.name: replace(given_up, sequence=None)}))


def _own(catalog: Catalog, sequence: Sequence, owner: tuple[op.Relation, op.Name]) -> Catalog:
    catalog, table = catalog.ensure(owner[0])
    column = owner[1].text
    if not isinstance(table, Table):
        return catalog
    catalog = _let_go(catalog, sequence)
    table = catalog.relations[table.oid]
    if isinstance(table, Table) and column in table.columns:
        columns = {**table.columns, column: replace(table.columns[column], sequence=sequence.oid)}
        catalog = catalog.put(replace(table, columns=columns))
    return catalog.put(replace(sequence, owner=table.oid, column=column))


def create_extension(create: op.CreateExtension, catalog: Catalog) -> Catalog:
    return replace(catalog, extensions=catalog.extensions | {create.extension.text})


def create_schema(create: op.CreateSchema, catalog: Catalog) -> Catalog:
    return replace(catalog, schemas=catalog.schemas | {create.schema.text})


def set_parameter(change: op.SetParameter, catalog: Catalog) -> Catalog:
    name = "timezone" if change.name == "time zone" else change.name
    if change.local:
        return replace(catalog, local={**catalog.local, name: change.value or ""})
    settings = {n: v for n, v in catalog.settings.items() if n != name}
    if change.value is not None:
        settings[name] = change.value
    local = {n: v for n, v in catalog.local.items() if n != name}
    return replace(catalog, settings=settings, local=local)


_VOLATILITY: dict[str, Literal["immutable", "stable", "volatile"]] = {
    "immutable": "immutable",
    "stable": "stable",
    "volatile": "volatile",
}


def alter_object(alter: op.AlterObject, catalog: Catalog) -> Catalog:
    """The attributes of a composite type, and of the tables made OF it; the volatility of a function."""
    known = catalog.functions.get(alter.object.key) if alter.kind == "function" else None
    if known is not None and alter.action in _VOLATILITY:
        changed = replace(known, volatility=_VOLATILITY[alter.action])
        return replace(catalog, functions={**catalog.functions, known.key: changed})
    composite = catalog.table(alter.object.key)
    if alter.kind != "type" or "attribute" not in alter.action or composite is None or alter.name is None:
        return catalog
    name = alter.name.text
    for each in (composite, *typed_tables(catalog, composite.oid)):
        columns = dict(each.columns)
        if alter.action == "drop attribute":
            columns.pop(name, None)
        elif alter.action == "add attribute" and alter.column is not None and alter.column.type is not None:
            columns[name] = Column(name, spelled(alter.column.type))
        else:
            columns[name] = Column(name, known=False)
        catalog = catalog.put(replace(each, columns=columns))
    return catalog


def publish(other: op.Other, catalog: Catalog) -> Catalog:
    """The tables that a publication names."""
    assert other.object is not None
    named = frozenset(relation.key for relation in other.objects)
    before = catalog.publications.get(other.object.name, frozenset())
    change = other.change if other.words == "alter publication" else "set"
    tables = {"add": before | named, "drop": before - named}.get(change, named)
    return replace(catalog, publications={**catalog.publications, other.object.name: tables})


def typed_tables(catalog: Catalog, oid: int) -> list[Table]:
    """The tables made OF a composite type."""
    return [table for table in catalog.tables() if table.of_type == oid]


# --- DROP and RENAME of anything but tables -------------------------------------------------------------------------


def dropped(drop: op.DropObject, catalog: Catalog) -> list[Dropped]:
    """What a DROP names, and what hangs on a type, function, schema or extension that it names."""
    keys = [relation.key for relation in drop.objects]
    if drop.kind in ("view", "materialized view", "sequence", "foreign table", "index", "table"):
        return [catalog.names[key] for key in keys if key in catalog.names]
    if drop.kind in ("trigger", "rule", "policy"):
        table = catalog.get(drop.table.key) if drop.table else None
        return [] if table is None else [Part(table.oid, drop.kind, key) for key in keys]
    if drop.kind == "schema":
        return [part for key in keys for part in users.in_schema(catalog, key)]
    if not drop.cascade:
        return [catalog.names[key] for key in keys if key in catalog.names] if drop.kind == "type" else []
    if drop.kind in ("type", "domain"):
        named: list[Dropped] = [catalog.names[key] for key in keys if key in catalog.names]
        return named + [part for key in keys for part in columns_of_type(catalog, key)]
    if drop.kind in USERS:
        return [part for key in keys for part in USERS[drop.kind](catalog, key)]
    if drop.kind == "server":
        return [table.oid for table in catalog.tables() if table.server in keys]
    return []


USERS: dict[str, Callable[[Catalog, str], list[Dropped]]] = {
    **dict.fromkeys(("type", "domain"), users.users_of_type),
    **dict.fromkeys(("function", "procedure", "routine"), users.users_of_function),
    "extension": users.users_of_extension,
    "collation": users.users_of_collation,
}


def drop_object(drop: op.DropObject, catalog: Catalog) -> Catalog:
    keys = {relation.key for relation in drop.objects}
    catalog = removed(catalog, removal(catalog, dropped(drop, catalog), drop.cascade))
    if drop.kind in ("type", "domain"):
        return replace(
            catalog,
            enums={k: e for k, e in catalog.enums.items() if k not in keys},
            domains={k: d for k, d in catalog.domains.items() if k not in keys},
            types=catalog.types - keys,
        )
    if drop.kind in ("function", "procedure", "routine"):
        return replace(catalog, functions={k: f for k, f in catalog.functions.items() if k not in keys})
    if drop.kind == "extension":
        return replace(catalog, extensions=catalog.extensions - keys)
    if drop.kind == "schema":
        return _without_schemas(catalog, keys)
    return catalog


def _without_schemas(catalog: Catalog, schemas: set[str]) -> Catalog:
    def elsewhere(key: str) -> bool:
        return key.rpartition(".")[0] not in schemas

    return replace(
        catalog,
        schemas=catalog.schemas - schemas,
        enums={k: e for k, e in catalog.enums.items() if elsewhere(k)},
        domains={k: d for k, d in catalog.domains.items() if elsewhere(k)},
        functions={k: f for k, f in catalog.functions.items() if elsewhere(k)},
        types=frozenset(filter(elsewhere, catalog.types)),
    )


def rename_object(rename: op.RenameObject, catalog: Catalog) -> Catalog:
    key, to = rename.object.key, rename.to.text
    new = key_in(rename.object.schema, to)
    if rename.kind in ("view", "materialized view", "sequence", "index", "foreign table") and rename.column is None:
        catalog, entry = catalog.ensure(rename.object)
        return catalog.put(replace(entry, name=to))
    if rename.kind in ("type", "domain"):
        return _rename_type(catalog, key, new)
    if rename.kind in ("function", "procedure") and key in catalog.functions:
        kept = {k: f for k, f in catalog.functions.items() if k != key}
        return replace(catalog, functions={**kept, new: replace(catalog.functions[key], key=new)})
    if rename.kind == "trigger" and rename.table is not None:
        table = catalog.table(rename.table.key)
        if table is not None and key in table.triggers:
            triggers = {(to if n == key else n): t for n, t in table.triggers.items()}
            triggers[to] = replace(triggers[to], name=to)
            return catalog.put(replace(table, triggers=triggers))
    if rename.kind == "schema":
        for entry in [e for e in catalog.relations.values() if e.schema == key]:
            catalog = catalog.put(replace(entry, schema=to))
        return replace(catalog, schemas=(catalog.schemas - {key}) | {to})
    return catalog


def _rename_type(catalog: Catalog, key: str, new: str) -> Catalog:
    enums = {(new if k == key else k): (replace(e, key=new) if k == key else e) for k, e in catalog.enums.items()}
    domains = {(new if k == key else k): (replace(d, key=new) if k == key else d) for k, d in catalog.domains.items()}
    for part in columns_of_type(catalog, key):
        table = catalog.relations[part.oid]
        if isinstance(table, Table):
            column = table.columns[part.name]
            array = "[]" if column.type is not None and column.type.endswith("[]") else ""
            changed = replace(column, type=new + array)
            catalog = catalog.put(replace(table, columns={**table.columns, part.name: changed}))
    types = frozenset(new if k == key else k for k in catalog.types)
    return replace(catalog, enums=enums, domains=domains, types=types)
