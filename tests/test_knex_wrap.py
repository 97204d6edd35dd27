"""Identifiers and literals: the text Knex writes, and where each piece of it stands in the migration."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knexlint.evaluate.values import UNDEFINED, Array, BigInt, Object, Unknown, Value
from knexlint.knex.configuration import Configuration
from knexlint.knex.literals import default_literal, escape_binding, number_text
from knexlint.knex.wrap import Formatter, columnize, position_bindings, wrap
from knexlint.text import Fragment, Span


def literal(text: str, start: int = 1) -> Fragment:
    """A string literal whose text begins at this byte of the migration."""
    return Fragment.verbatim(text, start)


def source_of(fragment: Fragment, text: str) -> Span | None:
    at = fragment.text.index(text)
    return fragment.span(at, at + len(text))


def test_each_part_of_a_name_stands_where_it_was_written() -> None:
    wrapped = wrap(literal("shop.orders as o", 10), Span(9, 27))
    assert wrapped.text == '"shop"."orders" as "o"'
    assert source_of(wrapped, "shop") == Span(10, 14)
    assert source_of(wrapped, "orders") == Span(15, 21)
    assert wrapped.span() == Span(9, 27)


def test_a_hole_is_never_split() -> None:
    hole = Fragment.unknown("process.env.A as b", "it is read from the environment", Span(5, 8))
    wrapped = wrap(Fragment.join((hole, literal(".orders", 20))), Span(0, 30))
    assert wrapped.text == '"${process.env.A as b}"."orders"'
    assert wrapped.holes == ("it is read from the environment",)


def test_an_unknown_name_is_a_quoted_hole() -> None:
    wrapped = columnize(Array([literal("a"), Unknown("a row", "row.name")]), Span(0, 9))
    assert wrapped.text == '"a", "${row.name}"'
    assert wrapped.holes == ("a row",)


@pytest.mark.parametrize(
    ("name", "mapped"),
    [
        ("userId", '"user_id"'),
        ("UserID", '"user_id"'),
        ("foo2Bar", '"foo2_bar"'),
        ("a.userId", '"a"."user_id"'),
        ("*", "*"),
    ],
)
def test_snake_case_mappers(name: str, mapped: str) -> None:
    formatter = Formatter(configuration=Configuration(mapper="snake"))
    assert wrap(literal(name), None, formatter).text == mapped


def test_an_unknown_mapper_is_doubted() -> None:
    formatter = Formatter(configuration=Configuration(mapper="unknown"))
    assert wrap(literal("a"), None, formatter).text == '"a"'
    assert formatter.unknown is not None


def test_positions_stand_where_their_binding_stands() -> None:
    numbered = position_bindings(Fragment.plain("a = ") + Fragment.plain("?", Span(30, 33)) + Fragment.plain(" \\? b"))
    assert numbered.text == "a = $1 ? b"
    assert source_of(numbered, "$1") == Span(30, 33)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "NULL"),
        (UNDEFINED, "NULL"),
        (True, "true"),
        (1.5, "1.5"),
        (BigInt(10), "''"),
        (Fragment.plain("it's"), "'it''s'"),
        (Fragment.plain("a\\b"), "E'a\\\\b'"),
        (Array([1, Fragment.plain("q'"), None, Array([True])]), """'{1,"q''",NULL,{"true"}}'"""),
        (Object({"b": 1, "2": Fragment.plain("it's"), "u": UNDEFINED}), '{"2":"it\'s","b":1}'),
        (Unknown("a row", "row"), "${row}"),
    ],
)
def test_literals(value: Value, text: str) -> None:
    assert escape_binding(value).text == text


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (Fragment.plain("false"), "bool", "'0'"),
        (0, "bool", "'0'"),
        (True, "bool", "'1'"),
        (1.5, "decimal", "'1.5'"),
        (None, "string", "null"),
        (UNDEFINED, "string", ""),
        (Object({"a": 1}), "jsonb", "'{\"a\":1}'"),
        (Array([]), "json", "'[]'"),
    ],
)
def test_defaults(value: Value, kind: str, text: str) -> None:
    assert default_literal(value, kind).text == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1e21, "1e+21"),
        (1e-7, "1e-7"),
        (1e-6, "0.000001"),
        (1e16, "10000000000000000"),
        (-0.5, "-0.5"),
        (1.5e300, "1.5e+300"),
    ],
)
def test_numbers_as_javascript_writes_them(value: float, text: str) -> None:
    assert number_text(value) == text


@given(st.text(alphabet="ab.\"' *[]01\\?é😀", max_size=20), st.integers(0, 5))
def test_pieces_account_for_every_character(text: str, start: int) -> None:
    for fragment in (wrap(literal(text, start), Span(0, 99)), escape_binding(literal(text, start), Span(0, 99))):
        assert sum(piece.length for piece in fragment.pieces) == len(fragment)
        numbered = position_bindings(fragment)
        assert sum(piece.length for piece in numbered.pieces) == len(numbered)
