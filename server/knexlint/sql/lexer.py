"""SQL text to tokens, as PostgreSQL's own scanner cuts them. Knows no grammar; never raises.

Offsets count code points of the text. Between two tokens stand only blanks and comments. A `${…}` outside quotes is a
token of its own (or a part of the name it touches): it may stand for anything. An open quote ends where the text ends.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal, NamedTuple

from knexlint.operations import Range

Kind = Literal["word", "quoted", "name", "string", "number", "parameter", "hole", "operator"]


class Token(NamedTuple):
    """`text`: a word folded to lower case, a quoted identifier without its quotes, anything else as it stands.

    "name" is a word that touches a hole (`idx_${table}`): never a keyword. `unknown`: a hole is part of it.
    """

    kind: Kind
    text: str
    start: int
    end: int
    unknown: bool = False


class Lexed(NamedTuple):
    """`open_at`: where a quote or comment begins that nothing closes."""

    tokens: list[Token]
    open_at: int | None


_LETTER = r"[^\x00-@\[-^`{-\x7f]"  # A-Z, a-z, _ and all that is not ASCII; put so, the pattern compiles in no time
_LETTER_OR_DIGIT = r"[^\x00-/:-@\[-^`{-\x7f]"
_HOLE = r"\$\{[^{}]*\}"
_TOKEN = re.compile(
    rf"""[ \t\n\r\f\v]*+(?:
    (?P<punctuation>[(),;\[\]])
  | (?P<string>[eE]'(?:[^'\\]++|''|\\.?)*+'?|(?:[bBxXnN]|[uU]&)?'[^']*+(?:''[^']*+)*+'?)
  | (?P<quoted>(?:[uU]&)?"[^"]*+(?:""[^"]*+)*+"?)
  | (?P<word>(?:{_LETTER}|{_HOLE})(?:{_LETTER_OR_DIGIT}++|{_HOLE}|\$(?!\{{))*+)
  | (?P<number>0[xXoObB][0-9a-fA-F_]++|(?:[0-9][0-9_]*+(?:\.(?!\.)[0-9_]*+)?|\.[0-9][0-9_]*+)(?:[eE][+-]?[0-9]++)?)
  | (?P<line>--[^\n\r]*+)
  | (?P<block>/\*)
  | (?P<parameter>\$[0-9]++|:{_LETTER}{_LETTER_OR_DIGIT}*+(?::(?!:))?)
  | (?P<dollar>\$(?:{_LETTER}{_LETTER_OR_DIGIT}*+)?\$)
  | (?P<operator>::|:=|\.\.|(?:(?!--|/\*)[-+*/<>=~!@\#%^&|`?]){{1,32}}+|.)
  | (?P<end>\Z)
)""",
    re.VERBOSE | re.DOTALL,
)
_KEEPS_SIGN = re.compile(r"[~!@#%^&|`?]")  # an operator without these gives its last + or - to what follows
_ONLY_HOLES = re.compile(rf"(?:{_HOLE})+")
_COMMENT_MARK = re.compile(r"/\*|\*/")
_CLOSED = {
    "string": re.compile(r"[eE]'(?:[^'\\]++|''|\\.)*+'|(?:[bBxXnN]|[uU]&)?'[^']*+(?:''[^']*+)*+'", re.DOTALL),
    "quoted": re.compile(r'(?:[uU]&)?"[^"]*+(?:""[^"]*+)*+"'),
}
_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_UNICODE_ESCAPE = re.compile(r"\\(?:\\|\+([0-9A-Fa-f]{6})|([0-9A-Fa-f]{4}))")
_C_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))|''", re.DOTALL)
_C_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def lex(text: str, holes: Sequence[tuple[int, int]] = (), most: int = sys.maxsize) -> Lexed:
    """Cut `text` into tokens, `most` at most; `holes` are the ranges that stand for values nobody knows."""
    source = _masked(text, holes)
    starts = [start for start, _ in holes]
    tokens: list[Token] = []
    match = _TOKEN.match
    at, size = 0, len(source)
    open_at: int | None = None
    while len(tokens) < most:
        found = match(source, at)
        assert found is not None
        kind = found.lastgroup
        start, end = found.span(found.lastindex or 0)
        if kind == "word":
            tokens.append(_word(source[start:end], text[start:end], start, end))
        elif kind == "punctuation":
            tokens.append(Token("operator", source[start], start, end))
        elif kind == "end":
            return Lexed(tokens, open_at)
        elif kind == "operator":
            if end > start + 1 and source[end - 1] in "+-" and not _KEEPS_SIGN.search(source, start, end):
                end -= len(source[start + 1 : end]) - len(source[start + 1 : end].rstrip("+-"))
            word = source[start:end]
            tokens.append(Token("parameter" if word in ("?", "??") else "operator", word, start, end))
        elif kind in ("number", "parameter"):
            tokens.append(Token("number" if kind == "number" else "parameter", source[start:end], start, end))
        elif kind in ("string", "quoted"):
            if end == size and not _CLOSED[kind].fullmatch(source, start):
                open_at = start
            unknown = bool(starts) and _touches(holes, starts, start, end)
            if kind == "string":
                tokens.append(Token("string", text[start:end], start, end, unknown))
                if len(tokens) > 2 and tokens[-2].text == "uescape":
                    _merge_uescape(tokens, text)
            else:
                tokens.append(Token("quoted", _identifier(text[start:end]), start, end, unknown))
        elif kind == "dollar":
            close = source.find(source[start:end], end)
            if close < 0:
                open_at = start
            end = size if close < 0 else close + end - start
            tokens.append(Token("string", text[start:end], start, end, _touches(holes, starts, start, end)))
        elif kind == "block":
            end, closed = _comment_end(source, end)
            if not closed:
                open_at = start
        at = end
    return Lexed(tokens, open_at)


def _masked(text: str, holes: Sequence[tuple[int, int]]) -> str:
    """The text with each hole's inside made harmless: it may hold quotes, braces or semicolons of JavaScript."""
    if not holes:
        return text
    out: list[str] = []
    at = 0
    for start, end in holes:
        out.append(text[at:start])
        size = end - start
        out.append("${" + "_" * (size - 3) + "}" if size >= 3 else "_" * size)
        at = end
    out.append(text[at:])
    return "".join(out)


def _word(source: str, text: str, start: int, end: int) -> Token:
    if "${" in source:
        return Token("hole" if _ONLY_HOLES.fullmatch(source) else "name", text, start, end, True)
    return Token("word", fold(text), start, end)


def fold(text: str) -> str:
    """An unquoted identifier as PostgreSQL keeps it: only A to Z become lower case."""
    return text.lower() if text.isascii() else text.translate(_LOWER)


def _touches(holes: Sequence[tuple[int, int]], starts: Sequence[int], start: int, end: int) -> bool:
    after = bisect_left(starts, end)
    return after > 0 and holes[after - 1][1] > start


def _comment_end(text: str, at: int) -> tuple[int, bool]:
    depth = 1
    for mark in _COMMENT_MARK.finditer(text, at):
        depth += 1 if mark.group() == "/*" else -1
        if depth == 0:
            return mark.end(), True
    return len(text), False


def _identifier(text: str) -> str:
    escaped = text[0] != '"'
    inner = text[3 if escaped else 1 :]
    name = inner.removesuffix('"').replace('""', '"')
    return _UNICODE_ESCAPE.sub(_unicode, name) if escaped else name


def _merge_uescape(tokens: list[Token], text: str) -> None:
    """`U&"d!0061ta" UESCAPE '!'` is one token; its escapes are spelled anew with a backslash."""
    target, last = tokens[-3], tokens[-1]
    escape, spelled = string_value(last), text[target.start : target.end]
    if target.kind not in ("quoted", "string") or spelled[:2] not in ("U&", "u&") or len(escape) != 1:
        return
    parts = (part.replace(escape, "\\") for part in spelled.replace("\\", "\\\\").split(escape * 2))
    spelled = escape.join(parts)
    del tokens[-3:]
    new = spelled if target.kind == "string" else _identifier(spelled)
    tokens.append(target._replace(text=new, end=last.end, unknown=target.unknown or last.unknown))


def _unicode(match: re.Match[str]) -> str:
    code = match.group(1) or match.group(2)
    return "\\" if code is None else _character(int(code, 16))


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 else "\ufffd"


def _c_escape(match: re.Match[str]) -> str:
    octal, short, four, eight, letter = match.groups()
    if octal is not None:
        return _character(int(octal, 8))
    code = short or four or eight
    if code is not None:
        return _character(int(code, 16))
    return "'" if letter is None else _C_LETTERS.get(letter, letter)


def string_value(token: Token) -> str:
    """What a string literal stands for, its quotes and escapes undone."""
    text, inner = token.text, inner_range(token)
    body = text[inner.start - token.start : inner.end - token.start]
    if text[0] == "$":
        return body
    if text[0] in "eE":
        return _C_ESCAPE.sub(_c_escape, body)
    body = body.replace("''", "'")
    return _UNICODE_ESCAPE.sub(_unicode, body) if text[0] in "uU" else body


def inner_range(token: Token) -> Range:
    """The offsets between the quotes of a string literal."""
    text = token.text
    if text[0] == "$":
        tag = text[: text.index("$", 1) + 1]
        closed = len(text) >= 2 * len(tag) and text.endswith(tag)
        return Range(token.start + len(tag), token.end - len(tag) if closed else token.end)
    open_quote = text.index("'")
    closed = _CLOSED["string"].fullmatch(text) is not None
    return Range(token.start + open_quote + 1, token.end - 1 if closed else token.end)
