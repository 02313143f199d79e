/**
 * What a {@link LatencySketch} has recorded, for keeping: in one of two forms, whichever is smaller. A quiet minute takes some
 * dozen bytes where the sketch itself takes 2.6 kB.
 *
 * Cells are the characters of a string: one is a single small object of one or two bytes a cell, where a typed array is two
 * objects and weighs more than most of what is kept in it.
 *
 * Bins are those of the sketch that it was taken from.
 */
export class PackedSketch {
  constructor(
    /** The bin at which it begins. */
    readonly first: number,
    /** What it has, in the form that `form` says. */
    readonly cells: string,
    readonly form: PackedForm,
  ) {}

  /** @param counts of neighbouring bins, the outer ones not 0; they are copied */
  static of(first: number, counts: Uint32Array): PackedSketch {
    const most = counts.reduce((largest, count) => Math.max(largest, count), 0);
    if (most > 0xff_ff) {
      const halves = Array.from(counts, (count) => [count & 0xff_ff, count >>> 16]);
      return new PackedSketch(first, String.fromCharCode(...halves.flat()), 'wide');
    }
    const sparse = sparseOf(counts, most > 0xff ? counts.length * 2 : counts.length);
    return sparse === undefined
      ? new PackedSketch(first, String.fromCharCode(...counts), 'dense')
      : new PackedSketch(first, sparse, 'sparse');
  }

  /** About how much memory it takes. */
  get bytes(): number {
    return this.form === 'sparse' ? this.cells.length : this.cells.length * 2;
  }
}

/**
 * Sparse: characters of which four bits say how many bins further, and four how many durations there; a larger step or count
 * takes several. Dense: a character for each of neighbouring bins. Wide: two, the lower half first.
 */
export type PackedForm = 'sparse' | 'dense' | 'wide';

const HALF = 0xf;

/** `undefined` when it takes as many bytes as that or more. */
function sparseOf(counts: Uint32Array, bytes: number): string | undefined {
  const cells: number[] = [];
  let last = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    let left = counts[bin] ?? 0;
    while (left > 0) {
      const step = Math.min(bin - last, HALF);
      last += step;
      const here = last === bin ? Math.min(left, HALF) : 0;
      if (cells.length >= bytes - 1) return undefined;
      cells.push((step << 4) | here);
      left -= here;
    }
  }
  return String.fromCharCode(...cells);
}
