// npm start: the mock backends and the sample app, together, until Ctrl-C.
import { setTimeout as sleep } from 'node:timers/promises';
import { ended, environment, node, start, stopAll, stopAllOnSignal, tool } from './process.ts';
import type { Command } from './process.ts';
import { CompilerTalk } from './start/compiler-talk.ts';
import { isTaken } from './start/port.ts';

const appPort = Number(process.env['APP_PORT'] ?? 4200);
const backendPort = Number(process.env['MOCK_API_PORT'] ?? 4100);
const address = `http://localhost:${appPort}`;
/**
 * Read by src/app/mock-api.ts at compile time, so that the app asks the backends that were started with it. A number, because
 * how quotes pass through the command line depends on the version of its parser.
 */
const definition = `MOCK_API_PORT=${backendPort}`;

let stopping = false;
stopAllOnSignal(0, () => (stopping = true));
for (const port of [backendPort, appPort]) {
  if (await isTaken(port)) {
    await giveUp(
      `Port ${port} is taken. Is another "npm start" or "ng serve" running? Stop it, then try again, ` +
        `or choose other ports: APP_PORT=${appPort + 100} MOCK_API_PORT=${backendPort + 100} npm start`,
    );
  }
}

console.log('Starting the mock backends and compiling the app ...');
const talk = new CompilerTalk();
launch('The mock backends', node('mock-api/main.ts', '--port', String(backendPort)));
const serve = tool(
  'ng',
  'serve',
  '--port',
  `${appPort}`,
  '--host',
  'localhost',
  '--define',
  definition,
);
launch('The app', serve, (line) => {
  const shown = talk.hear(line);
  if (shown !== undefined) console.log(shown);
});
await Promise.all([answer(`http://127.0.0.1:${backendPort}/`), answer(address)]);
console.log(`\n  Ready: ${address}\n\n  Ctrl-C stops everything.\n`);

/** Starts a part. When it dies, its last lines are shown and the rest is stopped too. */
function launch(name: string, command: Command, onLine?: (line: string) => void): void {
  const lastLines: string[] = [];
  const child = start(command, {
    env: environment({ MOCK_API_PORT: String(backendPort) }),
    onLine: (line) => {
      lastLines.push(line);
      if (lastLines.length > 20) lastLines.shift();
      onLine?.(line);
    },
  });
  void ended(child).then((code) => {
    const said = lastLines.filter((line) => line.trim() !== '').map((line) => `    | ${line}`);
    return giveUp([`${name} stopped with exit code ${code}. Its last lines:`, ...said].join('\n'));
  });
}

/** Waits until an address answers, whatever it says. */
async function answer(url: string): Promise<void> {
  for (;;) {
    try {
      await fetch(url, { signal: AbortSignal.timeout(5_000) });
      return;
    } catch {
      await sleep(200); // Not listening yet.
    }
  }
}

async function giveUp(reason: string): Promise<never> {
  if (!stopping) {
    stopping = true;
    console.error(`\n${reason}\n`);
    await stopAll();
    process.exit(1);
  }
  return new Promise<never>(() => undefined);
}
