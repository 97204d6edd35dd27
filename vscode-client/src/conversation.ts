/** The conversation with one server. Loaded when the server's process is already on its way: it is most of our code. */

import type { ChildProcess } from 'node:child_process';
import * as vscode from 'vscode';
import { LanguageClient, RevealOutputChannelOn, State, type StaticFeature } from 'vscode-languageclient/node';

const LANGUAGES = ['typescript', 'javascript'];

interface Events {
  /** The server's state is another one. */
  stateChanged(): void;
  /** The server has said something new of this file. */
  published(uri: vscode.Uri): void;
}

export class Client {
  private readonly client: LanguageClient;

  /** `launch` is called again when the server has to come back. */
  constructor(launch: () => Promise<ChildProcess>, log: vscode.LogOutputChannel, events: Events) {
    this.client = new LanguageClient('knexlint', 'knexlint', launch, {
      documentSelector: LANGUAGES.flatMap((language) => [
        { scheme: 'file', language },
        { scheme: 'untitled', language },
      ]),
      outputChannel: log,
      traceOutputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      middleware: {
        handleDiagnostics: (uri, diagnostics, next) => {
          next(uri, diagnostics);
          events.published(uri);
        },
      },
    });
    this.client.registerFeature(showsSql);
    this.client.onDidChangeState(() => events.stateChanged());
  }

  get ready(): boolean {
    return this.client.state === State.Running;
  }

  get starting(): boolean {
    return this.client.state === State.Starting;
  }

  start(): Promise<void> {
    return this.client.start();
  }

  request<T>(method: string, params: object): Promise<T | null> {
    return this.client.sendRequest<T | null>(method, params);
  }

  uriOf(uri: vscode.Uri): string {
    return this.client.code2ProtocolConverter.asUri(uri);
  }

  dispose(): Promise<void> {
    return this.client.dispose();
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
