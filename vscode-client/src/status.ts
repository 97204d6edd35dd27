/** The status bar: the strongest lock of the migration in front, or what is wrong with the server. */

import * as vscode from 'vscode';
import type { Server } from './server';

interface Summary {
  text: string;
  detail: string;
  severity: 'error' | 'warning' | 'info' | 'hint' | 'none';
}

export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('knexlint', vscode.StatusBarAlignment.Right, 90);
  private readonly disposables: vscode.Disposable[];
  private asked = 0;

  constructor(private readonly server: Server) {
    this.item.name = 'knexlint';
    this.disposables = [
      this.item,
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
      server.onDidChange((uri) => {
        const shown = vscode.window.activeTextEditor?.document.uri;
        if (!uri || uri.toString() === shown?.toString()) void this.update();
      }),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private async update(): Promise<void> {
    const asked = ++this.asked;
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !this.server.wanted || !/^(type|java)script$/.test(document.languageId)) {
      if (document?.uri.scheme !== 'output') this.hide();
      return;
    }
    if (this.server.starting) return this.show('$(loading~spin) knexlint', 'knexlint is starting', 'knexlint.showLogs');
    if (!this.server.ready) {
      const why = this.server.problem ?? 'The server has stopped.';
      this.show('$(warning) knexlint is not running', why, 'knexlint.showLogs');
      this.item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
      return;
    }
    const summary = await this.server.ask<Summary>('knexlint/summary', { uri: this.server.uriOf(document.uri) });
    if (asked !== this.asked) return;
    void vscode.commands.executeCommand('setContext', 'knexlint.migration', summary !== undefined);
    if (!summary) return this.hide();
    const icon = { error: '$(error)', warning: '$(warning)' }[summary.severity as string] ?? '$(database)';
    this.show(`${icon} ${summary.text}`, `${summary.detail}\n\nClick to see the SQL.`, 'knexlint.showSql');
  }

  private show(text: string, detail: string, command: string): void {
    this.item.text = text;
    this.item.tooltip = new vscode.MarkdownString(detail);
    this.item.command = command;
    this.item.backgroundColor = undefined;
    this.item.show();
  }

  private hide(): void {
    this.item.hide();
    void vscode.commands.executeCommand('setContext', 'knexlint.migration', false);
  }
}
