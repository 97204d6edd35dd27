"""What migrations send, in which order and under which conditions."""

# ruff: noqa: E501 - one program a line

from __future__ import annotations

import time

import pytest
from evaluate_hosts import Folder, Knex, run, show, up
from hypothesis import given, settings
from hypothesis import strategies as st

from knexlint.evaluate import Interpreter, Opaque
from knexlint.evaluate.values import Fragment, Guard, Probe
from knexlint.evaluate.variants import variants
from knexlint.syntax import read_module
from knexlint.text import Source

RAW = "const r = s => knex.raw(s), has = (...a) => a.length > 1 ? knex.hasColumn(...a) : knex.hasTable(...a);\n"

CASES: list[tuple[str, str, list[str]]] = [
    ("constants", "const t = 'a'; await r(`x ${t} ${1 + 1}`); await r('y ' + t);", ["x a 2", "y a"]),
    ("chain", "await knex.schema.a('x').b('y');", ["a(x)", "b(y)"]),
    ("loop", "for (const t of ['a', 'b']) { await r(t); }", ["a", "b"]),
    ("if", "if (await has('t')) { await r('yes'); } else { await r('no'); } await r('after');", ["yes [t]", "no [!t]", "after"]),
    ("not", "if (!(await has('t'))) await r('no');", ["no [!t]"]),
    ("early return", "if (await has('t')) return; await r('rest'); await r('more');", ["rest [!t]", "more [!t]"]),
    ("constant answer", "const e = await has('t'); if (e) await r('a'); if (e) await r('b'); if (!e) await r('c');",
     ["a [t]", "b [t]", "c [!t]"]),
    ("nested", "if (await has('t')) { if (!(await has('t', 'c'))) { await r('x'); } }", ["x [t !t.c]"]),
    ("and", "if (await has('t') && !(await has('t', 'c'))) { await r('x'); } await r('y');", ["x [t !t.c]", "y"]),
    ("or", "const a = await has('a'), b = await has('b'); if (a || b) await r('x');", ["x [a]", "x [!a b]"]),
    ("known after", "const e = await has('t'); if (e) { if (e) await r('x'); else await r('never'); }", ["x [t]"]),
    ("continue", "for (const c of ['a', 'b']) { if (await has('t', c)) continue; await r(c); } await r('end');",
     ["a [!t.a]", "b [!t.b]", "end"]),
    ("break", "for (const c of ['a', 'b']) { if (await has('t', c)) break; await r(c); } await r('end');",
     ["a [!t.a]", "b [!t.a !t.b]", "end"]),
    ("twice", "if (await has('t')) await r('a'); if (await has('t')) await r('b');", ["a [t]", "b [t#2]"]),
    ("asked differently often", "if (await has('s')) await has('t'); if (await has('t')) await r('x');", ["x [?]"]),
    ("value by answer", "const e = await has('t'); const n = e ? 'a' : 'b'; await r(`x ${n}`);", ["…"]),
    ("builder by answer", "const e = await has('t'); await (e ? r('a') : r('b'));", ["a [t]", "b [!t]"]),
    ("assigned", "let n = 'a'; if (await has('t')) n = 'b'; if (n === 'b') await r('x');", ["x [t]"]),
    ("returned", "const f = async () => { if (await has('t')) return 'a'; return 'b'; }; if (await f() === 'a') await r('x'); await r('y');",
     ["x [t]", "y"]),
    ("return in helper", "const f = async () => { if (await has('t')) return; await r('in'); }; await f(); await r('out');",
     ["in [!t]", "out"]),
    ("throws under a guard", "if (!(await has('t'))) throw new Error('no'); await r('x');", ["throw no [!t]", "x [t]"]),
    ("throw in helper", "const f = async () => { if (await has('t')) throw new Error('no'); }; await f(); await r('x');",
     ["throw no [t]", "x [!t]"]),
    ("caught", "try { if (await has('t')) throw 1; await r('a'); } catch { await r('c'); } await r('b');",
     ["a [!t]", "c [t]", "b"]),
    ("catch that is not expected", "try { await r('a'); } catch (e) { await r('c'); throw e; } await r('b');", ["a", "c [?]", "b"]),
    ("unknown condition", "if (process.env.X) { await r('a'); } else { await r('b'); } await r('c');", ["a [?]", "b [?]", "c"]),
    ("unknown return", "const rows = await r('s'); if (!rows.length) return; await r('x');", ["s", "x [?]"]),
    ("unknown loop", "const rows = await r('s'); for (const row of rows) { await r(`u ${row.id}`); } await r('e');",
     ["s", "u ${id} [?]", "e"]),
    ("batches", "while (true) { const rows = await r('s'); if (!rows.length) break; await r('u'); } await r('e');",
     ["s", "u [?]", "s [?]", "u [? ?]", "e"]),
    ("all", "await Promise.all([knex.schema.a1().a2(), knex.schema.b1().b2()]);", ["a1()", "b1()", "a2()", "b2()"]),
    ("all of helpers", "const f = async (x) => { await r(x + 1); await r(x + 2); }; await Promise.all(['a', 'b'].map(f)); await r('c');",
     ["a1", "b1", "a2", "b2", "c"]),
    ("sequence by reduce", "await ['a', 'b'].reduce((p, x) => p.then(() => r(x)), Promise.resolve());", ["a", "b"]),
    ("then", "return r('a').then(() => r('b')).then(() => { return r('c'); });", ["a", "b", "c"]),
    ("transaction", "await knex.transaction(async trx => { await trx.raw('a'); if (await has('t')) await trx.raw('b'); });",
     ["begin()", "a", "b [t]", "commit()"]),
    ("not awaited", "r('lost'); await r('a');", ["a"]),
    ("unknown helper", "const helper = require('h'); await helper(knex); await r('a');", ["<calls helper, which cannot be followed>", "a"]),
    ("captured", "const helper = require('h'); await helper(() => { return r('x'); }); await r('a');", ["x [?]", "a"]),
    ("harmless unknown", "const { uuid, log } = require('h'); const id = uuid(); await log('x'); await r('a');", ["a"]),
    ("switch", "switch ('b') { case 'a': await r('a'); case 'b': await r('b'); break; default: await r('c'); }", ["b"]),
    ("optional", "await knex?.schema?.a();", ["a()"]),
    ("timer", "await new Promise(resolve => setTimeout(resolve, 100)); await r('a');", ["a"]),
    ("array by answer", "const l = ['a']; if (await has('t')) l.push('b'); for (const x of l) await r(x);", ["a", "… [?]"]),
    ("try finally", "try { await r('a'); } finally { await r('b'); }", ["a", "b"]),
    ("builder by what is not known", "const q = process.env.X ? r('a') : r('b'); await q; await r('c');", ["a [?]", "b [?]", "c"]),
    ("chain by what is not known", "await (process.env.X ? knex.schema.a() : knex.schema.b()).c();", ["a() [?]", "c() [?]", "b() [?]", "c() [?]"]),
    ("rows", "const rows = await r('s'); await Promise.all(rows.map(async x => { await r('u'); })); await r('e');", ["s", "u [?]", "e"]),
    ("rows for each", "const rows = await r('s'); rows.forEach(async x => { await r('u'); }); await r('e');", ["s", "u [? ?]", "e"]),
    ("then of what is not known", "const axios = require('axios'); await axios.get('x').then(() => r('a')); await r('b');", ["a", "b"]),
    ("changed beside", "let done = false; const p = (async () => { await r('a'); done = true; })(); if (!done) await r('b'); await p; if (done) await r('c');",
     ["a", "b [?]", "c"]),
    ("changed and waited for", "let n = 0; const f = async () => { await r('a'); n += 1; }; await f(); await f(); await r(`n${n}`);", ["a", "a", "n2"]),
    ("collected", "const l = []; await Promise.all(['a', 'b'].map(async x => { await r(x); l.push(x); })); for (const x of l) await r(x);", ["a", "b", "… [?]"]),
    ("collected in order", "const l = []; for (const x of ['a', 'b']) { await (async () => { await r(x); l.push(x); })(); } for (const x of l) await r(x);", ["a", "b", "a", "b"]),
    ("void", "void r('a'); await r('b');", ["b"]),
    ("another's method", "const { l } = require('l'); [].forEach.call(l, x => r('a').then()); await r('b'); await r([].join.call(l, '').length > 1 ? 'c' : 'd');", ["a [? ?]", "b", "…"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "lines"), CASES, ids=[case[0] for case in CASES])
def test_what_is_sent(name: str, body: str, lines: list[str]) -> None:
    assert show(up(RAW + body)) == lines


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        ("['a'].forEach(async x => { await r(x); });", "for-each", "forEach"),
        ("const f = async () => { await r('x'); }; f();", "call", "f"),
        ("['a'].map(async x => { await r(x); });", "map", "map"),
        ("r('a').then(() => {});", "then", "then"),
    ],
)
def test_floating_work(body: str, kind: str, words: str) -> None:
    outcome = up(RAW + body + " await r('end');")
    text = f"export async function up(knex) {{\n{RAW}{body} await r('end');\n}}"
    assert [work.kind for work in outcome.floating] == [kind]
    work = outcome.floating[0]
    assert text[work.span.start : work.span.end] == words
    floating = next(sent for sent in outcome.sent if sent.item[1][0].text != "end")
    assert floating.guards[-1].probe is None


