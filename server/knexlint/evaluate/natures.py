"""What is known of a value that is not known: whether it can be null or undefined, and what its parts are."""

from __future__ import annotations

from knexlint.evaluate.values import BigInt, Nature, Unknown, Value
from knexlint.text import Fragment

MAKERS = frozenset(
    (
        *("crypto", "uuid", "nanoid", "nanoid/non-secure", "ulid", "cuid", "@paralleldrive/cuid2", "shortid"),
        *("short-uuid", "bcrypt", "bcryptjs", "crypto-js", "uid", "uuidv7", "hashids", "bs58"),
    )
)

_PARTS: dict[Nature, dict[str, Nature]] = {
    "result": {"rows": "rows", "rowCount": "scalar", "command": "scalar"},
    "rows": {"length": "scalar"},
    "fields": {"length": "scalar"},
    "scalar": {"length": "scalar"},
    "text?": {"length": "scalar"},
}
_OTHER_PARTS: dict[Nature, Nature] = {"row": "field", "row?": "field", "maker": "maker"}
_ELEMENTS: dict[Nature, Nature] = {"rows": "row", "fields": "field"}
_ONE_OF: dict[Nature, Nature] = {"rows": "row?"}

_GIVE_SCALARS = frozenset(
    (
        *("toISOString", "toString", "toJSON", "toLocaleString", "toUTCString", "toDateString", "toFixed", "getTime"),
        *("toLowerCase", "toUpperCase", "trim", "trimStart", "trimEnd", "padStart", "padEnd", "replace", "replaceAll"),
        *("substring", "substr", "charAt", "repeat", "join", "getFullYear", "getMonth", "getDate", "getDay"),
        *("getHours", "getMinutes", "getSeconds", "getMilliseconds", "setDate", "setTime", "charCodeAt"),
        *("startsWith", "endsWith", "includes", "indexOf", "some", "every", "findIndex"),
    )
)
_SOME_OF_IT = frozenset(("filter", "slice", "sort", "reverse", "toSorted", "toReversed"))
_ONE_OF_IT = frozenset(("find", "findLast", "shift", "pop", "at"))


def part_of(value: Unknown, name: str | None) -> Unknown:
    """A property; `None` where its name is not known."""
    if name is None or name.isdigit():
        return Unknown(value.reason, value.name, _ONE_OF.get(value.nature, _OTHER_PARTS.get(value.nature, "any")))
    nature = _PARTS.get(value.nature, {}).get(name)
    return Unknown(value.reason, name, nature or _OTHER_PARTS.get(value.nature, "any"))


def element_of(value: Unknown) -> Unknown:
    """What a loop over it takes."""
    return Unknown(value.reason, "row", _ELEMENTS.get(value.nature, "any"))


def result_of(value: Unknown, method: str) -> Unknown:
    """What calling a method of it gives."""
    nature: Nature = "any"
    if value.nature == "maker":
        nature = "maker"
    elif method in _GIVE_SCALARS:
        nature = "scalar"
    elif method in _SOME_OF_IT and value.nature in _ELEMENTS:
        nature = value.nature
    elif method in _ONE_OF_IT:
        nature = _ONE_OF.get(value.nature, "any")
    return Unknown(value.reason, value.name, nature)


def nature_of(value: Value) -> Nature:
    if isinstance(value, Unknown):
        return value.nature
    if isinstance(value, Fragment | bool | int | float | BigInt):
        return "scalar"
    return "field" if value is None else "any"


def either_of(one: Value, other: Value) -> Nature:
    """What can be said of a value that is one of the two."""
    natures = {nature_of(one), nature_of(other)}
    if len(natures) == 1:
        return natures.pop()
    if natures <= {"scalar", "maker"}:
        return "scalar"
    return "field" if natures <= {"scalar", "maker", "field"} else "any"


def or_else(value: Unknown, other: Value) -> Nature:
    """`value || other`, `value ?? other`."""
    if value.nature in ("text?", "field", "scalar", "maker"):
        return either_of(Unknown("", nature="scalar"), other)
    return "any"
