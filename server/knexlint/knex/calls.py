"""The calls made on a builder, kept until the builder is compiled, and the cases they make with their guards.

Knows no SQL. A call remembers the conditions it stands under; a `Case` is one combination of probe answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

from knexlint.evaluate.values import (
    ABSENT,
    UNDEFINED,
    Argument,
    Array,
    BigInt,
    Choice,
    Function,
    Guard,
    Host,
    HostMethod,
    Object,
    Promise,
    RegExp,
    Runtime,
    Site,
    Undefined,
    Unknown,
    Value,
)
from knexlint.knex.literals import string_of
from knexlint.record import record
from knexlint.text import Fragment, Span

_DEEPEST = 8  # an object may hold itself


class NotKnown(Exception):  # noqa: N818 - nothing went wrong
    """What is sent depends on a value that is not known; `str()` says which."""


@record
class Called:
    """One call of a builder's method. `end`: where the chain that hangs on it ends, as far as it belongs to it."""

    method: str
    arguments: tuple[Argument, ...]
    site: Site
    guards: tuple[Guard, ...] = ()

    def argument(self, index: int) -> Argument:
        if index < len(self.arguments):
            return self.arguments[index]
        return Argument(UNDEFINED, self.site.method)

    def value(self, index: int) -> Value:
        return self.arguments[index].value if index < len(self.arguments) else UNDEFINED

    def span(self, index: int) -> Span:
        return self.argument(index).span

    def given(self, arguments: Sequence[Argument]) -> Called:
        return Called(self.method, tuple(arguments), self.site, self.guards)


@record
class Case:
    """One combination of probe answers: `guards` say which, `kept` which conditions hold under it.

    `reason`: why the combinations could not be told apart; then everything is kept.
    """

    guards: tuple[Guard, ...] = ()
    kept: dict[tuple[Guard, ...], bool] = field(default_factory=dict)
    reason: str | None = None

    def keeps(self, guards: tuple[Guard, ...]) -> bool:
        return self.kept.get(guards, True)

    def calls(self, calls: Sequence[Called]) -> list[Called]:
        """The calls that are made in this case, with the arguments they have in it."""
        return [self.call(call) for call in calls if self.keeps(call.guards)]

    def call(self, call: Called) -> Called:
        if not any(_depends(argument.value) for argument in call.arguments):
            return call
        return call.given([Argument(self.value(argument.value), argument.span) for argument in call.arguments])

    def value(self, value: Value) -> Value:
        """The value with every choice made."""
        value = self._chosen(value)
        if isinstance(value, Choice):
            return Unknown(f"it depends on what {value.probe.kind} answers", value.probe.kind)
        if value is ABSENT:
            return UNDEFINED
        if isinstance(value, Array) and _depends(value):
            return Array([self.value(item) for item in value.items], value.spans, value.complete)
        if isinstance(value, Object) and _depends(value):
            items = {key: self.value(item) for key, item in value.items.items() if not self.lacks(item)}
            return Object(items, value.spans, value.complete, value.keys)
        return value

    def lacks(self, value: Value) -> bool:
        """Whether in this case an object has no such property."""
        return self._chosen(value) is ABSENT

    def _chosen(self, value: Value) -> Value:
        """What is left of a choice when it is made, as far as it can be."""
        path: tuple[Guard, ...] = ()
        while isinstance(value, Choice):
            answer = self.kept.get((*path, Guard(value.probe, True)))
            if answer is None:
                return value
            path = (*path, Guard(value.probe, answer))
            value = value.yes if answer else value.no
        return value


def cases(calls: Sequence[Called], runtime: Runtime) -> list[Case]:
    """Every combination of probe answers that makes a difference to these calls."""
    conditions: dict[tuple[Guard, ...], None] = {}
    for call in calls:
        if call.guards:
            conditions[call.guards] = None
        for argument in call.arguments:
            for condition in _choices(argument.value):
                conditions[condition] = None
    if not conditions:
        return [Case()]
    listed = list(conditions)
    variants = runtime.variants(listed)
    if variants is None:
        return [Case(reason=_reason(listed))]
    return [Case(guards, dict(zip(listed, kept, strict=True))) for guards, kept in variants]


