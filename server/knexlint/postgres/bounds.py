"""What bounds, conditions and CHECKs say of partitions: which may hold rows, which overlap, what needs no look."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from knexlint.catalog.constraints import split_list
from knexlint.catalog.expressions import conjuncts, mentions, stripped, unquoted
from knexlint.catalog.model import Table
from knexlint.postgres.removals import default_partition
from knexlint.postgres.tally import Tally, is_partitioned

_NAME = r'(?P<column>"(?:[^"]|"")*"|\w+)'
_COMPARISON = re.compile(rf"^{_NAME}\s*(?P<sign>>=|<=|<|>|=)\s*(?P<value>'[^']*'|-?[\d.]+)(?:::[\w ]+)?$", re.DOTALL)
_BETWEEN = re.compile(
    rf"(?!not\b){_NAME}\s+between\s+(?P<low>'[^']*'|-?[\d.]+)\s+and\s+(?P<high>'[^']*'|-?[\d.]+)", re.IGNORECASE
)
_IN = re.compile(rf"(?!not\b){_NAME}\s+in\s*\((?P<values>(?:[^()']|'[^']*')*)\)", re.IGNORECASE)
_NOT_NULL = re.compile(rf"^{_NAME}\s+is\s+not\s+null$", re.IGNORECASE)
_RANGE = re.compile(r"^\s*from\s*\((?P<low>[^()]*)\)\s*to\s*\((?P<high>[^()]*)\)\s*$", re.IGNORECASE)
_LIST = re.compile(r"^\s*for\s+values\s+in\s*\((?P<values>[^()]*)\)\s*$", re.IGNORECASE)
_KEY = re.compile(rf"^\s*(?P<how>range|list|hash)\s*\(\s*{_NAME}\s*(?:,\s*[\w\s,\"]*)?\)\s*$", re.IGNORECASE)


Fact = tuple[str, float | str]


def _checks(table: Table) -> list[str]:
    return [
        stripped(c.expression)
        for c in table.constraints.values()
        if c.kind == "check" and c.validated and c.expression is not None and not c.inherited
    ]


def _facts(table: Table, column: str) -> list[Fact]:
    """What validated CHECKs and NOT NULL say of a column: (sign, value), and ("not null", "")."""
    known = table.columns.get(column)
    found: list[Fact] = [("not null", "")] if known is not None and known.not_null else []
    for text in _checks(table):
        found += _said(text, column)
    return found


def _said(condition: str, column: str) -> list[Fact]:
    found: list[Fact] = []
    spread = _BETWEEN.sub(r"\g<column> >= \g<low> AND \g<column> <= \g<high>", stripped(condition))
    for part in conjuncts(spread):
        text = stripped(part)
        if (null := _NOT_NULL.match(text)) and unquoted(null["column"]) == column:
            found.append(("not null", ""))
        if (said := _COMPARISON.match(text)) and unquoted(said["column"]) == column:
            found.append((said["sign"], _value(said["value"])))
    return found


def _value(text: str) -> float | str:
    text = text.strip()
    if text.startswith("'"):
        return text.strip("'")
    if text.lower() in ("minvalue", "maxvalue"):
        return math.inf if text.lower() == "maxvalue" else -math.inf
    try:
        return float(text)
    except ValueError:
        return text


def holding(parent: Table, condition: str, tally: Tally) -> list[Table] | None:
    """The partitions that may hold rows of which the condition is true; None where that cannot be told."""
    chosen = _IN.search(condition)
    if chosen is not None:
        return _holding_any(parent, condition, chosen, tally)
    key = _KEY.match(parent.partition_by or "")
    facts = _said(condition, unquoted(key["column"])) if key is not None else []
    if key is None or key["how"].lower() == "hash" or not facts or ("not null", "") in facts:
        return None
    found: list[Table] = []
    for child in tally.catalog.children(parent):
        if _is_default(child):
            continue
        may = _may_hold(parent, child, facts)
        if may is None:
            return None
        if may:
            inside = holding(child, condition, tally) if is_partitioned(child) else []
            found += [child, *(tally.catalog.descendants(child) if inside is None else inside)]
    rest = default_partition(tally, parent.oid)
    if rest is None or (found and any(sign == "=" for sign, _ in facts)):
        return found
    return None if found or any(sign != "=" for sign, _ in facts) else [rest, *tally.catalog.descendants(rest)]


def _holding_any(parent: Table, condition: str, chosen: re.Match[str], tally: Tally) -> list[Table] | None:
    """`a IN (1, 2)` is `a = 1`, or `a = 2`."""
    found: dict[int, Table] = {}
    for value in split_list(chosen["values"]):
        each = condition[: chosen.start()] + f"{chosen['column']} = {value}" + condition[chosen.end() :]
        held = holding(parent, each, tally)
        if held is None:
            return None
        found |= {table.oid: table for table in held}
    return list(found.values())


def _is_default(child: Table) -> bool:
    return (child.partition_bound or "").strip().lower() == "default"


def overlapping(parent: Table, name: str, bound: str, tally: Tally) -> Iterator[str]:
    """Why a partition with these bounds cannot stand beside those that there are."""
    wanted, listed = _bounds(parent, bound), _LIST.match(bound)
    if bound.strip().lower() == "default":
        default = default_partition(tally, parent.oid)
        if default is not None:
            yield f'partition "{name}" conflicts with existing default partition "{default.key}"'
        return
    if wanted is not None and _less(wanted[1], wanted[2]) is False:
        yield f'empty range bound specified for partition "{name}"'
    for other in tally.catalog.children(parent):
        there, values = _bounds(parent, other.partition_bound or ""), _LIST.match(other.partition_bound or "")
        both = wanted is not None and there is not None and _less(wanted[1], there[2]) and _less(there[1], wanted[2])
        if listed is not None and values is not None:
            both = bool({*_values(listed)} & {*_values(values)})
        if both:
            yield f'partition "{name}" would overlap partition "{other.key}"'


def _values(listed: re.Match[str]) -> Iterator[float | str]:
    return (_value(part) for part in split_list(listed["values"]))


def _may_hold(parent: Table, child: Table, facts: list[Fact]) -> bool | None:
    bound = child.partition_bound or ""
    listed = _LIST.match(bound)
    if listed is not None:
        values = set(_values(listed))
        equal = [value for sign, value in facts if sign == "="]
        return all(value in values for value in equal) if equal else None
    bounds = _bounds(parent, bound)
    if bounds is None:
        return None
    _, low, high = bounds
    several = "," in _bracketed(parent.partition_by or "")
    for sign, value in facts:
        if several and value in (low, high):
            return None  # the other columns of the key decide
        below, above = _less(value, low), _less(value, high)
        if below is None or above is None:
            return None
        if sign in ("=", ">", ">=") and not above:
            return False
        if (sign in ("=", "<=") and below) or (sign == "<" and not _less(low, value)):
            return False
    return True


def _bounds(parent: Table, bound: str) -> tuple[str, float | str, float | str] | None:
    """The first column of a partition key by RANGE, and a partition's bounds of it."""
    text = re.sub(r"^\s*for\s+values\s*", "", bound, flags=re.IGNORECASE)
    key, found = _KEY.match(parent.partition_by or ""), _RANGE.match(text)
    if key is None or found is None or key["how"].lower() != "range":
        return None
    return unquoted(key["column"]), _value(split_list(found["low"])[0]), _value(split_list(found["high"])[0])


