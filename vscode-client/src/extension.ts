/** What the extension does in VS Code: it starts the server, shows what the server says, and passes on commands. */

import * as vscode from 'vscode';
import { checkFolder, newMigration } from './commands';
import { Server } from './server';
import { SqlView } from './sql';
import { Status } from './status';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('knexlint', { log: true });
  const server = new Server(context, log);
  const sql = new SqlView(server, 'sql');
  const schema = new SqlView(server, 'schema');
  const status = new Status(server);

  context.subscriptions.push(
    log,
    server,
    sql,
    schema,
    status,
    vscode.commands.registerCommand('knexlint.restart', () => server.restart('asked for')),
    vscode.commands.registerCommand('knexlint.showLogs', () => log.show()),
    vscode.commands.registerCommand('knexlint.showSql', (uri?: string, direction?: string) => sql.show(uri, direction)),
    vscode.commands.registerCommand('knexlint.showSchema', (uri?: string) => schema.show(uri)),
    vscode.commands.registerCommand('knexlint.newMigration', (folder?: vscode.Uri) => newMigration(server, folder)),
    vscode.commands.registerCommand('knexlint.checkFolder', () => checkFolder(server)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.restart('the folder is trusted now')),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('knexlint.interpreter')) void server.restart('another Python in the settings');
    }),
    vscode.workspace.onDidOpenTextDocument((document) => startFor(server, document)),
  );
  for (const document of vscode.workspace.textDocuments) startFor(server, document);
}

/** A TypeScript project without Knex does not pay for a server. */
function startFor(server: Server, document: vscode.TextDocument): void {
  if (!/^(type|java)script$/.test(document.languageId) || server.wanted) return;
  if (/migrations|knexfile/.test(document.uri.path) || /knex/i.test(document.getText())) {
    void server.restart('a migration is open');
  }
}
