"""What PostgreSQL refuses of constraints and indexes: columns, types and keys that do not fit. Only what is sure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from knexlint import operations as op
from knexlint.catalog.constraints import element_column, key_in, split_list
from knexlint.catalog.expressions import mentions, unquoted
from knexlint.catalog.extensions import SCALAR_TYPES
from knexlint.catalog.model import Column, Constraint, Table
from knexlint.catalog.types import Type, parsed
from knexlint.postgres.functions import VOLATILE
from knexlint.postgres.tally import Tally, is_partitioned
from knexlint.record import replace

Reasons = Iterator[str]
_UNORDERED = frozenset(["json", "xml", "point", "line", "lseg", "box", "path", "polygon", "circle"])
# types that an access method has no operator class for, unless an extension brings it
_NO_CLASS = {
    "btree": (_UNORDERED, None),
    "hash": (_UNORDERED, None),
    "gin": (SCALAR_TYPES | _UNORDERED, ("btree_gin", "pg_trgm", "intarray")),
    "gist": (SCALAR_TYPES - {"inet", "cidr"} | {"json", "jsonb", "xml"}, ("btree_gist", "pg_trgm", "intarray")),
}
# they give another value at another time whatever their arguments are
_RESTLESS_WORDS = """now current_date current_time current_timestamp localtime localtimestamp transaction_timestamp
statement_timestamp current_user session_user current_setting to_char to_date to_number concat concat_ws format
array_to_string to_json to_jsonb row_to_json json_build_object jsonb_build_object json_build_array jsonb_build_array"""
_RESTLESS = frozenset(_RESTLESS_WORDS.split())
# of a timestamp with time zone these hang on the session's zone
_BY_ZONE = frozenset(("date_trunc", "date_part", "extract", "date", "age"))
_CAST_BY_ZONE = re.compile(r"::\s*(?:date|time|timestamp|text|varchar)\b(?!\s+with\s+time)", re.IGNORECASE)
_BY_CONFIGURATION = re.compile(r"\bto_tsvector\s*\([^,()]*\)", re.IGNORECASE)


def _sure(tally: Tally, key: str) -> Table | None:
    found = tally.catalog.get(key) if tally.catalog.sure(key) else None
    return found if isinstance(found, Table) and not found.open else None


def added(add: op.AddConstraint, tally: Tally) -> Reasons:
    table = _sure(tally, add.table.key)
    constraint = add.constraint
    if constraint.references is not None:
        if tally.catalog.absent(constraint.references.key):
            yield f'relation "{constraint.references.key}" does not exist'
        yield from target(constraint, tally)
    if table is None:
        return
    yield from _columns(table, constraint.columns)
    if constraint.using_index is not None:
        yield from _usable(table, constraint.using_index.text, tally)
        return
    columns = [c.text for c in constraint.columns]
    if constraint.kind in ("unique", "primary key"):
        yield from no_class(table, columns, "btree", tally)
        if table.partition_by is not None:
            yield from without_partition_key(constraint.kind, columns, table.partition_by)
    if constraint.kind == "exclude" and constraint.expression is not None:
        yield from no_class(table, _excluded(constraint.expression.text), constraint.method or "gist", tally)
    if constraint.kind == "foreign key":
        if add.only and is_partitioned(table) and tally.catalog.children(table):
            yield f'cannot use ONLY for foreign key on partitioned table "{table.key}"'
        yield from _types_fit(table, constraint, tally)


def _excluded(elements: str) -> Iterator[str]:
    """The columns that an exclusion constraint compares by their types' default operator class."""
    for element in split_list(elements):
        words = element.split()
        column = element_column(words[0]) if len(words) > 1 and words[1].lower() == "with" else None
        if column is not None:
            yield column


def _columns(table: Table, names: Iterable[op.Name]) -> Reasons:
    for name in names:
        if name.text not in table.columns and not name.unknown:
            yield f'column "{name}" of relation "{table.key}" does not exist'


def target(constraint: op.Constraint, tally: Tally) -> Reasons:
    """The referenced columns must be there and have a unique key."""
    there = _sure(tally, constraint.references.key) if constraint.references is not None else None
    if there is None:
        return
    yield from _columns(there, constraint.referenced_columns)
    wanted = {name.text for name in constraint.referenced_columns}
    keys = [c for c in there.constraints.values() if c.kind in ("primary key", "unique")]
    if not wanted:
        primary = [c for c in keys if c.kind == "primary key"]
        if not primary:
            yield f'there is no primary key for referenced table "{there.key}"'
        elif len(primary[0].columns) != len(constraint.columns):
            yield "the numbers of referencing and referenced columns for a foreign key disagree"
        return
    if len(constraint.referenced_columns) != len(constraint.columns):
        yield "the numbers of referencing and referenced columns for a foreign key disagree"
    indexes = [i for i in tally.catalog.usable_indexes(there) if i.unique and not i.computed]
    if not any(set(c.columns) == wanted for c in keys) and not any(set(i.columns) == wanted for i in indexes):
        if not constraint.overlaps:
            yield f'there is no unique constraint matching given keys for referenced table "{there.key}"'


