"""CREATE and DROP of tables and indexes, REINDEX, TRUNCATE, and maintenance: locks, rewrites, scans. Measured."""

from __future__ import annotations

from knexlint import operations as op
from knexlint.catalog.constraints import element_column, key_in
from knexlint.catalog.drops import Dropped, rests_on
from knexlint.catalog.model import Entry, Index, Table
from knexlint.postgres.alter import named_index, parameters_mode
from knexlint.postgres.locks import Mode
from knexlint.postgres.partitions import partition_of
from knexlint.postgres.queries import plan, reached, run
from knexlint.postgres.removals import take_away
from knexlint.postgres.tally import Tally, is_partitioned, listed
from knexlint.sql.expressions import relations

AX, SUX, S = Mode.ACCESS_EXCLUSIVE, Mode.SHARE_UPDATE_EXCLUSIVE, Mode.SHARE


def create_table(create: op.CreateTable, tally: Tally) -> None:
    if create.table.key in tally.catalog.names and not create.temporary:
        if not create.if_not_exists:
            tally.fail(f'relation "{create.table.key}" already exists')
        elif create.query is not None:
            tally.lock_all(map(tally.find, relations(create.query.text)), Mode.ACCESS_SHARE)
        return
    if create.partition_of is not None:
        partition_of(create, tally.find(create.partition_of), tally)
    for parent in create.inherits:
        tally.lock(tally.find(parent), SUX)
    composite = tally.catalog.table(create.of_type.key) if create.of_type is not None else None
    if composite is not None:
        tally.lock(composite, Mode.ACCESS_SHARE)
    for like in create.like:
        tally.lock(tally.find(like), Mode.ACCESS_SHARE)
    if create.query is not None:
        (run if create.with_data else plan)(create.query.text, tally)
    for constraint in op.constraints_in(create):
        if constraint.references is not None and constraint.references.key != create.table.key:
            target = tally.find(constraint.references)
            partitions = [child for child in tally.catalog.descendants(target) if child.is_partition]
            tally.lock_all([target, *partitions], Mode.SHARE_ROW_EXCLUSIVE)


def drop_table(drop: op.DropTable, tally: Tally) -> None:
    roots: list[Dropped] = []
    for relation in drop.tables:
        if tally.catalog.absent(relation.key):
            if not drop.if_exists:
                tally.fail(f'table "{relation.key}" does not exist')
            continue
        entry = tally.find(relation)
        tally.lock(entry, AX)
        if entry.oid in tally.catalog.relations:
            roots.append(entry.oid)
        if not entry.known:
            tally.unknown(f"which tables {entry.key} references: they are locked too (ACCESS EXCLUSIVE)")
    take_away(tally, roots, drop.cascade)


# --- indexes --------------------------------------------------------------------------------------------------------


def create_index(create: op.CreateIndex, tally: Tally) -> None:
    owner = tally.find(create.table)
    tally.forbidden = create.concurrently
    if create.table.key != "" and tally.catalog.absent(create.table.key):
        tally.fail(f'relation "{create.table.key}" does not exist')
    if create.concurrently and is_partitioned(owner):
        tally.fail(f'cannot create index on partitioned table "{owner.key}" concurrently')
    mode = SUX if create.concurrently else S
    tally.lock(owner, mode)
    name = create.name.name if create.name is not None else None
    key = name if owner.schema is None or name is None else f"{owner.schema}.{name}"
    if key is not None and key in tally.catalog.names:
        if not create.if_not_exists:
            tally.fail(f'relation "{key}" already exists')
        return
    if not create.only:
        _on_partitions(create, owner, mode, tally)
    if not is_partitioned(owner):
        tally.scan(owner)
    if create.unique and owner.was is not None:
        tally.fail_if(f"two rows of {owner.key} have the same {listed(e.text for e in create.elements)}")


def _on_partitions(create: op.CreateIndex, owner: Entry, mode: Mode, tally: Tally) -> None:
    """Each partition gets an index, unless it has the same one already."""
    columns = tuple(element_column(e.text) for e in create.elements)
    where, method = (create.where.text if create.where else None), create.method or "btree"
    for child in tally.catalog.children(owner):
        if not child.is_partition:
            continue
        tally.lock(child, mode)
        own = [i for i in tally.catalog.indexes(child) if i.parent is None and i.unique == create.unique]
        same = [i for i in own if (i.columns, i.where, i.method) == (columns, where, method) and None not in columns]
        if same:
            tally.lock(same[0], mode)
        elif is_partitioned(child):
            _on_partitions(create, child, mode, tally)
        else:
            tally.scan(child)


