"""Column definitions and constraints, as CREATE TABLE, ALTER TABLE and the domains share them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from knexlint.operations import NOWHERE, Column, Constraint, Expression, Name, Range
from knexlint.sql.cursor import Cursor, RefusedError
from knexlint.sql.words import vocabulary

_STOPS = vocabulary(
    "constraint not null unique primary check references generated collate default deferrable initially , ;"
)
_NO_TYPE = _STOPS - {";"} | {"with", ")", ""}


@dataclass(slots=True)
class _Draft:
    not_null_at: Range = NOWHERE
    default: Expression | None = None
    generated: Literal["stored", "virtual"] | None = None
    generation: Expression | None = None
    identity: Literal["always", "by default"] | None = None
    collation: str | None = None
    storage: bool = False
    compression: bool = False
    constraints: list[Constraint] = field(default_factory=list)


def column(cursor: Cursor, typed: bool = True) -> Column:
    """A column definition; `typed`: a type must follow the name (else, as in PARTITION OF, none does)."""
    return definition(cursor, cursor.name("a column name"), typed)


def definition(cursor: Cursor, name: Name, typed: bool = True) -> Column:
    """What follows the name of a column, or of a domain."""
    type_text, type_at = None, NOWHERE
    if typed and cursor.key not in _NO_TYPE:
        type_text, type_at = cursor.type()
    elif not typed:
        cursor.take("with", "options")
    draft = _Draft()
    while _storage(cursor, draft) or _column_constraint(cursor, draft, name):
        pass
    return Column(
        name=name,
        type=type_text,
        type_at=type_at,
        not_null=draft.not_null_at != NOWHERE,
        not_null_at=draft.not_null_at,
        default=draft.default,
        generated=draft.generated,
        generation=draft.generation,
        identity=draft.identity,
        collation=draft.collation,
        storage=draft.storage,
        compression=draft.compression,
        constraints=tuple(draft.constraints),
    )


def _storage(cursor: Cursor, draft: _Draft) -> bool:
    if word := cursor.take_any(("storage", "compression")):
        draft.storage = draft.storage or word == "storage"
        draft.compression = draft.compression or word == "compression"
        cursor.step()
        return True
    if cursor.at("options", "("):
        cursor.step()
        cursor.skip_group()
        return True
    return False


def _column_constraint(cursor: Cursor, draft: _Draft, column_name: Name) -> bool:
    first = cursor.index
    name = cursor.name("a constraint name") if cursor.take("constraint") else None
    start = cursor.index
    if cursor.take("not", "null"):
        draft.not_null_at = cursor.since(start)
        rest = attributes(cursor)
        if name is not None:
            at = draft.not_null_at
            draft.constraints.append(Constraint(kind="not null", at=at, name=name, columns=(column_name,), **rest))
    elif cursor.take("default"):
        draft.default = _default(cursor)
    elif cursor.take("generated"):
        _generated(cursor, draft)
    elif cursor.take("collate"):
        begin = cursor.index
        cursor.dotted("a collation", frozenset())
        draft.collation = cursor.collapsed(begin, cursor.index)
    elif cursor.at("null"):
        cursor.step()
    elif (constraint := _constraint(cursor, name, column_name)) is not None:
        draft.constraints.append(constraint)
        if constraint.not_valid:
            reason = "NOT VALID cannot stand at a column, only behind ALTER TABLE ... ADD CONSTRAINT"
            cursor.problems.append(RefusedError(reason, constraint.not_valid_at))
    elif cursor.at("not", "enforced") or cursor.at("enforced") or cursor.take_any(("deferrable", "initially")):
        attributes(cursor)
    elif name is not None:
        raise cursor.refusal("a constraint")
    return cursor.index > first


def _default(cursor: Cursor) -> Expression:
    """The expression of DEFAULT: no bare NOT, IS NULL, IN or AND can stand in it, so the next constraint ends it."""
    first = cursor.index
    while True:
        found = cursor.until(_STOPS, "a default")
        if not (cursor.at("not", "distinct") and cursor.keys[cursor.index - 1] == "is"):
            return cursor.expression(first, cursor.index) if cursor.index > first else found


def _generated(cursor: Cursor, draft: _Draft) -> None:
    mode = generated_mode(cursor)
    cursor.expect("as")
    if cursor.take("identity"):
        draft.identity = mode
        if cursor.at("("):
            cursor.skip_group()
        return
    draft.generation = cursor.group()
    draft.generated = "stored" if cursor.take("stored") else "virtual"
    cursor.take("virtual")


def generated_mode(cursor: Cursor) -> Literal["always", "by default"]:
    """ALWAYS or BY DEFAULT."""
    if cursor.take("always"):
        return "always"
    cursor.expect("by", "default")
    return "by default"


# --- constraints ----------------------------------------------------------------------------------------------------


def begins_constraint(cursor: Cursor) -> bool:
    """A table constraint comes next, not a column (EXCLUDE and NOT may also be read as something else)."""
    key = cursor.key
    if key in ("constraint", "check", "unique", "primary", "foreign"):
        return True
    return (key == "exclude" and cursor.ahead(1) in ("using", "(")) or cursor.at("not", "null")


def table_constraint(cursor: Cursor) -> Constraint:
    name = cursor.name("a constraint name") if cursor.take("constraint") else None
    found = _constraint(cursor, name, None)
    if found is None:
        raise cursor.refusal("a constraint (CHECK, UNIQUE, PRIMARY KEY, FOREIGN KEY, EXCLUDE)")
    return found


def _constraint(cursor: Cursor, name: Name | None, column_name: Name | None) -> Constraint | None:
    """A constraint after its name; `column_name`: the column it is written at, None for a table constraint."""
    first = cursor.index
    columns = () if column_name is None else (column_name,)
    if cursor.take("check"):
        at = cursor.since(first)
        expression = cursor.group()
        return Constraint(kind="check", at=at, name=name, columns=columns, expression=expression, **attributes(cursor))
    if cursor.take("unique") or cursor.take("primary", "key"):
        return _unique(cursor, first, name, columns)
    if column_name is not None:
        return _references(cursor, cursor.index, name, columns) if cursor.at("references") else None
    if cursor.take("foreign", "key"):
        return _references(cursor, first, name, _key_columns(cursor))
    if cursor.at("exclude"):
        return _exclude(cursor, name)
    if cursor.take("not", "null"):
        at = cursor.since(first)
        if cursor.names_something():  # the constraint of a domain names no column
            columns = (cursor.name(),)
        return Constraint(kind="not null", at=at, name=name, columns=columns, **attributes(cursor))
    return None


def _unique(cursor: Cursor, first: int, name: Name | None, columns: tuple[Name, ...]) -> Constraint:
    kind: Literal["unique", "primary key"] = "unique" if cursor.keys[first] == "unique" else "primary key"
    at = cursor.since(first)
    nulls_not_distinct = cursor.take("nulls", "not", "distinct")
    cursor.take("nulls", "distinct")
    using_index = None
    if not columns:
        if cursor.take("using", "index"):
            using_index = cursor.name("an index name")
        else:
            columns = _key_columns(cursor)
    rest = _index_options(cursor) | attributes(cursor)
    return Constraint(
        kind=kind,
        overlaps="overlaps" in cursor.keys[first : cursor.index],
        at=at,
        name=name,
        columns=columns,
        using_index=using_index,
        nulls_not_distinct=nulls_not_distinct,
        **rest,
    )


def _key_columns(cursor: Cursor) -> tuple[Name, ...]:
    def item() -> Name:
        if cursor.at("period") and cursor.ahead(1) not in (",", ")"):
            cursor.step()
        found = cursor.name("a column name")
        cursor.take("without", "overlaps")
        return found

    cursor.expect("(")
    found = cursor.commas(item)
    cursor.expect(")")
    return found


def _index_options(cursor: Cursor) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if cursor.take("include"):
        found["include"] = included(cursor)
    if cursor.at("with", "("):
        cursor.step()
        found["options"] = parameters(cursor)
    if cursor.take("using", "index", "tablespace"):
        cursor.name("a tablespace")
    return found


def parameters(cursor: Cursor) -> tuple[str, ...]:
    """The storage parameters in brackets, each as `name = value`."""
    return tuple(part.strip() for part in cursor.group().text.split(",") if part.strip())


def included(cursor: Cursor) -> tuple[Name, ...]:
    """The columns that an index only carries."""

    def item() -> Name | None:
        found = cursor.name() if cursor.names_something() else None
        cursor.skip_until((",",))
        return found

    cursor.expect("(")
    found = cursor.commas(item)
    cursor.expect(")")
    return tuple(name for name in found if name is not None)


def _references(cursor: Cursor, first: int, name: Name | None, columns: tuple[Name, ...]) -> Constraint:
    at = cursor.since(first) if cursor.index > first else cursor.here()
    if cursor.keys[first] == "foreign":
        at = cursor.range(first, first + 2)
    cursor.expect("references")
    table = cursor.relation()
    referenced = _key_columns(cursor) if cursor.at("(") else ()
    if cursor.take("match"):
        cursor.take_any(("full", "partial", "simple"))
    actions: dict[str, str] = {}
    set_columns: tuple[Name, ...] = ()
    while cursor.at("on") and cursor.ahead(1) in ("delete", "update"):
        event = cursor.ahead(1)
        cursor.step(2)
        actions[event] = _action(cursor)
        if cursor.at("("):
            set_columns = _key_columns(cursor)
    return Constraint(
        kind="foreign key",
        at=at,
        name=name,
        columns=columns,
        references=table,
        referenced_columns=referenced,
        on_delete=actions.get("delete"),
        on_update=actions.get("update"),
        set_columns=set_columns,
        overlaps="period" in cursor.keys[first : cursor.index] and _has_period(cursor, first),
        **attributes(cursor),
    )


def _has_period(cursor: Cursor, first: int) -> bool:
    """PERIOD stands before a name, and is not itself one."""
    keys = cursor.keys
    return any(keys[i] == "period" and keys[i + 1] not in (",", ")") for i in range(first, cursor.index))


def _action(cursor: Cursor) -> str:
    for words in (("cascade",), ("restrict",), ("no", "action"), ("set", "null"), ("set", "default")):
        if cursor.take(*words):
            return " ".join(words)
    raise cursor.refusal("CASCADE, RESTRICT, NO ACTION, SET NULL or SET DEFAULT")


def _exclude(cursor: Cursor, name: Name | None) -> Constraint:
    first = cursor.index
    cursor.expect("exclude")
    at = cursor.since(first)
    method = cursor.name("an index method").text if cursor.take("using") else None
    elements = cursor.group()
    options = _index_options(cursor)
    if cursor.take("where"):
        options["where"] = cursor.group()
    return Constraint(
        kind="exclude", at=at, name=name, expression=elements, method=method, **options, **attributes(cursor)
    )


def attributes(cursor: Cursor) -> dict[str, Any]:
    """What may follow every constraint, in any order, as fields of `Constraint`."""
    found: dict[str, Any] = {}
    while True:
        first = cursor.index
        if cursor.take("not", "valid"):
            found.update(not_valid=True, not_valid_at=cursor.since(first))
        elif cursor.take("not", "enforced"):
            found["not_enforced"] = True
        elif cursor.take("no", "inherit"):
            found["no_inherit"] = True
        elif cursor.take("initially", "deferred"):
            found.update(deferrable=True, initially_deferred=True)
        elif cursor.take("deferrable"):
            found["deferrable"] = True
        elif not (cursor.take("not", "deferrable") or cursor.take("initially", "immediate") or cursor.take("enforced")):
            return found
