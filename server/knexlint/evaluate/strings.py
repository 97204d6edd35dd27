"""Methods of strings. Results keep the pieces of the strings they are made of wherever the text is the same."""

# ruff: noqa: ARG001 - all methods and handlers have one signature

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from knexlint.evaluate import regexps
from knexlint.evaluate.arguments import argument, from_end, integer, text
from knexlint.evaluate.convert import WHITE, NotKnown, known_text, to_text
from knexlint.evaluate.literals import joined
from knexlint.evaluate.values import UNDEFINED, Array, Function, RegExp, Site, Value
from knexlint.text import EMPTY, Fragment, Piece

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine, Method


def _units(this: Fragment) -> str:
    """The text, where its positions are those of JavaScript, which counts units of UTF-16."""
    found = known_text(this)
    if not found.isascii() and max(found, default="") > "\uffff":
        raise NotKnown("a position in a text with characters of two units")
    return found


def trim(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    return _trim(this, True, True)


def trim_start(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    return _trim(this, True, False)


def trim_end(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    return _trim(this, False, True)


def _trim(this: Fragment, start: bool, end: bool) -> Fragment:
    low = len(this.text) - len(this.text.lstrip(WHITE)) if start else 0
    high = len(this.text.rstrip(WHITE)) if end else len(this.text)
    return this.slice(low, high)


def cased(upper: bool) -> Method:
    def method(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
        texts: list[str] = []
        pieces: list[Piece] = []
        at = 0
        for piece in this.pieces:
            part = this.text[at : at + piece.length]
            at += piece.length
            changed = part if piece.hole is not None else part.upper() if upper else part.lower()
            texts.append(changed)
            same = changed == part
            pieces.append(piece if same else Piece(len(changed), piece.source))
        return Fragment("".join(texts), tuple(pieces))

    return method


def slice_(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    size = len(_units(this))
    return this.slice(from_end(integer(arguments, 0), size), from_end(integer(arguments, 1, size), size))


def substring(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    size = len(_units(this))
    low = min(max(integer(arguments, 0), 0), size)
    high = min(max(integer(arguments, 1, size), 0), size)
    return this.slice(min(low, high), max(low, high))


def substr(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    size = len(_units(this))
    start = from_end(integer(arguments, 0), size)
    return this.slice(start, min(start + max(integer(arguments, 1, size), 0), size))


def char_at(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    at = integer(arguments, 0)
    return this.slice(at, at + 1) if 0 <= at < len(_units(this)) else EMPTY


def at(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    size, index = len(_units(this)), integer(arguments, 0)
    index += size if index < 0 else 0
    return this.slice(index, index + 1) if 0 <= index < size else UNDEFINED


def char_code_at(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    found, index = known_text(this), integer(arguments, 0)
    if not 0 <= index < len(found):
        return float("nan")
    return (
        ord(found[index])
        if found.isascii()
        else int.from_bytes(found.encode("utf-16-le", "surrogatepass")[index * 2 : index * 2 + 2], "little")
    )


def split(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    found, by = known_text(this), argument(arguments, 0)
    limit = integer(arguments, 1, 1 << 32)
    if by is UNDEFINED:
        return Array([this])
    if isinstance(by, RegExp):
        ranges = regexps.split(by, found)
    else:
        ranges = _split(found, known_text(to_text(by)))
    m.check_items(len(ranges))
    m.charge(len(ranges) // 4)
    return Array(list(this.slices(ranges[:limit])))


def _split(found: str, by: str) -> list[tuple[int, int]]:
    if not by:
        if max(found, default="") > "\uffff":
            raise NotKnown("a position in a text with characters of two units")
        return [(index, index + 1) for index in range(len(found))]
    ranges, at = [], 0
    while (index := found.find(by, at)) >= 0:
        ranges.append((at, index))
        at = index + len(by)
    return [*ranges, (at, len(found))]


def replace(all_of_them: bool) -> Method:
    def method(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
        found, what, by = known_text(this), argument(arguments, 0), argument(arguments, 1)
        if isinstance(what, RegExp):
            every = "g" in what.flags
            matches = regexps.matches(what, found, every)
        else:
            every = all_of_them
            matches = _occurrences(found, known_text(to_text(what)), every)
        m.charge(len(matches) * (1 + len(this.pieces) // 16))
        parts: list[Value] = []
        at = 0
        for match in matches:
            parts.append(this.slice(at, match.start))
            parts.append(_replacement(m, this, match, by, site))
            at = match.end
        parts.append(this.slice(at, len(found)))
        return joined(m, parts)

    return method


def _occurrences(found: str, what: str, every: bool) -> list[regexps.Match]:
    matches: list[regexps.Match] = []
    index = found.find(what)
    while index >= 0:
        matches.append(regexps.Match(index, index + len(what), ()))
        if not every or index >= len(found):
            break
        index = found.find(what, index + (len(what) or 1))
    return matches


def _replacement(m: Machine, this: Fragment, match: regexps.Match, by: Value, site: Site) -> Value:
    if isinstance(by, Function):
        groups: list[Value] = [UNDEFINED if g is None else this.slice(*g) for g in match.groups]
        given = [this.slice(match.start, match.end), *groups, match.start, this]
        value = m.decided(m.call(by, given, UNDEFINED, site))
        return m.mapped(value, to_text)
    shape = to_text(by)
    if "$" not in known_text(shape):
        return shape
    return Fragment.plain(regexps.expand(shape.text, this.text, match), shape.span())


def concat(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    return joined(m, [this, *(to_text(value) for value in arguments)])


_MANY = 16


def repeat(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    count = integer(arguments, 0)
    if count < 0:
        return m.throw(f"Invalid count value: {count}", site, kind="RangeError")
    m.check_text(len(this.text) * count)
    m.charge(count // 8)
    if count > _MANY and not this.holes:
        return Fragment.plain(this.text * count, this.span())
    m.charge(count * len(this.pieces))
    return Fragment.join([this] * count)


def pad(start: bool) -> Method:
    def method(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
        width, filler = integer(arguments, 0), text(arguments, 1, " ")
        missing = width - len(_units(this))
        if missing <= 0 or not filler:
            return this
        m.check_text(width)
        padding = Fragment.plain((filler * (missing // len(filler) + 1))[:missing])
        return padding + this if start else this + padding

    return method


def includes(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    return known_text(this).find(text(arguments, 0), max(integer(arguments, 1), 0)) >= 0


def starts_with(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    wanted = text(arguments, 0)
    if this.holes and not integer(arguments, 1):
        first = this.pieces[0].length if this.pieces[0].hole is None else 0
        if first >= len(wanted) or not this.text[:first].startswith(wanted[:first]):
            return this.text[:first].startswith(wanted)
    return known_text(this).startswith(wanted, max(integer(arguments, 1), 0))


def ends_with(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    found = known_text(this)
    return found[: max(integer(arguments, 1, len(found)), 0)].endswith(text(arguments, 0))


def index_of(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    return _units(this).find(text(arguments, 0), max(integer(arguments, 1), 0))


def last_index_of(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    return _units(this).rfind(text(arguments, 0))


def match(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    pattern = argument(arguments, 0)
    if not isinstance(pattern, RegExp):
        pattern = RegExp(regexps.quoted(text(arguments, 0, "")))
    every = "g" in pattern.flags
    found = regexps.matches(pattern, known_text(this), every)
    if not found:
        return None
    if every:
        return Array([this.slice(one.start, one.end) for one in found])
    groups: list[Value] = [UNDEFINED if g is None else this.slice(*g) for g in found[0].groups]
    return Array([this.slice(found[0].start, found[0].end), *groups])


def search(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    pattern = argument(arguments, 0)
    if not isinstance(pattern, RegExp):
        raise NotKnown("a search in a text")
    found = regexps.matches(pattern, _units(this), False)
    return found[0].start if found else -1


def normalize(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    form: Any = text(arguments, 0, "NFC")
    changed = unicodedata.normalize(form, known_text(this)) if form in ("NFC", "NFD", "NFKC", "NFKD") else this.text
    return this if changed == this.text else Fragment.plain(changed, this.span())


def locale_compare(m: Machine, this: Fragment, arguments: list[Value], site: Site) -> Value:
    raise NotKnown("the order of two texts in a language")


def itself(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return this  # type: ignore[no-any-return]


def number_to_string(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    radix = integer(arguments, 0, 10)
    if radix == 10 or isinstance(this, float):
        if radix != 10:
            raise NotKnown("a number written in another base")
        return to_text(this)
    digits, rest = "", abs(int(this))
    while rest:
        rest, digit = divmod(rest, max(radix, 2))
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[min(digit, 35)] + digits
    return Fragment.plain(("-" if this < 0 else "") + (digits or "0"))


def to_fixed(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    from decimal import ROUND_HALF_UP, Decimal

    places = integer(arguments, 0)
    if not 0 <= places <= 100 or abs(this) >= 1e21:
        raise NotKnown("a number with fixed places")
    shown = Decimal(this).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if this == this else None
    return Fragment.plain("NaN" if shown is None else f"{shown:f}")


METHODS: dict[str, Method] = {
    "trim": trim,
    "trimStart": trim_start,
    "trimEnd": trim_end,
    "trimLeft": trim_start,
    "trimRight": trim_end,
    "toLowerCase": cased(False),
    "toUpperCase": cased(True),
    "toLocaleLowerCase": cased(False),
    "toLocaleUpperCase": cased(True),
    "slice": slice_,
    "substring": substring,
    "substr": substr,
    "charAt": char_at,
    "at": at,
    "charCodeAt": char_code_at,
    "split": split,
    "replace": replace(False),
    "replaceAll": replace(True),
    "concat": concat,
    "repeat": repeat,
    "padStart": pad(True),
    "padEnd": pad(False),
    "includes": includes,
    "startsWith": starts_with,
    "endsWith": ends_with,
    "indexOf": index_of,
    "lastIndexOf": last_index_of,
    "match": match,
    "search": search,
    "normalize": normalize,
    "localeCompare": locale_compare,
    "toString": itself,
    "valueOf": itself,
}

NUMBER_METHODS: dict[str, Method] = {"toString": number_to_string, "toFixed": to_fixed, "valueOf": itself}
