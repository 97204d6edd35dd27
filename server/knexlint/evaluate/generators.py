"""Generators, run to their end when they are called: only where nobody can tell the difference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knexlint.evaluate.scope import GeneratorScope
from knexlint.evaluate.state import Level
from knexlint.evaluate.values import UNDEFINED, Argument, Array, Site, Unknown, Value
from knexlint.evaluate.work import Iterator
from knexlint.syntax import Node

if TYPE_CHECKING:
    from knexlint.evaluate.functions import Closure
    from knexlint.evaluate.machine import Machine
    from knexlint.evaluate.scope import Scope

_MOST = 200
_REASON = "what a generator gives"


class _Enough(Exception):  # noqa: N818 - nothing went wrong
    """It has yielded all that is wanted of it."""


def generate(closure: Closure, arguments: Sequence[Argument], this: Value, site: Site) -> Value:
    """Call a generator: what it yields, or an unknown where what it does depends on who takes it, and when."""
    from knexlint.evaluate.unknown import tainted

    m = closure.machine
    if closure.is_async or tainted(closure) or any(tainted(value) for value in (this, *(a.value for a in arguments))):
        m.opaque("calls a generator, which cannot be followed", site)
        return Unknown(_REASON)
    outer, m.yielded = m.yielded, Array()
    given = m.yielded
    frames, exits, holding, depth = len(m.frames), len(m.exits), m.holding, len(m.levels)
    level = Level()
    m.levels.append(level)
    m.depth += 1
    saved = (m.code, m.anchor, m.foreign)
    if closure.code is not m.code:
        m.anchor = site if closure.code.foreign and not m.foreign else m.anchor
        m.code, m.foreign = closure.code, closure.code.foreign
    try:
        if closure.run(arguments, this) is not UNDEFINED:  # the last `next()` gives it
            given.complete = False
    except _Enough:
        given.complete = False
        del m.frames[frames:], m.exits[exits:]
        m.holding = holding
    finally:
        m.yielded, m.depth = outer, m.depth - 1
        m.code, m.anchor, m.foreign = saved
        m._fold_levels(depth + 1)
        m.levels.pop()
    if any(change.container is not given for change in level.changes.values()) or len(m.exits) != exits:
        _forget(m, level)
        return Unknown(_REASON)
    return Iterator(given.items, complete=given.complete)


def _forget(m: Machine, level: Level) -> None:
    """When it changes what others see is not known, so neither is that."""
    for change in level.changes.values():
        m.note(change.container, change.key)
        if isinstance(change.container, Array):
            change.container.items.clear()
            change.container.complete = False
        else:
            change.container[change.key] = Unknown("what a generator changes")


def yielded(m: Machine, node: Node, scope: Scope) -> Value:
    """`yield x`, `yield* list`."""
    operand = node.named_children[-1] if node.named_children else None
    value = m.evaluate(operand, scope) if operand is not None else UNDEFINED
    holder = scope.function
    if not isinstance(holder, GeneratorScope):
        return Unknown("what a generator is given")
    made: Array = holder.yields
    m.note(made)
    values: Array | Unknown = Array([value])
    if any(child.type == "*" for child in node.children):
        values = m.elements(value)
    if isinstance(values, Unknown) or not made.complete:
        made.complete = False
        raise _Enough
    made.items += values.items
    made.complete = values.complete
    m.charge(len(values.items))
    if len(made.items) > _MOST or not made.complete:
        raise _Enough
    return UNDEFINED
