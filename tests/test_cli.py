"""The command line's contract: exit codes, JSON shapes, formats, fixes on disk, bad input, start-up."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from knexlint import __version__
from knexlint.cli import main
from knexlint.cli.arguments import parser
from knexlint.cli.frames import Palette, frame
from knexlint.cli.results import Item
from knexlint.lint import Reported
from knexlint.rules.registry import rules
from knexlint.text import Source, Span

INDEX = (
    "exports.up = (knex) => knex.raw('CREATE INDEX a ON orders (b)');\nexports.down = (knex) => knex.raw('SELECT 1');\n"
)
CLEAN = "exports.up = (knex) => knex.raw('SELECT 1');\nexports.down = (knex) => knex.raw('SELECT 2');\n"
FINDING = {
    "rule", "severity", "file", "line", "column", "end_line", "end_column", "message", "fixable", "direction",
}  # fmt: skip
QUERY = {"sql", "bindings", "line", "column", "exact", "unknown", "error", "scope", "when", "statements"}
STATEMENT = {
    "sql", "line", "column", "locks", "rewrites", "rebuilds", "scans", "in_transaction", "unusable_until_commit",
    "error", "fails_if", "unknown",
}  # fmt: skip

Write = Callable[[str, str | bytes], Path]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    monkeypatch.chdir(tmp_path)

    def write(name: str, text: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as left:
            code = int(left.code or 0)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def _json(run: Run, *arguments: str) -> tuple[int, dict[str, Any]]:
    code, out, _ = run("check", "--format", "json", *arguments)
    return code, json.loads(out)


def _rules(shape: dict[str, Any]) -> list[str]:
    return [finding["rule"] for finding in shape["findings"]]


# --- check ------------------------------------------------------------------------------------------------------------


def test_json_of_check(write: Write, run: Run) -> None:
    write("m/a.js", INDEX)
    code, shape = _json(run, "m/a.js")
    assert code == 1
    assert set(shape) == {"findings", "statements", "unknown"}
    assert shape["statements"] == 2
    assert shape["unknown"] == 0
    (finding,) = [f for f in shape["findings"] if f["rule"] == "index-blocks-writes"]
    assert set(finding) == FINDING
    assert finding["file"] == "m/a.js"
    assert finding["line"] == 1
    assert finding["direction"] == "up"
    assert INDEX[finding["column"] - 1 :].startswith(INDEX[finding["column"] - 1 : finding["end_column"] - 1])
    assert finding["severity"] == "error"


def test_columns_count_code_points(write: Write, run: Run) -> None:
    write("a.js", INDEX.replace("knex.raw(", "/* 😀é */ knex.raw(", 1))
    _, shape = _json(run, "a.js")
    (finding,) = [f for f in shape["findings"] if f["rule"] == "index-blocks-writes"]
    _, plain = _json(run, str(write("b.js", INDEX.replace("knex.raw(", "/* xx */ knex.raw(", 1))))
    (other,) = [f for f in plain["findings"] if f["rule"] == "index-blocks-writes"]
    assert (finding["column"], finding["end_column"]) == (other["column"], other["end_column"])


@pytest.mark.parametrize(
    ("severity", "fail_on", "expected"),
    [
        ("error", None, 1),
        ("warning", None, 0),
        ("warning", "warning", 1),
        ("info", "warning", 0),
        ("info", "info", 1),
        ("hint", "info", 0),
        ("error", "never", 0),
    ],
)
def test_exit_codes(write: Write, run: Run, severity: str, fail_on: str | None, expected: int) -> None:
    off = "".join(f'{rule} = "off"\n' for rule in rules() if rule != "index-blocks-writes")
    write("knexlint.toml", f'[rules]\n{off}index-blocks-writes = "{severity}"\n')
    write("a.js", INDEX)
    assert run("check", *(["--fail-on", fail_on] if fail_on else []))[0] == expected


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("check", "--nonsense"),
        ("check", "--format", "nonsense"),
        ("check", "--postgres", "9"),
        ("check", "--fail-on", "hint"),
        ("check", "missing.js"),
        ("check", "--stdin-filename", "a.js", "b.js"),
        ("sql",),
        ("sql", "missing.js"),
        ("locks",),
        ("locks", "--schema", "missing.sql", "select 1"),
        ("explain", "nonsense"),
    ],
)
def test_bad_usage(write: Write, run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert code == 2
    assert out or err
    assert "Traceback" not in out + err


def test_the_folder_here_is_the_default(write: Write, run: Run) -> None:
    write("db/a.js", INDEX)
    write("node_modules/x/a.js", INDEX)
    write("dist/a.js", INDEX)
    write("src/other.ts", "export const up = 1;")
    _, shape = _json(run)
    assert {finding["file"] for finding in shape["findings"]} == {"db/a.js"}


def test_each_file_once_in_order(write: Write, run: Run) -> None:
    write("m/b.js", INDEX)
    write("m/a.js", INDEX)
    _, shape = _json(run, "m", "m/a.js", "./m")
    assert [f["file"] for f in shape["findings"] if f["rule"] == "index-blocks-writes"] == ["m/a.js", "m/b.js"]


def test_a_file_that_is_no_migration_is_named(write: Write, run: Run) -> None:
    write("a.ts", "export const x = 1;")
    code, out, err = run("check", "a.ts")
    assert code == 0
    assert "Nothing found in 0 migrations" in out
    assert "a.ts: not checked, because it is not a Knex migration." in err


def test_postgres_of_the_command_line(write: Write, run: Run) -> None:
    write("knexlint.toml", "postgres = 12\n")
    write("a.js", CLEAN)
    assert run("check", "--postgres", "18", "a.js")[0] == 0


def test_mistakes_in_settings(write: Write, run: Run) -> None:
    write("knexlint.toml", '[rules]\n"index-block-writes" = "off"\n')
    write("db/a.js", CLEAN)
    code, shape = _json(run, "db")
    assert code == 1
    (finding,) = [f for f in shape["findings"] if f["rule"] == "invalid-settings"]
    assert (finding["file"], finding["line"], finding["column"]) == ("knexlint.toml", 2, 2)
    assert 'did you mean "index-blocks-writes"?' in finding["message"]


def test_another_database_is_said_once(write: Write, run: Run) -> None:
    write("knexfile.js", "module.exports = { client: 'mysql2', migrations: { directory: './db' } };")
    write("db/a.js", INDEX)
    write("db/b.js", INDEX)
    code, shape = _json(run)
    assert code == 0
    assert _rules(shape) == ["other-database"]
    assert shape["findings"][0]["file"] == "knexfile.js"
    code, out, error = run("sql", "--format", "json", "db/a.js")
    assert code == 0
    assert "db/a.js: it runs on mysql2, not on PostgreSQL" in error
    queries = json.loads(out)["up"]
    assert [(query["exact"], query["unknown"]) for query in queries] == [
        (False, "it runs on mysql2, not on PostgreSQL")
    ]


# --- bad input --------------------------------------------------------------------------------------------------------

BAD: dict[str, bytes] = {
    "binary": b"exports.up = 1\0\0",
    "latin-1": "exports.up = 'é'".encode("latin-1"),
    "utf-16": INDEX.encode("utf-16"),
    "empty": b"",
    "blank": b"\n \n",
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_an_unreadable_file_among_others(write: Write, run: Run, data: bytes) -> None:
    write("m/1_bad.js", data)
    write("m/2_good.js", INDEX)
    code, shape = _json(run, "m")
    assert code == 1
    (finding,) = [f for f in shape["findings"] if f["rule"] == "unreadable-file"]
    assert finding["file"] == "m/1_bad.js"
    assert finding["severity"] == "error"
    assert (finding["line"], finding["column"]) == (1, 1)
    assert "index-blocks-writes" in _rules(shape)


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_nothing_could_be_read(write: Write, run: Run, data: bytes) -> None:
    write("m/bad.js", data)
    code, shape = _json(run, "m/bad.js")
    assert code == 2
    assert _rules(shape) == ["unreadable-file"]


def test_a_video_in_another_folder_is_no_migration(write: Write, run: Run) -> None:
    write("m/a.js", CLEAN)
    write("assets/film.ts", b"G\0\0")
    assert _rules(_json(run)[1]) == []


def test_folders_and_links_among_migrations(write: Write, run: Run) -> None:
    write("m/a.js", CLEAN)
    write("m/folder.ts/b.txt", "")
    Path("m/broken.js").symlink_to("nowhere")
    code, shape = _json(run, "m")
    assert code == 1
    assert [(f["file"], f["message"]) for f in shape["findings"]] == [
        ("m/broken.js", "This file was not checked: the link leads nowhere."),
        ("m/folder.ts", "This file was not checked: it is a folder."),
    ]


def test_a_template_of_one_megabyte(write: Write, run: Run) -> None:
    sql = "INSERT INTO a VALUES (1, 'x');\\n" * 32_000
    write("a.js", f"exports.up = (knex) => knex.raw(`{sql}`);\nexports.down = () => {{}};\n")
    code, shape = _json(run, "a.js")
    assert code in (0, 1)
    assert shape["unknown"] == 1  # it is not read, and that is said
    assert "not-analysed" in {each["rule"] for each in shape["findings"]}


def test_locks_reads_a_long_script_to_its_end(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    script = "".join(f"ALTER TABLE orders_{number} ADD COLUMN {'c' * 60} text;\n" for number in range(7_000))
    monkeypatch.setattr(sys, "stdin", _Stdin(script.encode()))
    code, out, _ = run("locks", "--format", "json", "-")
    assert code == 0
    told = json.loads(out)["statements"]
    assert len(told) == 7_000
    assert all(each["locks"] for each in told)


def test_names_that_are_no_unicode(write: Write, run: Run) -> None:
    write("m/a.js", INDEX)
    try:
        Path("m/a.js").rename(os.fsdecode(b"m/\xff.js"))
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    code, out, _ = run("check", "--format", "json", "m")
    assert code == 1
    assert "index-blocks-writes" in out


# --- standard input and fixes -----------------------------------------------------------------------------------------


class _Stdin(io.TextIOWrapper):
    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data), "utf-8")


def test_standard_input(write: Write, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("knexlint.toml", '[rules]\nindex-blocks-writes = "hint"\n')
    monkeypatch.setattr(sys, "stdin", _Stdin(INDEX.encode()))
    _, shape = _json(run, "--stdin-filename", "db/a.js")
    (finding,) = [f for f in shape["findings"] if f["rule"] == "index-blocks-writes"]
    assert (finding["file"], finding["severity"]) == ("db/a.js", "hint")
    monkeypatch.setattr(sys, "stdin", _Stdin(b"\0"))
    assert run("check", "--stdin-filename", "a.js")[0] == 2


def test_fixes_are_written(write: Write, run: Run) -> None:
    path = write("a.js", INDEX)
    before = _json(run, "a.js")[1]
    assert any(finding["fixable"] for finding in before["findings"])
    code, diff, _ = run("check", "--unsafe-fixes", "--diff", "a.js")
    assert code == 1
    assert path.read_text() == INDEX
    assert "--- a/a.js\n+++ b/a.js\n" in diff
    _, out, _ = run("check", "--fix", "--unsafe-fixes", "a.js")
    assert "Fixed " in out
    assert "CONCURRENTLY" in path.read_text()
    assert "index-blocks-writes" not in _rules(_json(run, "a.js")[1])
    assert (
        subprocess.run(["patch", "--dry-run", "-R", "-p1", "-i", "-"], input=diff.encode(), check=True).returncode == 0
    )


def test_a_byte_order_mark_is_no_column_and_stays(write: Write, run: Run) -> None:
    path = write("a.js", b"\xef\xbb\xbf" + INDEX.replace("\n", "\r\n").encode())
    plain = _json(run, str(write("other/b.js", INDEX)))[1]
    marked = _json(run, "a.js")[1]
    assert [f["column"] for f in marked["findings"]] == [f["column"] for f in plain["findings"]]
    run("check", "--fix", "--unsafe-fixes", "a.js")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfexports.up")
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n") > 2


def test_fixes_of_standard_input_go_to_standard_output(write: Write, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", _Stdin(INDEX.encode()))
    _, out, err = run("check", "--unsafe-fixes", "--fix", "--stdin-filename", "a.js")
    assert "CREATE INDEX CONCURRENTLY" in out
    assert "migration" in err


# --- formats ----------------------------------------------------------------------------------------------------------


def test_text(write: Write, run: Run) -> None:
    write("m/a.js", INDEX)
    _, out, _ = run("check", "m")
    line = next(line for line in out.splitlines() if "index-blocks-writes" in line)
    assert line.startswith("m/a.js:1:")
    assert " error index-blocks-writes" in line
    assert "\x1b" not in out
    assert out.splitlines()[-1].startswith("Can be fixed:")
    assert "in 1 migration, 2 statements." in out


def test_a_frame_marks_what_is_meant() -> None:
    source = Source("a.js", "\tknex.raw('日本 DROP')\n".encode())
    start = source.data.index(b"DROP")
    item = Item("a.js", source, Reported("drop-table", "warning", Span(start, start + 4), "Gone."))
    assert frame(item, Palette()).splitlines() == [
        "a.js:1:15: warning drop-table",
        "  Gone.",
        "  1 |     knex.raw('日本 DROP')",
        "    |               ".ljust(len("    |     knex.raw('") + 5) + "^^^^",
    ]


def test_a_frame_of_several_lines() -> None:
    source = Source("a.js", b"one(\n  two,\n  three\n);\n")
    item = Item("a.js", source, Reported("drop-table", "warning", Span(0, source.data.index(b")") + 1), "Gone."))
    assert frame(item, Palette()).splitlines()[2:] == [
        "  1 | one(",
        "    | ^^^^",
        "  2 |   two,",
        "  3 |   three",
        "  4 | );",
        "    | ^",
    ]


def test_a_frame_hides_what_a_terminal_would_obey() -> None:
    source = Source("a.js", b"a\x1b[31m" + b"x" * 5000 + b"HERE" + b"y" * 5000)
    start = source.data.index(b"HERE")
    shown = frame(Item("a.js", source, Reported("drop-table", "error", Span(start, start + 4), "Gone.")), Palette())
    assert "\x1b" not in shown
    assert all(len(line) < 250 for line in shown.splitlines())
    assert "HERE" in shown


def test_github(write: Write, run: Run) -> None:
    write("m/a,b.js", INDEX)
    _, out, _ = run("check", "--format", "github", "m")
    assert any(line.startswith("::error file=m/a%2Cb.js,line=1,") for line in out.splitlines())


def test_sarif(write: Write, run: Run) -> None:
    write("m/ä b.js", INDEX)
    _, out, _ = run("check", "--format", "sarif", "m")
    (sarif_run,) = json.loads(out)["runs"]
    known = sarif_run["tool"]["driver"]["rules"]
    for result in sarif_run["results"]:
        assert known[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "m/%C3%A4%20b.js"
    assert {result["level"] for result in sarif_run["results"]} <= {"error", "warning", "note"}


def test_gitlab_fingerprints_differ_and_do_not_move(write: Write, run: Run) -> None:
    path = write("a.js", INDEX.replace("(b)'", "(b); CREATE INDEX a ON orders (b)'"))
    _, out, _ = run("check", "--format", "gitlab", "a.js")
    prints = [entry["fingerprint"] for entry in json.loads(out)]
    assert len(set(prints)) == len(prints) > 1
    path.write_text("\n\n" + path.read_text())
    _, out, _ = run("check", "--format", "gitlab", "a.js")
    assert [entry["fingerprint"] for entry in json.loads(out)] == prints


def test_junit(write: Write, run: Run) -> None:
    write("m/a&b.js", INDEX)
    _, out, _ = run("check", "--format", "junit", "m")
    suites = ElementTree.fromstring(out)
    assert [suite.get("name") for suite in suites] == ["m/a&b.js"]
    assert all(case.find("failure") is not None for case in suites[0])


def test_markdown(write: Write, run: Run) -> None:
    write("a.js", INDEX)
    _, out, _ = run("check", "--format", "markdown")
    assert "| a.js:1 | error | `index-blocks-writes` |" in out


# --- sql, locks, rules ------------------------------------------------------------------------------------------------


def test_json_of_sql(write: Write, run: Run) -> None:
    write("a.js", INDEX)
    code, out, _ = run("sql", "--format", "json", "a.js")
    shape = json.loads(out)
    assert code == 0
    assert list(shape) == ["file", "transaction", "up", "down", "error"]
    assert (shape["file"], shape["transaction"], shape["error"]) == ("a.js", "batch", None)
    (query,) = shape["up"]
    assert set(query) == QUERY
    assert (query["sql"], query["bindings"], query["exact"]) == ("CREATE INDEX a ON orders (b)", [], True)
    (statement,) = query["statements"]
    assert set(statement) == STATEMENT
    assert statement["locks"] == [{"relation": "orders", "kind": "table", "mode": "SHARE"}]
    assert statement["in_transaction"] == "allowed"


def test_bindings_in_json(write: Write, run: Run) -> None:
    write(
        "a.js",
        "exports.up = (knex) => knex.raw('select ?, ?, ?, ?, ?', ['a', 1, null, true, process.env.X]);\n"
        "exports.down = () => {};\n",
    )
    (query,) = json.loads(run("sql", "--format", "json", "a.js")[1])["up"]
    assert query["sql"] == "select $1, $2, $3, $4, $5"
    assert query["bindings"][:4] == ["a", 1, None, True]
    assert set(query["bindings"][4]) == {"unknown"}
    assert query["exact"] is True


def test_a_query_that_cannot_be_followed(write: Write, run: Run) -> None:
    write("a.js", "exports.up = (knex) => knex.raw(process.env.SQL);\nexports.down = () => {};\n")
    (query,) = json.loads(run("sql", "--format", "json", "a.js")[1])["up"]
    assert query["exact"] is False
    assert query["unknown"]


def test_sql_of_a_folder_is_in_the_order_of_knex(write: Write, run: Run) -> None:
    none = "exports.config = { transaction: false };\n"
    for name in ("2_b.js", "10_a.js", "B.js", "a.js"):
        write(f"m/{name}", CLEAN + (none if name == "B.js" else ""))
    _, out, _ = run("sql", "--format", "json", "m")
    shapes = [json.loads(line) for line in out.splitlines()]
    assert [(shape["file"], shape["transaction"]) for shape in shapes] == [
        ("m/10_a.js", "own"),
        ("m/2_b.js", "own"),
        ("m/B.js", "none"),
        ("m/a.js", "own"),
    ]


def test_text_of_sql(write: Write, run: Run) -> None:
    write("a.js", INDEX)
    lines = run("sql", "a.js")[1].splitlines()
    assert lines[0] == "-- a.js (up), in one transaction with all pending migrations"
    assert lines[1] == "BEGIN;"
    assert lines[2].startswith("-- SHARE on orders, blocks writes")
    assert lines[3:5] == ["CREATE INDEX a ON orders (b);", "COMMIT;"]
    assert "SELECT 1;" in run("sql", "--down", "a.js")[1]


def test_json_of_locks(write: Write, run: Run) -> None:
    write("schema.sql", "CREATE TABLE a (b int PRIMARY KEY);")
    code, out, _ = run(
        "locks", "--format", "json", "--schema", "schema.sql", "ALTER TABLE a\n ADD c int; DROP TABLE a;"
    )
    assert code == 0
    shape = json.loads(out)
    assert list(shape) == ["statements"]
    add, drop = shape["statements"]
    assert set(add) == STATEMENT
    assert (add["line"], drop["line"], drop["column"]) == (1, 2, 13)
    assert {"relation": "a", "kind": "table", "mode": "ACCESS EXCLUSIVE"} in add["locks"]
    assert {lock["relation"] for lock in drop["locks"]} == {"a", "a_pkey"}


def test_locks_of_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", _Stdin(b"DROP TABLE a"))
    code, out, _ = run("locks", "-")
    assert code == 0
    assert out.startswith("-- ACCESS EXCLUSIVE on a: blocks every read and write of a until its transaction commits\n")
    assert out.splitlines()[-1] == "DROP TABLE a;"


def test_many_requests(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    requests = [
        {
            "id": 1,
            "postgres": 16,
            "schema": "CREATE TABLE a (b int)",
            "pre": "CREATE TABLE c (d int)",
            "sql": "DROP TABLE c",
        },
        {"id": "x", "sql": ["CREATE TABLE e (f int)", "CREATE INDEX ON e (f)"]},
    ]
    lines = "\n".join([*map(json.dumps, requests), "", "nonsense", "[]"])
    monkeypatch.setattr(sys, "stdin", _Stdin(lines.encode()))
    code, out, _ = run("locks", "--jsonl")
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 2
    assert [answer["id"] for answer in answers] == [1, "x", None, None]
    assert answers[0]["statements"][0]["locks"] == []
    assert [statement["locks"] for statement in answers[1]["statements"]] == [[], []]


def test_rules_and_explain(run: Run) -> None:
    _, out, _ = run("rules")
    assert [line.split()[0] for line in out.splitlines()] == list(rules())
    shapes = json.loads(run("rules", "--format", "json")[1])["rules"]
    assert [shape["id"] for shape in shapes] == list(rules())
    for rule in rules():
        code, page, _ = run("explain", rule)
        assert code == 0
        assert rule in page
        assert "```toml\nseverity" not in page


# --- the process ------------------------------------------------------------------------------------------------------


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"knexlint {__version__}\n", "")


def _python(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=60, **options)


def test_what_the_command_line_never_imports(write: Write) -> None:
    write("a.js", INDEX)
    code = (
        "import sys; from knexlint.cli import main; main(['check', 'a.js']);"
        "print(sorted({'pygls', 'lsprotocol', 'asyncio', 'attrs', 'attr', 'cattrs'} & set(sys.modules)))"
    )
    assert _python("-c", code).stdout.splitlines()[-1] == "[]"


def test_the_version_needs_nothing() -> None:
    code = "import sys; from knexlint.cli import main; main(['--version']); print('argparse' in sys.modules)"
    assert _python("-c", code).stdout.splitlines()[-1] == "False"


def test_a_reader_that_leaves_is_no_error(write: Write) -> None:
    for number in range(50):
        write(f"m/{number}.js", INDEX)
    command = f"{sys.executable} -m knexlint check m | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_every_command_has_help() -> None:
    text = parser().format_help()
    assert all(command in text for command in ("check", "sql", "locks", "rules", "explain", "lsp"))


def test_a_line_of_json_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "20240101_a.js"
    path.write_text("exports.up = (knex) => knex.raw('select \u2028 \x85');\nexports.down = () => {};\n", "utf-8")
    assert main(["sql", "--format", "json", str(path)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["up"][0]["sql"] == "select \u2028 \x85"
