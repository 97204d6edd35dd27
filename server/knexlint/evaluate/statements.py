"""Statements: one function for each kind of node, in the table `STATEMENTS`."""

# ruff: noqa: ARG001 - all methods and handlers have one signature

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from knexlint.evaluate import classes, functions, loops, modules, patterns
from knexlint.evaluate.again import repeat
from knexlint.evaluate.convert import strictly_equal
from knexlint.evaluate.flow import Abrupt, Throw
from knexlint.evaluate.scope import Scope
from knexlint.evaluate.values import UNDEFINED, Choice, Function, Guard, Object, Unknown, Value
from knexlint.evaluate.work import error_object
from knexlint.syntax import Node, text_of
from knexlint.text import Fragment

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine, Statement

_FUNCTIONS = frozenset({"function_declaration", "generator_function_declaration"})


def hoist(m: Machine, statements: Iterable[Node], scope: Scope) -> None:
    """Function declarations are there before the first statement runs."""
    for node in statements:
        if node.type == "export_statement":
            found = node.child_by_field_name("declaration")
            if found is None:
                continue
            node = found
        if node.type in _FUNCTIONS:
            name = node.child_by_field_name("name")
            if name is not None:
                key = text_of(name)
                m.note(scope.names, key)
                scope.names[key] = functions.closure(m, node, scope, key)


def run_all(m: Machine, statements: list[Node], scope: Scope) -> Abrupt | None:
    handlers = m.statements
    for node in statements:
        handler = handlers.get(node.type)
        if handler is None:
            continue
        m.fuel -= 1
        if m.fuel < 0:
            m.charge(0)
        abrupt = handler(m, node, scope)
        if abrupt is not None:
            return abrupt
    return None


def body(m: Machine, node: Node, scope: Scope) -> Abrupt | None:
    """The statements of a block in a scope that exists."""
    statements = node.named_children
    hoist(m, statements, scope)
    return run_all(m, statements, scope)


def block(m: Machine, node: Node, scope: Scope) -> Abrupt | None:
    inner = Scope(scope)
    m.born(inner.names)
    return body(m, node, inner)


def expression_statement(m: Machine, node: Node, scope: Scope) -> Abrupt | None:
    for child in node.named_children:
        kind = child.type
        if kind == "await_expression":
            repeat(m, node, scope, partial(m.evaluate, child, scope))
            break
        if kind != "comment":
            m.evaluate(child, scope)
            break
    return None


def declaration(m: Machine, node: Node, scope: Scope) -> Abrupt | None:
    target = scope.function if node.type == "variable_declaration" else scope
    for child in node.named_children:
        if child.type != "variable_declarator":
            continue
        name, value = child.child_by_field_name("name"), child.child_by_field_name("value")
        if name is None:
            continue
        if value is None:
            if target is scope or text_of(name) not in target.names:
                patterns.declare(m, name, UNDEFINED, target)
            continue
        found = m.evaluate(value, scope)
        if name.type == "identifier":
            key = text_of(name)
            m.note(target.names, key)
            target.names[key] = found
            if isinstance(found, Function) and not found.name:
                found.name = key
        else:
            patterns.declare(m, name, found, target)
    return None


def function_declaration(m: Machine, node: Node, scope: Scope) -> Abrupt | None:
    return None


def class_declaration(m: Machine, node: Node, scope: Scope) -> Abrupt | None:
    made = classes.class_expression(m, node, scope)
    name = node.child_by_field_name("name")
    if name is not None:
        key = text_of(name)
        m.note(scope.names, key)
        scope.names[key] = made
    return None


def returned(m: Machine, node: Node, scope: Scope) -> Abrupt | None:
    for child in node.named_children:
        if child.type != "comment":
            return Abrupt("return", m.evaluate(child, scope))
    return Abrupt("return")


def thrown(m: Machine, node: Node, scope: Scope) -> Abrupt | None:
    for child in node.named_children:
        if child.type != "comment":
            value = m.decided(m.evaluate(child, scope))
            m.throws(value, m.site(node, node.children[0]), own=True)
            raise Throw(value)
    raise Throw(UNDEFINED)


def if_statement(m: Machine, node: Node, scope: Scope) -> Abrupt | None:
    condition, yes = node.child_by_field_name("condition"), node.child_by_field_name("consequence")
    no = node.child_by_field_name("alternative")
    if condition is None or yes is None:
        return None
    test = m.truth(m.evaluate(condition, scope))
    return m.fork(test, lambda: _one(m, yes, scope), lambda: _one(m, no, scope))[1]


def _one(m: Machine, node: Node | None, scope: Scope) -> Abrupt | None:
    return m.execute(node, scope) if node is not None else None


