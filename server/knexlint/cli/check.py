"""`knexlint check`: files in, findings out, fixes written."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from knexlint.cli import frames
from knexlint.cli.files import File, Places, ship_together, shown, since
from knexlint.cli.formats import FORMATS
from knexlint.cli.results import Results
from knexlint.lint import Fixed, Report, fix, lint, problems, report_problem
from knexlint.project.disk import BOM, why_not_text
from knexlint.project.naming import free_path
from knexlint.project.problems import Problem
from knexlint.text import Source


@dataclass(slots=True)
class _Check:
    """One run of the command."""

    options: argparse.Namespace
    places: Places
    results: Results = field(default_factory=Results)
    read: int = 0  # files that could be read
    fault: bool = False
    applied: int = 0
    notes: list[str] = field(default_factory=list)
    refused: list[tuple[File, Problem]] = field(default_factory=list)
    migration_folders: set[str] = field(default_factory=set)


def check(options: argparse.Namespace) -> int:
    if options.stdin_filename and options.paths:
        print("knexlint check: give paths or --stdin-filename, not both", file=sys.stderr)
        return 2
    overrides = {"postgres": options.postgres} if options.postgres else {}
    run = _Check(options, Places(overrides))
    if options.stdin_filename:
        _check_stdin(run)
    else:
        files = list(run.places.files(options.paths or ["."]))
        if options.since is not None:
            changed = since(files, options.since)
            if changed is None:
                print(f"knexlint check: git does not know the revision {options.since}", file=sys.stderr)
                return 2
            files = changed
        if options.batch or options.since is not None:
            ship_together(files)
        for file in files:
            _check_file(run, file)
        _report_unread(run)
    for workspace in run.places.workspaces.values():
        for source, reported in problems(workspace):
            run.results.add(shown(source.path), source, [reported])
    _print(run)
    if run.fault or (not run.read and run.refused):
        return 2
    return 1 if run.results.fails(options.fail_on) else 0


def _check_stdin(run: _Check) -> None:
    data = sys.stdin.buffer.read().removeprefix(BOM)
    name = run.options.stdin_filename
    path = Path.cwd() / name
    file = File(name, str(path), run.places.workspace(path), named=True)
    reason = why_not_text(data)
    if reason is not None and data.strip():
        problem = Problem("unreadable-file", Source(name, b""), values={"reason": reason})
        run.refused.append((file, problem))
        _add_problem(run, file, problem)
        return
    file.workspace.open(file.path, data)
    run.read += 1
    _lint(run, file, Source(file.path, data))


def _check_file(run: _Check, file: File) -> None:
    source = file.read()
    if isinstance(source, Source):
        run.read += 1
        _lint(run, file, source)
    elif not file.project.excluded and file.project.migration is not False:
        run.refused.append((file, source))


def _lint(run: _Check, file: File, source: Source) -> None:
    options = run.options
    file.workspace.ask_git(file.folder)
    project = file.project
    if options.fix or options.unsafe_fixes or options.diff:
        fixed = fix(source, project, options.unsafe_fixes)
        _keep(run, file, source, fixed)
        report, source = (lint(source, project), source) if options.diff else (fixed.report, fixed.source)
    else:
        report = lint(source, project)
    _count(run, file, report)
    run.results.add(file.name, source, report.findings)
    if report.migration is None and file.named and not report.fault:
        why = "the settings exclude it" if project.excluded else "it is not a Knex migration"
        run.notes.append(f"{file.name}: not checked, because {why}.")


def _count(run: _Check, file: File, report: Report) -> None:
    run.fault = run.fault or report.fault
    run.results.statements += report.statements
    run.results.unknown += report.unknown
    if report.migration is not None:
        run.results.migrations += 1
        run.migration_folders.add(file.folder)


def _report_unread(run: _Check) -> None:
    """Files that could not be read: those that were named, or lie among migrations; all, if nothing else was found."""
    if run.results.migrations or any(file.named for file, _ in run.refused):
        run.refused = [
            (file, problem)
            for file, problem in run.refused
            if file.named or file.project.migration or file.folder in run.migration_folders
        ]
    for file, problem in run.refused:
        _add_problem(run, file, problem)


def _add_problem(run: _Check, file: File, problem: Problem) -> None:
    reported = report_problem(problem, file.project.settings)
    run.results.add(file.name, problem.source, [reported] if reported is not None else [])


# --- fixes ------------------------------------------------------------------------------------------------------------


def _keep(run: _Check, file: File, before: Source, fixed: Fixed) -> None:
    """Write the fixed file and the new ones beside it, or show the difference."""
    run.applied += len(fixed.applied)
    for dropped in fixed.dropped:
        run.notes.append(f"{file.name}: the fix of {dropped.rule} is left out: the file would not parse after it.")
    new = [(free_path(Path(file.path).parent, each.name), each.text) for each in fixed.files]
    if run.options.diff:
        sys.stdout.write(_diff(file.name, before.text, fixed.source.text))
        for path, text in new:
            sys.stdout.write(_diff(shown(str(path)), "", text))
    elif run.options.stdin_filename:
        sys.stdout.write(fixed.source.text)
    elif fixed.source.data != before.data:
        mark = BOM if Path(file.path).read_bytes().startswith(BOM) else b""
        Path(file.path).write_bytes(mark + fixed.source.data)
        file.workspace.forget(file.path)
        for path, text in new:
            path.write_text(text, "utf-8")
            run.notes.append(f"{shown(str(path))}: new; it belongs to the fix of {file.name}.")


def _diff(name: str, before: str, after: str) -> str:
    if before == after:
        return ""
    import difflib

    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    lines = difflib.unified_diff(old, new, f"a/{name}" if before else "/dev/null", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


# --- output -----------------------------------------------------------------------------------------------------------


def _print(run: _Check) -> None:
    options, results = run.options, run.results
    if options.format in FORMATS and not options.diff:
        print(FORMATS[options.format](results))
    elif options.diff or (options.stdin_filename and (options.fix or options.unsafe_fixes)):
        print(frames.summary(results), file=sys.stderr)
    else:
        for line in _text(run):
            print(line)
    for note in run.notes:
        print(note, file=sys.stderr)


def _text(run: _Check) -> Iterator[str]:
    colours = frames.palette()
    for item in run.results.items:
        yield frames.frame(item, colours)
        yield ""
    if run.applied:
        yield f"Fixed {run.applied}."
    yield frames.summary(run.results)
    left = frames.fixes_left(run.results)
    if left is not None:
        yield left
