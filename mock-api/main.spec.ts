import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('main.ts', import.meta.url));

interface Run {
  readonly child: ChildProcess;
  /** What it has printed so far. */
  readonly output: () => string;
  readonly exitCode: Promise<number | null>;
}

function run(args: readonly string[], env: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [script, ...args], { env: { ...process.env, ...env } });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return {
    child,
    output: () => output,
    exitCode: new Promise((resolve) => child.once('exit', resolve)),
  };
}

describe('main', () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`says in one line that it is ready, and stops gracefully on ${signal}`, async () => {
      const { child, output, exitCode } = run([], { MOCK_API_PORT: '24300' });
      while (!output().includes('\n')) await new Promise((resolve) => setTimeout(resolve, 20));
      expect(output()).toBe(
        'mock-api: 16 services, 35 instances; registry and faults on http://localhost:24300\n',
      );
      expect((await fetch('http://localhost:24301/products/1')).status).toBe(200);
      child.kill(signal);
      expect(await exitCode).toBe(0);
      expect(output().split('\n').length).toBe(2);
    });
  }

  it('names a taken port and the way out, without a stack', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(24_400, '127.0.0.1', resolve));
    const { output, exitCode } = run(['--port', '24400']);
    expect(await exitCode).toBe(1);
    expect(output()).toBe(
      'mock-api: port 24400 is taken by another program. ' +
        'Choose another base port with --port 25400 or MOCK_API_PORT=25400.\n',
    );
    await new Promise((resolve) => squatter.close(resolve));
  });

  for (const args of [
    ['--port', 'high'],
    ['--port', '70000'],
    ['--seed', '-1'],
    ['--prot', '1'],
  ]) {
    it(`explains itself when called with ${args.join(' ')}`, async () => {
      const { output, exitCode } = run(args);
      expect(await exitCode).toBe(1);
      expect(output()).toContain('Usage: node mock-api/main.ts');
      expect(output()).not.toContain('    at ');
    });
  }
});
