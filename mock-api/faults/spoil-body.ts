import { setTimeout as delay } from 'node:timers/promises';
import type { Response } from '../http/handler.ts';
import { replaceBody } from '../http/replace-body.ts';
import type { Fault, FaultType } from './fault.ts';

/** Milliseconds between two pieces: looks like a slow line and still keeps the timers few. */
const tick = 100;

/** Spoils the body of an answer on its way out, in all the ways asked for; false when none is. */
export function spoilBody(res: Response, faults: readonly Fault[], signal: AbortSignal): boolean {
  const malformed = find(faults, 'malformedJson');
  const truncated = find(faults, 'truncatedBody');
  const slow = find(faults, 'slowBody');
  if (malformed === undefined && truncated === undefined && slow === undefined) return false;

  replaceBody(res, (honest, send) => {
    if (honest.length === 0) {
      // 204 or HEAD: all that can go wrong is that it does not arrive.
      if (truncated === undefined) send(honest);
      else res.destroy();
      return;
    }
    const body = malformed === undefined ? honest : malform(honest);
    const arriving = truncated === undefined ? body : body.subarray(0, truncated.bytes);
    // No cache may keep what is broken, and hand it out when all is well again.
    res.removeHeader('ETag');
    res.setHeader('Cache-Control', 'no-store');
    res.setHeader('Content-Length', Math.max(body.length, (truncated?.bytes ?? -1) + 1));
    res.flushHeaders();
    write(res, arriving, slow?.bytesPerSecond, signal).then(
      () => (truncated === undefined ? send(Buffer.alloc(0)) : res.destroy()),
      // The listener closed meanwhile.
      () => res.destroy(),
    );
  });
  return true;
}

function find<T extends FaultType>(
  faults: readonly Fault[],
  type: T,
): Extract<Fault, { type: T }> | undefined {
  return faults.find((fault) => fault.type === type) as Extract<Fault, { type: T }> | undefined;
}

/** Loses its last two characters and gains an unclosed text: no JSON, however short it was. */
function malform(body: Buffer): Buffer {
  return Buffer.concat([body.subarray(0, Math.max(0, body.length - 2)), Buffer.from('"')]);
}

async function write(
  res: Response,
  body: Buffer,
  bytesPerSecond: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (bytesPerSecond === undefined) {
    await new Promise((resolve) => res.write(body, resolve));
    return;
  }
  const piece = Math.max(1, Math.round((bytesPerSecond * tick) / 1_000));
  const pause = Math.max(tick, 1_000 / bytesPerSecond);
  for (let sent = 0; sent < body.length && !res.destroyed; sent += piece) {
    await delay(pause, undefined, { signal });
    res.write(body.subarray(sent, sent + piece));
  }
}
