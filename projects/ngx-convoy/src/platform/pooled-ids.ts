import type { IdSource } from 'ngx-convoy/core';

/** Bytes drawn from `crypto` at a time: one call is dear, the bytes are not. */
const POOL_BYTES = 1_024;

/** Ids from pooled cryptographic randomness: about a tenth of the price of `crypto.randomUUID`. */
export function pooledIds(): IdSource {
  const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
  const pool = new Uint8Array(POOL_BYTES);
  let used = POOL_BYTES;

  function draw(bytes: number): string {
    if (used + bytes > POOL_BYTES) {
      crypto.getRandomValues(pool);
      used = 0;
    }
    let id = '';
    let sum = 0;
    for (const end = used + bytes; used < end; used += 1) {
      const byte = pool[used] ?? 0;
      sum += byte;
      id += hex[byte] ?? '';
    }
    // All zero is invalid in W3C Trace Context.
    return sum === 0 ? draw(bytes) : id;
  }

  return { traceId: () => draw(16), spanId: () => draw(8) };
}
