"""A file that `knex migrate:make` just made gives nothing at all."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from real import KNEX, installed

from knexlint.lint import lint
from knexlint.text import Source

pytestmark = pytest.mark.oracle
MAKE = """
const knex = require('knex')({ client: 'pg' });
const [directory, extension] = process.argv.slice(1);
knex.migrate.make('fresh', { directory, extension }).then(() => knex.destroy());
"""


@pytest.mark.parametrize("extension", ["js", "cjs", "mjs", "ts", "js-schema", "ts-schema"])
def test_fresh_migration_is_quiet(extension: str, tmp_path: Path) -> None:
    command = ["node", "-e", MAKE, str(tmp_path), extension]
    subprocess.run(command, cwd=installed(KNEX), check=True, capture_output=True)
    (made,) = tmp_path.iterdir()
    report = lint(Source(made.name, made.read_bytes()))
    assert report.migration is not None
    assert report.findings == ()
