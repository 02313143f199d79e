import fc from 'fast-check';
import { rampUp } from '../throttle/ramp-up';
import { above } from './above';
import type { CircuitBreakerOptions } from './circuit-breaker-options';
import type { CircuitState } from './circuit-state';
import { rateAfterAll } from './rate-after-all';
import { ratesOnFailure } from './rates-on-failure';

/** What may happen to a breaker. Numbers choose: which permit, how long, how far the clock goes. */
export type Event =
  | { readonly do: 'acquire' }
  | { readonly do: 'settle'; readonly pick: number; readonly as: Outcome; readonly ms: number }
  | { readonly do: 'advance'; readonly ms: number }
  | { readonly do: 'jump'; readonly ms: number }
  | { readonly do: 'command'; readonly command: Command }
  | { readonly do: 'configure'; readonly options: number }
  | { readonly do: 'reload' };
export type Outcome = 'success' | 'failure' | 'neutral';
export type Command = CircuitState | 'isolate';

export const BUCKET = 100;
export const BUCKETS = 10;
const window = { duration: BUCKET * BUCKETS, buckets: BUCKETS };
export const OPTIONS: readonly CircuitBreakerOptions[] = [
  {
    consecutiveFailures: 3,
    failureRate: 0.6,
    minimumCalls: 5,
    slowCallDuration: 50,
    slowCallRate: 0.7,
    monitoringWindow: window,
    timeoutDuration: 200,
    backoff: { max: 1_000, maxRetryAfter: 2_000 },
    trials: { permitted: 3, required: 2, reclaimAfter: 300 },
  },
  {
    failureThreshold: 4,
    monitoringWindow: window,
    timeoutDuration: 300,
    backoff: { factor: 1, jitter: 0, maxRetryAfter: 0 },
    trials: { permitted: 4, required: 2, tolerated: 1, reclaimAfter: 500, timeLimit: 700 },
  },
  {
    consecutiveFailures: false,
    failureRate: above(0.5),
    rules: ratesOnFailure,
    minimumCalls: 2,
    monitoringWindow: window,
    timeoutDuration: 0,
    trials: { permitted: 2, verdict: rateAfterAll, reclaimAfter: 100 },
  },
  {
    consecutiveFailures: 3,
    failureRate: false,
    slowCallDuration: 50,
    slowCallRate: 0.5,
    slowCallMinimum: 3,
    monitoringWindow: window,
    timeoutDuration: 100,
    trials: { permitted: 2, required: 1, timeLimit: 300, onTimeLimit: 'closed' },
    rampUp: rampUp({ duration: 500 }),
  },
];
export const LONGEST_BREAK = 150_000;
export const BY_HAND = 'the operator wants it';
export const MOST_TRIALS = [3, 4, 2, 2];

const COMMANDS: readonly Command[] = [
  'closed',
  'open',
  'half-open',
  'forced-open',
  'disabled',
  'metrics-only',
  'isolate',
];

export function event(jumps: boolean): fc.Arbitrary<Event> {
  const outcome = fc.constantFrom<Outcome>('success', 'failure', 'failure', 'neutral');
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant<Event>({ do: 'acquire' }) },
    {
      weight: 12,
      arbitrary: fc.record({
        do: fc.constant('settle' as const),
        pick: fc.nat(),
        as: outcome,
        ms: fc.nat(100),
      }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.nat(400) }) },
    {
      weight: jumps ? 2 : 0,
      arbitrary: fc.record({
        do: fc.constant('jump' as const),
        ms: fc.integer({ min: -7_200_000, max: 7_200_000 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('command' as const),
        command: fc.constantFrom(...COMMANDS),
      }),
    },
    {
      weight: jumps ? 1 : 0,
      arbitrary: fc.record({
        do: fc.constant('configure' as const),
        options: fc.nat(OPTIONS.length - 1),
      }),
    },
    { weight: jumps ? 1 : 0, arbitrary: fc.constant<Event>({ do: 'reload' }) },
  );
}
