/** SQL that the server makes of a migration, beside it, in a read-only document that follows what is typed. */

import * as vscode from 'vscode';
import type { Server } from './server';

/** What is shown: what a migration sends, or the tables as they are after it. */
export type Shown = 'sql' | 'schema';

export class SqlView implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly disposables: vscode.Disposable[];
  private readonly scheme: string;
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly server: Server,
    private readonly shown: Shown,
  ) {
    this.scheme = `knexlint-${shown}`;
    this.disposables = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(this.scheme, this),
      server.onDidChange((uri) => this.refresh(uri)),
    ];
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const source = vscode.Uri.parse(uri.query, true);
    const answer = await this.server.ask<{ text: string }>(`knexlint/${this.shown}`, { uri: this.server.uriOf(source) });
    return answer?.text ?? '-- This file is not open, or not a migration.\n';
  }

  async show(uri = vscode.window.activeTextEditor?.document.uri.toString(), direction?: string): Promise<void> {
    if (!uri) return;
    const source = vscode.Uri.parse(uri, true);
    const name = source.path.split('/').pop() ?? 'migration';
    const path = `/${name}${this.shown === 'sql' ? '' : `.${this.shown}`}.sql`;
    const target = vscode.Uri.from({ scheme: this.scheme, path, query: source.toString() });
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
      if (shown.scheme === this.scheme && (!uri || shown.query === uri.toString())) this.changed.fire(shown);
    }
  }
}
