"""Good code, and code that nobody has written yet, is met with silence."""

from pathlib import Path

import pytest

from knexlint.lint import lint
from knexlint.project.workspace import Workspace
from knexlint.text import Source

SERVICE = Path(__file__).parents[1] / "examples" / "order-service"
CLEAN = (
    "create_customers",
    "create_orders",
    "index_orders_by_date",
    "items_belong_to_orders",
    "check_items_belong_to_orders",
    "fill_currency",
)
STUBS = {  # what `knex migrate:make` writes for each extension
    "js": """
/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.up = function(knex) {
  %s
};

/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
exports.down = function(knex) {
  %s
};
""",
    "mjs": """
/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
export const up = async (knex) => {
  %s
};

/**
 * @param { import("knex").Knex } knex
 * @returns { Promise<void> }
 */
export const down = async (knex) => {
  %s
};
""",
    "ts": """import type { Knex } from "knex";


export async function up(knex: Knex): Promise<void> {
}


export async function down(knex: Knex): Promise<void> {
}

""",
}


@pytest.mark.parametrize("name", CLEAN)
def test_clean_migrations_of_the_example(name: str) -> None:
    workspace = Workspace(SERVICE)
    (path,) = (each for each in (SERVICE / "migrations").iterdir() if each.stem.partition("_")[2] == name)
    report = lint(Source(str(path), path.read_bytes()), workspace.project_of(str(path)))
    assert report.migration is not None
    assert [each.message for each in report.findings] == []
    assert not report.unknown


@pytest.mark.parametrize("extension", STUBS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["unix", "windows"])
def test_a_fresh_migration(extension: str, newline: str) -> None:
    text = STUBS[extension].replace("%s", "").replace("\n", newline)
    report = lint(Source(f"migrations/20250101000000_a.{extension}", text.encode()))
    assert report.migration is not None
    assert [each.message for each in report.findings] == []
