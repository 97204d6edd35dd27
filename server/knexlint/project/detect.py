"""Whether a file is a Knex migration, by what it exports and calls. Runs nothing; the word "knex" need not occur.

Neighbours that export `up` too are told apart: TypeORM, Sequelize, umzug, MongoDB, Kysely, node-pg-migrate, db-migrate.
"""

from __future__ import annotations

import re

from knexlint.syntax import Export, Module, read_function, text_of
from knexlint.text import Source

EXTENSIONS = (".ts", ".js", ".cjs", ".mjs", ".mts", ".cts")
_DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")
_UP = re.compile(rb"\bup\b")
_STRANGERS = re.compile(
    r"\bqueryInterface\b|\bQueryInterface\b|\bqueryRunner\b|\bQueryRunner\b|\bMigrationInterface\b"
    r"|\bKysely\b|['\"]kysely['\"]|\.collection\s*\(|\bMigrationBuilder\b|['\"](?:node-pg-migrate|db-migrate|mongoose)['\"]"
)
_KNEX = re.compile(r"\bknex\b|\bKnex\b")
_OWN_METHODS = "schema|raw|transaction|batchInsert|select|from|into|table|withSchema|fn|queryBuilder"
_DESTRUCTURED = re.compile(r"\(\s*\{[^}]*\b(?:schema|raw)\b[^}]*\}")


def has_extension(path: str) -> bool:
    name = path.lower()
    return name.endswith(EXTENSIONS) and not name.endswith(_DECLARATIONS)


def may_be_migration(source: Source) -> bool:
    """Cheap, and never False for a migration."""
    return b"export" in source.data and _UP.search(source.data) is not None


def is_migration(module: Module) -> bool:
    """Whether the file exports `up` and treats its first parameter as Knex."""
    exports = [module.exports[name] for name in ("up", "down") if name in module.exports]
    if "up" not in module.exports:
        return False
    text = module.source.text
    if _STRANGERS.search(text) and not _imports_knex(text):
        return False
    return any(_treats_as_knex(export, text) for export in exports)


def _imports_knex(text: str) -> bool:
    return re.search(r"(?:from|require\(|import\()\s*['\"]knex['\"]", text) is not None


def _treats_as_knex(export: Export, text: str) -> bool:
    form = read_function(export.value) if export.value is not None else None
    if form is None:  # `export const up = makeUp(…)`, or re-exported
        return _KNEX.search(text) is not None
    code = text_of(form.node)
    if form.parameter is None:
        return _DESTRUCTURED.search(code) is not None or _calls_knex("knex", code)
    typed = rf"{re.escape(form.parameter)}\s*\??\s*:\s*(?:import\([^)]*\)\.)?(?:\w+\.)?Knex\b"
    if _KNEX.fullmatch(form.parameter.lstrip("_")) or re.search(typed, code):
        return True
    return _calls_knex(form.parameter, code)


def _calls_knex(name: str, code: str) -> bool:
    name = re.escape(name)
    called = rf"(?<![\w$.]){name}\s*(?:<[^;()]*>)?\s*(?:\?\.)?\(\s*['\"`\w]"
    return re.search(rf"(?<![\w$.]){name}\s*\??\.\s*(?:{_OWN_METHODS})\b|{called}", code) is not None
