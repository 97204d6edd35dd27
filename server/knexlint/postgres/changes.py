"""What a change of a column's type costs: a rewrite, new indexes, or nothing but the lock. Measured for 55 types.

A change is free where PostgreSQL stores both types alike and need not look at the value (binary coercible casts, and
length casts that its planner knows to do nothing).
"""

from __future__ import annotations

import re

from knexlint.catalog.expressions import stripped, unquoted
from knexlint.catalog.model import Catalog
from knexlint.catalog.types import Type, parsed
from knexlint.record import record, replace

STRINGS = frozenset(("text", "character varying"))
OIDS = frozenset(("integer", "oid", "regclass", "regtype", "regproc", "regrole", "regnamespace"))
TEMPORAL = frozenset(
    (
        "timestamp without time zone",
        "timestamp with time zone",
        "time without time zone",
        "time with time zone",
        "interval",
    )
)
UTC = frozenset(("utc", "gmt", "etc/utc", "etc/gmt", "uct", "zulu", "universal", "etc/universal", "etc/zulu", "0"))
_EXTENSION_TYPES = frozenset(("citext", "hstore", "ltree", "cube", "geometry", "geography", "vector"))

# casts that happen by themselves on assignment, strings as target left out (everything casts to a string)
_ASSIGNED: dict[str, frozenset[str]] = {
    "smallint": frozenset(("integer", "bigint", "numeric", "real", "double precision", "oid")),
    "integer": frozenset(("smallint", "bigint", "numeric", "real", "double precision", "oid", "money")),
    "bigint": frozenset(("smallint", "integer", "numeric", "real", "double precision", "oid", "money")),
    "numeric": frozenset(("smallint", "integer", "bigint", "real", "double precision", "money")),
    "real": frozenset(("smallint", "integer", "bigint", "numeric", "double precision")),
    "double precision": frozenset(("smallint", "integer", "bigint", "numeric", "real")),
    "money": frozenset(("numeric",)),
    "boolean": frozenset(),
    "uuid": frozenset(),
    "bytea": frozenset(),
    "text": frozenset(),
    "character varying": frozenset(),
    "character": frozenset(),
    "date": frozenset(("timestamp without time zone", "timestamp with time zone")),
    "time without time zone": frozenset(("interval", "time with time zone")),
    "time with time zone": frozenset(("time without time zone",)),
    "timestamp without time zone": frozenset(("date", "time without time zone", "timestamp with time zone")),
    "timestamp with time zone": frozenset(
        ("date", "time without time zone", "timestamp without time zone", "time with time zone")
    ),
    "interval": frozenset(("time without time zone",)),
    "json": frozenset(("jsonb",)),
    "jsonb": frozenset(("json",)),
    "xml": frozenset(),
    "inet": frozenset(("cidr",)),
    "cidr": frozenset(("inet",)),
    "bit": frozenset(("bit varying",)),
    "bit varying": frozenset(("bit",)),
    "oid": frozenset(("integer", "bigint")),
    "macaddr": frozenset(("macaddr8",)),
    "macaddr8": frozenset(("macaddr",)),
    "tsvector": frozenset(),
    "tsquery": frozenset(),
    **dict.fromkeys(("int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange"), frozenset()),
}
_STRING_TARGETS = frozenset(("text", "character varying", "character", "bpchar", "citext", "name"))


@record
class Change:
    """`rewrite`, `reindex`: None if it is not known, `why` says on what it depends. `reindex`: plain indexes too."""

    rewrite: bool | None
    reindex: bool | None = False
    why: str = ""


FREE = Change(False)
REINDEXED = Change(False, True)
REWRITE = Change(True, True)


def change(old: str, new: str, catalog: Catalog) -> Change:
    """The cost of storing a value of type `old` as type `new`."""
    before, after = parsed(old), parsed(new)
    if before == after:
        return FREE
    domain = None if after.array else catalog.domains.get(after.name)
    if domain is not None:
        if domain.constrained:
            return REWRITE
        after = parsed(domain.type)
    while not before.array and before.name in catalog.domains:
        before = replace(parsed(catalog.domains[before.name].type), modifiers=())  # a value of it may have any length
    unknown = [t.name for t in (before, after) if not familiar(t, catalog)]
    if unknown and before.name != after.name:
        return Change(None, None, f"the type {unknown[0]} is not known")
    if before.array != after.array:
        return REWRITE
    if before.name == after.name:
        return FREE if _same_storage(before, after) else REWRITE
    return REWRITE if before.array else _between(before, after, catalog)


def familiar(kind: Type, catalog: Catalog) -> bool:
    """A type of PostgreSQL itself, of a usual extension, or one that the migrations make."""
    if kind.built_in or kind.name in _EXTENSION_TYPES or kind.name in catalog.enums or kind.name in catalog.domains:
        return True
    return catalog.table(kind.name) is not None


