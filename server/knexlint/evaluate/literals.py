"""Strings, templates, numbers and regular expressions as they stand in the file."""

# ruff: noqa: ARG001 - all methods and handlers have one signature

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from knexlint.evaluate.convert import Number, hole, number, to_text
from knexlint.evaluate.state import TOO_MANY, asked_by
from knexlint.evaluate.values import UNDEFINED, BigInt, Choice, Host, RegExp, Unknown, Value
from knexlint.syntax import Node, text_of
from knexlint.text import EMPTY, Fragment, Piece, Span

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine
    from knexlint.evaluate.scope import Scope

_ESCAPES = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "\n": "",
    "\r": "",
    "\u2028": "",
    "\u2029": "",
}
_MANY_PROBES = 6  # each doubles the texts
_OCTAL = re.compile(r"[0-7]{1,3}")


def unescape(text: str) -> str:
    """What `\\n`, `\\u0041` … stand for."""
    rest = text[1:]
    head = rest[:1]
    if head in _ESCAPES:
        return _ESCAPES[head]
    try:
        if head == "x":
            return chr(int(rest[1:3], 16))
        if head == "u":
            code = int(rest[2:-1] if rest[1:2] == "{" else rest[1:5], 16)
            return chr(code) if code < 0x110000 else "\ufffd"
    except ValueError:
        return rest
    if octal := _OCTAL.match(rest):
        return chr(int(octal.group(), 8) & 0xFF)
    return rest


def fragment_of(parts: Iterable[Node], foreign: bool) -> Fragment:
    """The text of string fragments and escape sequences."""
    texts: list[str] = []
    pieces: list[Piece] = []
    for node in parts:
        text = text_of(node)
        kind = node.type
        if kind == "escape_sequence":
            text = unescape(text)
            if texts and "\ud800" <= texts[-1][-1:] <= "\udbff" and "\udc00" <= text <= "\udfff":
                high = texts.pop()
                pieces.pop()
                text = chr(0x10000 + ((ord(high) - 0xD800) << 10) + (ord(text) - 0xDC00))
            if text:
                texts.append(text)
                pieces.append(Piece(len(text), None if foreign else Span(node.start_byte, node.end_byte)))
        elif kind in ("string_fragment", "ERROR", "html_character_reference"):
            if not text:
                continue
            if "\r" in text:
                _add_normalised(text, node.start_byte, foreign, texts, pieces)
                continue
            texts.append(text)
            source = None if foreign else Span(node.start_byte, node.end_byte)
            pieces.append(Piece(len(text), source, verbatim=not foreign))
    joined = "".join(texts)
    if max(joined, default="") >= "\ud800" and any("\ud800" <= char <= "\udfff" for char in joined):
        joined = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in joined)
    return Fragment(joined, tuple(pieces)) if joined else EMPTY


def _add_normalised(text: str, start: int, foreign: bool, texts: list[str], pieces: list[Piece]) -> None:
    """In a template every line break is `\\n`."""
    at = start
    for part in re.split(r"(\r\n?)", text):
        size = len(part.encode("utf-8", "surrogatepass"))
        shown = "\n" if part.startswith("\r") else part
        if shown:
            texts.append(shown)
            source = None if foreign else Span(at, at + size)
            pieces.append(Piece(len(shown), source, verbatim=not foreign and shown is part))
        at += size


def string(m: Machine, node: Node, scope: Scope) -> Value:
    parts = node.children
    if len(parts) == 3 and parts[1].type == "string_fragment":
        text = text_of(parts[1])
        if "\r" not in text:
            return Fragment.plain(text) if m.foreign else Fragment.verbatim(text, parts[1].start_byte)
    return fragment_of(parts, m.foreign)


def template(m: Machine, node: Node, scope: Scope) -> Value:
    parts: list[Value] = []
    run: list[Node] = []
    for child in node.children:
        if child.type != "template_substitution":
            run.append(child)
            continue
        if run:
            parts.append(fragment_of(run, m.foreign))
            run = []
        parts.append(interpolated(m, child, scope))
    if not parts:
        return fragment_of(run, m.foreign)
    parts.append(fragment_of(run, m.foreign))
    return joined(m, parts)


def interpolated(m: Machine, substitution: Node, scope: Scope) -> Value:
    """The value of `${…}` as a string, or a choice of strings."""
    m.charge(3)
    expression = next((child for child in substitution.named_children if child.type != "comment"), None)
    if expression is None:
        return EMPTY
    value = m.decided(m.evaluate(expression, scope))
    return stringified(m, value, m.span(substitution), expression)


def stringified(m: Machine, value: Value, source: Span | None, expression: Node | None = None) -> Value:
    if isinstance(value, Fragment):
        return value
    if isinstance(value, Choice):
        yes = stringified(m, value.yes, source, expression)
        return m.choice(value.probe, yes, stringified(m, value.no, source, expression))
    source = None if m.foreign else source
    if isinstance(value, Unknown):
        name = text_of(expression) if expression is not None and expression.type == "identifier" else None
        return hole(value, source, name)
    if not isinstance(value, Host):
        own = m.own_text(value)
        if own is not None:
            return own
    return to_text(value, source)


def joined(m: Machine, parts: list[Value]) -> Value:
    """Strings put together; a choice among them makes a choice of wholes, unless that were too many."""
    probes = {probe for part in parts if isinstance(part, Choice) for probe in asked_by(part)}
    if len(probes) > _MANY_PROBES:
        many = hole(Unknown(TOO_MANY), None)
        parts = [many if isinstance(part, Choice) else part for part in parts]
    return _joined(m, parts)


def _joined(m: Machine, parts: list[Value]) -> Value:
    for index, part in enumerate(parts):
        part = m.decided(part)
        if isinstance(part, Choice):
            yes = _joined(m, [*parts[:index], part.yes, *parts[index + 1 :]])
            no = _joined(m, [*parts[:index], part.no, *parts[index + 1 :]])
            return m.choice(part.probe, yes, no)
        if isinstance(part, Unknown):
            parts = [*parts[:index], hole(part, None), *parts[index + 1 :]]
    fragments = [part for part in (m.decided(part) for part in parts) if isinstance(part, Fragment) and part.text]
    if len(fragments) == 1:
        return fragments[0]
    size = sum(len(fragment.text) for fragment in fragments)
    m.charge(size // 4096 + sum(len(fragment.pieces) for fragment in fragments) // 32)
    m.check_text(size)
    return Fragment.join(fragments)


def number_literal(m: Machine, node: Node, scope: Scope) -> Value:
    return read_number(text_of(node))


def read_number(text: str) -> Value:
    text = text.replace("_", "")
    if len(text) > 4000:
        return Unknown("a very long number")
    try:
        if text.endswith("n"):
            return BigInt(int(text[:-1], 0))
        found: Number
        if text[:2].lower() in ("0x", "0o", "0b"):
            found = int(text, 0)
        elif text.isdigit() and text[0] == "0" and len(text) > 1:
            found = int(text, 8 if all(digit < "8" for digit in text) else 10)
        elif text.isdigit():
            found = int(text)
        else:
            found = float(text)
        return number(found)
    except ValueError:
        return UNDEFINED


def regex(m: Machine, node: Node, scope: Scope) -> Value:
    pattern, flags = node.child_by_field_name("pattern"), node.child_by_field_name("flags")
    return RegExp(text_of(pattern) if pattern is not None else "", text_of(flags) if flags is not None else "")
