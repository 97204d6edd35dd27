/** The server's process: found, started, started again, and what is wrong with it. */

import * as path from 'node:path';
import * as vscode from 'vscode';
import { LanguageClient, RevealOutputChannelOn, State, type StaticFeature } from 'vscode-languageclient/node';
import { findPython, NoPython, type Python } from './python';

const LANGUAGES = ['typescript', 'javascript'];

export class Server implements vscode.Disposable {
  /** Somebody asked for a server in this window. */
  wanted = false;
  /** Why there is no server, once one was wanted. */
  problem: string | undefined;

  private client: LanguageClient | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private readonly changed = new vscode.EventEmitter<vscode.Uri | undefined>();
  private readonly entry: string;

  /** Something new is known about this file; about all of them without one. */
  readonly onDidChange = this.changed.event;

  constructor(
    context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.entry = path.join(context.extensionPath, 'bundled', 'run.py');
  }

  get ready(): boolean {
    return this.client?.state === State.Running;
  }

  get starting(): boolean {
    return this.running !== undefined || this.client?.state === State.Starting;
  }

  /** Stop and start. While that goes on, however many ask for it, it is done once more. */
  restart(reason: string): Promise<void> {
    this.wanted = true;
    this.log.info(`Starting: ${reason}.`);
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = this.startUntilQuiet().finally(() => {
      this.running = undefined;
      this.changed.fire(undefined);
    });
    this.changed.fire(undefined);
    return this.running;
  }

  /** The answer to one of our own requests; undefined without a server. */
  async ask<T>(method: string, params: object = {}): Promise<T | undefined> {
    if (!this.wanted) await this.restart('a command was used');
    await this.running;
    if (!this.client || !this.ready) return undefined;
    try {
      return (await this.client.sendRequest<T | null>(method, params)) ?? undefined;
    } catch (error) {
      this.log.error(`${method}: ${error}`);
      return undefined;
    }
  }

  /** The URI as the server knows it. */
  uriOf(uri: vscode.Uri): string {
    return this.client?.code2ProtocolConverter.asUri(uri) ?? uri.toString();
  }

  dispose(): Promise<void> | undefined {
    this.changed.dispose();
    return this.client?.dispose();
  }

  private async startUntilQuiet(): Promise<void> {
    do {
      this.again = false;
      await this.stop();
      await this.start();
    } while (this.again);
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      this.log.warn(`The server did not stop as it should: ${error}`);
    }
  }

  private async start(): Promise<void> {
    try {
      const python = await findPython(this.entry, this.log);
      this.client = this.newClient(python);
      await this.client.start();
      this.problem = undefined;
      this.log.info(`Running on Python ${python.version}: ${python.path}`);
    } catch (error) {
      this.problem = error instanceof NoPython ? error.message : `The server does not start: ${error}`;
      this.log.error(this.problem);
      void this.tell(this.problem);
    }
  }

  private newClient(python: Python): LanguageClient {
    const client = new LanguageClient(
      'knexlint',
      'knexlint',
      { command: python.path, args: ['-I', this.entry, 'lsp'] },
      {
        documentSelector: LANGUAGES.flatMap((language) => [
          { scheme: 'file', language },
          { scheme: 'untitled', language },
        ]),
        outputChannel: this.log,
        traceOutputChannel: this.log,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        middleware: {
          handleDiagnostics: (uri, diagnostics, next) => {
            next(uri, diagnostics);
            this.changed.fire(uri);
          },
        },
      },
    );
    client.registerFeature(showsSql);
    client.onDidChangeState(() => this.changed.fire(undefined));
    return client;
  }

  private async tell(problem: string): Promise<void> {
    const chosen = await vscode.window.showErrorMessage(problem, 'Open Settings', 'Show Logs');
    if (chosen === 'Open Settings') {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'knexlint.interpreter');
    } else if (chosen === 'Show Logs') {
      this.log.show();
    }
  }
}

/** Tells the server that this editor has the command that its code lenses name. */
const showsSql: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    capabilities.experimental = { ...capabilities.experimental, 'knexlint.showSql': true };
  },
  initialize: () => {},
  getState: () => ({ kind: 'static' }),
  clear: () => {},
};
