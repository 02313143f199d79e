import type { HistogramPoint, MetricFamily, NumberPoint } from 'ngx-convoy/core';

/** What a point had come to when a collector last took it. */
interface Taken {
  readonly value: number;
  readonly buckets: readonly number[];
  readonly count: number;
  readonly sum: number;
}

const NOTHING: Taken = { value: 0, buckets: [], count: 0, sum: 0 };

/**
 * What has been added to counters and histograms since a collector last took them. Gauges stay what they are. A point that has
 * not moved is left out.
 */
export class MetricDeltas {
  private readonly taken = new Map<string, Taken>();

  /** @returns what is new, and how to say that it was taken: until then it stays new */
  since(families: readonly MetricFamily[]): {
    readonly families: readonly MetricFamily[];
    readonly take: () => void;
  } {
    const next = new Map<string, Taken>();
    const moved = families.map((family): MetricFamily => {
      if (family.type === 'gauge') return family;
      if (family.type === 'counter') {
        return {
          ...family,
          points: family.points.flatMap((point) => {
            const key = keyOf(family, point);
            const value = point.value - this.takenOf(key).value;
            next.set(key, { ...NOTHING, value: point.value });
            return value > 0 ? [{ ...point, value }] : [];
          }),
        };
      }
      return {
        ...family,
        points: family.points.flatMap((point) => {
          const key = keyOf(family, point);
          const { buckets, count, sum } = this.takenOf(key);
          next.set(key, { ...NOTHING, ...point });
          const moved = {
            attributes: point.attributes,
            buckets: point.buckets.map((each, at) => each - (buckets[at] ?? 0)),
            count: point.count - count,
            sum: point.sum - sum,
          };
          return moved.count > 0 ? [moved] : [];
        }),
      };
    });
    const take = (): void => {
      for (const [key, taken] of next) this.taken.set(key, taken);
    };
    return { families: moved.filter(({ points }) => points.length > 0), take };
  }

  private takenOf(key: string): Taken {
    return this.taken.get(key) ?? NOTHING;
  }
}

function keyOf({ name }: MetricFamily, { attributes }: NumberPoint | HistogramPoint): string {
  return JSON.stringify([name, attributes]);
}