@pytest.mark.parametrize(
    "body", ["await Promise.all(['a'].map(async x => { await r(x); }));", "return r('a').then(() => {});"]
)
def test_work_that_is_waited_for(body: str) -> None:
    outcome = up(RAW + body)
    assert outcome.floating == ()
    assert all(not sent.guards for sent in outcome.sent)


def test_builders_that_never_run() -> None:
    outcome = up("knex.raw('a'); await knex.raw('b'); const c = knex.raw('c'); const d = knex.raw('d'); await d;")
    assert [site.method.end - site.method.start for _, site in outcome.never_run] == [3, 3]


@pytest.mark.parametrize(
    "returned", ["process.env.X ? knex.raw('a') : Promise.all([knex.raw('b')])", "rows().map(x => knex.raw('a'))"]
)
def test_what_may_be_returned_is_not_forgotten(returned: str) -> None:
    outcome = run(f"exports.up = (knex) => {{ return {returned}; }}")
    assert outcome.floating == ()
    assert outcome.never_run == () or returned.startswith("rows")


def test_errors() -> None:
    assert up("throw new Error('cannot be undone');").error == "cannot be undone"
    assert up("const x = undefined; x.y;").error == "Cannot read properties of undefined (reading 'y')"
    assert run("exports.up = () => { throw 'a'; }").error == "a"
    assert up("if (await knex.hasTable('t')) throw new Error('a');").error is None


