"""An SQL expression as PostgreSQL prints it back: `pg_get_expr`, with brackets, casts and the types of constants.

Knows the grammar of what stands in defaults, checks and index predicates, and the types of the columns it is given.
What it does not know it refuses (`None`): a text that is nearly right would be worse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from knexlint.catalog.constants import (
    BOOLEAN,
    INTEGER,
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
from knexlint.catalog.operands import Operands
from knexlint.catalog.operators import applied, in_array, numeral, paired
from knexlint.catalog.quoting import quoted
from knexlint.catalog.types import parsed
from knexlint.record import replace
from knexlint.sql.lexer import lex

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


class _Reader(Operands):
    """Reads with precedence, as PostgreSQL's grammar has it, and prints on the way."""

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
        said = [self.condition(each) for each in parts]
        return Term("(" + f" {word.upper()} ".join(said) + ")", BOOLEAN)

    def _negated(self) -> Term:
        if self.take("not"):
            return Term(f"(NOT {self.condition(self._negated())})", BOOLEAN)
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
        return self._postfixed(self.operand())

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
                zone = converted(self._postfixed(self.operand()), TEXT)
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
