import type { Backends } from './backends.ts';
import { chiSquare, chiSquareLimit } from './traffic-lab/chi-square.ts';
import type { LabService, VolleyOutcome } from './traffic-lab/traffic-lab-api.ts';
import { expect, test } from './traffic-lab/traffic-test.ts';

// Three real instances that are not alike, real requests, and what each policy promises of them. Chance is seeded; how long requests
// really take is not, so that every promise is computed from what was measured, and every bound is one that another policy breaks.
test.use({ port: 17_550 });
// One at a time: they measure.
test.describe.configure({ mode: 'default' });

const [one, two, three] = ['catalog-1', 'catalog-2', 'catalog-3'] as const;
const ids = [one, two, three];
/** Milliseconds. */
const [fast, slow] = [40, 400];
/** Requests at a time; two for each instance. */
const width = 6;
const url = '/api/catalog/products/1';

/** Connections are open and the page's code is compiled before anything is measured; of this, the other service learns nothing. */
const warmingUp = { url: '/api/warm-up/products/1', duration: 300, width };

function warmUp(backends: Backends): LabService {
  const instances = backends.instances('catalog');
  return { name: 'warm-up', match: '/api/warm-up', instances, ...unguarded };
}

const unguarded: Partial<LabService> = {
  retry: { attempts: 0 },
  breaker: { consecutiveFailures: false, failureRate: false },
  instanceBreaker: { consecutiveFailures: false },
  outlier: false,
};

function service(backends: Backends, more: Partial<LabService>): LabService {
  const instances = backends.instances('catalog');
  return { name: 'catalog', match: '/api/catalog', instances, ...unguarded, ...more };
}

/** Two instances that take 40 ms, and a third that takes ten times as long. */
async function slowDown(backends: Backends): Promise<void> {
  await backends.break('catalog', { type: 'latency', latency: fast, jitter: 0 });
  await backends.break(`catalog/${three}`, { type: 'latency', latency: slow, jitter: 0 });
}

/** Two instances that take 40 ms, and a third that says 500 at once. */
async function breakThird(backends: Backends): Promise<void> {
  await backends.break('catalog', { type: 'latency', latency: fast, jitter: 0 });
  await backends.break(`catalog/${three}`, { type: 'errors', rate: 1, status: 500 });
}

function counts(outcomes: readonly VolleyOutcome[]): readonly number[] {
  return ids.map((id) => outcomes.filter(({ instance }) => instance === id).length);
}

/** Milliseconds that each instance took, on average. */
function latencies(outcomes: readonly VolleyOutcome[]): readonly number[] {
  return ids.map((id) => {
    const taken = outcomes.filter(({ instance }) => instance === id).map(({ took }) => took);
    return taken.reduce((sum, ms) => sum + ms, 0) / taken.length;
  });
}

function share(all: readonly number[], index: number): number {
  return (all[index] ?? 0) / all.reduce((sum, each) => sum + each, 0);
}

test.describe('one is ten times slower', () => {
  test('round robin does not care: a third each', async ({ backends, tab }) => {
    await slowDown(backends);
    const page = await tab({
      services: [warmUp(backends), service(backends, { balancing: { policy: 'round-robin' } })],
    });
    await page.fire(warmingUp);
    const outcomes = await page.fire({ url, duration: 1_500, width });
    const all = counts(outcomes);
    expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1);
  });

  test('by response time: draws by one over the average', async ({ backends, tab }) => {
    await slowDown(backends);
    const page = await tab({
      services: [
        warmUp(backends),
        service(backends, { balancing: { policy: 'response-time', tau: 500 } }),
      ],
    });
    await page.fire(warmingUp);
    const outcomes = await page.fire({ url, duration: 4_000, width });
    // Until all have answered, those that have not are taken for average ones.
    const settled = outcomes.filter(({ sentAt }) => sentAt > 1_000);
    const speeds = latencies(settled).map((ms) => 1 / ms);
    expect(share(counts(settled), 2)).toBeLessThan(0.1);
    expect(chiSquare(counts(settled), speeds)).toBeLessThan(chiSquareLimit(2));
  });

  test('least connections: as many under way everywhere, so that answers are by speed', async ({
    backends,
    tab,
  }) => {
    await slowDown(backends);
    const page = await tab({
      services: [
        warmUp(backends),
        service(backends, { balancing: { policy: 'least-connections' } }),
      ],
    });
    await page.fire(warmingUp);
    const outcomes = await page.fire({ url, duration: 3_000, width });
    // Little's law: with two under way at each, an instance answers 2 / latency.
    const all = latencies(outcomes);
    const speeds = all.map((ms) => 1 / ms);
    for (const [index, count] of counts(outcomes).entries()) {
      const promised = share(speeds, index) * outcomes.length;
      expect(Math.abs(count - promised), `${ids[index]}: ${count} for ${promised}`).toBeLessThan(
        0.15 * promised + width,
      );
    }
  });

  test('peak EWMA: only as often as its average takes to wear off', async ({ backends, tab }) => {
    await slowDown(backends);
    const tau = 500;
    const duration = 4_000;
    const page = await tab({
      services: [warmUp(backends), service(backends, { balancing: { policy: 'peak-ewma', tau } })],
    });
    await page.fire(warmingUp);
    const outcomes = await page.fire({ url, duration, width });
    const [, , third = 0] = counts(outcomes);
    const [first = 0, second = 0, took = 0] = latencies(outcomes);
    const ratio = took / Math.min(first, second);
    // It is called again when `took * exp(-t / tau)` is below what a fast one costs, `latency * (under way + 1)`.
    const longest = tau * Math.log(ratio) + took;
    const shortest = tau * Math.max(0, Math.log(ratio / (width + 1))) + took;
    expect(third).toBeGreaterThanOrEqual(Math.floor(duration / longest) - 1);
    expect(third).toBeLessThanOrEqual(2 * (1 + duration / shortest));
    // Less than its speed alone would give it: it is called to be looked at, not to share the load.
    expect(share(counts(outcomes), 2)).toBeLessThan(
      share(
        latencies(outcomes).map((ms) => 1 / ms),
        2,
      ),
    );
    // Equals are called equally.
    expect(share(counts(outcomes), 0)).toBeCloseTo(share(counts(outcomes), 1), 1);
  });
});

