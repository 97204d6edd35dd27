"""How CREATE TABLE and ADD COLUMN change the catalog: columns, sequences, what a partition or a copy takes along."""

from __future__ import annotations

from knexlint import operations as op
from knexlint.catalog import constraints as con
from knexlint.catalog.model import Catalog, Column, Entry, Sequence, Table
from knexlint.catalog.names import chosen
from knexlint.catalog.quoting import quoted
from knexlint.catalog.results import results
from knexlint.catalog.types import serial, spelled
from knexlint.record import replace

_TAKEN_FROM_PARENTS = frozenset(("defaults", "generated"))


def create_table(create: op.CreateTable, catalog: Catalog) -> Catalog:
    if create.table.key in catalog.names:
        return catalog
    schema = None if create.table.schema in (None, "public") else create.table.schema
    parents: list[int] = []
    for relation in (*create.inherits, *((create.partition_of,) if create.partition_of else ())):
        catalog, parent = catalog.ensure(relation)
        parents.append(parent.oid)
    of_type = catalog.table(create.of_type.key) if create.of_type is not None else None
    copied, whole = _given_columns(create, parents, of_type, catalog)
    table = Table(
        oid=catalog.next_oid,
        name=create.table.name,
        schema=schema,
        columns=copied,
        parents=tuple(parents),
        partition_bound=create.partition_bound.text if create.partition_bound else None,
        partition_by=create.partition_by.text if create.partition_by else None,
        logged=not create.unlogged,
        temporary=create.temporary,
        filled=create.query is not None and create.with_data,
        open=not whole,
        of_type=of_type.oid if of_type is not None else None,
        server=create.server.text if create.server is not None else None,
    )
    if create.partition_of is not None and table.partition_bound is None:
        table = replace(table, partition_bound="")
    catalog = catalog.put(table)
    if create.partition_of is not None:
        catalog = adopt(catalog, catalog.relations[parents[-1]], table)
    catalog = _add_columns(catalog, table.oid, create.columns)
    for constraint in ordered(create.constraints):
        catalog = con.add_constraint(catalog, table.oid, constraint)
    for like, taken in zip(create.like, create.including, strict=False):
        catalog = _take_along(catalog, table.oid, catalog.get(like.key), taken)
    return catalog


def _given_columns(
    create: op.CreateTable, parents: list[int], of_type: Table | None, catalog: Catalog
) -> tuple[dict[str, Column], bool]:
    """The columns from parents, a type or LIKE; and whether these are all that it gets besides its own."""
    inherited = _TAKEN_FROM_PARENTS
    sources = [(catalog.relations.get(oid), inherited) for oid in parents]
    if create.of_type is not None:
        sources.append((of_type, inherited))
    sources += [(catalog.get(like.key), taken) for like, taken in zip(create.like, create.including, strict=False)]
    found: dict[str, Column] = {}
    given = results(create.query.text, catalog) if create.query is not None else {}
    whole = given is not None
    found |= given or {}
    for source, taken in sources:
        if isinstance(source, Table):
            found |= {name: _copied(column, taken) for name, column in source.columns.items()}
        whole = whole and isinstance(source, Table) and not source.open
    return found, whole


def _copied(column: Column, taken: frozenset[str]) -> Column:
    """A column of a table made LIKE another one."""
    generated = "generated" in taken
    return replace(
        column,
        sequence=None,
        identity=column.identity if "identity" in taken else None,
        default=column.default if "defaults" in taken else None,
        generated=column.generated if generated else None,
        generation=column.generation if generated else None,
    )


def _take_along(catalog: Catalog, oid: int, source: Entry | None, taken: frozenset[str]) -> Catalog:
    """The checks, indexes and identity sequences of LIKE t INCLUDING ...; foreign keys stay behind."""
    table = catalog.relations[oid]
    if not isinstance(source, Table) or not isinstance(table, Table):
        return catalog
    for column in table.columns.values() if "identity" in taken else ():
        if column.identity is not None:
            catalog, sequence, _ = own_sequence(catalog, table, column.name, True)
            catalog = with_column(catalog, oid, replace(column, sequence=sequence))
    for constraint in source.constraints.values():
        if constraint.kind == "check" and "constraints" in taken:
            catalog = con.place(catalog, oid, replace(constraint, inherited=False, validated=constraint.enforced))
    keys = {c.index: c for c in source.constraints.values() if c.index is not None}
    for index in catalog.indexes(source) if "indexes" in taken else ():
        catalog = con.copied_index(catalog, oid, index, keys.get(index.oid))
    return catalog


def ordered(constraints: tuple[op.Constraint, ...]) -> list[op.Constraint]:
    """Keys first: CREATE TABLE makes its indexes before its foreign keys."""
    return sorted(constraints, key=lambda c: (c.kind != "primary key", c.kind == "foreign key"))


