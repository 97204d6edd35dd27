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
  await knex.schema.alterTable('orders_{n}', (table) => {{
    table.string('channel', 20).notNullable().defaultTo('web');
    table.index(['customer_id', 'status']);
    table.foreign('customer_id').references('id').inTable('customers');
  }});
""",
    """\
  await knex.raw('CREATE INDEX orders_{n}_created_at ON orders_{n} (created_at) WHERE status <> 1');
""",
    """\
  await knex.raw(`
    ALTER TABLE payments_{n}
      ADD CONSTRAINT payments_{n}_amount_check CHECK (amount >= 0),
      ALTER COLUMN method SET NOT NULL
  `);
""",
    """\
  await knex.schema.createTable('refunds_{n}', (table) => {{
    table.bigIncrements('id');
    table.bigInteger('order_id').notNullable().index();
    table.decimal('amount', 12, 2).notNullable();
    table.timestamps(true, true);
  }});
""",
    """\
  await knex.schema.alterTable('customers_{n}', (t) => {{
    t.dropColumn('fax');
    t.renameColumn('mail', 'email');
    t.unique(['email']);
    t.string('name', 80).alter();
  }});
""",
    """\
  await knex('orders_{n}').whereNull('channel').update({{ channel: 'web' }});
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
