"""Functions and classes of the program."""

# ruff: noqa: ARG002 - all methods and handlers have one signature

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knexlint.evaluate import patterns
from knexlint.evaluate.flow import Abrupt, Throw
from knexlint.evaluate.limits import OutOfFuel
from knexlint.evaluate.scope import Scope
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
from knexlint.evaluate.work import Code, Instance
from knexlint.syntax import Node, text_of
from knexlint.text import Fragment, Span

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine


class Closure(Function):
    """A function of the program with the scope it was made in."""

    __slots__ = ("body", "code", "generator", "is_arrow", "machine", "parameters", "scope", "single")

    def __init__(self, m: Machine, node: Node, scope: Scope, name: str) -> None:
        is_async = generator = False
        for child in node.children:
            kind = child.type
            if kind == "async":
                is_async = True
            elif kind == "*":
                generator = True
            elif kind in ("formal_parameters", "=>", "statement_block"):
                break
        super().__init__(name, self.invoke, node, is_async)
        self.machine = m
        self.scope = scope
        self.code: Code = m.code
        self.is_arrow = node.type == "arrow_function"
        self.generator = generator
        self.parameters = node.child_by_field_name("parameters")
        self.single = node.child_by_field_name("parameter")
        self.body = node.child_by_field_name("body")

    def invoke(self, arguments: Sequence[Argument], this: Value, site: Site) -> Value:
        m = self.machine
        if m.depth >= m.limits.depth:
            raise OutOfFuel("calls are nested too deeply to follow")
        if self.generator:
            return Unknown("what a generator gives")
        saved = (m.code, m.anchor, m.foreign)
        if self.code is not m.code:
            if self.code.foreign and not m.foreign:
                m.anchor = site
            m.code, m.foreign = self.code, self.code.foreign
        m.depth += 1
        try:
            if self.is_async:
                node = self.node
                span = Span(node.start_byte, node.end_byte) if node is not None and not m.foreign else None
                return m.start(lambda: self.run(arguments, this), site, "call", span)
            return self.run(arguments, this)
        finally:
            m.depth -= 1
            m.code, m.anchor, m.foreign = saved

    def run(self, arguments: Sequence[Argument], this: Value) -> Value:
        m = self.machine
        scope = Scope(self.scope, function=True)
        if not self.is_arrow:
            scope.this = this if this is not None else UNDEFINED
            scope.arguments = arguments
        m.born(scope.names)
        body = self.body
        if body is None:
            return UNDEFINED
        if self.single is not None:
            scope.names[text_of(self.single)] = arguments[0].value if arguments else UNDEFINED
        elif self.parameters is not None:
            bind_parameters(m, self.parameters, arguments, scope)
        if body.type != "statement_block":
            return m.evaluate(body, scope)
        frame = m.enter("function")
        abrupt: Abrupt | None
        try:
            abrupt = m.execute_body(body, scope)
        except Throw as thrown:
            abrupt = Abrupt("throw", thrown.value)
        abrupt = m.leave(frame, abrupt)
        if abrupt is None:
            return UNDEFINED
        if abrupt.kind == "throw":
            raise Throw(abrupt.value)
        return abrupt.value


def bind_parameters(m: Machine, parameters: Node, arguments: Sequence[Argument], scope: Scope) -> None:
    index = 0
    for child in parameters.named_children:
        kind = child.type
        if kind in ("comment", "decorator"):
            continue
        pattern, default = child, None
        if kind in ("required_parameter", "optional_parameter"):
            inner = child.child_by_field_name("pattern")
            if inner is None:
                continue
            pattern, default = inner, child.child_by_field_name("value")
        if pattern.type == "this":
            continue
        if pattern.type == "rest_pattern":
            rest = arguments[index:]
            values = Array([argument.value for argument in rest], [argument.span for argument in rest])
            patterns.declare(m, pattern.named_children[-1], values, scope)
            return
        value = arguments[index].value if index < len(arguments) else UNDEFINED
        if default is not None:
            value = patterns.with_default(m, value, default, scope)
        patterns.declare(m, pattern, value, scope)
        index += 1


def closure(m: Machine, node: Node, scope: Scope, name: str = "") -> Closure:
    return Closure(m, node, scope, name)


def function_expression(m: Machine, node: Node, scope: Scope) -> Value:
    name = node.child_by_field_name("name")
    if name is None:
        return Closure(m, node, scope, "")
    inner = Scope(scope)
    found = Closure(m, node, inner, text_of(name))
    inner.names[found.name] = found
    return found


# --- classes ----------------------------------------------------------------------------------------------------------


