import { parseArgs } from 'node:util';
import { PortTakenError } from './http/listener.ts';
import { startMockApi } from './mock-api.ts';
import type { MockApi, MockApiOptions } from './mock-api.ts';

const usage = `Usage: node mock-api/main.ts [--port 4100] [--seed 42] [--quiet]

  --port   the base port: registry and control; the instances take the 35 after it (or MOCK_API_PORT)
  --seed   the same seed gives the same data, latencies and faults
  --quiet  print nothing
`;

/** The last base port that leaves room for all instances. */
const highestPort = 65_500;

async function main(): Promise<void> {
  let options: MockApiOptions | undefined;
  try {
    options = readOptions();
  } catch (error) {
    fail(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return;
  }
  if (options === undefined) {
    process.stdout.write(usage);
    return;
  }
  try {
    stopOnSignal(await startMockApi(options));
  } catch (error) {
    if (!(error instanceof PortTakenError)) throw error;
    const other = (options.port ?? 4100) + 1_000;
    fail(
      `mock-api: port ${error.port} is taken by another program. ` +
        `Choose another base port with --port ${other} or MOCK_API_PORT=${other}.\n`,
    );
  }
}

/** `undefined` when help was asked for. */
function readOptions(): MockApiOptions | undefined {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      seed: { type: 'string' },
      quiet: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    port: readInteger('port', values.port ?? process.env['MOCK_API_PORT'] ?? '4100', highestPort),
    seed: readInteger('seed', values.seed ?? '42', 2 ** 32 - 1),
    quiet: values.quiet,
  };
}

function readInteger(name: string, text: string, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= max) return value;
  throw new Error(`mock-api: --${name} is "${text}", allowed is an integer from 0 to ${max}.`);
}

function stopOnSignal(api: MockApi): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void api.stop());
  }
}

function fail(message: string): void {
  process.stderr.write(message);
  process.exitCode = 1;
}

await main();
