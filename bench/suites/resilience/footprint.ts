import { CircuitState, SamplingBreaker, circuitBreaker, handleAll } from 'cockatiel';
import { SlidingTimeBreaker } from 'mollitia';
import { CircuitBreaker } from 'ngx-convoy/core';
import OpossumBreaker from 'opossum';
import { bytesEach, bytesPerTime, growth, timersEach } from '../../harness/memory.ts';
import type { Gauge, GaugeCase } from '../../harness/suite.ts';
import { windowOptions, wraps } from './breakers';
import { caller, resolved } from './calls';
import { clock } from './runtime';

/** Makes a breaker and fills its window with a few calls. */
type Maker = () => unknown;

const makers: Readonly<Record<string, Maker>> = {
  'ngx-convoy': () => {
    const breaker = new CircuitBreaker(windowOptions, clock, Math.random);
    for (let i = 0; i < 20; i += 1) {
      const permit = breaker.acquire();
      if (permit.permitted) permit.succeed(i);
    }
    return breaker;
  },
  'cockatiel, rate in 10 s': () => {
    const breaker = new SamplingBreaker({ threshold: 0.5, duration: 10_000, minimumRps: 1 });
    for (let i = 0; i < 20; i += 1) breaker.success(CircuitState.Closed);
    return circuitBreaker(handleAll, { halfOpenAfter: 10_000, breaker });
  },
  opossum: () => {
    const breaker = new OpossumBreaker(resolved, { timeout: false });
    for (let i = 0; i < 20; i += 1) breaker.emit('success', undefined, i);
    return breaker;
  },
  mollitia: () => new SlidingTimeBreaker(),
};

export const memory: GaugeCase = {
  kind: 'gauge',
  unit: 'B',
  name: 'a breaker with a warm window, bytes',
  baseline: 'ngx-convoy',
  contenders: Object.entries(makers).map(([name, make]): Gauge => ({
    name,
    read: (effort) => bytesEach(make, atLeast(100, 10_000 * effort)),
  })),
  targets: [{ contender: 'ngx-convoy', atMost: 1_200 }],
};

export const timers: GaugeCase = {
  kind: 'gauge',
  unit: 'timers',
  name: 'a breaker with a warm window, timers alive',
  baseline: 'opossum',
  contenders: Object.entries(makers).map(([name, make]): Gauge => ({
    name,
    read: () => timersEach(make, 100),
  })),
  targets: [{ contender: 'ngx-convoy', atMost: 0 }],
};

export const bytesPerCall: GaugeCase = {
  kind: 'gauge',
  unit: 'B',
  name: 'closed breaker, bytes for a call',
  baseline: 'bare',
  contenders: [
    caller('bare', () => resolved),
    ...Object.entries(wraps).map(([name, wrap]) => caller(name, () => wrap(resolved))),
  ].map(({ name, run }): Gauge => ({ name, read: () => bytesPerTime(run, 2_000) })),
};

/** Mollitia does not take part: at a hundred microseconds a call it would need a quarter of an hour. */
export const growthOverCalls: GaugeCase = {
  kind: 'gauge',
  unit: 'B',
  name: 'growth of the heap over ten million calls',
  baseline: 'bare',
  contenders: [
    caller('bare', () => resolved),
    ...Object.entries(wraps)
      .filter(([name]) => name !== 'mollitia')
      .map(([name, wrap]) => caller(name, () => wrap(resolved))),
  ].map(({ name, run }): Gauge => ({ name, read: (effort) => growth(run, 10_000_000 * effort) })),
  // Half a byte for a thousand calls is what the heap itself moves by.
  targets: [{ contender: 'ngx-convoy', atMost: 10_000 }],
};

function atLeast(least: number, wanted: number): number {
  return Math.max(least, Math.round(wanted));
}
