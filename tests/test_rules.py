"""Every example of every rule page, run. `--update` writes marks, fixed blocks and the catalogue anew."""

from __future__ import annotations

import re
import string
from collections import Counter

import pytest
from pages import CATALOGUE, Block, RulePage, catalogue, read_cases, read_pages

from knexlint.lint import Reported, lint
from knexlint.project.settings import SEVERITIES
from knexlint.record import replace
from knexlint.rules import rules
from knexlint.syntax import comments, read_module, syntax_errors
from knexlint.text import Source, apply_edits

PAGES = list(read_pages())
ALL = [block for examples in [*PAGES, *read_cases()] for block in examples.blocks]
BLOCKS = [block for block in ALL if block.section != "Instead"]
FIXES = [(block, number) for block in BLOCKS for number, each in enumerate(block.findings) if each.fix is not None]
ELSEWHERE = {"internal-error", "invalid-settings", "other-database", "unknown-ignore", "unreadable-file"}


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_findings_are_those_marked(block: Block) -> None:
    assert [str(mark) for mark in block.found()] == [str(mark) for mark in block.marks]
    assert block.found() == block.marks
    assert bool(block.marks) == (block.section != "Accepted")


@pytest.mark.parametrize("block", [block for block in ALL if block.section == "Instead"], ids=str)
def test_advice_does_not_break_its_own_rule(block: Block) -> None:
    found = [finding for finding in block.findings if finding.rule == block.rule]
    assert [finding for finding in found if finding.severity != "info"] == []


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.section != "Accepted"], ids=str)
def test_the_page_shows_what_fixes_make(block: Block) -> None:
    shown = None if block.fixed is None else (block.fixed.text, block.fixed.files)
    assert block.after_fixes() == shown


@pytest.mark.parametrize(("block", "number"), FIXES, ids=lambda value: str(value))
def test_a_fix_mends_and_loses_nothing(block: Block, number: int) -> None:
    finding = block.findings[number]
    fix = finding.fix
    assert fix is not None
    after = Source(block.source.path, apply_edits(block.source.data, fix.edits))
    files = [Source(file.name, file.text.encode()) for file in fix.files]
    for source in (after, *files):
        assert not list(syntax_errors(read_module(source).root)), source.text
    mended = lint(after, block.project)
    left, later = mended.findings, block.project
    if block.earlier and mended.migration is not None:
        later = replace(later, before=mended.migration.after)
    count = sum(_same(each, finding) for each in block.findings)
    assert sum(_same(each, finding) for each in left) == count - 1, "the finding stays"
    created = [each for file in files for each in lint(file, later).findings]
    worse = Counter(each.rule for each in (*left, *created) if _as_bad(each, finding))
    worse.subtract(each.rule for each in block.findings)
    if finding.rule == "down-incomplete":  # what up dropped is built again, at the price it has
        worse.subtract(each.rule for each in left if each.direction == "down" and each.page.category == "locks")
    assert not +worse
    assert _notes(block.source) <= _notes(after).union(*map(_notes, files))


def _same(one: Reported, other: Reported) -> bool:
    return (one.rule, one.message) == (other.rule, other.message)


def _as_bad(one: Reported, other: Reported) -> bool:
    return SEVERITIES.index(one.severity) <= SEVERITIES.index(other.severity)


def _notes(source: Source) -> set[str]:
    return {text for _, text in comments(read_module(source).root)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.rule.id)
def test_page_says_all_it_should(page: RulePage) -> None:
    read = page.rule.page
    for heading in ("Why", "Instead", "Reported", "Accepted"):
        assert read.section(heading), heading
    assert "```" in read.section("Instead") or page.rule.id in ("sql-syntax", "not-analysed")
    assert read.summary.endswith(".") and "\n" not in read.summary
    assert read.severity in SEVERITIES
    assert read.severity_in_down is None or read.severity_in_down in SEVERITIES
    assert read.sources and all(source.startswith("https://") for source in read.sources)
    assert (read.fix is not None) == any(block.fixed is not None for block in page.blocks)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.rule.id)
def test_every_message_has_an_example(page: RulePage) -> None:
    messages = [finding.message for block in page.blocks for finding in block.findings if finding.rule == page.rule.id]
    read = page.rule.page
    for wording in (read.message, *read.variants.values()):
        assert any(_is_filled(wording, message) for message in messages), wording


def _is_filled(wording: str, message: str) -> bool:
    """The message is this wording with something in its placeholders."""
    parts = [re.escape(literal) + (".+" if name else "") for literal, name, _, _ in string.Formatter().parse(wording)]
    return re.fullmatch("".join(parts), message) is not None


def test_pages_and_functions_come_in_pairs() -> None:
    folder = CATALOGUE.parent
    pages = {path.stem for path in folder.glob("*.md") if path != CATALOGUE}
    functions = {path.stem for path in folder.glob("*.py")}
    assert functions <= pages
    assert {name.replace("_", "-") for name in pages - functions} == ELSEWHERE
    assert {id_ for id_, rule in rules().items() if not rule.checks} == ELSEWHERE


def test_catalogue_is_current() -> None:
    assert CATALOGUE.read_text("utf-8") == catalogue()


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.section == "Reported"], ids=str)
def test_half_typed_code_is_not_judged(block: Block) -> None:
    """Cut off anywhere, the file says nothing that the whole file does not say."""
    whole = {finding.rule for finding in block.findings}
    for end in range(0, len(block.source.data), 29):
        cut = Source(block.source.path, block.source.data[:end])
        if read_module(cut).damaged:
            assert {finding.rule for finding in lint(cut, block.project).findings} <= whole, cut.text


@pytest.mark.parametrize(
    "line", ["knex.", "await knex.schema.alterTable('x', (t) => {", "knex.raw(`ALT", "t.string('a').not", "const"]
)
@pytest.mark.parametrize("block", [block for block in BLOCKS if block.section == "Reported" and block.wrapped], ids=str)
def test_a_half_typed_line_hides_nothing_else(block: Block, line: str) -> None:
    data = block.source.data.replace(b"Promise<void> {\n", b"Promise<void> {\n  " + line.encode() + b"\n", 1)
    found = lint(Source(block.source.path, data), block.project).findings
    assert Counter((each.rule, each.message) for each in found) == Counter((e.rule, e.message) for e in block.findings)
