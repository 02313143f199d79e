import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

/** Root of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** A command as a list of words, without a shell. */
export type Command = readonly [program: string, ...args: string[]];

/** A command that runs a file with this very Node. */
export function node(file: string, ...args: readonly string[]): Command {
  return [process.execPath, file, ...args];
}

/** A command that runs the executable of an installed package, such as `tool('eslint', '.')`. */
export function tool(name: string, ...args: readonly string[]): Command {
  return node(executable(packageOf[name] ?? name, name), ...args);
}

/** Executables that are not called like their package. */
const packageOf: Readonly<Record<string, string>> = {
  ng: '@angular/cli',
  ngc: '@angular/compiler-cli',
  playwright: '@playwright/test',
  stryker: '@stryker-mutator/core',
  tsc: 'typescript',
};

function executable(packageName: string, name: string): string {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = readJson<{ readonly bin: string | Readonly<Record<string, string>> }>(
    join(folder, 'package.json'),
  );
  const path = typeof bin === 'string' ? bin : bin[name];
  if (path === undefined) throw new Error(`${packageName} has no executable called ${name}.`);
  return join(folder, path);
}

/** The content of a JSON file, as the type that the caller knows it to have. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- a cast, and named as one
export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

/** How a command ended. */
export interface Outcome {
  /** Exit code; 1 when it was killed or could not be started. */
  readonly code: number;
  /** What it wrote, both streams, without colours. */
  readonly output: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which it is killed. */
  readonly timeLimit?: number;
  /** Told every line as it comes. */
  readonly onLine?: (line: string) => void;
}

/** Runs a command to its end. Never throws: what went wrong stands in the outcome. */
export async function run(command: Command, options: RunOptions = {}): Promise<Outcome> {
  const lines: string[] = [];
  const keep = (line: string): void => {
    lines.push(line);
    options.onLine?.(line);
  };
  const child = start(command, { ...options, onLine: keep });
  const limit = options.timeLimit ?? 600_000;
  const timer = setTimeout(() => {
    keep(`Killed: it took longer than ${limit / 1000} s.`);
    void stop(child);
  }, limit);
  const code = await ended(child);
  clearTimeout(timer);
  return { code, output: lines.join('\n') };
}

/** Starts a command and hands over its lines. It runs in a group of its own, so that `stop` reaches its children too. */
export function start(command: Command, options: RunOptions = {}): ChildProcess {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd: options.cwd ?? root,
    env: options.env ?? environment(),
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const forget = (): void => void running.delete(child);
  child.once('close', forget);
  child.once('error', (error) => {
    forget();
    options.onLine?.(error.message);
  });
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      const lines = (rest + stripVTControlCharacters(text)).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) options.onLine?.(line);
    });
    stream.on('end', () => {
      if (rest !== '') options.onLine?.(rest);
    });
  }
  return child;
}

/** Exit code of a started command, once it and its streams have ended. */
export function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('close', (code) => {
      resolve(code ?? 1);
    });
    child.once('error', () => {
      resolve(1);
    });
  });
}

/** Ends a command and what it started: politely, and after five seconds by force. */
export async function stop(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return;
  const end = ended(child);
  signal(child, 'SIGTERM');
  const force = setTimeout(() => {
    signal(child, 'SIGKILL');
  }, 5_000);
  await end;
  clearTimeout(force);
}

/** Ends everything that this process started. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map(stop));
}

/** On Ctrl-C or a polite kill: ends everything that this process started, then itself. */
export function stopAllOnSignal(exitCode: number, before?: () => void): void {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(name, () => {
      before?.();
      void stopAll().then(() => process.exit(exitCode));
    });
  }
}

const running = new Set<ChildProcess>();

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(name);
    else process.kill(-child.pid, name);
  } catch {
    // Gone in the meantime, which is what we want.
  }
}

/** What commands see: our Node first on the PATH, nobody who asks for colours, no questions to answer. */
export function environment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const bin = join(root, 'node_modules/.bin');
  const path = [dirname(process.execPath), bin, process.env['PATH'] ?? ''];
  const separator = process.platform === 'win32' ? ';' : ':';
  return {
    ...process.env,
    PATH: path.filter((folder) => existsSync(folder) || folder.includes(separator)).join(separator),
    FORCE_COLOR: undefined,
    NG_CLI_ANALYTICS: 'false',
    ...extra,
  };
}
