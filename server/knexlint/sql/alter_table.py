"""ALTER TABLE: its actions, one operation for each, in order. Also serves what is altered like a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from knexlint.operations import (
    NOWHERE,
    AddColumn,
    AddConstraint,
    AlterTableOther,
    AttachPartition,
    DetachPartition,
    DropColumn,
    DropConstraint,
    Operation,
    Other,
    RenameColumn,
    RenameConstraint,
    RenameTable,
    SetSchema,
    TableOperation,
    ValidateConstraint,
)
from knexlint.sql.alter_column import NEXT, Facts, alter_inside, by_words
from knexlint.sql.columns import begins_constraint, column, table_constraint
from knexlint.sql.cursor import Cursor, RefusedError
from knexlint.sql.tables import cascade, if_exists, if_not_exists, partition_bound

Action = Callable[[Cursor, Facts], TableOperation]
_ALONE = ("attach", "detach")


def alter_table(cursor: Cursor) -> Iterator[Operation]:
    """`ALTER [FOREIGN] TABLE [IF EXISTS] [ONLY] t` and its actions."""
    cursor.expect("alter")
    kind = "foreign table" if cursor.take("foreign") else "table"
    cursor.expect("table")
    if cursor.at("all", "in", "tablespace"):
        yield all_in_tablespace(cursor, "table")
        return
    yield from altered(cursor, kind)


def all_in_tablespace(cursor: Cursor, kind: str) -> Other:
    """`ALL IN TABLESPACE a ... SET TABLESPACE b`, after ALTER and the kind of relation."""
    at = cursor.since(0)
    cursor.step(3)
    before = cursor.relation("a tablespace")
    cursor.index = cursor.size
    return Other(at=at, words=f"alter {kind} all in tablespace", object=before)


def altered(cursor: Cursor, kind: str) -> Iterator[Operation]:
    """The relation and the actions on it, after ALTER TABLE, VIEW, ..."""
    facts: Facts = {"kind": kind, "if_exists": if_exists(cursor), "only": cursor.at("only")}
    facts["table"] = cursor.inherited()
    while True:
        start, last = cursor.index, cursor.key
        try:
            yield _action(cursor, facts)
        except RefusedError as problem:
            cursor.problems.append(problem)
            yield AlterTableOther(
                at=cursor.range(start, start + 1) if start < cursor.size else problem.at, action="", **facts
            )
            cursor.skip_until(NEXT)
        if cursor.at(",") and last in _ALONE:
            raise cursor.refusal(f"the end: {last.upper()} PARTITION stands alone")
        if not cursor.take(","):
            break
    cursor.end()


def _action(cursor: Cursor, facts: Facts) -> TableOperation:
    read = _ACTIONS.get(cursor.key)
    if read is None:
        raise cursor.refusal("an action such as ADD, DROP, ALTER, RENAME or SET")
    return read(cursor, facts)


# --- add, drop, rename ----------------------------------------------------------------------------------------------


def _add(cursor: Cursor, facts: Facts) -> TableOperation:
    first = cursor.index
    cursor.expect("add")
    if begins_constraint(cursor):
        words = 2 if cursor.ahead(0) in ("constraint", "check", "unique", "exclude") else 3
        at = cursor.range(first, min(first + words, cursor.size))
        return AddConstraint(at=at, constraint=table_constraint(cursor), **facts)
    cursor.take("column")
    at = cursor.since(first)
    missing = if_not_exists(cursor)
    if cursor.at("if", "exists"):
        raise RefusedError(
            "ADD COLUMN knows IF NOT EXISTS, but no IF EXISTS", cursor.range(cursor.index, cursor.index + 2)
        )
    found = column(cursor)
    if found.type is None:
        cursor.problems.append(RefusedError(f"column {found.name} has no type", found.name.at))
    return AddColumn(at=at, column=found, if_not_exists=missing, **facts)


def _drop(cursor: Cursor, facts: Facts) -> TableOperation:
    first = cursor.index
    cursor.expect("drop")
    constraint = cursor.take("constraint")
    if not constraint:
        cursor.take("column")
    at = cursor.since(first)
    exists = if_exists(cursor)
    name = cursor.name("a constraint name" if constraint else "a column name")
    where = cascade(cursor)
    tail: Facts = {"cascade": where != NOWHERE, "cascade_at": where, **facts}
    if constraint:
        return DropConstraint(at=at, constraint=name, constraint_if_exists=exists, **tail)
    return DropColumn(at=at, column=name, column_if_exists=exists, **tail)


def _rename(cursor: Cursor, facts: Facts) -> TableOperation:
    first = cursor.index
    cursor.expect("rename")
    if cursor.take("to"):
        return RenameTable(at=cursor.since(first), to=cursor.name("a table name"), **facts)
    if cursor.take("constraint"):
        at = cursor.since(first)
        old = cursor.name("a constraint name")
        cursor.expect("to")
        return RenameConstraint(at=at, constraint=old, to=cursor.name("a constraint name"), **facts)
    cursor.take("column")
    at = cursor.since(first)
    old = cursor.name("a column name")
    cursor.expect("to")
    return RenameColumn(at=at, column=old, to=cursor.name("a column name"), **facts)


# --- partitions and the rest ----------------------------------------------------------------------------------------


def _attach(cursor: Cursor, facts: Facts) -> TableOperation:
    first = cursor.index
    cursor.expect("attach")
    cursor.expect("partition")
    at = cursor.since(first)
    return AttachPartition(at=at, partition=cursor.relation(), bound=partition_bound(cursor), **facts)


def _detach(cursor: Cursor, facts: Facts) -> TableOperation:
    first = cursor.index
    cursor.expect("detach")
    cursor.expect("partition")
    at = cursor.since(first)
    partition = cursor.relation()
    concurrently = cursor.take("concurrently")
    finalize = cursor.take("finalize")
    return DetachPartition(at=at, partition=partition, concurrently=concurrently, finalize=finalize, **facts)


def _validate(cursor: Cursor, facts: Facts) -> TableOperation:
    first = cursor.index
    cursor.expect("validate")
    cursor.expect("constraint")
    return ValidateConstraint(at=cursor.since(first), constraint=cursor.name("a constraint name"), **facts)


def _set_schema(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
    return SetSchema(at=cursor.since(first), schema=cursor.name("a schema name"), **facts)


def _named(action: str) -> Callable[[Cursor, int, Facts], TableOperation]:
    """An action that names one more object, or nothing."""

    def read(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
        at = cursor.since(first)
        name = cursor.label() if cursor.names_something(frozenset()) else None
        cursor.skip_until(NEXT)
        return AlterTableOther(at=at, action=action, object=name, **facts)

    return read


def _inherit(action: str) -> Callable[[Cursor, int, Facts], TableOperation]:
    def read(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
        return AlterTableOther(at=cursor.since(first), action=action, parent=cursor.relation(), **facts)

    return read


def _parameters(action: str) -> Callable[[Cursor, int, Facts], TableOperation]:
    def read(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
        at = cursor.range(first, first + 1)
        names = cursor.commas(lambda: _parameter(cursor))
        cursor.expect(")")
        return AlterTableOther(at=at, action=action, parameters=names, **facts)

    return read


def _parameter(cursor: Cursor) -> str:
    """The name of a storage parameter, perhaps `toast.name`; its value is stepped over."""
    parts = cursor.dotted("a storage parameter", frozenset())
    cursor.skip_until(NEXT)
    return ".".join(part.text for part in parts)


_WORDS = (
    "set logged",
    "set unlogged",
    "set without cluster",
    "set without oids",
    "set with oids",
    "enable row level security",
    "disable row level security",
    "force row level security",
    "no force row level security",
    "not of",
    "options",
)
_NAMING = (
    "set tablespace",
    "set access method",
    "cluster on",
    "owner to",
    "replica identity using index",
    "replica identity",
    "enable trigger",
    "enable always trigger",
    "enable replica trigger",
    "disable trigger",
    "enable rule",
    "enable always rule",
    "enable replica rule",
    "disable rule",
    "of",
    "no depends on extension",
    "depends on extension",
)
_OTHER: dict[str, list[tuple[tuple[str, ...], Callable[[Cursor, int, Facts], TableOperation]]]] = {}


def _register(words: str, read: Callable[[Cursor, int, Facts], TableOperation]) -> None:
    key = tuple(words.split())
    _OTHER.setdefault(key[0], []).append((key, read))


_register("set schema", _set_schema)
_register("set (", _parameters("set"))
_register("reset (", _parameters("reset"))
_register("inherit", _inherit("inherit"))
_register("no inherit", _inherit("no inherit"))
for _words in _WORDS:
    _register(_words, by_words(AlterTableOther, action=_words))
for _words in _NAMING:
    _register(_words, _named(_words))


def _other(cursor: Cursor, facts: Facts) -> TableOperation:
    first = cursor.index
    for words, read in _OTHER[cursor.key]:
        if cursor.take(*words):
            return read(cursor, first, facts)
    raise cursor.refusal("an action that ALTER TABLE knows")


_ACTIONS: dict[str, Action] = {
    **dict.fromkeys(_OTHER, _other),
    "add": _add,
    "drop": _drop,
    "rename": _rename,
    "alter": alter_inside,
    "attach": _attach,
    "detach": _detach,
    "validate": _validate,
}
