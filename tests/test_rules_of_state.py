"""Rules that depend on what earlier migrations made: where they speak, and where they have to keep silent."""

from __future__ import annotations

import pytest

from knexlint.lint import Reported, lint
from knexlint.project.history import EMPTY, replay
from knexlint.project.project import Project
from knexlint.record import replace
from knexlint.text import Source


def _source(*up: str, name: str = "20250102030405_a.js") -> Source:
    body = "\n".join(f"  {line}" for line in up)
    return Source(name, f"exports.up = async (knex) => {{\n{body}\n}};\nexports.down = async () => {{}};\n".encode())


def _raw(sql: str) -> str:
    return f"await knex.raw(`{sql}`);"


def _found(rule: str, up: str, earlier: str | None, later: str | None = None) -> list[Reported]:
    """The findings of a rule; `earlier` None: nothing is known of the database."""
    project = Project(migration=True, lock_timeout=True)
    if earlier is not None:
        before = replay([(_source(_raw(earlier), name="20250101000000_e.js"), project)] if earlier else [], EMPTY)
        project = replace(project, before=before)
    if later is not None:
        after = replay([(_source(up), project)], project.before)
        project = replace(project, later=replay([(_source(_raw(later), name="20260101000000_l.js"), project)], after))
    return [finding for finding in lint(_source(up), project).findings if finding.rule == rule]


ORDERS = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, kind text, note text, span tstzrange)"


@pytest.mark.parametrize(
    ("sql", "extension"),
    [
        ("ALTER TABLE orders ADD email citext", "citext"),
        ("ALTER TABLE orders ALTER note TYPE public.citext", "citext"),
        ("ALTER TABLE orders ADD embedding vector(3)", "vector"),
        ("ALTER TABLE orders ADD place geography(Point, 4326)", "postgis"),
        ("ALTER TABLE orders ADD u uuid DEFAULT uuid_generate_v4()", "uuid-ossp"),
        ("UPDATE orders SET note = crypt(note, gen_salt('bf')) WHERE id = 1", "pgcrypto"),
        ("UPDATE orders SET note = NULL WHERE note::citext = 'x'", "citext"),
        ("CREATE INDEX i ON orders USING gist (note gist_trgm_ops)", "pg_trgm"),
        ("ALTER TABLE orders ADD EXCLUDE USING gist (customer_id WITH =, span WITH &&)", "btree_gist"),
        ("CREATE INDEX i ON orders USING gin (customer_id)", "btree_gin"),
    ],
)
def test_a_missing_extension(sql: str, extension: str) -> None:
    (found,) = _found("extension-missing", _raw(sql), ORDERS)
    assert f"extension {extension}," in found.message and "no migration up to here" in found.message
    assert not _found("extension-missing", _raw(sql), f'{ORDERS}; CREATE EXTENSION "{extension}"')
    assert not _found("extension-missing", _raw(f'CREATE EXTENSION "{extension}"; {sql}'), ORDERS)
    assert not _found("extension-missing", _raw(sql), None), "another place may create it"
    (late,) = _found("extension-missing", _raw(sql), ORDERS, f'CREATE EXTENSION "{extension}"')
    assert "only a later migration creates" in late.message


@pytest.mark.parametrize(
    ("sql", "earlier"),
    [
        ("SELECT similarity('a', 'b')", f"{ORDERS}; CREATE FUNCTION similarity(a text, b text) RETURNS int AS 'x'"),
        ("ALTER TABLE orders ADD email citext", f"{ORDERS}; CREATE DOMAIN citext AS text"),
        ("CREATE TABLE digest (id int); INSERT INTO digest (id) VALUES (1)", ORDERS),
        ("COMMENT ON TABLE orders IS 'uuid_generate_v4()'", ORDERS),
        ("ALTER TABLE orders ADD hstore text", ORDERS),
        ("ALTER TABLE orders ADD EXCLUDE USING gist (span WITH &&)", ORDERS),
        ("ALTER TABLE orders ADD v uuid DEFAULT uuid_generate_v4()", f"{ORDERS}; DO $$ BEGIN EXECUTE x; END $$"),
        ("ALTER TABLE elsewhere ADD v uuid DEFAULT uuid_generate_v4()", ORDERS),
    ],
)
def test_no_extension_is_missing(sql: str, earlier: str) -> None:
    if "elsewhere" in sql:  # the folder does not tell everything: its tables are presumed
        earlier = f"{earlier}; ALTER TABLE elsewhere ADD a int"
    assert not _found("extension-missing", _raw(sql), earlier)


