"""ALTER TABLE: its actions, one operation for each, in order. Also serves what is altered like a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from knexlint.operations import (
    NOWHERE,
    AddColumn,
    AddConstraint,
    AlterColumnType,
    AlterConstraint,
    AlterExpression,
    AlterIdentity,
    AlterTableOther,
    AttachPartition,
    DetachPartition,
    DropColumn,
    DropConstraint,
    DropDefault,
    DropNotNull,
    Operation,
    Other,
    RenameColumn,
    RenameConstraint,
    RenameTable,
    SetColumnOption,
    SetDefault,
    SetNotNull,
    SetSchema,
    TableOperation,
    ValidateConstraint,
)
from knexlint.sql.columns import begins_constraint, column, generated_mode, table_constraint
from knexlint.sql.cursor import Cursor, RefusedError
from knexlint.sql.tables import cascade, if_exists, if_not_exists, partition_bound

Facts = dict[str, Any]
Action = Callable[[Cursor, Facts], TableOperation]
_NEXT = (",", ";")


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
        start = cursor.index
        try:
            yield _action(cursor, facts)
        except RefusedError as problem:
            cursor.problems.append(problem)
            yield AlterTableOther(
                at=cursor.range(start, start + 1) if start < cursor.size else problem.at, action="", **facts
            )
            cursor.skip_until(_NEXT)
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


# --- alter column ---------------------------------------------------------------------------------------------------


def _alter(cursor: Cursor, facts: Facts) -> TableOperation:
    first = cursor.index
    cursor.expect("alter")
    if cursor.take("constraint"):
        return _alter_constraint(cursor, first, facts)
    cursor.take("column")
    column_facts = {"column": cursor.name("a column name"), **facts}
    if cursor.size == cursor.index:
        raise cursor.refusal("SET, DROP or TYPE")
    begin = cursor.index
    for words, read in _COLUMN_ACTIONS:
        if cursor.take(*words):
            return read(cursor, begin, column_facts)
    raise cursor.refusal("SET, DROP or TYPE")


def _alter_constraint(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
    at = cursor.since(first)
    name = cursor.name("a constraint name")
    begin = cursor.index
    cursor.skip_until(_NEXT)
    change = " ".join(cursor.keys[begin : cursor.index])
    return AlterConstraint(at=at, constraint=name, change=change, **facts)


def _set_type(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
    at = cursor.since(first)
    text, type_at = cursor.type()
    collation = using = None
    if cursor.take("collate"):
        begin = cursor.index
        cursor.dotted("a collation", frozenset())
        collation = cursor.collapsed(begin, cursor.index)
    if cursor.take("using"):
        using = cursor.until(_NEXT)
    return AlterColumnType(at=at, type=text, type_at=type_at, using=using, collation=collation, **facts)


def _set_default(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
    return SetDefault(at=cursor.since(first), default=cursor.until(_NEXT, "a default"), **facts)


def _plain(kind: type[TableOperation], **more: Any) -> Callable[[Cursor, int, Facts], TableOperation]:
    """An action that is told by its words alone, with whatever follows them."""

    def read(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
        extra: Facts = {}
        if cursor.keys[cursor.index - 1] == "(":
            cursor.index -= 1
        at = cursor.since(first)
        if if_exists(cursor) and kind in (AlterIdentity, AlterExpression):
            extra["missing_ok"] = True
        elif kind is SetColumnOption and cursor.at("default"):
            extra["default"] = True
        cursor.skip_until(_NEXT)
        return kind(at=at, **more, **extra, **facts)

    return read


def _set_generated(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
    at = cursor.since(first)
    mode = generated_mode(cursor)
    cursor.skip_until(_NEXT)
    return AlterIdentity(at=at, action="set", mode=mode, **facts)


def _add_generated(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
    at = cursor.since(first)
    mode = generated_mode(cursor)
    cursor.expect("as", "identity")
    cursor.skip_until(_NEXT)
    return AlterIdentity(at=at, action="add", mode=mode, **facts)


def _identity_option(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
    at = cursor.since(first)
    begin = cursor.index
    cursor.skip_until(_NEXT)
    keys = cursor.keys
    mode = None
    for index in range(begin, cursor.index):
        if keys[index] == "generated":
            mode = "always" if keys[index + 1] == "always" else "by default"
    return AlterIdentity(at=at, action="set", mode=mode, **facts)  # type: ignore[arg-type]


def _set_expression(cursor: Cursor, first: int, facts: Facts) -> TableOperation:
    at = cursor.since(first)
    cursor.expect("as")
    return AlterExpression(at=at, expression=cursor.group(), **facts)


_COLUMN_ACTIONS: tuple[tuple[tuple[str, ...], Callable[[Cursor, int, Facts], TableOperation]], ...] = (
    (("type",), _set_type),
    (("set", "data", "type"), _set_type),
    (("set", "default"), _set_default),
    (("drop", "default"), _plain(DropDefault)),
    (("set", "not", "null"), _plain(SetNotNull)),
    (("drop", "not", "null"), _plain(DropNotNull)),
    (("set", "statistics"), _plain(SetColumnOption, option="statistics")),
    (("set", "storage"), _plain(SetColumnOption, option="storage")),
    (("set", "compression"), _plain(SetColumnOption, option="compression")),
    (("set", "("), _plain(SetColumnOption, option="attribute")),
    (("reset", "("), _plain(SetColumnOption, option="attribute")),
    (("options",), _plain(SetColumnOption, option="options")),
    (("add", "generated"), _add_generated),
    (("set", "generated"), _set_generated),
    (("drop", "identity"), _plain(AlterIdentity, action="drop")),
    (("set", "expression"), _set_expression),
    (("drop", "expression"), _plain(AlterExpression, expression=None)),
    (("restart",), _identity_option),
    (("set",), _identity_option),
)


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
        cursor.skip_until(_NEXT)
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
    cursor.skip_until(_NEXT)
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
    _register(_words, _plain(AlterTableOther, action=_words))
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
    "alter": _alter,
    "attach": _attach,
    "detach": _detach,
    "validate": _validate,
}