def else_clause(m: Machine, node: Node, scope: Scope) -> Abrupt | None:
    return run_all(m, node.named_children, scope)


def broken(m: Machine, node: Node, scope: Scope) -> Abrupt | None:
    label = node.child_by_field_name("label")
    kind: Any = "break" if node.type == "break_statement" else "continue"
    return Abrupt(kind, label=text_of(label) if label is not None else None)


def labeled(m: Machine, node: Node, scope: Scope) -> Abrupt | None:
    label, inner = node.child_by_field_name("label"), node.child_by_field_name("body")
    if label is None or inner is None:
        return None
    names = (text_of(label),)
    if inner.type in loops.LOOPS:
        return loops.LOOPS[inner.type](m, inner, scope, names)
    frame = m.enter("label", names)
    return framed(m, frame, lambda: m.execute(inner, scope))


def framed(m: Machine, frame: Any, walk: Callable[[], Abrupt | None]) -> Abrupt | None:
    abrupt: Abrupt | None
    try:
        abrupt = walk()
    except Throw as found:
        abrupt = Abrupt("throw", found.value)
    abrupt = m.leave(frame, abrupt)
    if abrupt is not None and abrupt.kind == "throw":
        raise Throw(abrupt.value)
    return abrupt


# --- switch -----------------------------------------------------------------------------------------------------------


def switch(m: Machine, node: Node, scope: Scope) -> Abrupt | None:
    subject, held = node.child_by_field_name("value"), node.child_by_field_name("body")
    if subject is None or held is None:
        return None
    value = m.decided(m.evaluate(subject, scope))
    cases = [child for child in held.named_children if child.type in ("switch_case", "switch_default")]
    inner = Scope(scope)
    m.born(inner.names)
    frame = m.enter("switch")
    return framed(m, frame, lambda: _case(m, value, cases, 0, inner))


def _case(m: Machine, value: Value, cases: list[Node], at: int, scope: Scope) -> Abrupt | None:
    while at < len(cases):
        case = cases[at]
        wanted = case.child_by_field_name("value")
        at += 1
        if case.type == "switch_default" or wanted is None:
            continue
        other = m.evaluate(wanted, scope)
        test = m.truth(m.mapped(value, lambda one, other=other: m.mapped(other, lambda two: strictly_equal(one, two))))  # type: ignore[misc]
        if test is True:
            return _from(m, cases, at - 1, scope)
        if test is not False:
            return _either_case(m, test, value, cases, at, scope)
    for index, case in enumerate(cases):
        if case.type == "switch_default":
            return _from(m, cases, index, scope)
    return None


def _either_case(
    m: Machine, test: bool | Choice | Unknown, value: Value, cases: list[Node], at: int, scope: Scope
) -> Abrupt | None:
    return m.fork(test, lambda: _from(m, cases, at - 1, scope), lambda: _case(m, value, cases, at, scope))[1]


def _from(m: Machine, cases: list[Node], at: int, scope: Scope) -> Abrupt | None:
    for case in cases[at:]:
        wanted = case.child_by_field_name("value")
        statements = [child for child in case.named_children if wanted is None or child.id != wanted.id]
        hoist(m, statements, scope)
        abrupt = run_all(m, statements, scope)
        if abrupt is not None:
            return abrupt
    return None


# --- try --------------------------------------------------------------------------------------------------------------


def try_statement(m: Machine, node: Node, scope: Scope) -> Abrupt | None:
    tried, handler = node.child_by_field_name("body"), node.child_by_field_name("handler")
    finalizer = node.child_by_field_name("finalizer")
    if tried is None:
        return None
    end: Abrupt | None
    crossing = m.crossing()
    if handler is None:
        end = _caught(lambda: block(m, tried, scope))
    else:
        end = _guarded(m, tried, handler, scope)
    if finalizer is not None:
        last: Abrupt | None = m.on_all_paths(crossing, lambda: m.execute_block(finalizer, scope))
        if last is not None:
            return last
    if end is not None and end.kind == "throw":
        raise Throw(end.value)
    return end


def _caught(walk: Callable[[], Abrupt | None]) -> Abrupt | None:
    try:
        return walk()
    except Throw as found:
        return Abrupt("throw", found.value)


