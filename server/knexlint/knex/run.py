"""Runs one exported function of a migration as Knex would, and says what it sends.

Puts the parts together: the evaluator walks the code, the host objects compile the calls, this module lists what came
of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from knexlint.evaluate.interpreter import Interpreter, Outcome
from knexlint.evaluate.modules import Files
from knexlint.evaluate.paths import ways
from knexlint.evaluate.values import Guard, Probe, Sent, Site, Unknown
from knexlint.evaluate.work import Opaque, Thrown, error_message
from knexlint.knex.configuration import Configuration
from knexlint.knex.extensions import Package
from knexlint.knex.idle import floating, never_run
from knexlint.knex.instance import Knex
from knexlint.knex.queries import Call, Origin, Query, Run
from knexlint.knex.schema import Asked, Telling
from knexlint.knex.sending import Place
from knexlint.knex.wrap import is_function
from knexlint.record import replace
from knexlint.syntax import Module
from knexlint.text import Source, Span

_NEAR = 200  # bytes from the beginning of a chain, where its receiver stands
_NOBODY_WAITS = "nothing waits for it: it may run late or never"
_RECEIVER = re.compile(r"(?:await\s+)?\(?\s*([\w$]+)")


def run(module: Module, name: str, configuration: Configuration | None = None, files: Files | None = None) -> Run:
    """What the exported function `name` ("up" or "down") sends. Never raises for what a file may hold.

    `error` of the result is also what the top of the file throws while it is loaded. `files`: where imports are read.
    """
    configuration = configuration or Configuration()
    interpreter = Interpreter(module, files, {"knex": Package(configuration)})
    try:
        return _run(interpreter, module, name, configuration)
    finally:
        interpreter.end()


def _run(interpreter: Interpreter, module: Module, name: str, configuration: Configuration) -> Run:
    function = interpreter.exports().get(name)
    if interpreter.error is not None or function is None:
        loading = Outcome(interpreter.sent, error=interpreter.error)
        return replace(_what_ran(loading, module.source), loading=interpreter.error is not None)
    if not is_function(function):
        reason = function.reason if isinstance(function, Unknown) else f"{name} is not a function of this file"
        export = module.exports.get(name)
        return Run((_unfollowed(reason, export.name if export is not None else Span(0, 0)),))
    return _what_ran(interpreter.run(function, [Knex(Place(configuration), configuration.transaction)]), module.source)


def _what_ran(outcome: Outcome, source: Source) -> Run:
    lazy = [each for each in outcome.never_run if not each[0].eager]
    calls = (*_told(outcome.sent), *never_run(lazy, source), *floating(outcome.floating))
    queries: list[Query] = []
    asked: list[tuple[int, Probe]] = []
    for step in outcome.sent:
        if isinstance(step.item, Asked):
            asked.append((len(queries), step.item.probe))
        else:
            queries += _queries(step, source)
    queries += (_unfollowed(_NOBODY_WAITS, site.method) for host, site in outcome.never_run if host.eager)
    return Run(tuple(queries), calls, outcome.error, tuple(asked))


def _unfollowed(reason: str, span: Span) -> Query:
    return Query(None, Origin("other", span, span, span), unknown=reason)


def _told(sent: Iterable[Sent]) -> Iterator[Call]:
    for step in sent:
        if isinstance(step.item, Telling):
            yield from step.item.calls


def _queries(step: Sent, source: Source) -> list[Query]:
    """The step as queries, one for each way that leads to it; none for what is not listed."""
    match step.item:
        case Opaque(reason=reason, site=site):
            query = _opaque(reason, site)
        case Thrown(value=value, site=site, own=own):
            query = _thrown(error_message(value), site, own)
        case Telling(query=told):
            query = told
        case Query():
            query = step.item
        case _:
            return []
    origin = _spelled(query.origin, source)
    if not step.guards and not query.when:
        return [replace(query, origin=origin)]
    return [
        replace(query, when=tuple(answers), unknown=query.unknown or unknown, origin=origin)
        for answers, unknown in map(_parts, ways((*step.guards, *query.when)))
        if unknown is None or not isinstance(step.item, Thrown)  # else perhaps
    ]


def _parts(way: tuple[Guard, ...]) -> tuple[list[Guard], str | None]:
    """The answers of a way, and what else it depends on."""
    unknown = next((_reason(guard) for guard in way if guard.probe is None), None)
    return [guard for guard in way if guard.probe is not None], unknown


def _reason(guard: Guard) -> str:
    return guard.reason or "a condition that is not known"


def _opaque(reason: str, site: Site) -> Query:
    return Query(None, Origin("other", site.call, site.call, site.method, foreign=site.foreign), unknown=reason)


def _thrown(message: str, site: Site, own: bool) -> Query:
    origin = Origin("throw" if own else "other", site.call, site.call, site.method, foreign=site.foreign)
    return Query(None, origin, error=message)


def _spelled(origin: Origin, source: Source) -> Origin:
    """The origin with the receiver as the code spells it."""
    start = origin.chain.start
    found = None if origin.foreign else _RECEIVER.match(source.slice(Span(start, min(start + _NEAR, origin.chain.end))))
    return replace(origin, receiver=found[1]) if found and found[1] != origin.receiver else origin
