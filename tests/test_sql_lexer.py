"""The lexer: tokens cover the text exactly, whatever the text is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knexlint.sql.lexer import inner_range, lex, string_value

CASES = {
    "select 'it''s'": ["word select", "string 'it''s'"],
    r"E'a\'b' e'\\' B'01' x'ff' N'n' U&'\0041'": [
        "string E'a\\'b'",
        "string e'\\\\'",
        "string B'01'",
        "string x'ff'",
        "string N'n'",
        "string U&'\\0041'",
    ],
    "$$a;b$$ $t$ $$ $t$": ["string $$a;b$$", "string $t$ $$ $t$"],
    "a /* x /* y */ ; */ b -- ;\nc": ["word a", "word b", "word c"],
    '"Mixed ""x""" Plain ÄÖ': ['quoted Mixed "x"', "word plain", "word ÄÖ"],
    "a::int b:=1 :name :name: ? ?? $1 ($2,$3)": [
        "word a",
        "operator ::",
        "word int",
        "word b",
        "operator :=",
        "number 1",
        "parameter :name",
        "parameter :name:",
        "parameter ?",
        "parameter ??",
        "parameter $1",
        "operator (",
        "parameter $2",
        "operator ,",
        "parameter $3",
        "operator )",
    ],
    ":a::text": ["parameter :a", "operator ::", "word text"],
    "1.5e-3 .5 1..2 0xFF 1_000": [
        "number 1.5e-3",
        "number .5",
        "number 1",
        "operator ..",
        "number 2",
        "number 0xFF",
        "number 1_000",
    ],
    "a=-1 b@-1 c->>'x'": [
        "word a",
        "operator =",
        "operator -",
        "number 1",
        "word b",
        "operator @-",
        "number 1",
        "word c",
        "operator ->>",
        "string 'x'",
    ],
    "${a} idx_${b}_x s.${c}": ["hole ${a}", "name idx_${b}_x", "word s", "operator .", "hole ${c}"],
    "U&\"d!0061ta\" uescape '!' x": ["quoted data", "word x"],
    "a$b$c": ["word a$b$c"],
}


@pytest.mark.parametrize("text", CASES)
def test_tokens(text: str) -> None:
    assert [f"{token.kind} {token.text}" for token in lex(text).tokens] == CASES[text]


@pytest.mark.parametrize(
    "text", ["select 'abc", 'select "abc', "select $$abc", "a /* b", r"select E'a\'", "select 'a''"]
)
def test_an_open_quote_ends_where_the_text_ends(text: str) -> None:
    tokens, open_at = lex(text)
    assert open_at is not None
    assert tokens[-1].end == len(text) or text.startswith("/*", open_at)


def test_a_hole_may_hold_anything() -> None:
    text = "update t set a = '${x['y;']}' where b = ${`'`}"
    holes = [(18, 28), (text.index("${`"), len(text))]
    tokens = lex(text, holes).tokens
    assert [token.text for token in tokens if token.unknown] == ["'${x['y;']}'", "${`'`}"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'it''s'", "it's"),
        (r"E'a\n\'\x41\u00e4'", "a\n'A\u00e4"),
        ("$x$ a'b $x$", " a'b "),
        (r"U&'\0041\+000042\\'", "AB\\"),
        ("'open", "open"),
    ],
)
def test_string_values(text: str, value: str) -> None:
    (token,) = lex(text).tokens
    assert string_value(token) == value
    inside = inner_range(token)
    assert text[inside.start : inside.end] in text


PIECES = st.sampled_from(
    [
        "'",
        "''",
        '"',
        "$$",
        "$a$",
        "/*",
        "*/",
        "--",
        "\n",
        ";",
        "(",
        ")",
        "[",
        "]",
        "E'",
        "\\",
        "U&'",
        "${x}",
        "${",
        "$1",
    ]
) | st.sampled_from(
    ["?", ":a", "::", "a", "A", "1", ".", "+", "-", "ä", "\U0001f600", " ", "\x00", "uescape", "begin atomic", "end"]
)
_TRIVIA = re.compile(r"(?:[ \t\n\r\f\v]|--[^\n\r]*|/\*.*\*/|/\*.*\Z)*", re.DOTALL)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_tokens_cover_the_text(text: str) -> None:
    at = 0
    for token in lex(text).tokens:
        assert token.start >= at
        assert token.end > token.start
        assert _TRIVIA.fullmatch(text, at, token.start), text[at : token.start]
        at = token.end
    assert _TRIVIA.fullmatch(text, at)
