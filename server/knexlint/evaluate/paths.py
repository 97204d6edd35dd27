"""Conditions that are not one answer: what runs after some paths have left, and under which answers that is.

A guard with `apart` holds on the paths that are none of those; which they are is told in answers of probes only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from knexlint.evaluate.values import Choice, Guard, Probe, Value

SOME_PATHS = "it runs on some of the paths through the code above, not on all"
_PATHS = 32  # more are not told apart
_Path = tuple[Guard, ...]


def opposite(guard: Guard) -> Guard:
    return Guard(guard.probe, not guard.answer, guard.reason)


def parted(paths: Iterable[_Path], base: Sequence[Guard]) -> Guard:
    """What holds on none of the paths, where `base` holds anyway."""
    excluded = {opposite(guard) for guard in base if guard.probe is not None}
    apart: dict[_Path, None] = {}
    for path in paths:
        for answers in _answers(path) or ((),):
            if not answers or len(apart) > _PATHS:
                return Guard(None, reason=SOME_PATHS)
            if excluded.isdisjoint(answers):
                apart[answers] = None
    if len(apart) == 1 and len(only := next(iter(apart))) == 1:
        return opposite(only[0])
    return Guard(None, reason=SOME_PATHS, apart=tuple(apart))


def decisive(test: Value, base: Sequence[Guard]) -> tuple[Guard, Guard] | None:
    """The guards under which a condition of many answers is met and not met; None if an end of it is not known."""
    met: dict[bool, list[_Path]] = {True: [], False: []}
    open_ends: list[tuple[Value, _Path]] = [(test, ())]
    while open_ends:
        value, path = open_ends.pop()
        if isinstance(value, Choice):
            open_ends += ((value.no, (*path, Guard(value.probe, False))), (value.yes, (*path, Guard(value.probe))))
        elif isinstance(value, bool):
            met[value].append(path)
        else:
            return None
    return parted(met[False], base), parted(met[True], base)


def implied(probe: Probe, holding: Sequence[Guard]) -> bool | None:
    """The answer that follows from some paths' having left, if one does."""
    for guard in holding:
        for path in guard.apart:
            own = [one for one in path if one.probe == probe]
            if len(own) == 1 and all(one is own[0] or one in holding for one in path):
                return not own[0].answer
    return None


def ways(guards: Sequence[Guard]) -> list[_Path]:
    """The guards as answers only: every way in which they hold, none of them twice.

    Guards that are not known stay as they are. Empty where they never hold.
    """
    found: list[_Path] = []
    plain = tuple(dict.fromkeys(guard for guard in guards if not guard.apart))
    barred = [path for guard in guards for path in guard.apart]
    return found if _split(plain, barred, found) else [(*plain, Guard(None, reason=SOME_PATHS))]


def _answers(path: _Path) -> list[_Path] | None:
    """The ways of a path; None if not all of it is known."""
    found = ways(path)
    known = all(guard.probe is not None for way in found for guard in way)
    return found if found and known and len(found) <= _PATHS else None


def _split(holding: _Path, barred: list[_Path], found: list[_Path]) -> bool:
    """Decide the first open question of a path that is still possible, one way and the other."""
    answers: dict[Probe | None, bool] = {guard.probe: guard.answer for guard in holding if guard.probe is not None}
    if any(guard.probe is not None and answers[guard.probe] != guard.answer for guard in holding):
        return True
    possible = [path for path in barred if all(answers.get(one.probe, one.answer) == one.answer for one in path)]
    if not possible:
        found.append(holding)
        return len(found) <= _PATHS
    shortest = [[one for one in path if one.probe not in answers] for path in possible]
    path = min(shortest, key=len)
    if not path:
        return True  # this path has left
    if len(path) == 1:
        return _split((*holding, opposite(path[0])), possible, found)
    return _split((*holding, opposite(path[0])), possible, found) and _split((*holding, path[0]), possible, found)
