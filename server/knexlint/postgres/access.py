"""By which way PostgreSQL will come to the rows of each relation of a query: through an index, or by reading all of it.

The planner's choice hangs on numbers that nobody has here. It is foretold where conditions leave little choice: a
column that begins an index is compared with a constant, or with a column of which few rows are wanted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from knexlint import operations as op
from knexlint.catalog.expressions import clause, conjuncts, outside_strings, plainly, stripped, unquoted
from knexlint.catalog.model import Catalog, Entry, Index, Table, View
from knexlint.record import record

_NAME = r'(?:"(?:[^"]|"")*"|[^\W\d]\w*)'
_COLUMN = re.compile(rf"^(?:(?P<owner>{_NAME})\s*\.\s*)?(?P<column>{_NAME})(?:::[\w ]+)?$")
_COMPARISON = re.compile(r"^(?P<left>[^=<>!~]+?)\s*(?P<sign>=|<=|>=|<|>)\s*(?P<right>[^=<>!~].*)$", re.DOTALL)
_LISTED = re.compile(r"^(?P<left>.+?)\s+in\s*\((?P<right>.*)\)$", re.DOTALL | re.IGNORECASE)
_RANGE = re.compile(r"^(?P<left>.+?)\s+(?:between\b(?P<right>.*)|is\s+null)$", re.DOTALL | re.IGNORECASE)
_LIKE = re.compile(r"^(?P<left>.+?)\s+like\s+'[^%_'].*$", re.DOTALL | re.IGNORECASE)
_INSIDE = re.compile(r"^(?P<left>.+?)\s*(?P<sign>@>|\?\||\?&|\?|@@|&&)\s*(?P<right>.+)$", re.DOTALL)
_SIGNS = re.compile(r"[=<>]")
_HOLDS = re.compile(r"[@?&]")
_MENTIONED = re.compile(rf"(?:(?P<owner>{_NAME})\s*\.\s*)?(?P<name>{_NAME})")
_STRING = re.compile(r"'(?:[^']|'')*'")
_QUERY = re.compile(r"\(\s*(?:select|with|values|insert|update|delete)\b", re.IGNORECASE)
_ALIAS = re.compile(rf"\s+(?:as\s+)?(?P<alias>{_NAME})", re.IGNORECASE)
_ON = re.compile(r"\bon\b", re.IGNORECASE)
_ENDS_ON = re.compile(r"\b(?:left|right|inner|full|cross|join|where|group|order|limit|when|set)\b", re.IGNORECASE)
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_SETS = re.compile(r"\b(?:union|intersect|except)\b(?:\s+all\b)?", re.IGNORECASE)
_COMMON = re.compile(rf"(?P<name>{_NAME})\s*(?:\([^()]*\)\s*)?as(?:\s+not)?(?:\s+materialized)?$", re.IGNORECASE)
_EXTREME = re.compile(rf"\b(?:min|max)\s*\(\s*(?:{_NAME}\.)?(?P<column>{_NAME})\s*\)", re.IGNORECASE)
_ORDERED = re.compile(rf"\border\s+by\s+(?:{_NAME}\.)?(?P<column>{_NAME})(?:\s+(?:asc|desc))?\s+limit\b", re.IGNORECASE)
_SORTED = re.compile(rf"\border\s+by\s+(?:{_NAME}\.)?(?P<column>{_NAME})(?:\s+(?:asc|desc))?\s*(?:\)|$)", re.IGNORECASE)
_STOPS = ("group", "order", "limit", "having", "for", "union", "window", "offset", "fetch", "returning", "on")
_NOT_ALIASES = frozenset(
    ("set", "where", "using", "join", "left", "right", "inner", "full", "cross", "natural", "on", "group", "order")
) | {"limit", "for", "returning", "union", "intersect", "except", "having", "values", "default", "from", "when"}
_HELD = "\xa7"  # stands for a query in parentheses


_BLANK = (_HELD, " ")


@dataclass(slots=True)
class _Source:
    """A relation of one query. `pinned`: a condition leads to an index. `few`: ... and to one row or so."""

    entry: Entry
    names: frozenset[str]
    pinned: bool = False
    few: bool = False
    filtered: bool = False  # by an equality that no index helps with
    perhaps: bool = False  # an index may help, if the database's collation lets it, or its order is wanted
    beside: bool = False  # an index leads from what a query inside this one gives
    equal: dict[str, None] = field(default_factory=dict)  # columns that equal a constant


@record
class _Level:
    """One SELECT, without the queries inside it. `intro`: the word before its bracket."""

    text: str
    start: int
    intro: str
    name: str = ""  # of WITH
    inner: tuple[_Level, ...] = ()


@record
class Access:
    """Oids of relations. `scanned`: read through. `unsure`: that hangs on how many rows others give."""

    scanned: frozenset[int] = frozenset()
    unsure: frozenset[int] = frozenset()


Place = tuple[op.Relation, Entry]


def access(text: str, places: Iterable[Place], catalog: Catalog) -> Access:
    """How the relations of a statement are read. `places`: with where they stand in the text."""
    reading = _Reading(catalog, list(places))
    _read(_levels(text), reading)
    return Access(frozenset(reading.scanned), frozenset(reading.unsure - reading.scanned))


@dataclass(slots=True)
class _Reading:
    catalog: Catalog
    places: list[Place]
    scanned: set[int] = field(default_factory=set)
    unsure: set[int] = field(default_factory=set)
    common: dict[str, bool] = field(default_factory=dict)  # the queries of WITH: whether they give few rows


def _read(level: _Level, reading: _Reading) -> bool:
    """Read one level and those inside it; whether it gives few rows."""
    few = {}
    for inner in level.inner:
        few[inner.start] = _read(inner, reading)
        if inner.name:
            reading.common[inner.name] = few[inner.start]
    result = True
    for start, end in _parts(level):
        sources = [
            _Source(entry, _names(relation, level.text, level.start))
            for relation, entry in reading.places
            if start <= (at := relation.at.start - level.start) < end and level.text[at] not in _BLANK
        ]
        result = _decide(level, level.text[start:end], sources, reading, few) and result
    return result


def _parts(level: _Level) -> Iterator[tuple[int, int]]:
    """Where the SELECTs of a UNION stand."""
    start = 0
    depth = 0
    marks = [found.span() for found in _SETS.finditer(level.text)]
    opened = [(at, char) for at, char in outside_strings(level.text) if char in "()"] if marks else []
    for first, after in marks:
        depth = sum(1 if char == "(" else -1 for at, char in opened if at < first)
        if depth == 0:
            yield start, first
            start = after
    yield start, len(level.text)


def _names(relation: op.Relation, text: str, start: int) -> frozenset[str]:
    alias = _ALIAS.match(text, relation.at.end - start)
    found = unquoted(alias["alias"]) if alias is not None else ""
    return frozenset((relation.name, found) if found and found not in _NOT_ALIASES else (relation.name,))


def _decide(level: _Level, text: str, sources: list[_Source], reading: _Reading, few: dict[int, bool]) -> bool:
    catalog = reading.catalog
    joins = list(_compare(text, level, sources, catalog))
    for _ in sources:  # what equals a constant is handed on through joins
        for (one, column), (other, there) in (*joins, *((b, a) for a, b in joins)):
            if column in one.equal and there not in other.equal:
                other.equal[there] = None
                _pin(other, catalog, level.text)
    if len(sources) == 1 and clause(text, "where", _STOPS) is None and _by_order(sources[0].entry, text, catalog):
        sources[0].pinned = True
    elif len(sources) == 1 and clause(text, "where", _STOPS) is None:
        found = _SORTED.search(text)
        sources[0].perhaps = found is not None and _leads(sources[0].entry, unquoted(found["column"]), catalog)
    words = _STRING.sub("''", text)
    outside = [flag for name, flag in reading.common.items() if re.search(rf"\b{re.escape(name)}\b", words)]
    outside += [few[inner.start] for inner in level.inner if inner.intro == "in"]
    for source in sources:
        others = [each for each in sources if each is not source]
        reachable = any(each is source and _leads(each.entry, c, catalog) for pair in joins for each, c in pair)
        if source.pinned or (reachable and any(each.few for each in others)):
            continue
        if source.beside and outside and all(outside):
            continue
        if source.perhaps or (reachable and any(each.filtered and not each.pinned for each in others)):
            reading.unsure.add(source.entry.oid)
        else:
            reading.scanned.add(source.entry.oid)
    return (
        all(source.few for source in sources)
        and all(outside)
        and (bool(sources or outside) or " values" in text.lower())
    )


# --- conditions -----------------------------------------------------------------------------------------------------


Side = tuple[_Source, str]


def _compare(text: str, level: _Level, sources: list[_Source], catalog: Catalog) -> Iterator[tuple[Side, Side]]:
    """Note what conditions say of single relations; yield the equalities between two of them."""
    for condition in _conditions(text):
        for each in conjuncts(stripped(condition)):
            said = stripped(each)
            branches = _either(said)
            if len(branches) > 1:
                _all_pinned(branches, level, sources, catalog)
                continue
            yield from _one(said, level, sources, catalog)


def _conditions(text: str) -> Iterator[str]:
    where = clause(text, "where", _STOPS)
    if where is not None:
        yield where
    for found in _ON.finditer(text):
        rest = text[found.end() :]
        ends = _ENDS_ON.search(rest)
        yield rest[: ends.start()] if ends is not None else rest


def _either(text: str) -> list[str]:
    """The branches of an OR outside brackets."""
    if not _OR.search(text):
        return [text]
    depth, places = 0, []
    for at, char in outside_strings(text):
        depth += (char == "(") - (char == ")")
        if depth == 0 and _OR.match(text, at) and not text[at - 1 : at].isalnum():
            places.append(at)
    cuts = [0, *(at + 2 for at in places)]
    return [stripped(text[start:end]) for start, end in zip(cuts, [*places, len(text)], strict=True)]


def _all_pinned(branches: list[str], level: _Level, sources: list[_Source], catalog: Catalog) -> None:
    tried = [_Source(each.entry, each.names) for each in sources]
    for branch in branches:
        for source in tried:
            source.pinned, source.equal = False, {}
        list(chain.from_iterable(_one(part, level, tried, catalog) for part in conjuncts(branch)))
        if not any(source.pinned for source in tried):
            return
    for source, trial in zip(sources, tried, strict=True):
        source.pinned = source.pinned or trial.pinned


def _one(said: str, level: _Level, sources: list[_Source], catalog: Catalog) -> Iterator[tuple[Side, Side]]:
    lower = said.lower()  # long texts are looked through slowly: only for what may be there
    like = _LIKE.match(said) if "like" in lower else None
    if like is not None:
        _by_prefix(like["left"], sources, catalog)
    found = _COMPARISON.match(said) if _SIGNS.search(said) else None
    if found is None and _HOLDS.search(said):
        found = _INSIDE.match(said)
    if found is None and "in" in lower and said.endswith(")"):
        found = _LISTED.match(said)
    if found is None and ("between" in lower or lower.endswith("null")):
        found = _RANGE.match(said)
    if found is None:
        return
    parts = found.groupdict()
    left, right, sign = parts["left"].strip(), (parts.get("right") or "").strip(), parts.get("sign") or "in"
    one, other = _side(left, sources), _side(right, sources) if sign == "=" else None
    if one is not None and other is not None:
        yield one, other
        return
    if one is None and other is not None:
        one, left, right = other, right, left
    if _depends(right, level, sources) or (sign == "in" and right.startswith(_HELD)):
        if one is not None and sign in ("=", "in") and _leads(one[0].entry, one[1], catalog):
            one[0].beside = True
        return
    if one is None:
        _by_expression(left, sources, catalog, level.text)
        return
    source, column = one
    if found.re is _RANGE and parts["right"] is None:  # IS NULL: of how many rows?
        source.filtered = True
    if sign in ("=", "in") and column == "ctid":  # where a row lies
        source.pinned = True
    elif sign == "=":
        source.equal[column] = None
    source.filtered = source.filtered or sign == "="
    if sign == "=":
        _pin(source, catalog, level.text)
    elif sign in ("in", "<", ">", "<=", ">=") and _leads(source.entry, column, catalog, level.text):
        source.pinned = True
    elif any(index.method == "gin" and column in index.columns for index in catalog.usable_indexes(source.entry)):
        source.pinned = source.pinned or sign not in ("=", "<", ">", "<=", ">=", "in")


def _side(text: str, sources: list[_Source]) -> Side | None:
    """The relation and the column that one side of a comparison is."""
    found = _COLUMN.match(text)
    if found is None or text == _HELD:
        return None
    column = unquoted(found["column"])
    if found["owner"] is not None:
        owner = unquoted(found["owner"])
        return next(((each, column) for each in sources if owner in each.names), None)
    if len(sources) == 1:
        entry = sources[0].entry
        known = entry.columns if isinstance(entry, Table | View) else ()
        return (sources[0], column) if column in known or not known or column == "ctid" else None
    return next(((each, column) for each in sources if column in _columns(each.entry)), None)


def _columns(entry: Entry) -> Iterable[str]:
    return entry.columns if isinstance(entry, Table | View) else ()


def _depends(text: str, level: _Level, sources: list[_Source]) -> bool:
    """It differs from row to row; or the query around it is joined rather than asked for each row."""
    for found in _MENTIONED.finditer(_STRING.sub("''", text)):
        owner, name = found["owner"], unquoted(found["name"])
        if owner is None and any(name in _columns(source.entry) for source in sources):
            return True
        if owner is not None and any(unquoted(owner) in source.names for source in sources):
            return True
        if owner is not None and (level.intro in ("exists", "in", "any") or _is_local(owner, level)):
            return True
    return False


def _is_local(owner: str, level: _Level) -> bool:
    """It names a query of WITH, or one in FROM, that stands in this level."""
    if not level.intro:
        return True
    return re.search(rf"(?:\bfrom|\bjoin|,|\))\s+(?:as\s+)?{re.escape(owner)}\b", level.text, re.IGNORECASE) is not None


def _leads(entry: Entry, column: str, catalog: Catalog, said: str = "") -> bool:
    """An index begins with the column."""
    return any(
        index.columns[:1] == (column,) and index.method in ("btree", "hash") and _whole(index, said)
        for index in catalog.usable_indexes(entry)
    )


def _whole(index: Index, said: str) -> bool:
    """The index has every row, or the condition is its own."""
    return index.where is None or plainly(index.where) in plainly(said)


def _pin(source: _Source, catalog: Catalog, said: str) -> None:
    for index in catalog.usable_indexes(source.entry):
        if index.columns[:1] and index.columns[0] in source.equal and index.method in ("btree", "hash"):
            if _whole(index, said):
                source.pinned = source.few = True


def _by_expression(left: str, sources: list[_Source], catalog: Catalog, said: str) -> None:
    for source in sources:
        for index in catalog.usable_indexes(source.entry):
            if index.columns[:1] == (None,) and plainly(index.elements[0]) == plainly(left):
                source.pinned = source.pinned or _whole(index, said)


def _by_prefix(left: str, sources: list[_Source], catalog: Catalog) -> None:
    """LIKE 'a%' is a range where the index is in the order of the C collation."""
    side = _side(left, sources)
    for source in sources:
        for index in catalog.usable_indexes(source.entry):
            column = side is not None and side[0] is source and index.columns[:1] == (side[1],)
            if column or (index.columns[:1] == (None,) and plainly(index.elements[0]) == plainly(left)):
                source.perhaps = True


def _by_order(entry: Entry, text: str, catalog: Catalog) -> bool:
    """The smallest or largest value, or the first rows in the order of an index."""
    found = _EXTREME.search(text) or _ORDERED.search(text)
    return found is not None and _leads(entry, unquoted(found["column"]), catalog)


# --- levels ---------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def _levels(text: str) -> _Level:
    """The statement as queries within queries."""
    closing = dict(_brackets(text))
    return _level(text, 0, len(text), "", "", closing)


def _level(text: str, start: int, end: int, intro: str, name: str, closing: dict[int, int]) -> _Level:
    own, inner, at = list(text[start:end]), [], start
    while at < end:
        if at in closing and _QUERY.match(text, at):
            close = min(closing[at], end)
            before = text[start:at].rstrip()
            common = _COMMON.search(before)
            word = re.search(r"([\w,]+)$", before)
            inner.append(
                _level(
                    text,
                    at + 1,
                    close,
                    word[1].lower() if word is not None else "=",
                    unquoted(common["name"]) if common is not None else "",
                    closing,
                )
            )
            for place in range(at + 1, close):
                own[place - start] = _HELD if place == at + 1 else " "
            at = close
        at += 1
    return _Level("".join(own), start, intro, name, tuple(inner))


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    opened: list[int] = []
    for at, char in outside_strings(text):
        if char == "(":
            opened.append(at)
        elif char == ")" and opened:
            yield opened.pop(), at
    yield from ((at, len(text)) for at in opened)
