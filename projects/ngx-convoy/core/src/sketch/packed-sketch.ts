/** Counts of neighbouring bins, as narrow as the largest allows. */
export type PackedCounts = Uint8Array | Uint16Array | Uint32Array;

/**
 * What a {@link LatencySketch} has recorded, for keeping: only the bins from the first to the last in use, a byte each as
 * long as none has more than 255. A quiet minute takes some hundred bytes where the sketch itself takes 2.6 kB.
 *
 * Bins are those of the sketch that it was taken from.
 */
export class PackedSketch {
  constructor(
    /** The bin of the first count. */
    readonly first: number,
    readonly counts: PackedCounts,
  ) {}

  /** Copies `counts`. */
  static of(first: number, counts: Uint32Array): PackedSketch {
    let most = 0;
    for (const count of counts) if (count > most) most = count;
    const narrow =
      most < 0x1_00
        ? new Uint8Array(counts)
        : most < 0x1_00_00
          ? new Uint16Array(counts)
          : counts.slice();
    return new PackedSketch(first, narrow);
  }
}
