"""Promises: `Promise.all`, `.then`, `new Promise`."""

# ruff: noqa: ARG001, ARG005 - all methods and handlers have one signature

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from knexlint.evaluate.flow import Throw
from knexlint.evaluate.functions import Closure
from knexlint.evaluate.values import (
    UNDEFINED,
    Array,
    Function,
    Guard,
    Host,
    Promise,
    Site,
    Track,
    Unknown,
    Value,
)
from knexlint.evaluate.work import PartialArray, error_object
from knexlint.syntax import span_of
from knexlint.text import Span

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine, Method


def resolved(value: Value, site: Site, rejected: bool = False) -> Promise:
    return Promise(Track(), value, site.method, joined=True, rejected=rejected, chain=site.call)


def _callable(value: Value) -> bool:
    return not (value is None or value is UNDEFINED)


def _argument(arguments: list[Value], index: int) -> Value:
    return arguments[index] if index < len(arguments) else UNDEFINED


def then(m: Machine, base: Any, arguments: list[Value], site: Site) -> Value:
    """`.then(fulfilled, rejected)` of a promise, or of a builder, which begins to run."""
    fulfilled, rejected = _argument(arguments, 0), _argument(arguments, 1)

    def work() -> Value:
        try:
            value = m.wait(base, site)
            m.late = True
        except Throw as thrown:
            m.late = True
            if not _callable(rejected):
                raise
            return m.call(rejected, [thrown.value], UNDEFINED, site)
        if _callable(rejected):
            _unlikely(m, rejected, site)
        return m.call(fulfilled, [value], UNDEFINED, site) if _callable(fulfilled) else value

    return m.start(work, site, "then", _span_of(fulfilled))


def _span_of(function: Value) -> Span | None:
    """Where a callback stands, if that is in the migration file."""
    if not isinstance(function, Closure) or function.node is None or function.code.foreign:
        return None
    return span_of(function.node)


def catch(m: Machine, base: Any, arguments: list[Value], site: Site) -> Value:
    return then(m, base, [UNDEFINED, _argument(arguments, 0)], site)


def finally_(m: Machine, base: Any, arguments: list[Value], site: Site) -> Value:
    def work() -> Value:
        crossing = m.crossing()
        try:
            return m.wait(base, site)
        finally:
            if _callable(_argument(arguments, 0)):
                m.on_all_paths(crossing, lambda: m.wait(m.call(arguments[0], [], UNDEFINED, site), site))

    return m.start(work, site, "then", None)


def _unlikely(m: Machine, handler: Value, site: Site) -> None:
    error = error_object("")
    error.hidden = {}
    error.complete = False
    guard = Guard(None, reason="it runs only if the work before it fails")
    m.aside(guard, lambda: m.wait(m.call(handler, [error], UNDEFINED, site), site))


def _started(m: Machine, value: Value, site: Site) -> Value:
    """A builder among the promises begins to run on a track of its own."""
    value = m.decided(value)
    if isinstance(value, Host) and value.thenable:
        return m.start(lambda: value, site, "other")
    return value


def _all(m: Machine, value: Value, site: Site, wait: Callable[[Value, Site], Value]) -> Value:
    values = m.elements(value)
    if isinstance(values, Unknown):
        return values
    running = [_started(m, item, site) for item in values.items]
    for item in values.rest if isinstance(values, PartialArray) else ():
        wait(item, site)
    return Array([wait(item, site) for item in running], [], values.complete)


def promise_all(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return m.start(lambda: _all(m, _argument(arguments, 0), site, m.wait), site, "all")


def _settled(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    def ended(item: Value, site: Site) -> Value:
        with suppress(Throw):  # one that fails is no failure of all
            m.wait(item, site)
        return UNDEFINED

    def work() -> Value:
        found = _all(m, _argument(arguments, 0), site, ended)
        return found if isinstance(found, Unknown) else Unknown("how several promises ended")

    return m.start(work, site, "all")


def resolve(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    value = m.decided(_argument(arguments, 0))
    if isinstance(value, Promise):
        return value
    if isinstance(value, Host) and value.thenable:
        return m.start(lambda: value, site, "other")
    return resolved(value, site)


def reject(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    m.throws(_argument(arguments, 0), site, own=True)
    return resolved(_argument(arguments, 0), site, rejected=True)


def new_promise(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    """`new Promise((resolve, reject) => …)`."""
    outcome: list[tuple[Value, bool]] = []

    def settle(is_error: bool) -> Function:
        def call(given: Any, this: Value, site: Site) -> Value:
            if not outcome:
                outcome.append((given[0].value if given else UNDEFINED, is_error))
            return UNDEFINED

        return Function("reject" if is_error else "resolve", call)

    def work() -> Value:
        m.call(_argument(arguments, 0), [settle(False), settle(True)], UNDEFINED, site)
        if not outcome:
            return Unknown("what a promise resolves to")
        value, is_error = outcome[0]
        if is_error:
            m.throws(value, site, own=True)
            raise Throw(value)
        return value

    return m.start(work, site, "other")


def static(name: str, method: Method, m: Machine) -> Function:
    return Function(name, lambda arguments, this, site: m.builtin(method, this, arguments, site))


def promise_class(m: Machine) -> Function:
    methods: dict[str, Method] = {
        "all": promise_all,
        "allSettled": _settled,
        "race": _settled,
        "any": _settled,
        "resolve": resolve,
        "reject": reject,
        "new": new_promise,
    }
    made = Function("Promise", lambda arguments, this, site: Unknown("a call of Promise"))
    made.properties.update((name, static(name, method, m)) for name, method in methods.items())
    return made


METHODS: dict[str, Method] = {"then": then, "catch": catch, "finally": finally_}

Work = Callable[[], Value]