test.describe('one fails at once', () => {
  test('least connections alone falls for it: whoever is done first gets most', async ({
    backends,
    tab,
  }) => {
    await breakThird(backends);
    const page = await tab({
      services: [
        warmUp(backends),
        service(backends, { balancing: { policy: 'least-connections' } }),
      ],
    });
    await page.fire(warmingUp);
    const outcomes = await page.fire({ url, duration: 1_500, width });
    expect(share(counts(outcomes), 2)).toBeGreaterThan(0.5);
  });

  test('peak EWMA takes it for slow until the penalty has worn off', async ({ backends, tab }) => {
    await breakThird(backends);
    const tau = 500;
    const duration = 3_500;
    const penalty = 5_000;
    const page = await tab({
      services: [warmUp(backends), service(backends, { balancing: { policy: 'peak-ewma', tau } })],
    });
    await page.fire(warmingUp);
    const outcomes = await page.fire({ url, duration, width });
    const [, , third = 0] = counts(outcomes);
    const [first = 0, second = 0] = latencies(outcomes);
    const longest = tau * Math.log(penalty / Math.min(first, second));
    const shortest = tau * Math.log(penalty / (Math.max(first, second) * (width + 1)));
    expect(third).toBeGreaterThanOrEqual(Math.floor(duration / longest));
    // Some more may be sent before the first of them has failed.
    expect(third).toBeLessThanOrEqual(width * (1 + Math.ceil(duration / shortest)));
    expect(share(counts(outcomes), 2)).toBeLessThan(0.05);
  });

  test('an instance breaker lets three of them fail, then one in five seconds', async ({
    backends,
    tab,
  }) => {
    await breakThird(backends);
    const page = await tab({
      services: [
        warmUp(backends),
        service(backends, {
          balancing: { policy: 'least-connections' },
          instanceBreaker: { consecutiveFailures: 3 },
        }),
      ],
    });
    await page.fire(warmingUp);
    const outcomes = await page.fire({ url, duration: 2_000, width });
    const [, , third = 0] = counts(outcomes);
    expect(third).toBeGreaterThanOrEqual(3);
    expect(third).toBeLessThanOrEqual(3 + width);
  });

  test('an outlier is ejected after five failures, and for twice as long the next time', async ({
    backends,
    tab,
  }) => {
    await breakThird(backends);
    const page = await tab({
      services: [
        warmUp(backends),
        service(backends, {
          balancing: { policy: 'round-robin', slowStart: false },
          outlier: { consecutiveFailures: 5, ejection: { base: 700, jitter: 0 } },
        }),
      ],
    });
    await page.fire(warmingUp);
    const outcomes = await page.fire({ url, duration: 3_000, every: 10 });
    const failed = outcomes.filter(({ status }) => status === 500).map(({ sentAt }) => sentAt);
    // Five, a pause, five, one that is twice as long, five.
    const pauses = failed
      .map((at, index) => at - (failed[index - 1] ?? at))
      .filter((ms) => ms > 400);
    expect(pauses.length).toBe(2);
    const [first = 0, second = 0] = pauses;
    expect(first).toBeGreaterThan(650);
    expect(first).toBeLessThan(1_100);
    expect(second).toBeGreaterThan(1_350);
    expect(second).toBeLessThan(1_900);
    expect(failed.length).toBeGreaterThanOrEqual(15);
    expect(failed.length).toBeLessThanOrEqual(15 + width);
  });
});

test('one that joins is brought up to its share step by step', async ({ backends, tab }) => {
  const window = 3_000;
  const instances = backends.instances('catalog');
  const page = await tab({
    services: [
      warmUp(backends),
      service(backends, {
        balancing: { policy: 'round-robin', slowStart: { window } },
        instances: instances.slice(0, 2),
      }),
    ],
  });
  await page.fire(warmingUp);
  await page.fire({ url, duration: 100, every: 10 });
  await page.setInstances('catalog', instances);
  const outcomes = await page.fire({ url, duration: window + 1_000, every: 10 });
  for (const second of [0, 1, 2, 3]) {
    const during = outcomes.filter(({ sentAt }) => Math.floor(sentAt / 1_000) === second);
    const warmth = Math.min(1, Math.max(0.1, (second * 1_000) / window));
    const promised = (warmth / (2 + warmth)) * during.length;
    const [, , third = 0] = counts(during);
    // One step may begin a little late, and a turn may fall on either side.
    expect(Math.abs(third - promised), `second ${second}`).toBeLessThanOrEqual(3);
  }
});
