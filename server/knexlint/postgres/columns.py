"""What the column actions of ALTER TABLE do: lock, rewrite, scan. Every fact was measured on PostgreSQL 12 to 18."""

from __future__ import annotations

from knexlint import operations as op
from knexlint.catalog.drops import Part, sequences_in, uses_column
from knexlint.catalog.expressions import mentions, proves_not_null
from knexlint.catalog.model import Catalog, Column, Domain, Table
from knexlint.catalog.types import parsed, serial
from knexlint.catalog.views import surely_uses
from knexlint.postgres import keys
from knexlint.postgres.changes import Change, assignable, converted
from knexlint.postgres.locks import Mode
from knexlint.postgres.removals import take_away
from knexlint.postgres.tally import Tally
from knexlint.postgres.volatility import is_volatile, missing, unknown_functions
from knexlint.record import replace


def family(tally: Tally, table: Table, only: bool = False) -> list[Table]:
    """The table and everything an action recurses to."""
    return [table] if only else [table, *tally.catalog.descendants(table)]


def lock_family(tally: Tally, alter: op.TableOperation, mode: Mode) -> list[Table]:
    found = family(tally, tally.table(alter.table), alter.only)
    tally.lock_all(found, mode)
    return found


def own(tally: Tally, table: Table, name: str) -> None:
    """A column that comes from a parent can only be changed there."""
    for parent in tally.catalog.entries(table.parents, Table):
        if name in parent.columns:
            tally.fail(
                f'the column "{name}" of {table.key} is inherited from {parent.key} and can only be changed there'
            )


def _present(tally: Tally, table: Table, name: str) -> Column | None:
    """The column as far as it is known; a column that is known to be missing fails the statement."""
    column = table.columns.get(name)
    if column is None and not table.open and table.known:
        tally.fail(f'column "{name}" of relation "{table.key}" does not exist')
    return column


# --- ADD COLUMN -----------------------------------------------------------------------------------------------------


def add_column(add: op.AddColumn, tally: Tally) -> None:
    column = add.column
    tables = lock_family(tally, add, Mode.ACCESS_EXCLUSIVE)
    name = column.name.text
    if tables[0].of_type is not None:
        tally.fail("cannot add column to typed table")
    if tables[0].is_partition:
        tally.fail("a column cannot be added to a partition, only to the partitioned table")
    if add.only and tally.catalog.children(tables[0]):
        tally.fail("a column must be added to the child tables too")
    if name in tables[0].columns and tables[0].columns[name].known:
        if not add.if_not_exists:
            tally.fail(f'column "{name}" of relation "{tables[0].key}" already exists')
        for constraint in column.constraints if tally.version < 13 else ():  # they were added all the same
            keys.add_to(tables[0], constraint, tally, column=replace(column, default=None))
        return
    rewrite = rewritten_by(column, tally)
    default = _default_of_type(column, tally)
    filled = fills(column) or default is not None
    if _wants_value(column, tally.catalog) and not filled:
        tally.fail_if(f"{tables[0].key} has rows: the domain {column.type} of {name} does not allow null values")
    not_null = column.not_null or any(c.kind == "primary key" for c in column.constraints)
    for table in tables:
        if rewrite:
            tally.rewrite(table)
        elif rewrite is None:
            tally.unknown(f"whether {table.key} is rewritten: {_why_unknown(column, tally.catalog)}")
        virtual = column.generated == "virtual"
        if not_null and not rewrite and (virtual or not filled):
            tally.scan(table)
            if not filled and not virtual:
                tally.fail_if(f"{table.key} has rows: the new column {name} would be null in them")
    for constraint in column.constraints:
        keys.add_to(tables[0], constraint, tally, column=column, filled=fills(column))


def _domain(column: op.Column, catalog: Catalog) -> Domain | None:
    kind = parsed(column.type) if column.type else None
    return catalog.domains.get(kind.name) if kind is not None and not kind.array else None


def _wants_value(column: op.Column, catalog: Catalog) -> bool:
    domain = _domain(column, catalog)
    return domain is not None and domain.not_null


def _default_of_type(column: op.Column, tally: Tally) -> str | None:
    """What old rows get where the column has no default of its own, but its domain has one (since 13)."""
    domain = _domain(column, tally.catalog)
    alone = column.default is None and not column.generated and column.identity is None
    return domain.default if domain is not None and alone and tally.version >= 13 else None


def fills(column: op.Column) -> bool:
    """Old rows get a value other than NULL."""
    if column.identity or column.generated or (column.type and serial(column.type)):
        return True
    return column.default is not None and column.default.text.strip("() ").lower() != "null"


def rewritten_by(column: op.Column, tally: Tally) -> bool | None:
    """Adding this column rewrites the table; None if that is not known."""
    if column.generated == "virtual":
        return False
    if column.generated == "stored" or column.identity is not None or (column.type and serial(column.type)):
        return True
    domain = _domain(column, tally.catalog)
    if domain is not None and domain.constrained:
        return True
    text = column.default.text if column.default is not None else _default_of_type(column, tally)
    if text is not None:
        old = missing(text, tally.catalog, tally.version)
        if old is not None:
            tally.fail(old)
        if "select" in mentions(text).words:
            tally.fail("a DEFAULT cannot hold a subquery")
        volatile = is_volatile(text, tally.catalog)
        if volatile:
            for key in sequences_in(text):
                sequence = tally.catalog.sequence(key)
                if sequence is not None:
                    tally.lock(sequence, Mode.ROW_EXCLUSIVE)
        return volatile
    return False


