import { createServer } from 'node:net';

/** Whether somebody listens on a port of this machine already. */
export async function isTaken(port: number): Promise<boolean> {
  const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => canListen(port, host)));
  return answers.includes(false);
}

/**
 * The first of `count` ports in a row that nobody listens on. Looked for below the ports that systems hand out by themselves,
 * from a place that differs from run to run: two runs on one machine should not choose the same.
 *
 * @throws Error when there is none
 */
export async function freePorts(count: number): Promise<number> {
  const [lowest, highest] = [20_000, 32_000];
  const offset = Math.floor(Math.random() * (highest - lowest));
  for (let tried = 0; tried < highest - lowest; tried += count) {
    const first = lowest + ((offset + tried) % (highest - lowest));
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const taken = await Promise.all(ports.map(isTaken));
    if (!taken.includes(true)) return first;
  }
  throw new Error(`There are no ${count} free ports in a row.`);
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code !== 'EADDRINUSE'); // A machine without IPv6 has no port that is taken there.
    });
    server.listen({ port, host, exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