def drop_index(drop: op.DropIndex, tally: Tally) -> None:
    tally.forbidden = drop.concurrently
    mode = SUX if drop.concurrently else AX
    for relation in drop.indexes:
        if tally.catalog.absent(relation.key):
            if not drop.if_exists:
                tally.fail(f'index "{relation.key}" does not exist')
            continue
        found = tally.catalog.index(relation.key)
        if found is None:
            stand_in = Index(oid=-1, name=relation.name, schema=relation.schema, was=relation.key, table=-1)
            tally.lock(stand_in, mode)
            tally.unknown(f"the table of the index {relation.key}, which is locked too ({mode})")
            continue
        _drop(found, mode, drop, tally)


def _drop(index: Index, mode: Mode, drop: op.DropIndex, tally: Tally) -> None:
    owner = tally.catalog.relations.get(index.table)
    for table in tally.catalog.tables() if not isinstance(owner, Table) else (owner,):
        for constraint in table.constraints.values():
            if constraint.index == index.oid:
                tally.fail(f"cannot drop index {index.key}: constraint {constraint.name} on {table.key} requires it")
    if index.parent is not None and index.parent in tally.catalog.relations:
        parent = tally.catalog.relations[index.parent]
        tally.fail(f"cannot drop index {index.key}: index {parent.key} requires it")
    for child, constraint in tally.catalog.foreign_keys_to(index.table) if index.unique else ():
        if isinstance(owner, Table) and rests_on(constraint, index, owner):
            if not drop.cascade:
                tally.fail(f"cannot drop index {index.key}: constraint {constraint.name} on {child.key} depends on it")
            tally.lock(child, AX)
    if owner is not None:
        if drop.concurrently and is_partitioned(owner):
            tally.fail(f'cannot drop partitioned index "{index.key}" concurrently')
        tally.lock(owner, mode)
    tally.lock(index, mode)
    for copy in [i for i in tally.catalog.all(Index) if i.parent == index.oid]:
        partition = tally.catalog.relations.get(copy.table)
        if partition is not None:
            tally.lock(partition, mode)
        tally.lock(copy, mode)


def alter_index(alter: op.AlterIndex, tally: Tally) -> None:
    if tally.catalog.absent(alter.index.key):
        if not alter.if_exists:
            tally.fail(f'relation "{alter.index.key}" does not exist')
        return
    known = tally.catalog.get(alter.index.key)
    index = known or named_index(Table(oid=-1, name="", schema=alter.index.schema), alter.index.name, tally)
    if alter.action == "set tablespace":
        tally.lock(index, AX)
        if isinstance(index, Index):
            tally.rebuild(index)
    elif alter.action == "attach partition":
        _attach_index(index, alter, tally)
    elif alter.action in ("set", "reset"):
        tally.lock(index, parameters_mode(alter.parameters))
    elif alter.action == "owner to":
        tally.lock(index, AX)
    else:
        tally.lock(index, SUX if isinstance(index, Index) else AX)


def _attach_index(index: Entry, alter: op.AlterIndex, tally: Tally) -> None:
    tally.lock(index, SUX)
    child = tally.catalog.index(alter.partition.key) if alter.partition else None
    if child is not None:
        tally.lock(child, AX)
    for each in (index, child):
        owner = tally.catalog.relations.get(each.table) if isinstance(each, Index) else None
        if owner is not None:
            tally.lock(owner, Mode.ACCESS_SHARE)


def reindex(again: op.Reindex, tally: Tally) -> None:
    tally.forbidden = again.concurrently or again.kind in ("schema", "database", "system")
    if again.kind == "index" and again.target is not None:
        index = tally.catalog.index(again.target.key)
        if index is None:
            stand_in = Index(oid=-1, name=again.target.name, schema=again.target.schema, was=again.target.key, table=-1)
            tally.lock(stand_in, SUX if again.concurrently else AX)
            tally.rebuild(stand_in)
            tally.unknown(f"the table of the index {again.target.key}, which is locked and read through too")
            return
        owner = tally.catalog.relations.get(index.table)
        if owner is not None:
            _reindex(again, owner, [index], tally)
        return
    if again.kind == "table" and again.target is not None:
        entry = tally.find(again.target)
        _reindex(again, entry, [i for i in tally.catalog.indexes(entry) if i.valid or not again.concurrently], tally)
        if not entry.known:
            tally.unknown(f"the names of the indexes of {entry.key}, which are rebuilt")
        return
    if again.target is not None and again.kind != "schema":
        tally.fail_if(f"{again.target} is not the database in use")
    for table in list(tally.catalog.tables()):
        schema = again.target.name if again.target is not None and again.kind == "schema" else None
        if not table.composite and (again.kind != "schema" or (table.schema or "public") == schema):
            _reindex(again, table, tally.catalog.indexes(table), tally)


