"""Locks, rewrites and scans where no server is needed: what is not known is said, and words for people."""

from __future__ import annotations

import pytest
from test_catalog import replay, shop

from knexlint.catalog import Catalog
from knexlint.postgres import Effects, Mode, effects
from knexlint.postgres.changes import change
from knexlint.postgres.volatility import is_volatile, of_function
from knexlint.postgres.words import conflict, in_one_line, sentence, sentences, with_modes
from knexlint.sql import read
from knexlint.text import Fragment


def said(sql: str, catalog: Catalog | None = None, version: int = 14) -> Effects:
    (statement,) = read(Fragment.plain(sql))
    return effects(statement.operations, catalog or Catalog(), version)


def locks(found: Effects) -> dict[str, str]:
    return {lock.relation: str(lock.mode) for lock in found.locks}


def test_a_table_that_was_never_seen_is_locked_all_the_same() -> None:
    found = said("ALTER TABLE far ADD COLUMN x int NOT NULL DEFAULT 1")
    assert locks(found) == {"far": "ACCESS EXCLUSIVE"}
    assert found.unknown is None
    assert found.rewrites == ()


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("ALTER TABLE far ALTER COLUMN x TYPE bigint", "depends on the present type of far.x"),
        ("ALTER TABLE far ALTER COLUMN x SET NOT NULL", "not if x is NOT NULL already or a validated CHECK"),
        ("ALTER TABLE far VALIDATE CONSTRAINT c", "what c is"),
        ("ALTER TABLE far ADD COLUMN x int DEFAULT mystery()", "if mystery() is volatile"),
        ("DROP INDEX far_idx", "the table of the index far_idx"),
        ("CALL far()", "what the procedure far does"),
        ("DO $$ BEGIN EXECUTE 'DROP TABLE ' || name; END $$", "puts together"),
    ],
)
def test_what_depends_on_the_unseen_is_said_not_guessed(sql: str, reason: str) -> None:
    found = said(sql)
    assert found.unknown is not None
    assert reason in found.unknown
    assert found.rewrites == found.scans == ()


def test_a_new_table_hurts_nobody() -> None:
    catalog = replay("CREATE TABLE fresh (id int)", Catalog())
    assert said("CREATE INDEX i ON fresh (id)", catalog) == Effects()
    assert locks(said("CREATE INDEX i ON fresh (id)", catalog.settled())) == {"fresh": "SHARE"}


@pytest.mark.parametrize(
    ("column", "may_fail"),
    [
        ("x text CHECK (\"x\" in ('a', 'b'))", False),
        ("x text DEFAULT 'a' CHECK (x in ('a', 'b'))", False),
        ("x int CHECK (x between 1 and 9)", False),
        ("x text DEFAULT 'c' CHECK (x in ('a', 'b'))", True),
        ("x text CHECK (x in ('a', 'b') and x is not null)", True),
        ("x int CHECK (x > 0 and total < 0)", True),
    ],
)
def test_a_new_column_that_is_the_same_in_every_row_passes_its_check_or_not(column: str, may_fail: bool) -> None:
    found = said(f"ALTER TABLE orders ADD COLUMN {column}", shop())
    assert found.scans == ("orders",)
    assert (found.fails_if is not None) is may_fail


def test_locks_are_told_under_the_old_name() -> None:
    catalog = shop("ALTER TABLE orders RENAME TO purchases")
    assert locks(said("ALTER TABLE purchases ADD COLUMN x int", catalog)) == {"orders": "ACCESS EXCLUSIVE"}


def test_the_strongest_action_decides_for_the_whole_statement() -> None:
    found = said("ALTER TABLE orders SET (fillfactor = 80), ADD COLUMN x int, ALTER code SET STATISTICS 5", shop())
    assert locks(found) == {"orders": "ACCESS EXCLUSIVE"}


def test_later_actions_see_what_earlier_ones_did() -> None:
    found = said("ALTER TABLE orders ADD COLUMN x int, ADD FOREIGN KEY (x) REFERENCES customers (id)", shop())
    assert found.scans == ("orders",)


def test_an_error_takes_no_locks() -> None:
    found = said("DROP TABLE customers", shop())
    assert found.locks == ()
    assert found.error is not None
    assert "orders_customer_id_fkey" in found.error


def test_what_an_old_version_does_not_know() -> None:
    sql = "ALTER TABLE orders ADD COLUMN x int GENERATED ALWAYS AS (1) VIRTUAL"
    assert "needs PostgreSQL 18" in str(said(sql, shop(), 17).error)
    assert said(sql, shop(), 18).error is None


