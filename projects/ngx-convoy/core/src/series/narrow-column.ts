type Cells = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Rows that a column has room for at first. */
const SMALLEST = 64;

/**
 * A column of whole numbers >= 0 of which most are small: one byte each until one needs more, and nothing at all while all
 * are 0. Most services never see most kinds of errors, and few have more than 255 calls in ten seconds.
 */
export class NarrowColumn {
  private cells: Cells | undefined;
  /** The largest number that fits. */
  private most = 0xff;
  /** Rows that are not 0. */
  private filled = 0;

  /** @param length how many rows there can be */
  constructor(private readonly length: number) {}

  read(row: number): number {
    return this.cells?.[row] ?? 0;
  }

  /** @param value a whole number, 0..2^53 */
  write(row: number, value: number): void {
    const before = this.cells?.[row] ?? 0;
    if (value === before) return;
    const cells = this.roomFor(row, value);
    cells[row] = value;
    if (before === 0) this.filled++;
    else if (value === 0 && --this.filled === 0) this.clear();
  }

  add(row: number, value: number): void {
    if (value !== 0) this.write(row, this.read(row) + value);
  }

  /** Makes all rows 0, and gives its memory back. */
  clear(): void {
    this.cells = undefined;
    this.most = 0xff;
    this.filled = 0;
  }

  get bytes(): number {
    return this.cells?.byteLength ?? 0;
  }

  private roomFor(row: number, value: number): Cells {
    const { cells } = this;
    if (cells !== undefined && row < cells.length && value <= this.most) return cells;
    let length = cells?.length ?? SMALLEST;
    while (length <= row) length *= 2;
    length = Math.min(length, this.length);
    while (value > this.most)
      this.most = this.most < 0xff_ff_ff_ff ? (this.most + 1) ** 2 - 1 : Number.MAX_SAFE_INTEGER;
    const wider = cellsFor(this.most, length);
    if (cells !== undefined) wider.set(cells);
    this.cells = wider;
    return wider;
  }
}

function cellsFor(most: number, length: number): Cells {
  if (most === 0xff) return new Uint8Array(length);
  if (most === 0xff_ff) return new Uint16Array(length);
  return most === 0xff_ff_ff_ff ? new Uint32Array(length) : new Float64Array(length);
}
