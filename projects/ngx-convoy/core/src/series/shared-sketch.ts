import { LatencySketch } from '../sketch/latency-sketch';
import type { PackedSketch } from '../sketch/packed-sketch';

/**
 * One sketch in which many put theirs together, one after the other, so that reading quantiles allocates nothing. It stays
 * filled until somebody else needs it.
 */
export class SharedSketch {
  private readonly sketch = new LatencySketch();
  private owner: object | undefined;

  /** The sketch as `fill` has filled it for this owner, if nobody else has had it since; else filled anew. */
  for(owner: object, fill: (sketch: LatencySketch) => void): LatencySketch {
    if (this.owner !== owner) {
      this.owner = owner;
      this.sketch.clear();
      fill(this.sketch);
    }
    return this.sketch;
  }

  /** Both together. */
  join(a: PackedSketch | undefined, b: PackedSketch | undefined): PackedSketch | undefined {
    return a === undefined || b === undefined ? (a ?? b) : this.with(a, b).pack();
  }

  /** All of them in one sketch, to be read at once. */
  with(...parts: readonly (PackedSketch | undefined)[]): LatencySketch {
    this.owner = undefined;
    this.sketch.clear();
    for (const part of parts) if (part !== undefined) this.sketch.unpack(part);
    return this.sketch;
  }
}
