"""The values of the evaluated program, and what a host object is. Knows no Knex.

| JavaScript        | here                                                      |
|-------------------|-----------------------------------------------------------|
| string            | `Fragment`: text that remembers where it stands           |
| number            | `int` (when it is one) or `float`; bigint: `BigInt`       |
| boolean, null     | `bool`, `None`                                            |
| undefined         | `UNDEFINED`                                               |
| array, object     | `Array`, `Object` (mutable, compared by identity)         |
| Date, RegExp      | `Unknown` / `RegExp`                                      |
| function, class   | `Function` (a closure, a bound method, a builtin)         |
| promise           | `Promise`                                                 |
| knex, trx, table… | a `Host`, handed in                                       |
| anything else     | `Unknown(reason)`                                         |
| depends on a probe| `Choice(probe, yes, no)`                                  |
"""

# ruff: noqa: ARG002 - a host overrides what it needs

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from knexlint.record import record
from knexlint.text import Fragment, Span

if TYPE_CHECKING:
    from knexlint.syntax import Node


class Undefined:
    """The one `undefined`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "undefined"

    def __bool__(self) -> bool:
        return False


UNDEFINED = Undefined()
ABSENT = Undefined()  # at an end of a `Choice` in an object: there it has no such property


@record
class BigInt:
    value: int


@record
class RegExp:
    source: str
    flags: str = ""


@dataclass(slots=True, eq=False)
class Array:
    """`complete` is False when there may be more elements than `items` (a spread of something unknown)."""

    items: list[Value] = field(default_factory=list)
    spans: list[Span | None] = field(default_factory=list)  # where each element stands; may be shorter than items
    complete: bool = True
    holes: bool = False  # some of the undefined elements are not there at all, which callbacks can tell

    def span(self, index: int) -> Span | None:
        return self.spans[index] if index < len(self.spans) else None


@dataclass(slots=True, eq=False)
class Object:
    """Keys in insertion order (integer-like keys first is the reader's business). `complete` as for Array."""

    items: dict[str, Value] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)  # where each value stands
    complete: bool = True
    keys: dict[str, Fragment] = field(default_factory=dict)  # the keys that are written in the file, as pieces of it


@dataclass(slots=True, eq=False)
class Function:
    """Something the program can call; `does` says what that does. A closure has its `node` instead."""

    name: str
    does: Callable[[Sequence[Argument], Value, Site], Value] | None
    node: Node | None = None
    is_async: bool = False
    properties: dict[str, Value] = field(default_factory=dict)

    def call(self, arguments: Sequence[Argument], this: Value, site: Site) -> Value:
        return UNDEFINED if self.does is None else self.does(arguments, this, site)


# "result": of a raw; "fields": of rows; "row?": or undefined; "field": data, or null; "scalar": neither null nor
# undefined; "text?": or undefined; "maker": whatever it gives when it is called, and what that gives, are scalars.
Nature: TypeAlias = Literal["any", "result", "rows", "fields", "row", "row?", "field", "scalar", "text?", "maker"]


@record
class Unknown:
    """A value that is not known, with the reason in words for the user ("process.env.SCHEMA", "a row of the database").

    `name`: what to call it inside `${…}`. `nature`: what is known of it all the same.
    """

    reason: str
    name: str = "…"
    nature: Nature = "any"


@record
class Choice:
    """A value that depends on what a probe answers."""

    probe: Probe
    yes: Value
    no: Value


@dataclass(slots=True, eq=False)
class Promise:
    """A promise whose work is `track` (already walked through symbolically) and whose value is `value`."""

    track: Track
    value: Value
    span: Span
    kind: Literal["call", "then", "all", "other", "for-each", "map"] = "other"
    joined: bool = False  # something awaits or returns it
    rejected: bool = False  # `value` is then what it rejects with
    failing: list[tuple[tuple[Guard, ...], Value]] = field(default_factory=list)  # rejects with these, under guards
    chain: Span | None = None  # the whole expression that began it
    callback: Span | None = None  # the async function
    late: list[Any] = field(default_factory=list)  # what it changed and nobody may see before it is joined


class Host:
    """An object whose behaviour is handed in. Override what it can do; the rest answers as an unknown would.

    `taints`: handing it to code that cannot be followed means that statements may run there.
    `thenable`: awaiting it runs it (a lazy builder): `settle` is called, at most once for each await. `eager`: it runs
    even if nothing awaits it, at a time that is not known.
    """

    __slots__ = ("used",)
    taints = False
    thenable = False
    eager = False
    label = "object"

    def __init__(self) -> None:
        self.used = False  # settled, handed to another host, or out of sight: it is not forgotten

    def get(self, name: str, site: Site, runtime: Runtime) -> Value:
        """Property access. A method is a `Function`, or better a `HostMethod`."""
        return Unknown(f"{self.label}.{name}", name)

    def call(self, arguments: Sequence[Argument], site: Site, runtime: Runtime) -> Value:
        return Unknown(f"a call of {self.label}", self.label)

    def settle(self, site: Site, runtime: Runtime) -> Value:
        """Run it, as `await` would; what it resolves to."""
        return UNDEFINED

    def lose(self, reason: str) -> None:
        """Code that is not known had it in its hands: what it has become is not known either."""

    def repeats(self) -> Hashable | None:
        """What calls on it depend on beside their arguments; None if that cannot be said.

        What such a call sends has a method `moved(by)`: the same, asked for so many bytes further on; None without it.
        """
        return None

    def text(self) -> Fragment | None:
        """`String(host)`, `${host}` where it has a meaning (a raw, a builder)."""
        return None


