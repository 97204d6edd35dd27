"""What constraints cost: adding, validating, changing and dropping them. Every fact was measured on 12 to 18."""

from __future__ import annotations

from knexlint import operations as op
from knexlint.catalog import constraints as con
from knexlint.catalog.drops import Part
from knexlint.catalog.expressions import lists, passes_null
from knexlint.catalog.model import Constraint, Entry, Index, Table
from knexlint.postgres import columns as col
from knexlint.postgres.locks import Mode
from knexlint.postgres.removals import take_away
from knexlint.postgres.tally import Tally, is_partitioned, listed


def add_constraint(add: op.AddConstraint, tally: Tally) -> None:
    table = tally.table(add.table)
    constraint = add.constraint
    mode = Mode.SHARE_ROW_EXCLUSIVE if constraint.kind == "foreign key" else Mode.ACCESS_EXCLUSIVE
    alone = (not add.only and _only_builds(table, constraint, tally)) or (constraint.no_inherit and tally.version < 18)
    lock_with_copies(tally, table, constraint.kind, mode, only=add.only or alone)
    if constraint.kind == "foreign key" and constraint.not_valid and is_partitioned(table) and tally.version < 18:
        tally.fail("a foreign key NOT VALID on a partitioned table needs PostgreSQL 18 or newer")
    if constraint.name is not None and constraint.name.text in table.constraints:
        tally.fail(f'constraint "{constraint.name}" for relation "{table.key}" already exists')
    add_to(table, constraint, tally, only=add.only)


def _only_builds(table: Table, constraint: op.Constraint, tally: Tally) -> bool:
    """Before 18 a key on a partitioned table locks its partitions no more than their new indexes need."""
    if constraint.kind not in ("unique", "primary key") or tally.version >= 18:
        return False
    columns = [table.columns.get(name.text) for name in constraint.columns]
    if constraint.kind == "primary key" and not all(c is not None and c.not_null for c in columns):
        return False
    tally.lock_all((each for each in tally.catalog.descendants(table) if each.is_partition), Mode.SHARE)
    return True


def lock_with_copies(tally: Tally, table: Table, kind: str, mode: Mode, *, only: bool = False) -> None:
    tally.lock(table, mode)
    if only:
        return
    for each in tally.catalog.descendants(table):
        if each.is_partition or _reaches_children(kind, tally):
            tally.lock(each, mode)


def _reaches_children(kind: str, tally: Tally) -> bool:
    """A key is not inherited; but NOT NULL, which a primary key sets, is, and 18 locks the children for any key."""
    return kind in ("check", "not null", "primary key") or tally.version >= 18


def add_to(
    table: Table,
    constraint: op.Constraint,
    tally: Tally,
    *,
    column: op.Column | None = None,
    filled: bool = True,
    only: bool = False,
) -> None:
    """The cost of a new constraint beyond the lock on its own table. `column`: it came with a new column."""
    if constraint.kind == "foreign key":
        _add_foreign_key(table, constraint, tally, column, filled)
    elif constraint.kind == "check":
        if not constraint.not_valid and not constraint.not_enforced:
            for each in col.family(tally, table, constraint.no_inherit):
                tally.scan(each)
                if each.was is not None and not (column is not None and _passes(constraint, column, filled)):
                    tally.fail_if(f"any row of {each.key} does not satisfy the check")
    elif constraint.kind == "not null":
        if not constraint.not_valid and column is None:
            for each in col.family(tally, table):
                for name in constraint.columns:
                    col.check_not_null(tally, each, name.text, each.columns.get(name.text))
    elif constraint.using_index is not None:
        _use_index(table, constraint, tally)
    elif not (only and is_partitioned(table)):
        _add_key(table, constraint, tally, new_column=column is not None)


def _passes(check: op.Constraint, column: op.Column, filled: bool) -> bool:
    """The new column holds the same in every row, and that satisfies its check."""
    if check.expression is None:
        return False
    said, name = check.expression.text, column.name.text
    if not filled:
        return passes_null(said, name)
    return column.default is not None and lists(said, name, column.default.text)


