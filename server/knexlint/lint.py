"""The one door: a migration in, findings and fixes out. Pure: no I/O, no clock, no exception for bad input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from knexlint.project.assemble import assemble, module_of
from knexlint.project.ignores import Ignores, read_ignores
from knexlint.project.migration import Direction, Migration
from knexlint.project.problems import Problem
from knexlint.project.project import Project
from knexlint.project.published import published
from knexlint.project.settings import Settings, meant
from knexlint.project.workspace import Workspace
from knexlint.record import record, replace
from knexlint.rules.finding import Finding, Fix, NewFile
from knexlint.rules.page import Page
from knexlint.rules.registry import Check, Rule, checks_by_type, rules
from knexlint.syntax import Node, node_at, read_module, span_of, syntax_errors
from knexlint.text import START, Source, Span, apply_edits


@record
class Reported:
    """A finding as users see it. `severity` is what the settings make of it: "error", "warning", "info" or "hint".

    `direction`: whether it stands in `up` or `down`, None elsewhere. A fix has a `title` always.
    """

    rule: str
    severity: str
    span: Span
    message: str
    fix: Fix | None = None
    direction: Direction | None = None

    @property
    def page(self) -> Page:
        return rules()[self.rule].page


@record
class Report:
    """`migration` is None where the file is not a migration (then there are no findings) or cannot be analysed.

    `findings` in order of position. `statements`: how many SQL statements it sends; `unknown`: how many of these are
    not analysed; what cannot be followed at all counts as one statement each.
    """

    migration: Migration | None = None
    findings: tuple[Reported, ...] = ()
    statements: int = 0
    unknown: int = 0

    @property
    def fault(self) -> bool:
        """Something in knexlint itself broke while this was made."""
        return any(finding.rule == "internal-error" for finding in self.findings)


def lint(source: Source, project: Project | None = None) -> Report:
    """Everything there is to say about one file."""
    project = project or Project()
    try:
        migration = migration_of(source, project)
    except Exception as fault:  # a defect of ours must not take the caller down
        return Report(findings=_broken(f"reading {source.path}", fault, project.settings))
    if migration is None:
        return Report()
    functions = [function for _, function in migration.functions()]
    return Report(
        migration,
        _findings(migration),
        sum(function.statements for function in functions),
        sum(1 for function in functions for _ in function.not_analysed()),
    )


def migration_of(
    source: Source, project: Project, directions: Sequence[Direction] = ("up", "down")
) -> Migration | None:
    """The migration in a file; None if it is none, or is excluded. Cheap for a file that is none.

    `directions`: which of its functions are looked at.
    """
    module = module_of(source, project)
    if module is None:
        return None
    migration = assemble(module, project, directions)
    return migration if project.branch is None else replace(migration, published=published(migration, project))


def report_problem(problem: Problem, settings: Settings | None = None) -> Reported | None:
    """A problem of a file that is not a migration, as a finding of that file; None if the settings silence it."""
    finding = Finding(problem.span, problem.values, variant=problem.variant)
    return _report(rules()[problem.rule], finding, settings or Settings(), None)


def problems(workspace: Workspace) -> list[tuple[Source, Reported]]:
    """What is wrong in the settings, and worth knowing of the knexfiles, that a workspace has met so far."""
    found = [(problem.source, report_problem(problem)) for problem in workspace.problems(rules())]
    return [(source, reported) for source, reported in found if reported is not None]


# --- fixes ------------------------------------------------------------------------------------------------------------

ROUNDS = 20  # a fix may make room for another


@record
class Fixed:
    """A file after its fixes. `report` is of the new text; `dropped`: findings whose fix would have broken the file."""

    source: Source
    report: Report
    applied: tuple[Reported, ...] = ()
    dropped: tuple[Reported, ...] = ()
    files: tuple[NewFile, ...] = ()


def fix(source: Source, project: Project | None = None, unsafe: bool = False) -> Fixed:
    """Apply fixes until nothing changes: those that are always right, and the others too if `unsafe`."""
    report = lint(source, project)
    fixed = Fixed(source, report)
    refused: set[tuple[str, str]] = set()
    seen = {source.data}
    for _ in range(ROUNDS):
        wanted = [each for each in fixed.report.findings if each.fix is not None and (unsafe or each.fix.safe)]
        open_ = (each for each in wanted if (each.rule, each.message) not in refused)
        chosen = _compatible(open_, fixed.source)
        if not chosen:
            break
        after = _applied(fixed, chosen, project)
        if after is None or after.source.data in seen:
            after = _applied(fixed, chosen[:1], project) if len(chosen) > 1 else None
        if after is None or after.source.data in seen:
            refused.add((chosen[0].rule, chosen[0].message))
            fixed = replace(fixed, dropped=(*fixed.dropped, chosen[0]))
            continue
        seen.add(after.source.data)
        fixed = after
    return fixed


def _applied(fixed: Fixed, chosen: list[Reported], project: Project | None) -> Fixed | None:
    """The file with these fixes; None if it would not parse as well as before."""
    fixes = [each.fix for each in chosen if each.fix is not None]
    data = apply_edits(fixed.source.data, (edit for each in fixes for edit in each.edits))
    source = Source(fixed.source.path, data)
    if _errors(source) > _errors(fixed.source):
        return None
    files = (*fixed.files, *(file for each in fixes for file in each.files if file not in fixed.files))
    return Fixed(source, lint(source, project), (*fixed.applied, *chosen), fixed.dropped, files)


def _errors(source: Source) -> int:
    module = read_module(source)
    return len(module.blanked) + sum(1 for _ in syntax_errors(module.root))


def _compatible(findings: Iterable[Reported], source: Source) -> list[Reported]:
    """The first fixes, in order, that change different statements: each is made for the others as they are."""
    chosen: list[Reported] = []
    taken: list[Span] = []
    root = read_module(source).root
    for finding in findings:
        spans = [_statement(root, edit.span) for edit in finding.fix.edits] if finding.fix is not None else []
        if not any(_touch(one, other) for one in spans for other in taken):
            chosen.append(finding)
            taken += spans
    return chosen


def _statement(root: Node, span: Span) -> Span:
    """The whole statement of `up` or `down` that an edit changes; the edit itself elsewhere."""
    found, node = span, node_at(root, span)
    while node.parent is not None:
        if node.parent.type == "statement_block":
            found = span_of(node)
        node = node.parent
    return found


def _touch(one: Span, other: Span) -> bool:
    return one.start == other.start or (one.start < other.end and other.start < one.end)


# --- rules ------------------------------------------------------------------------------------------------------------


def _findings(migration: Migration) -> tuple[Reported, ...]:
    found: dict[tuple[str, Span, str], Reported] = {}
    ignores = _ignores(migration)
    faulty: set[str] = set()
    for rule, check, arguments, direction in _due(migration):
        if rule.id in faulty or migration.settings.rules.get(rule.id) == "off":
            continue
        try:
            reported = [
                _report(rule, finding, migration.settings, direction or _direction(migration, finding.span))
                for finding in check(*arguments)
            ]
        except Exception as fault:  # costs this rule's findings and no others
            faulty.add(rule.id)
            reported = list(_broken(f"the rule {rule.id}", fault, migration.settings))
        for each in reported:
            if each is None or not _is_typed(migration, each.span):
                continue
            if not ignores.silences(each.rule, each.span):
                found.setdefault((each.rule, each.span, each.message), each)
    for each in _unknown_ignores(ignores, migration.settings):
        found.setdefault((each.rule, each.span, each.message), each)
    kept = (each for each in found.values() if each.rule not in faulty)
    return tuple(sorted(kept, key=lambda each: (each.span, each.rule, each.message)))


def _due(migration: Migration) -> Iterator[tuple[Rule, Check, tuple[Any, ...], Direction | None]]:
    """Each check with what it is called with, in the order of the file's statements."""
    for direction, function in migration.functions():
        for step in function.steps:
            for operation in step.statement.operations:
                for rule, check in _checks_for(type(operation)):
                    yield rule, check, (operation, step, migration), direction
        for call in function.calls:
            for rule, check in _checks_for(type(call)):
                yield rule, check, (call, migration), direction
    for rule, check in _checks_for(Migration):
        yield rule, check, (migration,), None


