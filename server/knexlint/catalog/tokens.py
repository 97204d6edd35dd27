"""The tokens of an expression, read one after another; and the name of a type among them."""

from __future__ import annotations

from knexlint.catalog.constants import UnclearError
from knexlint.sql.lexer import Token

_WORDS_OF_TYPES = {
    "double": ("precision",), "character": ("varying",), "char": ("varying",), "bit": ("varying",),
    "timestamp": ("with", "without"), "time": ("with", "without"),
}  # fmt: skip


class Tokens:
    """`at`: how many have been read."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text, self.tokens = text, tokens
        self.at = 0

    @property
    def key(self) -> str:
        """The token here, if it is a word or an operator; else nothing."""
        if self.at >= len(self.tokens):
            return ""
        token = self.tokens[self.at]
        return token.text if token.kind in ("word", "operator") else ""

    def ahead(self, by: int = 1) -> str:
        at = self.at + by
        return self.tokens[at].text if at < len(self.tokens) and self.tokens[at].kind in ("word", "operator") else ""

    def take(self, *keys: str) -> bool:
        for by, key in enumerate(keys):
            if self.ahead(by) != key:
                return False
        self.at += len(keys)
        return True

    def expect(self, *keys: str) -> None:
        if not self.take(*keys):
            raise UnclearError

    def any_of(self, *keys: str) -> str:
        for key in keys:
            if self.take(key):
                return key
        raise UnclearError

    def name(self) -> str:
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token is None or token.kind not in ("word", "quoted"):
            raise UnclearError
        self.at += 1
        return token.text

    def type(self) -> str:
        """The name of a type, with modifiers and brackets."""
        start = self.at
        first = self.name()
        while self.take("."):
            self.name()
        zoned = self.key in ("with", "without")
        if self.key in _WORDS_OF_TYPES.get(first, ()) and (not zoned or self.ahead() == "time"):
            self.at += 3 if zoned else 1
        if self.take("("):
            while not self.take(")"):
                self.at += 1
                if self.at >= len(self.tokens):
                    raise UnclearError
        if self.key in ("with", "without") and self.ahead() == "time":
            self.at += 3
        while self.key == "[" and (self.ahead() == "]" or self.ahead(2) == "]"):
            self.at += 2 if self.ahead() == "]" else 3
        return self.text[self.tokens[start].start : self.tokens[self.at - 1].end]
