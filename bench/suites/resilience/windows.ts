import { CountWindow, TimeWindow } from 'ngx-convoy/core';
import type { Contender, Target, TimeCase } from '../../harness/suite.ts';

const sizes = [1_000, 10_000, 100_000] as const;

/** A window that always holds so many events: each that comes pushes an old one out. */
export const timeWindow = windowCase('time window, record and read', (size) => {
  const duration = 10_000;
  const window = new TimeWindow(duration);
  const step = duration / size;
  let now = 0;
  return () => {
    now += step;
    window.record((now & 7) === 0, false, now);
    return window.failed / window.total;
  };
});

export const countWindow = windowCase('count window, record and read', (size) => {
  const window = new CountWindow(size);
  let now = 0;
  return () => {
    now += 1;
    window.record((now & 7) === 0, false);
    return window.failed / window.total;
  };
});

function windowCase(name: string, make: (size: number) => () => number): TimeCase {
  const label = (size: number): string => `ngx-convoy, ${size.toLocaleString('en')} events`;
  return {
    kind: 'time',
    name,
    baseline: label(1_000),
    places: ['node', 'chromium'],
    contenders: [
      ...sizes.map((size) => stepper(label(size), size, () => make(size))),
      // One size is enough: it scans what it holds.
      stepper('an array that is filtered, 1,000 events', 1_000, () => filtered(1_000)),
    ],
    targets: sizes.flatMap((size): readonly Target[] => [
      ...(size === 1_000 ? [] : [{ contender: label(size), atMost: 2, of: label(1_000) }]),
      { contender: label(size), atMost: 12 },
    ]),
  };
}

/** Fills the window before anything is measured. */
function stepper(name: string, size: number, make: () => () => number): Contender {
  let step: () => number = () => Number.NaN;
  return {
    name,
    prepare: () => {
      step = make();
      for (let i = 0; i < size * 2; i += 1) step();
    },
    run: (times) => {
      let rates = 0;
      for (let i = 0; i < times; i += 1) rates += step();
      if (Number.isNaN(rates)) throw new Error(`${name} has no rate.`);
    },
  };
}

/** What one writes first: keep all, throw away what is old, count what is left. */
function filtered(size: number): () => number {
  let events: { readonly at: number; readonly failed: boolean }[] = [];
  let now = 0;
  return () => {
    now += 10_000 / size;
    events.push({ at: now, failed: (now & 7) === 0 });
    events = events.filter(({ at }) => now - at < 10_000);
    return events.filter(({ failed }) => failed).length / events.length;
  };
}
