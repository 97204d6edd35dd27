"""Input that no sane person writes: a reason in words, soon; the other files are checked all the same."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from knexlint.lint import lint
from knexlint.project.workspace import Workspace
from knexlint.text import Source

GOOD = "exports.up = (knex) => knex.schema.table('a', (t) => t.index('b'));\nexports.down = async () => {};\n"
TAKEN_AWAY = "it may not be read (permission denied)"
FILES: dict[str, bytes] = {
    "binary.ts": bytes(range(256)) * 12,
    "nul.js": GOOD.encode() + b"\0",
    "latin1.js": GOOD.encode() + b"// caf\xe9\n",
    "utf16.js": GOOD.encode("utf-16"),
}
HOSTILE = {
    "a loop without end": "while (true) {}",
    "queries without end": "for (let i = 0; i < 1e9; i++) for (;;) await knex.raw(`select ${i}`);",
    "a generator without end": "function* g() { for (;;) yield 1 } for (const x of g()) await knex.raw('select 1');",
    "a call of itself": "const f = (n) => f(n + 1) + f(n + 2); await knex.raw(f(0));",
    "a text that doubles": "let s = 'a'; for (let i = 0; i < 1000; i++) s += s; await knex.raw(s);",
    "a list that doubles": "let a = [1]; for (let i = 0; i < 1000; i++) a = a.concat(a); await knex.raw(String(a));",
    "a long text": "await knex.raw('x'.repeat(2 ** 31).padStart(1e10));",
    "a long list": "for (const x of new Array(2 ** 31).fill(0)) await knex.raw('select 1');",
    "a large number": "await knex.raw(String(2n ** 100000000n));",
    "a list in itself": "const a = []; a.push(a); await knex('t').insert(a); await knex.raw(JSON.stringify(a));",
    "a property of itself": "const o = { get a() { return this.a } }; await knex.raw(o.a);",
    "a slow pattern": "if (/^(a+)+$/.test('a'.repeat(40) + 'b')) await knex.raw('select 1');",
    "a replacement that explodes": "await knex.raw('a'.repeat(1e6).replace(/a/g, 'b'.repeat(1e6)));",
    "a wide table": "await knex.schema.createTable('t', (t) => { for (let i = 0; i < 1e6; i++) t.string('c' + i) });",
    "nested lists": "await knex.raw(" + "[" * 10_000 + "]" * 10_000 + ");",
    "nested brackets": "await knex.raw(" + "(" * 10_000 + "1" + ")" * 10_000 + ");",
    "nested blocks": "{" * 10_000 + "}" * 10_000,
    "brackets left open": "{([" * 10_000,
    "nested SQL": "await knex.raw('SELECT " + "(" * 10_000 + "1" + ")" * 10_000 + "');",
    "nested conditions": "const x = " + "process.env.A ? 1 : " * 3_000 + "2;",
    "nested negations": "const x = " + "!" * 10_000 + "1;",
    "a long chain": "await knex.schema" + ".dropTable('t')" * 5_000 + ";",
    "a long list of rows": "await knex('t').insert([" + "{ a: 1, b: 'x' }, " * 20_000 + "]);",
    "many holes": "const a = process.env.A; await knex.raw(`" + "select ${a}; " * 20_000 + "`);",
    "thousands of queries": "for (let i = 0; i < 1e5; i++) await knex('t').insert({ a: i, b: 'x' });",
    "a text of many answers": "".join(
        f"let a{i} = 'x'; if (await knex.schema.hasTable('t{i}')) a{i} = 'y';" for i in range(24)
    )
    + f"await knex.raw(`{''.join(f'${{a{i}}}' for i in range(24))}`);",
    "early exits": "".join(
        f"if (await knex.schema.hasTable('t{i}')) return; await knex('t').del();" for i in range(150)
    ),
    "many questions": "".join(f"if (await knex.schema.hasTable('t{i}')) {{" for i in range(60)) + "}" * 60,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_code_ends_soon(body: str) -> None:
    source = Source(
        "a.js", f"exports.up = async (knex) => {{\n  {body}\n}};\nexports.down = async () => {{}};\n".encode()
    )
    lint(Source("b.js", GOOD.encode()))
    took = []
    for _ in range(3):
        began = time.process_time()
        report = lint(source)
        took.append(time.process_time() - began)
        assert not report.fault
        if took[-1] < 0.2:
            break
    assert min(took) < 0.4, "half of that without other work on the machine"


def script(statements: int) -> Source:
    text = "SELECT 1, 'x';\n" * (statements - 1) + "CREATE INDEX i ON t (a);"
    return Source("a.js", f"exports.up = (knex) => knex.raw(`{text}`);\nexports.down = () => 1;\n".encode())


def test_a_long_script_says_what_it_holds() -> None:
    report = lint(script(2_500))
    assert (report.fault, report.statements, report.unknown) == (False, 2_500, 0)
    assert "index-blocks-writes" in {each.rule for each in report.findings}


@pytest.mark.parametrize("statements", [2_600, 20_000, 70_000])
def test_a_script_without_end_is_not_read_to_its_end(statements: int) -> None:
    began = time.process_time()
    report = lint(script(statements))
    assert not report.fault
    assert report.statements <= 2_501
    assert report.unknown == 1
    assert "not-analysed" in {each.rule for each in report.findings}
    assert time.process_time() - began < 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of migrations, one of them good, that everybody may look into."""
    made = tmp_path / "migrations"
    made.mkdir()
    for each in (made, *list(made.parents)[: len(made.parents) - 2]):
        if each.stat().st_uid == os.getuid():
            each.chmod(0o755)
    (made / "good.js").write_text(GOOD)
    return made


