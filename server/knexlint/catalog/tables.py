"""How DROP TABLE and the actions of ALTER TABLE change the catalog. Knows no locks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from knexlint import operations as op
from knexlint.catalog import constraints as con
from knexlint.catalog.creation import add_column, adopt, own_sequence, with_column
from knexlint.catalog.drops import Part, removal, removed, uses_column
from knexlint.catalog.expressions import renamed
from knexlint.catalog.model import Catalog, Column, Entry, Table
from knexlint.catalog.types import spelled
from knexlint.record import replace


def drop_tables(drop: op.DropTable, catalog: Catalog) -> Catalog:
    for table in () if drop.if_exists else drop.tables:
        catalog = catalog.miss(table.key)
    oids = [catalog.names[t.key] for t in drop.tables if t.key in catalog.names]
    catalog = removed(catalog, removal(catalog, oids, drop.cascade))
    missing = {t.key for t in drop.tables if t.key not in catalog.names}
    return replace(catalog, gone=catalog.gone | missing)


# --- ALTER TABLE: each takes the operation, the table and the catalog ------------------------------------------------

Change = Callable[[Any, Table, Catalog], Catalog]


def _add_column(add: op.AddColumn, table: Table, catalog: Catalog) -> Catalog:
    return add_column(catalog, table.oid, add.column)


def _drop_column(drop: op.DropColumn, table: Table, catalog: Catalog) -> Catalog:
    return removed(catalog, removal(catalog, [Part(table.oid, "column", drop.column.text)], drop.cascade))


def _change_column(column: op.ColumnOperation, table: Table, catalog: Catalog, **changes: object) -> Catalog:
    name = column.column.text
    for each in [table, *catalog.descendants(table)]:
        before = each.columns.get(name) or Column(name, known=False)
        catalog = with_column(catalog, each.oid, replace(before, **changes))  # type: ignore[arg-type]
    return catalog


def _alter_type(alter: op.AlterColumnType, table: Table, catalog: Catalog) -> Catalog:
    column = table.columns.get(alter.column.text)
    changes: dict[str, object] = {"type": spelled(alter.type)}
    if column is not None and column.default is not None:
        changes["default_type"] = column.default_type or column.type
    if alter.collation is not None:
        changes["collation"] = alter.collation
    return _change_column(alter, table, catalog, **changes)


def _set_default(alter: op.SetDefault, table: Table, catalog: Catalog) -> Catalog:
    return _change_column(alter, table, catalog, default=alter.default.text, default_type=None)


def _drop_default(alter: op.DropDefault, table: Table, catalog: Catalog) -> Catalog:
    return _change_column(alter, table, catalog, default=None)


def _set_not_null(alter: op.SetNotNull, table: Table, catalog: Catalog) -> Catalog:
    return _change_column(alter, table, catalog, not_null=True)


def _drop_not_null(alter: op.DropNotNull, table: Table, catalog: Catalog) -> Catalog:
    return _change_column(alter, table, catalog, not_null=False)


def _identity(alter: op.AlterIdentity, table: Table, catalog: Catalog) -> Catalog:
    column = table.columns.get(alter.column.text)
    if alter.action == "add":
        catalog, sequence, _ = own_sequence(catalog, table, alter.column.text, True)
        return _change_column(alter, table, catalog, identity=alter.mode or "by default", sequence=sequence)
    if alter.action == "drop":
        owned = [column.sequence] if column is not None and column.sequence is not None else []
        catalog = removed(catalog, removal(catalog, owned, True))
        return _change_column(alter, table, catalog, identity=None, sequence=None)
    return _change_column(alter, table, catalog, identity=alter.mode) if alter.mode else catalog


def _expression(alter: op.AlterExpression, table: Table, catalog: Catalog) -> Catalog:
    if alter.expression is None:
        return _change_column(alter, table, catalog, generated=None, generation=None)
    return _change_column(alter, table, catalog, generation=alter.expression.text)


def _add_constraint(add: op.AddConstraint, table: Table, catalog: Catalog) -> Catalog:
    return con.add_constraint(catalog, table.oid, add.constraint)


def _drop_constraint(drop: op.DropConstraint, table: Table, catalog: Catalog) -> Catalog:
    name = drop.constraint.text
    if name not in table.constraints:
        bare = [c for c in table.columns.values() if con.made_not_null(table.name, c.name) == name]
        return with_column(catalog, table.oid, replace(bare[0], not_null=False)) if bare else catalog
    dropped = table.constraints[name]
    catalog = removed(catalog, removal(catalog, [Part(table.oid, "constraint", name)], drop.cascade))
    if dropped.kind == "not null":
        for column in dropped.columns:
            catalog = with_column(catalog, table.oid, replace(_column(catalog, table.oid, column), not_null=False))
    return catalog


def _column(catalog: Catalog, oid: int, name: str) -> Column:
    table = catalog.relations[oid]
    found = table.columns.get(name) if isinstance(table, Table) else None
    return found or Column(name, known=False)


def _validate(validate: op.ValidateConstraint, table: Table, catalog: Catalog) -> Catalog:
    name = validate.constraint.text
    for each in [table, *catalog.descendants(table)]:
        found = each.constraints.get(name)
        if found is not None:
            valid = replace(found, validated=True)
            columns = dict(each.columns)
            for column in found.columns if found.kind == "not null" else ():
                columns[column] = replace(_column(catalog, each.oid, column), not_null=True)
            constraints = {**each.constraints, name: valid}
            catalog = catalog.put(replace(each, columns=columns, constraints=constraints))
    return catalog


def _rename_constraint(rename: op.RenameConstraint, table: Table, catalog: Catalog) -> Catalog:
    old, new = rename.constraint.text, rename.to.text
    for each in [table, *catalog.descendants(table)]:
        found = each.constraints.get(old)
        if found is None or (each.oid != table.oid and found.index is not None):
            continue
        kept = {
            (new if n == old else n): (replace(c, name=new) if n == old else c) for n, c in each.constraints.items()
        }
        catalog = catalog.put(replace(each, constraints=kept))
        index = catalog.relations.get(found.index) if found.index is not None else None
        if index is not None:
            catalog = catalog.put(replace(index, name=new))
    return catalog


def _rename_table(rename: op.RenameTable, table: Entry, catalog: Catalog) -> Catalog:
    return catalog.put(replace(table, name=rename.to.text))


def _set_schema(move: op.SetSchema, table: Entry, catalog: Catalog) -> Catalog:
    schema = None if move.schema.text == "public" else move.schema.text
    for entry in (table, *catalog.indexes(table), *catalog.sequences(table)):
        catalog = catalog.put(replace(entry, schema=schema))
    return catalog


def _rename_column(rename: op.RenameColumn, table: Table, catalog: Catalog) -> Catalog:
    for each in [table, *catalog.descendants(table)]:
        catalog = _rename_in(catalog, each, rename.column.text, rename.to.text)
    return catalog


def _rename_in(catalog: Catalog, table: Table, old: str, new: str) -> Catalog:
    def swap(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new if name == old else name for name in names)

    columns = {}
    for name, column in table.columns.items():
        column = replace(column, generation=renamed(column.generation, old, new))
        columns[new if name == old else name] = replace(column, name=new) if name == old else column
    if old not in table.columns:
        columns[new] = Column(new, known=False)
    own = {
        name: replace(c, columns=swap(c.columns), expression=renamed(c.expression, old, new))
        for name, c in table.constraints.items()
    }
    catalog = catalog.put(replace(table, columns=columns, constraints=own))
    for sequence in catalog.sequences(table):
        if sequence.column == old and sequence.owner == table.oid:
            catalog = catalog.put(replace(sequence, column=new))
    for index in catalog.indexes(table):
        if uses_column(index, old):
            catalog = catalog.put(
                replace(
                    index,
                    columns=tuple(new if c == old else c for c in index.columns),
                    elements=tuple(renamed(e, old, new) or e for e in index.elements),
                    include=swap(index.include),
                    where=renamed(index.where, old, new),
                )
            )
    for other, constraint in catalog.foreign_keys_to(table.oid):
        changed = replace(constraint, referenced_columns=swap(constraint.referenced_columns))
        catalog = catalog.put(replace(other, constraints={**other.constraints, constraint.name: changed}))
    for view in catalog.readers(table.oid, old):
        uses = frozenset((oid, new if (oid, c) == (table.oid, old) else c) for oid, c in view.uses)
        catalog = catalog.put(replace(view, uses=uses))
    return catalog


def _attach(attach: op.AttachPartition, table: Table, catalog: Catalog) -> Catalog:
    catalog, child = catalog.ensure(attach.partition)
    if not isinstance(child, Table):
        return catalog
    child = replace(child, parents=(*child.parents, table.oid), partition_bound=attach.bound.text)
    catalog = catalog.put(child)
    return adopt(catalog, catalog.relations[table.oid], child)


def _detach(detach: op.DetachPartition, table: Table, catalog: Catalog) -> Catalog:
    child = catalog.table(detach.partition.key)
    if child is None:
        return catalog
    kept = {n: replace(c, inherited=False) for n, c in child.constraints.items()}
    parents = tuple(p for p in child.parents if p != table.oid)
    catalog = catalog.put(replace(child, parents=parents, partition_bound=None, constraints=kept))
    for index in catalog.indexes(child):
        catalog = catalog.put(replace(index, parent=None))
    return catalog


def _other(alter: op.AlterTableOther, table: Table, catalog: Catalog) -> Catalog:
    if alter.action in ("inherit", "no inherit") and alter.parent is not None:
        catalog, parent = catalog.ensure(alter.parent)
        kept = tuple(p for p in table.parents if p != parent.oid)
        return catalog.put(replace(table, parents=(*kept, parent.oid) if alter.action == "inherit" else kept))
    if alter.action in ("set logged", "set unlogged"):
        return catalog.put(replace(table, logged=alter.action == "set logged"))
    if alter.action == "cluster on" and alter.object is not None:
        index = catalog.index(con.key_in(table.schema, alter.object.text))
        return catalog.put(replace(table, cluster_index=index.oid if index else None))
    if alter.action == "set without cluster":
        return catalog.put(replace(table, cluster_index=None))
    if alter.action == "set tablespace" and alter.object is not None:
        return catalog.put(replace(table, tablespace=alter.object.text))
    if alter.action == "owner to" and alter.object is not None:
        return catalog.put(replace(table, owner=alter.object.text))
    return catalog


def _alter_constraint(alter: op.AlterConstraint, table: Table, catalog: Catalog) -> Catalog:
    found = table.constraints.get(alter.constraint.text)
    if found is None:
        return catalog
    if "enforced" in alter.change:
        enforced = "not enforced" not in alter.change
        found = replace(found, enforced=enforced, validated=enforced)
    if "deferr" in alter.change:
        deferrable = "not deferrable" not in alter.change
        found = replace(found, deferrable=deferrable, initially_deferred="initially deferred" in alter.change)
    return catalog.put(replace(table, constraints={**table.constraints, found.name: found}))


CHANGES: dict[type[op.Operation], Change] = {
    op.AddColumn: _add_column,
    op.DropColumn: _drop_column,
    op.AlterColumnType: _alter_type,
    op.SetDefault: _set_default,
    op.DropDefault: _drop_default,
    op.SetNotNull: _set_not_null,
    op.DropNotNull: _drop_not_null,
    op.AlterIdentity: _identity,
    op.AlterExpression: _expression,
    op.AddConstraint: _add_constraint,
    op.DropConstraint: _drop_constraint,
    op.ValidateConstraint: _validate,
    op.AlterConstraint: _alter_constraint,
    op.RenameConstraint: _rename_constraint,
    op.RenameTable: _rename_table,
    op.SetSchema: _set_schema,
    op.RenameColumn: _rename_column,
    op.AttachPartition: _attach,
    op.DetachPartition: _detach,
    op.AlterTableOther: _other,
}

ANY_RELATION = (op.RenameTable, op.SetSchema)  # ALTER TABLE takes these for views, sequences and indexes too


def alter_table(alter: op.TableOperation, catalog: Catalog) -> Catalog:
    """One action of ALTER TABLE."""
    change = CHANGES.get(type(alter))
    if change is None or (alter.if_exists and catalog.absent(alter.table.key)):
        return catalog
    catalog, entry = catalog.ensure(alter.table)
    if isinstance(entry, Table):
        return change(alter, entry, catalog)
    return change(alter, entry, catalog) if isinstance(alter, ANY_RELATION) else catalog  # type: ignore[arg-type]
