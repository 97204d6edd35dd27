"""What a migration's raws and query builders send: places, scopes, doubts. The real Knex judges the texts."""

from __future__ import annotations

import pytest

from knexlint.evaluate.values import Unknown
from knexlint.knex.configuration import Configuration
from knexlint.knex.queries import NeverRun, Query, Run
from knexlint.knex.run import run
from knexlint.syntax import read_module
from knexlint.text import Source

BEFORE = "exports.up = async function (knex) {\n"


def sent(code: str, **configuration: bool) -> tuple[Source, Run]:
    source = Source("20200101000000_case.js", f"{BEFORE}{code}\n}};\n".encode())
    return source, run(read_module(source), "up", Configuration(**configuration))


def only(code: str) -> tuple[Source, Query]:
    source, found = sent(code)
    (query,) = found.queries
    return source, query


def place(source: Source, query: Query, text: str) -> str:
    """The code that accounts for this part of the query."""
    assert query.sql is not None
    at = query.sql.text.index(text)
    span = query.sql.span(at, at + len(text))
    assert span is not None
    return source.slice(span)


@pytest.mark.parametrize(
    ("code", "text", "code_there"),
    [
        ("await knex('shop.orders').del();", '"orders"', "'shop.orders'"),
        ("await knex('shop.orders').del();", "orders", "orders"),
        ("await knex('t').where('a', 5).del();", "$1", "5"),
        ("await knex('t').where({ a: 5 }).del();", '"a"', "a"),
        ("await knex('t').update({ state: 'x' });", "state", "state"),
        ("await knex('t').insert([{ 'a': 1 }, { size: 2 }]);", "size", "size"),
        ("await knex('t').increment('size', 2);", "size", "size"),
        ("const T = 'orders';\nawait knex(T).del();", "orders", "orders"),
        ("await knex.raw('drop table ??', ['s.orders']);", "orders", "orders"),
        ("await knex.raw('select ? + 1', [7]);", "$1", "7"),
        ("await knex.raw('select :n::int', { n: 7 });", "$1", "7"),
        ("await knex.raw(`alter table t add ${'size'} int`);", "size", "size"),
        ("await knex('t').where('a', 1).whereNull('b').del();", "and ", "whereNull"),
        ("await knex('t').join('u', 'u.id', 't.id');", '"u"', "'u'"),
    ],
)
def test_each_part_stands_where_it_was_written(code: str, text: str, code_there: str) -> None:
    source, query = only(code)
    assert query.exact
    assert place(source, query, text) == code_there


def test_the_statement_as_a_whole_stands_at_its_call() -> None:
    chain = "knex('t').where('a', 1).update({ b: 2 })"
    source, query = only(f"await {chain};")
    assert source.slice(query.origin.chain) == chain
    assert source.slice(query.origin.method) == "update"
    assert query.origin.kind == "query" and query.origin.receiver == "knex"
    assert place(source, query, "update ") == chain


@pytest.mark.parametrize(
    ("transaction", "scopes"),
    [
        (True, [None, "savepoint", "savepoint", "savepoint", None]),
        (False, [None, "transaction", "savepoint", "transaction", None]),
    ],
)
def test_scopes(transaction: bool, scopes: list[str | None]) -> None:
    code = """
    await knex('a').del();
    await knex.transaction(async (trx) => {
      await trx('b').del();
      await trx.transaction(async (inner) => { await inner('c').del(); });
      await knex('d').transacting(trx).del();
      await knex('e').del();
    });"""
    _, found = sent(code, transaction=transaction)
    assert [query.scope for query in found.queries] == scopes