def _add_key(table: Table, constraint: op.Constraint, tally: Tally, *, new_column: bool) -> None:
    """UNIQUE, PRIMARY KEY and EXCLUDE build an index; a primary key makes its columns NOT NULL first."""
    if constraint.kind == "primary key":
        if any(c.kind == "primary key" for c in table.constraints.values()):
            tally.fail(f'multiple primary keys for table "{table.key}" are not allowed')
        if not new_column:
            for name in constraint.columns:
                if table.known and not table.open and name.text not in table.columns:
                    tally.fail(f'column "{name}" of relation "{table.key}" does not exist')
                for child in tally.catalog.descendants(table):
                    if not child.is_partition:
                        col.check_not_null(tally, child, name.text, child.columns.get(name.text))
    if table.was is not None:
        _made_again(table, con.constraint_name(tally.catalog, table, constraint, new_column), tally)
    tally.scan(table)
    if table.was is not None and constraint.kind == "unique":
        tally.fail_if(f"two rows of {table.key} have the same {listed(c.text for c in constraint.columns)}")


def _made_again(table: Table, constraint: str, tally: Tally) -> None:
    """The same statement dropped an index of this name: its name stays, with a new file."""
    name = con.key_in(table.schema, constraint)
    lock = tally.locks.get(name)
    if lock is not None and lock.kind == "index" and name not in tally.catalog.names:
        tally.rebuilds[name] = None


def _use_index(table: Table, constraint: op.Constraint, tally: Tally) -> None:
    name = constraint.using_index.text if constraint.using_index else ""
    index = tally.catalog.index(con.key_in(table.schema, name))
    if index is None:
        if constraint.kind == "primary key":
            tally.unknown(f"whether {table.key} is read through: not if the columns of {name} are NOT NULL already")
        if constraint.name is not None and constraint.name.text != name:
            schema = None if table.schema is None else table.schema
            stand_in = Index(oid=-1, name=name, schema=schema, was=con.key_in(schema, name), table=table.oid)
            tally.lock(stand_in, Mode.SHARE_UPDATE_EXCLUSIVE)
        return
    if not index.valid:
        tally.fail(f'index "{index.key}" is not valid')
    if index.computed or index.method != "btree":
        tally.fail(f'index "{index.key}" cannot back a constraint: it is partial, has expressions or is no btree')
    if constraint.name is not None and constraint.name.text != name:
        tally.lock(index, Mode.SHARE_UPDATE_EXCLUSIVE)
        _made_again(table, constraint.name.text, tally)
    if constraint.kind == "primary key":
        for column in index.columns:
            if column is not None:
                col.check_not_null(tally, table, column, table.columns.get(column))


def _add_foreign_key(
    table: Table, constraint: op.Constraint, tally: Tally, column: op.Column | None, filled: bool
) -> None:
    if constraint.references is None:
        return
    target = tally.find(constraint.references)
    partitions = [child for child in tally.catalog.descendants(target) if child.is_partition]
    tally.lock_all([target, *partitions], Mode.SHARE_ROW_EXCLUSIVE)
    if constraint.not_valid or constraint.not_enforced:
        return
    if column is not None and column.default is None and not filled:
        return
    if table.was is None and not table.filled:
        return
    read_both(
        tally, table, tuple(c.text for c in constraint.columns), target, nothing=column is not None and not filled
    )


def read_both(tally: Tally, table: Table, names: tuple[str, ...], target: Entry, *, nothing: bool = False) -> None:
    """Validating reads the table, and the referenced one too unless the columns hold nothing but NULL."""
    tally.scan(table)
    empty = any(name in table.columns and table.columns[name].all_null for name in names)
    if not empty and not nothing and not tally.catalog.empty(table):
        tally.scan(target)
        if table.was is not None:
            tally.fail_if(f"any row of {table.key} points at no row of {target.key}")