def adopt(catalog: Catalog, parent: Entry, child: Table) -> Catalog:
    """What a partition gets from its parent: constraints and indexes."""
    if not isinstance(parent, Table):
        return catalog
    owned = {c.index for c in parent.constraints.values() if c.index is not None}
    for constraint in parent.constraints.values():
        own = catalog.relations[child.oid]
        if constraint.kind in ("check", "not null"):
            if isinstance(own, Table) and constraint.name not in own.constraints:
                catalog = con.place(catalog, child.oid, replace(constraint, inherited=True))
        elif isinstance(own, Table):
            same = [c for c in own.constraints.values() if (c.kind, c.columns) == (constraint.kind, constraint.columns)]
            if not same or constraint.kind != "foreign key":
                catalog = con.partition_copy(catalog, own, constraint)
    for index in catalog.indexes(parent):
        own = catalog.relations[child.oid]
        if index.oid not in owned and isinstance(own, Table):
            catalog, _ = con.partition_index(catalog, own, index)
    return catalog


def add_column(catalog: Catalog, oid: int, added: op.Column, *, filled: bool = False) -> Catalog:
    """Add a column to a table and its children. `filled`: the table is new, so nothing can be said of old rows."""
    table = catalog.relations[oid]
    if not isinstance(table, Table):
        return catalog
    name = added.name.text
    if name in table.columns and table.columns[name].known:
        if not filled or not table.parents:
            return catalog
    if added.type is not None and "${" in added.type:  # whatever stands there may be constraints, too
        added = replace(added, type=None)
        table = replace(table, open=True)
        catalog = catalog.put(table)
    whole = serial(added.type) if added.type else None
    sequence = None
    default = added.default.text if added.default else None
    if whole is not None or added.identity is not None:
        catalog, sequence, called = own_sequence(catalog, table, name, added.identity is not None)
        default = f"nextval('{called}'::regclass)" if whole is not None else default
    column = _column(added, default, whole is not None, catalog.next_oid, filled)
    if sequence is not None:
        column = replace(column, sequence=sequence, all_null=False)
    catalog = with_column(replace(catalog, next_oid=catalog.next_oid + 1), oid, column)
    for child in catalog.children(table):
        catalog = add_column(catalog, child.oid, replace(added, constraints=(), identity=None), filled=filled)
    for constraint in added.constraints:
        if constraint.kind != "not null" or constraint.name is not None:
            whole_constraint = constraint if constraint.columns else replace(constraint, columns=(added.name,))
            catalog = con.add_constraint(catalog, oid, whole_constraint, column=True)
    return catalog


def _column(added: op.Column, default: str | None, is_serial: bool, number: int, filled: bool) -> Column:
    return Column(
        name=added.name.text,
        type=spelled(added.type) if added.type else None,
        not_null=added.not_null or is_serial or added.identity is not None,
        default=default,
        identity=added.identity,
        generated=added.generated,
        generation=added.generation.text if added.generation else None,
        collation=added.collation,
        known=added.type is not None,
        all_null=not filled and default in (None, "null", "NULL") and added.generated is None,
        number=number,
    )


def _add_columns(catalog: Catalog, oid: int, columns: tuple[op.Column, ...]) -> Catalog:
    """The columns of a new table. Those that bring nothing else along are stored together."""
    plain: dict[str, Column] = {}
    for added in columns:
        table = catalog.relations[oid]
        if (
            isinstance(table, Table)
            and added.name.text not in table.columns
            and added.name.text not in plain
            and _is_plain(added)
        ):
            default = added.default.text if added.default else None
            plain[added.name.text] = _column(added, default, False, catalog.next_oid + len(plain), True)
            continue
        catalog = add_column(_with_columns(catalog, oid, plain), oid, added, filled=True)
        plain = {}
    return _with_columns(catalog, oid, plain)


def _is_plain(added: op.Column) -> bool:
    if added.type is None or "${" in added.type or serial(added.type) is not None or added.identity is not None:
        return False
    return all(constraint.kind == "not null" and constraint.name is None for constraint in added.constraints)


def _with_columns(catalog: Catalog, oid: int, columns: dict[str, Column]) -> Catalog:
    table = catalog.relations[oid]
    if not columns or not isinstance(table, Table):
        return catalog
    catalog = replace(catalog, next_oid=catalog.next_oid + len(columns))
    return catalog.put(replace(table, columns={**table.columns, **columns}))


def with_column(catalog: Catalog, oid: int, column: Column) -> Catalog:
    table = catalog.relations[oid]
    if not isinstance(table, Table):
        return catalog
    return catalog.put(replace(table, columns={**table.columns, column.name: column}))


def sequence_text(sequence: Sequence) -> str:
    """How a default names a sequence."""
    name = quoted(sequence.name)
    return name if sequence.schema is None else f"{quoted(sequence.schema)}.{name}"


def own_sequence(catalog: Catalog, table: Table, column: str, identity: bool) -> tuple[Catalog, int, str]:
    name = chosen(table.name, [column], "seq", lambda n: con.relation_taken(catalog, table.schema, n))
    sequence = Sequence(
        oid=catalog.next_oid, name=name, schema=table.schema, owner=table.oid, column=column, identity=identity
    )
    return catalog.put(sequence), sequence.oid, sequence_text(sequence)
