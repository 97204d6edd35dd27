"""An SQL expression as PostgreSQL prints it back: `pg_get_expr`, with brackets, casts and the types of constants.

Knows the grammar of what stands in defaults, checks and index predicates, and the types of the columns it is given.
What it does not know it refuses (`None`): a text that is nearly right would be worse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from knexlint.catalog.builtins import BARE, FUNCTIONS
from knexlint.catalog.constants import (
    BOOLEAN,
    INTEGER,
    STRINGS,
    TEXT,
    TIMES,
    Term,
    UnclearError,
    base_of,
    cast,
    constant,
    converted,
    printed_name,
)
from knexlint.catalog.operators import applied, common_type, in_array, in_common, numeral, paired
from knexlint.catalog.quoting import quoted, string, unstring
from knexlint.catalog.tokens import Tokens
from knexlint.catalog.types import parsed, spelled
from knexlint.record import replace
from knexlint.sql.lexer import Token, lex

_COMPARISONS = frozenset(("=", "<>", "!=", "<", ">", "<=", ">="))


Types = Mapping[str, str | None]


def expression(text: str, types: Types, wanted: str | None = None) -> Term | None:
    """The expression as PostgreSQL prints it; None where that is not known.

    `types`: the columns it may name; `wanted`: the type that it is converted to.
    """
    return _read(text, tuple(types.items()), wanted)


@lru_cache(maxsize=4096)
def _read(text: str, types: tuple[tuple[str, str | None], ...], wanted: str | None) -> Term | None:
    tokens, open_at = lex(text)
    if open_at is not None or any(token.kind in ("hole", "parameter", "name") for token in tokens):
        return None
    reader = _Reader(text, tokens, dict(types))
    try:
        term = reader.expression()
        if reader.at < len(tokens):
            return None
        term = term if wanted is None else _assigned(term, wanted)
        return replace(term, text=_trimmed(term.text), bare=term.bare and _trimmed(term.bare))
    except (UnclearError, RecursionError):
        return None


def _trimmed(text: str) -> str:
    """No blank stands before a new line, which CASE begins."""
    return text.replace(" \nCASE", "\nCASE")


def _assigned(term: Term, wanted: str) -> Term:
    """The value of a column: a constant takes its type, other conversions are not shown."""
    if term.literal is not None:
        return constant(term.literal, wanted)
    kind = parsed(wanted)
    if term.type == "null" and kind.modifiers and not kind.array:
        return Term(f"NULL::{printed_name(str(replace(kind, modifiers=())))}", wanted)
    return Term(term.shown, wanted, call=term.call)


# --- reading ----------------------------------------------------------------------------------------------------------


class _Reader(Tokens):
    """Reads with precedence, as PostgreSQL's grammar has it, and prints on the way."""

    def __init__(self, text: str, tokens: list[Token], types: dict[str, str | None]) -> None:
        super().__init__(text, tokens)
        self.types = types

    # --- conditions ---------------------------------------------------------------------------------------------------

    def expression(self) -> Term:
        return self._joined("or", lambda: self._joined("and", self._negated))

    def _joined(self, word: str, part: Callable[[], Term]) -> Term:
        first = part()
        parts = [first]
        while self.take(word):
            parts.append(part())
        if len(parts) == 1:
            return first
        said = [self._condition(each) for each in parts]
        return Term("(" + f" {word.upper()} ".join(said) + ")", BOOLEAN)

    def _condition(self, term: Term) -> str:
        return constant(term.literal, BOOLEAN).text if term.literal is not None else term.shown

    def _negated(self) -> Term:
        if self.take("not"):
            return Term(f"(NOT {self._condition(self._negated())})", BOOLEAN)
        return self._tested()

    def _tested(self) -> Term:
        """IS ..., which binds less than a comparison."""
        term = self._compared()
        while self.key in ("is", "isnull", "notnull"):
            if self.take("isnull") or self.take("is", "null"):
                said = "IS NULL"
            elif self.take("notnull") or self.take("is", "not", "null"):
                said = "IS NOT NULL"
            elif self.take("is", "distinct", "from"):
                one, other = paired(term, self._compared())
                term = Term(f"({one.text} IS DISTINCT FROM {other.text})", BOOLEAN)
                continue
            elif self.take("is", "not", "distinct", "from"):
                one, other = paired(term, self._compared())
                term = Term(f"(NOT ({one.text} IS DISTINCT FROM {other.text}))", BOOLEAN)
                continue
            else:
                self.expect("is")
                no = "NOT " if self.take("not") else ""
                said = f"IS {no}{self.any_of('true', 'false', 'unknown').upper()}"
            if term.literal is not None:
                raise UnclearError
            term = Term(f"({term.text} {said})", BOOLEAN)
        return term

    def _compared(self) -> Term:
        term = self._matched()
        while self.key in _COMPARISONS:
            operator = self.key
            self.at += 1
            if self.key in ("any", "some", "all") and self.ahead() == "(":
                term = self._against_array(term, operator)
                continue
            one, other = paired(term, self._matched())
            term = Term(f"({one.text} {'<>' if operator == '!=' else operator} {other.text})", BOOLEAN)
        return term

    def _against_array(self, term: Term, operator: str) -> Term:
        word = "ALL" if self.take("all") else "ANY"
        self.take("any") or self.take("some")
        self.expect("(")
        array = self.expression()
        self.expect(")")
        element = (array.type or "").removesuffix("[]")
        if array.literal is not None or not element:
            raise UnclearError
        one = converted(term, element) if term.literal is not None else term
        if one.type is None:
            raise UnclearError
        if base_of(one.type or "") != element:
            if base_of(one.type or "") == "character varying" and element == TEXT:
                one = converted(one, TEXT)
            elif base_of(one.type or "") == "character varying" and element == "character varying":
                pass
            else:
                raise UnclearError
        if element == "character varying":
            one, array = converted(one, TEXT), Term(f"({array.text})::text[]", "text[]")
        return Term(f"({one.text} {operator} {word} ({array.text}))", BOOLEAN)

    def _matched(self) -> Term:
        """BETWEEN, IN, LIKE and their negations."""
        term = self._operated(0)
        while True:
            start = self.at
            no = self.take("not")
            if self.take("between"):
                low = self._operated(0)
                self.expect("and")
                high = self._operated(0)
                (one, low), (other, high) = paired(term, low), paired(term, high)
                signs, word = (("<", ">"), "OR") if no else ((">=", "<="), "AND")
                first, last = f"({one.text} {signs[0]} {low.text})", f"({other.text} {signs[1]} {high.text})"
                term = Term(f"({first} {word} {last})", BOOLEAN)
            elif self.take("in"):
                term = self._among(term, no)
            elif self.key in ("like", "ilike"):
                sign = ("!" if no else "") + ("~~" if self.take("like") else "~~*")
                self.take("ilike")
                one, other = converted(term, TEXT), converted(self._operated(0), TEXT)
                if self.key == "escape":
                    raise UnclearError
                term = Term(f"({one.text} {sign} {other.text})", BOOLEAN)
            else:
                self.at = start
                return term

    def _among(self, term: Term, no: bool) -> Term:
        self.expect("(")
        if self.key in ("select", "with", "values"):
            raise UnclearError
        items = [self.expression()]
        while self.take(","):
            items.append(self.expression())
        self.expect(")")
        if len(items) == 1:
            one, other = paired(term, items[0])
            return Term(f"({one.text} {'<>' if no else '='} {other.text})", BOOLEAN)
        one, array = in_array(term, items)
        return Term(f"({one.text} {'<> ALL' if no else '= ANY'} ({array}))", BOOLEAN)

    # --- operators ----------------------------------------------------------------------------------------------------

    def _operated(self, level: int) -> Term:
        """Binary operators: others, then + -, then * / %, then ^."""
        if level == 3:
            return self._signed()
        term = self._operated(level + 1)
        while self._level(self.key) == level:
            operator = self.key
            self.at += 1
            term = applied(term, operator, self._operated(level + 1))
        return term

    def _level(self, key: str) -> int | None:
        if not key or key in _COMPARISONS or key in (",", "(", ")", "[", "]", "::", ".", ";", ":"):
            return None
        if key in ("+", "-"):
            return 1
        if key in ("*", "/", "%"):
            return 2
        return 0 if re.fullmatch(r"[-+*/<>=~!@#%^&|`?]+", key) and key != "^" else None

    def _signed(self) -> Term:
        if self.take("-"):
            if self.at < len(self.tokens) and self.tokens[self.at].kind == "number":
                return self._postfixed_number()
            term = self._signed()
            return Term(f"(- {term.text})", term.type)
        if self.take("+"):
            return self._signed()
        return self._postfixed(self._primary())

    def _postfixed_number(self) -> Term:
        number = self.tokens[self.at].text
        self.at += 1
        if self.key == "::":  # -1::type is -(1::type)
            inner = self._postfixed(numeral(number))
            return Term(f"(- {inner.text})", inner.type)
        type_ = numeral(number).type or INTEGER
        return Term(f"'-{number}'::{type_}", type_)

    def _postfixed(self, term: Term) -> Term:
        while True:
            if self.take("::"):
                term = cast(term, self.type())
            elif self.take("at", "time", "zone"):
                zone = converted(self._postfixed(self._primary()), TEXT)
                if term.type not in TIMES:
                    raise UnclearError
                other = "without" if "with time" in (term.type or "") else "with"
                term = Term(f"({term.text} AT TIME ZONE {zone.text})", f"timestamp {other} time zone")
            elif self.take("collate"):
                name = self.name()
                term = Term(f"({term.text} COLLATE {quoted(name)})", term.type)
            elif self.take("["):
                index = self.expression()
                self.expect("]")
                if term.type is None or not term.type.endswith("[]"):
                    raise UnclearError
                text = term.text if re.fullmatch(r"[\w\"]+", term.text) else f"({term.text})"
                term = Term(f"{text}[{index.text}]", term.type[:-2])
            else:
                return term

    # --- what stands alone --------------------------------------------------------------------------------------------

    def _primary(self) -> Term:
        if self.at >= len(self.tokens):
            raise UnclearError
        token = self.tokens[self.at]
        if token.kind == "string":
            value = unstring(token.text)
            if value is None:
                raise UnclearError
            self.at += 1
            return Term(string(value), None, value)
        if token.kind == "number":
            self.at += 1
            return numeral(token.text)
        if self.take("("):
            if self.key in ("select", "with"):
                raise UnclearError
            term = self.expression()
            self.expect(")")
            return term
        if token.kind == "word":
            return self._word(token.text)
        if token.kind == "quoted":
            return self._named()
        raise UnclearError

    def _word(self, word: str) -> Term:
        if self.take("null"):
            return Term("NULL", "null")
        if word in ("true", "false"):
            self.at += 1
            return Term(word, BOOLEAN)
        if word in BARE:
            self.at += 1
            if self.take("("):
                number = self.tokens[self.at].text
                self.at += 1
                self.expect(")")
                return Term(f"{word.upper()}({number})", BARE[word])
            return Term(word.upper(), BARE[word])
        if word == "cast" and self.take("cast", "("):
            term = self.expression()
            self.expect("as")
            type_ = self.type()
            self.expect(")")
            return cast(term, type_)
        if word == "array" and self.take("array", "["):
            return self._array()
        if word in ("coalesce", "greatest", "least", "nullif") and self.ahead() == "(":
            self.at += 1
            return self._chosen(word)
        if word == "case":
            return self._case()
        if word == "trim" and self.take("trim", "("):
            term = self.expression()
            self.expect(")")
            return Term(f"TRIM(BOTH FROM {converted(term, TEXT).text})", TEXT, call=True)
        if word == "interval" and self.at + 1 < len(self.tokens) and self.tokens[self.at + 1].kind == "string":
            self.at += 1
            return cast(self._primary(), "interval")
        return self._named()

    def _array(self) -> Term:
        items: list[Term] = []
        while not self.take("]"):
            items.append(self.expression())
            if not self.take(","):
                self.expect("]")
                break
        if not items:
            self.expect("::")
            type_ = spelled(self.type())
            return Term(f"ARRAY[]::{type_}", type_)
        types = {item.type for item in items if item.literal is None}
        element = TEXT if not types else types.pop()
        if types or element is None:
            raise UnclearError
        array = Term("ARRAY[" + ", ".join(converted(item, element).text for item in items) + "]", f"{element}[]")
        if self.key == "::":
            wanted = parsed(self.text[self.tokens[self.at + 1].start :])
            if element == TEXT and all(item.literal is not None for item in items) and wanted.array:
                self.take("::")
                name = str(replace(parsed(self.type()), array=False))
                inside = ", ".join(constant(item.literal or "", name).text for item in items)
                return Term(f"ARRAY[{inside}]", f"{name}[]")
        return array

    def _chosen(self, word: str) -> Term:
        self.expect("(")
        items = self._arguments()
        common = common_type(items)
        if word == "nullif" and common in STRINGS:
            common = TEXT
        said = ", ".join(in_common(item, common) for item in items)
        return Term(f"{word.upper()}({said})", common, call=True)

    def _case(self) -> Term:
        self.expect("case")
        tested = None if self.key == "when" else self.expression()
        tests: list[Term] = []
        results: list[Term] = []
        while self.take("when"):
            test = self.expression()
            if tested is not None:
                tested, test = paired(tested, test)
            tests.append(test)
            self.expect("then")
            results.append(self.expression())
        otherwise = self.expression() if self.take("else") else None
        self.expect("end")
        given = results if otherwise is None else [*results, otherwise]
        common = common_type(given)
        lines = ["\nCASE" if tested is None else f"\nCASE {tested.text}"]
        for test, result in zip(tests, results, strict=True):
            said = test.text if tested is not None else self._condition(test)
            lines.append(f"    WHEN {said} THEN {in_common(result, common)}")
        lines.append(f"    ELSE {'NULL::' + common if otherwise is None else in_common(otherwise, common)}")
        return Term("\n".join([*lines, "END"]), common)

    def _arguments(self) -> list[Term]:
        if self.take(")"):
            return []
        items = [self.expression()]
        while self.take(","):
            items.append(self.expression())
        self.expect(")")
        return items

    def _named(self) -> Term:
        """A column, or a function that is called."""
        parts = [self.name()]
        while self.take("."):
            parts.append(self.name())
        if self.take("("):
            return self._called(parts)
        name = parts[-1]
        if name not in self.types:
            raise UnclearError
        return Term(quoted(name), self.types[name])

    def _called(self, parts: list[str]) -> Term:
        if parts[0] in ("public", "pg_catalog") and len(parts) > 1:
            parts = parts[1:]
        name = parts[-1]
        items = self._arguments()
        shown = ".".join(map(quoted, parts))
        if name in ("character_length", "btrim") or shown.startswith(('"left', '"right')):
            shown = name if name not in ("left", "right") else f'"{name}"'
        known = FUNCTIONS.get(name)
        if known is None or len(items) > len(known[0]):
            if items and not all(item.literal is None and item.type is not None for item in items):
                raise UnclearError
            return Term(f"{shown}({', '.join(item.text for item in items)})", None, call=True)
        takes, gives = known
        if name == "to_tsvector" and len(items) == 1:
            takes = (TEXT,)
        given = [converted(item, wanted) for item, wanted in zip(items, takes, strict=False)]
        type_: str | None = gives
        if gives.isdigit():
            type_ = given[int(gives) - 1].type
        return Term(f"{shown}({', '.join(item.text for item in given)})", type_ or None, call=True)
