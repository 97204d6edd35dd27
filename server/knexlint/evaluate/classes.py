"""Classes of the program: members, instances, `super`."""

# ruff: noqa: ARG002 - all methods and handlers have one signature

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knexlint.evaluate.functions import Closure, closure
from knexlint.evaluate.members import accessor
from knexlint.evaluate.scope import Home, MethodScope, Scope, this_holder
from knexlint.evaluate.values import (
    UNDEFINED,
    Argument,
    Choice,
    Function,
    Host,
    Object,
    Site,
    Unknown,
    Value,
)
from knexlint.evaluate.work import Instance, give_cause
from knexlint.syntax import Node, text_of
from knexlint.text import Fragment

if TYPE_CHECKING:
    from knexlint.evaluate.machine import Machine


class ClassFunction(Function):
    """A class of the program. `fields`: instance fields, evaluated for each instance."""

    __slots__ = ("constructor", "fields", "parent", "scope")

    def __init__(self, name: str, node: Node, scope: Scope, parent: Value) -> None:
        super().__init__(name, None, node)
        self.scope = scope
        self.parent = parent
        self.constructor: Closure | None = None
        self.fields: list[tuple[str, Node | None]] = []

    def call(self, arguments: Sequence[Argument], this: Value, site: Site) -> Value:
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
            m.execute(body, _this_scope(scope, made, Home(made, True)))
        return
    key = member.child_by_field_name("name")
    if key is None or member.type not in ("method_definition", "public_field_definition", "field_definition"):
        return
    kinds = {child.type for child in member.children}
    name = key_of(m, key, scope)
    if "declare" in kinds:
        return
    static = "static" in kinds
    if name is None:
        prototype.complete = prototype.complete and static
        return
    owner, home = (made.properties if static else prototype.items), Home(made, static)
    if member.type == "method_definition":
        method = closure(m, member, scope, name, home)
        if "get" in kinds or "set" in kinds:
            owner[name] = accessor(owner.get(name), name, "get" if "get" in kinds else "set", method)
        elif name == "constructor" and not static:
            made.constructor = method
        else:
            owner[name] = method
    elif static:
        value = member.child_by_field_name("value")
        owner[name] = m.evaluate(value, _this_scope(scope, made, home)) if value is not None else UNDEFINED
    else:
        made.fields.append((name, member.child_by_field_name("value")))


def _this_scope(scope: Scope, this: Value, home: Home) -> Scope:
    inner = MethodScope(scope, home)
    inner.this = this
    return inner


# --- instances --------------------------------------------------------------------------------------------------------


def construct(m: Machine, callee: Value, arguments: Sequence[Argument], site: Site, name: str) -> Value:
    """`new callee(…)`."""
    if isinstance(callee, ClassFunction):
        made = Instance(constructor=callee)
        m.born(made.items)
        return _initialise(m, callee, made, arguments, site)
    if isinstance(callee, Function) and "new" in callee.properties:
        maker = callee.properties["new"]
        if isinstance(maker, Function):
            return maker.call(arguments, UNDEFINED, site)
    if isinstance(callee, Closure):
        made = Instance(constructor=callee)
        m.born(made.items)
        found = callee.call(arguments, made, site)
        return found if isinstance(found, Object) else made
    if isinstance(callee, Host):
        return m.invoke(callee, arguments, UNDEFINED, site, name)
    if isinstance(callee, Choice):
        return m.each(callee, lambda one: construct(m, one, arguments, site, name))
    reason = callee.reason if isinstance(callee, Unknown) else name
    return m.lost(Unknown(f"new {reason}()", name), arguments, UNDEFINED, site, name)


def _initialise(m: Machine, made_of: ClassFunction, made: Value, arguments: Sequence[Argument], site: Site) -> Value:
    """Run the constructor; what it makes, which may be something else than the instance."""
    constructor = made_of.constructor
    if constructor is None:
        _initialise_as_parent(m, made_of, made, arguments, site)
        return made
    if made_of.parent is UNDEFINED:
        _give_fields(m, made_of, made)
    if isinstance(made, Object):
        _give_parameters(m, constructor, made, arguments)
    found = constructor.call(arguments, made, site)
    return found if isinstance(found, Object) else made