def _types_fit(table: Table, constraint: op.Constraint, tally: Tally) -> Reasons:
    there = _sure(tally, constraint.references.key) if constraint.references is not None else None
    if there is None:
        return
    names = [name.text for name in constraint.referenced_columns]
    if not names:
        names = [n for c in there.constraints.values() if c.kind == "primary key" for n in c.columns]
    for own, other in zip(constraint.columns, names, strict=False):
        here, far = table.columns.get(own.text), there.columns.get(other)
        if here is not None and far is not None and _never_equal(here, far):
            yield f"key columns {own} and {other} are of incompatible types: {here.type} and {far.type}"


_NUMBERS = frozenset(("smallint", "integer", "bigint", "numeric", "real", "double precision"))
_FAMILIES = (_NUMBERS, frozenset(("text", "character varying", "character", "name")), frozenset(("uuid",)))


def _never_equal(one: Column, other: Column) -> bool:
    """No operator compares the two types."""
    first, second = parsed(one.type or ""), parsed(other.type or "")
    found = [next((f for f in _FAMILIES if kind.name in f and not kind.array), None) for kind in (first, second)]
    return None not in found and found[0] is not found[1]


def no_longer_equal(table: Table, name: str, becomes: str, tally: Tally) -> Reasons:
    """A foreign key on either side of which the column would have a type that compares to the other's no more."""
    changed = Column(name, str(parsed(becomes)))
    pairs: list[tuple[Constraint, Column | None]] = []
    for constraint in table.constraints.values():
        far = tally.catalog.relations.get(constraint.references) if constraint.references is not None else None
        if isinstance(far, Table) and far.oid != table.oid:
            ends = dict(zip(constraint.columns, constraint.referenced_columns, strict=False))
            pairs.append((constraint, far.columns.get(ends.get(name, ""))))
    for child, constraint in tally.catalog.foreign_keys_to(table.oid):
        if child.oid != table.oid:
            ends = dict(zip(constraint.referenced_columns, constraint.columns, strict=False))
            pairs.append((constraint, child.columns.get(ends.get(name, ""))))
    for constraint, other in pairs:
        if other is not None and other.type is not None and _never_equal(changed, other):
            yield f'foreign key constraint "{constraint.name}" cannot be implemented: {changed.type} and {other.type}'


def no_longer_sorted(table: Table, name: str, becomes: str, tally: Tally) -> Reasons:
    """An index by the default operator class of a column that will have a type without one."""
    column = table.columns.get(name)
    if column is None:
        return
    changed = replace(table, columns={**table.columns, name: replace(column, type=str(parsed(becomes)))})
    for index in tally.catalog.indexes(table):
        if any(c == name and len(e.split()) == 1 for c, e in zip(index.columns, index.elements, strict=False)):
            yield from no_class(changed, [name], index.method, tally)


def arbiter(add: op.Insert, table: Table, tally: Tally) -> Reasons:
    """ON CONFLICT (columns) needs a unique index on just these columns."""
    found = _CONFLICT.search(add.query.text) if add.on_conflict and add.query is not None else None
    if found is None or not table.known or table.open:
        return
    wanted = {unquoted(part.strip()) for part in found["columns"].split(",")}
    unique = [i for i in tally.catalog.usable_indexes(table) if i.unique]
    if not any(set(i.columns) == wanted and i.where is None for i in unique):
        if not any(i.computed and i.where is None for i in unique):
            yield "there is no unique or exclusion constraint matching the ON CONFLICT specification"


_CONFLICT = re.compile(r'\bon\s+conflict\s*\(\s*(?P<columns>[\w"]+(?:\s*,\s*[\w"]+)*)\s*\)\s*do\b', re.IGNORECASE)


def without_partition_key(kind: str, columns: list[str], partition_by: str) -> Reasons:
    """A key of a partitioned table must hold its partition key."""
    if kind not in ("unique", "primary key") or "(" not in partition_by:
        return
    listed = split_list(partition_by[partition_by.index("(") :])
    key = [element_column(element) for element in listed]
    if None in key:
        yield f"unsupported {kind.upper()} constraint with partition key definition"
    elif not set(columns) >= set(key):
        yield "unique constraint on partitioned table must include all partitioning columns"


def _usable(table: Table, name: str, tally: Tally) -> Reasons:
    if is_partitioned(table):
        yield "ALTER TABLE / ADD CONSTRAINT USING INDEX is not supported on partitioned tables"
    key = key_in(table.schema, name)
    if tally.catalog.absent(key):
        yield f'index "{name}" does not exist'
    index = tally.catalog.index(key) if tally.catalog.sure(key) else None
    if index is None:
        return
    if index.table != table.oid:
        yield f'index "{name}" does not belong to table "{table.key}"'
    if not index.unique:
        yield f'"{name}" is not a unique index'
    for place, element in enumerate(index.elements):
        words = mentions(element).words
        if "desc" in words[1:] or "nulls" in words[1:]:
            yield f'index "{name}" column number {place + 1} does not have default sorting behavior'


