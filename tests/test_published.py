"""What git says of the default branch, asked of real repositories."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from knexlint.cli import main
from knexlint.lint import lint
from knexlint.project.repository import Branch, blob_id, read_branch
from knexlint.project.workspace import Workspace
from knexlint.text import Source

OLD = "exports.up = (knex) => knex.schema.table('a', (t) => t.text('b'));\nexports.down = () => { throw 1; };\n"
NEW = OLD.replace("'b'", "'c'")


class Repository:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.migrations = root / "db" / "migrations"
        self.migrations.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        who = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"]
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        ran = subprocess.run(
            ["git", *who, *arguments], cwd=self.root, env=environment, check=True, capture_output=True, text=True
        )
        return ran.stdout.strip()

    def commit(self, name: str, text: str) -> None:
        self.write(name, text)
        self.git("add", ".")
        self.git("commit", "-q", "-m", name)

    def write(self, name: str, text: str) -> Path:
        path = self.migrations / name
        path.write_bytes(text.encode())
        return path

    def rules(self, path: Path) -> set[str]:
        workspace = Workspace(self.root)
        workspace.ask_git(str(path.parent))
        found = lint(Source(str(path), path.read_bytes()), workspace.project_of(str(path))).findings
        return {each.rule for each in found} & {"migration-edited", "file-out-of-order"}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_ids_are_those_of_git(repository: Repository) -> None:
    path = repository.write("20240101_a.js", OLD)
    assert blob_id(OLD.encode()) == repository.git("hash-object", str(path))


def test_a_merged_file_that_sends_something_else(repository: Repository) -> None:
    repository.commit("20240101_a.js", OLD)
    assert repository.rules(repository.write("20240101_a.js", OLD)) == set()
    assert repository.rules(repository.write("20240101_a.js", NEW)) == {"migration-edited"}


@pytest.mark.parametrize(
    "text",
    [
        OLD.replace("\n", "\r\n"),
        "// a note\n" + OLD,
        OLD.replace("=> knex", "=>\n  knex"),
        OLD.replace("throw 1;", "throw new Error('no');"),
    ],
    ids=["line-ends", "comment", "layout", "down"],
)
def test_a_merged_file_that_sends_the_same(repository: Repository, text: str) -> None:
    repository.commit("20240101_a.js", OLD)
    assert repository.rules(repository.write("20240101_a.js", text)) == set()


def test_a_file_that_is_not_merged_may_change(repository: Repository) -> None:
    repository.commit("20240101_a.js", OLD)
    repository.git("checkout", "-q", "-b", "mine")
    repository.commit("20240102_b.js", OLD)
    assert repository.rules(repository.write("20240102_b.js", NEW)) == set()


def test_a_new_file_before_merged_ones(repository: Repository) -> None:
    repository.commit("20240201_a.js", OLD)
    assert repository.rules(repository.write("20240101_b.js", OLD)) == {"file-out-of-order"}
    assert repository.rules(repository.write("20240301_b.js", OLD)) == set()


def test_names_without_a_date_have_no_order(repository: Repository) -> None:
    repository.commit("tables.js", OLD)
    repository.commit("20240201_a.d.ts", "")
    assert repository.rules(repository.write("20240101_b.js", OLD)) == set()


def test_the_branch_of_the_remote_goes_before_ones_own(repository: Repository) -> None:
    repository.commit("20240101_a.js", OLD)
    repository.git("update-ref", "refs/remotes/origin/trunk", "HEAD")
    repository.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    repository.commit("20240201_b.js", OLD)
    branch = read_branch(str(repository.migrations))
    assert branch is not None
    assert branch.name == "origin/trunk"
    assert list(branch.blobs) == ["20240101_a.js"]
    assert branch.text("20240101_a.js") == OLD.encode()
    assert branch.text("20240201_b.js") is None


def test_without_a_repository_nothing_is_known(tmp_path: Path) -> None:
    assert read_branch(str(tmp_path)) is None
    assert read_branch(str(tmp_path / "nowhere")) is None
    Repository(tmp_path / "r")
    assert read_branch(str(tmp_path / "r")) is None  # no commit yet


def test_ids_of_either_length() -> None:
    assert Branch("main", {"a": blob_id(b"x", 64)}).holds("a", b"x")
    assert not Branch("main", {"a": blob_id(b"x", 64)}).holds("a", b"y")


def test_nothing_that_a_repository_configures_is_run(repository: Repository) -> None:
    repository.commit("20240101_a.js", OLD)
    trap = repository.root / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {repository.root}/sprung\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "core.editor", "core.hooksPath"):
        repository.git("config", key, str(trap))
    (repository.root / ".gitattributes").write_text("*.js filter=trap diff=trap\n")
    for key in ("filter.trap.clean", "filter.trap.smudge", "diff.trap.textconv", "diff.trap.command"):
        repository.git("config", key, str(trap))
    (repository.root / "sprung").unlink(missing_ok=True)
    assert repository.rules(repository.write("20240101_a.js", NEW)) == {"migration-edited"}
    assert not (repository.root / "sprung").exists()


# --- what ships together ----------------------------------------------------------------------------------------------

MAKES = (
    "exports.up = (k) => k.schema.createTable('a', (t) => t.text('b'));\n"
    "exports.down = (k) => k.schema.dropTable('a');\n"
)
INDEXES = (
    "exports.up = (k) => k.schema.table('a', (t) => t.index('b', 'i'));\n"
    "exports.down = (k) => k.schema.table('a', (t) => t.dropIndex('b', 'i'));\n"
)


def _checked(repository: Repository, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["check", str(repository.migrations), "--format", "json", *arguments])
    out = capsys.readouterr().out
    return code, out


def _rules(out: str) -> set[str]:
    return {finding["rule"] for finding in json.loads(out)["findings"]}


def test_a_table_of_an_earlier_migration_is_live_unless_they_ship_together(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit("20240101_a.js", MAKES)
    repository.write("20240102_b.js", INDEXES)
    assert "index-blocks-writes" in _rules(_checked(repository, capsys)[1])
    assert "index-blocks-writes" not in _rules(_checked(repository, capsys, "--batch")[1])
    repository.git("checkout", "-q", "-b", "mine")
    assert "index-blocks-writes" in _rules(_checked(repository, capsys, "--since", "main")[1])


def test_only_what_changed_since_a_revision_is_checked(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit("20240101_a.js", "")
    repository.git("checkout", "-q", "-b", "mine")
    repository.commit("20240102_a.js", MAKES)
    repository.write("20240103_b.js", INDEXES)
    code, out = _checked(repository, capsys, "--since", "main")
    assert code == 0
    assert json.loads(out)["statements"] == 4
    assert "index-blocks-writes" not in _rules(out)
    assert "index-blocks-writes" in _rules(_checked(repository, capsys, "--since", "mine")[1])


@pytest.mark.parametrize("revision", ["nowhere", "--all", ""])
def test_a_revision_that_git_does_not_know(
    repository: Repository, capsys: pytest.CaptureFixture[str], revision: str
) -> None:
    repository.commit("20240101_a.js", MAKES)
    assert main(["check", str(repository.migrations), f"--since={revision}"]) == 2
    assert "git does not know" in capsys.readouterr().err
