// Runs migrations under real Knex on a connection that only writes down what it is asked.
//
// Reads jobs, one JSON object a line, and answers each with one line:
//   {file | code, direction, version, transaction, mapper, config, answers, default}
//   -> {queries: [{sql, bindings}], error}
// BEGIN, COMMIT, SAVEPOINT, RELEASE, ROLLBACK and hasTable/hasColumn probes are not listed. Every answer is empty.
'use strict';

const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const readline = require('node:readline');
const { pathToFileURL } = require('node:url');
const { transformSync } = require('esbuild');

const PROBE = /^select \* from information_schema\.(tables|columns) where table_name = \$1 and (column_name|table_schema) = /;
const CONTROL = /^(BEGIN|BEGIN TRANSACTION .*|COMMIT|ROLLBACK( TO SAVEPOINT trx\d+)?|SAVEPOINT trx\d+|RELEASE SAVEPOINT trx\d+|SET TRANSACTION .*);?$/;

for (const extension of ['.ts', '.mts', '.cts', '.js', '.cjs']) {
  const plain = Module._extensions['.js'];
  Module._extensions[extension] = (module, file) => {
    if (file.includes(`${path.sep}node_modules${path.sep}`)) return plain(module, file);
    module._compile(translated(fs.readFileSync(file, 'utf8'), file), file);
  };
}

// In a block, as a module may declare `__dirname`, which in CommonJS is there already.
function translated(code, file) {
  const loader = /\.[mc]?ts$/.test(file) ? 'ts' : 'js';
  const define = { 'import.meta.url': JSON.stringify(pathToFileURL(file).href) };
  return `{${transformSync(code, { loader, format: 'cjs', target: 'node20', sourcefile: file, define }).code}\n}`;
}

const versions = new Map();

function library(version) {
  const name = version === '3.3' ? 'knex' : `knex-${version}`;
  if (!versions.has(name)) {
    const knex = require(name);
    const Client = require(`${name}/lib/dialects/postgres`);
    versions.set(name, { knex, Client });
  }
  return versions.get(name);
}

function recordingClient(Client, job, queries) {
  const asked = new Map();
  function answer(sql, values) {
    const column = sql.includes('column_name = ');
    const schema = sql.includes('table_schema = $') ? values[values.length - 1] : null;
    const key = JSON.stringify([column ? 'hasColumn' : 'hasTable', schema, values[0], column ? values[1] : null]);
    const occurrence = (asked.get(key) || 0) + 1;
    asked.set(key, occurrence);
    const given = (job.answers || []).find(
      (a) => JSON.stringify([a.probe, a.schema, a.table, a.column]) === key && a.occurrence === occurrence
    );
    return given ? given.answer : Boolean(job.default);
  }
  return class extends Client {
    static get name() {
      return Client.name;
    }
    constructor(config) {
      super(config);
      this.version = this.version || '16.0';
    }
    _driver() {
      return {};
    }
    acquireRawConnection() {
      return Promise.resolve({ end: (done) => done() });
    }
    destroyRawConnection() {
      return Promise.resolve();
    }
    validateConnection() {
      return true;
    }
    _query(connection, query) {
      if (!query.sql) throw new Error('The query is empty');
      const values = query.bindings || [];
      query.response = { rows: [], rowCount: 0, fields: [], command: query.sql.trim().split(/\s/)[0].toUpperCase() };
      if (PROBE.test(query.sql)) {
        if (answer(query.sql, values)) query.response.rows.push({});
      } else if (!CONTROL.test(query.sql)) {
        queries.push({ sql: query.sql, bindings: values.map(portable) });
      }
      return new Promise((answered) => setImmediate(answered, query)); // as over a wire: later than all that is ready
    }
  };
}

function portable(value) {
  if (value === undefined) return { undefined: true };
  if (value instanceof Date) return { date: value.toISOString() };
  if (Buffer.isBuffer(value)) return { buffer: value.toString('hex') };
  if (typeof value === 'bigint') return { bigint: String(value) };
  if (typeof value === 'number' && !Number.isFinite(value)) return { number: String(value) };
  return value;
}

function load(job) {
  if (job.file) {
    delete require.cache[require.resolve(job.file)];
    return require(job.file);
  }
  const file = path.join(__dirname, `case.${job.language || 'js'}`);
  const module = new Module(file, null);
  module.filename = file;
  module.paths = Module._nodeModulePaths(__dirname);
  module._compile(translated(job.code, file), file);
  return module.exports;
}

let timer;

function endless() {
  return new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('it never ends')), 1000);
  });
}

async function run(job) {
  const queries = [];
  const { knex, Client } = library(job.version || '3.3');
  const silent = () => {};
  const log = { warn: silent, error: silent, debug: silent, deprecate: silent };
  const mappers = job.mapper === 'snake' ? require('objection').knexSnakeCaseMappers() : {};
  const instance = knex({ log, ...mappers, connection: {}, ...(job.config || {}), client: recordingClient(Client, job, queries) });
  instance.client.config.client = 'pg';
  const direction = job.direction || 'up';
  try {
    const migration = load(job);
    const work = job.transaction === false ? migration[direction](instance) : instance.transaction((trx) => migration[direction](trx));
    await Promise.race([work, endless()]);
    return { queries, error: null };
  } catch (error) {
    return { queries, error: String((error && error.message) || error) };
  } finally {
    clearTimeout(timer);
    instance.destroy().catch(() => {});
  }
}

function text(result) {
  try {
    return JSON.stringify(result, (key, value) => (typeof value === 'bigint' ? { bigint: String(value) } : value));
  } catch (error) {
    return JSON.stringify({ queries: [], error: `a binding that cannot be written down: ${error.message}` });
  }
}

process.on('unhandledRejection', () => {});
const lines = readline.createInterface({ input: process.stdin });
let last = Promise.resolve();
lines.on('line', (line) => {
  last = last.then(async () => {
    process.stdout.write(`${text(await run(JSON.parse(line)))}\n`);
  });
});
console.log = console.info = console.warn = console.error = () => {};
