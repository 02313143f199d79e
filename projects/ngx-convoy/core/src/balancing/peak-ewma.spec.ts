import fc from 'fast-check';
import { ConfigurationError } from '../errors';
import { PeakEwma, resolvePeakEwmaOptions } from './peak-ewma';

const START = 1_767_225_600_000;
const settings = resolvePeakEwmaOptions({});
const ewma = (): PeakEwma => new PeakEwma(settings, START);

describe('PeakEwma', () => {
  it('believes a slower answer at once, and a faster one by and by', () => {
    const cost = ewma();
    cost.observe(10, START);
    cost.observe(900, START + 1);
    expect(cost.value(START + 1)).toBeCloseTo(900, 4);
    cost.observe(10, START + 2);
    expect(cost.value(START + 2)).toBeGreaterThan(899);
    cost.observe(10, START + 10_002);
    expect(cost.value(START + 10_002)).toBeCloseTo(900 / Math.E + 10 * (1 - 1 / Math.E), 0);
  });

  it('wears off while nobody calls, however often one looks', () => {
    const [seen, unseen] = [ewma(), ewma()];
    for (const cost of [seen, unseen]) cost.observe(100, START);
    for (let ms = 0; ms <= 10_000; ms += 100) seen.load(0, START + ms);
    expect(seen.load(0, START + 10_000)).toBeCloseTo(100 / Math.E, 4);
    expect(unseen.load(0, START + 10_000)).toBeCloseTo(seen.load(0, START + 10_000), 4);
  });

  it('costs more with each call under way', () => {
    const cost = ewma();
    cost.observe(40, START);
    expect([0, 1, 4].map((pending) => Math.round(cost.load(pending, START)))).toEqual([
      40, 80, 200,
    ]);
  });

  it('takes an unknown instance for slow, less so with time, and lets one call at a time find out', () => {
    const cost = ewma();
    expect(cost.load(0, START)).toBeCloseTo(1_000, 4);
    expect(cost.load(0, START + 10_000)).toBeCloseTo(1_000 / Math.E, 4);
    expect(cost.load(1, START + 10_000)).toBeCloseTo(5_001, 4);
    cost.observe(30, START + 10_000);
    expect(cost.load(1, START + 10_000)).toBeCloseTo(60, 4);
  });

  describe('when an instance fails', () => {
    const rows: readonly {
      readonly title: string;
      readonly retryAfter?: number;
      readonly load: number;
    }[] = [
      { title: 'fast: it must not look fast', load: 5_000 },
      { title: 'and asks for less patience than usual', retryAfter: 1_000, load: 5_000 },
      { title: 'and asks for a minute', retryAfter: 60_000, load: 60_000 },
      { title: 'and asks for a day', retryAfter: 86_400_000, load: 300_000 },
    ];
    for (const { title, retryAfter, load } of rows) {
      it(`costs ${load} ms ${title}`, () => {
        const cost = ewma();
        cost.observe(50, START);
        cost.fail(3, retryAfter, START);
        expect(cost.load(0, START)).toBeCloseTo(load, 2);
        expect(cost.load(0, START + 10_000)).toBeCloseTo(load / Math.E, 2);
      });
    }

    it('takes nothing from its average, unless it took even longer', () => {
      const cost = ewma();
      cost.observe(50, START);
      cost.fail(3, undefined, START);
      expect(cost.value(START)).toBeCloseTo(50, 4);
      cost.fail(2_000, undefined, START);
      expect(cost.value(START)).toBeCloseTo(2_000, 4);
    });

    it('outweighs calls under way only up to the penalty', () => {
      const cost = ewma();
      cost.observe(1_000, START);
      cost.fail(3, undefined, START);
      expect(cost.load(3, START)).toBeCloseTo(5_000, 2);
      expect(cost.load(9, START)).toBeCloseTo(10_000, 2);
    });
  });

  it('learns from a call that was given up that it is at least as slow as that', () => {
    const cost = ewma();
    cost.observe(50, START);
    cost.observeAtLeast(20, START);
    expect(cost.value(START)).toBeCloseTo(50, 4);
    cost.observeAtLeast(700, START);
    expect(cost.value(START)).toBeCloseTo(700, 4);
  });

  it('goes on forgetting when the clock is set back', () => {
    const cost = ewma();
    cost.observe(1_000, START);
    cost.setBack(START - 3_600_000);
    expect(cost.load(0, START - 3_600_000)).toBeCloseTo(1_000, 4);
    expect(cost.load(0, START - 3_590_000)).toBeCloseTo(1_000 / Math.E, 4);
  });

  it('is a number that is not negative, whatever happens', () => {
    const event = fc.record({
      do: fc.constantFrom('observe', 'fail', 'observeAtLeast', 'load'),
      ms: fc.oneof(fc.double(), fc.nat(100_000)),
      step: fc.integer({ min: -1e6, max: 1e6 }),
      pending: fc.nat(100),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const cost = ewma();
        let now = START;
        for (const each of events) {
          now += each.step;
          if (each.do === 'observe') cost.observe(each.ms, now);
          if (each.do === 'observeAtLeast') cost.observeAtLeast(each.ms, now);
          if (each.do === 'fail') cost.fail(each.ms, undefined, now);
          expect(cost.load(each.pending, now)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  for (const [option, options] of [
    ['tau', { tau: 0 }],
    ['errorPenalty', { errorPenalty: -1 }],
    ['initialLatency', { initialLatency: NaN }],
  ] as const) {
    it(`refuses ${JSON.stringify(options)}`, () => {
      expect(() => resolvePeakEwmaOptions(options, 'balancing.')).toThrowMatching(
        (error: unknown) =>
          error instanceof ConfigurationError && error.option === `balancing.${option}`,
      );
    });
  }
});
