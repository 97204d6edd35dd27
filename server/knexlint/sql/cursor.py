"""Walking over the tokens of one statement: names, types, expressions, lists. Knows no statement form.

Everything that it hands out stands at `Range`s into the statement's own text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from knexlint.operations import NOWHERE, Expression, Name, Range, Relation, clipped
from knexlint.sql.lexer import Token, string_value
from knexlint.sql.words import NOT_A_NAME, RESERVED

T = TypeVar("T")

_MARKS = {"quoted": '"', "name": '"', "string": "'", "number": "0", "parameter": "$", "hole": "${"}
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_COMMENTS = re.compile(r"--[^\n\r]*|/\*.*?\*/", re.DOTALL)


class RefusedError(Exception):
    """The statement cannot go on like this. Never leaves the package."""

    def __init__(self, message: str, at: Range) -> None:
        super().__init__(message)
        self.message = message
        self.at = at


class Cursor:
    """A place in the tokens of one statement.

    `keys[i]` is what token `i` may be compared with: a word in lower case or an operator as itself; for the others a
    mark that no word equals. `index` is the next token. `problems`: why PostgreSQL refuses what was read so far.
    """

    __slots__ = ("_after", "base", "index", "keys", "problems", "size", "text", "tokens")

    def __init__(self, text: str, tokens: Sequence[Token], base: int) -> None:
        self.text = text
        self.tokens = tokens
        self.base = base
        self.keys = [_MARKS.get(token[0]) or token[1] for token in tokens]
        self.size = len(tokens)
        self.index = 0
        self.keys.append("")
        self.problems: list[RefusedError] = []
        self._after: dict[int, int] | None = None

    # --- looking and taking -----------------------------------------------------------------------------------------

    @property
    def key(self) -> str:
        return self.keys[self.index]

    @property
    def done(self) -> bool:
        return self.index >= self.size

    def at(self, *words: str) -> bool:
        """The next tokens are these words."""
        index, keys = self.index, self.keys
        for word in words:
            if index >= self.size or keys[index] != word:
                return False
            index += 1
        return True

    def ahead(self, offset: int) -> str:
        index = self.index + offset
        return self.keys[index] if index < self.size else ""

    def take(self, *words: str) -> bool:
        """Step over these words if they come next."""
        if self.keys[self.index] == words[0] and self.at(*words):
            self.index += len(words)
            return True
        return False

    def take_any(self, words: frozenset[str] | tuple[str, ...]) -> str:
        """Step over one of these words, and say which; "" if none comes."""
        key = self.keys[self.index]
        if key and key in words:
            self.index += 1
            return key
        return ""

    def step(self, count: int = 1) -> None:
        """Step over tokens whatever they are."""
        self.index = min(self.index + count, self.size)

    def expect(self, *words: str) -> None:
        if not self.take(*words):
            raise self.refusal(" ".join(words).upper())

    def refusal(self, wanted: str) -> RefusedError:
        """Why the next token is wrong where `wanted` should stand."""
        if self.done:
            return RefusedError(f"the statement ends where {wanted} should stand", self.last())
        found = self.source(self.index, self.index + 1)
        return RefusedError(
            f"{found if len(found) < 40 else found[:37] + '...'} stands where {wanted} should", self.here()
        )

    def end(self) -> None:
        """The statement must end here."""
        if not self.done:
            found = self.source(self.index, self.index + 1)
            raise RefusedError(
                f"the statement cannot go on with {found if len(found) < 40 else found[:37] + '...'}", self.here()
            )

    # --- positions --------------------------------------------------------------------------------------------------

    def here(self) -> Range:
        return self.range(self.index, self.index + 1) if self.index < self.size else self.last()

    def last(self) -> Range:
        return self.range(self.size - 1, self.size) if self.size else NOWHERE

    def range(self, first: int, after: int) -> Range:
        """The text of the tokens from `first` up to `after`, as far as there are any."""
        after = min(after, self.size)
        if first >= after or first < 0:
            return NOWHERE
        return Range(self.tokens[first].start - self.base, self.tokens[after - 1].end - self.base)

    def since(self, first: int) -> Range:
        return self.range(first, self.index)

    def source(self, first: int, after: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[after - 1].end] if first < after else ""

    def expression(self, first: int, after: int) -> Expression:
        """The tokens from `first` up to `after` as an expression."""
        if first >= after:
            return Expression("", NOWHERE)
        unknown = any(token.unknown for token in self.tokens[first:after])
        return Expression(self.source(first, after), self.range(first, after), unknown)

    # --- names ------------------------------------------------------------------------------------------------------

    def names_something(self, forbidden: frozenset[str] = NOT_A_NAME) -> bool:
        """The next token may be a name."""
        if self.index >= self.size:
            return False
        kind, text = self.tokens[self.index][:2]
        return text not in forbidden if kind == "word" else kind in ("quoted", "name", "hole", "parameter")

    def name(self, what: str = "a name", forbidden: frozenset[str] = NOT_A_NAME) -> Name:
        if not self.names_something(forbidden):
            raise self.refusal(what)
        token = self.tokens[self.index]
        self.index += 1
        start = token.start - self.base
        unknown = token.unknown or token.kind == "parameter"
        return Name(token.text if unknown else clipped(token.text), Range(start, token.end - self.base), unknown)

    def label(self, what: str = "a name") -> Name:
        """A name where every word is allowed."""
        return self.name(what, frozenset())

    def dotted(self, what: str = "a name", forbidden: frozenset[str] = NOT_A_NAME) -> list[Name]:
        """`a.b.c`; after a dot every word is a name."""
        parts = [self.name(what, forbidden)]
        while self.keys[self.index] == ".":
            self.index += 1
            if self.take("*"):
                break
            parts.append(self.label(what))
        return parts

    def relation(self, what: str = "a table name", forbidden: frozenset[str] = NOT_A_NAME) -> Relation:
        return as_relation(self.dotted(what, forbidden))

    def type_name(self, what: str = "a type name") -> Relation:
        return self.relation(what, RESERVED)

    def routine(self) -> Relation:
        """The name of a function or procedure, without its arguments."""
        return self.relation("a function name", RESERVED)

    def names(self, what: str = "a column name") -> tuple[Name, ...]:
        """`(a, b, c)`, each perhaps followed by what the list allows there."""
        self.expect("(")
        found = self.commas(lambda: self.name(what))
        self.expect(")")
        return found

    def commas(self, item: Callable[[], T]) -> tuple[T, ...]:
        found = [item()]
        while self.take(","):
            found.append(item())
        return tuple(found)

    def relations(self, what: str = "a table name") -> tuple[Relation, ...]:
        return self.commas(lambda: self.inherited(what))

    def inherited(self, what: str = "a table name") -> Relation:
        """A table with the marks of inheritance: `ONLY t`, `ONLY (t)`, `t *`."""
        if self.take("only"):
            bracket = self.take("(")
            found = self.relation(what)
            if bracket:
                self.expect(")")
            return Relation(found.name, found.schema, found.at, found.unknown, True)
        relation = self.relation(what)
        self.take("*")
        return relation

    def string(self) -> str | None:
        """The value of a string literal that comes next; None if its value is not known or there is none."""
        if self.index >= self.size:
            return None
        token = self.tokens[self.index]
        if token.kind not in ("string", "parameter", "hole", "name"):
            return None
        self.index += 1
        return None if token.unknown or token.kind != "string" else string_value(token)

    # --- stretches --------------------------------------------------------------------------------------------------

    def skip_group(self) -> None:
        """Step over `( ... )` or `[ ... ]`, whatever it holds; up to the end if nothing closes it."""
        if self._after is None:
            self._after = _groups(self.keys)
        self.index = self._after.get(self.index, self.size)

    def group(self) -> Expression:
        """`( ... )`, as the expression between the parentheses."""
        first = self.index + 1
        self.expect("(")
        self.index -= 1
        self.skip_group()
        closed = self.keys[self.index - 1] == ")" and self.index > first
        return self.expression(first, self.index - 1 if closed else self.index)

    def skip_until(self, stops: frozenset[str] | tuple[str, ...]) -> None:
        """Step to the first of `stops` that stands outside parentheses and CASE, to a closing one, or to the end."""
        keys, size = self.keys, self.size
        cases = 0
        while self.index < size:
            key = keys[self.index]
            if key in ("(", "["):
                self.skip_group()
                continue
            if key in (")", "]"):
                return
            if cases == 0 and key in stops:
                return
            if key == "case":
                cases += 1
            elif key == "end" and cases:
                cases -= 1
            self.index += 1

    def until(self, stops: frozenset[str] | tuple[str, ...], what: str = "an expression") -> Expression:
        """An expression that ends before any of `stops`; its first token is taken whatever it is."""
        first = self.index
        if self.done or self.key in (",", ")"):
            raise self.refusal(what)
        if self.key in stops:
            self.index += 1
        self.skip_until(stops)
        return self.expression(first, self.index)

    # --- types ------------------------------------------------------------------------------------------------------

    def type(self) -> tuple[str, Range]:
        """A type with its length and array marks: its text with blanks collapsed, and where it stands."""
        first = self.index
        self.take("setof")
        word = self.key
        if self.index < self.size and self.tokens[self.index].kind == "word" and word in _TYPE_WORDS:
            self.index += 1
            _TYPE_WORDS[word](self)
        else:
            self.dotted("a type", RESERVED)
            self.take("%", "type")
            if self.at("("):
                self.skip_group()
        while self.at("[") or self.take("array"):
            if self.at("["):
                self.skip_group()
        return self.collapsed(first, self.index), self.since(first)

    def collapsed(self, first: int, after: int) -> str:
        text = self.source(first, after)
        if "--" in text or "/*" in text:
            text = _COMMENTS.sub(" ", text)
        return _BLANKS.sub(" ", text)


def _groups(keys: Sequence[str]) -> dict[int, int]:
    """For each opening parenthesis or bracket the index after the one that closes it."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for index, key in enumerate(keys):
        if key in ("(", "["):
            opened.append(index)
        elif key in (")", "]") and opened:
            found[opened.pop()] = index + 1
    return found


