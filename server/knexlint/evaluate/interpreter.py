"""The door to the evaluator: run the top of a migration file, then its functions."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from types import MappingProxyType

from knexlint.evaluate import arrays, maps, objects, promises, strings
from knexlint.evaluate import globals as world
from knexlint.evaluate.expressions import EXPRESSIONS
from knexlint.evaluate.flow import Frame, Throw
from knexlint.evaluate.limits import Limits, OutOfFuel
from knexlint.evaluate.machine import Machine, Method
from knexlint.evaluate.modules import Files
from knexlint.evaluate.order import order, sends, waited_tracks
from knexlint.evaluate.resolve import Workspace
from knexlint.evaluate.scope import Link, Scope
from knexlint.evaluate.statements import STATEMENTS
from knexlint.evaluate.values import (
    UNDEFINED,
    Argument,
    Array,
    Function,
    Guard,
    Host,
    HostMethod,
    Object,
    Promise,
    RegExp,
    Sent,
    Site,
    Track,
    Value,
)
from knexlint.evaluate.work import Code, Collection, Iterator, Opaque, Thrown, error_message
from knexlint.record import record
from knexlint.syntax import Module, span_of
from knexlint.text import Fragment, Span

_NOTHING: Mapping[str, Value] = MappingProxyType({})

METHODS: dict[type, Mapping[str, Method]] = {
    Fragment: strings.METHODS,
    int: strings.NUMBER_METHODS,
    float: strings.NUMBER_METHODS,
    bool: strings.NUMBER_METHODS,
    Array: arrays.METHODS,
    Iterator: arrays.ITERATOR_METHODS,
    Object: objects.OBJECT_METHODS,
    Collection: maps.METHODS,
    RegExp: world.REGEXP_METHODS,
    Function: world.FUNCTION_METHODS,
    HostMethod: world.FUNCTION_METHODS,
    Promise: promises.METHODS,
    Host: promises.METHODS,
}


@record
class Work:
    """Asynchronous work nothing waits for. `span`: the token to point at, `chain` the whole expression."""

    kind: str
    span: Span
    chain: Span
    callback: Span | None


@record
class Outcome:
    """What one function did.

    `sent`: in order; an item is what a host sent, or an `Opaque`. `error`: what it throws whatever the database says.
    `never_run`: builders that nothing settles. `floating`: see `Work`.
    """

    sent: tuple[Sent, ...] = ()
    value: Value = UNDEFINED
    error: str | None = None
    never_run: tuple[tuple[Host, Site], ...] = ()
    floating: tuple[Work, ...] = ()


class Interpreter:
    """One file, evaluated anew for each instance.

    `packages`: what imports of packages give. `globals`: further names the program finds. `files`: where imported
    files are read; without it imports are unknown.
    """

    def __init__(
        self,
        module: Module,
        files: Files | None = None,
        packages: Mapping[str, Value] = _NOTHING,
        globals: Mapping[str, Value] = _NOTHING,  # noqa: A002
        limits: Limits | None = None,
    ) -> None:
        limits = limits or Limits()
        self.module = module
        self.error: str | None = None
        self.sent: tuple[Sent, ...] = ()  # what loading the file sends, or an `Opaque` if that is not followed
        top = Scope(None)
        code = Code(module.source.path, False, Scope(top, function=True))
        code.scope.this = UNDEFINED
        self.machine = m = Machine(limits, EXPRESSIONS, STATEMENTS, METHODS, code)
        m.fuel += limits.steps_for(module.source.data)
        top.names.update(world.NAMES)
        top.names.update(globals)
        m.globals, m.damaged = top.names, module.damaged
        m.loader = self.workspace = Workspace(m, files, packages, top)
        self._code = code
        self._exports: dict[str, Value] | None = None
        self._thrown: set[int] = set()

    def exports(self) -> Mapping[str, Value]:
        """Run the top of the file; what it exports. `error` then says what that throws, if it does."""
        if self._exports is None:
            self._exports = {}
            m, root = self.machine, self.module.root
            where = Site(Span(0, 0), Span(0, 0), Span(0, 0))
            m.track = Track()
            self.error = self._protected(lambda: self.workspace.run(self._code, root), where)[1]
            thrown = self._thrown
            self._protected(self._read_exports, where)
            self._thrown |= thrown
            self.sent = self._without_caught(step for step in m.track.steps if isinstance(step, Sent))
        return self._exports

    def whole(self) -> Value:
        """Run the top of the file; what requiring it gives: the object of its exports, or what they were set to."""
        self.exports()
        return self.workspace.whole(self._code)

    def kept(self) -> list[Hashable]:
        """What hosts keep something under that the program set up."""
        return list(self.machine.memory)

    def constants(self) -> list[Value]:
        """What the names at the top of the file hold, once it has run."""
        self.exports()
        return [value for value in self._code.scope.names.values() if not isinstance(value, Link)]

    def _read_exports(self) -> Value:
        self._exports = self.workspace.all_exports(self._code)
        return UNDEFINED

    def run(self, function: Value, arguments: Sequence[Value] = ()) -> Outcome:
        """Call an exported function and wait for it, as Knex does."""
        m = self.machine
        node = function.node if isinstance(function, Function) else None
        span = span_of(node) if node is not None else Span(0, 0)
        site = Site(span, span, span)
        root = m.track = Track()
        lazies: list[tuple[Host, Site]] = []
        begun: list[Promise] = []
        m.lazies, m.promises = lazies, begun
        m.asked, m.holding, m.thrown = {}, (), {}
        m.fuel = m.limits.steps + m.limits.steps_for(self.module.source.data)
        given = [Argument(value, span) for value in arguments]
        self._thrown = set()
        value, error, complete = self._protected(
            lambda: m.wait(m.invoke(function, given, UNDEFINED, site, "the function"), site), site, root
        )
        sent = (*self.sent, *self._without_caught(order(root)))
        if not complete:
            return Outcome(sent, value, error)
        waited = waited_tracks(root)
        floating = [promise for promise in begun if not promise.joined and id(promise.track) not in waited]
        return Outcome(
            sent,
            value,
            error,
            tuple((host, where) for host, where in lazies if not host.used),
            tuple(dict.fromkeys(_work(promise) for promise in floating if sends(promise.track))),
        )

    def end(self) -> None:
        """Nothing more will run: circles of references are let go, so that nobody has to look for them."""
        m = self.machine
        m.loader, m.track, m.lazies, m.promises = None, Track(), [], []
        m.globals.clear()
        for code in (self._code, *self.workspace.loaded.values()):
            if isinstance(code, Code):
                code.scope.names.clear()
                code.exports.clear()

    def _protected(
        self, walk: Callable[[], Value], site: Site, track: Track | None = None
    ) -> tuple[Value, str | None, bool]:
        """The value, what is thrown whatever happens, and whether all of it was followed."""
        m = self.machine
        m.frames, m.exits, m.levels, m.holding, m.depth = [], [], [], (), 0
        m.code, m.foreign = self._code, False
        frame = m.enter("function", catches=True)
        root = m.track if track is None else track
        try:
            value = walk()
        except Throw as thrown:
            self._uncaught(frame, thrown.value)
            return UNDEFINED, error_message(thrown.value), True
        except (OutOfFuel, RecursionError) as end:
            reason = str(end) if isinstance(end, OutOfFuel) else "it is nested too deeply to follow"
            root.steps.append(Sent(Opaque(reason, site, limit=True), (Guard(None, reason=reason),)))
            m.track = root
            return UNDEFINED, None, False
        self._uncaught(frame)
        m.leave(frame, None)
        return value, None, True

    def _uncaught(self, frame: Frame, *values: Value) -> None:
        """Remember what leaves the outermost function, under whatever guards."""
        paths = (path.abrupt.value for path in frame.waiting if path.abrupt.kind == "throw")
        self._thrown = {id(value) for value in (*paths, *values)}

    def _without_caught(self, sent: Iterable[Sent]) -> tuple[Sent, ...]:
        """What is sent, and where it is thrown what nothing catches and nothing else tells."""
        return tuple(
            step
            for step in sent
            if not isinstance(step.item, Thrown) or (id(step.item.value) in self._thrown and not step.item.told)
        )


def _work(promise: Promise) -> Work:
    return Work(promise.kind, promise.span, promise.chain or promise.span, promise.callback)
