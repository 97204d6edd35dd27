"""What all tests share: a project in an editor, and the list of what could not be run here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from editor import Editor


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write what is found back into the rule pages")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update"):
        import pages

        pages.update_all()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with an empty folder of migrations."""
    (tmp_path / "migrations").mkdir()
    (tmp_path / "package.json").write_text('{"dependencies": {"knex": "^3.1.0"}}\n')
    return tmp_path


@pytest.fixture
def editor(folder: Path) -> Iterator[Editor]:
    with Editor(folder) as editor:
        yield editor


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reasons = sorted({str(report.longrepr[2]) for report in skipped(terminalreporter)})
    if reasons:
        terminalreporter.write_sep("-", "not run here")
        for reason in reasons:
            terminalreporter.write_line(f"  {reason.removeprefix('Skipped: ')}")


def skipped(terminalreporter: pytest.TerminalReporter) -> list[pytest.TestReport]:
    reports = terminalreporter.stats.get("skipped", [])
    return [report for report in reports if isinstance(report.longrepr, tuple)]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """On a build server nothing may be left out."""
    reporter = session.config.pluginmanager.getplugin("terminalreporter")
    if os.environ.get("CI") == "true" and exitstatus == 0 and reporter is not None and skipped(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
