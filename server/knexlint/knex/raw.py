"""`knex.raw`, `trx.raw`, `schema.raw` and `knex.ref`: text with bindings (`?`, `??`, `:name`, `:name:`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knexlint.evaluate.values import UNDEFINED, Argument, Array, Object, Runtime, Unknown, Value
from knexlint.knex.calls import Called
from knexlint.knex.literals import check_property, ordered_items, string_of
from knexlint.knex.pieces import substitute
from knexlint.knex.queries import Query
from knexlint.knex.sending import (
    Place,
    Sendable,
    contains_undefined,
    inlined,
    is_nullish,
    is_unknown,
    mark_used,
    truthy,
)
from knexlint.knex.wrap import (
    Compiled,
    Formatter,
    KnexError,
    SqlHost,
    bound,
    columnize,
    is_raw,
    wrap,
)
from knexlint.record import replace
from knexlint.text import EMPTY, Fragment, Span

_NO_TEXT = "sql.replace is not a function"
_BARE_NUMBERS_SINCE = (3, 3)  # a number alone is no text
_POSITIONAL = re.compile(r"\\?\?\??")
_NAMED = re.compile(r"\\?(:(\w+):(?=::)|:(\w+):(?!:)|:(\w+))", re.ASCII)


def compile_raw(
    sql: Argument, bindings: Argument | None, formatter: Formatter, before: Fragment = EMPTY, after: Fragment = EMPTY
) -> Compiled:
    """The text of a raw with its bindings filled in; `?` stays for each value. Raises `KnexError`.

    `bindings`: the second argument, None or undefined where the call gives none. `before`, `after`: of `.wrap`.
    """
    own = formatter.fresh()
    text = _text_of(sql, own)
    value = UNDEFINED if bindings is None else bindings.value
    span = None if bindings is None else bindings.span
    if value is UNDEFINED:
        return Compiled(before + text + after, unknown=own.unknown)
    if not _is_text(sql.value):
        raise KnexError(_NO_TEXT)
    if isinstance(value, Object):
        filled = _named(text, value, span, own)
    elif isinstance(value, Unknown) and value.nature in ("scalar", "maker"):
        filled = _positional(text, Array([value], [span]), span, own)
    elif is_unknown(value):
        filled = _filled_by_unknown(text, span, own)
    else:
        values = value if isinstance(value, Array) else Array([value], [span])
        filled = _positional(text, values, span, own)
    filled = before + filled + after
    if contains_undefined(Array(own.bindings)):
        keys = ",".join(_undefined_keys(value))
        raise KnexError(f"Undefined binding(s) detected for keys [{keys}] when compiling RAW query: {filled}")
    return Compiled(filled, tuple(own.bindings), unknown=own.unknown)


def _text_of(sql: Argument, formatter: Formatter) -> Fragment:
    """The text; a number or a builder inside another text is written out."""
    check_property(sql.value, "replace")
    if isinstance(sql.value, SqlHost):
        return inlined(sql.value.compiled(formatter))
    return string_of(sql.value, sql.span)


def _is_text(value: Value) -> bool:
    return isinstance(value, Fragment) or is_unknown(value)


def _positional(text: Fragment, values: Array, span: Span | None, own: Formatter) -> Fragment:
    seen = 0
    complete = values.complete and not text.holes

    def fill(match: re.Match[str], part: Fragment) -> Fragment:
        nonlocal seen
        if match.group() == "\\?":
            return part
        at, seen = seen, seen + 1
        where = values.span(at) or part.span() or span
        value = values.items[at] if at < len(values.items) else _missing(values)
        return columnize(value, where, own) if match.group() == "??" else bound(value, where, own)

    filled = substitute(text, _POSITIONAL, fill)
    if complete and seen != len(values.items):
        raise KnexError(f"Expected {len(values.items)} bindings, saw {seen}")
    return filled


def _missing(values: Array) -> Value:
    return UNDEFINED if values.complete else Unknown("an element of an array that is not known", "binding")


def _named(text: Fragment, values: Object, span: Span | None, own: Formatter) -> Fragment:
    def fill(match: re.Match[str], part: Fragment) -> Fragment:
        if match.group() != match[1]:
            return part.slice(1, len(part))
        name = match[2] or match[3] or match[4]
        where = values.spans.get(name) or part.span() or span
        value = values.items.get(name, UNDEFINED)
        if value is UNDEFINED:
            if name in values.items:
                own.bindings.append(UNDEFINED)
            elif not values.complete:
                own.doubt("which names the bindings have is not known")
            return part
        return columnize(value, where, own) if match.group().endswith(":") else bound(value, where, own)

    return substitute(text, _NAMED, fill)


def _filled_by_unknown(text: Fragment, span: Span | None, own: Formatter) -> Fragment:
    """Bindings of which nothing is known: an array, if the text has a `?`; names, if it has `:name`."""
    if _POSITIONAL.search(text.text):
        return _positional(text, Array(complete=False), span, own)
    if _NAMED.search(text.text):
        return _named(text, Object(complete=False), span, own)
    return text


def _undefined_keys(value: Value) -> Iterator[str]:
    if isinstance(value, Array):
        yield from (str(at) for at, item in enumerate(value.items) if contains_undefined(item))
    elif isinstance(value, Object):
        yield from (key for key, item in ordered_items(value) if contains_undefined(item))
    else:
        yield "0"


class Raw(Sendable):
    """A raw: sent as a statement when awaited, spliced into other texts otherwise."""

    __slots__ = ()
    label = "knex.raw(...)"

    def __init__(self, place: Place, call: Called) -> None:
        """`call`: the call whose first arguments are text and bindings, whatever its method is."""
        super().__init__(place)
        self.calls.append(call)
        for argument in call.arguments:
            mark_used(argument.value)

    def has(self, name: str) -> bool:
        return name == "wrap" or super().has(name)

    def queries(self, runtime: Runtime) -> Iterator[Query]:
        for query in super().queries(runtime):
            wrong = query.error is None and not is_nullish(text := self.calls[0].value(0)) and not _is_text(text)
            yield replace(query, sql=None, error=_NO_TEXT) if wrong else query

    def compile_calls(self, calls: Sequence[Called], formatter: Formatter) -> Compiled:
        made = calls[0]
        edges = [(_edge(call.argument(0)), _edge(call.argument(1))) for call in calls if call.method == "wrap"]
        before, after = edges[-1] if edges else (EMPTY, EMPTY)
        return compile_raw(made.argument(0), made.argument(1), formatter, before, after)


def _edge(part: Argument) -> Fragment:
    return string_of(part.value, part.span) if truthy(part.value) else EMPTY


class Ref(Sendable):
    """`knex.ref('a.b')`, which stands for a column wherever a value is expected."""

    __slots__ = ()
    label = "knex.ref(...)"

    def __init__(self, place: Place, call: Called) -> None:
        super().__init__(place)
        self.calls.append(call)

    def has(self, name: str) -> bool:
        return name in ("withSchema", "as") or super().has(name)

    def compile_calls(self, calls: Sequence[Called], formatter: Formatter) -> Compiled:
        own = formatter.fresh()
        given = {call.method: call.argument(0) for call in calls[1:] if call.method in ("withSchema", "as")}
        name, schema, alias = calls[0].argument(0), given.get("withSchema"), given.get("as")
        value = qualified(schema, name) if schema and truthy(schema.value) else name.value
        sql = columnize(value, name.span, own)
        if alias and truthy(alias.value):
            sql = sql + " as " + wrap(alias.value, alias.span, own)
        elif own.configuration.version >= _BARE_NUMBERS_SINCE and type(value) in (int, float):
            raise KnexError("raw.sql.replace is not a function")
        return Compiled(_positional(sql, Array(), name.span, own), unknown=own.unknown)


def qualified(schema: Argument, name: Argument) -> Fragment:
    """`${schema}.${name}`, as Knex puts a schema before a name."""
    return Fragment.join((string_of(schema.value, schema.span), string_of(name.value, name.span)), ".")


def raw_argument(place: Place, call: Called) -> Argument:
    """The raw among the arguments of a `…Raw(sql, bindings)` method: the first one, if it is a raw already."""
    first = call.argument(0)
    check_property(first.value, "isRawInstance")
    if is_raw(first.value):
        return first
    made = Raw(place, call)
    made.used = True
    return Argument(made, first.span)


def fixed_raw(place: Place, call: Called, text: str) -> Raw:
    """A raw that Knex itself makes, whose text the method that asked for it is responsible for."""
    return Raw(place, call.given([Argument(Fragment.plain(text, call.site.method), call.site.call)]))
