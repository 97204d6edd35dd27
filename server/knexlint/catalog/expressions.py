"""What a piece of SQL mentions: names and the functions it calls, read off its words without a grammar.

It may say too much (an alias that is spelled like a column), never too little.
"""

from __future__ import annotations

import re
from functools import lru_cache

from knexlint.record import record

_WORDS = re.compile(
    r"""
    (?:[eEnNbBxX]?'(?:[^'\\]|''|\\.)*'?)      # strings
    | \$([A-Za-z_]\w*)?\$.*?\$(?:\1)?\$
    | --[^\n]* | /\*.*?\*/
    | (?P<quoted>"(?:[^"]|"")*")
    | (?P<word>[^\x00-@\[-^`{-\x7f][^\x00-#%-/:-@\[-^`{-\x7f]*)
    | (?P<number>\d[\w.]*)
    | (?P<other>::|\S)
    """,
    re.VERBOSE | re.DOTALL,
)
# words that stand before a bracket and are no function
_SYNTAX_WORDS = (
    "in and or not any some all exists values as on using when then else case between like ilike over filter from where"
    " cast array row is by with select distinct union interval check numeric decimal dec varchar char character"
    " varying bit timestamp time timestamptz timetz float precision bpchar varbit within group returning set into"
    " join limit offset having if elseif elsif return perform"
)
_SYNTAX = frozenset(_SYNTAX_WORDS.split())
# functions that are written without brackets
_BARE_WORDS = (
    "current_date current_time current_timestamp localtime localtimestamp current_user session_user user current_role"
    " current_catalog current_schema"
)
_BARE = frozenset(_BARE_WORDS.split())


@record
class Mentions:
    """`words`: every name in order, unquoted and folded. `functions`: those called. `types`: those cast to (`::`)."""

    words: tuple[str, ...]
    functions: tuple[str, ...]
    star: bool
    types: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def mentions(text: str) -> Mentions:
    """Everything a piece of SQL names. Never raises."""
    tokens: list[tuple[str, str]] = []
    strings: list[str] = []
    for found in _WORDS.finditer(text):
        kind = found.lastgroup or ""
        if kind == "word":
            tokens.append(("word", found.group().lower()))
        elif kind == "quoted":
            tokens.append(("quoted", found.group()[1:-1].replace('""', '"')))
        elif kind in ("other", "number"):
            tokens.append((kind, found.group()))
        elif "'" in found.group()[:2]:
            tokens.append(("string", ""))
            strings.append(found.group().strip("eEnN'").replace("''", "'"))
    words: list[str] = []
    functions: list[str] = []
    types: list[str] = []
    star = False
    for at, (kind, value) in enumerate(tokens):
        following = tokens[at + 1][1] if at + 1 < len(tokens) and tokens[at + 1][0] == "other" else ""
        before = tokens[at - 1][1] if at else ""
        if kind in ("word", "quoted"):
            words.append(value)
            if before == "::":
                types.append(value)
            elif (kind == "word" and value in _BARE) or (
                following == "(" and (kind == "quoted" or value not in _SYNTAX)
            ):
                functions.append(value)
        elif kind == "other" and value == "*":
            star = star or before in ("", ",", ".", "select", "distinct")
    return Mentions(tuple(words), tuple(functions), star, tuple(types), tuple(strings))


_NAME = r'(?:"(?:[^"]|"")*"|\w+)'
_AND = re.compile(r"and\b", re.IGNORECASE)
_NOT_NULL = re.compile(rf"^\s*({_NAME})\s+is\s+not\s+null\s*$", re.IGNORECASE)
_NULL = re.compile(rf"^\s*({_NAME})\s+is\s+null\s*$", re.IGNORECASE)
_NOT = re.compile(r"^\s*not\b(.+)$", re.IGNORECASE | re.DOTALL)


def proves_not_null(expression: str, column: str) -> bool:
    """A CHECK that says `column IS NOT NULL`, alone or joined to other conditions by AND."""
    text = stripped(expression)
    parts = conjuncts(text)
    if len(parts) > 1:
        return any(proves_not_null(part, column) for part in parts)
    denied = _NOT.match(text)
    found = _NULL.match(stripped(denied.group(1))) if denied is not None else _NOT_NULL.match(text)
    return found is not None and unquoted(found.group(1)) == column


_STRICT = r"length|char_length|character_length|octet_length|lower|upper|btrim|abs|date|jsonb_typeof|json_typeof"
_COMPARED = re.compile(
    rf"(?:({_NAME})|(?:{_STRICT})\s*\(\s*({_NAME})\s*\))\s*(?:[=<>~]|!=|!~|(?:not\s+)?(?:in|i?like|between)\b)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s+('[^']*'|[\w.+-]+)\s+and\s+(?='|[\w.+-])", re.IGNORECASE)
_TOLD_NULLS = re.compile(
    r"\b(?:is|or|not|case|isnull|notnull|distinct)\b|(?!in\b|like\b|any\b|all\b)\b\w+\s*\(", re.IGNORECASE
)
_LITERAL = r"'(?:[^']|'')*'|[+-]?[\d.]+|true|false"
_LISTED = re.compile(rf"({_NAME})\s+in\s*\(\s*((?:{_LITERAL})(?:\s*,\s*(?:{_LITERAL}))*)\s*\)\s*$", re.IGNORECASE)