def replica(table: Table, name: str, tally: Tally) -> Reasons:
    """REPLICA IDENTITY needs a unique index on plain NOT NULL columns."""
    key = key_in(table.schema, name)
    if tally.catalog.absent(key):
        yield f'index "{name}" for table "{table.key}" does not exist'
    index = tally.catalog.index(key) if tally.catalog.sure(key) else None
    if index is None:
        return
    if not index.unique:
        yield f'cannot use non-unique index "{name}" as replica identity'
    if index.computed:
        yield f'cannot use expression or partial index "{name}" as replica identity'
    for column in index.columns:
        known = table.columns.get(column or "")
        if known is not None and known.not_null is False:
            yield f'index "{name}" cannot be used as replica identity because column "{column}" is nullable'


def index(create: op.CreateIndex, table: Table, tally: Tally) -> Reasons:
    """Columns, operator classes and functions of a new index."""
    columns = [element_column(element.text) for element in create.elements]
    if table.known and not table.open:
        for name in (*columns, *(c.text for c in create.include)):
            if name is not None and name not in table.columns:
                yield f'column "{name}" does not exist'
    plain = [c for c, e in zip(columns, create.elements, strict=True) if c is not None and len(e.text.split()) == 1]
    yield from no_class(table, plain, create.method or "btree", tally)
    if create.unique and table.partition_by is not None and None not in columns:
        yield from without_partition_key("unique", [c for c in columns if c is not None], table.partition_by)
    texts = [e.text for c, e in zip(columns, create.elements, strict=True) if c is None]
    for text in texts:
        yield from _mutable(text, "index expression", table, tally)
    if create.where is not None:
        yield from _mutable(create.where.text, "index predicate", table, tally)


def _mutable(text: str, where: str, table: Table, tally: Tally) -> Reasons:
    if _BY_CONFIGURATION.search(text):
        yield f"functions in {where} must be marked IMMUTABLE: to_tsvector() without a configuration is not"
    if _hangs_on_zone(text, table):
        yield f"functions in {where} must be marked IMMUTABLE: what it gives hangs on the session's time zone"
    for name in mentions(text).functions:
        own = tally.catalog.functions.get(name)
        restless = name in _RESTLESS or name in VOLATILE if own is None else own.volatility != "immutable"
        if restless and not (own is not None and own.language == "sql"):
            yield f"functions in {where} must be marked IMMUTABLE: {name}() is not"


def _hangs_on_zone(text: str, table: Table) -> bool:
    """A moment is cut or turned into text, and the expression does not say of which time zone."""
    said = mentions(text)
    columns = [table.columns[word] for word in said.words if word in table.columns]
    if "zone" in said.words or "timezone" in said.functions or len(columns) != 1:
        return False
    moment = parsed(columns[0].type or "").name == "timestamp with time zone" and "[]" not in (columns[0].type or "")
    return moment and (bool(_BY_ZONE & set(said.functions)) or _CAST_BY_ZONE.search(text) is not None)


def no_class(table: Table, columns: Iterable[str], method: str, tally: Tally) -> Reasons:
    """The type has no default operator class for the access method."""
    without, brought_by = _NO_CLASS.get(method, (frozenset(), None))
    if brought_by is not None and (not tally.catalog.complete or set(brought_by) & tally.catalog.extensions):
        return
    for name in columns:
        column = table.columns.get(name)
        kind: Type | None = parsed(column.type) if column is not None and column.type is not None else None
        if kind is not None and kind.name in without and not kind.array:
            yield f'data type {kind} has no default operator class for access method "{method}"'


# --- constraints that exist -----------------------------------------------------------------------------------------


def validated(alter: op.ValidateConstraint, tally: Tally) -> Reasons:
    table = _sure(tally, alter.table.key)
    found = table.constraints.get(alter.constraint.text) if table is not None else None
    if found is None:
        return
    kinds = ("check", "foreign key", "not null") if tally.version >= 18 else ("check", "foreign key")
    if found.kind not in kinds:
        yield f'constraint "{found.name}" of relation "{alter.table.key}" is not a foreign key or check constraint'
    if not found.enforced:
        yield "cannot validate NOT ENFORCED constraint"


def altered(alter: op.AlterConstraint, tally: Tally) -> Reasons:
    table = _sure(tally, alter.table.key)
    found = table.constraints.get(alter.constraint.text) if table is not None else None
    if found is not None and found.kind != "foreign key" and ("deferr" in alter.change or "enforced" in alter.change):
        yield f'constraint "{found.name}" of relation "{alter.table.key}" is not a foreign key constraint'


def dropped(drop: op.DropConstraint, tally: Tally) -> Reasons:
    table = _sure(tally, drop.table.key)
    found = table.constraints.get(drop.constraint.text) if table is not None else None
    if table is None or found is None:
        return
    if drop.only and is_partitioned(table) and found.kind in ("check", "not null") and tally.version < 18:
        if tally.catalog.children(table):
            yield "cannot remove constraint from only the partitioned table when partitions exist"