# --- constraints that exist -----------------------------------------------------------------------------------------


def _known(tally: Tally, table: Table, name: str, *, if_exists: bool = False) -> Constraint | None:
    found = table.constraints.get(name)
    if found is None and table.known and not if_exists:
        if not any(con.made_not_null(table.name, c) == name for c in table.columns):
            tally.fail(f'constraint "{name}" of relation "{table.key}" does not exist')
    return found


def validate(alter: op.ValidateConstraint, tally: Tally) -> None:
    table = tally.table(alter.table)
    name = alter.constraint.text
    tally.lock(table, Mode.SHARE_UPDATE_EXCLUSIVE)
    constraint = _known(tally, table, name)
    if constraint is None:
        if not table.known:
            tally.unknown(f"what {name} is: {table.key} is read through, and the table it references, if it is one")
        return
    if constraint.validated:
        return
    if constraint.references is not None:
        target = tally.catalog.relations.get(constraint.references)
        if target is not None:
            tally.lock_all([target, *tally.catalog.descendants(target)], Mode.ROW_SHARE)
            tally.lock_all(tally.catalog.descendants(table), Mode.SHARE_UPDATE_EXCLUSIVE)
            read_both(tally, table, constraint.columns, target)
        return
    for each in col.family(tally, table):
        tally.lock(each, Mode.SHARE_UPDATE_EXCLUSIVE)
        tally.scan(each)
        if each.was is not None:
            tally.fail_if(f"any row of {each.key} does not satisfy {name}")


def alter_constraint(alter: op.AlterConstraint, tally: Tally) -> None:
    table = tally.table(alter.table)
    tally.lock(table, Mode.ACCESS_EXCLUSIVE)
    constraint = _known(tally, table, alter.constraint.text)
    if "inherit" in alter.change or ("deferr" in alter.change and is_partitioned(table)):
        tally.lock_all(tally.catalog.descendants(table), Mode.ACCESS_EXCLUSIVE)
    target = tally.catalog.relations.get(constraint.references) if constraint and constraint.references else None
    if "enforced" not in alter.change or constraint is None or target is None:
        return
    wanted = "not enforced" not in alter.change
    if wanted and not constraint.enforced:
        tally.lock(target, Mode.SHARE_ROW_EXCLUSIVE)
        read_both(tally, table, constraint.columns, target)
    elif not wanted and constraint.enforced:
        tally.lock(target, Mode.ACCESS_EXCLUSIVE)


def drop_constraint(drop: op.DropConstraint, tally: Tally) -> None:
    table = tally.table(drop.table)
    name = drop.constraint.text
    tally.lock(table, Mode.ACCESS_EXCLUSIVE)
    constraint = _known(tally, table, name, if_exists=drop.constraint_if_exists)
    if constraint is None:
        if not table.known and not (drop.constraint_if_exists and tally.catalog.complete):
            tally.unknown(f"what {name} is: a foreign key locks the table it references too, a key locks its index")
        return
    if constraint.inherited:
        tally.fail(f'cannot drop inherited constraint "{name}" of relation "{table.key}"')
    if constraint.kind in ("check", "not null", "foreign key"):
        lock_with_copies(tally, table, constraint.kind, Mode.ACCESS_EXCLUSIVE, only=drop.only)
    take_away(tally, [Part(table.oid, "constraint", name)], drop.cascade)


def rename_constraint(rename: op.RenameConstraint, tally: Tally) -> None:
    table = tally.table(rename.table)
    tally.lock(table, Mode.ACCESS_EXCLUSIVE)
    constraint = _known(tally, table, rename.constraint.text)
    if constraint is None:
        return
    if constraint.kind in ("check", "not null"):
        tally.lock_all(tally.catalog.descendants(table), Mode.ACCESS_EXCLUSIVE)
    index = tally.catalog.relations.get(constraint.index) if constraint.index is not None else None
    if index is not None:
        tally.lock(index, Mode.SHARE_UPDATE_EXCLUSIVE)
