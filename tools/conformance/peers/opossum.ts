import OpossumBreaker from 'opossum';
import type {
  BreakerConfig,
  BreakerStep,
  ScenarioState,
} from '../../../projects/ngx-convoy/core/src/conformance/breaker-scenario';
import { changed, failuresOnly, noReclaim, noTimeLimit, oneBreakDuration } from './dialect';
import { ratesOnly, same, withoutSlowCalls } from './dialect';
import type { Dialect } from './dialect';
import { Inexpressible, Neutral } from './peer';
import type { Peer, PeerCircuit } from './peer';

/** Long enough that nothing leaves it during a row. */
const FOREVER = 1e9;

export const opossum: Peer = {
  name: 'opossum',
  mapping: [
    'A rate with `>=` is an `errorThresholdPercentage` that is smaller by a billionth; the minimum number of calls is `volumeThreshold`.',
    'It has time windows only. A count window is a time window that nothing leaves; failures in a row are a rate of all, or of any, of the calls in a long window or in one as long as the break.',
    'It has one trial at a time and a fixed break. Its own timeout, snapshots and percentiles are off.',
    'An ignored or cancelled call is an error that `errorFilter` filters.',
    '`open`, `close` and `disable` are its methods of these names; there is no isolation.',
    'A snapshot is `toJSON()`, restored as `state` and `status`.',
    'Its timers run on the virtual clock and are never late, which no browser tab grants.',
    'Metrics are its `stats`: total = successes + failures. Calls refused since the last transition and the time of the next trial are not shown, so such observations are left out.',
  ],
  showsMetrics: true,
  closesAfterAllTrials: false,
  concessions: [
    withoutSlowCalls,
    failuresOnly,
    ratesOnly,
    timeWindows,
    oneTrial,
    oneBreakDuration,
    noReclaim,
    noTimeLimit,
  ],
  create: (config, saved) => new OpossumCircuit(config, saved),
  explanations: [
    {
      text: 'The trial ends well when its error is filtered: such an error counts as a success.',
      byDesign: true,
      applies: ({ steps, mismatch }) =>
        hasNeutral(steps) && mismatch.endsWith('but is closed') && mismatch.includes('halfOpen'),
    },
    {
      text: 'Its statistics roll on through every state: they are of a time, not of a state.',
      byDesign: true,
      applies: ({ mismatch }) => mismatch.includes('(metrics)'),
    },
    {
      text: 'A success of a call that began before the circuit opened closes the half-open one.',
      byDesign: false,
      applies: ({ steps, mismatch }) =>
        hasLate(steps) && mismatch.endsWith('but is closed') && mismatch.includes('halfOpen'),
    },
    {
      text: 'The rate is failures by calls begun: what is in flight, refused or ignored counts as if it had gone well.',
      byDesign: false,
      applies: ({ steps }) => hasLate(steps) || hasNeutral(steps),
    },
    {
      text: 'The window is not emptied when the circuit closes: one more failure, and it is open again.',
      byDesign: false,
      applies: ({ steps }) => steps.some(({ op }) => op === 'advance'),
    },
  ],
};

class OpossumCircuit implements PeerCircuit {
  readonly events = { open: 0, halfOpen: 0, close: 0 };

  private readonly breaker: OpossumBreaker<[() => Promise<void>], void>;

  constructor(config: BreakerConfig, saved?: unknown) {
    const { trip, window, open, initial = 'closed' } = config;
    if (!['closed', 'open', 'halfOpen'].includes(initial)) {
      throw new Inexpressible(`cannot begin ${initial}`);
    }
    const time = window?.type === 'time' ? window : { ms: FOREVER, buckets: 10 };
    const percentage = trip.threshold * 100;
    const began = { state: { closed: initial === 'closed', halfOpen: initial === 'halfOpen' } };
    this.breaker = new OpossumBreaker((work: () => Promise<void>) => work(), {
      timeout: false,
      errorThresholdPercentage: trip.cmp === '>' ? percentage : percentage - 1e-9,
      volumeThreshold: trip.minCalls ?? 1,
      rollingCountTimeout: time.ms,
      rollingCountBuckets: time.buckets,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
      resetTimeout: open.ms ?? 0,
      errorFilter: (error) => error instanceof Neutral,
      ...(saved ?? (initial === 'closed' ? {} : began)),
    });
    for (const name of ['open', 'halfOpen', 'close'] as const) {
      (this.breaker as NodeJS.EventEmitter).on(name, () => this.events[name]++);
    }
  }

  execute(work: () => Promise<void>): Promise<unknown> {
    return this.breaker.fire(work);
  }

  state(): ScenarioState {
    const { breaker } = this;
    if (!breaker.enabled) return 'disabled';
    if (breaker.halfOpen) return 'halfOpen';
    return breaker.opened ? 'open' : 'closed';
  }

  metrics(): Record<string, number> {
    const { successes, failures: failed } = this.breaker.stats;
    const total = successes + failed;
    return { total, failed, failureRate: total === 0 ? 0 : failed / total };
  }

  control({ do: what }: Extract<BreakerStep, { op: 'control' }>): void {
    const { breaker } = this;
    if (what === 'open') breaker.open();
    else if (what === 'disable') breaker.disable();
    else if ((what === 'close' || what === 'reset') && !breaker.closed) breaker.close();
    else
      throw new Inexpressible(`has no control ${what}${what === 'reset' ? ' while closed' : ''}`);
  }

  snapshot(): unknown {
    const { state, status } = this.breaker.toJSON();
    return { state, status };
  }
}

function timeWindows(config: BreakerConfig): readonly Dialect[] {
  const { trip, window, open } = config;
  if (window?.type === 'time') return same(config);
  const long = { type: 'time', ms: FOREVER, buckets: 10 } as const;
  if (window?.type === 'count') return changed(config, { window: long }, 'window of calls');
  const asLongAsTheBreak = { ...long, ms: open.ms ?? FOREVER };
  return [1e-9, 1].flatMap((threshold) =>
    [long, asLongAsTheBreak].flatMap((time): readonly Dialect[] =>
      changed(
        config,
        {
          trip: { rule: 'rate', threshold, cmp: '>=', minCalls: trip.threshold, on: 'failure' },
          window: time,
        },
        'counting of failures in a row',
      ),
    ),
  );
}

function oneTrial(config: BreakerConfig): readonly Dialect[] {
  const { permits, rule, ...halfOpen } = config.halfOpen;
  if (permits === 1 && rule === 'ratio') return same(config);
  return changed(
    config,
    { halfOpen: { ...halfOpen, permits: 1, rule: 'ratio', successes: 1 } },
    permits === 1 ? 'rate of trials' : `${permits} trials`,
  );
}

function hasLate(steps: readonly BreakerStep[]): boolean {
  return steps.some(({ op }) => op === 'end');
}

function hasNeutral(steps: readonly BreakerStep[]): boolean {
  return steps.some(
    (step) => 'out' in step && (step.out === 'ignored' || step.out === 'cancelled'),
  );
}
