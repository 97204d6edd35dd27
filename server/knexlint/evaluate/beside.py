"""What asynchronous work has changed, while nobody has waited for it yet: until then it is not known.

Work is walked to its end when it begins; really it goes on beside what follows. So what it changed for others is kept
back until somebody waits for it, and stays unknown for good if two such works change the same place.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from knexlint.evaluate.flow import Flow
from knexlint.evaluate.state import Change, Elements, Level, read, same, write
from knexlint.evaluate.values import Array, Unknown
from knexlint.record import record

_MEANWHILE = Unknown("what work that runs beside it has changed by then")


@record
class Late:
    """`change`: where, and what the work left there; `meanwhile`: what stands there until it is waited for."""

    change: Change
    meanwhile: Any


def hide(flow: Flow, level: Level) -> list[Late]:
    """Keep back what was changed since the level began."""
    found: list[Late] = []
    for key, before in level.changes.items():
        after = read(before.container, before.key)
        if same(before.value, after):
            continue
        meanwhile: Any = _MEANWHILE
        if isinstance(before.container, Array):
            meanwhile = Elements(_common(before.value.items, after.items), (), False)
        flow.note(before.container, before.key)
        write(before.container, before.key, meanwhile)
        flow.hidden.add(key)
        found.append(Late(Change(before.container, before.key, after), meanwhile))
    return found


def reveal(flow: Flow, late: Iterable[Late]) -> None:
    """The work is over: what it left is there, unless something else has changed it too."""
    for one in late:
        change = one.change
        now = read(change.container, change.key)
        place = (id(change.container), change.key)
        alone = place not in flow.contended and same(now, one.meanwhile)
        flow.hidden.discard(place)
        flow.contended.discard(place)
        flow.note(change.container, change.key)
        if alone:
            write(change.container, change.key, change.value)
        elif isinstance(now, Elements):
            write(change.container, change.key, Elements(_common(now.items, change.value.items), (), False))
        else:
            write(change.container, change.key, _MEANWHILE)


def _common(one: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[Any, ...]:
    count = 0
    for left, right in zip(one, other, strict=False):
        if not same(left, right):
            break
        count += 1
    return one[:count]
