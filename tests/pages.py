"""The examples on the rule pages, and how they are run.

A page shows code under `## Reported` and `## Accepted` (and `## Instead`, where only the page's own rule counts). Each
block is linted as a file of a project whose knexfile sets
a lock_timeout for every connection; all findings of all rules count. Words after the language set the scene:

    ```ts postgres=18                      the server's version (default: knexlint's)
    ```ts lock_timeout=none                the knexfile sets no lock_timeout
    ```ts file=20250102030405_x.js         the file's name (default: FILE)
    ```ts fixed                            the block before, after the fixes of the page's rule
    ```ts new=20250102030406_y.ts          a file that these fixes create
    ```ts rule=index-blocks-writes         in tests/cases: the rule whose fixes are applied
    ```ts crlf                             lines end as on Windows
    ```ts earlier                          no example, but the migration that ran before the next block
    ```sql earlier                         the same as SQL; either says everything there is in the database
    ```ts later                            the same for a migration that runs after the next block
    ```ts published=20250601000000_x.ts    no example, but a file (default: FILE) that the default branch has already

A block without exports stands in the body of an `up`; its `down` throws. Under a line, `//   ^^^^ message` marks the
place and the text of a finding; `…` after the carets says that it goes on in the next lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from knexlint.lint import Reported, lint
from knexlint.project.history import replay
from knexlint.project.project import Project
from knexlint.project.repository import Branch, blob_id
from knexlint.project.settings import Settings
from knexlint.rules import Rule, rules
from knexlint.text import Edit, Source, apply_edits

FILE = "20250102030405_example.ts"
HEAD = "import type { Knex } from 'knex';\n\nexport async function up(knex: Knex): Promise<void> {\n"
TAIL = "}\n\nexport async function down(): Promise<void> {\n  throw new Error('Not part of the example.');\n}\n"
_BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CARETS = re.compile(r"^\s*//(\s*)(\^+)(…?) (.*)$")
_EXPORTS = re.compile(r"^(?:export\b|exports\.|module\.exports)", re.MULTILINE)


def _whole(code: str) -> str:
    """A file for code that may be the body of an `up`."""
    if _EXPORTS.search(code) is not None:
        return code
    return HEAD + "".join("  " * bool(line) + line + "\n" for line in code.splitlines()) + TAIL


@dataclass(frozen=True, order=True)
class Mark:
    """Where a finding stands in a block (lines and columns from 0, `length` on its first line), and what it says."""

    line: int
    column: int
    length: int
    goes_on: bool
    message: str

    def __str__(self) -> str:
        return "//" + " " * (self.column - 2) + "^" * self.length + ("…" if self.goes_on else "") + " " + self.message


@dataclass(frozen=True)
class Fixed:
    """What the page says a fix makes of a block: the file, and new files by name. `start`, `end`: place on the page."""

    text: str
    files: dict[str, str]
    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """One example. `lines`: its code without marks. `start`, `end`: the place of its contents on the page."""

    owner: str
    rule: str
    section: str
    number: int
    words: dict[str, str]
    lines: tuple[str, ...]
    marks: tuple[Mark, ...]
    start: int
    end: int
    fixed: Fixed | None = field(default=None, compare=False)
    earlier: tuple[Source, ...] = ()
    published: tuple[Source, ...] = ()
    later: tuple[Source, ...] = ()

    def __str__(self) -> str:
        return f"{self.owner}-{self.section.lower().replace(' ', '-')}-{self.number}"

    @property
    def code(self) -> str:
        return "".join(line + "\n" for line in self.lines)

    @cached_property
    def wrapped(self) -> bool:
        return _EXPORTS.search(self.code) is None

    @cached_property
    def source(self) -> Source:
        text = _whole(self.code)
        return Source(self.words.get("file", FILE), (text.replace("\n", "\r\n") if self.crlf else text).encode())

    @property
    def crlf(self) -> bool:
        return "crlf" in self.words

    @cached_property
    def project(self) -> Project:
        project = Project(
            settings=Settings(postgres=int(self.words.get("postgres", Settings().postgres))),
            migration=True,
            lock_timeout=self.words.get("lock_timeout") != "none",
        )
        if self.earlier:
            project = replace(project, before=replay((source, project) for source in self.earlier))
        if self.later:
            after = replay([(self.source, project)], project.before)
            project = replace(project, later=replay(((source, project) for source in self.later), after))
        if self.published:
            texts = {blob_id(source.data): source for source in self.published}
            blobs = {source.path: blob for blob, source in texts.items()}
            project = replace(project, branch=Branch("origin/main", blobs, lambda blob: texts[blob].data))
        return project

    @cached_property
    def findings(self) -> tuple[Reported, ...]:
        return lint(self.source, self.project).findings

    def found(self) -> tuple[Mark, ...]:
        """The findings as marks of this block."""
        return tuple(sorted(self._mark(finding) for finding in self.findings))

    def _mark(self, finding: Reported) -> Mark:
        line, column = self.source.position(finding.span.start)
        last, end = self.source.position(finding.span.end)
        goes_on = last > line
        if goes_on:
            end = len(self.source.slice(self.source.line_span(line)))
        if self.wrapped:
            line, column, end = line - HEAD.count("\n"), column - 2, end - 2
        return Mark(line, column, end - column, goes_on, finding.message)

    def fixes(self) -> list[Reported]:
        """The findings of the page's rule that have a fix, as far as they do not get into each other's way."""
        taken: list[Reported] = []
        for finding in self.findings:
            edits = finding.fix.edits if finding.fix is not None else ()
            others = [edit for each in taken if each.fix is not None for edit in each.fix.edits]
            if (
                finding.rule == self.rule
                and finding.fix is not None
                and not any(_meet(e, o) for e in edits for o in others)
            ):
                taken.append(finding)
        return taken

    def after_fixes(self) -> tuple[str, dict[str, str]] | None:
        """The file after the fixes, and new files; as the page shows them."""
        fixes = [each.fix for each in self.fixes() if each.fix is not None]
        if not fixes:
            return None
        text = apply_edits(self.source.data, [edit for fix in fixes for edit in fix.edits]).decode()
        files = {file.name: file.text for fix in fixes for file in fix.files}
        if self.crlf:
            assert "\n" not in text.replace("\r\n", "")
            text = text.replace("\r\n", "\n")
        return self.unwrap(text), {name: text.replace("\r\n", "\n") for name, text in files.items()}

    def unwrap(self, text: str) -> str:
        if not self.wrapped or not text.startswith(HEAD) or not text.endswith(TAIL):
            return text
        inner = text[len(HEAD) : len(text) - len(TAIL)]
        return "".join(line.removeprefix("  ") for line in inner.splitlines(keepends=True))

    def wrap(self, text: str) -> str:
        """The whole file for a text that the page shows."""
        if not self.wrapped or _EXPORTS.search(text) is not None:
            return text
        return HEAD + "".join("  " * bool(line.strip()) + line for line in text.splitlines(keepends=True)) + TAIL


def _meet(one: Edit, other: Edit) -> bool:
    return one.span.start <= other.span.end and other.span.start <= one.span.end


@dataclass(frozen=True)
class Examples:
    """A file with blocks."""

    path: Path
    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class RulePage(Examples):
    rule: Rule


def read_pages() -> Iterator[RulePage]:
    """The pages of the rules that have a function."""
    for rule in rules().values():
        if rule.checks:
            text = rule.path.read_text("utf-8")
            yield RulePage(rule.path, text, tuple(_blocks(rule.id, text)), rule)


def read_cases() -> Iterator[Examples]:
    """tests/cases: more examples, that no user reads."""
    for path in sorted(CASES.glob("*.md")):
        text = path.read_text("utf-8")
        yield Examples(path, text, tuple(_blocks(path.stem, text)))


def _blocks(owner: str, text: str) -> Iterator[Block]:
    headings = [(found.start(), found.group(1)) for found in re.finditer(r"^## (.+)$", text, re.MULTILINE)]
    numbers: dict[str, int] = {}
    waiting: Block | None = None
    others: dict[str, tuple[Source, ...]] = dict.fromkeys(("earlier", "later", "published"), ())
    for found in _BLOCK.finditer(text):
        section = next((name for at, name in reversed(headings) if at < found.start()), "")
        words = dict([*word.split("=", 1), ""][:2] for word in found.group(2).split())
        if "published" in words:
            others["published"] += (Source(words["published"] or FILE, _whole(found.group(3)).encode()),)
            continue
        when = next((word for word in ("earlier", "later") if word in words), None)
        if when is not None:
            code = found.group(3) if found.group(1) != "sql" else f"await knex.raw(`{found.group(3)}`);\n"
            others[when] += (Source(f"{len(others[when])}_{when}.ts", _whole(code).encode()),)
            continue
        if found.group(1) not in ("ts", "js"):
            continue
        if waiting is not None and "fixed" in words:
            waiting = replace(waiting, fixed=Fixed(found.group(3), {}, found.start(), found.end()))
            continue
        if waiting is not None and waiting.fixed is not None and "new" in words:
            files = {**waiting.fixed.files, words["new"]: found.group(3)}
            waiting = replace(waiting, fixed=replace(waiting.fixed, files=files, end=found.end()))
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        scene, others = others, dict.fromkeys(others, ())
        if section not in ("Instead", "Reported", "Accepted") and "rule" not in words:
            continue
        numbers[section] = numbers.get(section, 0) + 1
        lines, marks = _marks(found.group(3))
        rule = words.get("rule", owner)
        start, end = found.span(3)
        waiting = Block(owner, rule, section, numbers[section], words, lines, marks, start, end, **scene)
    if waiting is not None:
        yield waiting


def _marks(code: str) -> tuple[tuple[str, ...], tuple[Mark, ...]]:
    lines: list[str] = []
    marks: list[Mark] = []
    for line in code.splitlines():
        found = _CARETS.match(line)
        if found is None:
            lines.append(line)
        else:
            length = len(found.group(2))
            marks.append(Mark(len(lines) - 1, found.start(2), length, bool(found.group(3)), found.group(4)))
    return tuple(lines), tuple(sorted(marks))


# --- writing what is found back to the pages --------------------------------------------------------------------------


def update_all() -> None:
    for examples in [*read_pages(), *read_cases()]:
        update(examples)
    rules.cache_clear()
    CATALOGUE.write_text(catalogue(), "utf-8")


def update(page: Examples) -> None:
    """Write marks and fixed blocks anew, as the rules make them now."""
    text = page.text
    for block in reversed(page.blocks):
        if block.section in ("Accepted", "Instead"):
            continue
        after = block.after_fixes()
        if block.fixed is not None or after is not None:
            start, end = (
                (block.fixed.start, block.fixed.end) if block.fixed is not None else (block.end + 3, block.end + 3)
            )
            shown = _show(after) if after is not None else ""
            text = text[:start] + ("\n" if block.fixed is None else "") + shown + text[end:]
        text = text[: block.start] + _marked(block) + text[block.end :]
    if text != page.text:
        page.path.write_text(text, "utf-8")


def _show(after: tuple[str, dict[str, str]]) -> str:
    blocks = [f"```ts fixed\n{after[0]}```", *(f"```ts new={name}\n{text}```" for name, text in after[1].items())]
    return "\n".join(blocks)


def _marked(block: Block) -> str:
    out: list[str] = []
    found = block.found()
    for at, line in enumerate(block.lines):
        out += [line, *(str(mark) for mark in found if mark.line == at)]
    return "".join(line + "\n" for line in out)


# --- the catalogue ----------------------------------------------------------------------------------------------------

CASES = Path(__file__).parent / "cases"
CATALOGUE = Path(__file__).parents[1] / "rules" / "README.md"


def catalogue() -> str:
    """rules/README.md: every rule in one table."""
    fixable = {page.rule.id for page in read_pages() if any(block.fixed is not None for block in page.blocks)}
    lines = [
        "# Rules",
        "",
        "Each rule is a page and a function side by side. The examples on the pages are the tests.",
        "",
        "| Rule | Severity | Fix | What it says |",
        "|---|---|---|---|",
    ]
    for rule in rules().values():
        page = rule.page
        fix = "yes" if rule.id in fixable else ""
        lines.append(f"| [{rule.id}]({rule.path.name}) | {page.severity} | {fix} | {' '.join(page.summary.split())} |")
    return "\n".join(lines) + "\n"
