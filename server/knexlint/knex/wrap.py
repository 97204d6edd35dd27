"""How Knex writes identifiers: quotes, dots, aliases, `*`, and the raws, builders and callbacks that take their place.

Every text is compiled through a `Formatter`, which collects the bindings of its `?` in order. What Knex would throw
while compiling is raised as `KnexError` and caught by the host that was asked to run.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from knexlint.evaluate.values import (
    UNDEFINED,
    Array,
    Choice,
    Function,
    Host,
    HostMethod,
    Object,
    RegExp,
    Runtime,
    Site,
    Unknown,
    Value,
)
from knexlint.knex.calls import Called, Case
from knexlint.knex.configuration import Configuration
from knexlint.knex.literals import CIRCULAR, number_text, ordered_items, string_of, unknown_text
from knexlint.knex.literals import KnexError as KnexError
from knexlint.knex.pieces import doubled, enclosed, masked, substitute, trimmed
from knexlint.record import record
from knexlint.text import EMPTY, Fragment, Piece, Span

_PLAIN = re.compile(r"\w+")  # most names: nothing in it to split, trim or double
_ALIAS = re.compile(" as ", re.IGNORECASE | re.ASCII)
_QUOTE = re.compile('"')
_SUBSCRIPT = re.compile(r"(?P<name>.*?)(?P<subscript>\[[0-9]+\])")
_CAPITAL = re.compile(r"(?:(?<![A-Z])(?<!^)(?=([A-Z])))?([A-Z])")
_POSITION = re.compile(r"(\\*)\?")

NOWHERE = Site(Span(0, 0), Span(0, 0), Span(0, 0))
DEFAULT = Configuration()
MAY_BE_UNDEFINED = frozenset(("any", "row?"))


@record
class Compiled:
    """A text with `?` for its bindings. `method` and `alias` say how a query stands inside another.

    `unknown`: why the text is not known to be exact although it has no hole.
    """

    sql: Fragment
    bindings: tuple[Value, ...] = ()
    method: str = "raw"
    alias: Value = None
    unknown: str | None = None


@dataclass(slots=True)
class Formatter:
    """Collects the bindings of a text while it is compiled, in the order of its `?`.

    `case`: the probe answers to compile under, None while they are not settled. `nested`: the calls on builders that
    stand inside the text.
    """

    runtime: Runtime | None = None
    site: Site = NOWHERE
    configuration: Configuration = DEFAULT
    bindings: list[Value] = field(default_factory=list)
    unknown: str | None = None
    case: Case | None = None
    nested: list[Called] = field(default_factory=list)

    def fresh(self) -> Formatter:
        """One for a text of its own."""
        return Formatter(self.runtime, self.site, self.configuration, case=self.case, nested=self.nested)

    def settled(self, calls: Sequence[Called]) -> Sequence[Called]:
        """The calls on an inner builder that are made in this case; a call under an open condition is doubted."""
        self.nested.extend(calls)
        if self.case is not None:
            return self.case.calls(calls)
        holding = frozenset(self.runtime.guards()) if self.runtime else frozenset(calls[0].guards)
        if any(not holding.issuperset(call.guards) for call in calls):
            self.doubt("part of it depends on a condition")
        return calls

    def doubt(self, reason: str | None) -> None:
        """Note why the text is not exact; the first reason stays."""
        self.unknown = self.unknown or reason


class SqlHost(Host):
    """A host that has SQL text of its own, which may stand inside another: a raw, a reference, a query builder."""

    __slots__ = ()
    kind: Literal["raw", "query"] = "raw"

    def compiled(self, formatter: Formatter) -> Compiled:
        """Its own text and bindings. Raises `KnexError`. Takes only runtime, site and configuration of `formatter`."""
        raise NotImplementedError


def is_raw(value: Value) -> bool:
    return isinstance(value, SqlHost) and value.kind == "raw"


def is_query(value: Value) -> bool:
    return isinstance(value, SqlHost) and value.kind == "query"


def is_function(value: Value) -> bool:
    return isinstance(value, Function | HostMethod)


def wrap(value: Value, span: Span | None = None, formatter: Formatter | None = None) -> Fragment:
    """An identifier, or what may stand in its place, as Knex writes it. `span`: the argument that says it."""
    formatter = formatter or Formatter()
    match value:
        case SqlHost():
            text = spliced(value, formatter)
            if not text:  # Knex takes the builder for an object of aliases, and never comes to its end
                raise KnexError(CIRCULAR)
            return text
        case Unknown() | Choice():
            return enclosed('"', unknown_text(value, span), '"', span)
        case Function() | HostMethod():
            return output(compile_callback(value, None, formatter), True, formatter, span)
        case Object():
            return _aliases(ordered_items(value), value, span, formatter)
        case Array():
            return _aliases([(str(at), item) for at, item in enumerate(value.items)], value, span, formatter)
        case None | RegExp():
            return EMPTY
        case bool():
            return wrap_string(string_of(value, span), span, formatter)
        case int() | float():
            return Fragment.plain(number_text(value), span)
    return wrap_string(string_of(value, span), span, formatter)


def columnize(value: Value, span: Span | None = None, formatter: Formatter | None = None) -> Fragment:
    """One identifier, or an array of them joined by commas."""
    formatter = formatter or Formatter()
    if not isinstance(value, Array):
        return wrap(value, span, formatter)
    parts = [wrap(item, value.span(at) or span, formatter) for at, item in enumerate(value.items)]
    if not value.complete:
        parts.append(Fragment.unknown("columns", "how many elements the array has is not known", span))
    return Fragment.join(parts, ", ")


def spliced(value: SqlHost, formatter: Formatter, parenthesise: bool = False) -> Fragment:
    """The text of a raw or a query inside another text; its bindings join those of the text around it."""
    compiled = value.compiled(formatter)
    formatter.bindings.extend(compiled.bindings)
    formatter.doubt(compiled.unknown)
    if value.kind == "raw":
        return compiled.sql
    return output(compiled, parenthesise, formatter)


def output(compiled: Compiled, parenthesise: bool, formatter: Formatter, span: Span | None = None) -> Fragment:
    """A compiled query in parentheses, with its alias, where the place or the alias asks for it."""
    alias = compiled.alias
    selects = compiled.method in ("select", "first")
    if not compiled.sql or not selects or not (parenthesise or _truthy(alias)):
        return compiled.sql
    sql = enclosed("(", compiled.sql, ")", span)
    return aliased(sql, wrap_string(string_of(alias, span), span, formatter)) if _truthy(alias) else sql


def compile_callback(value: Value, method: str | None, formatter: Formatter) -> Compiled:
    """Run a sub-query's callback on a new builder; its bindings join those of the text around it."""
    from knexlint.knex.query import QueryBuilder  # a query holds names, and a name may hold a query
    from knexlint.knex.sending import Place

    builder = QueryBuilder(Place(formatter.configuration))
    builder.used = True
    if formatter.runtime is None:
        return Compiled(Fragment.unknown("query", "a callback that was not run"), method="select")
    formatter.runtime.call(value, [builder], builder, formatter.site)
    compiled = builder.compiled(formatter, method)
    formatter.bindings.extend(compiled.bindings)
    formatter.doubt(compiled.unknown)
    return compiled


