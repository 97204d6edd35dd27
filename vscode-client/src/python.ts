/** Which Python runs the server. The bundled entry decides whether one is good enough. */

import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';

export interface Python {
  path: string;
  version: string;
}

/** No Python that could run the server; the message is for the user. */
export class NoPython extends Error {}

interface Candidate {
  from: string;
  command: string;
  args?: string[];
}

const ON_PATH: Candidate[] = [
  { from: 'the PATH', command: 'python3' },
  { from: 'the PATH', command: 'python' },
  { from: 'the PATH', command: 'py', args: ['-3'] },
];

const LAST = 'python';

interface Last extends Python {
  /** What decided that it was this one. */
  because: string;
  /** When its file was last changed. */
  changed: number;
}

/** The Python of the last start in this folder, if nothing that we see at once speaks for another one. */
export function remembered(state: vscode.Memento, entry: string): Python | undefined {
  const last = state.get<Last>(LAST);
  return last && last.because === reasons(entry) && last.changed === changed(last.path) ? last : undefined;
}

export function remember(state: vscode.Memento, entry: string, { path, version }: Python): Thenable<void> {
  return state.update(LAST, { path, version, because: reasons(entry), changed: changed(path) });
}

export function forget(state: vscode.Memento): Thenable<void> {
  return state.update(LAST, undefined);
}

function reasons(entry: string): string {
  return JSON.stringify([setting(), vscode.workspace.isTrusted, process.env.PATH, entry]);
}

function changed(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

function setting(): string {
  return vscode.workspace.getConfiguration('knexlint').get<string>('interpreter', '').trim();
}

/** The Python of the setting, and no other if there is one; else the first that is good enough. */
export async function findPython(entry: string, log: vscode.LogOutputChannel): Promise<Python> {
  const set = setting();
  if (set) {
    const found = await tryOut({ from: 'the setting knexlint.interpreter', command: set }, entry);
    if (typeof found === 'string') {
      throw new NoPython(`knexlint cannot run: ${set}, which the setting knexlint.interpreter names, ${found}.`);
    }
    return found;
  }
  const others: string[] = [];
  for (const candidate of [...(await chosenInExtensions(log)), ...ON_PATH]) {
    const found = await tryOut(candidate, entry);
    if (typeof found !== 'string') return found;
    log.info(`${candidate.command} (from ${candidate.from}) ${found}.`);
    if (!found.startsWith('is not there')) others.push(`${candidate.command} ${found}`);
  }
  const seen = others.length ? ` What there is: ${others.join('; ')}.` : '';
  throw new NoPython(
    `knexlint needs Python 3.11 or newer and found none.${seen} Install one, or name it in the setting knexlint.interpreter.`,
  );
}

/** The Python, or why it cannot run the server. */
function tryOut(candidate: Candidate, entry: string): Promise<Python | string> {
  const args = [...(candidate.args ?? []), '-I', entry, '--probe'];
  const options = { cwd: path.dirname(entry), timeout: 30_000, windowsHide: true };
  return new Promise((resolve) => {
    try {
      execFile(candidate.command, args, options, (error, stdout, stderr) => {
        const [verdict, ...rest] = stdout.trim().split(/\r?\n/);
        if (verdict === 'ok' && rest[0] && rest[1]) resolve({ path: rest[1], version: rest[0] });
        else if (verdict === 'no' && rest[0]) resolve(rest[0]);
        else if (error && 'code' in error && error.code === 'ENOENT') resolve('is not there');
        else resolve(`does not run (${(stderr.trim().split(/\r?\n/).pop() || error?.message) ?? 'it says nothing'})`);
      });
    } catch (error) {
      resolve(`does not run (${error})`);
    }
  });
}

/** What the user chose in Microsoft's extensions. It may lie in the folder, so the folder has to be trusted. */
async function chosenInExtensions(log: vscode.LogOutputChannel): Promise<Candidate[]> {
  if (!vscode.workspace.isTrusted) return [];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const found: Candidate[] = [];
  for (const [id, ask] of [
    ['ms-python.vscode-python-envs', fromEnvironments],
    ['ms-python.python', fromPython],
  ] as const) {
    const extension = vscode.extensions.getExtension(id);
    if (!extension) continue;
    try {
      const command = await ask(await extension.activate(), folder);
      if (command) found.push({ from: id, command });
    } catch (error) {
      log.warn(`${id} does not say which Python is chosen: ${error}`);
    }
  }
  return found;
}

interface EnvironmentsApi {
  getEnvironment(folder: vscode.Uri | undefined): Promise<{ execInfo?: { run?: { executable?: string } } } | undefined>;
}

async function fromEnvironments(api: EnvironmentsApi, folder?: vscode.Uri): Promise<string | undefined> {
  return (await api.getEnvironment(folder))?.execInfo?.run?.executable;
}

interface PythonApi {
  environments: {
    getActiveEnvironmentPath(folder?: vscode.Uri): { path: string };
    resolveEnvironment(path: { path: string }): Promise<{ executable: { uri?: vscode.Uri } } | undefined>;
  };
}

async function fromPython(api: PythonApi, folder?: vscode.Uri): Promise<string | undefined> {
  const chosen = api.environments.getActiveEnvironmentPath(folder);
  return (await api.environments.resolveEnvironment(chosen))?.executable.uri?.fsPath;
}
