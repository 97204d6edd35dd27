"""The relations and functions that a query names, at any depth. One pass over the tokens; knows no expression."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from knexlint.operations import Range, Relation
from knexlint.sql.cursor import Cursor
from knexlint.sql.words import vocabulary

_ENDS_FROM = vocabulary(
    """where group having window order limit offset fetch union intersect except returning set values when select
    insert update delete merge search cycle"""
)
_NOT_CALLED = vocabulary(
    """all and any array as between by case cast check distinct else end except exists filter from grouping having ilike
    in intersect into is lateral like limit not offset on or order over returning row select set some then to union
    using values when where with within materialized conflict recursive key nothing sets cube rollup"""
)


@dataclass(slots=True)
class _Level:
    """One pair of parentheses."""

    in_from: bool = False
    expects: bool = False  # a relation comes next
    query: bool = False  # a SELECT (or a change of data) stands at this level: FROM is a clause
    with_list: bool = False  # after a query of WITH: a comma brings the next one
    common: list[str] = field(default_factory=list)  # names of WITH that are visible from here on
    opens: str | None = None  # the name of WITH whose query this pair holds


@dataclass(slots=True)
class Names:
    """What a statement names. `found` holds every relation that is read, in order, CTE names left out."""

    found: list[Relation] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    targets: set[int] = field(default_factory=set)  # where the relations stand that are changed
    changed: list[Relation] = field(default_factory=list)
    into: Relation | None = None
    locking: str | None = None

    @property
    def functions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.called))

    def within(self, part: Range) -> Names:
        """What a part of the statement reads."""
        return replace(self, found=[one for one in self.found if part.start <= one.at.start < part.end])

    def reads(self) -> tuple[Relation, ...]:
        """The relations that are read, each once."""
        kept: dict[tuple[str | None, str], Relation] = {}
        for relation in self.found:
            if relation.at.start not in self.targets:
                kept.setdefault((relation.schema, relation.name), relation)
        return tuple(kept.values())


def read_names(cursor: Cursor, first: int | None = None, after: int | None = None) -> Names:
    """What the tokens from `first` up to `after` name; the cursor stays where it is."""
    keep = cursor.index
    begin = keep if first is None else first
    walk = _Walk(cursor, begin, cursor.size if after is None else after)
    try:
        walk.run()
    finally:
        cursor.index = keep
    return walk.names


class _Walk:
    def __init__(self, cursor: Cursor, first: int, after: int) -> None:
        self.cursor = cursor
        self.keys = cursor.keys
        self.tokens = cursor.tokens
        self.index = first
        self.after = after
        self.levels = [_Level()]
        self.names = Names()
        self.visible: Counter[str] = Counter()  # names of WITH, and at how many levels
        self.pending: str | None = None  # the name of WITH whose parenthesis comes
        self.changes = False  # the next relation is the one that a statement changes
        self.only = False  # ... and ONLY stood before it

    def run(self) -> None:
        while self.index < self.after:
            self._step()

    def _step(self) -> None:
        key, level = self.keys[self.index], self.levels[-1]
        if key == "(":
            self._open(level)
        elif key == ")":
            self._close()
        elif level.expects and self.tokens[self.index].kind != "operator":
            self._relation(level, key)
        elif key == ",":
            self.index += 1
            if not (level.with_list and self._common(level)):
                level.expects = level.in_from
        elif self.tokens[self.index].kind == "word":
            self._word(level, key)
        else:
            self._call()
            self.index += 1

    def _open(self, level: _Level) -> None:
        inner = _Level(in_from=level.expects, expects=level.expects, opens=self.pending)
        self.pending = None
        level.expects = False
        self.levels.append(inner)
        self.index += 1

    def _close(self) -> None:
        if len(self.levels) > 1:
            closed = self.levels.pop()
            self.visible.subtract(closed.common)
            if closed.opens is not None:
                self._show(self.levels[-1], closed.opens)
        self.index += 1

    def _show(self, level: _Level, name: str) -> None:
        level.common.append(name)
        self.visible[name] += 1

    def _word(self, level: _Level, key: str) -> None:
        step = _WORDS.get(key)
        if step is not None and not self._qualified():
            step(self, level)
        else:
            if key in _ENDS_FROM and not self._qualified():
                level.in_from = level.expects = False
                level.query = level.query or key in ("select", "set", "delete")
            self._call()
            self.index += 1

    def _qualified(self) -> bool:
        """The word is a part of `a.b`, or a label after AS: not a keyword."""
        return self.index > 0 and self.keys[self.index - 1] in (".", "as")

    def _from(self, level: _Level) -> None:
        before = self.keys[self.index - 1] if self.index else ""
        distinct = before == "distinct" and self.keys[self.index - 2] in ("is", "not")
        if level.query and not distinct:
            level.in_from = level.expects = True
        self.index += 1

    def _join(self, level: _Level) -> None:
        level.in_from = level.expects = True
        self.index += 1

    def _using(self, level: _Level) -> None:
        """Relations after DELETE FROM t or MERGE INTO t; columns after a join; an operator after ORDER BY."""
        if not level.in_from or self.keys[self.index + 1] != "(" or self._begins_query(self.index + 2):
            starts = {"delete", "merge"} & set(self.keys[max(0, self.index - 12) : self.index])
            level.in_from = level.expects = bool(starts) and level.query
        self.index += 1

    def _begins_query(self, index: int) -> bool:
        return index < self.after and self.keys[index] in ("select", "with", "values")

    def _select(self, level: _Level) -> None:
        level.query, level.in_from, level.expects = True, False, False
        self.index += 1

    def _change(self, level: _Level) -> None:
        """INSERT INTO, UPDATE, DELETE FROM, MERGE INTO: the target is found like any relation."""
        key = self.keys[self.index]
        before = self.keys[self.index - 1] if self.index else ""
        if before == "then":  # an action of MERGE changes the table that MERGE names
            self.index += 1
            return
        if key == "update" and before in ("do", "for", "key", "on"):
            self.index += 1
            if before == "for" or (before == "key" and self.keys[self.index - 3] == "no"):
                self._lock("update")
            return
        level.query, level.in_from, level.expects = True, False, False
        self.index += 1
        self.changes = True
        if key == "update":
            level.expects = True
        elif self.index < self.after and self.keys[self.index] in ("into", "from"):
            self.index += 1
            level.expects = True
            level.in_from = key == "delete"

    def _lock(self, mode: str) -> None:
        if self.names.locking is None:
            self.names.locking = mode

    def _for(self, level: _Level) -> None:
        following = self.keys[self.index + 1 : self.index + 4]
        for words in (["no", "key", "update"], ["key", "share"], ["update"], ["share"]):
            if following[: len(words)] == words:
                level.in_from = level.expects = False
                if len(self.levels) == 1 or level.query:
                    self._lock(" ".join(words))
                self.index += 1 + len(words)
                if self.index < self.after and self.keys[self.index] == "of":
                    self.index += 1
                return
        self.index += 1

    def _into(self, level: _Level) -> None:
        self.index += 1
        if not level.query:
            return
        while self.index < self.after and self.keys[self.index] in ("temporary", "temp", "unlogged", "local", "table"):
            self.index += 1
        self.cursor.index = self.index
        if self.cursor.names_something():
            self.names.into = self.cursor.relation()
            self.index = self.cursor.index

    def _with(self, level: _Level) -> None:
        """WITH [RECURSIVE] name ...; but also WITH ORDINALITY, WITH TIES, WITH (...), WITH TIME ZONE."""
        self.index += 1
        if self.index < self.after and self.keys[self.index] == "recursive":
            self.index += 1
            for name in self._names_of_with(self.index):
                self._show(level, name)
        self._common(level)

    def _names_of_with(self, index: int) -> Iterator[str]:
        """With RECURSIVE, every query of the list may name every other."""
        while (found := self._common_at(index)) is not None:
            yield found[0]
            index = self._after_group(found[1])
            if index >= self.after or self.keys[index] != ",":
                return
            index += 1

    def _common(self, level: _Level) -> bool:
        found = self._common_at(self.index)
        if found is not None:
            self.pending, self.index = found
            level.with_list = True
        return found is not None

    def _common_at(self, index: int) -> tuple[str, int] | None:
        """`name [(columns)] AS [NOT MATERIALIZED] (`: the name, and the index of the parenthesis."""
        if index >= self.after or self.tokens[index].kind not in ("word", "quoted", "name"):
            return None
        name = self.tokens[index].text
        index += 1
        if index < self.after and self.keys[index] == "(":
            index = self._after_group(index)
        if index >= self.after or self.keys[index] != "as":
            return None
        index += 1
        while index < self.after and self.keys[index] in ("not", "materialized"):
            index += 1
        return (name, index) if index < self.after and self.keys[index] == "(" else None

    def _after_group(self, index: int) -> int:
        self.cursor.index = index
        self.cursor.skip_group()
        return self.cursor.index

    def _table(self, level: _Level) -> None:
        """TABLE t as a query."""
        self.index += 1
        level.expects = True

    def _relation(self, level: _Level, key: str) -> None:
        if key in ("only", "lateral"):
            self.only = self.only or key == "only"
            self.index += 1
            return
        if key == "rows" and self.keys[self.index + 1] == "from":
            level.expects = False
            self.index += 2
            return
        if key in ("select", "with", "values", "insert", "update", "delete", "merge", "table"):
            level.in_from = level.expects = False
            self._word(level, key)
            return
        level.expects, target, self.changes = False, self.changes, False
        self.cursor.index = self.index
        if not self.cursor.names_something():
            self._call()
            self.index += 1
            return
        relation = self.cursor.relation()
        if self.only:
            relation, self.only = replace(relation, only=True), False
        self.index = self.cursor.index
        if target:
            self.names.targets.add(relation.at.start)
            self.names.changed.append(relation)
        elif self.index < self.after and self.keys[self.index] == "(":
            self.names.called.append(_function_name(relation))
        elif not self._common_name(relation):
            self.names.found.append(relation)

    def _common_name(self, relation: Relation) -> bool:
        return relation.schema is None and self.visible[relation.name] > 0

    def _call(self) -> None:
        """Note `name(` as a function, unless the word is part of the grammar."""
        index = self.index
        if index + 1 >= self.after or self.keys[index + 1] != "(":
            return
        token = self.tokens[index]
        if token.kind not in ("word", "quoted") or (token.kind == "word" and token.text in _NOT_CALLED):
            return
        if index and self.keys[index - 1] in ("::", "as"):
            return
        schema = None
        if index > 1 and self.keys[index - 1] == ".":
            schema = self.tokens[index - 2].text
        self.names.called.append(_function_name(Relation(token.text, schema, Range(0, 0))))


def _function_name(relation: Relation) -> str:
    return relation.name if relation.schema in (None, "pg_catalog") else f"{relation.schema}.{relation.name}"


_WORDS = {
    "from": _Walk._from,
    "join": _Walk._join,
    "using": _Walk._using,
    "select": _Walk._select,
    "insert": _Walk._change,
    "update": _Walk._change,
    "delete": _Walk._change,
    "merge": _Walk._change,
    "for": _Walk._for,
    "into": _Walk._into,
    "with": _Walk._with,
    "table": _Walk._table,
}