def run(folder: Path, *paths: str) -> tuple[int, dict[str, list[tuple[str, str]]]]:
    """The exit code, and the findings of each file as (rule, message), of a check that has ten seconds."""
    source_root = Path(__file__).parents[1] / "server"
    ran = subprocess.run(
        [sys.executable, "-B", "-m", "knexlint", "check", "--format", "json", *(paths or ["."])],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(source_root)},
        capture_output=True,
        timeout=30,
    )
    assert b"Traceback" not in ran.stderr, ran.stderr.decode()
    found: dict[str, list[tuple[str, str]]] = {}
    for each in json.loads(ran.stdout)["findings"]:
        found.setdefault(each["file"], []).append((each["rule"], each["message"]))
    return ran.returncode, found


def test_every_file_that_cannot_be_read_is_named(folder: Path) -> None:
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    (folder / "empty.js").write_bytes(b"")
    (folder / "mark.js").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("'b'", "'c'").encode())
    (folder / "folder.ts").mkdir()
    (folder / "broken.js").symlink_to("nowhere")
    (folder / "loop.js").symlink_to("loop.js")
    os.mkfifo(folder / "pipe.js")
    code, found = run(folder)
    unread = {name for name, findings in found.items() if [rule for rule, _ in findings] == ["unreadable-file"]}
    assert unread == {*FILES, "empty.js", "folder.ts", "broken.js", "loop.js", "pipe.js"}
    assert {rule for rule, _ in found["mark.js"]} == {rule for rule, _ in found["good.js"]} >= {"index-blocks-writes"}
    assert set(found) == unread | {"mark.js", "good.js"}
    assert code == 1


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("pipe.js", "it is not a regular file"),
        ("loop.js", "the link leads back to itself"),
        ("broken.js", "the link leads nowhere"),
        ("gone.js", "it does not exist"),
    ],
)
def test_a_name_on_the_command_line(folder: Path, name: str, reason: str) -> None:
    os.mkfifo(folder / "pipe.js")
    (folder / "loop.js").symlink_to("loop.js")
    (folder / "broken.js").symlink_to("nowhere")
    said = ("unreadable-file", f"This file was not checked: {reason}.")
    assert run(folder, name) == (2, {name: [said]})
    code, found = run(folder, name, "good.js")
    assert (code, found[name]) == (1, [said])
    assert found["good.js"]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can act as somebody else")
def test_a_file_that_others_may_not_read(folder: Path) -> None:
    (folder / "secret.js").write_text(GOOD)
    (folder / "secret.js").chmod(0)
    workspace = Workspace(folder)
    os.seteuid(65534)
    try:
        refused, read = (workspace.source(str(folder / name)) for name in ("secret.js", "good.js"))
    finally:
        os.seteuid(0)
    assert isinstance(read, Source)
    assert not isinstance(refused, Source)
    assert refused.values == {"reason": TAKEN_AWAY}


def test_a_file_that_disappears_after_it_was_seen(folder: Path) -> None:
    workspace = Workspace(folder)
    (seen,) = workspace.scan(str(folder))
    Path(seen).unlink()
    problem = workspace.source(seen)
    assert not isinstance(problem, Source)
    assert problem.values == {"reason": "it does not exist"}
