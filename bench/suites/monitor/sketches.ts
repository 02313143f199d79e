import { LatencySketch } from 'ngx-convoy/core';
import type { TimeCase } from '../../harness/suite.ts';
import { durationOf } from './traffic-of-a-service';

const OURS = 'ngx-convoy, 1 %';
const COUNT = 65_000;

let kept = 0;

/** Takes a value from a measured loop, so that nothing can be optimised away. */
function keep(value: number): void {
  kept = (kept + value) % 1_000_003;
}

/** What one writes first: keep all of them, sort them when asked. */
class SortedValues {
  private readonly values: number[] = [];

  record(ms: number): void {
    this.values.push(ms);
    if (this.values.length > COUNT) this.values.length = 0;
  }

  quantile(q: number): number {
    const sorted = Float64Array.from(this.values).sort();
    return sorted[Math.floor(q * (sorted.length - 1))] ?? NaN;
  }
}

function filled<T extends { record(ms: number): void }>(sketch: T, from = 0, count = COUNT): T {
  for (let call = 0; call < count; call += 1) sketch.record(durationOf(from + call));
  return sketch;
}

/** The loop itself reads a duration from an array. */
export const record: TimeCase = {
  kind: 'time',
  name: 'a sketch, record',
  baseline: OURS,
  places: ['node', 'chromium'],
  contenders: [
    recorder(OURS, new LatencySketch()),
    recorder('an array of all values', new SortedValues()),
  ],
  targets: [{ contender: OURS, atMost: 20 }],
};

function recorder(name: string, sketch: { record(ms: number): void }): TimeCase['contenders'][0] {
  let call = 0;
  return {
    name,
    run: (times) => {
      for (let done = 0; done < times; done += 1) sketch.record(durationOf((call += 1)));
    },
  };
}

export const quantile: TimeCase = {
  kind: 'time',
  name: 'a sketch, p99 of 65,000 values',
  baseline: OURS,
  places: ['node', 'chromium'],
  rounds: 15,
  contenders: [
    reader(OURS, filled(new LatencySketch()), 0.99),
    reader('ngx-convoy, median', filled(new LatencySketch()), 0.5),
    reader('sorting all values', filled(new SortedValues()), 0.99),
  ],
  targets: [
    { contender: OURS, atMost: 300 },
    { contender: 'ngx-convoy, median', atMost: 300 },
  ],
};

function reader(
  name: string,
  sketch: { quantile(q: number): number | undefined },
  q: number,
): TimeCase['contenders'][0] {
  return {
    name,
    run: (times) => {
      for (let done = 0; done < times; done += 1) keep(sketch.quantile(q) ?? 0);
    },
  };
}

const ten = Array.from({ length: 10 }, (_, part) =>
  filled(new LatencySketch(), part * 6_500, 6_500),
);
const packed = ten.flatMap((sketch) => sketch.pack() ?? []);
const whole = new LatencySketch();

export const merge: TimeCase = {
  kind: 'time',
  name: 'ten sketches of 6,500 values each, merged',
  baseline: OURS,
  places: ['node', 'chromium'],
  contenders: [
    {
      name: OURS,
      run: (times) => {
        for (let done = 0; done < times; done += 1) {
          whole.clear();
          for (const sketch of ten) whole.merge(sketch);
          keep(whole.count);
        }
      },
    },
    {
      name: 'ngx-convoy, from their packed form',
      run: (times) => {
        for (let done = 0; done < times; done += 1) {
          whole.clear();
          for (const sketch of packed) whole.unpack(sketch);
          keep(whole.count);
        }
      },
    },
  ],
  targets: [
    { contender: OURS, atMost: 10_000 },
    { contender: 'ngx-convoy, from their packed form', atMost: 10_000 },
  ],
};
