"""The catalog: what exists after a script, by which names, and what is new in the open transaction."""

from __future__ import annotations

import pytest

from knexlint.catalog import Catalog, Table, apply
from knexlint.catalog.expressions import mentions, proves_not_null
from knexlint.catalog.names import chosen, made
from knexlint.catalog.types import spelled
from knexlint.operations import clipped
from knexlint.project.baseline import read_schema
from knexlint.sql import read
from knexlint.text import Fragment

SHOP = """
CREATE TABLE customers (id serial PRIMARY KEY, email varchar(100) UNIQUE, name text);
CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id int REFERENCES customers (id),
  total numeric(10,2) CHECK (total >= 0), code text
);
CREATE INDEX ON orders (lower(code), total);
"""


def replay(sql: str, catalog: Catalog | None = None) -> Catalog:
    catalog = catalog or Catalog(complete=True)
    for statement in read(Fragment.plain(sql)):
        for operation in statement.operations:
            catalog = apply(operation, catalog)
    return catalog


def shop(sql: str = "") -> Catalog:
    return replay(sql, replay(SHOP).settled())


def test_names_that_postgres_makes_up() -> None:
    catalog = replay(SHOP)
    assert set(catalog.names) == {
        "customers",
        "customers_pkey",
        "customers_email_key",
        "customers_id_seq",
        "orders",
        "orders_pkey",
        "orders_id_seq",
        "orders_lower_total_idx",
    }
    orders = catalog.table("orders")
    assert orders is not None
    assert set(orders.constraints) == {"orders_pkey", "orders_customer_id_fkey", "orders_total_check"}


def test_a_second_one_gets_a_number() -> None:
    catalog = shop("CREATE INDEX ON orders (code); CREATE INDEX ON orders (code)")
    assert {"orders_code_idx", "orders_code_idx1"} <= set(catalog.names)


def test_long_names_are_cut_as_postgres_does() -> None:
    assert clipped("ü" * 40) == "ü" * 31
    assert made("a" * 40, "b" * 40, "idx") == "a" * 29 + "_" + "b" * 29 + "_idx"
    assert len(made("a" * 80, "b", "key")) == 63


def test_columns() -> None:
    table = shop().table("orders")
    assert table is not None
    assert [(c.name, c.type, c.not_null) for c in table.columns.values()] == [
        ("id", "bigint", True),
        ("customer_id", "integer", False),
        ("total", "numeric(10,2)", False),
        ("code", "text", False),
    ]


def test_new_is_what_this_transaction_made() -> None:
    catalog = shop("CREATE TABLE notes (id int)")
    assert catalog.new("notes")
    assert not catalog.new("orders")
    assert not catalog.new("elsewhere")
    assert not catalog.settled().new("notes")


def test_a_rename_keeps_what_points_at_it() -> None:
    catalog = shop("ALTER TABLE customers RENAME TO people; ALTER TABLE people RENAME COLUMN id TO number")
    people, orders = catalog.table("people"), catalog.table("orders")
    assert people is not None
    assert orders is not None
    key = orders.constraints["orders_customer_id_fkey"]
    assert key.references == people.oid
    assert key.referenced_columns == ("number",)
    assert people.was == "customers"
    assert catalog.absent("customers")


def test_a_table_that_was_never_seen_is_presumed_to_exist() -> None:
    catalog = replay("ALTER TABLE far ADD COLUMN x int; ALTER TABLE far RENAME TO near", Catalog())
    near = catalog.table("near")
    assert near is not None
    assert near.was == "far"
    assert not near.known
    assert "x" in near.columns
    assert catalog.absent("far")
    assert not catalog.absent("elsewhere")


def test_dropping_takes_along_what_hangs_on_it() -> None:
    catalog = shop("DROP TABLE customers CASCADE")
    assert "customers_id_seq" not in catalog.names
    orders = catalog.table("orders")
    assert orders is not None
    assert "orders_customer_id_fkey" not in orders.constraints


def test_dropping_a_column_drops_its_indexes_and_checks() -> None:
    catalog = shop("ALTER TABLE orders DROP COLUMN total")
    orders = catalog.table("orders")
    assert orders is not None
    assert "orders_lower_total_idx" not in catalog.names
    assert "orders_total_check" not in orders.constraints


def test_a_renamed_table_keeps_the_names_of_its_constraints() -> None:
    rebuilt = "CREATE TABLE orders (id bigint, total int CHECK (total > 0), customer_id int REFERENCES customers (id))"
    orders = shop(f"ALTER TABLE orders RENAME TO orders_old; {rebuilt}").table("orders")
    assert orders is not None
    assert {*orders.constraints} == {"orders_total_check1", "orders_customer_id_fkey1"}


def test_partitions_get_their_own_indexes() -> None:
    catalog = shop(
        "CREATE TABLE events (at date, kind text) PARTITION BY RANGE (at);"
        "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');"
        "CREATE INDEX ON events (kind)"
    )
    assert {"events_kind_idx", "events_1_kind_idx"} <= set(catalog.names)


