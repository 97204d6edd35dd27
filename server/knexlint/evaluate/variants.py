"""The combinations of answers that a number of guarded parts can meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knexlint.evaluate.paths import implied
from knexlint.evaluate.values import Guard, Probe

_COMBINATIONS = 64


def variants(
    given: Sequence[Guard], guards: Sequence[tuple[Guard, ...]]
) -> list[tuple[tuple[Guard, ...], list[bool]]] | None:
    """Each combination of answers, beyond what is `given`, with which parts it keeps; None if that cannot be told."""
    known = frozenset(given)
    parts = [tuple(guard for guard in part if guard not in known) for part in guards]
    if any(guard.probe is None and not guard.apart for part in parts for guard in part):
        return None
    found: list[tuple[tuple[Guard, ...], list[bool]]] = []
    return found if _enumerate(given, parts, (), found) else None


def _enumerate(
    given: Sequence[Guard],
    parts: list[tuple[Guard, ...]],
    chosen: tuple[Guard, ...],
    found: list[tuple[tuple[Guard, ...], list[bool]]],
) -> bool:
    """Decide the first open question of a part that is still possible, one way and the other."""
    answers = {guard.probe: guard.answer for guard in (*given, *chosen) if guard.probe is not None}
    kept: list[bool] = []
    for part in parts:
        holds = _holds(part, answers)
        if not isinstance(holds, bool):
            return all(
                _enumerate(given, parts, (*chosen, Guard(holds, answer)), found)
                for answer in _possible(holds, (*given, *chosen))
            )
        kept.append(holds)
    found.append((chosen, kept))
    return len(found) <= _COMBINATIONS


def _holds(part: Sequence[Guard], answers: Mapping[Probe, bool]) -> bool | Probe:
    """Whether all the guards hold; the first question on which that depends, if it does."""
    question: Probe | None = None
    for guard in part:
        if guard.apart:
            for path in guard.apart:
                taken = _holds(path, answers)
                if taken is True:
                    return False
                if taken is not False:
                    question = question or taken
        elif guard.probe is not None:
            answer = answers.get(guard.probe)
            if answer is None:
                question = question or guard.probe
            elif answer != guard.answer:
                return False
    return True if question is None else question


def _possible(probe: Probe, holding: Sequence[Guard]) -> tuple[bool, ...]:
    answer = implied(probe, holding)
    return (True, False) if answer is None else (answer,)
