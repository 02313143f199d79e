/**
 * MurmurHash3, x86, 32 bits, of a text's UTF-8 bytes: what Go, Java and Rust compute for the same text.
 *
 * Many JavaScript versions hash UTF-16 code units and agree only for ASCII. A lone surrogate counts as U+FFFD, as it
 * does wherever texts are encoded.
 *
 * @param seed a whole number, 0..2^32-1
 * @returns a whole number, 0..2^32-1; spreads well, but keeps no secret
 * @see Appleby, SMHasher, `MurmurHash3_x86_32` (public domain)
 */
export function murmur3(text: string, seed = 0): number {
  let hash = seed | 0;
  let word = 0;
  let bytes = 0;

  const add = (byte: number): void => {
    word |= byte << ((bytes & 3) * 8);
    bytes += 1;
    if ((bytes & 3) !== 0) return;
    hash = Math.imul(rotate(hash ^ scramble(word), 13), 5) + 0xe6546b64;
    word = 0;
  };

  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      add(unit);
    } else if (unit < 0x800) {
      add(0xc0 | (unit >> 6));
      add(0x80 | (unit & 0x3f));
    } else {
      const point = text.codePointAt(at) ?? unit;
      if (point > 0xffff) {
        at += 1;
        add(0xf0 | (point >> 18));
        add(0x80 | ((point >> 12) & 0x3f));
        add(0x80 | ((point >> 6) & 0x3f));
        add(0x80 | (point & 0x3f));
      } else {
        const whole = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
        add(0xe0 | (whole >> 12));
        add(0x80 | ((whole >> 6) & 0x3f));
        add(0x80 | (whole & 0x3f));
      }
    }
  }
  return mix(hash ^ scramble(word) ^ bytes);
}

/**
 * Spreads 32 bits so that each bit of the input moves about half of the output.
 *
 * @returns a whole number, 0..2^32-1
 * @see Appleby, SMHasher, `fmix32`
 */
export function mix(bits: number): number {
  let hash = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** An empty word scrambles to nothing, so what is left over at the end needs no case of its own. */
function scramble(word: number): number {
  return Math.imul(rotate(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
}

function rotate(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by));
}