def _why_unknown(column: op.Column, catalog: Catalog) -> str:
    names = unknown_functions(column.default.text, catalog) if column.default else []
    return f"it is, if {names[0]}() is volatile" if names else "it depends on the default"


# --- DROP COLUMN, defaults, NOT NULL --------------------------------------------------------------------------------


def drop_column(drop: op.DropColumn, tally: Tally) -> None:
    lock_family(tally, drop, Mode.ACCESS_EXCLUSIVE)
    table = tally.table(drop.table)
    name = drop.column.text
    own(tally, table, name)
    if name not in table.columns:
        if table.known and not table.open and not drop.column_if_exists:
            _present(tally, table, name)
        if not table.known:
            tally.unknown(f"whether a foreign key or an index on {table.key}.{name} goes with it")
        return
    computed = [
        Part(table.oid, "column", c.name)
        for c in table.columns.values()
        if tally.version < 15 and c.generation is not None and name in mentions(c.generation).words
    ]
    take_away(tally, [Part(table.oid, "column", name), *computed], drop.cascade)
    if not table.known:
        tally.unknown(f"whether a foreign key or an index on {table.key}.{name} goes with it")


def lock_strongest(alter: op.ColumnOperation, tally: Tally) -> None:
    """Nothing but ACCESS EXCLUSIVE: SET and DROP DEFAULT, DROP NOT NULL, SET STORAGE, RENAME COLUMN, ..."""
    lock_family(tally, alter, Mode.ACCESS_EXCLUSIVE)
    _present(tally, tally.table(alter.table), alter.column.text)


def drop_not_null(alter: op.DropNotNull, tally: Tally) -> None:
    lock_strongest(alter, tally)
    table = tally.table(alter.table)
    for constraint in table.constraints.values():
        if constraint.kind == "primary key" and alter.column.text in constraint.columns:
            tally.fail(f'column "{alter.column}" is in a primary key')
    for parent in tally.catalog.entries(table.parents, Table) if tally.version >= 18 else ():
        above = parent.columns.get(alter.column.text)
        if above is not None and above.not_null:
            tally.fail(f'cannot drop the NOT NULL of "{alter.column}": {table.key} inherits it from {parent.key}')


def set_not_null(alter: op.SetNotNull, tally: Tally) -> None:
    for table in lock_family(tally, alter, Mode.ACCESS_EXCLUSIVE):
        column = _present(tally, table, alter.column.text)
        check_not_null(tally, table, alter.column.text, column)


def check_not_null(tally: Tally, table: Table, name: str, column: Column | None) -> None:
    """SET NOT NULL (and PRIMARY KEY) must see that no row holds NULL, unless something proves it."""
    if column is not None and column.not_null:
        return
    if proven(table, name):
        return
    if column is None and not (table.known and not table.open):
        if table.was is not None:
            tally.unknown(
                f"whether {table.key} is read through: not if {name} is NOT NULL already or a validated CHECK says so"
            )
        return
    if column is not None and not column.known and column.not_null is None and table.was is not None:
        tally.unknown(f"whether {table.key} is read through: not if {name} is NOT NULL already")
        return
    tally.scan(table)
    if table.was is not None:
        tally.fail_if(f"{table.key}.{name} is null in any row")


def proven(table: Table, name: str) -> bool:
    """A validated CHECK says that the column is not null."""
    return any(
        c.kind == "check" and c.validated and c.expression is not None and proves_not_null(c.expression, name)
        for c in table.constraints.values()
    )


def set_option(alter: op.SetColumnOption, tally: Tally) -> None:
    weak = alter.option in ("statistics", "attribute")
    mode = Mode.SHARE_UPDATE_EXCLUSIVE if weak else Mode.ACCESS_EXCLUSIVE
    if alter.option in ("statistics", "storage"):
        lock_family(tally, alter, mode)
    else:
        tally.lock(tally.table(alter.table), mode)


def identity(alter: op.AlterIdentity, tally: Tally) -> None:
    table = tally.table(alter.table)
    tally.lock(table, Mode.ACCESS_EXCLUSIVE)
    column = _present(tally, table, alter.column.text)
    sequence = tally.catalog.relations.get(column.sequence) if column and column.sequence is not None else None
    if alter.action == "add":
        if column is not None and column.known and not column.not_null:
            tally.fail(f'column "{column.name}" of relation "{table.key}" must be declared NOT NULL first')
        if column is not None and column.default is not None:
            tally.fail(f'column "{column.name}" of relation "{table.key}" already has a default value')
        return
    if sequence is not None:
        tally.lock(sequence, Mode.SHARE_ROW_EXCLUSIVE if alter.action == "set" else Mode.ACCESS_EXCLUSIVE)
    elif not table.known:
        tally.unknown(f"the name of the sequence behind {table.key}.{alter.column.text}, which is locked too")