def test_a_domain_and_an_enum() -> None:
    catalog = shop(
        "CREATE DOMAIN d AS int CHECK (VALUE > 0); CREATE TYPE mood AS ENUM ('a'); ALTER TYPE mood ADD VALUE 'b'"
    )
    assert catalog.domains["d"].constrained
    assert catalog.enums["mood"].labels == ("a", "b")
    assert catalog.enums["mood"].new_labels == ("b",)
    assert catalog.settled().enums["mood"].new_labels == ()


def test_a_block_changes_the_schema_too() -> None:
    catalog = shop("DO $$ BEGIN IF true THEN ALTER TABLE orders ADD COLUMN x int; END IF; END $$")
    orders = catalog.table("orders")
    assert orders is not None
    assert "x" in orders.columns


def test_settings_end_with_the_transaction_if_local() -> None:
    catalog = shop("SET timezone = 'UTC'; SET LOCAL timezone = 'Asia/Tokyo'")
    assert catalog.setting("timezone") == "Asia/Tokyo"
    assert catalog.settled().setting("timezone") == "UTC"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("varchar(20)", "character varying(20)"),
        ("VARCHAR", "character varying"),
        ("int4", "integer"),
        ("decimal(8, 2)", "numeric(8,2)"),
        ("numeric(5)", "numeric(5,0)"),
        ("timestamptz(3)", "timestamp(3) with time zone"),
        ("timestamp", "timestamp without time zone"),
        ("time(0) with time zone", "time(0) with time zone"),
        ("char", "character(1)"),
        ("float(20)", "real"),
        ("float8", "double precision"),
        ("text[][]", "text[]"),
        ("int array", "integer[]"),
        ('"Mood"', "Mood"),
        ("public.mood", "mood"),
        ("shop.mood[]", "shop.mood[]"),
        ("interval day to second", "interval day to second"),
        ("bit", "bit(1)"),
        ("bit varying(8)", "bit varying(8)"),
        ("bigserial", "bigint"),
    ],
)
def test_types_are_spelled_as_postgres_prints_them(written: str, printed: str) -> None:
    assert spelled(written) == printed


def test_mentions() -> None:
    said = mentions("lower(\"Name\") || 'x(y)' = coalesce(t.code, now()::text) -- z(1)")
    assert {"Name", "code", "t"} <= set(said.words)
    assert said.functions == ("lower", "coalesce", "now")
    assert "z" not in said.words


@pytest.mark.parametrize(
    ("check", "proven"),
    [
        ("a IS NOT NULL", True),
        ("(a is not null)", True),
        ("a > 0 AND a IS NOT NULL", True),
        ("(a > 0) AND (b IS NULL OR (a IS NOT NULL))", False),
        ("a > 0 OR a IS NOT NULL", False),
        ("a > 0", False),
        ("b IS NOT NULL", False),
    ],
)
def test_what_proves_not_null(check: str, proven: bool) -> None:
    assert proves_not_null(check, "a") is proven


BROKEN = [
    "",
    "ALTER TABLE",
    "CREATE TABLE t (",
    "ALTER TABLE t ADD COLUMN",
    "DROP",
    "CREATE INDEX ON",
    "DO $$ BEGIN IF x",
]


@pytest.mark.parametrize("text", BROKEN)
def test_half_a_statement_never_raises_and_costs_nothing_else(text: str) -> None:
    assert set(shop().names) <= set(shop(text).names)


# --- schemas given as a dump ------------------------------------------------------------------------------------------

DUMP = r"""
\restrict abc
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.orders (
    id bigint NOT NULL,
    note text DEFAULT 'it''s'
);
COPY public.orders (id, note) FROM stdin;
1	it's
2	$$ \\. /*
\.
ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
CREATE INDEX orders_note ON public.orders USING btree (note);
\unrestrict abc
"""


def test_a_dump_with_rows_and_commands_of_psql() -> None:
    schema = read_schema(DUMP)
    orders = schema.table("orders")
    assert orders is not None
    assert list(orders.columns) == ["id", "note"]
    assert orders.filled
    assert list(orders.constraints) == ["orders_pkey"]
    assert {index.name for index in schema.indexes(orders)} == {"orders_pkey", "orders_note"}
    assert schema.complete
    assert not orders.new


@pytest.mark.parametrize("table", ["t", "t" * 52, "t" * 54, "t" * 70, "é" * 27, "é" * 40])
@pytest.mark.parametrize("columns", [(), ("a",), ("c" * 30, "ü" * 20)])
def test_the_first_free_name_is_made_as_any_other(table: str, columns: tuple[str, ...]) -> None:
    taken: set[str] = set()
    for number in range(105):
        name = chosen(table, columns, "idx", taken.__contains__)
        assert name == made(table, "_".join(columns), f"idx{number or ''}")
        taken.add(name)


def test_what_many_tables_use_is_known_of_each() -> None:
    made_of = [f"CREATE TABLE t{number} (a int REFERENCES p, b text DEFAULT own())" for number in range(150)]
    catalog = replay("; ".join(("CREATE TABLE p (id int PRIMARY KEY)", *made_of)))
    parent = catalog.table("p")
    assert parent is not None
    assert [table.name for table, _ in catalog.foreign_keys_to(parent.oid)] == [f"t{number}" for number in range(150)]
    assert len(catalog.using("own", Table)) == 150
    assert not any(table.new for table in catalog.settled().tables())
