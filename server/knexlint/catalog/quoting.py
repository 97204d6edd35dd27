"""Names and strings as PostgreSQL writes them: quoted where they must be. Knows no grammar."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[a-z_][a-z0-9_$]*")
# every keyword that may not stand as a name without quotes (pg_get_keywords, all but category U)
_KEYWORDS = """
    all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case
    cast char character check coalesce collate collation column concurrently constraint create cross current_catalog
    current_date current_role current_schema current_time current_timestamp current_user dec decimal default deferrable
    desc distinct do else end except exists extract false fetch float for foreign freeze from full grant greatest group
    grouping having ilike in initially inner inout int integer intersect interval into is isnull join json json_array
    json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value
    lateral leading least left like limit localtime localtimestamp merge_action national natural nchar none normalize
    not notnull null nullif numeric offset on only or order out outer overlaps overlay placing position precision
    primary real references returning right row select session_user setof similar smallint some substring symmetric
    system_user table tablesample then time timestamp to trailing treat trim true union unique user using values varchar
    variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces
    xmlparse xmlpi xmlroot xmlserialize xmltable
"""
_RESERVED = frozenset(_KEYWORDS.split())


def quoted(name: str) -> str:
    """A name, in quotes where it would be read as something else without them (quote_ident)."""
    if _PLAIN.fullmatch(name) and name not in _RESERVED:
        return name
    return '"' + name.replace('"', '""') + '"'


def listed(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(map(quoted, names))


def string(value: str) -> str:
    """A string constant."""
    return "'" + value.replace("'", "''") + "'"


_ESCAPED = re.compile(r"(?:[^\\]|\\[\\'\"nrt])*")


def unstring(token: str) -> str | None:
    """What a string constant says; None for a form that is not read here (bits, Unicode escapes)."""
    if token.startswith("'"):
        return token[1:-1].replace("''", "'") if token.endswith("'") and len(token) > 1 else None
    if token[:2].lower() == "e'":
        inner = token[2:-1].replace("''", "'")
        return _unescaped(inner) if _ESCAPED.fullmatch(inner) else None
    found = re.fullmatch(r"\$(\w*)\$(.*)\$\1\$", token, re.DOTALL)
    return found[2] if found else None


def _unescaped(text: str) -> str:
    meant = {"n": "\n", "r": "\r", "t": "\t"}
    return re.sub(r"\\(.)", lambda found: meant.get(found[1], found[1]), text, flags=re.DOTALL)
