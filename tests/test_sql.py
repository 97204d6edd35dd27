"""Statements and operations: where their words stand, what a broken or half-known one keeps; nothing raises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knexlint import operations as op
from knexlint.operations import Invalid, Operation, Range, Unknown
from knexlint.sql import Statement, read
from knexlint.sql.expressions import functions, relations
from knexlint.text import Fragment, Piece, Span

CORPUS = [path.read_text() for path in sorted((Path(__file__).parent / "sql").glob("*.sql"))]
STATEMENTS = [statement.fragment.text for text in CORPUS for statement in read(Fragment.plain(text))]


def one(sql: str | Fragment) -> Statement:
    (statement,) = read(Fragment.plain(sql) if isinstance(sql, str) else sql)
    return statement


def kinds(sql: str | Fragment) -> list[str]:
    return [type(operation).__name__ for operation in one(sql).operations]


def messages(sql: str) -> list[str]:
    return [found.message for s in read(Fragment.plain(sql)) for found in s.operations if isinstance(found, Invalid)]


# --- splitting ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("", []),
        (" ; ;; -- nothing\n /* at all */", []),
        ("a; b", ["a", "b"]),
        ("/* sql */ select 1 -- one\n;select ';' ;", ["select 1", "select ';'"]),
        ("do $$ a; b $$; select 1", ["do $$ a; b $$", "select 1"]),
        (
            "create rule r as on insert to t do (select 1; select 2); select 3",
            ["create rule r as on insert to t do (select 1; select 2)", "select 3"],
        ),
        (
            "create function f() begin atomic select case when a then 1 end; select 2; end; select 3",
            ["create function f() begin atomic select case when a then 1 end; select 2; end", "select 3"],
        ),
        ("create table t (a int; select 1", ["create table t (a int", "select 1"]),
        ("begin; select 1; end", ["begin", "select 1", "end"]),
    ],
)
def test_split(text: str, statements: list[str]) -> None:
    assert [statement.fragment.text for statement in read(Fragment.plain(text))] == statements


def test_positions_lead_through_escapes() -> None:
    source = r"""knex.raw('alter table t\n  add column \'x\' int; drop table "a"')"""
    pieces: list[Piece] = []
    text = ""
    at = source.index("alter")
    while source[at] != "'":
        size = 2 if source[at] == "\\" else 1
        char = {"\\n": "\n", "\\'": "'"}.get(source[at : at + size], source[at])
        text += char
        pieces.append(Piece(1, Span(at, at + size), verbatim=size == 1))
        at += size
    _, drop = read(Fragment(text, tuple(pieces)))
    (operation,) = drop.operations
    assert isinstance(operation, op.DropTable)
    span = drop.fragment.span(operation.tables[0].at.start, operation.tables[0].at.end)
    assert span is not None
    assert source[span.start : span.end] == '"a"'


# --- operations -----------------------------------------------------------------------------------------------------

AT = [
    ("create unique index concurrently i on t (a)", "create unique index"),
    ("alter table t add column if not exists a int", "add column"),
    ("alter table t add a int", "add"),
    ("alter table t add constraint c check (a > 0)", "add constraint"),
    ("alter table t add primary key (a)", "add primary key"),
    ("alter table t alter column a set not null", "set not null"),
    ("alter table t alter a set data type text", "set data type"),
    ("alter table t rename a to b", "rename"),
    ("alter table t validate constraint c", "validate constraint"),
    ("drop index concurrently i", "drop index"),
    ("update t set a = 1", "update"),
    ("delete from t", "delete from"),
    ("set local lock_timeout = 5", "set local lock_timeout"),
    ("create table if not exists t (a int)", "create table"),
    ("reindex index concurrently i", "reindex index"),
    ("do $$ $$", "do"),
    ("comment on column t.a is 'x'", "comment on column"),
]


@pytest.mark.parametrize(("sql", "words"), AT)
def test_an_operation_stands_at_its_first_words(sql: str, words: str) -> None:
    at = one(sql).operations[0].at
    assert sql[at.start : at.end] == words


def test_not_valid_belongs_to_one_action() -> None:
    found = one("alter table t add constraint a check (x) not valid, add constraint b check (y)").operations
    assert [isinstance(o, op.AddConstraint) and o.constraint.not_valid for o in found] == [True, False]


@pytest.mark.parametrize(
    ("type_text", "expected"),
    [
        ("character  varying ( 20 ) [ ]", "character varying ( 20 ) [ ]"),
        ("timestamp(3) with time zone", "timestamp(3) with time zone"),
        ("double /* x */ precision", "double precision"),
        ("public.mood", "public.mood"),
        ("numeric(10,2)", "numeric(10,2)"),
    ],
)
def test_types_as_written(type_text: str, expected: str) -> None:
    (found,) = one(f"alter table t add column a {type_text} not null default 5").operations
    assert isinstance(found, op.AddColumn)
    assert (found.column.type, found.column.not_null) == (expected, True)


def test_set_config_is_a_set() -> None:
    found = one("select set_config('lock_timeout', '5s', true)").operations
    assert [type(o).__name__ for o in found] == ["Select", "SetParameter"]


# --- what PostgreSQL refuses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sql",
    [
        "altr table t add a int",
        "alter table",
        "alter table t add column",
        "alter table t add column a",
        "alter table t add column if exists a int",
        "alter table t frobnicate a",
        "create table t (a int,)",
        "create table t (a int",
        "create table t (a int))",
        "create index on t",
        "create index i on (a)",
        "drop table",
        "drop table a b",
        "drop concurrently i on t",
        "drop trigger t",
        "update t set a = 1 where b limit 5",
        "update t a = 1",
        "delete t",
        "delete from t order by a",
        "insert into t (a)",
        "select 'abc",
        "select $$abc",
        "select /* abc",
        "create foo bar",
        "alter table t alter column a",
        "alter table t add constraint c foreign key (a) reference u (b)",
        "alter type m add value great",
    ],
)
def test_refused(sql: str) -> None:
    assert messages(sql), one(sql).operations


def test_nothing_of_the_corpus_is_refused() -> None:
    assert [sql for sql in STATEMENTS if messages(sql)] == []


def test_a_broken_action_leaves_the_others() -> None:
    sql = "alter table t add column a int, frob b (c, d), drop column e"
    assert kinds(sql) == ["AddColumn", "AlterTableOther", "DropColumn", "Invalid"]


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("alter table users add column a", ["AddColumn", "Invalid"]),
        ("create table t (a int, b ", ["CreateTable", "Invalid"]),
        ("create index i on t (", ["CreateIndex", "Invalid"]),
        ("update t set ", ["Update", "Invalid"]),
    ],
)
def test_a_half_typed_statement_keeps_what_it_has(sql: str, expected: list[str]) -> None:
    assert kinds(sql) == expected


# --- holes ----------------------------------------------------------------------------------------------------------


def with_hole(before: str, after: str = "", reason: str = "process.env.X") -> Fragment:
    return Fragment.plain(before) + Fragment.unknown("x", reason) + after


def test_a_hole_is_a_name() -> None:
    (found,) = one(with_hole("drop table ", " cascade")).operations
    assert isinstance(found, op.DropTable)
    assert (found.tables[0].unknown, found.cascade) == (True, True)
    (found,) = one(with_hole('create index "i_', '" on t (a)')).operations
    assert isinstance(found, op.CreateIndex)
    assert found.name is not None
    assert found.name.unknown


def test_a_hole_may_be_a_where() -> None:
    (found,) = one(with_hole("delete from t ")).operations[:1]
    assert isinstance(found, op.Delete)
    assert found.where is not None
    assert found.where.unknown


@pytest.mark.parametrize("before", ["alter table t ", "create table t ", "", "alter table t add constraint c "])
def test_a_hole_is_never_invalid(before: str) -> None:
    found = one(with_hole(before)).operations[-1]
    assert isinstance(found, Unknown)
    assert found.reason == "process.env.X"


def test_more_than_was_read() -> None:
    found = one(with_hole("drop table t ")).operations
    assert [type(o).__name__ for o in found] == ["DropTable", "Unknown"]


# --- whatever the text ----------------------------------------------------------------------------------------------


def ranges(value: Any) -> Iterator[Range]:
    if isinstance(value, Range):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from ranges(part)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from ranges(getattr(value, name))


def check_sound(fragment: Fragment) -> None:
    for statement in read(fragment):
        size = len(statement.fragment.text)
        assert statement.fragment.text.lstrip() == statement.fragment.text != ""
        assert sum(piece.length for piece in statement.fragment.pieces) == size
        for operation in statement.operations:
            assert isinstance(operation, Operation)
            assert all(0 <= at.start <= at.end <= size for at in ranges(operation)), operation


@pytest.mark.parametrize("step", range(4))
def test_cut_anywhere(step: int) -> None:
    for sql in STATEMENTS:
        for end in range(step, len(sql), 4):
            check_sound(Fragment.verbatim(sql[:end], 10))


def test_start_anywhere() -> None:
    for sql in STATEMENTS:
        for start in range(0, len(sql), 3):
            check_sound(Fragment.plain(sql[start:]))


WORDS = sorted({word for sql in STATEMENTS for word in sql.split()})


@given(st.lists(st.sampled_from([*WORDS, ",", "(", ")", ";", "'", "${x}", "$1", "?", "??"]), max_size=30).map(" ".join))
def test_any_words(text: str) -> None:
    check_sound(Fragment.plain(text))


@given(st.sampled_from(STATEMENTS), st.data())
def test_a_hole_anywhere(sql: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(sql)))
    end = data.draw(st.integers(start, len(sql)))
    fragment = Fragment.plain(sql[:start]) + Fragment.unknown("x", "not known") + sql[end:]
    check_sound(fragment)
    for statement in read(fragment):
        if statement.fragment.holes and not _cut(sql[:start] + sql[end:]):
            assert not any(isinstance(o, Invalid) for o in statement.operations), statement


def _cut(text: str) -> bool:
    """What stands around the hole ends inside a quote: then the hole may not be what is wrong."""
    return any("closes this" in message for message in messages(text))


PIECES = st.builds(
    lambda text, kind: (
        Fragment.verbatim(text, 7),
        Fragment.plain(text, Span(3, 9)),
        Fragment.plain(text),
        Fragment.unknown(text, "not known", Span(1, 2)),
    )[kind],
    st.text("aä\U0001f600;", min_size=1, max_size=6),
    st.integers(0, 3),
)


@given(st.lists(PIECES, max_size=5).map(Fragment.join), st.data())
def test_slices_are_slices(fragment: Fragment, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(fragment)))))
    ranges = list(zip(cuts[::2], cuts[1::2], strict=False))
    expected = [fragment.slice(start, end) for start, end in ranges]
    assert [(one.text, one.pieces) for one in fragment.slices(ranges)] == [(one.text, one.pieces) for one in expected]


# --- expressions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("now()", ("now",)),
        ("CURRENT_TIMESTAMP", ("current_timestamp",)),
        ("'{}'::jsonb", ()),
        ("-5 * 2", ()),
        ("(random() * 10)::int", ("random",)),
        ('lower(a) || "B"', ("lower",)),
        ("pg_catalog.now() + s.f(x)", ("now", "s.f")),
    ],
)
def test_functions_of_an_expression(text: str, called: tuple[str, ...]) -> None:
    assert functions(text) == called


def test_relations_of_a_query() -> None:
    found = relations("with a as (select * from a) select * from a, s.b join c using (x) where d in (select e from f)")
    assert [relation.key for relation in found] == ["a", "s.b", "c", "f"]
