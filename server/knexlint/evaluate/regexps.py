"""Regular expressions of the program, as far as they can be run safely: nothing here may take long."""

from __future__ import annotations

import re
from functools import lru_cache

from knexlint.evaluate.convert import NotKnown
from knexlint.evaluate.values import RegExp
from knexlint.record import record

_LONGEST = 20_000
_TOKEN = re.compile(
    r"\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[^ux])|\[(?:\\.|[^\]\\])*\]|\(\?[:=!]|\(\?<[=!]"
    r"|\(\?<\w+>|[*+?]\??|\{\d+(?:,\d*)?\}\??|.",
    re.DOTALL,
)
_SPACE = r"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"


@record
class Match:
    start: int
    end: int
    groups: tuple[tuple[int, int] | None, ...]


def matches(pattern: RegExp, text: str, every: bool) -> list[Match]:
    compiled, unbounded = _compiled(pattern.source, pattern.flags)
    if not text.isascii() and max(text) > "\uffff":
        raise NotKnown("a search in a text with characters of two units")
    if "y" in pattern.flags:
        raise NotKnown("a search that sticks to a place")
    if len(text) > (_LONGEST * 50 if unbounded < 2 else 4000 if unbounded < 3 else 400):
        raise NotKnown("a search in a long text")
    found: list[Match] = []
    for one in compiled.finditer(text):
        groups = tuple(None if one.start(i) < 0 else one.span(i) for i in range(1, compiled.groups + 1))
        found.append(Match(*one.span(), groups))
        if not every or len(found) > 10_000:
            break
    return found


def split(pattern: RegExp, text: str) -> list[tuple[int, int]]:
    found = matches(RegExp(pattern.source, pattern.flags), text, True)
    if any(match.groups for match in found):
        raise NotKnown("a split by groups")
    ranges, at = [], 0
    for match in found:
        if match.start == match.end and match.start in (0, len(text)):
            continue
        ranges.append((at, match.start))
        at = match.end
    return [*ranges, (at, len(text))]


def quoted(text: str) -> str:
    return re.sub(r"[\\^$.*+?()\[\]{}|/]", r"\\\g<0>", text)


def expand(shape: str, text: str, match: Match) -> str:
    """`$1`, `$&` … in a replacement."""
    if re.search(r"\$[<`']", shape):
        raise NotKnown("a replacement with more than the match and its groups")

    def one(found: re.Match[str]) -> str:
        token = found.group()[1:]
        if token == "$":
            return "$"
        if token == "&":
            return text[match.start : match.end]
        index = int(token)
        if index == 0 or index > len(match.groups):
            return found.group()
        group = match.groups[index - 1]
        return "" if group is None else text[slice(*group)]

    return re.sub(r"\$(?:\$|&|[0-9]{1,2})", one, shape)


@lru_cache(256)
def _compiled(source: str, flags: str) -> tuple[re.Pattern[str], int]:
    """The pattern for Python, and how many of its quantifiers have no upper bound."""
    if len(source) > 500:
        raise NotKnown("a long regular expression")
    python, unbounded = _translated(source, flags)
    options = 0
    for flag, option in (("i", re.IGNORECASE), ("m", re.MULTILINE), ("s", re.DOTALL)):
        options |= option if flag in flags else 0
    try:
        return re.compile(python, options), unbounded
    except (re.error, OverflowError, RecursionError) as error:
        raise NotKnown("a regular expression that is not followed") from error


def _translated(source: str, flags: str) -> tuple[str, int]:
    """Refuses what could take long (a repeated group that repeats inside) and what Python reads otherwise."""
    parts: list[str] = []
    unbounded = 0
    open_groups: list[int] = []
    inner = 0
    for found in _TOKEN.finditer(source):
        token = found.group()
        if token[0] == "(":
            if token.startswith("(?<") and token not in ("(?<=", "(?<!"):
                token = "(?P<" + token[3:]
            open_groups.append(unbounded)
        elif token == ")":
            inner = unbounded - open_groups.pop() if open_groups else 0
        elif token[0] in "*+" or (token[0] == "{" and len(token) > 1):
            if parts and parts[-1] == ")" and inner:
                raise NotKnown("a regular expression that may take long")
            unbounded += token[0] in "*+" or token.rstrip("?}").endswith(",")
        elif token in ("\\s", "\\S"):
            token = f"[{'^' if token == chr(92) + 'S' else ''}{_SPACE}]"
        elif token == "\\d":
            token = "[0-9]"
        elif token == "\\w":
            token = "[A-Za-z0-9_]"
        elif token == "$" and "m" not in flags:
            token = r"\Z"
        elif token[0] == "[":
            token = _class(token)
        elif token.startswith("\\u{"):
            token = re.escape(chr(min(int(token[3:-1], 16), 0x10FFFF)))
        elif token[0] == "\\" and token[1:] in ("k", "p", "P", "B", "G", "A", "Z", "Q", "c"):
            raise NotKnown("a regular expression that is not followed")
        elif token == "\\/":
            token = "/"
        parts.append(token)
    return "".join(parts), unbounded


def _class(token: str) -> str:
    if token in ("[]", "[^]"):
        return r"(?!)" if token == "[]" else r"[\s\S]"
    inner = token[1:-1].replace("\\s", _SPACE).replace("\\w", "A-Za-z0-9_").replace("\\d", "0-9").replace("\\/", "/")
    head = "^" if inner.startswith("^") else ""
    return f"[{head}{inner[len(head) :].replace('[', chr(92) + '[')}]"
