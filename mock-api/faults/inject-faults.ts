import { setTimeout as delay } from 'node:timers/promises';
import type { Request, Response } from '../http/handler.ts';
import { Problem } from '../http/problem.ts';
import type { RequestFault } from './fault.ts';
import type { ActiveFault } from './fault-set.ts';
import { spoilBody } from './spoil-body.ts';

/**
 * Lets the faults that hit one request befall it. `signal` aborts when the listener closes.
 *
 * @returns false when the request is never to be answered.
 * @throws Problem when it is refused.
 */
export async function injectFaults(
  req: Request,
  res: Response,
  hits: readonly ActiveFault<RequestFault>[],
  signal: AbortSignal,
): Promise<boolean> {
  const faults = hits.map(({ fault }) => fault);
  if (spoilBody(res, faults, signal)) {
    // A 304 has no body to spoil.
    delete req.headers['if-none-match'];
  }
  // Every answer waits, refusals too, whatever the order in which the faults were set.
  for (const { fault, random } of hits) {
    if (fault.type !== 'latency') continue;
    const ms = fault.latency + fault.jitter * (2 * random() - 1);
    await delay(Math.max(0, ms), undefined, { signal });
  }
  for (const { fault, random, bucket, ended } of hits) {
    if (fault.type === 'hang') {
      cutWhen(ended, res);
      return false;
    }
    if (fault.type === 'rateLimit' && !bucket.take(fault.rate)) {
      throw tooManyRequests(fault.retryAfter);
    }
    if (fault.type === 'errors' && random() < fault.rate) {
      throw new Problem(fault.status, 'injected', 'Injected fault', 'A fault is active here.');
    }
  }
  return true;
}

/** Whoever hangs when the fault ends is cut, as toxiproxy does: nobody waits for an answer that never comes. */
function cutWhen(ended: AbortSignal, res: Response): void {
  const cut = (): void => {
    res.destroy();
  };
  if (ended.aborted) cut();
  ended.addEventListener('abort', cut, { once: true });
  res.once('close', () => ended.removeEventListener('abort', cut));
}

function tooManyRequests(retryAfter: number): Problem {
  return new Problem(
    429,
    'rate-limited',
    'Too many requests',
    `Ask again in ${retryAfter} seconds.`,
    { headers: { 'Retry-After': String(retryAfter) } },
  );
}