def _checks_for(kind: type[Any]) -> tuple[tuple[Rule, Check], ...]:
    """What is bound to a type, or to one it is a kind of."""
    if kind not in _CHECKS:
        table = checks_by_type()
        _CHECKS[kind] = tuple(pair for each in kind.__mro__ for pair in table.get(each, ()))
    return _CHECKS[kind]


_CHECKS: dict[type[Any], tuple[tuple[Rule, Check], ...]] = {}


def _report(rule: Rule, finding: Finding, settings: Settings, direction: Direction | None) -> Reported | None:
    page = rule.page
    usual = page.severity_in_down if direction == "down" and page.severity_in_down else page.severity
    severity = settings.rules.get(rule.id) or finding.severity or usual
    if severity == "off":
        return None
    fix = finding.fix
    if fix is not None and fix.title is None:
        fix = replace(fix, title=(page.fix or page.title).format_map(finding.values))
    message = page.format(finding.values, finding.variant)
    return Reported(rule.id, severity, finding.span, message, fix, direction)


def _direction(migration: Migration, span: Span) -> Direction | None:
    for direction, function in migration.functions():
        if function.node.covers(span) or function.name == span:
            return direction
    return None


def _is_typed(migration: Migration, span: Span) -> bool:
    """What is half-typed is not judged."""
    return migration.module.is_whole(span) or any(function.name == span for _, function in migration.functions())


def _broken(what: str, fault: Exception, settings: Settings) -> tuple[Reported, ...]:
    values = {"what": what, "fault": f"{type(fault).__name__}: {fault}".splitlines()[0][:200]}
    reported = _report(rules()["internal-error"], Finding(START, values), settings, None)
    return () if reported is None else (reported,)


# --- ignore comments --------------------------------------------------------------------------------------------------


def _ignores(migration: Migration) -> Ignores:
    return read_ignores(migration.source, migration.module.root, _statement_spans(migration))


def _statement_spans(migration: Migration) -> Iterator[Span]:
    for _, function in migration.functions():
        for step in function.steps:
            span = step.statement.fragment.span()
            if span is not None:
                yield span


def _unknown_ignores(ignores: Ignores, settings: Settings) -> Iterator[Reported]:
    known = rules()
    for ignore in ignores.all:
        for name, span in ignore.rules:
            if name not in known:
                values = {"rule": name, "meant": meant(name, known)}
                reported = _report(known["unknown-ignore"], Finding(span, values), settings, None)
                yield from () if reported is None else (reported,)
