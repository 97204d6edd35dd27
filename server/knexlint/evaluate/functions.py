"""Functions of the program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knexlint.evaluate import generators, patterns
from knexlint.evaluate.flow import Abrupt, Throw
from knexlint.evaluate.limits import OutOfFuel
from knexlint.evaluate.scope import GeneratorScope, Home, MethodScope, Scope
from knexlint.evaluate.values import (
    UNDEFINED,
    Argument,
    Array,
    Function,
    Site,
    Value,
)
from knexlint.evaluate.work import Code
from knexlint.syntax import Node, span_of, text_of

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine


class Closure(Function):
    """A function of the program with the scope it was made in."""

    __slots__ = ("_mentioned", "code", "generator", "home", "machine", "scope")
    node: Node

    def __init__(self, m: Machine, node: Node, scope: Scope, name: str, home: Home | None = None) -> None:
        is_async = generator = False
        for child in node.children:
            kind = child.type
            if kind == "async":
                is_async = True
            elif kind == "*":
                generator = True
            elif kind in ("formal_parameters", "=>", "statement_block"):
                break
        super().__init__(name, None, node, is_async)
        self.machine = m
        self.scope = scope
        self.code: Code = m.code
        self.generator = generator
        self.home = home
        self._mentioned: tuple[str, ...] | None = None

    @property
    def parameters(self) -> Node | None:
        return self.node.child_by_field_name("parameters")

    @property
    def body(self) -> Node | None:
        return self.node.child_by_field_name("body")

    @property
    def mentioned(self) -> tuple[str, ...]:
        """The names in its body, each once."""
        if self._mentioned is None:
            names: dict[str, None] = {}
            stack = [self.body] if self.body is not None else []
            while stack:
                node = stack.pop()
                if node.type in ("identifier", "shorthand_property_identifier"):
                    names[text_of(node)] = None
                stack.extend(node.named_children)
            self._mentioned = tuple(names)
        return self._mentioned

    def call(self, arguments: Sequence[Argument], this: Value, site: Site) -> Value:
        m = self.machine
        if m.depth >= m.limits.depth:
            raise OutOfFuel("calls are nested too deeply to follow")
        if self.generator:
            return generators.generate(self, arguments, this, site)
        saved = (m.code, m.anchor, m.foreign)
        if self.code is not m.code:
            if self.code.foreign and not m.foreign:
                m.anchor = site
            m.code, m.foreign = self.code, self.code.foreign
        m.depth += 1
        try:
            if self.is_async:
                span = None if m.foreign else span_of(self.node)
                return m.start(lambda: self.run(arguments, this), site, "call", span)
            return self.run(arguments, this)
        finally:
            m.depth -= 1
            m.code, m.anchor, m.foreign = saved

    def run(self, arguments: Sequence[Argument], this: Value) -> Value:
        m, node, home = self.machine, self.node, self.home
        if self.generator:
            scope: Scope = GeneratorScope(self.scope, m.yielded)
        elif home is None:
            scope = Scope(self.scope, function=True)
        else:
            scope = MethodScope(self.scope, home)
        if node.type != "arrow_function":
            scope.this = this if this is not None else UNDEFINED
            scope.arguments = arguments
        m.born(scope.names)
        body = self.body
        if body is None:
            return UNDEFINED
        parameters = self.parameters
        if parameters is not None:
            bind_parameters(m, parameters, arguments, scope)
        elif (single := node.child_by_field_name("parameter")) is not None:
            scope.names[text_of(single)] = arguments[0].value if arguments else UNDEFINED
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


def count_parameters(function: Closure) -> int:
    """`function.length`: the parameters before the first with a default."""
    if function.parameters is None:
        return 1 if function.node.child_by_field_name("parameter") is not None else 0
    count = 0
    for child in function.parameters.named_children:
        pattern = child.child_by_field_name("pattern") or child
        if pattern.type in ("assignment_pattern", "rest_pattern") or child.child_by_field_name("value") is not None:
            break
        count += child.type not in ("comment", "decorator") and pattern.type != "this"
    return count


def closure(m: Machine, node: Node, scope: Scope, name: str = "", home: Home | None = None) -> Closure:
    return Closure(m, node, scope, name, home)


def function_expression(m: Machine, node: Node, scope: Scope) -> Value:
    name = node.child_by_field_name("name")
    if name is None:
        return Closure(m, node, scope, "")
    inner = Scope(scope)
    found = Closure(m, node, inner, text_of(name))
    inner.names[found.name] = found
    return found
