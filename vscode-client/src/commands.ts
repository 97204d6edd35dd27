/** Commands that ask the server for something and show the answer. */

import * as vscode from 'vscode';
import type { Server } from './server';

interface Template {
  name: string;
  title: string;
  detail: string;
}

/** Let the user pick a template and a name, and open the new file. */
export async function newMigration(server: Server, folder?: vscode.Uri): Promise<void> {
  const near = folder ?? vscode.window.activeTextEditor?.document.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!near || near.scheme !== 'file') {
    void vscode.window.showInformationMessage('Open the folder that the migration is for first.');
    return;
  }
  const templates = await server.ask<Template[]>('knexlint/templates');
  if (!templates) return;
  const items = templates.map((each) => ({ label: each.title, detail: each.detail, name: each.name }));
  const template = await vscode.window.showQuickPick(items, { title: 'New migration', placeHolder: 'What should it do?' });
  if (!template) return;
  const name = await vscode.window.showInputBox({
    title: 'New migration',
    prompt: 'A name, as in migrate:make. The time goes before it.',
    value: template.name.replaceAll('-', '_'),
  });
  if (!name) return;
  const made = await server.ask<{ uri: string; text: string; snippet: string }>('knexlint/newMigration', {
    name,
    template: template.name,
    uri: server.uriOf(near),
  });
  if (!made) return;
  const uri = vscode.Uri.parse(made.uri, true);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(made.text));
  const editor = await vscode.window.showTextDocument(uri);
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  const whole = new vscode.Range(new vscode.Position(0, 0), end);
  await editor.insertSnippet(new vscode.SnippetString(made.snippet), whole);
}

interface Checked {
  files: number;
  error: number;
  warning: number;
  info: number;
  hint: number;
}

/** Publish the findings of every migration of the folder, and say how many there are. */
export async function checkFolder(server: Server): Promise<void> {
  const title = 'Checking every migration of the folder';
  const location = vscode.ProgressLocation.Notification;
  const found = await vscode.window.withProgress({ location, title }, () => server.ask<Checked>('knexlint/check'));
  if (!found) return;
  await vscode.commands.executeCommand('workbench.actions.view.problems');
  const { files, error, warning, info } = found;
  void vscode.window.showInformationMessage(
    `${counted(files, 'migration')} checked: ${counted(error, 'error')}, ${counted(warning, 'warning')}, ${info} good to know.`,
  );
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