def raw_or_function(value: Value, method: str | None, formatter: Formatter) -> Fragment:
    """A raw, a query without parentheses, or a callback compiled as `method`; empty for anything else."""
    if isinstance(value, Function | HostMethod):
        return output(compile_callback(value, method, formatter), False, formatter)
    return spliced(value, formatter) if isinstance(value, SqlHost) else EMPTY


def parameter(value: Value, span: Span | None, formatter: Formatter) -> Fragment:
    """A value of a query builder, which writes something else where it is undefined."""
    if isinstance(value, Unknown) and value.nature == "text?":
        formatter.doubt(f"whether {value.name} is undefined is not known ({value.reason})")
    return bound(value, span, formatter)


def bound(value: Value, span: Span | None, formatter: Formatter) -> Fragment:
    """A value: `?` with a binding, or the raw, query or callback itself. A raw with an undefined one is refused."""
    if isinstance(value, Function | HostMethod):
        return output(compile_callback(value, None, formatter), True, formatter, span) or Fragment.plain("?", span)
    if isinstance(value, SqlHost):
        return spliced(value, formatter, parenthesise=True) or Fragment.plain("?", span)
    if isinstance(value, Unknown) and value.nature in MAY_BE_UNDEFINED:
        formatter.doubt(f"whether {value.name} is undefined is not known ({value.reason})")
    formatter.bindings.append(value)
    return Fragment.plain("?", span)


