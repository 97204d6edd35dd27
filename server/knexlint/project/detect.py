"""Whether a file is a Knex migration, by what it exports and calls. Runs nothing; the word "knex" need not occur.

Neighbours that export `up` too are told apart: TypeORM, Sequelize, umzug, MongoDB, Kysely, node-pg-migrate, db-migrate.
"""

from __future__ import annotations

import re

from knexlint.syntax import FunctionForm, Module, read_function, text_of
from knexlint.text import Source, Span

EXTENSIONS = (".ts", ".js", ".cjs", ".mjs", ".mts", ".cts")
_DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")
_UP = re.compile(rb"\bup\b")
_STRANGERS = re.compile(
    r"\bqueryInterface\b|\bQueryInterface\b|\bqueryRunner\b|\bQueryRunner\b|\bMigrationInterface\b"
    r"|\bKysely\b|['\"]kysely['\"]|\.collection\s*\(|\bMigrationBuilder\b|['\"](?:node-pg-migrate|db-migrate|mongoose)['\"]"
)
_KNEX = re.compile(r"\bknex\b|\bKnex\b")
_OWN_METHODS = "schema|raw|transaction|batchInsert|select|from|into|table|withSchema|fn|queryBuilder"
_IMPORT = re.compile(r"(?:from|require\(|import\()\s*['\"]knex['\"]")
_DESTRUCTURED = re.compile(r"\(\s*\{[^}]*\b(?:schema|raw)\b[^}]*\}")


def has_extension(path: str) -> bool:
    name = path.lower()
    return name.endswith(EXTENSIONS) and not name.endswith(_DECLARATIONS)


def may_be_migration(source: Source) -> bool:
    """Cheap, and never False for a migration."""
    return b"export" in source.data and _UP.search(source.data) is not None


def is_migration(module: Module) -> bool:
    """Whether the file exports `up` and treats its first parameter as Knex."""
    if "up" not in module.exports:
        return False
    exports = [module.exports[name] for name in ("up", "down") if name in module.exports]
    known: list[FunctionForm] = []
    for export in exports:
        form = read_function(export.value) if export.value is not None else None
        if form is not None and _is_named_knex(form, module.source):
            return True
        known += [form] if form is not None else []
    text = module.source.text
    if _STRANGERS.search(text) and not _IMPORT.search(text):
        return False
    if len(known) < len(exports) and _KNEX.search(text):  # `export const up = makeUp(…)`, or re-exported
        return True
    return any(_calls_knex(form) for form in known)


def _is_named_knex(form: FunctionForm, source: Source) -> bool:
    if form.parameter is None:
        return False
    if _KNEX.fullmatch(form.parameter.lstrip("_")):
        return True
    typed = rf"{re.escape(form.parameter)}\s*\??\s*:\s*(?:import\([^)]*\)\.)?(?:\w+\.)?Knex\b"
    return re.search(typed, source.slice(Span(form.node.start_byte, form.body.start))) is not None


def _calls_knex(form: FunctionForm) -> bool:
    code = text_of(form.node)
    if form.parameter is None and _DESTRUCTURED.search(code):
        return True
    name = re.escape(form.parameter or "knex")
    called = rf"(?<![\w$.]){name}\s*(?:<[^;()]*>)?\s*(?:\?\.)?\(\s*['\"`\w]"
    return re.search(rf"(?<![\w$.]){name}\s*\??\.\s*(?:{_OWN_METHODS})\b|{called}", code) is not None
