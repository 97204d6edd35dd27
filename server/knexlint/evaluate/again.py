"""Statements that were evaluated before, word for word: what they send is moved to where they stand now.

Most of a file stays as it is while somebody types. `await knex.schema…(…)` of which nothing but a host comes from the
code around it does the same again, so its outcome is kept by its text. Knows no host; asks it what its behaviour
depends on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knexlint.evaluate.scope import Scope
from knexlint.evaluate.values import Host, Sent
from knexlint.memo import keep
from knexlint.syntax import Node, may_wait, text_of

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine

_WORDS = re.compile(r"[\w$]+")
_CONTEXT = ("this", "super", "arguments", "import", "yield")
_REMEMBERED = 1024


@dataclass(slots=True)
class _Outcome:
    """`sent` as it is when the statement begins at byte `start`; `fuel`: what walking it cost."""

    start: int
    sent: tuple[Any, ...]
    fuel: int


_outcomes: dict[tuple[Hashable, ...], _Outcome] = {}


def repeat(m: Machine, node: Node, scope: Scope, walk: Callable[[], object]) -> None:
    """Walk a statement, or do what it did the last time."""
    hosts = None if m.holding or m.foreign or m.memory else _hosts(node, scope)
    if hosts is None:
        walk()
        return
    states = tuple((name, host.repeats()) for name, host in hosts)
    key = (node.text, m.code.path.endswith("x"), tuple(m.missing), *states)
    outcome = _outcomes.pop(key, None)
    if outcome is None or outcome.fuel > m.fuel or not _move(outcome, node.start_byte):
        outcome = _watched(m, node.start_byte, walk)
        if outcome is None or any(host.repeats() != state for (_, host), (_, state) in zip(hosts, states, strict=True)):
            return
    else:
        m.fuel -= outcome.fuel
        m.track.steps += map(Sent, outcome.sent)
        m.late = m.late or may_wait(node)
    keep(_outcomes, key, outcome, _REMEMBERED)


def _hosts(node: Node, scope: Scope) -> list[tuple[str, Host]] | None:
    """All that the statement can mean of the code around it; None if that is more than hosts that stay as they are."""
    text = text_of(node)
    names = set(_WORDS.findall(text))
    if node.has_error or not names.isdisjoint(_CONTEXT) or "\\u" in text:
        return None
    found: list[tuple[str, Host]] = []
    at: Scope | None = scope
    while at is not None:
        if not names.isdisjoint(at.names):
            for name in sorted(names.intersection(at.names)):
                held = at.names[name]
                if not isinstance(held, Host) or held.repeats() is None:
                    return None
                found.append((name, held))
            names.difference_update(at.names)
        at = at.parent
    return found


def _move(outcome: _Outcome, start: int) -> bool:
    by = start - outcome.start
    if by:
        outcome.start, outcome.sent = start, tuple(item.moved(by) for item in outcome.sent)
    return None not in outcome.sent


def _watched(m: Machine, start: int, walk: Callable[[], object]) -> _Outcome | None:
    """Walk a statement; what it did, if that is nothing but to send what can be moved."""
    track, fuel, begun, asked = m.track, m.fuel, len(m.promises), len(m.asked)
    steps, lazies = len(track.steps), len(m.lazies)
    changes = [len(level.changes) for level in m.levels]
    walk()
    sent = track.steps[steps:]
    if len(m.promises) != begun or len(m.asked) != asked or changes != [len(level.changes) for level in m.levels]:
        return None
    if m.holding or not all(host.used for host, _ in m.lazies[lazies:]):
        return None
    if not all(isinstance(step, Sent) and not step.guards and hasattr(step.item, "moved") for step in sent):
        return None
    return _Outcome(start, tuple(step.item for step in sent if isinstance(step, Sent)), fuel - m.fuel)
