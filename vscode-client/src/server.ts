/** The server's process: found, started, started again, and what is wrong with it. */

import { type ChildProcess, spawn } from 'node:child_process';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Client } from './conversation';
import { findPython, forget, NoPython, type Python, remember, remembered } from './python';

const GRACE = 2_000; // milliseconds that a server has to leave by itself
const QUIET = 15_000; // milliseconds after the start, when there is time to look whether it still is the right Python

export class Server implements vscode.Disposable {
  /** Somebody asked for a server in this window. */
  wanted = false;
  /** Why there is no server, once one was wanted. */
  problem: string | undefined;

  private client: Client | undefined;
  private child: ChildProcess | undefined;
  private check: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private first = true;
  private readonly changed = new vscode.EventEmitter<vscode.Uri | undefined>();
  private readonly entry: string;

  /** Something new is known about this file; about all of them without one. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.entry = path.join(context.extensionPath, 'bundled', 'run.py');
  }

  get ready(): boolean {
    return this.client?.ready ?? false;
  }

  get starting(): boolean {
    return this.running !== undefined || (this.client?.starting ?? false);
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
      return (await this.client.request<T>(method, params)) ?? undefined;
    } catch (error) {
      this.log.error(`${method}: ${error}`);
      return undefined;
    }
  }

  /** The URI as the server knows it. */
  uriOf(uri: vscode.Uri): string {
    return this.client?.uriOf(uri) ?? uri.toString();
  }

  dispose(): Promise<void> {
    this.changed.dispose();
    return this.stop();
  }

  private async startUntilQuiet(): Promise<void> {
    do {
      this.again = false;
      await this.stop();
      await this.start();
    } while (this.again);
  }

  private async stop(): Promise<void> {
    clearTimeout(this.check);
    const { client, child } = this;
    this.client = this.child = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      this.log.warn(`The server did not stop as it should: ${error}`);
    }
    if (child) await gone(child);
  }

  private async start(): Promise<void> {
    try {
      const last = this.first ? remembered(this.context.workspaceState, this.entry) : undefined;
      this.first = false;
      if (!last || !(await this.triedAgain(last))) {
        await this.run(await findPython(this.entry, this.log));
      }
      this.problem = undefined;
    } catch (error) {
      this.problem = error instanceof NoPython ? error.message : `The server does not start: ${error}`;
      this.log.error(this.problem);
      await this.stop();
      void this.tell(this.problem);
    }
  }

  /** Start at once on the Python of the last time; whether it still is the right one can be asked later. */
  private async triedAgain(python: Python): Promise<boolean> {
    this.log.info(`On ${python.path}, as the last time.`);
    try {
      await this.run(python);
    } catch (error) {
      this.log.warn(`${python.path} does not run knexlint any more: ${error}`);
      await forget(this.context.workspaceState);
      await this.stop();
      return false;
    }
    this.check = setTimeout(() => void this.lookAgain(python), QUIET);
    return true;
  }

  private async lookAgain(python: Python): Promise<void> {
    try {
      const found = await findPython(this.entry, this.log);
      if (found.path === python.path) return;
      await forget(this.context.workspaceState);
      await this.restart(`${found.path} is to be used now`);
    } catch (error) {
      this.log.warn(`${error}`);
    }
  }

  private async run(python: Python): Promise<void> {
    let first: ChildProcess | undefined = this.launch(python); // it starts while we load what talks to it
    const { Client } = await import('./conversation');
    const launch = async () => {
      const child = first ?? this.launch(python);
      first = undefined;
      if (!child.pid) throw new Error(`${python.path} cannot be started`);
      return child;
    };
    this.client = new Client(launch, this.log, {
      stateChanged: () => this.changed.fire(undefined),
      published: (uri) => this.changed.fire(uri),
    });
    await this.client.start();
    await remember(this.context.workspaceState, this.entry, python);
    this.log.info(`Running on Python ${python.version}: ${python.path}`);
  }

  private launch(python: Python): ChildProcess {
    const options = { cwd: path.dirname(this.entry), windowsHide: true };
    const child = spawn(python.path, ['-I', this.entry, 'lsp'], options);
    child.on('error', (error) => this.log.error(`${python.path}: ${error.message}`));
    child.on('exit', (code, signal) => {
      if (code !== 0 && child === this.child) this.log.warn(`The server ended with ${signal ?? `code ${code}`}.`);
    });
    this.child = child;
    return child;
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

/** Wait until the server has left; one that does not leave is ended. */
function gone(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (!child.pid || child.exitCode !== null || child.signalCode !== null) return resolve();
    const timer = setTimeout(() => child.kill('SIGKILL'), GRACE);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.stdin?.end();
  });
}