def _same_storage(before: Type, after: Type) -> bool:
    """Both are one type with other modifiers."""
    if before.name == "interval" and (before.fields or after.fields):
        return _finest(after) <= _finest(before) and (
            _finest(before) > 0
            or not after.modifiers
            or (bool(before.modifiers) and before.modifiers <= after.modifiers)
        )
    if before.name in ("character", "bit"):
        return before == after
    if not after.modifiers:
        return True
    if before.array or not before.modifiers:
        return before.name in TEMPORAL and after.modifiers == (6,)
    if before.name == "numeric":
        return before.modifiers[1] == after.modifiers[1] and before.modifiers[0] <= after.modifiers[0]
    if before.name in TEMPORAL or before.name in ("character varying", "bit varying"):
        return before.modifiers[0] <= after.modifiers[0]
    return False


_FIELDS = ("second", "minute", "hour", "day", "month", "year")


def _finest(kind: Type) -> int:
    """The finest field of an interval, seconds first."""
    return _FIELDS.index(kind.fields.split()[-1]) if kind.fields else 0


def _between(before: Type, after: Type, catalog: Catalog) -> Change:
    pair = (before.name, after.name)
    if pair in {("text", "character varying"), ("character varying", "text")}:
        return REWRITE if after.modifiers else FREE
    if before.name == "xml" and after.name in STRINGS:
        return REWRITE if after.modifiers else FREE
    if pair == ("cidr", "inet"):
        return FREE
    if "citext" in pair and STRINGS & set(pair):
        return REWRITE if after.modifiers else REINDEXED
    if pair[0] in OIDS and pair[1] in OIDS:
        return REINDEXED
    if pair == ("bit", "bit varying"):
        return REWRITE if after.modifiers else REINDEXED
    if set(pair) == {"timestamp without time zone", "timestamp with time zone"}:
        return _at_zone(after, catalog)
    return REWRITE


def _at_zone(after: Type, catalog: Catalog) -> Change:
    if after.modifiers:
        return REWRITE
    zone = catalog.setting("timezone")
    if zone is None:
        return Change(None, None, "it is not, only while the session's TimeZone is UTC")
    return REINDEXED if zone.strip("'\"").lower() in UTC else REWRITE


def assignable(old: str, new: str, catalog: Catalog) -> bool | None:
    """The cast happens without USING; None if that is not known."""
    before, after = parsed(old), parsed(new)
    while not before.array and before.name in catalog.domains:
        before = parsed(catalog.domains[before.name].type)
    while not after.array and after.name in catalog.domains:
        after = parsed(catalog.domains[after.name].type)
    if before.name == after.name and before.array == after.array:
        return True
    if after.name in _STRING_TARGETS and not after.array:
        return True
    if before.array or after.array:
        return None if before.array and after.array else False if not before.array else None
    if before.name in catalog.enums and after.name in catalog.enums:
        return False
    if before.name in _ASSIGNED and (after.name in _ASSIGNED or after.name in catalog.enums):
        return after.name in _ASSIGNED[before.name]
    return False if before.name in catalog.enums and after.name in _ASSIGNED else None


_COLUMN = r'(?:(?:"(?:[^"]|"")*"|\w+)\s*\.\s*)?(?P<column>"(?:[^"]|"")*"|\w+)'
_CASTS = re.compile(rf"^{_COLUMN}(?P<casts>(?:\s*::\s*[^:]+)*)$", re.DOTALL)
_CAST = re.compile(rf"^cast\s*\(\s*{_COLUMN}\s+as\s+(?P<type>.+)\)$", re.DOTALL | re.IGNORECASE)


def casts_in(using: str, column: str) -> list[str] | None:
    """The types that USING casts the column to, one after the other; None if it does anything else."""
    text = stripped(using)
    found = _CAST.match(text)
    if found is not None and unquoted(found["column"]) == column:
        return [found["type"].strip()]
    found = _CASTS.match(text)
    if found is None or unquoted(found["column"]) != column or not re.match(r'["a-zA-Z_]', text):
        return None
    steps = [part.strip() for part in found["casts"].split("::") if part.strip()]
    plain = re.compile(r'^[\w." ]+(?:\(\s*\d+\s*(?:,\s*-?\d+\s*)?\))?[\w ]*(?:\[\s*\d*\s*\])*$')
    return steps if all(plain.match(step) for step in steps) else None


def converted(old: str, new: str, using: str | None, column: str, catalog: Catalog) -> Change:
    """The cost of ALTER COLUMN TYPE with or without USING."""
    steps = [] if using is None else casts_in(using, column)
    if steps is None:
        return REWRITE
    rewrite: bool | None = False
    why, at = "", old
    for step in [*steps, new]:
        each = change(at, step, catalog)
        if each.rewrite:
            return REWRITE
        if each.rewrite is None:
            rewrite, why = None, each.why
        at = step
    whole = change(old, new, catalog)
    return Change(rewrite, whole.reindex, why)