def as_relation(parts: Sequence[Name]) -> Relation:
    """`a.b`: a name and its schema; a database before them is dropped."""
    last = parts[-1]
    unknown = any(part.unknown for part in parts)
    schema = parts[-2].text if len(parts) > 1 else None
    return Relation(last.text, schema, Range(parts[0].at.start, last.at.end), unknown)


def _after_length(*endings: tuple[str, ...]) -> Callable[[Cursor], None]:
    def read(cursor: Cursor) -> None:
        if cursor.at("("):
            cursor.skip_group()
        for ending in endings:
            if cursor.take(*ending):
                break

    return read


def _after(*middles: tuple[str, ...]) -> Callable[[Cursor], None]:
    def read(cursor: Cursor) -> None:
        for middle in middles:
            if cursor.take(*middle):
                break
        if cursor.at("("):
            cursor.skip_group()

    return read


def _national(cursor: Cursor) -> None:
    cursor.take_any(("character", "char"))
    _after(("varying",))(cursor)


_INTERVAL_FIELDS = frozenset(("year", "month", "day", "hour", "minute", "second"))


def _interval(cursor: Cursor) -> None:
    if cursor.take_any(_INTERVAL_FIELDS) and cursor.take("to"):
        cursor.take_any(_INTERVAL_FIELDS)
    if cursor.at("("):
        cursor.skip_group()


_TYPE_WORDS: dict[str, Callable[[Cursor], None]] = {
    "double": _after(("precision",)),
    "character": _after(("varying",)),
    "char": _after(("varying",)),
    "nchar": _after(("varying",)),
    "bit": _after(("varying",)),
    "national": _national,
    "interval": _interval,
    "time": _after_length(("with", "time", "zone"), ("without", "time", "zone")),
    "timestamp": _after_length(("with", "time", "zone"), ("without", "time", "zone")),
}