def aliased(first: Fragment, second: Fragment) -> Fragment:
    return first + " as " + second


def wrap_string(text: Fragment, span: Span | None, formatter: Formatter) -> Fragment:
    """`a.b as c` -> `"a"."b" as "c"`."""
    if formatter.configuration.mapper is None and _PLAIN.fullmatch(text.text):
        quote = (Piece(1, span),)
        return Fragment(f'"{text.text}"', quote + text.pieces + quote)
    visible = masked(text)
    if alias := _ALIAS.search(visible):
        return aliased(
            wrap_string(text.slice(0, alias.start()), span, formatter),
            wrap_part(text.slice(alias.end(), len(text)), span, formatter),
        )
    parts: list[Fragment] = []
    at = 0
    while (dot := visible.find(".", at)) >= 0:
        parts.append(wrap_part(text.slice(at, dot), span, formatter))
        at = dot + 1
    parts.append(wrap_part(text.slice(at, len(text)), span, formatter))
    return Fragment.join(parts, ".") if len(parts) > 1 else parts[0]


def wrap_part(text: Fragment, span: Span | None, formatter: Formatter) -> Fragment:
    """One part of a name: trimmed, mapped, quoted."""
    return quote_part(trimmed(text), span, formatter)


def quote_part(text: Fragment, span: Span | None, formatter: Formatter) -> Fragment:
    """One part of a name as the client wraps it: mapped, quoted."""
    if formatter.configuration.mapper is not None:
        text = _mapped(text, formatter)
    if text.text == "*":
        return text
    subscript = EMPTY
    if found := _SUBSCRIPT.search(masked(text)):
        subscript = text.slice(*found.span("subscript"))
        text = text.slice(*found.span("name"))
    return enclosed('"', doubled(text, _QUOTE), '"', span) + subscript


def _mapped(text: Fragment, formatter: Formatter) -> Fragment:
    """The name after the knexfile's `wrapIdentifier`."""
    if formatter.configuration.mapper == "unknown":
        formatter.doubt("the knexfile's wrapIdentifier changes names in a way that is not known")
        return text
    return substitute(
        text, _CAPITAL, lambda match, part: Fragment.plain(("_" if match[1] else "") + match[2].lower(), part.span())
    )


def _aliases(
    entries: Sequence[tuple[str, Value]], value: Object | Array, span: Span | None, formatter: Formatter
) -> Fragment:
    """`{x: 't'}` -> `"t" as "x"`."""
    parts: list[Fragment] = []
    for at, (key, item) in enumerate(entries):
        where = value.span(at) if isinstance(value, Array) else value.spans.get(key)
        where = where or span
        written = value.keys.get(key) if isinstance(value, Object) else None
        name = written or Fragment.plain(key, where)
        if isinstance(item, Function | HostMethod):
            compiled = compile_callback(item, None, formatter)
            named = Compiled(compiled.sql, compiled.bindings, compiled.method, name)
            parts.append(output(named, True, formatter, where))
            continue
        inner = wrap(item, where, formatter)
        if is_query(item):
            inner = enclosed("(", inner, ")", where)
        parts.append(aliased(inner, wrap_part(name, where, formatter)))
    if not value.complete:
        parts.append(Fragment.unknown("aliases", "which keys the object has is not known", span))
    return Fragment.join(parts, ", ")


def position_bindings(sql: Fragment) -> Fragment:
    """The text as the driver is given it: `?` numbered as `$1`, `$2`, ...; `\\?` a question mark."""
    if "?" not in sql.text:
        return sql
    count = 0

    def number(match: re.Match[str], part: Fragment) -> Fragment:
        nonlocal count
        if len(match[1]) % 2:
            return part.slice(len(match[1]), len(part))
        count += 1
        return Fragment.plain(f"${count}", part.span())

    return substitute(sql, _POSITION, number)


def _truthy(value: Value) -> bool:
    if isinstance(value, bool | int | float):
        return bool(value) and value == value
    return not (value is None or value is UNDEFINED or (isinstance(value, Fragment) and not value))
