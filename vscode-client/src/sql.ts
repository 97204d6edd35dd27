/** The SQL of a migration beside it, in a read-only document that follows what is typed. */

import * as vscode from 'vscode';
import type { Server } from './server';

const SCHEME = 'knexlint-sql';

export class SqlView implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly disposables: vscode.Disposable[];
  readonly onDidChange = this.changed.event;

  constructor(private readonly server: Server) {
    this.disposables = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      server.onDidChange((uri) => this.refresh(uri)),
    ];
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const source = vscode.Uri.parse(uri.query, true);
    const answer = await this.server.ask<{ text: string }>('knexlint/sql', { uri: this.server.uriOf(source) });
    return answer?.text ?? '-- This file is not open, or not a migration.\n';
  }

  async show(uri = vscode.window.activeTextEditor?.document.uri.toString(), direction?: string): Promise<void> {
    if (!uri) return;
    const source = vscode.Uri.parse(uri, true);
    const name = source.path.split('/').pop() ?? 'migration';
    const target = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.sql`, query: source.toString() });
    const document = await vscode.workspace.openTextDocument(target);
    const viewColumn = vscode.ViewColumn.Beside;
    const editor = await vscode.window.showTextDocument(document, { viewColumn, preserveFocus: true, preview: true });
    const line = document.getText().split('\n').findIndex((text) => text.startsWith(`-- ${direction}:`));
    if (direction && line > 0) {
      editor.revealRange(new vscode.Range(line, 0, line, 0), vscode.TextEditorRevealType.AtTop);
    }
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private refresh(uri: vscode.Uri | undefined): void {
    for (const { uri: shown } of vscode.workspace.textDocuments) {
      if (shown.scheme === SCHEME && (!uri || shown.query === uri.toString())) this.changed.fire(shown);
    }
  }
}
