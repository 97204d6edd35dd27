"""The one door: what is reported, in which order, what settings and comments do to it, and that faults cost little."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knexlint import lint as door
from knexlint.lint import Report, fix, lint
from knexlint.operations import CreateIndex
from knexlint.project.project import Project
from knexlint.project.settings import Settings
from knexlint.rules import Finding, Fix, NewFile
from knexlint.rules.registry import Rule, rules
from knexlint.text import Edit, Source, Span

INDEX = "CREATE INDEX a ON orders (b)"
DROP = "ALTER TABLE orders DROP COLUMN c"


def _code(*up: str, down: str = "await knex.raw('select 1');", config: str = "") -> str:
    body = "\n".join(f"  {line}" for line in up)
    return f"exports.up = async (knex) => {{\n{body}\n}};\n\nexports.down = async (knex) => {{\n  {down}\n}};\n{config}"


def _raw(sql: str) -> str:
    return f"await knex.raw('{sql}');"


def _lint(code: str, project: Project | None = None, name: str = "20240101000000_a.js") -> Report:
    return lint(Source(name, code.encode()), project)


def _rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


def test_findings_are_in_order_of_position() -> None:
    report = _lint(_code(_raw(DROP), _raw(INDEX)))
    assert {"index-blocks-writes", "drop-column"} <= set(_rules(report))
    spans = [finding.span for finding in report.findings]
    assert spans == sorted(spans)
    assert report.findings == _lint(_code(_raw(DROP), _raw(INDEX))).findings


def test_statements_are_counted_and_what_is_not_analysed() -> None:
    report = _lint(_code(_raw(f"{INDEX}; {DROP}"), "await knex.raw(process.env.SQL);"))
    assert report.statements == 4
    assert report.unknown == 1
    assert "not-analysed" in _rules(report)


def test_direction() -> None:
    report = _lint(_code(_raw(INDEX), down="await knex.raw('DROP INDEX a');"))
    assert {(f.rule, f.direction) for f in report.findings if "index" in f.rule} == {
        ("index-blocks-writes", "up"),
        ("drop-index-blocks", "down"),
    }


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("export const x = 1;", "a.ts"),
        (_code(_raw(INDEX)), "a.d.ts"),
        (_code(_raw(INDEX)), "a.sql"),
        ("", "a.ts"),
    ],
)
def test_what_is_no_migration_has_no_findings(code: str, name: str) -> None:
    assert _lint(code, name=name) == Report()


def test_the_project_decides_what_is_a_migration() -> None:
    assert _lint(_code(_raw(INDEX)), Project(migration=False)) == Report()
    assert _lint(_code(_raw(INDEX)), Project(excluded=True)) == Report()
    assert _lint("exports.up = helper;", Project(migration=True)).migration is not None


@pytest.mark.parametrize("severity", ["error", "warning", "info", "hint"])
def test_severity_of_the_settings(severity: Any) -> None:
    report = _lint(_code(_raw(INDEX)), Project(Settings(rules={"index-blocks-writes": severity})))
    assert {f.severity for f in report.findings if f.rule == "index-blocks-writes"} == {severity}


def test_a_rule_that_is_off() -> None:
    project = Project(Settings(rules={"index-blocks-writes": "off"}))
    assert "index-blocks-writes" not in _rules(_lint(_code(_raw(INDEX)), project))


def test_ignore_comments() -> None:
    ignored = _code("// knexlint-disable-next-line index-blocks-writes -- small", _raw(INDEX), _raw(INDEX))
    lines = [_line(ignored, f.span) for f in _lint(ignored).findings if f.rule == "index-blocks-writes"]
    assert lines == [3]
    inside = _code("await knex.raw(`", "-- knexlint-disable index-blocks-writes", f"{INDEX};", f"{INDEX}`);")
    lines = [_line(inside, f.span) for f in _lint(inside).findings if f.rule == "index-blocks-writes"]
    assert lines == [4]


def _line(code: str, span: Span) -> int:
    return Source("a.js", code.encode()).line_of(span.start)


def test_an_ignore_comment_for_an_unknown_rule() -> None:
    report = _lint(_code("// knexlint-disable-next-line index-block-writes", _raw(INDEX)))
    (finding,) = [f for f in report.findings if f.rule == "unknown-ignore"]
    assert 'did you mean "index-blocks-writes"?' in finding.message
    assert finding.severity == "info"
    assert "index-blocks-writes" in _rules(report)


def test_another_database_silences_sql_but_not_knex() -> None:
    code = _code(_raw(INDEX), "knex.schema.dropTable('t');")
    assert "index-blocks-writes" in _rules(_lint(code))
    assert _rules(_lint(code, Project(client="mysql2"))) == ["never-runs"]


# --- transactions and what exists when --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("config", "transactions", "expected"),
    [
        ("", True, "batch"),
        ("", False, "none"),
        ("exports.config = { transaction: false };", True, "none"),
        ("module.exports.config = { transaction: false };", True, "none"),
        ("exports.config = { transaction: true };", False, "batch"),
        ("exports.config = { transaction: 0 };", True, "batch"),
        ("exports.config = { transaction: 'false' };", True, "batch"),
        ("const config = { transaction: false };\nexports.config = config;", True, "none"),
        ("exports.config = { other: false };", True, "batch"),
    ],
)
def test_transaction(config: str, transactions: bool, expected: str) -> None:
    migration = _lint(_code(_raw(INDEX), config=config), Project(transactions=transactions)).migration
    assert migration is not None
    assert migration.transaction == expected
    assert migration.up is not None
    assert migration.up.steps[0].in_transaction is (expected == "batch")


def test_begin_and_commit_in_raw_text() -> None:
    migration = _lint(_code(_raw("COMMIT"), _raw(INDEX), _raw("BEGIN"), _raw(INDEX))).migration
    assert migration is not None
    assert migration.up is not None
    assert [step.in_transaction for step in migration.up.steps] == [True, False, False, True]


def _created(*up: str) -> list[bool]:
    migration = _lint(_code(*up)).migration
    assert migration is not None
    assert migration.up is not None
    return [step.creates("a") for step in migration.up.steps]


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["CREATE TABLE a (b int)", INDEX], [False, True]),
        (["CREATE TABLE public.a (b int)", INDEX], [False, True]),
        (["CREATE TABLE IF NOT EXISTS a (b int)", INDEX], [False, True]),
        (["CREATE TABLE a AS SELECT 1", INDEX], [False, True]),
        (["CREATE TABLE x (b int)", "ALTER TABLE x RENAME TO a", INDEX], [False, False, True]),
        (["CREATE TABLE a (b int)", "ALTER TABLE a RENAME TO x", INDEX], [False, True, False]),
        (["CREATE TABLE a (b int)", "DROP TABLE a", INDEX], [False, True, False]),
        (["CREATE MATERIALIZED VIEW a AS SELECT 1", INDEX], [False, True]),
        (["CREATE OR REPLACE VIEW a AS SELECT 1", INDEX], [False, False]),
        (["CREATE TABLE s.a (b int)", INDEX], [False, False]),
        (["CREATE TABLE s.a (b int)", "ALTER TABLE s.a SET SCHEMA public", INDEX], [False, False, True]),
    ],
)
def test_what_the_file_creates(statements: list[str], expected: list[bool]) -> None:
    assert _created(*map(_raw, statements)) == expected


def test_a_guarded_create_counts_except_under_the_opposite_answer() -> None:
    guarded = [
        "if (!(await knex.schema.hasTable('a'))) {",
        _raw("CREATE TABLE a (b int)"),
        "} else {",
        _raw(INDEX),
        "}",
    ]
    assert _created(*guarded, _raw(INDEX)) == [False, False, True]


def test_a_table_that_up_creates_is_live_when_down_runs() -> None:
    code = _code(_raw("CREATE TABLE orders (b int, c int)"), _raw(INDEX), down=_raw(DROP))
    report = _lint(code)
    assert "index-blocks-writes" not in _rules(report)
    migration = report.migration
    assert migration is not None
    assert migration.down is not None
    (step,) = migration.down.steps
    assert not step.creates("orders")
    assert [lock.relation for lock in step.effects.locks] == ["orders"]


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("exports.up = (knex) => knex.raw('select 1');", True),
        (_code(_raw(INDEX)), False),
    ],
)
def test_what_knex_says_when_it_loads_the_file(code: str, error: bool) -> None:
    migration = _lint(code).migration
    assert migration is not None
    expected = "Invalid migration: 20240101000000_a.js must have both an up and down function"
    assert migration.error == (expected if error else None)


# --- faults -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def own_rule(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """Installs a rule that looks at CREATE INDEX."""

    def install(check: Any, severity: str = "warning") -> None:
        page = tmp_path / "own_rule.md"
        page.write_text(
            f'# Own\n\nOwn.\n\n```toml\nseverity = "{severity}"\ncategory = "x"\nmessage = "Own {{x}}."\n```\n'
        )
        rule = Rule("own-rule", ((CreateIndex, check),), page)
        known = {**rules(), "own-rule": rule}
        monkeypatch.setattr(door, "rules", lambda: known)
        others = door._checks_for(CreateIndex)
        monkeypatch.setitem(door._CHECKS, CreateIndex, (*others, (rule, check)))

    yield install


def test_a_rule_that_raises_costs_only_its_findings(own_rule: Any) -> None:
    def broken(*_: Any) -> Iterator[Finding]:
        raise ZeroDivisionError("oh\nno")

    own_rule(broken)
    code = _code(_raw(INDEX), _raw(INDEX))
    report = _lint(code)
    faults = [f for f in report.findings if f.rule == "internal-error"]
    assert len(faults) == 1
    assert "own-rule" in faults[0].message
    assert "ZeroDivisionError: oh" in faults[0].message
    assert report.fault
    assert _rules(report).count("index-blocks-writes") == 2


def test_a_rule_that_raises_late_leaves_no_findings_of_its_own(own_rule: Any) -> None:
    calls: list[int] = []

    def broken(index: CreateIndex, step: Any, _: Any) -> Iterator[Finding]:
        calls.append(1)
        yield Finding(step.span(index.at), {"x": "y"} if len(calls) == 1 else {})

    own_rule(broken)
    report = _lint(_code(_raw(INDEX), _raw(INDEX)))
    assert "own-rule" not in _rules(report)
    assert report.fault


def test_a_fault_in_the_reader_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise RecursionError("maximum recursion depth exceeded")

    monkeypatch.setattr(door, "assemble", broken)
    report = _lint(_code(_raw(INDEX)))
    assert report.fault
    assert _rules(report) == ["internal-error"]


def test_findings_are_reported_once(own_rule: Any) -> None:
    def twice(index: CreateIndex, step: Any, _: Any) -> Iterator[Finding]:
        yield Finding(step.span(index.at), {"x": "y"})
        yield Finding(step.span(index.at), {"x": "y"})

    own_rule(twice)
    assert _rules(_lint(_code(_raw(INDEX)))).count("own-rule") == 1


@pytest.mark.parametrize(
    "code",
    [
        "exports.up = (knex) => knex.raw(" + "(" * 5000,
        "exports.up = (knex) => knex.raw(" + "[" * 3000 + "]" * 3000 + ");\nexports.down = () => {};",
        "exports.up = (knex) => { " + "if (a) { " * 2000 + "}" * 2000 + " knex.raw('x') };\nexports.down = () => {};",
        "exports.up = (knex) => knex.raw('" + "(" * 20000 + "');\nexports.down = () => {};",
        "exports.up = (knex) => knex.raw('select " + "case when a then " * 2000 + "');\nexports.down = () => {};",
        "exports.up = (knex) => knex.raw('a' " + "+ 'b'" * 5000 + ");\nexports.down = () => {};",
        "exports.up = (knex) => knex" + ".raw('b')" * 3000 + ";\nexports.down = () => {};",
        "exports.up = (knex) => { async (",
        "exports.up\u2028= (knex) => knex.raw('\ud83d\ude00')",
    ],
)
def test_bad_input_never_raises_and_never_breaks(code: str) -> None:
    report = lint(Source("a.js", code.encode("utf-8", "replace")), Project(migration=True))
    assert not report.fault


# --- fixes ------------------------------------------------------------------------------------------------------------


def _fixing(edit: Any, safe: bool = True, files: tuple[NewFile, ...] = ()) -> Any:
    def check(index: CreateIndex, step: Any, migration: Any) -> Iterator[Finding]:
        span = step.span(index.at)
        if not index.concurrently:
            yield Finding(span, {"x": "y"}, Fix((edit(span, migration),), safe, "Do it", files))

    return check


def _after_create(text: str) -> Any:
    def edit(_: Span, migration: Any) -> Edit:
        at = next(found.end() for found in re.finditer(b"CREATE INDEX(?! CON)", migration.source.data))
        return Edit(Span(at, at), text)

    return edit


def test_fixes_are_applied_until_nothing_changes(own_rule: Any) -> None:
    new = NewFile("20240101000001_b.js", "")
    own_rule(_fixing(_after_create(" CONCURRENTLY"), files=(new,)))
    project = Project(Settings(rules=dict.fromkeys(set(rules()) - {"own-rule"}, "off")))
    source = Source("a.js", _code(_raw(INDEX), _raw(INDEX)).encode())
    fixed = fix(source, project)
    assert fixed.source.text.count("CONCURRENTLY") == 2
    assert len(fixed.applied) == 2
    assert fixed.files == (new,)
    assert not fixed.report.findings


def test_unsafe_fixes_are_applied_only_when_wanted(own_rule: Any) -> None:
    own_rule(_fixing(_after_create(" CONCURRENTLY"), safe=False))
    project = Project(Settings(rules=dict.fromkeys(set(rules()) - {"own-rule"}, "off")))
    source = Source("a.js", _code(_raw(INDEX)).encode())
    assert fix(source, project).source == source
    assert fix(source, project, unsafe=True).source != source


def test_a_fix_that_breaks_the_file_is_dropped(own_rule: Any) -> None:
    own_rule(_fixing(_after_create("') {")))
    project = Project(Settings(rules=dict.fromkeys(set(rules()) - {"own-rule"}, "off")))
    source = Source("a.js", _code(_raw(INDEX)).encode())
    fixed = fix(source, project)
    assert fixed.source == source
    assert [each.rule for each in fixed.dropped] == ["own-rule"]


def test_a_fix_that_never_ends_is_stopped(own_rule: Any) -> None:
    own_rule(_fixing(_after_create(" ")))
    project = Project(Settings(rules=dict.fromkeys(set(rules()) - {"own-rule"}, "off")))
    fixed = fix(Source("a.js", _code(_raw(INDEX)).encode()), project)
    assert len(fixed.applied) == door.ROUNDS