def _reason(conditions: Sequence[tuple[Guard, ...]]) -> str:
    for guards in conditions:
        for guard in guards:
            if guard.probe is None:
                return guard.reason or "a condition that is not known"
    return "it depends on too many answers of the database"


def _choices(value: Value, path: tuple[Guard, ...] = (), depth: int = 0) -> Iterator[tuple[Guard, ...]]:
    """What each choice in a value asks, after the answers on the way to it."""
    inner: Iterable[tuple[Value, tuple[Guard, ...]]] = ()
    if isinstance(value, Choice):
        yes = (*path, Guard(value.probe, True))
        yield yes
        inner = ((value.yes, yes), (value.no, (*path, Guard(value.probe, False))))
    elif isinstance(value, Array):
        inner = ((item, ()) for item in value.items)
    elif isinstance(value, Object):
        inner = ((item, ()) for item in value.items.values())
    if depth < _DEEPEST:
        for item, way in inner:
            yield from _choices(item, way, depth + 1)


def _depends(value: Value) -> bool:
    return next(_choices(value), None) is not None


def mark_used(value: Value) -> None:
    """The value is handed on, with whatever hosts it holds: they are not forgotten."""
    if isinstance(value, Host):
        value.used = True
    elif isinstance(value, Array | Object):
        for item in value.items if isinstance(value, Array) else value.items.values():
            mark_used(item)


# --- JavaScript's view of a value -------------------------------------------------------------------------------------


def known(value: Value) -> Value:
    """The value, for a decision. Raises `NotKnown`."""
    if isinstance(value, Unknown):
        raise NotKnown(value.reason)
    if isinstance(value, Choice):
        raise NotKnown(f"it depends on what {value.probe.kind} answers")
    return value


def truthy(value: Value) -> bool:
    """`Boolean(value)`. Raises `NotKnown`."""
    value = known(value)
    if isinstance(value, Fragment):
        return bool(value)
    if isinstance(value, float) and value != value:
        return False
    return not (value is None or value is UNDEFINED or value is False or value == 0)


def missing(value: Value) -> bool:
    """Is it null or undefined? Raises `NotKnown`."""
    value = known(value)
    return value is None or isinstance(value, Undefined)


def type_of(value: Value) -> str:
    """`typeof value`, as far as it is known."""
    match value:
        case Undefined():
            return "undefined"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case Fragment():
            return "string"
        case BigInt():
            return "bigint"
        case Function() | HostMethod():
            return "function"
    return "object"


def is_object(value: Value) -> bool:
    """`typeof value === 'object' && value !== null`. Raises `NotKnown`."""
    return isinstance(known(value), Object | Array | Host | Promise | RegExp)


def entry(value: Value, key: str) -> Value:
    """`value.key` of an options object. Raises `NotKnown`."""
    value = known(value)
    if not isinstance(value, Object):
        return UNDEFINED
    if key not in value.items and not value.complete:
        raise NotKnown("not all keys of the options are known")
    return value.items.get(key, UNDEFINED)


def option(options: Argument, key: str) -> Argument:
    """`options.key` with the place where it is said. Raises `NotKnown`."""
    spans = options.value.spans if isinstance(options.value, Object) else {}
    return Argument(entry(options.value, key), spans.get(key, options.span))


def whole_number(value: Value, fallback: int | None) -> int | None:
    """`parseInt(value, 10)`, or the fallback where that is not a number. Raises `NotKnown`."""
    if missing(value):
        return fallback
    text = string_of(value)
    if text.holes:
        raise NotKnown(text.holes[0])
    digits = text.text.strip()
    sign, digits = (digits[:1], digits[1:]) if digits[:1] in ("-", "+") else ("", digits)
    end = 0
    while end < len(digits) and digits[end] in "0123456789":
        end += 1
    if not end:
        return fallback
    return -int(digits[:end]) if sign == "-" else int(digits[:end])