def _guarded(m: Machine, tried: Node, handler: Node, scope: Scope) -> Abrupt | None:
    steps = len(m.track.steps)
    frame = m.enter("try", catches=True)
    end = _caught(lambda: block(m, tried, scope))
    waiting = [path for path in frame.waiting if path.abrupt.kind == "throw"]
    frame.waiting = [path for path in frame.waiting if path.abrupt.kind != "throw"]
    end = m.leave(frame, end)
    if end is not None and end.kind == "throw":
        return _caught(lambda: _catch(m, handler, end.value, scope))
    if waiting:
        beyond = waiting[0].guards[len(frame.guards) :]
        single = len(waiting) == 1 and len(beyond) == 1
        guard = beyond[0] if single else Guard(None, reason="it runs if the code before it throws")
        return _merge_catch(m, guard, end, lambda: _catch(m, handler, waiting[0].abrupt.value, scope))
    if len(m.track.steps) > steps and end is None:
        _walk_unlikely(m, handler, scope)
    return end


def _merge_catch(m: Machine, guard: Guard, end: Abrupt | None, walk: Callable[[], Abrupt | None]) -> Abrupt | None:
    other = Guard(guard.probe, not guard.answer, guard.reason)
    return m.branch(guard, other, walk, lambda: end)[1]


def _walk_unlikely(m: Machine, handler: Node, scope: Scope) -> None:
    """What `catch` would send if something fails that is not expected to."""
    guard = Guard(None, reason="it runs only if the code in `try` fails")
    error = error_object("")
    error.hidden = {}
    error.complete = False
    m.aside(guard, lambda: _catch(m, handler, error, scope))


def _catch(m: Machine, handler: Node, value: Value, scope: Scope) -> Abrupt | None:
    inner = Scope(scope)
    m.born(inner.names)
    parameter, held = handler.child_by_field_name("parameter"), handler.child_by_field_name("body")
    if parameter is not None:
        patterns.declare(m, parameter, value, inner)
    return body(m, held, inner) if held is not None else None


# --- TypeScript -------------------------------------------------------------------------------------------------------


def enum(m: Machine, node: Node, scope: Scope) -> Abrupt | None:
    from knexlint.evaluate.expressions import key_of

    name, held = node.child_by_field_name("name"), node.child_by_field_name("body")
    if name is None or held is None:
        return None
    made = Object()
    inner = Scope(scope)
    following: Value = 0
    for member in held.named_children:
        value_node = None
        key_node = member
        if member.type == "enum_assignment":
            value_node = member.child_by_field_name("value")
            key_node = member.child_by_field_name("name") or member
        elif member.type == "comment":
            continue
        key = key_of(m, key_node, inner)
        if key is None:
            continue
        value = m.evaluate(value_node, inner) if value_node is not None else following
        made.items[key] = inner.names[key] = value
        if isinstance(value, int):
            made.items[str(value)] = Fragment.plain(key)
            following = value + 1
        elif not isinstance(value, Fragment):
            following = Unknown(f"a member of {text_of(name)}")
    key = text_of(name)
    m.note(scope.names, key)
    scope.names[key] = made
    return None


def namespace(m: Machine, node: Node, scope: Scope) -> Abrupt | None:
    name, held = node.child_by_field_name("name"), node.child_by_field_name("body")
    if name is None or held is None:
        return None
    inner = Scope(scope, function=True)
    body(m, held, inner)
    exported = Object()
    for statement in held.named_children:
        found = statement.child_by_field_name("declaration") if statement.type == "export_statement" else None
        for token in modules.declared_names(found) if found is not None else ():
            exported.items[token] = inner.names.get(token, UNDEFINED)
    key = text_of(name)
    m.note(scope.names, key)
    scope.names[key] = exported
    return None


STATEMENTS: dict[str, Statement] = {
    "statement_block": block,
    "expression_statement": expression_statement,
    "lexical_declaration": declaration,
    "variable_declaration": declaration,
    "function_declaration": function_declaration,
    "class_declaration": class_declaration,
    "abstract_class_declaration": class_declaration,
    "return_statement": returned,
    "throw_statement": thrown,
    "if_statement": if_statement,
    "else_clause": else_clause,
    "break_statement": broken,
    "continue_statement": broken,
    "labeled_statement": labeled,
    "switch_statement": switch,
    "try_statement": try_statement,
    "finally_clause": else_clause,
    "for_statement": lambda m, node, scope: loops.for_loop(m, node, scope),
    "for_in_statement": lambda m, node, scope: loops.for_each(m, node, scope),
    "while_statement": lambda m, node, scope: loops.while_loop(m, node, scope),
    "do_statement": lambda m, node, scope: loops.do_loop(m, node, scope),
    "enum_declaration": enum,
    "internal_module": namespace,
    "module": namespace,
    "import_statement": modules.import_statement,
    "export_statement": modules.export_statement,
    "ambient_declaration": function_declaration,
    "ERROR": else_clause,
}
