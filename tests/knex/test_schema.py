"""Builder calls: which token of the code each piece of SQL points at, and what is said where something is not known."""

from __future__ import annotations

import pytest

from knexlint.knex.queries import AlterColumn, Query, Run
from knexlint.knex.run import run
from knexlint.syntax import read_module
from knexlint.text import Source, Span


class Migration:
    """`up` with this body, and what it sends."""

    def __init__(self, body: str) -> None:
        self.source = Source("m.js", f"exports.up = async (knex) => {{\n{body}\n}};\n".encode())
        self.run: Run = run(read_module(self.source), "up")

    @property
    def queries(self) -> tuple[Query, ...]:
        return self.run.queries

    def query(self, start: str) -> Query:
        return next(query for query in self.queries if query.sql is not None and query.sql.text.startswith(start))

    def said(self, query: Query, words: str) -> str:
        """The code that these words of the query point at."""
        assert query.sql is not None
        at = query.sql.text.index(words)
        span = query.sql.span(at, at + len(words))
        assert span is not None, words
        return self.slice(span)

    def slice(self, span: Span) -> str:
        return self.source.slice(span)


ALTER = """\
await knex.schema.alterTable('orders', (table) => {
  table.index('user_id');
  table.string('name', 50).notNullable().defaultTo('a').alter();
  table.foreign('a').references('id').inTable('users').onDelete('cascade');
  table.integer('total').references('sums.id');
});"""


@pytest.mark.parametrize(
    ("start", "words", "code"),
    [
        ("create index", "user_id", "index"),
        ("create index", "create index", "index"),
        ("create index", '"orders"', "'orders'"),
        ("create index", "orders", "index"),
        ("create index", '("user_id")', "index('user_id'"),
        ('alter table "orders" add column', "integer", "integer"),
        ('alter table "orders" add column', "total", "total"),
        ('alter table "orders" add column', "add column", "integer"),
        ('alter table "orders" alter column "name" type', "varchar(", "string"),
        ('alter table "orders" alter column "name" type', "50", "50"),
        ('alter table "orders" alter column "name" type', "name", "name"),
        ('alter table "orders" alter column "name" set default', "'a'", "'a'"),
        ('alter table "orders" alter column "name" set not null', "set not null", "notNullable"),
        ('alter table "orders" alter column "name" drop not null', "drop not null", "alter"),
        ('alter table "orders" add constraint "orders_a_foreign"', '"users"', "'users'"),
        ('alter table "orders" add constraint "orders_a_foreign"', "on delete", "onDelete"),
        ('alter table "orders" add constraint "orders_a_foreign"', "cascade", "cascade"),
        ('alter table "orders" add constraint "orders_total_foreign"', "sums", "sums"),
    ],
)
def test_points_at_the_token_that_says_it(start: str, words: str, code: str) -> None:
    migration = Migration(ALTER)
    assert migration.said(migration.query(start), words) == code


def test_origin_is_the_call_that_asked() -> None:
    migration = Migration(ALTER)
    origin = migration.query("create index").origin
    assert migration.slice(origin.call) == "table.index('user_id')"
    assert migration.slice(origin.method) == "index"
    assert migration.slice(origin.chain).startswith("knex.schema.alterTable('orders'")
    assert migration.slice(origin.chain).endswith("})")
    assert (origin.kind, origin.receiver, origin.foreign) == ("schema", "knex", False)
    key = migration.query('alter table "orders" add constraint "orders_a_foreign"').origin
    assert migration.slice(key.call) == "table.foreign('a').references('id').inTable('users').onDelete('cascade')"


def test_the_chain_is_the_longest() -> None:
    migration = Migration("await knex.schema.dropTable('a').dropTable('b');")
    for query in migration.queries:
        assert migration.slice(query.origin.chain) == "knex.schema.dropTable('a').dropTable('b')"
    assert [migration.slice(query.origin.call) for query in migration.queries] == [
        "knex.schema.dropTable('a')",
        "knex.schema.dropTable('a').dropTable('b')",
    ]


def test_tells_what_alter_keeps() -> None:
    migration = Migration(ALTER)
    (told,) = [call for call in migration.run.calls if isinstance(call, AlterColumn)]
    assert (told.table, told.column, told.type) == ("orders", "name", "varchar(50)")
    assert (told.not_null, told.default, told.keeps_nullability, told.keeps_type) == (True, True, False, False)
    assert migration.slice(told.span) == "alter"
    assert migration.slice(told.type_call) == "string"
    assert migration.slice(told.chain) == "table.string('name', 50).notNullable().defaultTo('a').alter()"
    assert migration.source.data[: told.end].decode().endswith(".defaultTo('a')")


@pytest.mark.parametrize(
    "body",
    [
        "await knex.schema.dropTable(process.env.TABLE);",
        "await knex.schema.createTable('t', (t) => t.string(process.env.COLUMN));",
        "await knex.schema.createTable('t', (t) => t.string('c', Number(process.env.SIZE)));",
        "await knex.schema.createTable('t', (t) => t.timestamp('c', process.env.OPTIONS));",
        "await knex.schema.createTable('t', (t) => t.string('c').nullable(process.env.NULLS));",
        "await knex.schema.alterTable('t', (t) => t.unique('c', process.env.OPTIONS));",
        "await knex.schema.alterTable('t', (t) => t.string('c').alter(process.env.OPTIONS));",
        "await knex.schema.createTable('t', process.env.CALLBACK);",
        "await knex.schema.createTable('t', (t) => { if (process.env.X) t.string('c'); });",
        "await knex.schema.withSchema(process.env.SCHEMA).dropTable('t');",
        "await knex.schema.createTable('t', (t) => t.enu('c', process.env.KINDS.split(',')));",
        "await knex.schema.createTable('t', (t) => t.timestamps(process.env.A, process.env.B));",
        "await knex.schema.createTable('t', (t) => t.check(process.env.CHECK));",
        "await knex.schema.raw(process.env.SQL);",
        "await knex.schema.createTable('t', async (t) => { t.increments(); await knex('x'); t.string('late'); });",
    ],
)
def test_what_is_not_known_is_never_exact(body: str) -> None:
    queries = Migration(body).queries
    assert queries
    assert any(not query.exact for query in queries)
    assert all(query.error is None for query in queries)
