"""The names a program finds: `Object`, `Math`, `console`, `process`, and Node's own modules."""

# ruff: noqa: ARG001, ARG005 - all methods and handlers have one signature

from __future__ import annotations

import math
import posixpath
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from knexlint.evaluate import json_text, maps, numeric, objects, promises
from knexlint.evaluate.arguments import argument, integer, text, whole
from knexlint.evaluate.convert import NotKnown, strictly_equal, truth, unknown
from knexlint.evaluate.literals import joined, stringified
from knexlint.evaluate.properties import TaggedStrings
from knexlint.evaluate.scope import Link
from knexlint.evaluate.values import (
    UNDEFINED,
    Array,
    Function,
    Object,
    RegExp,
    Site,
    Unknown,
    Value,
)
from knexlint.evaluate.work import Instance, Iterator, error_object, give_cause
from knexlint.text import Fragment

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine, Method


def builtin(m: Machine, name: str, method: Method) -> Function:
    return Function(name, lambda arguments, this, site: m.builtin(method, this, arguments, site))


def table(m: Machine, methods: Mapping[str, Method]) -> dict[str, Value]:
    return {name: builtin(m, name, method) for name, method in methods.items()}


_PROTOTYPES: dict[str, type] = {"Array": Array, "Object": Object, "String": Fragment, "Function": Function}