def _initialise_as_parent(
    m: Machine, made_of: ClassFunction, made: Value, arguments: Sequence[Argument], site: Site
) -> None:
    """`super(…)`, then the fields of the class."""
    parent = made_of.parent
    if isinstance(parent, ClassFunction):
        _initialise(m, parent, made, arguments, site)
    elif isinstance(parent, Closure):
        parent.call(arguments, made, site)
    elif isinstance(made, Instance) and isinstance(parent, Function) and parent.name.endswith("Error"):
        message = arguments[0].value if arguments else Fragment()
        made.hidden.update(message=message, name=Fragment.plain(parent.name))
        give_cause(made, arguments[1].value if len(arguments) > 1 else UNDEFINED)
    elif parent is not UNDEFINED:
        if isinstance(made, Object):
            made.complete = False
        m.lost(Unknown("a class that is not known"), arguments, made, site, "super")
    _give_fields(m, made_of, made)


def _give_fields(m: Machine, made_of: ClassFunction, made: Value) -> None:
    if not isinstance(made, Object):
        return
    for name, value in made_of.fields:
        scope = _this_scope(made_of.scope, made, Home(made_of, False))
        m.note(made.items, name)
        made.items[name] = m.evaluate(value, scope) if value is not None else UNDEFINED


_KEPT = frozenset({"accessibility_modifier", "readonly", "override_modifier"})
_PLAIN = frozenset({"string", "number", "true", "false", "null", "undefined", "unary_expression"})


def _give_parameters(m: Machine, constructor: Closure, made: Object, arguments: Sequence[Argument]) -> None:
    """TypeScript's `constructor(private name: string)`."""
    parameters = constructor.parameters
    if parameters is None:
        return
    for index, parameter in enumerate(child for child in parameters.named_children if child.type != "comment"):
        if any(child.type in _KEPT for child in parameter.children):
            pattern = parameter.child_by_field_name("pattern")
            if pattern is None:
                continue
            given: Value = arguments[index].value if index < len(arguments) else UNDEFINED
            default = parameter.child_by_field_name("value")
            if given is UNDEFINED and default is not None:
                given = Unknown(f"the default of {text_of(pattern)}")
                if default.type in _PLAIN:
                    given = m.evaluate(default, constructor.scope)
            made.items[text_of(pattern)] = given


# --- super ------------------------------------------------------------------------------------------------------------


def call_super(m: Machine, scope: Scope, arguments: Sequence[Argument], site: Site) -> Value:
    """`super(…)` in a constructor."""
    holder = this_holder(scope)
    if not isinstance(holder, MethodScope) or not isinstance(holder.home.owner, ClassFunction):
        return m.lost(Unknown("a call of super"), arguments, UNDEFINED, site, "super")
    _initialise_as_parent(m, holder.home.owner, holder.this, arguments, site)
    return holder.this


def inherited(m: Machine, scope: Scope, name: str | None) -> tuple[Value, Value]:
    """`super.name`, and the `this` it is called with."""
    from knexlint.evaluate.properties import property_of

    holder = this_holder(scope)
    this = holder.this if holder.this is not None else UNDEFINED
    if not isinstance(holder, MethodScope) or not isinstance(holder.home.owner, ClassFunction) or name is None:
        return Unknown("what super has"), this
    parent = holder.home.owner.parent
    if holder.home.static and isinstance(parent, Function):
        return property_of(m, parent, name, m.anchor), this
    while isinstance(parent, Function):
        methods = parent.properties.get("prototype")
        if isinstance(methods, Object) and name in methods.items:
            return methods.items[name], this
        if not isinstance(parent, ClassFunction):
            return Unknown("what super has"), this
        parent = parent.parent
    return (UNDEFINED if parent is UNDEFINED else Unknown("what super has")), this
