"""Settings: what they accept, what they say about mistakes, and where; globs; ignore comments."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from knexlint.project.globs import matches
from knexlint.project.ignores import read_ignores
from knexlint.project.read_settings import dependency, read_package, read_toml
from knexlint.project.settings import KEYS, Settings, merge, schema, unknown_rules
from knexlint.syntax import parse
from knexlint.text import Source, Span

KNOWN = ("index-blocks-writes", "drop-column", "missing-down")


def test_settings_are_laid_over_others() -> None:
    base, mistakes = merge(Settings(), {"postgres": 16, "rules": {"drop-column": "off"}, "exclude": ["old/**"]})
    assert not mistakes
    over, mistakes = merge(base, {"postgres": "17", "rules": {"missing-down": "error"}, "lock-timeout": "2s"})
    assert not mistakes
    assert over.postgres == 17
    assert over.rules == {"drop-column": "off", "missing-down": "error"}
    assert over.exclude == ("old/**",)
    assert over.lock_timeout == "2s"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"postgres": 11}, '"postgres" wants a major version from 12 to 18, not 11'),
        ({"postgres": True}, '"postgres" wants a major version from 12 to 18, not True'),
        ({"postgress": 14}, '"postgress" is not a setting; did you mean "postgres"?'),
        ({"lock_timeout": "5s"}, '"lock_timeout" is not a setting; did you mean "lock-timeout"?'),
        ({"lock-timeout": "0"}, '"lock-timeout" wants a time such as "5s", not "0"'),
        ({"exclude": "old"}, '"exclude" wants a list of globs, not "old"'),
        ({"rules": {"drop-column": "loud"}}, '"drop-column" wants one of error, warning, info, hint, off, not "loud"'),
        ({"rules": []}, '"rules" wants a table of rules and severities, not []'),
    ],
)
def test_mistakes_are_said_and_change_nothing(data: dict[str, object], says: str) -> None:
    settings, mistakes = merge(Settings(), data)
    assert settings == Settings()
    assert [mistake.message for mistake in mistakes] == [says]


def test_unknown_rules_are_found_with_a_suggestion() -> None:
    found = list(
        unknown_rules({"rules": {"index-block-writes": "off", "nonsense": "off", "drop-column": "off"}}, KNOWN)
    )
    assert [mistake.message for mistake in found] == [
        'there is no rule "index-block-writes"; did you mean "index-blocks-writes"?',
        'there is no rule "nonsense"',
    ]


def test_a_mistake_is_located() -> None:
    text = read_toml(Source("knexlint.toml", b'postgres = 16\n\n[rules]\n"drop-column" = "off"\nnonsense = "off"\n'))
    assert text.source.slice(text.locate(("rules", "nonsense"))) == "nonsense"
    assert text.source.position(text.locate(("rules", "nonsense")).start) == (4, 0)
    assert text.source.position(text.locate(("rules", "drop-column")).start) == (3, 1)
    assert text.source.position(text.locate(("postgres",)).start) == (0, 0)


@pytest.mark.parametrize(
    ("data", "line"), [(b"postgres = \n", 0), (b"postgres = 14\n[rules\n", 1), (b"a = 1\na = 2\n", 1), (b"\xff\xfe", 0)]
)
def test_broken_toml_says_where(data: bytes, line: int) -> None:
    text = read_toml(Source("knexlint.toml", data))
    assert text.error
    assert text.source.position(text.at.start)[0] == line


def test_package_json_holds_settings_and_the_version_of_knex() -> None:
    data = b'{\n  "dependencies": {"knex": "^2.5.1"},\n  "knexlint": {\n    "postgres": 99\n  }\n}\n'
    package, text = read_package(Source("package.json", data))
    assert dependency(package, "knex") == "^2.5.1"
    assert text is not None
    assert text.data == {"postgres": 99}
    assert text.source.position(text.locate(("postgres",)).start) == (3, 5)


def test_package_json_without_settings_may_be_broken() -> None:
    assert read_package(Source("package.json", b'{"name": ')) == ({}, None)
    _, text = read_package(Source("package.json", b'{"knexlint": {'))
    assert text is not None
    assert text.error


def test_the_schema_file_is_generated() -> None:
    """`python -c 'import json; from knexlint.project.settings import schema; print(json.dumps(schema(), indent=2))'`"""
    shipped = files("knexlint.project").joinpath("knexlint.schema.json").read_text("utf-8")
    assert json.loads(shipped) == schema()
    assert set(KEYS) < set(schema()["properties"])


@pytest.mark.parametrize(
    ("glob", "path", "matched"),
    [
        ("old", "old/a.ts", True),
        ("old", "db/old/a.ts", True),
        ("/old", "db/old/a.ts", False),
        ("old/", "old/a/b.ts", True),
        ("*.js", "db/a.js", True),
        ("*.js", "db/a.jsx", False),
        ("db/*.ts", "db/a.ts", True),
        ("db/*.ts", "db/x/a.ts", False),
        ("db/**/*.ts", "db/a.ts", True),
        ("db/**/*.ts", "db/x/y/a.ts", True),
        ("./db/**", "db/x", True),
        ("2023*.{ts,js}", "m/20230101_a.js", True),
        ("a?.ts", "ab.ts", True),
        ("[ab].ts", "c.ts", False),
        ("[!ab].ts", "c.ts", True),
        ("a+(b).ts", "a+(b).ts", True),
    ],
)
def test_globs(glob: str, path: str, matched: bool) -> None:
    assert matches([glob], path) is matched


def _silences(code: str, at: str, rule: str = "drop-column", sql: tuple[str, ...] = ()) -> bool:
    source = Source("a.ts", code.encode())
    spans = [Span(start := source.data.index(text.encode()), start + len(text.encode())) for text in sql]
    start = source.data.index(at.encode())
    return read_ignores(source, parse(source), spans).silences(rule, Span(start, start + len(at)))


@pytest.mark.parametrize(
    ("code", "silent"),
    [
        ("// knexlint-disable-next-line drop-column -- nobody reads it\nHERE();", True),
        ("// knexlint-disable-next-line other, drop-column\nHERE();", True),
        ("// knexlint-disable-next-line\nHERE();", True),
        ("// knexlint-disable-next-line -- grün\nHERE();", True),
        ("// knexlint-disable-next-line drop-column\n\n// why\nHERE();", True),
        ("// knexlint-disable-next-line drop-column\nfirst();\nHERE();", False),
        ("// knexlint-disable-next-line other -- drop-column\nHERE();", False),
        ("HERE(); // knexlint-disable-line drop-column", True),
        ("HERE();\nx(); // knexlint-disable-line drop-column", False),
        ("HERE(); /* knexlint-disable-line drop-column */", True),
        ("HERE();\n/* knexlint-disable drop-column */", True),
        ("HERE();\n/* knexlint-disable */", True),
        ("HERE();\n/* knexlint-disable other */", False),
        ("/* knexlint-disable-next-line drop-column */ HERE();", False),
        ("HERE('// knexlint-disable drop-column');", False),
        ("HERE(); // knexlint-disabled drop-column", False),
        ("/*\n * knexlint-disable-next-line drop-column\n */\nHERE();", True),
        ("// 日本語 knexlint-disable-next-line drop-column\nHERE();", True),
    ],
)
def test_ignore_comments(code: str, silent: bool) -> None:
    assert _silences(code, "HERE") is silent


@pytest.mark.parametrize(
    ("inside", "silent"),
    [
        ("-- knexlint-disable drop-column\nALTER HERE;\nALTER B;", True),
        ("ALTER HERE; -- knexlint-disable drop-column\nALTER B;", True),
        ("ALTER HERE -- knexlint-disable drop-column\n DROP x;\nALTER B;", True),
        ("ALTER HERE;\n-- knexlint-disable drop-column\nALTER B;", False),
        ("/* knexlint-disable drop-column */ ALTER HERE;", True),
        ("-- knexlint-disable other\nALTER HERE;", False),
    ],
)
def test_ignore_comments_inside_sql(inside: str, silent: bool) -> None:
    statements = tuple(part.strip() for part in _statements(inside))
    assert _silences(f"knex.raw(`\n{inside}\n`)", "HERE", sql=statements) is silent


def _statements(sql: str) -> list[str]:
    return [part[part.index("ALTER") :] for part in sql.split(";") if "ALTER" in part]


def test_the_rules_of_an_ignore_have_places() -> None:
    source = Source("a.ts", "x(); // é knexlint-disable-line nonsense, drop-column -- why".encode())
    (ignore,) = read_ignores(source, parse(source), ()).all
    assert [(name, source.slice(span)) for name, span in ignore.rules] == [
        ("nonsense", "nonsense"),
        ("drop-column", "drop-column"),
    ]