def passes_null(expression: str, column: str) -> bool:
    """A CHECK that compares the column, and so is not false where that is null. False where that is not certain."""
    for part in conjuncts(_BETWEEN.sub(r"between \1, ", stripped(expression))):
        text = stripped(part)
        found = _COMPARED.match(text)
        if found is None or unquoted(found.group(1) or found.group(2)) != column:
            return False
        rest = "".join(char for _, char in outside_strings(text[found.end() :]))
        if _TOLD_NULLS.search(rest):
            return False
    return True


def lists(expression: str, column: str, literal: str) -> bool:
    """A CHECK that the column is one of several literals, of which this is one."""
    found = _LISTED.match(stripped(expression))
    if found is None or unquoted(found.group(1)) != column:
        return False
    return literal in re.findall(_LITERAL, found.group(2), re.IGNORECASE)


def stripped(text: str) -> str:
    """An expression without the brackets that wrap all of it."""
    text = text.strip()
    while text.startswith("(") and text.endswith(")") and _closes_last(text):
        text = text[1:-1].strip()
    return text


def _closes_last(text: str) -> bool:
    depth = 0
    for at, char in outside_strings(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return at == len(text) - 1
    return False


def conjuncts(text: str) -> list[str]:
    """The parts of a condition between its outermost ANDs (BETWEEN's AND may split too: its parts prove nothing)."""
    if _AND.search(text) is None:
        return [text.strip()]
    depth, start, parts = 0, 0, []
    for at, char in outside_strings(text):
        depth += (char in "([") - (char in ")]")
        if depth == 0 and char in "aA" and _AND.match(text, at) and not text[at - 1 : at].isalnum():
            parts.append(text[start:at])
            start = at + 3
    parts.append(text[start:])
    if len(parts) > 1 and re.search(r"\bor\b", _top_level(text), re.IGNORECASE):
        return [text]
    return [part.strip() for part in parts]


def clause(text: str, word: str, stops: tuple[str, ...]) -> str | None:
    """What follows a word outside brackets, up to one of `stops`; None where the word does not stand there."""
    if word not in text.lower():
        return None
    start: int | None = None
    depth = 0
    for found in _WORDS.finditer(text):
        said = found.group().lower()
        if found.lastgroup == "word" and depth == 0:
            if start is None and said == word:
                start = found.end()
            elif start is not None and said in stops:
                return text[start : found.start()].strip()
        depth += (said == "(") - (said == ")")
    return None if start is None else text[start:].strip()


def _top_level(text: str) -> str:
    depth, kept = 0, []
    for _, char in outside_strings(text):
        depth += (char == "(") - (char == ")")
        kept.append(char if depth == 0 else " ")
    return "".join(kept)


def outside_strings(text: str) -> list[tuple[int, str]]:
    """The characters that stand in no string and no quoted name, with where they stand."""
    found, quote = [], ""
    for at, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        else:
            found.append((at, char))
    return found


def unquoted(name: str) -> str:
    """A name as PostgreSQL sees it."""
    return name[1:-1].replace('""', '"') if name.startswith('"') else name.lower()


@lru_cache(maxsize=1024)
def plainly(text: str) -> str:
    """A piece of SQL with one spelling for what means the same: case, blanks, quotes and outer brackets."""
    parts: list[str] = []
    for found in _WORDS.finditer(stripped(text)):
        kind, said = found.lastgroup, found.group()
        if kind == "word":
            said = said.lower()
        elif kind == "quoted" and _PLAIN_NAME.fullmatch(said[1:-1]):
            said = said[1:-1]
        elif kind is None and said.startswith(("--", "/*")):
            continue
        glued = not parts or said in _TIGHT or parts[-1] in _TIGHT
        parts += [said] if glued else [" ", said]
    plain = _TEXT_CAST.sub("", "".join(parts))
    plain = _ANY_OF.sub(r" in(\1)", _BRACKETED.sub(r"\1\2", plain))
    return stripped(_ONE_OF.sub(r"=\1", plain))


_PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_$]*")
_TIGHT = frozenset("()[],.=<>+-*/") | {"::"}
# how PostgreSQL prints `a in ('x', 'y')` of a text: ((a)::text = ANY ((ARRAY['x'::character varying, ...])::text[]))
_TEXT_CAST = re.compile(r"::(?:text|character varying|varchar|bpchar)(?:\(\d+\))?(?:\[\])?(?![\w(])")
_BRACKETED = re.compile(rf"(?<![\w\"])\(({_NAME})\)(?=[=<>]| in\b| is\b)|(?<=\()\(({_NAME})\)(?=\))")
_ANY_OF = re.compile(r"=any\(+array\[([^\],]*,[^\]]*)\]\)+")
_ONE_OF = re.compile(r" in\(('(?:[^']|'')*')\)")


def renamed(text: str | None, old: str, new: str) -> str | None:
    """An expression after a column was renamed."""
    if text is None or old not in mentions(text).words:
        return text
    plain = re.fullmatch(r"[a-z_][a-z0-9_$]*", new) is not None
    spelling = new if plain else '"' + new.replace('"', '""') + '"'

    def put(found: re.Match[str]) -> str:
        kind = found.lastgroup
        if kind in ("word", "quoted") and unquoted(found.group()) == old:
            return spelling
        return found.group()

    return _WORDS.sub(put, text)
