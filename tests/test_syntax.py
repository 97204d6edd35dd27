"""Trees and modules: what a file exports, however it says so, and half-typed code."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knexlint.syntax import (
    Node,
    comments,
    enclosing,
    node_at,
    parse_repaired,
    read_function,
    read_module,
    span_of,
    statement_of,
    text_of,
)
from knexlint.text import Source, Span

ESM = b"""import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable("orders", (table) => {
    table.string("note").notNullable();
  });
  await knex.raw(`create index a on orders (${"note"})`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index a
  `);
}

export const config = { transaction: false };
"""


def module(text: str | bytes, path: str = "a.ts"):
    return read_module(Source(path, text.encode() if isinstance(text, str) else text))


@pytest.mark.parametrize(
    ("text", "shape", "form", "names"),
    [
        (ESM.decode(), "export", "esm", ["up", "down", "config"]),
        ("exports.up = async function (knex) {}; exports.down = (knex) => {};", "exports.", "commonjs", ["up", "down"]),
        ("module.exports.up = up; function up(knex) {}", "module.exports.", "commonjs", ["up"]),
        (
            "module.exports = { up, async down(k) {}, config: { transaction: false } }; const up = (db) => db.raw('');",
            "module.exports object",
            "commonjs",
            ["up", "down", "config"],
        ),
        ("const a = async () => {}; export { a as up, b as down }; function b() {}", "export", "esm", ["up", "down"]),
        (
            "exports.up = void 0; exports.down = exports.other = void 0; const up = async (k) => {}; exports.up = up;",
            "exports.",
            "commonjs",
            ["up", "down", "other"],
        ),
        ("export const up = makeUp('a');", "export", "esm", ["up"]),
        ("export { up } from './other';", "export", "esm", ["up"]),
        ("import a from 'b'", None, "esm", []),
        ("const a = require('b')", None, "commonjs", []),
    ],
)
def test_exports(text: str, shape: str | None, form: str, names: list[str]) -> None:
    read = module(text, "a.js")
    assert (read.shape, read.format, sorted(read.exports)) == (shape, form, sorted(names))


def test_an_export_leads_to_the_definition() -> None:
    text = "exports.up = void 0;\nconst up = async (k) => { k; };\nexports.up = up;\n"
    export = module(text).exports["up"]
    assert export.value is not None
    assert export.value.type == "arrow_function"
    assert text[export.name.start :].startswith("up = async")
    assert text[export.token.start :].startswith("up = up;")


@pytest.mark.parametrize(
    ("text", "parameter", "is_async", "empty", "throws", "body"),
    [
        ("async function f(knex: Knex): Promise<void> { await a(); }", "knex", True, False, False, " await a(); "),
        ("const f = knex => {}", "knex", False, True, False, ""),
        ("const f = async ({ schema }) => schema.a()", None, True, False, False, "schema.a()"),
        ("function f() { /* nothing */ return Promise.resolve(); }", None, False, True, False, None),
        ("function f(a, b) { throw new Error('no'); }", "a", False, False, True, None),
        ("const f = async function (_) { return; }", "_", True, True, False, None),
    ],
)
def test_functions(
    text: str, parameter: str | None, is_async: bool, empty: bool, throws: bool, body: str | None
) -> None:
    read = module(text + "\nexport { f }")
    value = read.exports["f"].value
    assert value is not None
    form = read_function(value)
    assert form is not None
    assert (form.parameter, form.is_async, form.empty, form.throws) == (parameter, is_async, empty, throws)
    if body is not None:
        assert read.source.slice(form.body) == body


def test_style_is_measured() -> None:
    text = "exports.up = async (k) => {\r\n    await k('a')\r\n    await k(\"b\")\r\n    await k('c')\r\n}\r\n"
    style = module(text).style
    assert (style.quote, style.semicolons, style.indent, style.newline) == ("'", False, "    ", "\r\n")


@pytest.mark.parametrize(
    "expression",
    [
        "await knex<Row>('a').first<{ a: string }>()",
        "await knex.select('a').first<Row>()",
        "(await a.b<X>()).c<Y>(1)",
        "!a.b<X>() || 1 + c.d<Y[]>(e)",
        "await a.b<X>(await c<{\n  d: 1;\n}>())",
        "typeof f<X>(1) as Y",
        "!a!.b",
        "'x' + a!.b! + c![0]!.d()",
        "x || !a.b!.c<X>()",
    ],
)
def test_what_only_the_compiler_reads_does_not_change_what_is_called(expression: str) -> None:
    plain = re.sub(r"<[^>]*>|(?<=\w)!|(?<=\])!", lambda found: re.sub(r"[^\n]", " ", found[0]), expression)
    assert plain != expression
    found, expected = (parse_repaired(Source("a.ts", f"{text};\n".encode())).root for text in (expression, plain))
    assert str(found) == str(expected)
    assert [span_of(node) for node in named(found)] == [span_of(node) for node in named(expected)]


def named(node: Node) -> Iterator[Node]:
    yield node
    for child in node.named_children:
        yield from named(child)


def test_places() -> None:
    read = module("function f() { /* a */ return a.b('c'); } // d")
    at = read.source.text.index("'c'")
    node = node_at(read.root, Span(at, at + 3))
    assert text_of(node) == "'c'"
    assert text_of(statement_of(node)) == "return a.b('c');"
    function = enclosing(node, "function_declaration")
    assert function is not None
    assert [text for _, text in comments(read.root)] == ["/* a */", "// d"]


def test_up_survives_a_cut_anywhere() -> None:
    start = ESM.index(b"{\n") + 1
    lost = [cut for cut in range(start, len(ESM)) if "up" not in module(ESM[:cut]).exports]
    assert not lost


@pytest.mark.parametrize(
    "line",
    ["await knex.raw(`", "await knex.schema.", "await knex.raw('", "knex.schema.alterTable('a', t => {", "if (", "})"],
)
def test_a_half_typed_line_hides_nothing_else(line: str) -> None:
    lines = ESM.decode().split("\n")
    for number in (3, 6, 7, 10):
        text = "\n".join([*lines[:number], "  " + line, *lines[number:]])
        read = module(text)
        assert {"up", "down", "config"} <= set(read.exports), (number, line)
        assert "drop index a" in text_of(read.exports["down"].value or read.root)


@given(st.binary(max_size=200))
def test_any_bytes_parse(data: bytes) -> None:
    read = module(data.decode("utf-8", "replace"))
    assert read.root.end_byte >= 0
    parse_repaired(Source("a.js", data.decode("utf-8", "replace").encode()))


@given(st.integers(0, len(ESM)), st.integers(0, len(ESM)))
def test_holes_parse(start: int, end: int) -> None:
    module(ESM[:start] + ESM[max(start, end) :])


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(ESM)),
            st.integers(0, 12),
            st.sampled_from(
                [b"", b"\n", b"x", b" ", b"`", b"'", b"${", b"}", b"{", b"// ", b"/", b"*/", b";", b"<a>", b"=>"]
            ),
        ),
        max_size=6,
    )
)
def test_what_is_typed_is_read_as_the_whole_file_would_be(edits: list[tuple[int, int, bytes]]) -> None:
    data = ESM
    for at, length, text in edits:
        data = data[:at] + text + data[at + length :]
        typed, fresh = module(data, "typed.ts"), parse_repaired(Source("typed.ts", data))
        assert _nodes(typed.root) == _nodes(fresh.root)
        assert typed.blanked == fresh.blanked


def _nodes(root: Node) -> list[tuple[str, int, int, bool]]:
    found, stack = [], [root]
    while stack:
        node = stack.pop()
        found.append((node.type, node.start_byte, node.end_byte, node.is_missing))
        stack.extend(node.children)
    return found
