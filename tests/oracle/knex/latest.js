// Runs `migrate:latest` (or `migrate:rollback --all` after it) of a folder under the real Knex on a connection that
// only writes down what it is asked.
//
// Reads jobs, one JSON object a line, and answers each with one line:
//   {folder, command: "latest" | "rollback"} -> {events: [{connection, sql}], error}
// The folder holds a knexfile.js. What the migrator asks for itself is not listed; BEGIN and COMMIT are.
'use strict';

const path = require('node:path');
const readline = require('node:readline');
const knex = require('knex');
const Client = require('knex/lib/dialects/postgres');

const OWN = /knex_migrations|information_schema\.tables/;

function recordingClient(events, table) {
  let connections = 0;
  const last = { batch: 0 };
  function rows(sql, values) {
    if (/^insert into "knex_migrations" /.test(sql)) {
      table.push({ id: table.length + 1, batch: values[0], migration_time: new Date(0), name: values[2] });
      last.batch = values[0];
    }
    if (/^delete from "knex_migrations" /.test(sql)) table.splice(table.findIndex((row) => row.name === values[0]), 1);
    if (/information_schema\.tables/.test(sql)) return [{}];
    if (/max\("batch"\) as/.test(sql)) return [{ max_batch: Math.max(0, ...table.map((row) => row.batch)) }];
    if (/from "knex_migrations_lock"/.test(sql)) return [{ is_locked: 0 }];
    if (/from "knex_migrations" order by "id" desc/.test(sql)) return [...table].reverse();
    if (/from "knex_migrations"/.test(sql)) return [...table];
    return [];
  }
  return class extends Client {
    _driver() {
      return {};
    }
    acquireRawConnection() {
      connections += 1;
      return Promise.resolve({ number: connections, end: (done) => done() });
    }
    destroyRawConnection() {
      return Promise.resolve();
    }
    checkVersion() {
      return Promise.resolve('16.0');
    }
    validateConnection() {
      return true;
    }
    _query(connection, query) {
      const values = query.bindings || [];
      const found = rows(query.sql, values);
      query.response = { rows: found, rowCount: 1, fields: [], command: query.sql.trim().split(/\s/)[0].toUpperCase() };
      if (!OWN.test(query.sql)) events.push({ connection: connection.number, sql: query.sql });
      return Promise.resolve(query);
    }
  };
}

async function run(job) {
  const events = [];
  process.chdir(job.folder);
  const file = path.join(job.folder, 'knexfile.js');
  delete require.cache[require.resolve(file)];
  const silent = () => {};
  const log = { warn: silent, error: silent, debug: silent, deprecate: silent };
  const instance = knex({ ...require(file), log, connection: {}, client: recordingClient(events, []) });
  try {
    await instance.migrate.latest();
    if (job.command === 'rollback') {
      events.length = 0;
      await instance.migrate.rollback(undefined, true);
    }
    return { events, error: null };
  } catch (error) {
    return { events, error: String((error && error.message) || error) };
  } finally {
    await instance.destroy();
  }
}

const lines = readline.createInterface({ input: process.stdin });
let pending = Promise.resolve();
lines.on('line', (line) => {
  pending = pending.then(async () => {
    process.stdout.write(`${JSON.stringify(await run(JSON.parse(line)))}\n`);
  });
});
console.log = console.info = console.warn = console.error = () => {};
