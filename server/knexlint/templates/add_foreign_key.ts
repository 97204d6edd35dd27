// title: Add a foreign key, step 1 of 2
// detail: NOT VALID: new rows are checked, old ones are not read, so the locks last a moment. The next migration validates it.
// next: validate_foreign_key
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw("SET LOCAL lock_timeout = '5s'");
  await knex.raw(`
    ALTER TABLE "{{1:orders}}" ADD CONSTRAINT "{{1:orders}}_{{2:customer_id}}_foreign"
    FOREIGN KEY ("{{2:customer_id}}") REFERENCES "{{3:customers}}" ("{{4:id}}") NOT VALID
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("SET LOCAL lock_timeout = '5s'");
  await knex.raw('ALTER TABLE "{{1:orders}}" DROP CONSTRAINT "{{1:orders}}_{{2:customer_id}}_foreign"');
}
