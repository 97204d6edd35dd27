"""Operators and their types: in which type two values meet, and how PostgreSQL prints what comes of it."""

from __future__ import annotations

import re

from knexlint.catalog.constants import (
    BOOLEAN,
    INTEGER,
    INTEGERS,
    NUMBERS,
    STRINGS,
    TEXT,
    TIMES,
    Term,
    UnclearError,
    base_of,
    constant,
    converted,
)


def numeral(text: str) -> Term:
    if text.isdigit():
        value = int(text)
        if value < 2**31:
            return Term(str(value), INTEGER)
        return Term(f"'{value}'::bigint", "bigint") if value < 2**63 else Term(str(value), "numeric")
    if re.fullmatch(r"\d*\.\d*", text) and text != ".":
        return Term(f"0{text}" if text.startswith(".") else text.removesuffix("."), "numeric")
    raise UnclearError


def paired(one: Term, other: Term) -> tuple[Term, Term]:
    """Both sides of a comparison, each in the type that it is made in."""
    if one.literal is not None and other.literal is not None:
        return constant(one.literal, TEXT), constant(other.literal, TEXT)
    if one.literal is not None:
        other, one = paired(other, one)
        return one, other
    if one.type in (None, "null"):
        raise UnclearError
    base = base_of(one.type or "")
    if other.type == "null":
        said = TEXT if base == "character varying" else base
        return converted(one, said), Term(f"NULL::{said}", said)
    if other.literal is not None:
        if base in STRINGS and base not in ("character", "bpchar"):
            return converted(one, TEXT), constant(other.literal, TEXT)
        return one, constant(other.literal, "bpchar" if base == "character" else base)
    if other.type is None:
        raise UnclearError
    second = base_of(other.type)
    if base == second and base == "character varying":
        return converted(one, TEXT), converted(other, TEXT)
    if base == second:
        return one, other
    if {base, second} <= STRINGS - {"character", "bpchar"}:
        return converted(one, TEXT), converted(other, TEXT)
    if {base, second} <= set(INTEGERS) or {base, second} <= {"real", "double precision"}:
        return one, other
    if {base, second} <= set(NUMBERS):
        wider = max(base, second, key=NUMBERS.index)
        wider = "double precision" if wider == "real" else wider
        return converted(one, wider), converted(other, wider)
    if {base, second} <= TIMES:
        return one, other
    raise UnclearError


def in_array(term: Term, items: list[Term]) -> tuple[Term, str]:
    """The left side of IN, and its list as an array."""
    if term.literal is not None or term.type is None:
        raise UnclearError
    base = base_of(term.type)
    literal = [item for item in items if item.literal is not None]
    if len(literal) == len(items):
        inside = ", ".join(constant(item.literal or "", base).text for item in items)
        array = f"ARRAY[{inside}]"
        if base == "character varying":
            return converted(term, TEXT), f"({array})::text[]"
        return term, array
    if literal or any(item.type is None for item in items):
        raise UnclearError
    types = {base_of(item.type or "") for item in items}
    if types == {base}:
        array = "ARRAY[" + ", ".join(item.text for item in items) + "]"
        return (converted(term, TEXT), f"({array})::text[]") if base == "character varying" else (term, array)
    if types == {TEXT} and base == "character varying":
        return converted(term, TEXT), "ARRAY[" + ", ".join(item.text for item in items) + "]"
    if types == {INTEGER} and base in ("smallint", "bigint"):
        return term, "ARRAY[" + ", ".join(item.text for item in items) + "]"
    raise UnclearError


def common_type(items: list[Term]) -> str:
    """The type that alternatives come together in."""
    types = [item.type for item in items if item.literal is None and item.type != "null"]
    bases = {base_of(each) for each in types if each is not None}
    if None in types:
        raise UnclearError
    if not types:
        return TEXT
    if len(bases) == 1:
        return bases.pop()
    if bases <= STRINGS:
        return TEXT
    if bases <= set(NUMBERS):
        return max(bases, key=NUMBERS.index)
    raise UnclearError


def in_common(item: Term, common: str) -> str:
    return f"NULL::{common}" if item.type == "null" else converted(item, common).text


def applied(one: Term, operator: str, other: Term) -> Term:
    base = base_of(one.type) if one.type else None
    if operator in ("->", "->>"):
        if base not in ("json", "jsonb"):
            raise UnclearError
        key = converted(other, TEXT) if other.literal is not None else other
        return Term(f"({one.text} {operator} {key.text})", TEXT if operator == "->>" else base)
    if operator in ("#>", "#>>"):
        path = constant(other.literal, "text[]") if other.literal is not None else other
        return Term(f"({one.text} {operator} {path.text})", TEXT if operator == "#>>" else base)
    if operator in ("~", "~*", "!~", "!~*"):
        return Term(f"({converted(one, TEXT).text} {operator} {converted(other, TEXT).text})", BOOLEAN)
    if operator == "||":
        if base in STRINGS or one.literal is not None:
            if one.literal is not None and (other.type is None or base_of(other.type) not in STRINGS):
                raise UnclearError
            left, right = converted(one, TEXT), converted(other, TEXT)
            return Term(f"({left.text} || {right.text})", TEXT)
        if base == "tsvector" and other.type == "tsvector":
            return Term(f"({one.text} || {other.text})", base)
        raise UnclearError
    if operator in ("@>", "<@", "&&", "?") and base is not None:
        right = constant(other.literal, TEXT if operator == "?" else base) if other.literal is not None else other
        return Term(f"({one.text} {operator} {right.text})", BOOLEAN)
    if operator in ("+", "-", "*", "/", "%"):
        return _calculated(one, operator, other)
    raise UnclearError


def _calculated(one: Term, operator: str, other: Term) -> Term:
    if one.type is not None and base_of(one.type) in TIMES and base_of(one.type) != "date" and operator in ("+", "-"):
        right = constant(other.literal, "interval") if other.literal is not None else other
        if right.type == "interval":
            return Term(f"({one.text} {operator} {right.text})", one.type)
        raise UnclearError
    left, right = paired(one, other)
    if left.type is None or base_of(left.type) not in NUMBERS:
        raise UnclearError
    wider = max(base_of(left.type), base_of(right.type or ""), key=NUMBERS.index)
    return Term(f"({left.text} {operator} {right.text})", wider)
