"""When floating_promise.md is reported."""

from __future__ import annotations

from collections.abc import Iterator

from knexlint.knex.queries import Floating, Query
from knexlint.project.migration import Migration
from knexlint.rules import Finding, Fix, on
from knexlint.rules.fixing.waiting import joined
from knexlint.syntax import FUNCTION_TYPES, enclosing, node_at

_LOOPS = ("for_statement", "for_in_statement", "while_statement", "do_statement")
_WHAT = {
    "call": "this call of {name}",
    "for-each": "the async callback of this forEach",
    "map": "the promises of this map",
    "then": "this chain",
}


@on(Floating)
def check(call: Floating, migration: Migration) -> Iterator[Finding]:
    edits = joined(migration.module, call)
    name = migration.source.slice(call.span)
    fix = None if edits is None else Fix(edits, safe=True)
    if _is_followed(call, migration):
        what = _WHAT[call.kind].format(name=name)
        yield Finding(call.span, {"what": what}, fix, "followed")
    else:
        yield Finding(call.span, {"name": name}, fix, None if call.kind == "call" else call.kind)


def _is_followed(call: Floating, migration: Migration) -> bool:
    """Other queries are waited for meanwhile, so that some of the work gets done in their shadow."""
    function = next((each for _, each in migration.functions() if each.node.covers(call.chain)), None)
    if function is None:
        return True
    loop = enclosing(node_at(migration.module.root, call.chain), *_LOOPS, *FUNCTION_TYPES)
    start = loop.start_byte if loop is not None and loop.type in _LOOPS else call.chain.end
    return any(_goes_on(query, start, call) for query in function.queries)


def _goes_on(query: Query, start: int, call: Floating) -> bool:
    chain = query.origin.chain
    if chain.covers(call.chain):  # a callback of the builder
        return query.origin.kind == "schema" and chain != call.chain
    return chain.start >= start and not call.chain.covers(chain)
