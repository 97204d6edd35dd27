"""What two catalogs differ in: what a script leaves, loses and changes of the schema that it finds."""

from __future__ import annotations

import pytest

from knexlint.catalog import Catalog, apply
from knexlint.catalog.difference import differences
from knexlint.catalog.expressions import plainly
from knexlint.sql import read
from knexlint.text import Fragment

SHOP = """
CREATE TABLE customers (id serial PRIMARY KEY, email varchar(100) UNIQUE);
CREATE TABLE orders (id bigserial PRIMARY KEY, customer_id int REFERENCES customers (id), note text DEFAULT 'none',
  state text NOT NULL CHECK (state IN ('new', 'paid')), total numeric(10,2));
CREATE INDEX orders_note ON orders (note) WHERE note IS NOT NULL;
CREATE VIEW open_orders AS SELECT id, total FROM orders;
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION f();
CREATE SEQUENCE numbers;
"""


def replay(sql: str, catalog: Catalog) -> Catalog:
    for statement in read(Fragment.plain(sql)):
        for operation in statement.operations:
            catalog = apply(operation, catalog)
    return catalog.settled()


def differing(sql: str, before: str = SHOP, complete: bool = True) -> list[str]:
    first = replay(before, Catalog(complete=complete))
    return [
        " ".join(filter(None, (each.change, each.kind, each.table, each.name, *each.aspects)))
        for each in differences(first, replay(sql, first))
    ]


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("CREATE TABLE refunds (id int)", ["left table refunds"]),
        ("DROP TABLE orders CASCADE", ["lost table orders", "lost view open_orders"]),
        ("ALTER TABLE orders ADD channel text", ["left column orders channel"]),
        (
            "ALTER TABLE customers DROP email",
            ["lost column customers email", "lost constraint customers customers_email_key"],
        ),
        ("ALTER TABLE orders ALTER note DROP DEFAULT", ["changed column orders note default"]),
        ("ALTER TABLE orders ALTER state DROP NOT NULL", ["changed column orders state nullability"]),
        ("ALTER TABLE orders ALTER note TYPE varchar(9)", ["changed column orders note type"]),
        (
            "ALTER TABLE orders RENAME note TO remark",
            ["changed column orders remark name", "changed index orders orders_note columns condition"],
        ),
        ("ALTER TABLE customers RENAME TO clients", ["changed table clients name"]),
        ("CREATE INDEX ON orders (total)", ["left index orders orders_total_idx"]),
        ("ALTER TABLE orders DROP CONSTRAINT orders_state_check", ["lost constraint orders orders_state_check"]),
        ("ALTER TABLE orders RENAME CONSTRAINT orders_state_check TO c", ["changed constraint orders c name"]),
        ("ALTER TYPE mood ADD VALUE 'ok'", ["changed enum mood labels"]),
        ("DROP TRIGGER touched ON orders", ["lost trigger orders touched"]),
        ("DROP SEQUENCE numbers", ["lost sequence numbers"]),
        ("CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'other'", ["changed function f body"]),
        ("CREATE EXTENSION citext", ["left extension citext"]),
        ("CREATE SCHEMA stock", ["left schema stock"]),
    ],
)
def test_what_differs(sql: str, expected: list[str]) -> None:
    assert differing(sql) == expected


STARS = """
CREATE TABLE t (a int, b int);
CREATE VIEW inner_view AS SELECT * FROM (SELECT a, b + 1 AS c FROM t) AS x;
CREATE MATERIALIZED VIEW outer_view AS SELECT * FROM inner_view;
"""


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("SELECT a, b + 1 AS c FROM t", []),
        ("SELECT * FROM (SELECT a, b + 1 AS c FROM t) AS x", []),
        (
            "SELECT * FROM (SELECT b + 1 AS c FROM t) AS x",
            ["changed view inner_view query", "changed view outer_view columns"],
        ),
    ],
)
def test_a_star_stays_what_it_was(inner: str, expected: list[str]) -> None:
    sql = f"DROP VIEW inner_view CASCADE; CREATE VIEW inner_view AS {inner};"
    found = differing(sql + "CREATE MATERIALIZED VIEW outer_view AS SELECT * FROM inner_view", STARS)
    assert sorted(found) == expected


@pytest.mark.parametrize(
    "sql",
    [
        "ALTER TABLE orders DROP note; ALTER TABLE orders ADD note text DEFAULT 'none'::text;"
        'CREATE INDEX orders_note ON orders ("note") WHERE (note IS NOT NULL)',
        "ALTER TABLE orders DROP CONSTRAINT orders_state_check;"
        "ALTER TABLE orders ADD CONSTRAINT orders_state_check CHECK (state = ANY (ARRAY['new'::text, 'paid'::text]))",
        "ALTER TABLE orders RENAME TO purchases; ALTER TABLE purchases RENAME TO orders",
        "DROP VIEW open_orders; CREATE VIEW open_orders AS select id, total from orders",
        "ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey; ALTER TABLE orders ADD CONSTRAINT"
        " orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE NO ACTION",
        "INSERT INTO customers (email) VALUES ('a')",
        "ALTER TABLE orders DROP id; ALTER TABLE orders ADD id bigserial PRIMARY KEY;"
        "DROP VIEW IF EXISTS open_orders; CREATE VIEW open_orders AS SELECT id, total FROM orders",
    ],
)
def test_what_comes_back_is_no_difference(sql: str) -> None:
    assert differing(sql) == []


def test_of_a_presumed_table_only_what_is_made_or_seen() -> None:
    sql = "ALTER TABLE presumed ADD a int, ALTER b SET NOT NULL, DROP c; CREATE INDEX i ON presumed (a)"
    assert differing(sql, "", complete=False) == ["left column presumed a", "left index presumed i"]


@pytest.mark.parametrize(
    "text",
    [
        "\"state\" in ('a', 'b')",
        "state IN ('a','b')",
        "(state = ANY (ARRAY['a'::text, 'b'::text]))",
        "((state)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
    ],
)
def test_one_spelling_for_what_means_the_same(text: str) -> None:
    assert plainly(text) == "state in('a','b')"