def test_strings_lead_back_to_the_file() -> None:
    text = "const T = 'orders';\nexport async function up(knex) {\n  await knex.raw(`drop\\ttable ${T.trim()} ` + \"x\");\n}"
    outcome = run(text)
    sql = outcome.sent[0].item[1][0]
    assert isinstance(sql, Fragment)
    assert sql.text == "drop\ttable orders x"
    for word in ("drop", "table", "orders", "x"):
        at = sql.text.index(word)
        span = sql.span(at, at + len(word))
        assert span is not None
        assert text[span.start : span.end] == word


FILES = {
    "m/names.ts": "export enum Table { Users = 'users', Orders = 'orders' }\nexport * from './deep/index';\nexport default 'dflt';",
    "m/deep/index.ts": "export { x as y } from './x.js';\nexport const many = ['p', 'q'];",
    "m/deep/x.ts": "export const x = 'x';",
    "m/common.js": "const a = 'A'; module.exports = { a, run: async (knex, t) => { await knex.raw('run ' + t); } };",
    "m/tr.js": "'use strict'; Object.defineProperty(exports, '__esModule', { value: true }); exports.T = void 0; const n = require('./common'); exports.T = n.a + 'T';",
    "m/one.ts": "import { two } from './two'; export const one = () => 'one' + two();",
    "m/two.ts": "import { one } from './one'; export const two = () => 'two'; export const back = () => one();",
    "m/data.json": '{"k": ["v", 1]}',
    "m/sql/a.sql": "select 1",
    "tsconfig.json": '{ // c\n "compilerOptions": { "baseUrl": ".", "paths": { "@lib/*": ["lib/*"], } } }',
    "lib/util.ts": "export const u = 'util';",
}