def test_transactions() -> None:
    assert said("CREATE INDEX CONCURRENTLY i ON far (x)").in_transaction == "forbidden"
    assert said("VACUUM far").in_transaction == "forbidden"
    assert said("CREATE INDEX i ON far (x)").in_transaction == "allowed"
    assert said("ALTER TYPE mood ADD VALUE 'x'").unusable_until_commit == ("x",)


def test_a_table_without_rows_is_not_read_where_the_schema_shows_rows() -> None:
    script = "CREATE TABLE a (x int); CREATE TABLE b (x int); INSERT INTO a VALUES (1);"
    catalog = replay(script).described()
    assert said("CREATE INDEX i ON a (x)", catalog).scans == ("a",)
    assert said("CREATE INDEX i ON b (x)", catalog).scans == ()
    bare = replay(script.partition(" INSERT")[0]).described()
    assert said("CREATE INDEX i ON b (x)", bare).scans == ("b",)


@pytest.mark.parametrize(
    ("old", "new", "rewrite", "reindex"),
    [
        ("varchar(50)", "varchar(100)", False, False),
        ("varchar(100)", "varchar(50)", True, True),
        ("varchar(50)", "text", False, False),
        ("text", "citext", False, True),
        ("integer", "bigint", True, True),
        ("numeric(10,2)", "numeric(12,2)", False, False),
        ("numeric(10,2)", "numeric(12,4)", True, True),
        ("numeric", "numeric(12,2)", True, True),
        ("timestamp(3)", "timestamp(6)", False, False),
        ("bit(8)", "bit varying", False, True),
        ("varchar(50)[]", "varchar(100)[]", True, True),
        ("json", "jsonb", True, True),
        ("mystery", "text", None, None),
    ],
)
def test_what_a_change_of_type_costs(old: str, new: str, rewrite: bool | None, reindex: bool | None) -> None:
    cost = change(old, new, Catalog())
    assert (cost.rewrite, cost.reindex) == (rewrite, reindex)


def test_volatility() -> None:
    assert is_volatile("now() + interval '1 day'", Catalog()) is False
    assert is_volatile("(random() * 10)::int", Catalog()) is True
    assert is_volatile("mystery()", Catalog()) is None
    assert of_function("gen_random_uuid", Catalog()) == "volatile"
    assert of_function("mine", shop("CREATE FUNCTION mine() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1'")) == "stable"


def test_who_waits_for_whom() -> None:
    assert conflict(Mode.SHARE, Mode.ROW_EXCLUSIVE)
    assert not conflict(Mode.SHARE, Mode.SHARE)
    assert not conflict(Mode.SHARE_ROW_EXCLUSIVE, Mode.ACCESS_SHARE)
    for held in Mode:
        assert conflict(held, Mode.ACCESS_EXCLUSIVE)
        for asked in Mode:
            assert conflict(held, asked) == conflict(asked, held)


def test_locks_in_words() -> None:
    found = said("ALTER TABLE orders ADD COLUMN x int", shop())
    assert sentence(found.locks[0], "batch") == "blocks every read and write of orders until the batch commits"
    index = said("CREATE INDEX i ON orders (total)", shop())
    assert list(sentences(index)) == [
        "blocks writes to orders until it is done; reads go on",
        "reads all of orders",
    ]


def test_locks_on_indexes_in_words() -> None:
    again = said("REINDEX INDEX orders_pkey", shop())
    assert next(with_modes(again)) == (
        "ACCESS EXCLUSIVE on orders_pkey: blocks every query that would use the index orders_pkey"
        " until its transaction commits"
    )
    assert in_one_line(again).startswith("ACCESS EXCLUSIVE on orders_pkey, blocks reads and writes; SHARE on orders")


HALF = [
    "ALTER TABLE orders ADD COLUMN",
    "ALTER TABLE orders ALTER COLUMN total TYPE",
    "CREATE INDEX ON orders (",
    "DROP TABLE",
    "ALTER TABLE orders ADD CONSTRAINT",
    "UPDATE orders SET",
    "CREATE TABLE n (a int REFERENCES",
    "REINDEX",
    "ALTER TABLE orders ATTACH PARTITION",
]


@pytest.mark.parametrize("sql", HALF)
@pytest.mark.parametrize("version", [12, 18])
def test_half_a_statement_never_raises(sql: str, version: int) -> None:
    for statement in read(Fragment.plain(sql)):
        effects(statement.operations, shop(), version)
