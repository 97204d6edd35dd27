"""Names of types, spelled as PostgreSQL's format_type prints them. Knows spellings, not what a change costs."""

from __future__ import annotations

import re
from functools import lru_cache

from knexlint.record import record

ALIASES = {
    "int": "integer",
    "int4": "integer",
    "int2": "smallint",
    "int8": "bigint",
    "serial": "integer",
    "serial4": "integer",
    "smallserial": "smallint",
    "serial2": "smallint",
    "bigserial": "bigint",
    "serial8": "bigint",
    "decimal": "numeric",
    "dec": "numeric",
    "float": "double precision",
    "float8": "double precision",
    "double precision": "double precision",
    "float4": "real",
    "bool": "boolean",
    "varchar": "character varying",
    "char varying": "character varying",
    "national character varying": "character varying",
    "national char varying": "character varying",
    "nchar varying": "character varying",
    "char": "character",
    "nchar": "character",
    "national character": "character",
    "national char": "character",
    "bpchar": "bpchar",
    "varbit": "bit varying",
    "timestamptz": "timestamp with time zone",
    "timestamp": "timestamp without time zone",
    "timetz": "time with time zone",
    "time": "time without time zone",
}
SERIALS = {
    "serial": "integer",
    "serial4": "integer",
    "bigserial": "bigint",
    "serial8": "bigint",
    "smallserial": "smallint",
    "serial2": "smallint",
}
# every other type name that is PostgreSQL's own and needs no change
_BUILT_IN_WORDS = (
    "smallint integer bigint numeric real money text bytea date interval boolean uuid json jsonb xml inet cidr macaddr"
    " macaddr8 bit point line lseg box path polygon circle tsvector tsquery int4range int8range numrange tsrange"
    " tstzrange daterange int4multirange int8multirange nummultirange tsmultirange tstzmultirange datemultirange oid"
    " regclass regtype regproc name xid xid8 pg_lsn jsonpath txid_snapshot bpchar int2vector oidvector"
)
BUILT_IN = frozenset(_BUILT_IN_WORDS.split()) | frozenset(ALIASES.values())

_MODIFIER = re.compile(r"\(\s*([^()]*?)\s*\)")
_ARRAY = re.compile(r"(?:\s*\[\s*\d*\s*\])+$|\s+array(?:\s*\[\s*\d*\s*\])?$", re.IGNORECASE)
_FIELDS = re.compile(r"^interval\s+((?:year|month|day|hour|minute|second)(?:\s+to\s+(?:month|hour|minute|second))?)$")


@record
class Type:
    """A type taken apart: `character varying(20)[]` is ("character varying", (20,), True)."""

    name: str
    modifiers: tuple[int, ...] = ()
    array: bool = False
    fields: str = ""  # of interval

    @property
    def built_in(self) -> bool:
        return self.name in BUILT_IN

    def __str__(self) -> str:
        text = self.name
        if self.modifiers:
            inside = f"({','.join(map(str, self.modifiers))})"
            head, found, tail = text.partition(" with")  # timestamp(3) without time zone
            text = head + inside + found + tail
        if self.fields:
            text = f"{text} {self.fields}"
        return f"{text}[]" if self.array else text


def serial(text: str) -> str | None:
    """The integer type behind `serial`, `bigserial`, `smallserial`; None for any other type."""
    return SERIALS.get(text.strip().lower())


@lru_cache(maxsize=4096)
def parsed(text: str) -> Type:
    """A type as written, in PostgreSQL's own terms. Never raises: what is not known keeps its spelling."""
    rest = " ".join(text.split())
    array = False
    found = _ARRAY.search(rest)
    if found:
        array, rest = True, rest[: found.start()].rstrip()
    modifiers: tuple[int, ...] = ()
    bracket = _MODIFIER.search(rest)
    if bracket and '"' not in rest[bracket.start() :]:
        numbers = [part.strip() for part in bracket.group(1).split(",")]
        if all(re.fullmatch(r"-?\d+", number) for number in numbers):
            modifiers = tuple(int(number) for number in numbers)
            rest = (rest[: bracket.start()] + " " + rest[bracket.end() :]).strip()
    rest, fields = _name(rest)
    return _typed(rest, modifiers, array, fields)


def _name(text: str) -> tuple[str, str]:
    """A type's name without modifiers, unquoted and folded; and the fields of an interval."""
    if text.startswith('"') or "." in text:
        parts = [p[1:-1].replace('""', '"') if p.startswith('"') else p.lower() for p in text.split(".")]
        if parts[0] in ("public", "pg_catalog") and len(parts) > 1:
            parts = parts[1:]
        name = ".".join(parts)
        return (name, "") if text.startswith('"') and name == "char" else (ALIASES.get(name, name), "")
    lowered = " ".join(text.lower().split())
    found = _FIELDS.match(lowered)
    if found:
        return "interval", found.group(1)
    for short, zone in (("timestamp", " with time zone"), ("time", " with time zone")):
        if lowered == short + zone:
            return lowered, ""
    if lowered in ("timestamp without time zone", "time without time zone", "bit varying", "character varying"):
        return lowered, ""
    return ALIASES.get(lowered, lowered), ""


def _typed(name: str, modifiers: tuple[int, ...], array: bool, fields: str) -> Type:
    if name == "double precision" and modifiers:
        name, modifiers = ("real" if modifiers[0] <= 24 else name), ()
    if name in ("character", "bit") and not modifiers:
        modifiers = (1,)
    if name == "bpchar" and modifiers:
        name = "character"
    if name == "numeric" and len(modifiers) == 1:
        modifiers = (modifiers[0], 0)
    if name.startswith("time") and modifiers and modifiers[0] > 6:
        modifiers = (6,)
    return Type(name, modifiers, array, fields)


def spelled(text: str) -> str:
    """A type as PostgreSQL prints it: `spelled("varchar(20)") == "character varying(20)"`."""
    return str(parsed(text))
