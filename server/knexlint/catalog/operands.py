"""What stands alone in an SQL expression, as PostgreSQL prints it: constants, columns, calls, CASE, ARRAY.

Knows no operators: what joins these is in `deparse`.
"""

from __future__ import annotations

from knexlint.catalog.builtins import BARE, FUNCTIONS
from knexlint.catalog.constants import (
    BOOLEAN,
    STRINGS,
    TEXT,
    Term,
    UnclearError,
    cast,
    constant,
    converted,
)
from knexlint.catalog.operators import common_type, in_common, numeral, paired
from knexlint.catalog.quoting import quoted, string, unstring
from knexlint.catalog.tokens import Tokens
from knexlint.catalog.types import parsed, spelled
from knexlint.record import replace
from knexlint.sql.lexer import Token


class Operands(Tokens):
    """Reads one operand; `expression` is what a subclass reads between brackets and commas."""

    def __init__(self, text: str, tokens: list[Token], types: dict[str, str | None]) -> None:
        super().__init__(text, tokens)
        self.types = types

    def expression(self) -> Term:
        raise NotImplementedError

    def condition(self, term: Term) -> str:
        return constant(term.literal, BOOLEAN).text if term.literal is not None else term.shown

    def operand(self) -> Term:
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
            return cast(self.operand(), "interval")
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
            said = test.text if tested is not None else self.condition(test)
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
