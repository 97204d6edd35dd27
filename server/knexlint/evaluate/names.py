"""Names that nothing binds: reading one throws, unless it may be bound by something that is not followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from knexlint.evaluate.values import UNDEFINED, Unknown, Value
from knexlint.syntax import Node, text_of

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine

NODE_GLOBALS = frozenset(
    re.findall(
        r"\w+",
        """
    Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise
    RegExp Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError globalThis JSON
    Math Intl ArrayBuffer Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float16Array
    Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set WeakMap WeakSet
    Proxy Reflect FinalizationRegistry WeakRef Iterator decodeURI decodeURIComponent encodeURI encodeURIComponent
    escape unescape eval isFinite isNaN console process global Buffer SlowBuffer clearImmediate setImmediate URL
    URLSearchParams URLPattern DOMException AbortController AbortSignal Event EventTarget EventSource TextEncoder
    TextDecoder TransformStream TransformStreamDefaultController WritableStream WritableStreamDefaultController
    WritableStreamDefaultWriter ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader
    ReadableStreamBYOBRequest ReadableByteStreamController ReadableStreamDefaultController ByteLengthQueuingStrategy
    CountQueuingStrategy TextEncoderStream TextDecoderStream CompressionStream DecompressionStream clearInterval
    clearTimeout setInterval setTimeout queueMicrotask structuredClone atob btoa BroadcastChannel MessageChannel
    MessagePort MessageEvent CloseEvent ErrorEvent Blob File Performance PerformanceEntry PerformanceMark
    PerformanceMeasure PerformanceObserver PerformanceObserverEntryList PerformanceResourceTiming performance fetch
    FormData Headers Request Response WebSocket Navigator navigator SharedArrayBuffer Atomics WebAssembly crypto
    Crypto CryptoKey SubtleCrypto CustomEvent Storage localStorage sessionStorage SuppressedError DisposableStack
    AsyncDisposableStack Temporal GLOBAL root gc require module exports __filename __dirname
    """,
    )
)
_FUNCTIONS = frozenset(
    (
        *("function_declaration", "function_expression", "function", "generator_function", "method_definition"),
        *("generator_function_declaration", "arrow_function", "class_static_block", "program"),
    )
)
_NAMES = frozenset(
    (
        *("identifier", "shorthand_property_identifier_pattern", "shorthand_property_identifier"),
        *("type_identifier", "namespace_identifier"),
    )
)
_DECLARING = {
    "variable_declarator": "name",
    "class_declaration": "name",
    "abstract_class_declaration": "name",
    "class": "name",
    "enum_declaration": "name",
    "internal_module": "name",
    "module": "name",
    "for_in_statement": "left",
    "catch_clause": "parameter",
    "type_alias_declaration": "name",
    "interface_declaration": "name",
}
_CHAINS = frozenset(("member_expression", "subscript_expression", "non_null_expression", "call_expression"))
_DEEPEST = 1000
_WHOLLY = frozenset(("import_statement", "import_alias", "ambient_declaration", "with_statement"))
_NAMED = frozenset(("function_declaration", "generator_function_declaration", "function_signature"))
_GLOBAL = re.compile(rb"\b(?:globalThis|global|eval)\b")


def unbound(m: Machine, node: Node, name: str) -> Value:
    """What reading a name gives that no scope holds (any more, or yet)."""
    kind = _binding(m, node, name)
    if kind == "var":
        return UNDEFINED
    if kind is not None:
        return Unknown(name, name)
    return m.throw(f"{name} is not defined", m.site(node, node), kind="ReferenceError")


def is_missing(m: Machine, node: Node, name: str) -> bool:
    """Whether nothing binds a name."""
    return _binding(m, node, name) is None


def _binding(m: Machine, node: Node, name: str) -> str | None:
    """Whether a "var" or something "else" around may bind a name; None: surely nothing does."""
    root = m.code.root
    if name in NODE_GLOBALS or m.damaged or root is None or root.has_error:
        return "else"
    path = _path(root, node)
    if path is None or _is_half_typed(path):
        return "else"
    for at in reversed(path):
        if at.type in _FUNCTIONS:
            others, variables = _declared(m, at)
            if name in others:
                return "else"
            if name in variables:
                return "var"
    return "else" if _GLOBAL.search(root.text or b"") else None


def _path(root: Node, node: Node) -> list[Node] | None:
    """The nodes from the root of the file to this one."""
    path, cursor = [root], root.walk()
    while path[-1].id != node.id:
        if len(path) > _DEEPEST or cursor.goto_first_child_for_byte(node.start_byte) is None or cursor.node is None:
            return None
        path.append(cursor.node)
    return path


def _is_half_typed(path: list[Node]) -> bool:
    """`exp`, `t.string('a').not`: nobody writes a statement that does nothing, or breaks a line before a bracket."""
    at = path[-1]
    if at.type == "shorthand_property_identifier":
        return True
    for parent in reversed(path[:-1]):
        if parent.type not in _CHAINS:
            return parent.type == "expression_statement" and at.type != "call_expression"
        follower = parent.children[1] if len(parent.children) > 1 else parent
        if follower.type in ("[", "arguments", "template_string") and follower.start_point[0] > at.end_point[0]:
            return True
        at = parent
    return False


def _declared(m: Machine, function: Node) -> tuple[set[str], set[str]]:
    """The names that a function (or a file) binds in whatever block of it, and those that `var` does."""
    key = function.id, function.start_byte, function.end_byte
    found = m.declared.get(key)
    if found is None:
        others: set[str] = set()
        variables: set[str] = set()
        _add_own(function, others)
        stack = list(function.named_children)
        while stack:
            node = stack.pop()
            _add(node, others, variables)
            if node.type not in _FUNCTIONS:
                stack += node.named_children
        found = m.declared[key] = (others, variables)
    return found


def _add_own(function: Node, others: set[str]) -> None:
    """Its own name and those of its parameters."""
    for field in ("parameters", "parameter", "name"):
        child = function.child_by_field_name(field)
        if child is not None and not (field == "name" and function.type == "method_definition"):
            others.update(_texts(child))


def _add(node: Node, others: set[str], variables: set[str]) -> None:
    kind = node.type
    if kind in _WHOLLY:
        others.update(_texts(node))
    elif kind in _NAMED:
        _add_own(node, others)
    elif kind in _DECLARING:
        name = node.child_by_field_name(_DECLARING[kind])
        if name is not None:
            parent = node.parent
            hoisted = kind == "variable_declarator" and parent is not None and parent.type == "variable_declaration"
            (variables if hoisted else others).update(_texts(name))


def _texts(node: Node) -> Iterator[str]:
    """All names in a pattern, those of its defaults among them."""
    stack = [node]
    while stack:
        at = stack.pop()
        if at.type in _NAMES:
            yield text_of(at)
        stack += at.named_children