def expression(alter: op.AlterExpression, tally: Tally) -> None:
    for table in lock_family(tally, alter, Mode.ACCESS_EXCLUSIVE):
        column = _present(tally, table, alter.column.text)
        if alter.expression is None:
            continue
        if column is None or column.generated is None:
            tally.unknown(f"whether {table.key} is rewritten: it is, if {alter.column.text} is STORED")
        elif column.generated == "stored":
            tally.rewrite(table)
        elif any(c.kind == "check" for c in table.constraints.values()):
            tally.fail(f"SET EXPRESSION is not possible for virtual columns while {table.key} has CHECKs")


# --- ALTER COLUMN TYPE ----------------------------------------------------------------------------------------------


def alter_type(alter: op.AlterColumnType, tally: Tally) -> None:
    own(tally, tally.table(alter.table), alter.column.text)
    for table in lock_family(tally, alter, Mode.ACCESS_EXCLUSIVE):
        _retype(alter, table, tally)


def _retype(alter: op.AlterColumnType, table: Table, tally: Tally) -> None:
    name = alter.column.text
    column = _present(tally, table, name)
    if column is None or column.type is None:
        if table.was is not None:
            tally.unknown(f"whether {table.key} is rewritten: that depends on the present type of {table.key}.{name}")
        return
    if column.identity is not None and parsed(alter.type).name not in ("smallint", "integer", "bigint"):
        tally.fail("identity column type must be smallint, integer, or bigint")
    if table.partition_by is not None and name in mentions(table.partition_by).words:
        tally.fail(f'cannot alter column "{name}" because it is part of the partition key of relation "{table.key}"')
    if column.default is not None and assignable(column.type, alter.type, tally.catalog) is False:
        tally.fail(f'default for column "{name}" cannot be cast automatically to type {parsed(alter.type)}')
    using = alter.using.text if alter.using else None
    if using is None and assignable(column.type, alter.type, tally.catalog) is False:
        tally.fail(f'column "{name}" cannot be cast automatically to type {parsed(alter.type)}: it needs USING')
    _stand_in_way(tally, table, name)
    cost = converted(column.type, alter.type, using, name, tally.catalog)
    if cost.rewrite:
        tally.rewrite(table)
    elif cost.rewrite is None and table.was is not None:
        tally.unknown(f"whether {table.key} is rewritten: {cost.why}")
    if column.sequence is not None and column.identity is not None:
        tally.lock(tally.catalog.relations[column.sequence], Mode.SHARE_ROW_EXCLUSIVE)
    collated = alter.collation is not None and alter.collation != column.collation
    _rebuild_on(tally, table, name, cost, collated)
    _recheck(tally, table, name, cost)


def _stand_in_way(tally: Tally, table: Table, name: str) -> None:
    for view in tally.catalog.readers(table.oid, name):
        if surely_uses(view, table.oid, name, tally.catalog):
            tally.fail(f"cannot alter the type of {table.key}.{name}: the view {view.key} uses it")
    if any(name in trigger.columns for trigger in table.triggers.values()):
        tally.fail("cannot alter type of a column used in a trigger definition")
    if any(name in rule.columns for rule in table.rules.values()):
        tally.fail("cannot alter type of a column used by a view or rule")
    if any(name in mentions(text).words for text in table.policies.values()):
        tally.fail("cannot alter type of a column used in a policy definition")
    for column in table.columns.values():
        if column.generation is not None and column.name != name and name in mentions(column.generation).words:
            tally.fail("cannot alter type of a column used by a generated column")


def _rebuild_on(tally: Tally, table: Table, name: str, cost: Change, collated: bool) -> None:
    """Indexes with the column are dropped and made again; the old file is kept if the order stays the same."""
    for index in tally.catalog.indexes(table):
        if not uses_column(index, name):
            continue
        tally.lock(index, Mode.ACCESS_EXCLUSIVE)
        if cost.rewrite:
            continue
        if cost.reindex or collated or index.computed or index.parent is not None or not index.valid:
            tally.rebuild(index)
            tally.scan(table)


def _recheck(tally: Tally, table: Table, name: str, cost: Change) -> None:
    """CHECKs on the column are verified again; foreign keys on it are dropped and made again on both sides."""
    for constraint in table.constraints.values():
        if constraint.kind == "check" and constraint.validated and constraint.expression is not None:
            if name in mentions(constraint.expression).words:
                tally.scan(table)
        if constraint.references is not None and name in constraint.columns:
            target = tally.catalog.relations.get(constraint.references)
            if target is not None:
                tally.lock(target, Mode.ACCESS_EXCLUSIVE)
                if cost.rewrite and constraint.validated:
                    tally.scan(table)
                    tally.scan(target)
    for child, constraint in tally.catalog.foreign_keys_to(table.oid):
        if name in constraint.referenced_columns:
            tally.lock(child, Mode.ACCESS_EXCLUSIVE)
            if cost.rewrite and constraint.validated:
                tally.scan(table)
                tally.scan(child)
