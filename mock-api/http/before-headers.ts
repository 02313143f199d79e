import type { Response } from './handler.ts';

/** Runs a task at the last moment at which headers can be set, however the answer comes about. */
export function beforeHeaders(res: Response, task: () => void): void {
  const writeHead = res.writeHead.bind(res) as (...args: unknown[]) => Response;
  const hooked = (...args: unknown[]): Response => {
    task();
    return writeHead(...args);
  };
  res.writeHead = hooked as typeof res.writeHead;
}
