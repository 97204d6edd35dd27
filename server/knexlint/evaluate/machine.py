"""The machine that walks a program: fuel, where it stands, and what it hands to the connection.

`Machine` implements `Runtime` for host objects. What each kind of node does is in tables of functions
`(machine, node, scope)`; it finds them by the node's type.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeAlias

from knexlint.evaluate.beside import hide, reveal
from knexlint.evaluate.choosing import Choosing
from knexlint.evaluate.flow import Abrupt, Throw
from knexlint.evaluate.language import call_method, elements, method_of
from knexlint.evaluate.limits import Limits, OutOfFuel
from knexlint.evaluate.scope import Scope
from knexlint.evaluate.state import Level
from knexlint.evaluate.used import hand_over
from knexlint.evaluate.values import (
    UNDEFINED,
    Argument,
    Array,
    Choice,
    Function,
    Guard,
    Host,
    HostMethod,
    Joined,
    Object,
    Probe,
    Promise,
    Sent,
    Site,
    Started,
    Track,
    Unknown,
    Value,
)
from knexlint.evaluate.variants import variants
from knexlint.evaluate.work import Code, Instance, NodeSite, Opaque, Unsure
from knexlint.syntax import Node
from knexlint.text import Fragment, Span

Expression: TypeAlias = "Callable[[Machine, Node, Scope], Value]"
Statement: TypeAlias = "Callable[[Machine, Node, Scope], Abrupt | None]"
Method: TypeAlias = "Callable[[Machine, Any, list[Value], Site], Value]"

_NOWHERE = Span(0, 0)
_SENDING = 30  # steps: what is sent is read and judged, too
_AGAIN = "the database is asked the same question a different number of times on the way here"


class Machine(Choosing):
    def __init__(
        self,
        limits: Limits,
        expressions: Mapping[str, Expression],
        statements: Mapping[str, Statement],
        methods: Mapping[type, Mapping[str, Method]],
        code: Code,
    ) -> None:
        super().__init__()
        self.limits = limits
        self.expressions = expressions
        self.statements = statements
        self.methods = methods
        self.fuel = limits.steps
        self.depth = 0
        self.code = code
        self.foreign = False
        self.anchor = Site(_NOWHERE, _NOWHERE, _NOWHERE)
        self.track = Track()
        self.asked: dict[Any, Any] = {}
        self.lazies: list[tuple[Host, Site]] = []
        self.promises: list[Promise] = []
        self.argument_spans: list[Span | None] = []
        self.loader: Any = None
        self.damaged = False  # half-typed
        self.yielded = Array()  # by the generator that begins to run
        self.declared: dict[tuple[int, int, int], tuple[set[str], set[str]]] = {}
        self.globals: dict[str, Value] = {}
        self.memory: dict[Hashable, Value] = {}  # what hosts keep for the rest of the run

    # --- walking ----------------------------------------------------------------------------------------------------

    def evaluate(self, node: Node, scope: Scope) -> Value:
        self.fuel -= 1
        if self.fuel < 0:
            raise OutOfFuel("it takes too many steps to follow")
        handler = self.expressions.get(node.type)
        if handler is None:
            return Unknown(f"an expression of a kind that is not followed ({node.type.replace('_', ' ')})")
        return handler(self, node, scope)

    def execute(self, node: Node, scope: Scope) -> Abrupt | None:
        self.fuel -= 1
        if self.fuel < 0:
            raise OutOfFuel("it takes too many steps to follow")
        handler = self.statements.get(node.type)
        return handler(self, node, scope) if handler is not None else None

    def execute_body(self, node: Node, scope: Scope) -> Abrupt | None:
        """The statements of a block, in this very scope."""
        from knexlint.evaluate.statements import body

        return body(self, node, scope)

    def execute_block(self, node: Node, scope: Scope) -> Abrupt | None:
        """A `finally`: its block."""
        return self.execute(node, scope)

    def evaluate_function(self, node: Node, scope: Scope) -> Value:
        """A function or class declaration without a name."""
        from knexlint.evaluate.classes import class_expression
        from knexlint.evaluate.functions import closure

        return class_expression(self, node, scope) if "class" in node.type else closure(self, node, scope, "default")

    def charge(self, steps: int) -> None:
        self.fuel -= steps
        if self.fuel < 0:
            raise OutOfFuel("it takes too many steps to follow")

    def check_text(self, size: int) -> None:
        if size > self.limits.text:
            raise OutOfFuel("it builds a text that is too long to follow")

    def check_items(self, size: int) -> None:
        if size > self.limits.items:
            raise OutOfFuel("it builds a list that is too long to follow")

    # --- places -----------------------------------------------------------------------------------------------------

    def span(self, node: Node) -> Span:
        """Where a node stands in the migration file; in another file, the call that led there."""
        return self.anchor.call if self.foreign else Span(node.start_byte, node.end_byte)

    def site(self, call: Node, method: Node, arguments: Node | None = None) -> Site:
        if self.foreign:
            anchor = self.anchor
            return anchor if anchor.foreign else Site(anchor.call, anchor.method, anchor.arguments, True)
        return NodeSite(call, method, arguments)

    # --- calls ------------------------------------------------------------------------------------------------------

    def invoke(self, callee: Value, arguments: Sequence[Argument], this: Value, site: Site, name: str) -> Value:
        callee = self.decided(callee)
        if isinstance(callee, HostMethod):
            self.charge(8)
            hand_over(arguments)
            if this is UNDEFINED and not callee.free:
                return self.throw(f"Cannot read properties of undefined (reading '{callee.name}')", site)
            return callee.call(arguments, site, self)
        if isinstance(callee, Function):
            return callee.call(arguments, this, site)
        if isinstance(callee, Host):
            hand_over(arguments)
            return callee.call(arguments, site, self)
        if isinstance(callee, Choice):
            return self.each(callee, lambda one: self.invoke(one, arguments, this, site, name))
        if isinstance(callee, Unknown):
            return self.lost(callee, arguments, this, site, name)
        return self.absent(name, site)

    def lost(self, callee: Unknown, arguments: Sequence[Argument], this: Value, site: Site, name: str) -> Value:
        """A call of what is not known: whatever may run there is said."""
        from knexlint.evaluate.unknown import call_unknown

        return call_unknown(self, callee, arguments, this, site, name)

    def method(self, value: Value, name: str) -> Method | None:
        """A method of the language that values of this kind have."""
        return method_of(self, value, name)

    def builtin(self, method: Method, this: Value, arguments: Sequence[Argument], site: Site) -> Value:
        """Call a method of the language; for each alternative where the receiver or an argument is a choice."""
        return call_method(self, method, this, arguments, site)

    def as_arguments(self, values: Sequence[Value], site: Site) -> list[Argument]:
        return [Argument(value, site.call) for value in values]

    def elements(self, value: Value) -> Array | Unknown:
        """What a loop or a spread takes out of a value."""
        return elements(self, value)

    def own_text(self, value: Value) -> Value | None:
        """What an object's own `toString` says."""
        if isinstance(value, Object):
            method = value.items.get("toString")
            if method is None and isinstance(value, Instance):
                method = value.find("toString")
            if isinstance(method, Function):
                text = self.decided(method.call((), value, self.anchor))
                return text if isinstance(text, (Fragment, Choice)) else None
        return None

    # --- waiting ----------------------------------------------------------------------------------------------------

    def wait(self, value: Value, site: Site) -> Value:
        """`await value`."""
        value = self.decided(value)
        if isinstance(value, Host):
            if not value.thenable:
                return value
            value.used = True
            return value.settle(site, self)
        if isinstance(value, Promise):
            return self.joined(value)
        if isinstance(value, (Choice, Unsure)):
            return self.each(value, lambda one: self.wait(one, site))
        if isinstance(value, Object) and isinstance(value.items.get("then"), Function):
            return Unknown("a promise of its own kind")
        return value

    def joined(self, promise: Promise) -> Value:
        promise.joined = True
        if promise.track.steps:
            self.track.steps.append(Joined(promise.track))
        if promise.late:
            reveal(self, promise.late)
            promise.late = []
        for guards, thrown in promise.failing:
            holding = frozenset(self.holding)
            beyond = tuple(guard for guard in guards if guard not in holding)
            guard = (
                beyond[0] if len(beyond) == 1 else Guard(None, reason="it depends on whether an earlier call throws")
            )
            if beyond:
                self.throws_under(guard, thrown)
        if promise.rejected:
            raise Throw(promise.value)
        return promise.value

    def start(self, work: Callable[[], Value], site: Site, kind: Any, callback: Span | None = None) -> Promise:
        """Begin asynchronous work on a track of its own; it is walked at once."""
        track, outer, late = Track(), self.track, self.late
        promise = Promise(track, UNDEFINED, site.method, kind, chain=site.call, callback=callback)
        outer.steps.append(Started(track, self.holding))
        self.promises.append(promise)
        self.track = track
        depth = len(self.levels)
        level = self._watched() if self.depth > 1 else None
        frame = self.enter("function", catches=True)
        abrupt: Abrupt | None
        try:
            abrupt = Abrupt("return", self.wait(work(), site))
        except Throw as thrown:
            abrupt = Abrupt("throw", thrown.value)
        except (OutOfFuel, RecursionError):
            outer.steps.append(Joined(track))  # what it has sent by now was sent; the end says that more may come
            raise
        finally:
            self.track, self.late = outer, late
        promise.failing = [(w.guards, w.abrupt.value) for w in frame.waiting if w.abrupt.kind == "throw"]
        frame.waiting = [waiting for waiting in frame.waiting if waiting.abrupt.kind != "throw"]
        if abrupt.kind == "throw" and frame.waiting:
            promise.failing.append((self.holding, abrupt.value))
        abrupt = self.leave(frame, abrupt)
        if abrupt is not None:
            promise.value, promise.rejected = abrupt.value, abrupt.kind == "throw"
        if level is not None:
            self._fold_levels(depth)
            if track.steps and level.changes:
                promise.late = hide(self, level)
        return promise

    def _watched(self) -> Level:
        level = Level()
        self.levels.append(level)
        return level

    # --- Runtime ----------------------------------------------------------------------------------------------------

    def guards(self) -> tuple[Guard, ...]:
        return self.holding

    def send(self, item: Any, late: bool = False) -> None:
        self.track.steps.append(Sent(item, self.holding, late))
        self.charge(_SENDING)

    def probe(
        self, kind: str, schema: str | None, table: str, column: str | None, item: Callable[[Probe], Any]
    ) -> Value:
        question = (kind, schema, table, column)
        asked = self.asked.get(question, 0)
        self.note(self.asked, question)
        again = not isinstance(asked, int)
        probe = Probe(kind, schema, table, column, 0 if again else asked + 1)
        self.send(item(probe))
        if again:
            return Unknown(_AGAIN)
        self.asked[question] = probe.occurrence
        return Choice(probe, True, False)

    def call(self, function: Value, arguments: Sequence[Value], this: Value, site: Site) -> Value:
        given = [Argument(value, site.call) for value in arguments]
        return self.invoke(function, given, this, site, "callback")

    def call_within(self, function: Value, arguments: Sequence[Value], site: Site) -> tuple[Track, Value]:
        track, outer = Track(), self.track
        self.track = track
        try:
            return track, self.wait(self.call(function, arguments, UNDEFINED, site), site)
        finally:
            self.track = outer

    def watched(self, walk: Callable[[], Value]) -> tuple[Value, Sequence[Promise]]:
        begun = len(self.promises)
        return walk(), self.promises[begun:]

    def follow(self, promise: Promise) -> None:
        self.track.steps.append(Joined(promise.track, first=True))

    def run_track(self, track: Track) -> None:
        self.track.steps += (Started(track, self.holding), Joined(track))

    def opaque(self, reason: str, site: Site) -> None:
        self.send(Opaque(reason, site))

    def lazy(self, host: Host, site: Site) -> None:
        self.lazies.append((host, site))

    def keep(self, key: Hashable, value: Value) -> None:
        self.note(self.memory, key)
        self.memory[key] = value

    def kept(self, key: Hashable) -> Value | None:
        return self.memory.get(key)

    @property
    def missing(self) -> Sequence[str]:
        return self.loader.missing if self.loader is not None else ()

    def variants(self, guards: Sequence[tuple[Guard, ...]]) -> list[tuple[tuple[Guard, ...], list[bool]]] | None:
        return variants(self.holding, guards)
