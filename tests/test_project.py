"""Which file is a migration, what a knexfile says, and what surrounds a file on disk."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from knexlint.knex.run import run
from knexlint.project.detect import has_extension, is_migration, may_be_migration
from knexlint.project.disk import root_of, why_not_text
from knexlint.project.knexfile import Knexfile, read_knexfile
from knexlint.project.problems import Problem
from knexlint.project.project import Project, knex_version
from knexlint.project.workspace import Workspace
from knexlint.syntax import read_module
from knexlint.text import Source

KNEX = "await knex.schema.dropTable('t');"
Write = Callable[[str, str], str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    (tmp_path / ".git").mkdir()

    def write(name: str, text: str) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return str(path)

    return write


def _is_migration(code: str, name: str = "a.ts") -> bool:
    source = Source(name, code.encode())
    return may_be_migration(source) and is_migration(read_module(source))


@pytest.mark.parametrize(
    "code",
    [
        f"export async function up(knex: Knex): Promise<void> {{ {KNEX} }}\nexport const down = null;",
        "export const up = db => db.raw('select 1');\nexport const down = () => {};",
        "const up = (db) => db.raw('a');\nconst down = (db) => db.raw('b');\nmodule.exports = { up, down };",
        "exports.up = function (knex, Promise) { return knex('users').del(); };",
        "exports.up = (db) => db('users').del();",
        "exports.up = (db) => db(TABLE).del();",
        "exports.up = function (knex) {};\nexports.down = function (knex) {};",
        "exports.up = async (pg) => { await pg.schema.hasTable('a'); };",
        "export async function up({ schema }: Knex): Promise<void> { await schema.dropTable('t'); }",
        "module.exports = { async up(knex) {}, async down(knex) {} };",
        "exports.up = void 0;\nconst up = (k) => k.schema.dropTable('t');\nexports.up = up;",
        "import type { Knex } from 'knex';\nimport { makeUp } from './x';\nexport const up = makeUp('t');",
        "export async function up(_knex: Knex): Promise<void> {}",
        "export const up = async (client) => { await client<User>('users').update({ a: 1 }); };",
        "export async function up(trx: import('knex').Knex) { await helper(trx); }",
    ],
)
def test_migrations(code: str) -> None:
    assert _is_migration(code)


@pytest.mark.parametrize(
    "code",
    [
        "export class A1 implements MigrationInterface { async up(queryRunner: QueryRunner) {} }",
        "module.exports = { up: (queryInterface, Sequelize) => queryInterface.createTable('a', {}) };",
        "exports.up = async ({ context: queryInterface }) => { await queryInterface.createTable('a'); };",
        "module.exports = { async up(db, client) { await db.collection('a').updateMany({}, {}); } };",
        "import { Kysely } from 'kysely';\nexport const up = (db: Kysely<any>) => db.schema.dropTable('a').execute();",
        "exports.up = (pgm) => { pgm.createTable('a', {}); };",
        "exports.up = function (db, callback) { db.createTable('a', {}, callback); };",
        "import { MigrationBuilder } from 'node-pg-migrate';\nexport async function up(pgm: MigrationBuilder) {}",
        "export function up(count: number): number { return count + 1; }",
        "export const up = 'ArrowUp';",
        "exports.seed = async (knex) => { await knex('a').insert({}); };",
        "export default class extends BaseSchema { async up() { this.schema.createTable('a'); } }",
        "const up = 1;",
        "",
    ],
)
def test_files_that_are_no_migrations(code: str) -> None:
    assert not _is_migration(code)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *((f"a{extension}", True) for extension in (".ts", ".js", ".cjs", ".mjs", ".mts", ".cts", ".TS")),
        *((f"a{extension}", False) for extension in (".d.ts", ".d.mts", ".tsx", ".json", ".sql", "", ".ts.map")),
    ],
)
def test_extensions(name: str, expected: bool) -> None:
    assert has_extension(name) is expected


# --- knexfiles --------------------------------------------------------------------------------------------------------


def _knexfile(code: str, name: str = "knexfile.ts") -> Knexfile:
    return read_knexfile(Source(f"/app/{name}", code.encode()))


@pytest.mark.parametrize(
    ("code", "directories"),
    [
        ("module.exports = { client: 'pg' };", ["./migrations"]),
        ("module.exports = { client: 'pg', migrations: { directory: './db' } };", ["./db"]),
        ("module.exports = { client: 'pg', migrations: { directory: ['a', `b`] } };", ["a", "b"]),
        ("const path = require('path');\nmodule.exports = @path.join(__dirname, 'db', 'm')@;", ["/app/db/m"]),
        ("import path from 'path';\nexport default @path.resolve(__dirname, '../m')@ satisfies Knex.Config;", ["/m"]),
        ("const sub = (d) => @`./${d}`@;\nmodule.exports = sub('m');", ["./m"]),
        ("module.exports = async () => (@'x'@);", ["x"]),
        ("module.exports = Promise.resolve(@'x'@);", ["x"]),
        ("const a = @'x'@;\nmodule.exports = { development: a, production: { ...a } };", ["x"]),
        ("const d = 'x';\nconst c: Record<string, Knex.Config> = { a: @d + '/y'@ };\nexport default c;", ["x/y"]),
        ("const all = { development: @'x'@ };\nexport default all[process.env.NODE_ENV];", ["x"]),
        (
            "import * as path from 'path';\nimport { fileURLToPath } from 'url';\n"
            "export default @path.join(path.dirname(fileURLToPath(import.meta.url)), 'm')@;",
            ["/app/m"],
        ),
        ("export = { client: 'pg', migrations: { directory: 'x' } };", ["x"]),
        ("export const development = { client: 'pg', migrations: { directory: 'x' } };", ["x"]),
        ("module.exports = Object.freeze({ client: 'pg', migrations: { directory: `${__dirname}/x` } });", ["/app/x"]),
    ],
)  # fmt: skip
def test_directories(code: str, directories: list[str]) -> None:
    knexfile = _knexfile(re.sub("@(.+?)@", r"{ client: 'pg', migrations: { directory: \1 } }", code))
    assert list(knexfile.directories) == directories
    assert knexfile.complete
    assert knexfile.client == "pg"


@pytest.mark.parametrize(
    "code",
    [
        "module.exports = { client: 'pg', migrations: { directory: process.env.DIR } };",
        "module.exports = { client: 'pg', migrations: shared };",
        "module.exports = { client: 'pg', ...shared };",
        "module.exports = { client: 'pg', migrations: { directory: process.env.DIR || './m' } };",
        "module.exports = { client: 'pg', migrations: { migrationSource: new Source() } };",
        "module.exports = require('./other');",
        "const a = b; const b = a; module.exports = a;",
        "module.exports = {",
        "",
    ],
)
def test_what_cannot_be_followed_is_not_claimed(code: str) -> None:
    assert not _knexfile(code).complete


@pytest.mark.parametrize(
    ("code", "client"),
    [
        ("module.exports = { client: 'mysql2' };", "mysql2"),
        ("module.exports = { development: { client: 'sqlite3' }, production: { client: 'pg' } };", "pg"),
        ("module.exports = { a: { client: 'sqlite3' }, b: { client: process.env.CLIENT, connection: {} } };", None),
        ("module.exports = { development: { client: 'sqlite3' }, test: { client: 'better-sqlite3' } };", "sqlite3"),
        ("module.exports = { connection: process.env.DATABASE_URL };", None),
    ],
)  # fmt: skip
def test_clients(code: str, client: str | None) -> None:
    assert _knexfile(code).client == client


@pytest.mark.parametrize(
    ("config", "sets"),
    [
        ("pool: { afterCreate: (c, done) => c.query(\"SET lock_timeout = '3s'\", done) }", True),
        ("pool: { afterCreate(c, done) { c.query('SET lock_timeout TO 300', done); } }", True),
        ("pool: { afterCreate: onConnect }", True),
        ("pool: { afterCreate: (c, done) => c.query('SET timezone = 0', done) }", False),
        ("connection: { options: '-c lock_timeout=5s' }", True),
        ("connection: 'postgres://h/d?options=-c%20lock_timeout%3D5s'", True),
        ("connection: { lock_timeout: 5000 }", True),
        ("connection: process.env.DATABASE_URL", False),
    ],
)
def test_lock_timeout_of_every_connection(config: str, sets: bool) -> None:
    code = "function onConnect(c, done) { c.query('set lock_timeout = 1', done); }\n"
    assert _knexfile(f"{code}module.exports = {{ client: 'pg', {config} }};").lock_timeout is sets


def test_other_facts() -> None:
    knexfile = _knexfile(
        "import { knexSnakeCaseMappers } from 'objection';\nexport default { client: 'pg', ...knexSnakeCaseMappers(), "
        "migrations: { disableTransactions: true, loadExtensions: ['.ts'], directory: 'm' } };"
    )
    assert knexfile.mapper == "snake"
    assert not knexfile.transactions
    assert knexfile.loads("a.ts")
    assert not knexfile.loads("a.js")
    assert _knexfile("module.exports = { client: 'pg', wrapIdentifier: (v) => v };").mapper == "unknown"
    assert _knexfile("module.exports = { client: 'pg' };").mapper is None


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ("searchPath: ['app', 'public']", ("app", "public")),
        ("searchPath: 'app,public'", ("app", "public")),
        ("searchPath: '\"$user\", public'", ("$user", "public")),
        ("searchPath: [process.env.SCHEMA]", None),
        ("migrations: {}", None),
    ],
)
def test_the_search_path(config: str, path: tuple[str, ...] | None) -> None:
    assert _knexfile(f"module.exports = {{ client: 'pg', {config} }};").search_path == path


def test_the_search_path_of_environments_that_differ() -> None:
    code = "module.exports = { a: { client: 'pg', searchPath: 'x' }, b: { client: 'pg', searchPath: 'y' } };"
    assert _knexfile(code).search_path is None


def test_directories_sorted_separately() -> None:
    migrations = "migrations: { directory: ['a', 'b'], sortDirsSeparately: true }"
    assert _knexfile(f"module.exports = {{ client: 'pg', {migrations} }};").apart


def test_a_knexfile_of_several_files(tmp_path: Path, write: Write) -> None:
    write("knexfile.ts", "import { config } from './src/config';\nexport default { ...config.database };")
    config = write("src/config.ts", "export const config = { database: { client: 'mysql2', migrations: {} } };")
    path = write("migrations/a.ts", "")
    workspace = Workspace(tmp_path)
    assert workspace.project_of(path).client == "mysql2"
    write("src/config.ts", "export const config = { database: { client: 'pg', migrations: {} } };")
    assert workspace.forget(config)
    assert workspace.project_of(path).client == "pg"


def test_deep_nesting_in_a_knexfile() -> None:
    assert not _knexfile("module.exports = " + "{ a: " * 3000 + "1" + " }" * 3000).complete


@pytest.mark.parametrize(
    ("text", "version"),
    [("^3.1.0", (3, 1)), ("2.5", (2, 5)), ("0.95.15", (0, 95)), (">=1", (1, 0)), ("*", (3, 3)), (None, (3, 3))],
)
def test_versions_of_knex(text: str | None, version: tuple[int, int]) -> None:
    assert knex_version(text) == version


# --- the folder on disk -----------------------------------------------------------------------------------------------


def test_the_nearest_settings_count(tmp_path: Path, write: Write) -> None:
    write("knexlint.toml", "postgres = 12\n")
    write("a/package.json", '{"dependencies": {"knex": "2.4.0"}, "knexlint": {"postgres": 15}}')
    deep = write("a/b/m.ts", "")
    assert Workspace(tmp_path).project_of(deep).settings.postgres == 15
    assert Workspace(tmp_path).project_of(deep).knex == "2.4.0"
    assert Workspace(tmp_path).project_of(write("c/m.ts", "")).settings.postgres == 12
    assert Workspace(tmp_path, {"postgres": 18}).project_of(deep).settings.postgres == 18
    assert Workspace(tmp_path / "a" / "b").project_of(deep).settings.postgres == 15


def test_knexlint_toml_goes_before_package_json(tmp_path: Path, write: Write) -> None:
    write("package.json", '{"knexlint": {"postgres": 15}}')
    write("knexlint.toml", "postgres = 16\n")
    assert Workspace(tmp_path).project_of(str(tmp_path / "m.ts")).settings.postgres == 16


def test_a_package_without_settings_does_not_hide_those_above(tmp_path: Path, write: Write) -> None:
    write("knexlint.toml", "postgres = 16\n")
    write("a/package.json", "{}")
    assert Workspace(tmp_path).project_of(str(tmp_path / "a" / "m.ts")).settings.postgres == 16


def test_excluded_files(tmp_path: Path, write: Write) -> None:
    write("db/knexlint.toml", 'exclude = ["old/**"]\n')
    workspace = Workspace(tmp_path)
    assert workspace.project_of(str(tmp_path / "db" / "old" / "m.ts")).excluded
    assert not workspace.project_of(str(tmp_path / "db" / "m.ts")).excluded


def test_a_baseline_stands_for_what_no_migration_makes(tmp_path: Path, write: Write) -> None:
    write("knexlint.toml", 'baseline = "db/schema.sql"\n')
    script = write("db/schema.sql", "CREATE TABLE public.orders (id bigint NOT NULL, note text);")
    path = write(
        "db/migrations/a.js", "exports.up = (knex) => knex.schema.table('orders', (t) => t.dropColumn('note'));"
    )
    workspace = Workspace(tmp_path)
    before = workspace.project_of(path).before
    assert before.complete
    assert list(before.table("orders").columns) == ["id", "note"]
    write("db/schema.sql", "CREATE TABLE public.orders (id bigint NOT NULL, remark text);")
    assert workspace.forget(script)
    assert list(workspace.project_of(path).before.table("orders").columns) == ["id", "remark"]


def test_a_baseline_that_is_not_there(tmp_path: Path, write: Write) -> None:
    write("knexlint.toml", 'baseline = "nowhere.sql"\n')
    workspace = Workspace(tmp_path)
    workspace.project_of(write("a.js", ""))
    (problem,) = workspace.problems({})
    assert problem.values["reason"] == '"nowhere.sql" cannot be read'


def test_names_that_mean_another_schema_are_not_known(tmp_path: Path, write: Write) -> None:
    write("knexfile.js", "module.exports = { client: 'pg', searchPath: ['app', 'public'], migrations: {} };")
    path = write("migrations/a.js", "exports.up = (knex) => knex.schema.dropTable('a');\nexports.down = () => {};")
    assert not Workspace(tmp_path).project_of(path).before.complete


def test_the_knexfile_says_which_folder(tmp_path: Path, write: Write) -> None:
    write("knexfile.js", "module.exports = { client: 'pg', migrations: { directory: './db/migrations' } };")
    inside, outside = write("db/migrations/a.ts", ""), write("db/seeds/a.ts", "")
    workspace = Workspace(tmp_path)
    assert workspace.project_of(inside).migration is True
    assert workspace.project_of(outside).migration is False
    assert workspace.project_of(str(tmp_path / "db" / "migrations" / "a.d.ts")).migration is False


def test_a_folder_that_is_not_there_claims_nothing(tmp_path: Path, write: Write) -> None:
    write("knexfile.js", "module.exports = { client: 'pg', migrations: { directory: './dist/migrations' } };")
    assert Workspace(tmp_path).project_of(write("src/migrations/a.ts", "")).migration is None


def test_a_knexfile_below_with_folders_from_the_package(tmp_path: Path, write: Write) -> None:
    write("package.json", "{}")
    write("src/knexfile.ts", "export default { client: 'mysql', migrations: { directory: './db' } };")
    path = write("db/a.ts", "")
    workspace = Workspace(tmp_path)
    assert workspace.project_of(path).migration is None
    workspace.scan(str(tmp_path))
    assert workspace.project_of(path).migration is None or workspace.project_of(path).client == "mysql"


def test_a_knexfile_elsewhere_is_found_by_a_scan(tmp_path: Path, write: Write) -> None:
    write("config/knexfile.ts", "export default { client: 'mysql2', migrations: { directory: '../db' } };")
    path = write("db/a.ts", "")
    workspace = Workspace(tmp_path)
    assert workspace.project_of(path).migration is None
    assert workspace.scan(str(tmp_path)) == [path]
    project = workspace.project_of(path)
    assert (project.migration, project.client, project.is_postgres) == (True, "mysql2", False)
    assert [problem.rule for problem in workspace.problems(())] == ["other-database"]


def test_a_knexfile_in_a_hidden_folder(tmp_path: Path, write: Write) -> None:
    write(".knex/knexfile.js", "export default { client: 'pg', migrations: { directory: '../db' } };")
    path = write("db/a.ts", "")
    workspace = Workspace(tmp_path)
    workspace.scan(str(tmp_path))
    assert workspace.project_of(path).migration is True


def test_a_scan_skips_what_is_not_the_users(tmp_path: Path, write: Write) -> None:
    for name in ("node_modules/a/m.ts", ".git/m.js", "dist/m.js", ".hidden/m.js", "m.d.ts", "m.sql"):
        write(name, "")
    kept = [write("b/m.mts", ""), write("a.js", "")]
    assert Workspace(tmp_path).scan(str(tmp_path)) == sorted(kept)


def test_problems_of_settings(tmp_path: Path, write: Write) -> None:
    path = write("knexlint.toml", 'postgress = 1\n[rules]\nnonsense = "off"\n')
    workspace = Workspace(tmp_path)
    workspace.project_of(write("a/m.ts", ""))
    workspace.project_of(write("b/m.ts", ""))
    found = list(workspace.problems(["drop-column"]))
    assert [(problem.rule, problem.source.path, problem.source.slice(problem.span)) for problem in found] == [
        ("invalid-settings", path, "postgress"),
        ("invalid-settings", path, "nonsense"),
    ]


def test_unsaved_text_counts(tmp_path: Path, write: Write) -> None:
    settings = write("knexlint.toml", "postgres = 12\n")
    path = write("m.ts", "old")
    workspace = Workspace(tmp_path)
    assert workspace.project_of(path).settings.postgres == 12
    workspace.open(settings, b"postgres = 18\n")
    assert workspace.project_of(path).settings.postgres == 18
    workspace.close(settings)
    assert workspace.project_of(path).settings.postgres == 12
    workspace.open(path, b"new")
    assert workspace.source(path) == Source(path, b"new")


def test_forgetting_tells_whether_others_change(tmp_path: Path, write: Write) -> None:
    helper, other, settings = write("helper.ts", "a"), write("m.ts", ""), write("knexlint.toml", "")
    workspace = Workspace(tmp_path)
    assert workspace.read(helper) == b"a"
    Path(helper).write_text("b")
    assert workspace.read(helper) == b"a"
    assert workspace.forget(helper)
    assert workspace.read(helper) == b"b"
    assert workspace.forget(settings)
    assert not workspace.forget(other)


def test_nothing_outside_the_root_is_read(tmp_path: Path) -> None:
    inside = tmp_path / "app"
    (inside / ".git").mkdir(parents=True)
    (tmp_path / "secret.ts").write_text("x")
    (inside / "link.ts").symlink_to(tmp_path / "secret.ts")
    (inside / "own.ts").write_text("y")
    workspace = Workspace(inside)
    assert workspace.read(str(tmp_path / "secret.ts")) is None
    assert workspace.read(str(inside / ".." / "secret.ts")) is None
    assert workspace.read(str(inside / "link.ts")) is None
    assert workspace.read(str(inside / "own.ts")) == b"y"
    assert workspace.read(str(inside)) is None


def test_the_root_of_a_file(tmp_path: Path, write: Write) -> None:
    path = Path(write("a/b/m.ts", ""))
    assert root_of(path) == tmp_path
    (tmp_path / ".git").rmdir()
    write("a/package.json", "{}")
    write("a/b/package.json", "{}")
    assert root_of(path) == tmp_path / "a"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"exports.up\0", "it is binary (it holds NUL bytes)"),
        (b"a\n\xff", "it is not valid UTF-8 (byte 0xff in line 2)"),
        ("export".encode("utf-16"), "it is UTF-16; save it as UTF-8"),
        (b" \n", "it is empty"),
        (b"\xef\xbb\xbfexport", None),
        ("é".encode(), None),
    ],
)
def test_what_is_no_text(data: bytes, says: str | None) -> None:
    assert why_not_text(data) == says


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "folder.ts").mkdir()
    (tmp_path / "link.ts").symlink_to(tmp_path / "nowhere")
    workspace = Workspace(tmp_path)
    reasons = {}
    for name in ("folder.ts", "link.ts", "missing.ts"):
        found = workspace.source(str(tmp_path / name))
        assert isinstance(found, Problem)
        reasons[name] = found.values["reason"]
    assert reasons == {
        "folder.ts": "it is a folder",
        "link.ts": "the link leads nowhere",
        "missing.ts": "it does not exist",
    }


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "m.ts"
    path.write_text("x")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)  # root may read everything
    found = Workspace(tmp_path).source(str(path))
    assert isinstance(found, Problem)
    assert "permission" in found.values["reason"]


def test_a_knexfile_that_extends_the_builders() -> None:
    code = "const { knex } = require('knex'); knex.TableBuilder.extend('yen', function () {}); module.exports = {};"
    project = Project(extended=_knexfile(code).extended)
    migration = b"exports.up = (knex) => knex.schema.createTable('t', (t) => { t.%s('a'); });"
    runs = [
        run(read_module(Source("1.js", migration % name)), "up", project.configuration(True))
        for name in (b"yen", b"yuan")
    ]
    assert runs[0].queries[0].unknown == "yen is a method that the knexfile adds"
    assert [query.error for query in runs[1].queries] == ["t.yuan is not a function"]
