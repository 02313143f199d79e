import {
  above,
  type CircuitBreakerOptions,
  lastCalls,
  rateAfterAll,
  ratesOnFailure,
  type TrialOptions,
} from '../public-api';

/** One row of a table of schema `breaker-scenarios/1`; the table itself explains every field. */
export interface BreakerScenario {
  readonly id: string;
  readonly title: string;
  readonly level: 'core' | 'extended' | 'dialect';
  readonly config: BreakerConfig;
  readonly steps: readonly BreakerStep[];
}

/** A breaker in the table's vocabulary. */
export interface BreakerConfig {
  readonly trip: {
    readonly rule: 'rate' | 'failures' | 'consecutive';
    readonly threshold: number;
    readonly cmp?: '>=' | '>';
    readonly minCalls?: number;
    readonly on?: 'failure' | 'any';
  };
  readonly window:
    | { readonly type: 'count'; readonly size: number }
    | { readonly type: 'time'; readonly ms: number; readonly buckets: number }
    | null;
  readonly slow?: { readonly ms: number; readonly rate: number };
  readonly open: {
    readonly ms?: number;
    readonly sequence?: readonly number[];
    readonly backoff?: {
      readonly initialMs: number;
      readonly multiplier: number;
      readonly maxMs?: number;
    };
  };
  readonly halfOpen: {
    readonly permits: number;
    readonly rule: 'ratio' | 'rateAfterAll';
    readonly successes?: number;
    readonly reclaimMs?: number;
    readonly maxMs?: number;
    readonly onMax?: 'open' | 'closed';
  };
  readonly initial?: ScenarioState;
}

export type ScenarioState =
  'closed' | 'open' | 'halfOpen' | 'isolated' | 'forcedOpen' | 'disabled' | 'metricsOnly';

type Outcome = 'ok' | 'fail' | 'ignored' | 'cancelled';
type Admission = 'run' | 'reject';

/** What is done, or expected, next. */
export type BreakerStep =
  | {
      readonly op: 'call';
      readonly out: Outcome;
      readonly expect: Admission;
      readonly ms?: number;
      readonly times?: number;
    }
  | { readonly op: 'start'; readonly id: string; readonly expect: Admission }
  | { readonly op: 'end'; readonly id: string; readonly out: Outcome; readonly ms?: number }
  | { readonly op: 'advance'; readonly ms: number }
  | { readonly op: 'state'; readonly is: ScenarioState | readonly ScenarioState[] }
  | { readonly op: 'metrics'; readonly expect: Readonly<Record<string, number>> }
  | { readonly op: 'events'; readonly counts: Readonly<Record<string, number>> }
  | { readonly op: 'retryAfter'; readonly ms: number }
  | {
      readonly op: 'control';
      readonly do: ScenarioControl;
      readonly handle?: string;
      readonly ms?: number;
    }
  | { readonly op: 'snapshot'; readonly as: string }
  | { readonly op: 'restore'; readonly from: string };

export type ScenarioControl =
  | 'isolate'
  | 'release'
  | 'reset'
  | 'disable'
  | 'forceOpen'
  | 'metricsOnly'
  | 'open'
  | 'openFor'
  | 'halfOpen'
  | 'close';

/** The same breaker in our options: every rule that the row does not name is off, and nothing is left to chance. */
export function optionsOf({
  trip,
  window,
  slow,
  open,
  halfOpen,
}: BreakerConfig): CircuitBreakerOptions {
  const size = window?.type === 'count' ? window.size : Infinity;
  const minimumCalls = trip.minCalls ?? 1;
  // A window of 10 calls never holds 100: such a rule is off, which our validation wants to be said.
  const reachable = minimumCalls <= size;
  return {
    failureThreshold: trip.rule === 'failures' && trip.threshold <= size && trip.threshold,
    consecutiveFailures: trip.rule === 'consecutive' && trip.threshold,
    failureRate:
      trip.rule === 'rate' &&
      reachable &&
      (trip.cmp === '>' ? above(trip.threshold) : trip.threshold),
    rules: trip.on === 'failure' ? ratesOnFailure : undefined,
    minimumCalls: reachable ? minimumCalls : undefined,
    slowCallDuration: slow?.ms ?? false,
    slowCallRate: reachable && (slow?.rate ?? false),
    monitoringWindow: windowOf(window),
    ...breakOf(open),
    trials: trialsOf(halfOpen),
  };
}

function windowOf(window: BreakerConfig['window']): CircuitBreakerOptions['monitoringWindow'] {
  if (window === null) return undefined;
  return window.type === 'count'
    ? lastCalls(window.size)
    : { duration: window.ms, buckets: window.buckets };
}

function breakOf({
  ms,
  sequence,
  backoff,
}: BreakerConfig['open']): Pick<CircuitBreakerOptions, 'timeoutDuration' | 'backoff'> {
  if (sequence !== undefined) {
    return {
      timeoutDuration: sequence[0],
      backoff: (opening) => sequence[Math.min(opening, sequence.length) - 1] ?? 0,
    };
  }
  return {
    timeoutDuration: backoff?.initialMs ?? ms,
    backoff: {
      factor: backoff?.multiplier ?? 1,
      max: backoff?.maxMs ?? Number.MAX_SAFE_INTEGER,
      jitter: 0,
    },
  };
}

function trialsOf(halfOpen: BreakerConfig['halfOpen']): TrialOptions {
  const { permits, successes = 1 } = halfOpen;
  return {
    permitted: permits,
    required: successes,
    tolerated: permits - successes,
    verdict: halfOpen.rule === 'rateAfterAll' ? rateAfterAll : undefined,
    reclaimAfter: halfOpen.reclaimMs ?? false,
    timeLimit: halfOpen.maxMs,
    onTimeLimit: halfOpen.onMax,
  };
}
