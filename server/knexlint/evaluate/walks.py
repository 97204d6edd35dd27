"""Methods of arrays that call a function for each element."""

# ruff: noqa: ARG001 - all methods and handlers have one signature

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from knexlint.evaluate import loops
from knexlint.evaluate.arguments import function, integer, whole
from knexlint.evaluate.convert import NotKnown
from knexlint.evaluate.values import UNDEFINED, Array, Choice, Promise, Site, Unknown, Value
from knexlint.evaluate.work import PartialArray

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine, Method

_PARTLY = "a list that is not wholly known"


def _no_holes(value: Array) -> None:
    if value.holes:
        raise NotKnown("a list some of whose elements are not there")


def _call(m: Machine, callback: Value, this: Array, item: Value, index: int, site: Site) -> Value:
    m.charge(1)
    return m.call(callback, [item, index, this], UNDEFINED, site)


def _floats(value: Value, kind: str, site: Site) -> None:
    """A promise that a callback gives and that the method lets go of."""
    if isinstance(value, Promise) and value.kind == "call":
        value.kind = "for-each" if kind == "for-each" else "map"
        value.span, value.chain = site.method, site.call


def for_each(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    _no_holes(this)
    callback, index = function(arguments), [0]

    def turn(item: Value) -> None:
        _floats(_call(m, callback, this, item, index[0], site), "for-each", site)
        index[0] += 1

    loops.over(m, this, turn, "a list")
    return UNDEFINED


def map_(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    _no_holes(this)
    callback, made = function(arguments), Array([], [], this.complete)
    m.born(made)

    def turn(item: Value) -> None:
        value = _call(m, callback, this, item, len(made.items), site)
        _floats(value, "map", site)
        made.items.append(value)
        made.spans.append(this.span(len(made.spans)))

    if this.complete:
        for _, item in _live(this):
            turn(item)
        return made
    loops.over(m, this, turn, "a list")
    known = len(this.items)
    reason = this.reason if isinstance(this, PartialArray) else _PARTLY
    return PartialArray(made.items[:known], reason, made.items[known:])


def _each_truth(m: Machine, this: Array, arguments: list[Value], site: Site) -> list[bool | Choice | Unknown]:
    _no_holes(this)
    callback = function(arguments)
    return [m.truth(_call(m, callback, this, item, index, site)) for index, item in _live(this)]


def _live(this: Array) -> Iterator[tuple[int, Value]]:
    """The elements that a walk sees: those that were there when it began, as they are when it comes to them."""
    for index in range(len(this.items)):
        if index < len(this.items):
            yield index, this.items[index]


def filter_(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    tests = _each_truth(m, this, arguments, site)
    return _filtered(m, this, tests)


def _filtered(m: Machine, this: Array, tests: list[bool | Choice | Unknown]) -> Value:
    for index, test in enumerate(tests):
        if isinstance(test, Choice) and isinstance(test.yes, bool) and isinstance(test.no, bool):
            yes = _filtered(m, this, [*tests[:index], test.yes, *tests[index + 1 :]])
            return m.choice(test.probe, yes, _filtered(m, this, [*tests[:index], test.no, *tests[index + 1 :]]))
    made = Array(complete=this.complete)
    for index, (item, test) in enumerate(zip(list(this.items), tests, strict=False)):
        if test is True:
            made.items.append(item)
            made.spans.append(this.span(index))
        elif test is not False:
            made.complete = False
            break
    return made


def find(index_only: bool, last: bool = False) -> Method:
    def method(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
        callback = function(arguments)
        order = list(enumerate(list(this.items)))
        for index, item in reversed(order) if last else order:
            test = m.truth(_call(m, callback, this, item, index, site))
            if test is True:
                return index if index_only else item
            if test is not False:
                return Unknown("what is found in a list depends on what is not known")
        whole(this)
        return -1 if index_only else UNDEFINED

    return method


def quantifier(wanted: bool) -> Method:
    def method(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
        _no_holes(this)
        callback = function(arguments)
        doubt = not this.complete
        for index, item in _live(this):
            test = m.truth(_call(m, callback, this, item, index, site))
            if test is wanted:
                return wanted
            doubt = doubt or not isinstance(test, bool)
        return Unknown(_PARTLY) if doubt else not wanted

    return method


def reduce_(right: bool) -> Method:
    def method(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
        _no_holes(this)
        callback, items = function(arguments), list(enumerate(whole(this)))
        if right:
            items.reverse()
        if len(arguments) > 1:
            total = arguments[1]
        elif not items:
            return m.throw("Reduce of empty array with no initial value", site, kind="TypeError")
        else:
            total = items.pop(0)[1]
        for index, item in items:
            m.charge(1)
            total = m.call(callback, [total, item, index, this], UNDEFINED, site)
        return total

    return method


def flat_map(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    found = map_(m, this, arguments, site)
    return _flat(m, found, 1) if isinstance(found, Array) else found


def flat(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    return _flat(m, this, min(integer(arguments, 0, 1), 10))


def _flat(m: Machine, values: Array, depth: int) -> Array:
    _no_holes(values)
    made = Array(complete=values.complete)
    for item in values.items:
        item = m.decided(item)
        if isinstance(item, Array) and depth > 0:
            inner = _flat(m, item, depth - 1)
            made.items += inner.items
            made.complete = made.complete and inner.complete
        elif isinstance(item, (Unknown, Choice)):
            made.complete = False
        else:
            made.items.append(item)
        m.check_items(len(made.items))
        m.charge(1)
        if not made.complete:
            break
    return made


METHODS: dict[str, Method] = {
    "flat": flat,
    "forEach": for_each,
    "map": map_,
    "filter": filter_,
    "find": find(False),
    "findIndex": find(True),
    "findLast": find(False, last=True),
    "findLastIndex": find(True, last=True),
    "some": quantifier(True),
    "every": quantifier(False),
    "reduce": reduce_(False),
    "reduceRight": reduce_(True),
    "flatMap": flat_map,
}
