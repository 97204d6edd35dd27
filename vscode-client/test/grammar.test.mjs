// SQL inside TypeScript and JavaScript, token by token, against a snapshot.   UPDATE=1 npm test   writes it anew.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const oniguruma = require('vscode-oniguruma');
const textmate = require('vscode-textmate');

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const grammars = {
  'source.ts': '../node_modules/tm-grammars/grammars/typescript.json',
  'source.js': '../node_modules/tm-grammars/grammars/javascript.json',
  'inline.knexlint.sql': '../syntaxes/sql-in-knex.tmLanguage.json',
};

await oniguruma.loadWASM(fs.readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')).buffer);
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async (scope) => {
    const path = grammars[scope];
    return path ? textmate.parseRawGrammar(fs.readFileSync(here(path), 'utf8'), path) : null;
  },
  getInjections: (scope) => (scope in grammars && scope !== 'inline.knexlint.sql' ? ['inline.knexlint.sql'] : []),
});

async function tokens(file, scope) {
  const grammar = await registry.loadGrammar(scope);
  let stack = textmate.INITIAL;
  const lines = [];
  for (const line of fs.readFileSync(here(file), 'utf8').split('\n')) {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    lines.push(`> ${line}`);
    for (const { startIndex, endIndex, scopes } of result.tokens) {
      const sql = scopes.includes('meta.embedded.sql.knexlint') ? 'sql' : '   ';
      const text = line.slice(startIndex, endIndex);
      if (text.trim()) lines.push(`  ${sql} ${JSON.stringify(text)} ${scopes.at(-1)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

for (const [file, scope] of [['grammar/raw.ts', 'source.ts'], ['grammar/raw.js', 'source.js']]) {
  test(`${file} is highlighted as before`, async () => {
    const snapshot = here(`${file}.snap`);
    const found = await tokens(file, scope);
    if (process.env.UPDATE) fs.writeFileSync(snapshot, found);
    assert.equal(found, fs.readFileSync(snapshot, 'utf8'));
  });
}

const SQL = /^ {2}sql "(select nothing here|not sql select|const|await)/m;
test('SQL ends where its text ends', async () => {
  assert.doesNotMatch(await tokens('grammar/raw.ts', 'source.ts'), SQL);
});
