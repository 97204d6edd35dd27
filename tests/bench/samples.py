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
