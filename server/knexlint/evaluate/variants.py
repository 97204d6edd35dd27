"""The combinations of answers that a number of guarded parts can meet."""

from __future__ import annotations

from collections.abc import Sequence

from knexlint.evaluate.values import Guard

_COMBINATIONS = 64


def _enumerate(
    parts: list[tuple[Guard, ...]],
    chosen: tuple[Guard, ...],
    found: list[tuple[tuple[Guard, ...], list[bool]]],
) -> bool:
    """Decide the first open question of a part that is still possible, one way and the other."""
    answers = {guard.probe: guard.answer for guard in chosen}
    for part in parts:
        if any(answers.get(guard.probe, guard.answer) != guard.answer for guard in part):
            continue
        for guard in part:
            if guard.probe not in answers:
                yes, no = Guard(guard.probe, True), Guard(guard.probe, False)
                return _enumerate(parts, (*chosen, yes), found) and _enumerate(parts, (*chosen, no), found)
    kept = [all(answers.get(guard.probe) == guard.answer for guard in part) for part in parts]
    found.append((chosen, kept))
    return len(found) <= _COMBINATIONS


def variants(
    given: Sequence[Guard], guards: Sequence[tuple[Guard, ...]]
) -> list[tuple[tuple[Guard, ...], list[bool]]] | None:
    """Each combination of answers, beyond what is `given`, with which parts it keeps; None if that cannot be told."""
    parts = [tuple(guard for guard in part if guard not in given) for part in guards]
    if any(guard.probe is None for part in parts for guard in part):
        return None
    found: list[tuple[tuple[Guard, ...], list[bool]]] = []
    return found if _enumerate(parts, (), found) else None
