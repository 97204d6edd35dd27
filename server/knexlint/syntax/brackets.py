"""Brackets, quotes and templates of code that may be half-typed: what is open, and which have no partner.

Reads tokens and indentation only; knows no grammar.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

_CODE = re.compile(
    rb"//[^\n]*|/\*.*?(?:\*/|\Z)|'(?:\\.|[^'\\\n])*'?|\"(?:\\.|[^\"\\\n])*\"?|[`()\[\]{}]"
    rb"|(?<=[=(,:;!&|?\[{}\n])\s*/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/",
    re.DOTALL,
)
_TEMPLATE = re.compile(rb"\\.|\$\{|`", re.DOTALL)
_CLOSERS = {b"(": b")", b"[": b"]", b"{": b"}", b"${": b"}", b"`": b"`"}
_DEEP = 50  # how far down a closing bracket looks for its partner


class Open(NamedTuple):
    """An opening token, and what was open before it."""

    token: bytes
    at: int
    below: Open | None


@dataclass(slots=True)
class Brackets:
    """`unpaired`: offsets of brackets that seem to have no partner, in order. `ends`, `stacks`: what is open after each
    token. `unquoted`: offsets of quotes that are not closed on their line.
    """

    data: bytes
    unpaired: list[int] = field(default_factory=list)
    unquoted: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    stacks: list[Open | None] = field(default_factory=list)

    @property
    def open(self) -> list[Open]:
        """What is open where the text ends, innermost first."""
        return _chain(self.stacks[-1] if self.stacks else None)

    def open_at(self, offset: int) -> Open | None:
        """What the tokens that end up to an offset leave open."""
        index = bisect_right(self.ends, offset) - 1
        return self.stacks[index] if index >= 0 else None

    def closers(self) -> bytes:
        """What closes everything that is open where the text ends."""
        stack = self.open
        if not stack:
            return b""
        closers = b"".join(_CLOSERS.get(each.token, each.token) for each in stack)
        in_line_comment = b"//" in self.data[self.data.rfind(b"\n") + 1 :]
        return (b"\n" if in_line_comment and stack[0].token not in (b"`", b"'", b'"') else b"") + closers

    def changed(self, data: bytes, start: int) -> Brackets:
        """The brackets of a text that differs from this one at and after `start` only."""
        kept = bisect_left(self.ends, start)
        made = Brackets(data, [], [], self.ends[:kept], self.stacks[:kept])
        _read(made)
        return made


def read_brackets(data: bytes) -> Brackets:
    made = Brackets(data)
    _read(made)
    return made


def _chain(stack: Open | None) -> list[Open]:
    found = []
    while stack is not None:
        found.append(stack)
        stack = stack.below
    return found


def _read(into: Brackets) -> None:
    data, ends, stacks = into.data, into.ends, into.stacks
    at = ends[-1] if ends else 0
    stack = stacks[-1] if stacks else None
    while True:
        inside = stack is not None and stack.token == b"`"
        found = (_TEMPLATE if inside else _CODE).search(data, at)
        if found is None:
            return
        at, token = found.end(), found.group().lstrip()
        if inside:
            if token == b"`":
                stack = stack.below if stack is not None else None
            elif token == b"${":
                stack = Open(token, found.start(), stack)
            else:
                continue
        elif token in (b"(", b"[", b"{", b"`"):
            stack = Open(token, found.start(), stack)
        elif token in (b")", b"]", b"}"):
            stack = _close(into, token, found.start(), stack)
        elif token[:1] in (b"'", b'"') and (len(token) == 1 or token[-1:] != token[:1]):
            into.unquoted.append(found.start())
            if at != len(data):
                continue
            stack = Open(token[:1], found.start(), stack)
        else:
            continue
        ends.append(at)
        stacks.append(stack)


def _close(into: Brackets, token: bytes, at: int, stack: Open | None) -> Open | None:
    """What stays open after a closing bracket. Its partner is the nearest of its kind, by indentation where that tells.

    A bracket that begins its line closes one whose line begins as far to the right.
    """
    line = into.data.rfind(b"\n", 0, at) + 1
    begins = not into.data[line:at].strip()
    if stack is not None and _CLOSERS.get(stack.token) == token and stack.token != b"{":
        return stack.below
    indent = at - line
    if stack is not None and _CLOSERS.get(stack.token) == token:
        opened = _indent(into.data, stack.at) if begins else indent
        if opened == indent:
            return stack.below
        partner = _partner(into.data, token, stack, line, indent if opened > indent else None)
        if partner is None:
            into.unpaired.append(at)
            return stack.below
    else:
        partner = _partner(into.data, token, stack, line, indent if begins else None)
        if partner is None:
            into.unpaired.append(at)
            return stack
    while stack is not None and stack is not partner:
        into.unpaired.append(stack.at)
        stack = stack.below
    return partner.below


def _partner(data: bytes, token: bytes, stack: Open | None, line: int, indent: int | None) -> Open | None:
    """The opening bracket that a closing one means: on its own line, or on one with its indentation."""
    for _ in range(_DEEP):
        if stack is None or stack.token == b"`":
            return None
        if _CLOSERS.get(stack.token) == token and (stack.at >= line or _indent(data, stack.at) == indent):
            return stack
        stack = stack.below
    return None


def _indent(data: bytes, at: int) -> int:
    start = data.rfind(b"\n", 0, at) + 1
    line = data[start:at]
    return len(line) - len(line.lstrip(b" \t"))
