"""Methods of the language and how they are called: finding one, and what can be taken apart by a loop."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from knexlint.evaluate.convert import NotKnown
from knexlint.evaluate.forget import CHANGING, forget
from knexlint.evaluate.values import (
    UNDEFINED,
    Argument,
    Array,
    Choice,
    Function,
    Host,
    Object,
    Site,
    Unknown,
    Value,
)
from knexlint.evaluate.work import Collection, Instance, Iterator
from knexlint.text import Fragment

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine, Method


BUILTIN_NAMES = frozenset(
    re.findall(
        r"\w+",
        """
    length constructor at anchor big blink bold charAt charCodeAt codePointAt concat endsWith fontcolor fontsize
    fixed includes indexOf isWellFormed italics lastIndexOf link localeCompare match matchAll normalize padEnd
    padStart repeat replace replaceAll search slice small split strike sub substr substring sup startsWith toString
    toWellFormed trim trimStart trimLeft trimEnd trimRight toLocaleLowerCase toLocaleUpperCase toLowerCase
    toUpperCase valueOf copyWithin fill find findIndex findLast findLastIndex pop push reverse shift unshift sort
    splice join keys entries values forEach filter flat flatMap map every some reduce reduceRight toLocaleString
    toReversed toSorted toSpliced with toExponential toFixed toPrecision apply bind call then catch finally
    hasOwnProperty isPrototypeOf propertyIsEnumerable next return throw has get exec test arguments caller
    """,
    )
)
OBJECT_NAMES = frozenset(
    ("constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString", "valueOf")
)


def elements(m: Machine, value: Value) -> Array | Unknown:
    """What a loop or a spread takes out of a value."""
    value = m.decided(value)
    if isinstance(value, Iterator):
        taken = Array(value.items[:], [], value.complete)
        m.note(value)
        value.items.clear()
        value.complete = True
        return taken
    if isinstance(value, Array):
        return value
    if isinstance(value, Fragment):
        if value.holes:
            return Unknown(value.holes[0])
        return Array(list(value.slices((index, index + 1) for index in range(len(value.text)))))
    if isinstance(value, Collection):
        held = list(value.entries.values())
        if all(isinstance(entry, tuple) for entry in held):
            return Array([Array(list(entry)) if value.pairs else entry[0] for entry in held])
        return Unknown("what a Map or a Set holds")
    if isinstance(value, Unknown):
        return value
    if isinstance(value, (Choice, Host)):
        return Unknown(value.label if isinstance(value, Host) else "it depends on answers of the database")
    if isinstance(value, Instance) and isinstance(value.find(""), Unknown):
        return Unknown("what its class makes it give")
    if value is None or value is UNDEFINED or (isinstance(value, Object) and value.complete):
        m.throw(
            f"{'null' if value is None else 'undefined' if value is UNDEFINED else 'object'} is not iterable",
            m.anchor,
            kind="TypeError",
        )
    return Unknown("what kind of value it is")


def method_of(m: Machine, value: Value, name: str) -> Method | None:
    """A method of the language that values of this kind have."""
    table = m.methods.get(type(value))
    if table is None:
        for kind in (Host, Function, Array, Collection, Object):
            if isinstance(value, kind):
                table = m.methods[kind]
                break
        else:
            return None
    return table.get(name)


def call_method(m: Machine, method: Method, this: Value, arguments: Sequence[Argument], site: Site) -> Value:
    """Call a method of the language; for each alternative where the receiver or an argument is a choice."""
    this = m.decided(this)
    if isinstance(this, Choice):
        return m.each(this, lambda one: call_method(m, method, one, arguments, site))
    values = [argument.value for argument in arguments]
    for index, value in enumerate(values):
        if isinstance(value, Choice):
            value = m.decided(value)
            if isinstance(value, Choice) and method.__name__ != "push":
                rest = list(arguments)

                def go_on(one: Value, index: int = index, rest: list[Argument] = rest) -> Value:
                    rest = list(rest)
                    rest[index] = Argument(one, rest[index].span)
                    return call_method(m, method, this, rest, site)

                return m.each(value, go_on)
            values[index] = value
    m.charge(1)
    m.argument_spans = [argument.span for argument in arguments]
    try:
        return method(m, this, values, site)
    except NotKnown as reason:
        if method.__name__ in CHANGING and isinstance(this, (Array, Collection)):
            forget(m, method.__name__, this)
        return reason.value
