"""What only an old Knex sends, or one whose knexfile changes names, is told but not claimed to be exact."""

from __future__ import annotations

from knexlint.knex.configuration import Configuration
from knexlint.knex.elsewhere import run_with_doubts
from knexlint.knex.queries import Query
from knexlint.syntax import read_module
from knexlint.text import Source


def queries(code: str, configuration: Configuration) -> tuple[Query, ...]:
    source = f"exports.up = async (knex) => {{\n{code}\n}};\nexports.down = async () => {{}};\n".encode()
    return run_with_doubts(read_module(Source("migrations/1_a.js", source)), "up", configuration).queries


TABLE = "await knex.schema.createTable('t', (table) => { table.uuid('id').primary(); });"


def test_what_an_old_knex_alone_sends_is_doubted_and_the_rest_is_not() -> None:
    found = queries(f"await knex.raw('select 1');\n{TABLE}\nawait knex('t').del();", Configuration((0, 21)))
    assert [query.exact for query in found] == [True, False, False, True]
    doubted = [query for query in found if not query.exact]
    assert doubted
    assert all(query.unknown == "Knex 0.21 is older than 2.2; newer ones send something else here" for query in doubted)


def test_a_knex_that_is_new_enough_is_believed() -> None:
    assert all(query.exact for query in queries(TABLE, Configuration((2, 2))))


def test_names_that_the_knexfile_changes_are_doubted() -> None:
    found = queries("await knex('someTable').del();\nawait knex('other').del();", Configuration(mapper="snake"))
    assert [query.exact for query in found] == [False, True]
    assert found[0].sql is not None and "some_table" in found[0].sql.text


def test_an_error_that_only_an_old_knex_throws_is_doubted() -> None:
    found = queries("await knex.schema.createView('v', (view) => view.as(knex('t')));", Configuration((0, 21)))
    assert found and not any(query.exact and query.error is None for query in found)
