// Compiles many files in one program, as strictly as TypeScript can, and says what is wrong with each.
//
// Reads {name: text, …} from standard input, answers {name: [message, …], …}. JavaScript files are only parsed.
'use strict';

const path = require('node:path');
const ts = require('typescript');

const files = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const folder = path.join(__dirname, 'cases');
const texts = new Map(Object.entries(files).map(([name, text]) => [path.join(folder, name), text]));
const options = {
  strict: true,
  noEmit: true,
  allowJs: true,
  checkJs: false,
  skipLibCheck: true,
  esModuleInterop: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: ['node'],
  typeRoots: [path.join(__dirname, 'node_modules', '@types')],
};
const host = ts.createCompilerHost(options);
const { getSourceFile, fileExists, readFile } = host;
host.fileExists = (file) => texts.has(file) || fileExists(file);
host.readFile = (file) => (texts.has(file) ? texts.get(file) : readFile(file));
host.getSourceFile = (file, version, ...rest) =>
  texts.has(file) ? ts.createSourceFile(file, texts.get(file), version) : getSourceFile(file, version, ...rest);

const program = ts.createProgram([...texts.keys()], options, host);
const answer = Object.fromEntries(Object.keys(files).map((name) => [name, []]));
for (const diagnostic of ts.getPreEmitDiagnostics(program)) {
  const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
  const name = diagnostic.file ? path.relative(folder, diagnostic.file.fileName) : '';
  (answer[name] ??= []).push(message);
}
process.stdout.write(JSON.stringify(answer));