@dataclass(slots=True, eq=False)
class HostMethod:
    """`host.name`, called as `host.name(…)`. `call(arguments, site, runtime)`.

    `free`: it may be called without its host, `const { name } = host; name(…)`; else that throws.
    """

    name: str
    call: Callable[[Sequence[Argument], Site, Runtime], Value]
    free: bool = True


Value: TypeAlias = (
    "Fragment | int | float | bool | Undefined | BigInt | RegExp | Array | Object | Function"
    " | Promise | Host | HostMethod | Unknown | Choice | None"
)


@record
class Argument:
    value: Value
    span: Span


@record
class Site:
    """Where a call stands in the migration file. In code of another file: the call in this file that led there."""

    call: Span  # the whole call expression, from the start of its chain: `knex.schema.alterTable(...)`
    method: Span  # the token that names the method: `alterTable`
    arguments: Span  # from "(" to ")"
    foreign: bool = False  # the call itself stands in another file

    @property
    def callee(self) -> str | None:
        """What is called, as errors spell it; None if that is not known."""
        return None


@record
class Probe:
    """A question to the database whose answer steers the program."""

    kind: str  # "hasTable", "hasColumn"
    schema: str | None
    table: str
    column: str | None
    occurrence: int  # counts the askings of the same question in the run, from 1; 0: which one it is, is not known


@record
class Guard:
    """A condition under which something happens: a probe with its answer, or something not known.

    `apart`: it holds where none of these paths is taken, each given by all its answers.
    """

    probe: Probe | None
    answer: bool = True
    reason: str | None = None  # set when probe is None
    apart: tuple[tuple[Guard, ...], ...] = ()


# --- what ran ---------------------------------------------------------------------------------------------------------


@record
class Sent:
    """The program hands `item` to its connection, under `guards`. `late`: after all that is ready has handed on its."""

    item: Any
    guards: tuple[Guard, ...] = ()
    late: bool = False


@record
class Started:
    """A promise begins its work here, beside what follows."""

    track: Track
    guards: tuple[Guard, ...] = ()


@record
class Joined:
    """What follows waits for the work of `track`. `first`: it goes on before all else that waits for it."""

    track: Track
    first: bool = False


@dataclass(slots=True, eq=False)
class Track:
    """One line of work, in order: an async call, a `.then` chain, a builder among `Promise.all`."""

    steps: list[Sent | Started | Joined] = field(default_factory=list)


class Runtime(Protocol):
    """What the evaluator offers to host objects."""

    def guards(self) -> tuple[Guard, ...]:
        """The conditions that hold here, outermost first."""

    def send(self, item: Any, late: bool = False) -> None:
        """Record that `item` goes to the connection now; `late`: after what others hand to it at the same time."""

    def probe(
        self, kind: str, schema: str | None, table: str, column: str | None, item: Callable[[Probe], Any]
    ) -> Value:
        """Ask the database (recorded as what `item` makes of the question); a `Choice` of True and False."""

    def call(self, function: Value, arguments: Sequence[Value], this: Value, site: Site) -> Value:
        """Call a function of the program (a callback); its queries are recorded where they fall."""

    def call_within(self, function: Value, arguments: Sequence[Value], site: Site) -> tuple[Track, Value]:
        """Call and await a callback on a track of its own (a nested transaction's)."""

    def watched(self, walk: Callable[[], Value]) -> tuple[Value, Sequence[Promise]]:
        """What it comes to, and what asynchronous work it begins."""

    def throws(self, value: Value, site: Site) -> None:
        """Record where a value is thrown first, if that is here."""

    def start(self, work: Callable[[], Value], site: Site, kind: Any) -> Promise:
        """Begin asynchronous work on a track of its own, beside what follows; it is walked at once."""

    def wait(self, value: Value, site: Site) -> Value:
        """`await value`."""

    def follow(self, promise: Promise) -> None:
        """Wait for the end of other work, however it ends, before all else that waits for it."""

    def run_track(self, track: Track) -> None:
        """Record the work of a track here, and wait for it."""

    @property
    def late(self) -> bool | None:
        """Whether the code here has waited since it was called; None: perhaps."""

    def in_time(self, walk: Callable[[], Value]) -> Value:
        """Call code that nobody waits for: `late` says there whether it has gone on after a first wait."""

    def throw(self, message: str, site: Site, told: bool = False) -> Value:
        """The call throws, as Knex does, at this place of the program. `told`: what was sent says so."""

    def absent(self, name: str, site: Site) -> Value:
        """What is called is not there: that throws."""

    def tell(self, value: Value, site: Site) -> Site:
        """What was sent says that this was thrown; where that was first, or `site`."""

    def opaque(self, reason: str, site: Site) -> None:
        """Record that statements may run here which cannot be followed, and why."""

    def lazy(self, host: Host, site: Site) -> None:
        """Announce a thenable; if nothing ever settles or uses it, it is reported as never run."""

    def forked(self, guard: Guard, yes: Callable[[], Value], no: Callable[[], Value]) -> Value:
        """Walk one under the guard, the other one under its opposite."""

    def keep(self, key: Hashable, value: Value) -> None:
        """Remember, for the rest of the run, what the program sets up here."""

    def kept(self, key: Hashable) -> Value | None:
        """What was remembered; None where nothing was."""

    @property
    def missing(self) -> Sequence[str]:
        """The modules that the program imports and that cannot be read."""

    def variants(self, guards: Sequence[tuple[Guard, ...]]) -> list[tuple[tuple[Guard, ...], list[bool]]] | None:
        """For parts that stand under `guards`: each combination of probe answers with which parts it keeps.

        The guards that hold here anyway are taken as given. None if a guard is not a probe, or there are too many.
        """
