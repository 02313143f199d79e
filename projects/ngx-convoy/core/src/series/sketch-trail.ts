import type { PackedSketch } from '../sketch/packed-sketch';

/** Sketches of the last rows of a tier that are complete. */
export class SketchTrail {
  private readonly ring: (PackedSketch | undefined)[];
  private head = 0;

  /** @param length how many rows back they reach, the one that goes on included */
  constructor(readonly length: number) {
    this.ring = new Array<PackedSketch | undefined>(length).fill(undefined);
  }

  /** The sketch of the row so many rows before the newest. @param back 1..length - 1 */
  at(back: number): PackedSketch | undefined {
    return this.ring[this.rowAt(back)];
  }

  put(back: number, sketch: PackedSketch | undefined): void {
    this.ring[this.rowAt(back)] = sketch;
  }

  /** So many rows have begun. */
  advance(begun: number): void {
    for (let step = Math.min(begun, this.length); step > 0; step--) {
      this.head = (this.head + 1) % this.length;
      this.ring[this.head] = undefined;
    }
  }

  get bytes(): number {
    return this.ring.reduce((sum, sketch) => sum + (sketch?.bytes ?? 0), 0);
  }

  private rowAt(back: number): number {
    const row = this.head - back;
    return row < 0 ? row + this.length : row;
  }
}
