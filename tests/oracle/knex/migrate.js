// Runs migrations under real Knex on a real PostgreSQL, each as `migrate:up` would, and says which of them failed.
//
// Reads jobs, one JSON object a line, and answers each with one line:
//   {host, database, files, searchPath, mapper, stubs} -> {failed: [{file, error}]}
// `stubs`: packages that are not installed are something that answers to everything with itself. A file that fails
// leaves nothing behind, and the next one runs all the same.
'use strict';

const Module = require('node:module');
const path = require('node:path');
const readline = require('node:readline');
const { buildSync } = require('esbuild');
const makeKnex = require('knex');

// what a migration that hangs has locked is free again soon
const LIMITS = '-c lock_timeout=3s -c idle_in_transaction_session_timeout=5s';

let stubs = false;
const load = Module._load;
Module._load = function (request, ...rest) {
  try {
    return load.call(this, request, ...rest);
  } catch (error) {
    if (stubs && error.code === 'MODULE_NOT_FOUND' && !request.startsWith('.')) return stub();
    throw error;
  }
};

function stub() {
  const get = (_, key) => (key === 'then' ? undefined : key === '__esModule' ? true : key === Symbol.toPrimitive ? () => 'stub' : stub());
  return new Proxy(function () {}, { get, apply: stub, construct: stub });
}

function read(file) {
  const built = buildSync({
    entryPoints: [file], bundle: true, platform: 'node', format: 'cjs', packages: 'external', write: false,
    logLevel: 'silent', keepNames: true, target: 'node20', loader: { '.sql': 'text', '.node': 'empty' },
    define: { 'import.meta.url': JSON.stringify(`file://${file}`), 'import.meta.dirname': JSON.stringify(path.dirname(file)) },
  });
  const module = new Module(file, null);
  module.filename = file;
  module.paths = [...Module._nodeModulePaths(path.dirname(file)), ...Module._nodeModulePaths(__dirname)];
  module._compile(built.outputFiles[0].text, file);
  return module.exports;
}

async function up(knex, file) {
  const migration = read(file);
  const inTransaction = !(migration.config && migration.config.transaction === false);
  if (inTransaction) await knex.transaction((trx) => migration.up(trx));
  else await migration.up(knex);
}

async function run(job) {
  stubs = Boolean(job.stubs);
  const quiet = () => {};
  const log = { warn: quiet, error: quiet, debug: quiet, deprecate: quiet };
  const mappers = job.mapper === 'snake' ? require('objection').knexSnakeCaseMappers() : {};
  const connection = { host: job.host, database: job.database, user: 'postgres', options: LIMITS };
  const knex = makeKnex({ client: 'pg', connection, log, searchPath: job.searchPath, ...mappers, pool: { min: 0, max: 4 } });
  const failed = [];
  for (const file of job.files) {
    let late;
    const patience = new Promise((_, reject) => {
      late = setTimeout(() => reject(new Error('it takes too long')), job.patience || 60000);
    });
    try {
      await Promise.race([patience, up(knex, file)]);
    } catch (error) {
      failed.push({ file, error: String((error && error.message) || error) });
    }
    clearTimeout(late);
  }
  await Promise.race([knex.destroy(), new Promise((resolve) => setTimeout(resolve, 3000))]);
  return { failed };
}

process.on('unhandledRejection', () => {});
const lines = readline.createInterface({ input: process.stdin });
let last = Promise.resolve();
lines.on('line', (line) => {
  last = last.then(async () => {
    const job = JSON.parse(line);
    const answer = await run(job).catch((error) => ({ failed: [], fault: String(error.stack) }));
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  });
});
console.log = console.info = console.warn = console.error = () => {};