@pytest.mark.parametrize(
    ("imports", "expression", "text"),
    [
        ("import { Table } from './names';", "Table.Users", "users"),
        ("import { y, many } from './names';", "y + many.join('')", "xpq"),
        ("import n from './names';", "n", "dflt"),
        ("import * as n from './names';", "n.Table.Orders + n.y", "ordersx"),
        ("import { a } from './common';", "a", "A"),
        ("const c = require('./common');", "c.a", "A"),
        ("const { T } = require('./tr');", "T", "AT"),
        ("import { one } from './one'; import { back } from './two';", "one() + back()", "onetwoonetwo"),
        ("import data from './data.json';", "data.k[0]", "v"),
        ("import { u } from '@lib/util';", "u", "util"),
        ("import { readFileSync } from 'fs'; import path from 'node:path';",
         "readFileSync(path.join(__dirname, 'sql', 'a.sql'), 'utf8')", "select 1"),
    ],
)  # fmt: skip
def test_imports(imports: str, expression: str, text: str) -> None:
    outcome = run(f"{imports}\nexport async function up(knex) {{ await knex.raw({expression}); }}", files=FILES)
    sql = outcome.sent[0].item[1][0]
    assert (sql.text, sql.holes) == (text, ())
    assert all(piece.source is None for piece in sql.pieces)


def test_code_of_other_files_is_placed_at_the_call_that_leads_there() -> None:
    text = "import { run } from './common';\nexport async function up(knex) { await run(knex, 'orders'); }"
    seen = []

    class Watching(Knex):
        def _raw(self, arguments, site, runtime):
            seen.append((site, arguments[0].value))
            return super()._raw(arguments, site, runtime)

    interpreter = Interpreter(read_module(Source("m/a.ts", text.encode())), Folder(FILES))
    interpreter.run(interpreter.exports()["up"], [Watching()])
    site, sql = seen[0]
    assert site.foreign
    assert text[site.call.start : site.call.end] == "run(knex, 'orders')"
    assert sql.text == "run orders"
    span = sql.span(4, 10)
    assert span is not None
    assert text[span.start : span.end] == "orders"


def test_compiled_typescript() -> None:
    text = """"use strict";
var __awaiter = (this && this.__awaiter) || function (thisArg, _arguments, P, generator) { return 1; };
Object.defineProperty(exports, "__esModule", { value: true });
exports.down = exports.up = void 0;
const names_1 = require("./names");
const up = async (knex) => { await knex.raw((0, String)(names_1.Table.Users)); };
exports.up = up;
"""
    assert show(run(text, path="m/a.js", files=FILES)) == ["users"]


def test_variants_decide_only_what_is_asked() -> None:
    interpreter = Interpreter(read_module(Source("a.ts", b"")))
    one, two = Probe("hasTable", None, "a", None, 1), Probe("hasTable", None, "b", None, 1)
    parts = [(), (Guard(one),), (Guard(one), Guard(two, False))]
    found = interpreter.machine.variants(parts)
    assert found is not None
    assert [kept for _, kept in found] == [[True, True, False], [True, True, True], [True, False, False]]
    assert interpreter.machine.variants([(Guard(None, reason="x"),)]) is None


