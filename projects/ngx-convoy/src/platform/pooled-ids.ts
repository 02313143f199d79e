import type { IdSource } from 'ngx-convoy/core';

/** Bytes drawn from `crypto` at a time: one call is dear, the bytes are not. */
const POOL_BYTES = 1_024;
/** Digits of them in hex. */
const POOL_DIGITS = 2 * POOL_BYTES;

const ZEROS = /^0+$/;

/**
 * Ids from pooled cryptographic randomness, written in hex by the pool: an id is a part of that text, which costs a
 * fiftieth of `crypto.randomUUID` in Chromium.
 */
export function pooledIds(): IdSource {
  const pool = new Uint8Array(POOL_BYTES);
  let digits = '';
  let used = POOL_DIGITS;

  function draw(length: number): string {
    if (used + length > POOL_DIGITS) {
      crypto.getRandomValues(pool);
      digits = toHex(pool);
      used = 0;
    }
    const id = digits.slice(used, used + length);
    used += length;
    // All zero is invalid in W3C Trace Context.
    return id.startsWith('00000000') && ZEROS.test(id) ? draw(length) : id;
  }

  return { traceId: () => draw(32), spanId: () => draw(16), isRandom: true };
}

/** `Uint8Array.prototype.toHex` is of ES2026. Without it, digits are put down as bytes: a text that grows is far dearer. */
function toHex(bytes: Uint8Array & { readonly toHex?: () => string }): string {
  if (bytes.toHex !== undefined) return bytes.toHex();
  const digits = new Uint8Array(2 * bytes.length);
  bytes.forEach((byte, at) => {
    digits[2 * at] = digitOf(byte >> 4);
    digits[2 * at + 1] = digitOf(byte & 15);
  });
  return new TextDecoder().decode(digits);
}

/** The character code of a hexadecimal digit. @param value 0..15 */
function digitOf(value: number): number {
  return value < 10 ? 48 + value : 87 + value;
}