@pytest.mark.parametrize(
    "code",
    [
        "await knex(process.env.TABLE).del();",
        "await knex('t').where(process.env.WHAT).del();",
        "await knex('t').whereIn('a', process.env.IDS.split(',')).del();",
        "await knex('t').insert(require('./rows.json'));",
        "await knex('t').update({ [process.env.COLUMN]: 1 });",
        "await knex('t').limit(process.env.LIMIT);",
        "await knex('t').modify(process.env.HOW);",
        "await knex.raw(process.env.SQL);",
        "await knex.raw('select ??', [process.env.COLUMN]);",
        "await knex.raw(`select ${process.env.COLUMN}`);",
        "await knex('t').orderBy('a', process.env.DIRECTION);",
        "await knex('t').clear(process.env.WHAT);",
        "await knex('t').comment(process.env.WHY);",
    ],
)
def test_what_decides_the_text_and_is_not_known_is_said(code: str) -> None:
    _, query = only(code)
    assert not query.exact and query.unknown


@pytest.mark.parametrize(
    "code",
    [
        "await knex('t').where('a', process.env.A ?? 'x').del();",
        "await knex('t').insert({ a: new Date(), b: { c: process.env.A } });",
        "await knex.raw('select ?', [process.env.A]);",
        "await knex.raw('select ?', [`${process.env.A}`]);",
        "await knex.raw('select ?', [new Date(process.env.A).toISOString()]);",
        "await knex('t').insert({ a: require('crypto').randomUUID() });",
        "await knex('t').where('a', require('crypto').createHash('md5').digest('hex')).del();",
        "const row = await knex.raw('select ?', [new Date()]);",
    ],
)
def test_an_unknown_value_is_bound_and_does_not_spoil_the_text(code: str) -> None:
    _, query = only(code)
    assert query.exact
    assert any(isinstance(value, Unknown) or value.holes for value in query.bindings)


@pytest.mark.parametrize(
    "code",
    [
        "await knex('t').where('a', process.env.A).del();",
        "await knex('t').insert({ a: process.env.A });",
        "await knex('t').update({ a: process.env.A, b: 1 });",
        "await knex('t').insert({ a: require('made').up() });",
    ],
)
def test_a_value_that_may_be_undefined_decides_the_text(code: str) -> None:
    _, query = only(code)
    assert not query.exact and query.unknown is not None
    assert "undefined" in query.unknown or "null" in query.unknown


def test_what_follows_a_row_that_may_not_be_there_is_not_certain() -> None:
    for read in ("const { id } = row;", "row.id;", "const [x] = [row.id];"):
        _, found = sent(f"const row = await knex('a').first();\n{read}\nawait knex('b').del();")
        first, second = found.queries
        assert first.exact and not second.exact
        assert second.unknown == "it depends on whether there is a row (a row of a)"
    _, found = sent("const row = await knex('a').first();\nconst id = row?.id ?? 1;\nawait knex('b').del();")
    assert found.queries[1].exact


def test_a_column_of_a_row_may_be_null_and_that_changes_a_condition() -> None:
    _, found = sent("for (const row of await knex('a')) { await knex('b').where('x', row.x).insert({ y: row.y }); }")
    assert found.queries[1].unknown == "whether x is null is not known (rows of a)"


def test_what_knex_throws_is_the_query_that_is_not_sent() -> None:
    _, found = sent("await knex('a').del();\nawait knex('t').update({});\nawait knex('b').del();")
    first, second = found.queries
    assert first.exact and second.sql is None
    assert second.error is not None and second.error.startswith("Empty .update() call detected!")
    assert found.error == second.error


def test_a_builder_that_nothing_awaits_never_runs() -> None:
    source, found = sent("knex('t').where('a', 1).del();\nknex.raw('select 1');")
    assert found.queries == ()
    assert [source.slice(call.chain) for call in found.calls if isinstance(call, NeverRun)] == [
        "knex('t').where('a', 1).del()",
        "knex.raw('select 1')",
    ]


def test_a_part_of_another_query_is_not_forgotten() -> None:
    _, found = sent(
        "const ids = knex('u').select('id');\nawait knex('t').whereIn('u', ids).where(knex.raw('x')).del();"
    )
    assert found.calls == ()


def test_a_thousand_rows_take_linear_time() -> None:
    rows = ", ".join(f"{{ a: {n}, b: 'v{n}', c: {n} }}" for n in range(1000))
    _, query = only(f"await knex('t').insert([{rows}]);")
    assert query.exact and len(query.bindings) == 3000
