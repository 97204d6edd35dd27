"""Constants as PostgreSQL prints them, each in the form of its type; and what an expression is while it is printed."""

from __future__ import annotations

import json
import re

from knexlint.catalog.quoting import quoted, string
from knexlint.catalog.types import Type, parsed
from knexlint.record import record, replace

TEXT, BOOLEAN, INTEGER = "text", "boolean", "integer"
INSTANT = "timestamp with time zone"
STRINGS = frozenset(("text", "character varying", "character", "bpchar"))
INTEGERS = ("smallint", "integer", "bigint")
NUMBERS = (*INTEGERS, "numeric", "real", "double precision")
TIMES = frozenset(
    ("timestamp with time zone", "timestamp without time zone", "date", "time with time zone", "time without time zone")
)


class UnclearError(Exception):
    """Not in the grammar here, or a type that decides the text is not known."""


@record
class Term:
    """An expression, printed. `type`: None where it is not known; `literal`: what an untyped string constant says.

    `bare`: without the cast that was only implied, as it stands where PostgreSQL hides such casts. `call`: it is
    printed as a function call, which needs no brackets as an index element.
    """

    text: str
    type: str | None = None
    literal: str | None = None
    bare: str | None = None
    call: bool = False

    @property
    def shown(self) -> str:
        return self.text if self.bare is None else self.bare


def constant(value: str, type_: str) -> Term:
    """A string constant of a type, as that type writes it."""
    kind = parsed(type_)
    if kind.name == "character":
        kind = replace(kind, name="bpchar")
    name = str(replace(kind, modifiers=(), fields="")) if kind.name != "bit" else str(kind)
    if kind.array:
        return Term(f"{string(value)}::{name}", name)
    stripped = value.strip()
    if kind.name == BOOLEAN:
        return Term(_truth(stripped), BOOLEAN)
    if kind.name in NUMBERS:
        return Term(_number(stripped, kind.name), kind.name)
    if kind.name in ("json", *STRINGS):
        return Term(f"{string(value)}::{name}", name)
    if kind.name == "jsonb":
        return Term(f"{string(_jsonb(value))}::jsonb", "jsonb")
    if kind.name == "uuid":
        return Term(f"{string(stripped.lower())}::uuid", "uuid")
    if kind.name in TIMES:
        return Term(f"{string(_moment(stripped, kind))}::{name}", name)
    if kind.name == "interval":
        return Term(f"{string(_interval(stripped))}::{name}", name)
    return Term(f"{string(value)}::{printed_name(name)}", name)


def printed_name(name: str) -> str:
    """A type's name as it is printed: that of a type someone made is quoted where it must be."""
    base = parsed(name)
    if base.built_in or base.name == '"char"':
        return name
    plain = ".".join(map(quoted, base.name.split(".")))
    return f"{plain}[]" if base.array else plain


def _truth(value: str) -> str:
    word = value.lower()
    if word and ("true".startswith(word) or "yes".startswith(word) or word in ("1", "on")):
        return "true"
    if word and ("false".startswith(word) or "no".startswith(word) or word in ("0", "of", "off")):
        return "false"
    raise UnclearError


def _number(value: str, type_: str) -> str:
    if type_ in INTEGERS:
        if not re.fullmatch(r"[+-]?\d+", value):
            raise UnclearError
        text = str(int(value))
        return text if type_ == INTEGER and not text.startswith("-") else f"'{text}'::{type_}"
    if not re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)", value):
        raise UnclearError
    text = value.removeprefix("+")
    if type_ in ("real", "double precision"):
        text = f"{float(text):.15g}"
    elif text.startswith((".", "-.")):
        text = text.replace(".", "0.", 1)
    text = text.removesuffix(".")
    return text if type_ == "numeric" and "." in text and not text.startswith("-") else f"'{text}'::{type_}"


def _jsonb(value: str) -> str:
    """JSON as jsonb writes it: blanks after `:` and `,`, keys by length and then by bytes."""
    try:
        read = json.loads(value, parse_float=_Exact, parse_int=_Exact)
    except ValueError as error:
        raise UnclearError from error
    return _written(read)


class _Exact(str):
    __slots__ = ()


def _written(value: object) -> str:
    if isinstance(value, _Exact):
        return str(value)
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {_written(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _moment(value: str, kind: Type) -> str:
    """A date or time: only those forms that come out as they went in."""
    date, clock = r"\d{4}-\d\d-\d\d", r"\d\d:\d\d:\d\d"
    if kind.name == "date" and re.fullmatch(date, value):
        return value
    if kind.name.startswith("timestamp"):
        found = re.fullmatch(rf"({date})(?:[ T]({clock})(\.\d*[1-9])?(?:\.0*)?)?(Z|\+00(?::00)?)?", value)
        if found and (found[4] is None or "without" in kind.name or found[4] is not None):
            zone = "+00" if "with time" in kind.name and found[4] else ""
            if "with time" in kind.name and not zone:
                raise UnclearError  # the session's time zone decides
            return f"{found[1]} {found[2] or '00:00:00'}{found[3] or ''}{zone}"
    if kind.name == "time without time zone" and (found := re.fullmatch(r"(\d\d:\d\d)(:\d\d)?", value)):
        return f"{found[1]}{found[2] or ':00'}"
    if value in ("infinity", "-infinity"):
        return value
    raise UnclearError


def _interval(value: str) -> str:
    found = re.fullmatch(r"(\d+) (day|month|mon|year|hour|minute|second|week)s?", value.lower())
    if found is None:
        raise UnclearError
    number, unit = int(found[1]), found[2]
    clocks = {"hour": f"{number:02}:00:00", "minute": f"{number // 60:02}:{number % 60:02}:00"}
    if unit == "second":
        return f"{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}"
    if unit in clocks:
        return clocks[unit]
    if unit == "week":
        number, unit = number * 7, "day"
    if unit in ("month", "mon"):
        years, months = divmod(number, 12)
        parts = [f"{n} {u}{'s' if n != 1 else ''}" for n, u in ((years, "year"), (months, "mon")) if n]
        return " ".join(parts)
    return f"{number} {unit}{'s' if number != 1 else ''}"


def cast(term: Term, type_: str) -> Term:
    """An explicit cast."""
    kind = parsed(type_)
    name = printed_name(str(kind))
    if term.literal is not None and not (kind.modifiers and kind.name != INSTANT):
        return constant(term.literal, type_)
    inner = term
    if term.literal is not None:
        inner = constant(term.literal, str(replace(kind, modifiers=())))
        return Term(f"({inner.text})::{name}", str(replace(kind, modifiers=())))
    if term.type is not None and term.type == str(kind) and not kind.modifiers:
        return replace(term, bare=None)
    return Term(f"({inner.text})::{name}", str(replace(kind, modifiers=())))


def converted(term: Term, type_: str) -> Term:
    """What a function or an operator is given, in the type it takes."""
    if type_ == "*":
        return constant(term.literal, TEXT) if term.literal is not None else term
    if term.literal is not None:
        return constant(term.literal, type_)
    if term.type is None:
        raise UnclearError
    if base_of(term.type) == type_ or type_ == term.type:
        return term
    if type_ == TEXT and base_of(term.type) in STRINGS:
        return Term(f"({term.text})::text", TEXT, bare=term.text)
    if type_ in NUMBERS and base_of(term.type) in NUMBERS:
        if NUMBERS.index(type_) > NUMBERS.index(base_of(term.type)):
            return Term(f"({term.text})::{type_}", type_, bare=term.text)
    raise UnclearError


def base_of(type_: str) -> str:
    return str(replace(parsed(type_), modifiers=()))