HOSTILE = [
    "for (let i = 0; i < 1e9; i++) { x = i; }",
    "while (true) {}",
    "for (;;) { await knex.raw('x'); }",
    "const f = n => f(n + 1); f(0);",
    "const f = n => [n].map(f); f(0);",
    "let s = 'ab'; for (let i = 0; i < 100; i++) s += s;",
    "let s = 'x'; for (let i = 0; i < 1e6; i++) s += `${i}`;",
    "let a = [1]; for (;;) a = [...a, ...a];",
    "const a = []; for (;;) a.push(a);",
    "'x'.repeat(1e9); 'x'.padStart(1e9); Array(1e9); Array.from({ length: 1e9 });",
    "'a'.repeat(1e5).replace(/(a+)+$/, '');",
    "('a'.repeat(30000) + 'b').match(/a*a*a*c/);",
    "const o = {}; o.o = o; JSON.stringify(o);",
    "2 ** 1e9; 10n ** 100000n; 1e308 * 1e308;",
    "const x = [[[[[[[[1,1],1],1],1],1],1],1],1]; for (;;) x.flat(Infinity);",
    "`" + "x" * 1_000_000 + "`;",
    "(" * 3000 + "1" + ")" * 3000 + ";",
    "x" + ".a()" * 6000 + ";",
    "'a'" + " + 'b'" * 6000 + ";",
    "if (a) {" * 400 + "}" * 400,
    "const e = await knex.hasTable('t'); " + "if (e) { x = 1 } else { x = 2 } " * 300,
    "".join(
        f"const v{i} = await knex.hasTable('t{i}'); if (v{i}) {{ await knex.raw('x'); }} else {{ s += v{i}; }}"
        for i in range(60)
    ),
    "[1,2,3].sort(() => { for (;;) {} });",
    "const p = new Promise(r => r(p)); await p;",
    "[" * 2000 + "]" * 2000 + ";",
    "a?b:" * 500 + "c;",
    "let q = knex.raw('a'); " + "q = process.env.A ? (process.env.B ? q : knex.raw('b')) : q;" * 40 + " await q;",
    "JSON.stringify(['a'.repeat(10).repeat(20000)]); [...'ab'.repeat(9000)].map(x => x);",
]


@pytest.mark.parametrize("body", HOSTILE, ids=[body[:40] for body in HOSTILE])
def test_hostile_programs_end(body: str) -> None:
    text = f"export async function up(knex) {{ {body} await knex.raw('end'); }}"
    run("export const up = () => 1;")
    module = read_module(Source("a.ts", text.encode()))
    start = time.process_time()
    interpreter = Interpreter(module)
    outcome = interpreter.run(interpreter.exports()["up"], [Knex()])
    taken = time.process_time() - start
    assert taken < 0.4, taken
    if not any(isinstance(sent.item, Opaque) for sent in outcome.sent):
        assert outcome.error is not None or show(outcome)[-1].startswith("end")


WORKSPACE = {
    "package.json": '{"name": "all", "workspaces": ["packages/*", "./tools"]}',
    "packages/shared/package.json": '{"name": "@acme/shared", "exports": {".": {"import": "./dist/index.js"}, "./x/*": "./dist/x/*.js"}}',
    "packages/shared/src/index.ts": "export const table = 'shared';",
    "packages/shared/src/x/y.ts": "export default 'deep';",
    "packages/old/package.json": '{"name": "old", "main": "lib/main.js"}',
    "packages/old/lib/main.js": "exports.name = 'old';",
    "tools/package.json": '{"name": "tools"}',
    "tools/src/names.ts": "export const tool = 'tool';",
    "packages/db/package.json": '{"name": "db", "imports": {"#names": "./src/names.ts"}}',
    "packages/db/src/names.ts": "export const own = 'own';",
    "packages/db/sql/1.sql": "one",
    "packages/db/sql/2.sql": "two",
}