def _bracketed(text: str) -> str:
    return text[text.find("(") + 1 : text.rfind(")")]


def proves_bounds(child: Table, parent: Table, bound: str) -> bool | None:
    """Validated CHECKs and NOT NULLs say that each row lies within the bounds; None: that cannot be told."""
    wanted = _bounds(parent, bound)
    if wanted is None or "," in _bracketed(parent.partition_by or ""):
        return None if _says_something(child, parent) else False
    column, low, high = wanted
    facts = _facts(child, column)
    return _within(facts, low, high) and ("not null", "") in facts


def _within(facts: list[Fact], low: float | str, high: float | str) -> bool:
    """Every value that fits the facts lies from `low` up to `high`."""
    above = any(sign in (">=", ">", "=") and _less(v, low) is False for sign, v in facts)
    below = any(
        (sign == "<" and _less(high, v) is False) or (sign in ("<=", "=") and _less(v, high)) for sign, v in facts
    )
    return above and below


def _less(one: float | str, other: float | str) -> bool | None:
    """Numbers with numbers, dates with dates; None (neither less nor not) for what cannot be compared."""
    if -math.inf in (one, other) or math.inf in (one, other):
        return one != other and (one == -math.inf or other == math.inf)
    if isinstance(one, float) and isinstance(other, float):
        return one < other
    if isinstance(one, str) and isinstance(other, str):
        return one < other
    return None


def excludes_bounds(default: Table, parent: Table, bound: str) -> bool | None:
    """Validated CHECKs say that no row of the default partition lies within the bounds."""
    wanted = _bounds(parent, bound)
    if wanted is None or "," in _bracketed(parent.partition_by or ""):
        return None if _says_something(default, parent) else False
    column, low, high = wanted
    for text in _checks(default):
        inside = re.match(r"^not\s*\((.*)\)$", text, re.IGNORECASE | re.DOTALL)
        facts = _said(inside.group(1) if inside else text, column)
        if inside is not None:
            starts = any(sign == ">=" and _less(low, v) is False for sign, v in facts)
            ends = any(sign == "<" and _less(v, high) is False for sign, v in facts)
            if starts and ends and len(facts) == 2:
                return True
            continue
        for sign, v in facts:
            if (sign in (">=", ">") and _less(v, high) is False) or (sign == "<" and _less(low, v) is False):
                return True
    return None if _says_something(default, parent) else False


def _says_something(table: Table, parent: Table) -> bool:
    """A validated CHECK of its own names a column of the partition key: it may prove more than is understood here."""
    keys = set(mentions(parent.partition_by or "").words)
    return any(keys & set(mentions(text).words) for text in _checks(table))
