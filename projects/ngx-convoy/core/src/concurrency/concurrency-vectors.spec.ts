import vectors from '../conformance/resilience-vectors.json';
import { AimdLimit } from './aimd-limit';
import type { ConcurrencyBounds, ConcurrencyLimit } from './concurrency-limit';
import { SampleAverage } from './sample-average';
import { VegasLimit } from './vegas-limit';

interface Vector {
  readonly id: string;
  readonly params: {
    readonly initial: number;
    readonly max?: number;
    readonly alpha?: number;
    readonly beta?: number;
    readonly smoothing?: number;
    readonly decrease?: 'x/2';
  };
  readonly steps: readonly {
    readonly rttMs?: number;
    readonly inflight?: number;
    readonly drop?: boolean;
    readonly limit: number;
  }[];
}

describe('limits of concurrency in the golden vectors of Netflix concurrency-limits', () => {
  const golden = (algo: string) => vectors.vectors.filter((vector) => vector.algo === algo);

  function replay({ steps }: Vector, limit: ConcurrencyLimit): void {
    for (const { rttMs = 0, inflight = 0, drop = false, limit: expected } of steps) {
      limit.onSample({ rttMs, inFlight: inflight, dropped: drop, now: 0 });
      expect(limit.limit).toBe(expected);
    }
  }
  function boundsOf({ params }: Vector): ConcurrencyBounds {
    return { initial: params.initial, max: params.max ?? 1_000 };
  }

  for (const vector of golden('vegas') as unknown as readonly Vector[]) {
    it(vector.id, () => {
      const { alpha, beta, smoothing, decrease } = vector.params;
      const half = decrease === 'x/2' ? (limit: number) => limit / 2 : undefined;
      const options = { ...boundsOf(vector), alpha, beta, smoothing, decrease: half };
      replay(vector, new VegasLimit(options, () => 1));
    });
  }

  for (const vector of golden('aimd') as unknown as readonly Vector[]) {
    it(vector.id, () => {
      replay(vector, new AimdLimit(boundsOf(vector)));
    });
  }

  it('expAvgWarmup-01', () => {
    const [{ params, steps }] = golden('expAvgWarmup') as unknown as [
      {
        params: { window: number; warmup: number };
        steps: readonly { add: readonly number[]; avg: readonly number[]; tolerance?: number }[];
      },
    ];
    const average = new SampleAverage(params.window, params.warmup);
    for (const { add, avg, tolerance = 1e-9 } of steps) {
      for (const [i, sample] of add.entries()) {
        expect(Math.abs(average.add(sample) - (avg[i] ?? NaN))).toBeLessThanOrEqual(tolerance);
      }
    }
  });

  it('are nine', () => {
    expect(['vegas', 'aimd', 'expAvgWarmup'].flatMap(golden).length).toBe(9);
  });
});