def test_an_extension_is_missed_once() -> None:
    used = f"{ORDERS}; ALTER TABLE orders ADD u uuid DEFAULT uuid_generate_v4()"
    assert not _found("extension-missing", _raw("ALTER TABLE orders ADD v uuid DEFAULT uuid_generate_v1()"), used)


KEYED = f"{ORDERS}; CREATE UNIQUE INDEX pair ON orders (customer_id, kind); CREATE INDEX own ON orders (kind)"
DROP = "ALTER TABLE orders DROP COLUMN kind"


@pytest.mark.parametrize(
    ("up", "lost"),
    [
        (DROP, "the unique index pair (customer_id, kind)"),
        (f"{DROP}; CREATE INDEX i ON orders (customer_id)", "the unique index pair (customer_id, kind)"),
        (f"{DROP}; CREATE UNIQUE INDEX i ON orders (customer_id)", None),
        (f"ALTER TABLE orders ADD channel text; {DROP}, ADD CONSTRAINT c UNIQUE (customer_id, channel)", None),
        (f"{DROP}, DROP COLUMN customer_id", None),
        (f"DROP INDEX pair; {DROP}", None),
        (f"ALTER TABLE orders ADD kind2 text; {DROP}; DROP TABLE orders", None),
    ],
)
def test_what_a_dropped_column_takes_along(up: str, lost: str | None) -> None:
    found = _found("drop-column-in-use", _raw(up), KEYED)
    assert [lost in each.message for each in found if lost] == ([True] if lost else [])
    assert bool(found) is (lost is not None)


def test_a_primary_key_that_goes_along() -> None:
    (found,) = _found("drop-column-in-use", _raw("ALTER TABLE orders DROP COLUMN id"), ORDERS)
    assert "the primary key orders_pkey (id)" in found.message
    replaced = "ALTER TABLE orders DROP COLUMN id; ALTER TABLE orders ADD PRIMARY KEY (customer_id)"
    assert not _found("drop-column-in-use", _raw(replaced), ORDERS)


TWO = f"{ORDERS}; CREATE TABLE customers (id bigint PRIMARY KEY)"


@pytest.mark.parametrize(
    ("up", "said"),
    [
        ("ALTER TABLE orders ADD a int; ALTER TABLE customers ADD a int", True),
        ("ALTER TABLE orders ADD a int; COMMIT; ALTER TABLE customers ADD a int", False),
        ("ALTER TABLE orders ADD a int; CREATE INDEX i ON customers (id)", False),
        ("DROP TABLE orders; DROP TABLE customers", False),
        ("ALTER TABLE orders ADD a int; CREATE TABLE t (a int); ALTER TABLE t ADD b int", False),
    ],
)
def test_several_tables_are_locked(up: str, said: bool) -> None:
    assert bool(_found("locks-several-tables", _raw(up), TWO)) is said


@pytest.mark.parametrize(
    ("up", "said"),
    [
        ("await Promise.all([knex('orders').insert({ id: 1 }), knex('customers').insert({ id: 1 })]);", True),
        ("await Promise.all([1, 2].map((id) => knex('customers').insert({ id })));", True),
        ("await Promise.all([knex('orders').insert({ id: 1 })]);", False),
        ("await Promise.all([knex('orders').select(), knex('customers').select()]);", False),
    ],
)
def test_statements_in_parallel(up: str, said: bool) -> None:
    assert bool(_found("parallel-statements", up, TWO)) is said


def test_an_empty_down_is_told_where_nothing_of_up_happens() -> None:
    up = "if (await knex.schema.hasTable('far')) await knex.schema.dropTable('far');"
    (found,) = _found("empty-down", up, ORDERS)
    assert "down does nothing" in found.message
