"""What a callback does in time: Knex calls it and goes on; it does not wait for an `async` one."""

from __future__ import annotations

from collections.abc import Sequence

from knexlint.evaluate.values import Function, Value
from knexlint.knex.calls import Called
from knexlint.syntax import FUNCTION_TYPES, Node

LATE = "its callback goes on after an await, and Knex does not wait for the callback"
_LOOPS = frozenset(("for_statement", "for_in_statement", "while_statement", "do_statement"))


def may_be_late(callback: Value, calls: Sequence[Called]) -> bool:
    """May some of these calls come after an `await` of the callback?"""
    if not isinstance(callback, Function) or not callback.is_async or callback.node is None:
        return False
    start = _first_wait(callback.node)
    return start is not None and any(call.site.foreign or call.site.method.start > start for call in calls)


def _first_wait(function: Node) -> int | None:
    """Where the function first waits, or the loop begins in which it does."""
    body = function.child_by_field_name("body")
    nodes = [] if body is None else [body]
    while nodes:
        node = nodes.pop()
        if node.type == "await_expression":
            return _outermost_loop(node, function)
        if node.type not in FUNCTION_TYPES:
            nodes.extend(reversed(node.named_children))
    return None


def _outermost_loop(node: Node, function: Node) -> int:
    start = node.start_byte
    around = node.parent
    while around is not None and around.start_byte >= function.start_byte:
        if around.type in _LOOPS:
            start = around.start_byte
        around = around.parent
    return start
