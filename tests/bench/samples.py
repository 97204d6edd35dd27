"""Migrations to measure with: of a given length, or a thousand of them. Made up, alike on every machine."""

from __future__ import annotations

from pathlib import Path

HEAD = """\
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
"""
TAIL = """\
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('refunds');
}
"""
STATEMENTS = [
    """\
  await knex.schema.createTable('orders_{n}', (table) => {{
    table.bigIncrements('id');
    table.uuid('public_id').notNullable().unique();
    table.bigInteger('customer_id').notNullable().index();
    table.string('status', 20).notNullable().defaultTo('new');
    table.decimal('total', 12, 2).notNullable();
    table.jsonb('details');
    table.text('note').nullable();
    table.timestamp('shipped_at', {{ useTz: true }});
    table.timestamps(true, true);
  }});
""",
    """\
  await knex.schema.alterTable('orders', (table) => {{
    table.string('channel_{n}', 20).notNullable().defaultTo('web');
    table.index(['customer_id', 'status'], 'orders_{n}_customer_id_status');
    table.foreign('customer_id').references('id').inTable('customers');
  }});
""",
    """\
  await knex.raw('CREATE INDEX payments_{n}_created_at ON payments (created_at) WHERE status <> 1');

""",
    """\
  await knex.raw(`
    ALTER TABLE payments
      ADD CONSTRAINT payments_{n}_amount_check CHECK (amount >= 0),
      ALTER COLUMN method SET NOT NULL
  `);
""",
    """\
  // the old name is still in use by release 4.2
  await knex.schema.alterTable('customers_{n}', (t) => {{
    t.dropColumn('fax');
    t.text('email');
    t.string('name', 80).notNullable().alter();
  }});
""",
    """\
  await knex('orders').whereNull('channel_{n}').update({{ channel_{n}: 'web' }});

  if (process.env.NODE_ENV !== 'test') {{
    console.log('orders {n} are done');
  }}
""",
]


def migration(lines: int) -> str:
    """One TypeScript migration of about this many lines, with something to say about most statements."""
    parts = [HEAD]
    length = (HEAD + TAIL).count("\n")
    number = 0
    while True:
        statement = STATEMENTS[number % len(STATEMENTS)].format(n=number)
        length += statement.count("\n")
        if length > lines:
            return "".join([*parts, TAIL])
        parts.append(statement)
        number += 1


def write_folder(folder: Path, count: int = 1000) -> Path:
    """A service with this many migrations of some thirty lines; two thirds TypeScript, one third CommonJS."""
    migrations = folder / "migrations"
    migrations.mkdir(parents=True)
    (folder / "package.json").write_text('{"dependencies": {"knex": "^3.1.0"}}\n')
    for number in range(count):
        shown = [STATEMENTS[(number + at) % len(STATEMENTS)].format(n=number + at) for at in range(4)]
        name = f"{20200101000000 + number}_change_{number}"
        if number % 3 == 2:
            text = (
                "exports.up = async function (knex) {\n"
                + "".join(shown)
                + "};\n\nexports.down = async function (knex) {\n"
            )
            (migrations / f"{name}.js").write_text(text + f"  await knex.schema.dropTable('refunds_{number}');\n}};\n")
        else:
            (migrations / f"{name}.ts").write_text(HEAD + "".join(shown) + TAIL)
    return migrations


HOSTILE = {
    "a loop of a thousand millions": "for (let i = 0; i < 1e9; i++) {}",
    "recursion": "const f = (n) => f(n + 1) + f(n + 2); f(0);",
    "a text that doubles": "let s = 'x'; for (let i = 0; i < 60; i++) s = s + s; await knex.raw(s);",
    "a template of one megabyte": f"await knex.raw(`insert into t values ('{'x' * 1_000_000}')`);",
    "a template of 62,500 statements": f"await knex.raw(`{'select 1 as a;' * 62_500}`);",
    "a template with 80,000 holes": f"const a = process.env.A; await knex.raw(`{'select ${a}, ' * 80_000}1`);",
    "a chain of 5,000 statements": "await knex.schema" + ".dropTable('t')" * 5_000 + ";",
    "thousands of queries": "for (let i = 0; i < 1e5; i++) await knex('t').insert({ a: i, b: 'x' });",
    "20,000 rows": "await knex('t').insert([" + "{ a: 1, b: 'x' }, " * 20_000 + "]);",
    "a list of 200,000 numbers": f"const a = [{'1,' * 200_000}]; await knex('t').insert(a.map((n) => ({{ n }})));",
    "deep brackets": f"await knex.raw('select {'(' * 20_000}1{')' * 20_000}');",
    "a text of 24 answers": "".join(
        f"let a{n} = 'x'; if (await knex.schema.hasTable('t{n}')) a{n} = 'y';" for n in range(24)
    )
    + f"await knex.raw(`{''.join(f'${{a{n}}}' for n in range(24))}`);",
    "200 early exits": "".join(
        f"if (await knex.schema.hasTable('t{n}')) return; await knex('t').del();" for n in range(200)
    ),
    "deep questions": "if (await knex.schema.hasTable('a')) {" * 200 + "}" * 200,
}


def with_body(body: str) -> str:
    return f"exports.up = async function (knex) {{\n  {body}\n}};\n\nexports.down = async () => {{}};\n"
