"""Calls of what is not known: what may run there, and what it may have changed."""

# ruff: noqa: ARG001 - all methods and handlers have one signature

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from knexlint.evaluate import arrays, promises
from knexlint.evaluate.forget import forget
from knexlint.evaluate.functions import Closure
from knexlint.evaluate.natures import element_of, result_of
from knexlint.evaluate.scope import Link
from knexlint.evaluate.spoil import callbacks, spoil
from knexlint.evaluate.values import (
    UNDEFINED,
    Argument,
    Array,
    Choice,
    Function,
    Guard,
    Host,
    HostMethod,
    Object,
    Promise,
    Site,
    Unknown,
    Value,
)
from knexlint.evaluate.work import PartialArray

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine, Method

_LOOKED_AT = 400
_WALKS = frozenset({"map", "forEach", "flatMap"})


def call_unknown(
    m: Machine, callee: Unknown, arguments: Sequence[Argument], this: Value, site: Site, name: str
) -> Value:
    from knexlint.evaluate.used import hand_over

    if isinstance(this, Unknown) and arguments:
        method = _method_of_lists_or_promises(this, name, arguments[0].value)
        if method is not None:
            receiver = this if name in promises.METHODS else PartialArray([], this.reason, [element_of(this)])
            return m.builtin(method, receiver, arguments, site)
    hand_over(arguments)
    given = [argument.value for argument in arguments]
    value = result_of(this, name) if isinstance(this, Unknown) else _given_by(callee, name)
    if isinstance(this, Host):
        forget(m, name, this)
    if isinstance(this, Host) and this.taints:
        called = name if name.startswith(f"{this.label}.") else f"{this.label}.{name}"
        m.opaque(f"calls {called}, which is not known", site)
        return value
    if tainted(this) or any(tainted(one) for one in given if not isinstance(one, Closure)):
        m.opaque(f"calls {name}, which cannot be followed", site)
    for callback in callbacks(given):
        _may_call(m, callback, site, name)
    spoil(m, callee, this, given, name)
    return value


def _given_by(callee: Unknown, name: str) -> Unknown:
    return Unknown(f"what {name}() gives", name, "maker" if callee.nature == "maker" else "any")


def _method_of_lists_or_promises(this: Unknown, name: str, callback: Value) -> Method | None:
    """What is not known is taken for a list or a promise where it is used like one."""
    if not isinstance(callback, Function):
        return None
    return promises.METHODS.get(name) or (arrays.METHODS[name] if name in _WALKS else None)


def _may_call(m: Machine, callback: Closure, site: Site, name: str) -> None:
    """Nobody knows how often, with what, or when: walked once, under a guard."""
    guard = Guard(None, reason=f"it is called by {name}, which cannot be followed")
    given = [Argument(Unknown(f"what {name}() hands to its callback", f"argument{i}"), site.call) for i in range(4)]
    m.branch(guard, Guard(None, False, guard.reason), lambda: _quiet(m, callback, given, site), lambda: UNDEFINED)


def _quiet(m: Machine, callback: Closure, given: list[Argument], site: Site) -> Value:
    from knexlint.evaluate.flow import Throw

    try:
        return m.wait(callback.call(given, UNDEFINED, site), site)
    except Throw:
        return UNDEFINED


def tainted(value: Value, depth: int = 0) -> bool:
    """Whether code that gets this value can run statements."""
    if isinstance(value, Host):
        return value.taints
    if isinstance(value, Promise):
        return bool(value.track.steps)
    if depth > 3:
        return False
    if isinstance(value, Closure):
        return _captures(value, lambda held: tainted(held, depth + 1))
    if isinstance(value, Array):
        return any(tainted(item, depth + 1) for item in value.items[:_LOOKED_AT])
    if isinstance(value, Object):
        return any(tainted(item, depth + 1) for item in list(value.items.values())[:_LOOKED_AT])
    if isinstance(value, Choice):
        return tainted(value.yes, depth + 1) or tainted(value.no, depth + 1)
    if isinstance(value, HostMethod):
        return True
    return isinstance(value, Function) and value.node is None and bool(value.properties.get("taints"))


def _captures(closure: Closure, wanted: Callable[[Value], bool]) -> bool:
    for name in closure.mentioned:
        holder = closure.scope.holder(name)
        held = holder.names[name] if holder is not None else UNDEFINED
        if not isinstance(held, Link) and wanted(held):
            return True
    return False
