/**
 * What an alert is about, as names and values. `alertname` is its rule; a label that is empty counts as missing.
 *
 * @see Prometheus data model: names are `[a-zA-Z_][a-zA-Z0-9_]*`
 */
export type Labels = Readonly<Record<string, string>>;

/**
 * The same for the same labels in any order, in any tab and in Alertmanager: FNV-1a, 64 bit, over the sorted labels.
 *
 * @returns 16 lower-case hex digits
 * @see prometheus/common, `LabelSet.Fingerprint`
 */
export function fingerprintOf(labels: Labels): string {
  let hash = OFFSET;
  for (const name of Object.keys(labels).sort()) {
    const value = labels[name] ?? '';
    if (value === '') continue;
    hash = addByte(addText(addByte(addText(hash, name), SEPARATOR), value), SEPARATOR);
  }
  return hash.toString(16).padStart(16, '0');
}

/** FNV's own constants. */
const OFFSET = 14_695_981_039_346_656_037n;
const PRIME = 1_099_511_628_211n;
/** A byte that no UTF-8 text contains. */
const SEPARATOR = 255;

function addByte(hash: bigint, byte: number): bigint {
  return BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
}

/** Byte by byte in UTF-8; by hand, because core knows no platform and therefore no `TextEncoder`. */
function addText(hash: bigint, text: string): bigint {
  let sum = hash;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) {
      sum = addByte(sum, point);
      continue;
    }
    const more = point < 0x800 ? 1 : point < 0x1_0000 ? 2 : 3;
    sum = addByte(sum, ((0xff00 >> (more + 1)) & 0xff) | (point >> (6 * more)));
    for (let rest = more - 1; rest >= 0; rest -= 1) {
      sum = addByte(sum, 0x80 | ((point >> (6 * rest)) & 0x3f));
    }
  }
  return sum;
}
