"""Methods of arrays."""

# ruff: noqa: ARG001 - all methods and handlers have one signature

from __future__ import annotations

from collections.abc import Callable
from functools import cmp_to_key
from typing import TYPE_CHECKING

from knexlint.evaluate import walks
from knexlint.evaluate.arguments import argument, from_end, integer, whole
from knexlint.evaluate.convert import NotKnown, strictly_equal, to_number, to_text
from knexlint.evaluate.literals import joined, stringified
from knexlint.evaluate.values import UNDEFINED, Array, Object, Site, Unknown, Value
from knexlint.evaluate.work import Iterator as Taken
from knexlint.text import Fragment

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine, Method

_PARTLY = "a list that is not wholly known"


def push(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    m.note(this)
    m.check_items(len(this.items) + len(arguments))
    if this.complete:
        this.spans += [None] * (len(this.items) - len(this.spans))
        this.items += arguments
        this.spans += m.argument_spans[: len(arguments)] if len(m.argument_spans) >= len(arguments) else []
    return len(this.items) if this.complete else Unknown(_PARTLY)


def unshift(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    m.note(this)
    m.check_items(len(this.items) + len(arguments))
    this.items[:0] = arguments
    this.spans[:] = []
    return len(this.items) if this.complete else Unknown(_PARTLY)


def pop(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    m.note(this)
    if not this.complete:
        return Unknown(_PARTLY)
    if not this.items:
        return UNDEFINED
    del this.spans[len(this.items) - 1 :]
    return this.items.pop()


def shift(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    m.note(this)
    if not this.items:
        return UNDEFINED if this.complete else Unknown(_PARTLY)
    del this.spans[:1]
    return this.items.pop(0)


def splice(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    m.note(this)
    items = whole(this)
    start = from_end(integer(arguments, 0), len(items))
    count = min(max(integer(arguments, 1, len(items)), 0), len(items) - start)
    removed = items[start : start + count]
    items[start : start + count] = arguments[2:]
    this.spans[:] = []
    return Array(removed)


def fill(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    m.note(this)
    size = len(whole(this))
    for index in range(from_end(integer(arguments, 1), size), from_end(integer(arguments, 2, size), size)):
        this.items[index] = argument(arguments, 0)
    this.holes = this.holes and len(arguments) > 1
    return this


def reverse(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    m.note(this)
    whole(this).reverse()
    this.spans[:] = []
    return this


def sort(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    m.note(this)
    items = whole(this)
    this.spans[:] = []
    by = argument(arguments, 0)
    last: list[Value] = [item for item in items if item is UNDEFINED]
    rest = [item for item in items if item is not UNDEFINED]
    if by is UNDEFINED:
        if any(to_text(item).holes for item in rest):
            raise NotKnown("the order of what is not known")
        rest.sort(key=lambda item: to_text(item).text.encode("utf-16-be", "surrogatepass"))
    else:

        def compare(one: Value, other: Value) -> int:
            found = to_number(m.decided(m.call(by, [one, other], UNDEFINED, site)))
            return (found > 0) - (found < 0)

        rest.sort(key=cmp_to_key(compare))
    items[:] = rest + last
    return this


def slice_(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    items = whole(this)
    low, high = from_end(integer(arguments, 0), len(items)), from_end(integer(arguments, 1, len(items)), len(items))
    return Array(items[low:high], this.spans[low:high], holes=this.holes)


def with_(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    items, index = list(whole(this)), integer(arguments, 0)
    index += len(items) if index < 0 else 0
    if not 0 <= index < len(items):
        return m.throw("Invalid index", site, kind="RangeError")
    items[index] = argument(arguments, 1)
    return Array(items)


def last_index_of(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    if len(arguments) > 1:
        raise NotKnown("a search from an index")
    found = _find_equal(m, Array(whole(this)[::-1]), argument(arguments, 0))
    return -1 if found is None else len(this.items) - 1 - found


def to_spliced(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    made = Array(list(whole(this)))
    splice(m, made, arguments, site)
    return made


def next_(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    """The next element of an iterator."""
    m.note(this)
    if arguments:
        this.items.clear()
        this.complete = False
    if not this.items and not this.complete:
        raise NotKnown(_PARTLY)
    done = not this.items
    return Object({"value": UNDEFINED if done else this.items.pop(0), "done": done})


def concat(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    made = Array(list(this.items), list(this.spans), this.complete, this.holes)
    for value in arguments:
        if not made.complete:
            break
        if isinstance(value, Array):
            made.items += value.items
            made.complete = value.complete
            made.holes = made.holes or value.holes
        elif isinstance(value, Unknown):
            made.complete = False
        else:
            made.items.append(value)
        made.spans += [None] * (len(made.items) - len(made.spans))
    m.check_items(len(made.items))
    m.charge(len(made.items) // 16)
    return made


def join(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    given = argument(arguments, 0)
    separator = Fragment.plain(",") if given is UNDEFINED else to_text(given)
    parts: list[Value] = []
    for index, item in enumerate(this.items):
        if index:
            parts.append(separator)
        item = m.decided(item)
        if item is not None and item is not UNDEFINED:
            parts.append(stringified(m, item, this.span(index)))
    if not this.complete:
        parts += [separator] if parts else []
        parts.append(Unknown(_PARTLY, "list"))
    return joined(m, parts)


def includes(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    wanted = argument(arguments, 0)
    if isinstance(wanted, float) and wanted != wanted:
        return any(isinstance(item, float) and item != item for item in whole(this))
    return _find_equal(m, this, wanted) is not None


def _find_equal(m: Machine, this: Array, wanted: Value) -> int | None:
    """The index of a value; raises where it may or may not be there."""
    doubt: NotKnown | None = None
    for index, item in enumerate(this.items):
        try:
            if strictly_equal(m.decided(item), wanted):
                if doubt is not None:
                    raise doubt
                return index
        except NotKnown as reason:
            doubt = reason
    if doubt is not None:
        raise doubt
    if not this.complete:
        raise NotKnown(_PARTLY)
    return None


def index_of(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    found = _find_equal(m, this, argument(arguments, 0))
    return -1 if found is None else found


def at(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    index = integer(arguments, 0)
    if index < 0:
        index += len(whole(this))
    if 0 <= index < len(this.items):
        return this.items[index]
    whole(this)
    return UNDEFINED


def keys(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    return Taken(list(range(len(this.items))), [], this.complete)


def values(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    return Taken(list(this.items), list(this.spans), this.complete)


def entries(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    return Taken([Array([index, item]) for index, item in enumerate(this.items)], [], this.complete)


def to_string(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
    return join(m, this, [], site)


def copied(change: Callable[[Machine, Array, list[Value], Site], Value]) -> Method:
    def method(m: Machine, this: Array, arguments: list[Value], site: Site) -> Value:
        made = Array(list(this.items), [], this.complete)
        return change(m, made, arguments, site)

    return method


METHODS: dict[str, Method] = {
    "push": push,
    "unshift": unshift,
    "pop": pop,
    "shift": shift,
    "splice": splice,
    "fill": fill,
    "reverse": reverse,
    "sort": sort,
    "toSorted": copied(sort),
    "toReversed": copied(reverse),
    "slice": slice_,
    "with": with_,
    "toSpliced": to_spliced,
    "lastIndexOf": last_index_of,
    "concat": concat,
    "join": join,
    "includes": includes,
    "indexOf": index_of,
    "at": at,
    "keys": keys,
    "values": values,
    "entries": entries,
    "toString": to_string,
    **walks.METHODS,
}

ITERATOR_METHODS: dict[str, Method] = {"next": next_}