def _prototype(m: Machine, kind: type) -> Object:
    def only(name: str, method: Method) -> Method:
        def call(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
            if not isinstance(this, kind):
                given = m.as_arguments(arguments, site)
                return m.lost(Unknown(f"what {name}() gives", name), given, this, site, name)
            return method(m, this, arguments, site)

        return call

    return Object(table(m, {name: only(name, method) for name, method in m.methods[kind].items()}), {}, False)


def _is(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    one, other = argument(arguments, 0), argument(arguments, 1)
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return repr(float(one)) == repr(float(other)) and isinstance(one, bool) is isinstance(other, bool)
    return strictly_equal(one, other)


def _clone(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return _copied(m, argument(arguments, 0), 0)


def _copied(m: Machine, value: Value, depth: int) -> Value:
    m.charge(1)
    if depth > 30:
        raise NotKnown("a copy of what is nested deeply")
    if type(value) is Array:
        return Array([_copied(m, item, depth + 1) for item in value.items], list(value.spans), value.complete)
    if type(value) is Object:
        items = {key: _copied(m, item, depth + 1) for key, item in value.items.items()}
        return Object(items, dict(value.spans), value.complete, dict(value.keys))
    if isinstance(value, (Array, Object)):
        raise NotKnown("a copy of an object with a class")
    return value


def _callable(m: Machine, name: str, method: Method, methods: Mapping[str, Method], **values: Value) -> Function:
    made = builtin(m, name, method)
    made.properties.update(table(m, methods))
    made.properties.update(values)
    if name in _PROTOTYPES:
        made.properties["prototype"] = _prototype(m, _PROTOTYPES[name])
    return made


def _quiet(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return UNDEFINED


# --- strings, arrays, errors, dates -----------------------------------------------------------------------------------


def _string(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return stringified(m, arguments[0], None) if arguments else Fragment()


def _raw(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    """`String.raw`."""
    strings = argument(arguments, 0)
    if not isinstance(strings, TaggedStrings):
        raise NotKnown("a call of String.raw")
    parts: list[Value] = []
    for index, part in enumerate(strings.raw.items):
        parts.append(part)
        if index + 1 < len(arguments) and index + 1 < len(strings.raw.items):
            parts.append(stringified(m, m.decided(arguments[index + 1]), site.arguments))
    return joined(m, parts)


def _char_codes(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    units = b"".join((integer([value], 0) & 0xFFFF).to_bytes(2, "little") for value in arguments)
    return Fragment.plain(units.decode("utf-16-le", "replace"))


def _boolean(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return truth(argument(arguments, 0))


def _array(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    if len(arguments) == 1 and isinstance(arguments[0], int):
        m.check_items(arguments[0])
        m.charge(arguments[0] // 16)
        return Array([UNDEFINED] * arguments[0], holes=arguments[0] > 0)
    if len(arguments) == 1 and isinstance(arguments[0], Unknown):
        return Array(complete=False)
    return Array(list(arguments))


def _is_array(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    value = argument(arguments, 0)
    if isinstance(value, Unknown):
        raise unknown(value)
    return isinstance(value, Array) and not isinstance(value, Iterator)


def _array_from(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    from knexlint.evaluate.walks import map_

    given = argument(arguments, 0)
    if isinstance(given, Object) and "length" in given.items:
        size = integer([given.items["length"]], 0)
        m.check_items(size)
        m.charge(size // 16)
        values: Array | Unknown = Array([given.items.get(str(index), UNDEFINED) for index in range(size)])
    else:
        values = m.elements(given)
    if isinstance(values, Unknown):
        values = Array(complete=False)
    made = Array(list(values.items), list(values.spans), values.complete)
    return map_(m, made, arguments[1:2], site) if len(arguments) > 1 else made


def _array_of(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return Array(list(arguments))


def _error(name: str) -> Method:
    def method(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
        message = argument(arguments, 0)
        shown = Fragment() if message is UNDEFINED else stringified(m, message, None)
        made = error_object(shown if isinstance(shown, Fragment) else "", name)
        give_cause(made, argument(arguments, 1))
        return made

    return method


def _url(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    """`new URL('./a.sql', import.meta.url)`."""
    path, base = text(arguments, 0), text(arguments, 1, "")
    if not base.startswith("file:///") or ":" in path or set(path) & set("%?#\\ "):
        return Unknown("a URL")
    full = posixpath.normpath(posixpath.join(posixpath.dirname(base.removeprefix("file://")), path))
    return Instance(complete=False, hidden={"href": Fragment.plain("file://" + full), "pathname": Fragment.plain(full)})


def _date(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return Unknown("the time when it runs" if not arguments else "a date", "date", "scalar")


def _regexp(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    pattern = argument(arguments, 0)
    if isinstance(pattern, RegExp):
        return pattern
    return RegExp(text(arguments, 0, ""), text(arguments, 1, ""))


def _test(m: Machine, this: RegExp, arguments: list[Value], site: Site) -> Value:
    from knexlint.evaluate.regexps import matches

    if "g" in this.flags:
        raise NotKnown("a search that goes on where the last one ended")
    return bool(matches(this, text(arguments, 0), False))


def _exec(m: Machine, this: RegExp, arguments: list[Value], site: Site) -> Value:
    raise NotKnown("a search by a regular expression")


REGEXP_METHODS: dict[str, Method] = {"test": _test, "exec": _exec}


def call(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    return m.call(this, arguments[1:], argument(arguments, 0), site)


def apply(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    given = argument(arguments, 1)
    if isinstance(given, Array):
        items = whole(given)
    elif given is None or given is UNDEFINED:
        items = []
    else:
        handed = m.as_arguments([this, argument(arguments, 0)], site)
        return m.lost(
            Unknown("what arguments there are"), handed, UNDEFINED, site, f"{getattr(this, 'name', '')}.apply"
        )
    return m.call(this, items, argument(arguments, 0), site)


def bind(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    receiver, first = argument(arguments, 0), arguments[1:]

    def invoke(given: Any, other: Value, where: Site) -> Value:
        return m.call(this, [*first, *(one.value for one in given)], receiver, where)

    return Function(f"bound {getattr(this, 'name', '')}", invoke)


FUNCTION_METHODS: dict[str, Method] = {"call": call, "apply": apply, "bind": bind}


# --- the environment --------------------------------------------------------------------------------------------------


def _timer(m: Machine, this: Any, arguments: list[Value], site: Site) -> Value:
    """`setTimeout(callback)`: what it does comes later, but a promise it resolves is resolved."""
    callback = argument(arguments, 0)
    if isinstance(callback, Function) and callback.node is None:
        m.call(callback, arguments[2:], UNDEFINED, site)
    elif isinstance(callback, Function):
        m.lost(Unknown("a timer"), m.as_arguments([callback], site), UNDEFINED, site, "setTimeout")
    return Unknown("a timer")


def _made(name: str, m: Machine) -> Value:
    made = m.globals[name] = _MADE[name](m)
    return made


def _class(name: str, method: Method, methods: Mapping[str, Method], **values: Value) -> Callable[[Machine], Value]:
    return lambda m: _callable(m, name, method, methods, **values)


def _single(name: str, method: Method) -> Callable[[Machine], Value]:
    return lambda m: builtin(m, name, method)


_CONSOLE = (
    *("log", "info", "warn", "error", "debug", "trace", "table", "dir", "time", "timeEnd", "timeLog", "group"),
    *("groupEnd", "assert", "count"),
)


class Environment(Object):
    """`process.env`."""

    __slots__ = ()


def _process(m: Machine) -> Object:
    made = Object(complete=False)
    made.items["env"] = Environment(complete=False)
    made.items["stdout"] = Object({"write": builtin(m, "write", _quiet)})
    made.items["exit"] = Function("exit", lambda arguments, this, site: m.throw("it ends the process", site))
    return made


_FUNCTIONS: dict[str, Method] = {
    "parseInt": numeric.parse_int,
    "parseFloat": numeric.parse_float,
    "isNaN": numeric.is_nan,
    "isFinite": numeric.is_finite,
    "Boolean": _boolean,
    "structuredClone": _clone,
    **dict.fromkeys(("setTimeout", "setImmediate", "setInterval", "queueMicrotask"), _timer),
    **dict.fromkeys(("clearTimeout", "clearInterval", "clearImmediate"), _quiet),
}
_ERRORS = ("Error", "TypeError", "RangeError", "SyntaxError", "EvalError", "ReferenceError", "URIError")
_MADE: dict[str, Callable[[Machine], Value]] = {
    "Object": _class("Object", objects.first, {**objects.OBJECT, "is": _is}),
    "JSON": lambda m: Object(table(m, json_text.JSON), {}, False),
    "Math": lambda m: Object({**table(m, numeric.MATH), "PI": math.pi, "E": math.e}, {}, False),
    "Number": _class("Number", numeric.to_number_of, numeric.NUMBER, **numeric.LIMITS),
    "String": _class("String", _string, {"raw": _raw, "fromCharCode": _char_codes}),
    "Array": _class("Array", _array, {"isArray": _is_array, "from": _array_from, "of": _array_of, "new": _array}),
    "Map": _class("Map", _quiet, {"new": maps.collection(True)}),
    "Set": _class("Set", _quiet, {"new": maps.collection(False)}),
    "Date": _class("Date", _date, {"new": _date, "now": _date, "UTC": _date, "parse": _date}),
    "URL": _class("URL", _url, {"new": _url}),
    "RegExp": _class("RegExp", _regexp, {"new": _regexp}),
    "Promise": promises.promise_class,
    "Buffer": lambda m: Unknown("a buffer", "Buffer", "maker"),
    "crypto": lambda m: Unknown("what crypto gives", "crypto", "maker"),
    "console": lambda m: Object(table(m, dict.fromkeys(_CONSOLE, _quiet)), {}, False),
    "process": _process,
    **{name: _single(name, method) for name, method in _FUNCTIONS.items()},
    **{name: _class(name, _error(name), {"new": _error(name)}) for name in _ERRORS},
}

# Everything a program finds without importing it; made when it is read, as most programs want little of it.
NAMES: dict[str, Any] = {
    "undefined": UNDEFINED,
    "NaN": math.nan,
    "Infinity": math.inf,
    **{name: Link(partial(_made, name)) for name in _MADE},
}