@pytest.mark.parametrize(
    ("head", "body", "sent"),
    [
        ("import { table } from '@acme/shared';", "await knex.raw(table);", ["shared"]),
        ("import deep from '@acme/shared/x/y';", "await knex.raw(deep);", ["deep"]),
        ("const old = require('old');", "await knex.raw(old.name);", ["old"]),
        ("import { tool } from 'tools/names';", "await knex.raw(tool);", ["tool"]),
        ("import { own } from '#names';", "await knex.raw(own);", ["own"]),
        ("", "const { default: deep } = await import('@acme/shared/x/y'); await knex.raw(deep);", ["deep"]),
        ("", "const { name } = await import('old'); await knex.raw(name);", ["old"]),
        ("import fs from 'fs';", "for (const f of fs.readdirSync(`${__dirname}/../sql`)) await knex.raw(f);", ["1.sql", "2.sql"]),
        ("import fs from 'fs';", "if (fs.existsSync(__dirname + '/../sql/1.sql')) await knex.raw('there');", ["there"]),
        ("import fs from 'fs';", "if (!fs.existsSync(__dirname + '/../sql/3.sql')) await knex.raw('gone');", ["gone"]),
        ("import fs from 'fs';", "await knex.raw(fs.readFileSync(new URL('../sql/2.sql', import.meta.url), 'utf8'));", ["two"]),
        (
            "import fs from 'node:fs/promises'; import path from 'node:path'; import { fileURLToPath } from 'node:url';",
            "const sql = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'sql');"
            " for (const f of await fs.readdir(sql)) await knex.raw(await fs.readFile(path.join(sql, f), 'utf8'));",
            ["one", "two"],
        ),
        ("import { x } from 'elsewhere';", "await knex.raw(x);", ["…"]),
    ],
)  # fmt: skip
def test_packages_and_folders_of_the_workspace(head: str, body: str, sent: list[str]) -> None:
    files = {f"/w/{path}": text for path, text in WORKSPACE.items()}
    text = f"{head}\nexport async function up(knex) {{ {body} }}"
    assert [one.partition(" [")[0] for one in show(run(text, "/w/packages/db/migrations/1.ts", files=files))] == sent


def test_import_cycles_end() -> None:
    files = {
        f"m/f{i}.ts": f"import {{ x as y }} from './f{(i + 1) % 50}'; export const x = y + 'x'; export * from './f{(i + 7) % 50}';"
        for i in range(50)
    }
    outcome = run("import { x } from './f0'; export const up = async knex => { await knex.raw(x); }", files=files)
    assert len(outcome.sent) == 1


PROGRAM = (
    "\n".join(body for _, body, _ in CASES)
    + "\nenum A { B = 'b' } class C { static d = 1; e() { return `f${this}`; } } label: for (;;) break label;"
)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(PROGRAM)), st.integers(0, 60))
def test_no_program_raises(start: int, length: int) -> None:
    text = "exports.up = async (knex) => {" + RAW + PROGRAM[:start] + PROGRAM[start + length :] + "}"
    interpreter = Interpreter(read_module(Source("a.js", text.encode())))
    exports = interpreter.exports()
    if "up" in exports:
        interpreter.run(exports["up"], [Knex()])


def test_parts_whose_conditions_contradict_each_other_are_kept_under_no_answer() -> None:
    one, other = Probe("hasTable", None, "a", None, 1), Probe("hasTable", None, "b", None, 1)
    parts = [(Guard(one, True),), (Guard(other, True), Guard(one, True)), (Guard(one, False), Guard(one, True))]
    found = variants((), [*parts, (Guard(other), Guard(one, True), Guard(one, False))])
    assert found is not None
    assert all(kept[2] is False and kept[3] is False for _, kept in found)