def _reindex(again: op.Reindex, owner: Entry, indexes: list[Index], tally: Tally) -> None:
    if is_partitioned(owner):
        if tally.version < 14:
            if again.kind == "index":
                tally.fail("REINDEX of a partitioned index needs PostgreSQL 14 or newer")
            tally.lock(owner, S)
            return
        tally.forbidden = True
        tally.lock(owner, SUX if again.concurrently else S)
        for index in indexes:
            for copy in [i for i in tally.catalog.all(Index) if i.parent == index.oid]:
                partition = tally.catalog.relations.get(copy.table)
                if partition is not None:
                    _reindex(again, partition, [copy], tally)
        return
    tally.lock(owner, SUX if again.concurrently else S)
    for index in indexes:
        tally.lock(index, SUX if again.concurrently else AX)
        tally.rebuild(index)
    if indexes:
        tally.scan(owner)


# --- truncate and maintenance ---------------------------------------------------------------------------------------


def truncate(cut: op.Truncate, tally: Tally) -> None:
    waiting: list[Entry] = [tally.find(relation) for relation in cut.tables]
    alone = {tally.find(relation).oid for relation in cut.tables if relation.only}
    named = {entry.oid for entry in waiting}
    done: set[str] = set()
    while waiting:
        entry = waiting.pop(0)
        if entry.key in done:
            continue
        done.add(entry.key)
        if entry.oid not in alone:
            waiting += tally.catalog.children(entry)
        elif is_partitioned(entry):
            tally.fail(f"cannot truncate only the partitioned table {entry.key}: its rows are in its partitions")
        tally.lock(entry, AX)
        tally.rewrite(entry, scan=False)
        if isinstance(entry, Table) and entry.is_partition and tally.version < 14:
            tally.lock_all(tally.catalog.entries(entry.parents, Table), Mode.ACCESS_SHARE)
        if cut.restart_identity:
            tally.lock_all(tally.catalog.sequences(entry), AX)
        for child, constraint in tally.catalog.foreign_keys_to(entry.oid):
            if child.oid in named or constraint.inherited:
                continue
            if cut.cascade:
                waiting.append(child)
            else:
                tally.fail(f"cannot truncate {entry.key}: {child.key} references it; CASCADE would empty that too")


def lock_table(lock: op.LockTable, tally: Tally) -> None:
    for relation in lock.tables:
        for entry in reached((relation,), tally):
            tally.lock(entry, Mode[lock.mode.replace(" ", "_")])


def vacuum(clean: op.Vacuum, tally: Tally) -> None:
    tally.forbidden = True
    for entry in _named_or_all(clean.tables, tally):
        if _kept_out(entry, clean.tables, tally):
            if clean.analyze:
                tally.lock(entry, Mode.ACCESS_SHARE)
            continue
        tally.lock(entry, AX if clean.full else SUX)
        if clean.full and not is_partitioned(entry):
            _new_files(entry, tally)


def _named_or_all(relations: tuple[op.Relation, ...], tally: Tally) -> list[Entry]:
    if not relations:
        return [table for table in tally.catalog.tables() if not table.composite]
    found: list[Entry] = []
    for relation in relations:
        entry = tally.find(relation)
        found += [entry] if relation.only else [entry, *tally.catalog.descendants(entry)]
    return found


def _kept_out(entry: Entry, named: tuple[op.Relation, ...], tally: Tally) -> bool:
    """Before 18 VACUUM and ANALYZE of a table leave its inheritance children alone."""
    if tally.version >= 18 or not isinstance(entry, Table) or not entry.parents or entry.is_partition:
        return False
    return bool(named) and all(relation.key != entry.key for relation in named)


def _new_files(entry: Entry, tally: Tally) -> None:
    """VACUUM FULL and CLUSTER: new files for the table and its indexes."""
    if entry.was is None:
        return
    tally.rewrites[entry.was] = None
    for index in tally.catalog.indexes(entry):
        tally.rebuild(index)
    tally.scan(entry)


def analyze(look: op.Analyze, tally: Tally) -> None:
    for entry in _named_or_all(look.tables, tally):
        tally.lock(entry, Mode.ACCESS_SHARE if _kept_out(entry, look.tables, tally) else SUX)


def cluster(sort: op.Cluster, tally: Tally) -> None:
    if sort.table is None:
        tally.forbidden = True
        for table in tally.catalog.tables():
            if table.cluster_index is not None:
                tally.lock(table, AX)
                _new_files(table, tally)
        return
    entry = tally.find(sort.table)
    tally.lock(entry, AX)
    if sort.index is None and isinstance(entry, Table) and entry.known and entry.cluster_index is None:
        tally.fail(f'there is no previously clustered index for table "{entry.key}"')
    named = tally.catalog.index(key_in(entry.schema, sort.index.text)) if sort.index is not None else None
    if named is not None and not named.valid:
        tally.fail(f'cannot cluster on invalid index "{named.key}"')
    tally.rewrite(entry)
