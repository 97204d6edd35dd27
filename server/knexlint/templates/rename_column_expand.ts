// title: Rename a column, step 1 of 2: expand
// detail: Adds the new column and keeps both equal while old and new code run. Fill it in batches next, then contract.
// next: rename_column_contract
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw("SET LOCAL lock_timeout = '5s'");
  await knex.schema.alterTable('{{1:orders}}', (table) => {
    table.text('{{3:status}}');
  });
  await knex.raw(`
    CREATE FUNCTION "{{1:orders}}_{{2:state}}_to_{{3:status}}"() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'INSERT' THEN
        NEW."{{3:status}}" := coalesce(NEW."{{3:status}}", NEW."{{2:state}}");
        NEW."{{2:state}}" := NEW."{{3:status}}";
      ELSIF NEW."{{3:status}}" IS DISTINCT FROM OLD."{{3:status}}" THEN
        NEW."{{2:state}}" := NEW."{{3:status}}";
      ELSE
        NEW."{{3:status}}" := NEW."{{2:state}}";
      END IF;
      RETURN NEW;
    END
    $$
  `);
  await knex.raw(`
    CREATE TRIGGER "{{1:orders}}_{{2:state}}_to_{{3:status}}" BEFORE INSERT OR UPDATE ON "{{1:orders}}"
    FOR EACH ROW EXECUTE FUNCTION "{{1:orders}}_{{2:state}}_to_{{3:status}}"()
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("SET LOCAL lock_timeout = '5s'");
  await knex.raw('DROP TRIGGER "{{1:orders}}_{{2:state}}_to_{{3:status}}" ON "{{1:orders}}"');
  await knex.raw('DROP FUNCTION "{{1:orders}}_{{2:state}}_to_{{3:status}}"()');
  await knex.schema.alterTable('{{1:orders}}', (table) => {
    table.dropColumn('{{3:status}}');
  });
}
