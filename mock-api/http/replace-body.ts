import type { Response } from './handler.ts';

/**
 * Hands the whole body of the answer to `deliver` instead of the caller. `send` ends the answer with a last (or the only) chunk.
 * Of several, the one set last sees the body first. Express's `send` and json-server end with one chunk, so nothing is missed.
 */
export function replaceBody(
  res: Response,
  deliver: (body: Buffer, send: (body: Buffer) => void) => void,
): void {
  const end = res.end.bind(res) as (body?: Buffer) => Response;
  const hooked = (body?: unknown): Response => {
    deliver(toBuffer(body), (chunk) => (chunk.length === 0 ? end() : end(chunk)));
    return res;
  };
  res.end = hooked as typeof res.end;
}

function toBuffer(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return typeof body === 'string' ? Buffer.from(body) : Buffer.alloc(0);
}