class ClassFunction(Function):
    """A class of the program. `fields`: instance fields, evaluated for each instance."""

    __slots__ = ("constructor", "fields", "parent", "scope")

    def __init__(self, name: str, node: Node, scope: Scope, parent: Value) -> None:
        super().__init__(name, self._call, node)
        self.scope = scope
        self.parent = parent
        self.constructor: Closure | None = None
        self.fields: list[tuple[str, Node | None]] = []

    def _call(self, arguments: Sequence[Argument], this: Value, site: Site) -> Value:
        return Unknown(f"a call of the class {self.name}")


def class_expression(m: Machine, node: Node, scope: Scope) -> Value:
    name = node.child_by_field_name("name")
    inner = Scope(scope)
    made = ClassFunction(text_of(name) if name is not None else "", node, inner, _parent(m, node, scope))
    if made.parent is not UNDEFINED:
        made.properties["__proto__"] = made.parent
    prototype = Object()
    made.properties["prototype"] = prototype
    if name is not None:
        inner.names[made.name] = made
    body = node.child_by_field_name("body")
    for member in body.named_children if body is not None else ():
        _member(m, made, prototype, member, inner)
    return made


def _parent(m: Machine, node: Node, scope: Scope) -> Value:
    for child in node.named_children:
        if child.type == "class_heritage":
            clause = child.named_children[0] if child.named_children else None
            if clause is not None and clause.type == "extends_clause":
                clause = clause.child_by_field_name("value")
            if clause is not None and clause.type != "implements_clause":
                return m.evaluate(clause, scope)
    return UNDEFINED


def _member(m: Machine, made: ClassFunction, prototype: Object, member: Node, scope: Scope) -> None:
    from knexlint.evaluate.expressions import key_of

    if member.type == "class_static_block":
        body = member.child_by_field_name("body")
        if body is not None:
            m.execute(body, _this_scope(scope, made))
        return
    key = member.child_by_field_name("name")
    if key is None or member.type not in ("method_definition", "public_field_definition", "field_definition"):
        return
    name = key_of(m, key, scope)
    if name is None:
        return
    kinds = {child.type for child in member.children}
    static = "static" in kinds
    owner = made.properties if static else prototype.items
    if member.type == "method_definition":
        if "get" in kinds or "set" in kinds:
            owner[name] = Unknown("a computed property", name)
        elif name == "constructor" and not static:
            made.constructor = closure(m, member, scope, made.name)
        else:
            owner[name] = closure(m, member, scope, name)
    elif static:
        value = member.child_by_field_name("value")
        owner[name] = m.evaluate(value, _this_scope(scope, made)) if value is not None else UNDEFINED
    else:
        made.fields.append((name, member.child_by_field_name("value")))


def _this_scope(scope: Scope, this: Value) -> Scope:
    inner = Scope(scope, function=True)
    inner.this = this
    return inner


def construct(m: Machine, callee: Value, arguments: Sequence[Argument], site: Site, name: str) -> Value:
    """`new callee(…)`."""
    if isinstance(callee, ClassFunction):
        made = Instance(constructor=callee)
        m.born(made.items)
        _initialise(m, callee, made, arguments, site)
        return made
    if isinstance(callee, Function) and "new" in callee.properties:
        maker = callee.properties["new"]
        if isinstance(maker, Function):
            return maker.call(arguments, UNDEFINED, site)
    if isinstance(callee, Closure):
        made = Instance(constructor=callee)
        m.born(made.items)
        found = callee.invoke(arguments, made, site)
        return found if isinstance(found, Object) else made
    if isinstance(callee, Host):
        return m.invoke(callee, arguments, UNDEFINED, site, name)
    if isinstance(callee, Choice):
        return m.each(callee, lambda one: construct(m, one, arguments, site, name))
    reason = callee.reason if isinstance(callee, Unknown) else name
    return m.lost(Unknown(f"new {reason}()", name), arguments, UNDEFINED, site, name)


def _initialise(m: Machine, made_of: ClassFunction, made: Instance, arguments: Sequence[Argument], site: Site) -> None:
    parent = made_of.parent
    if isinstance(parent, ClassFunction):
        _initialise(m, parent, made, arguments, site)
    elif isinstance(parent, Function) and parent.name.endswith("Error") and arguments:
        message = arguments[0].value
        made.hidden.update(message=message, name=Fragment.plain("Error"))
    elif parent is not UNDEFINED:
        made.complete = False
    for name, value in made_of.fields:
        made.items[name] = m.evaluate(value, _this_scope(made_of.scope, made)) if value is not None else UNDEFINED
    if made_of.constructor is not None:
        made_of.constructor.invoke(arguments, made, site)
