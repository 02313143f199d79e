import { CALL_KINDS, type KeptRow, type PackedForm, PackedSketch } from 'ngx-convoy/core';

/** A row as the database has it: numbers in a buffer, so that storing one copies bytes and makes no objects. */
export interface StoredRow {
  readonly version: 1;
  /** Sixteen numbers of 64 bits: see {@link encodeRow}. */
  readonly cells: ArrayBuffer;
  /** Cells of the sketch, and in which form; `undefined` when there is none. */
  readonly bins: string | undefined;
  readonly form: PackedForm | undefined;
  /** Rows that it was made of. */
  readonly parts: number;
}

const KINDS = CALL_KINDS.length;
const CELLS = KINDS + 8;
const FORMS: readonly PackedForm[] = ['sparse', 'dense', 'wide'];
/** More bins than any sketch has. */
const MOST_BINS = 10_000;

export function encodeRow(row: KeptRow, parts = 1): StoredRow {
  const { counts, sum, queue, use, spread, sketch } = row;
  const { min, p50, p95, p99, max } = spread;
  const cells = Float64Array.of(
    ...[...counts, sum, queue, use],
    ...[min, p50, p95, p99, max],
    ...(sketch === undefined ? [] : [sketch.first]),
  );
  const padded = new Float64Array(CELLS + 1);
  padded.set(cells);
  return {
    version: 1,
    cells: padded.buffer,
    bins: sketch?.cells,
    form: sketch?.form,
    parts,
  };
}

/** @returns `undefined` for what is no row, whoever has written it */
export function decodeRow(start: number, value: unknown): KeptRow | undefined {
  if (!isStored(value)) return undefined;
  const cells = [...new Float64Array(value.cells)];
  const [sum = NaN, queue = NaN, use = NaN, ...times] = cells.slice(KINDS);
  const counts = cells.slice(0, KINDS);
  const [min = NaN, p50 = NaN, p95 = NaN, p99 = NaN, max = NaN, first = NaN] = times;
  const isSound = [...counts, sum, queue, use].every((number) => number >= 0 && number < Infinity);
  if (!isSound || times.some((ms) => ms < 0)) return undefined;
  const { bins, form } = value;
  const sketch =
    bins === undefined || form === undefined || !(first >= 0 && first < MOST_BINS)
      ? undefined
      : new PackedSketch(first, bins, form);
  return { start, counts, sum, queue, use, spread: { min, p50, p95, p99, max }, sketch };
}

/** How many rows a stored one was made of; 0 for what is no row. */
export function partsOf(value: unknown): number {
  return isStored(value) ? value.parts : 0;
}

function isStored(value: unknown): value is StoredRow {
  if (typeof value !== 'object' || value === null) return false;
  const { version, cells, bins, form, parts } = value as Partial<StoredRow>;
  return (
    version === 1 &&
    cells instanceof ArrayBuffer &&
    cells.byteLength === (CELLS + 1) * 8 &&
    Number.isSafeInteger(parts) &&
    (bins === undefined || (typeof bins === 'string' && bins.length < MOST_BINS)) &&
    (form === undefined || FORMS.includes(form)) &&
    (form !== 'wide' || (bins?.length ?? 0) % 2 === 0)
  );
}
