import { BreakerState, Circuit, SlidingCountBreaker, SlidingTimeBreaker } from 'mollitia';
import type { SlidingWindowBreaker } from 'mollitia';
import type {
  BreakerConfig,
  BreakerStep,
  ScenarioState,
} from '../../../projects/ngx-convoy/core/src/conformance/breaker-scenario';
import { changed, failuresOnly, noReclaim, oneBreakDuration, ratesOnly, same } from './dialect';
import type { Dialect } from './dialect';
import { Failure, Inexpressible } from './peer';
import type { Peer, PeerCircuit } from './peer';

export const mollitia: Peer = {
  name: 'mollitia',
  mapping: [
    'A rate with `>` is a `failureRateThreshold` that is larger by a billionth of a percent; 100 % is smaller by as much, since 100 switches its rule off.',
    'N failures in a row are a count window of N that holds failures only.',
    'Its time window is a log. What leaves a window exactly at its end leaves a `slidingWindowSize` that is half a millisecond shorter.',
    'The verdict over trials comes after all permitted ones, by the same threshold as when closed.',
    'An ignored or cancelled call is an error that `onError` does not report.',
    'A call of a reported duration begins so much earlier on its clock.',
    '`open`, `openFor` (with `openStateDelay` changed), `halfOpen` and `close` are its methods; `reset` is `close()` and `clearState()`; `disable` is `active = false`.',
    'Its state can be kept through an addon only, not by a snapshot.',
    'It shows no metrics and no time of the next trial: such observations are left out, and rows that are about them.',
  ],
  showsMetrics: false,
  closesAfterAllTrials: true,
  concessions: [
    failuresOnly,
    ratesOnly,
    countedRun,
    exactWindow,
    rateAfterAll,
    oneBreakDuration,
    noReclaim,
    opensAfterTimeLimit,
  ],
  create: (config, saved) => new MollitiaCircuit(config, saved),
  explanations: [
    {
      text: 'A result that comes late is counted among the trials; when that makes one too many, it stays half-open for ever.',
      byDesign: false,
      applies: ({ steps, mismatch }) =>
        mismatch.endsWith('but is halfOpen') && steps.some(({ op }) => op === 'end'),
    },
    {
      text: 'An ignored error counts as a success: of the window, and of the trial that it uses up.',
      byDesign: true,
      applies: ({ steps }) =>
        steps.some((step) => 'out' in step && (step.out === 'ignored' || step.out === 'cancelled')),
    },
    {
      text: 'A slow failure is not counted as slow.',
      byDesign: false,
      applies: ({ config }) => config.slow !== undefined,
    },
  ],
};

class MollitiaCircuit implements PeerCircuit {
  readonly events = { open: 0, halfOpen: 0, close: 0 };

  private readonly breaker: SlidingWindowBreaker;
  private readonly circuit: Circuit;

  constructor(config: BreakerConfig, saved?: unknown) {
    if (saved !== undefined) throw new Inexpressible('cannot be restored');
    const { trip, window, slow, open, halfOpen, initial = 'closed' } = config;
    const state =
      initial === 'closed' || initial === 'open' || initial === 'halfOpen' ? initial : undefined;
    if (state === undefined) throw new Inexpressible(`cannot begin ${initial}`);
    const minimumNumberOfCalls = trip.minCalls ?? 1;
    if (window?.type === 'count' && minimumNumberOfCalls > window.size) {
      throw new Inexpressible('has no minimum above the size of the window');
    }
    this.breaker = window?.type === 'count' ? new SlidingCountBreaker() : new SlidingTimeBreaker();
    Object.assign(this.breaker, {
      state: BEGIN[state],
      slidingWindowSize: window?.type === 'count' ? window.size : (window?.ms ?? 0) - 0.5,
      minimumNumberOfCalls,
      openStateDelay: open.ms ?? 0,
      halfOpenStateMaxDelay: halfOpen.maxMs ?? 0,
      permittedNumberOfCallsInHalfOpenState: halfOpen.permits,
      failureRateThreshold: percentage(trip.threshold, trip.cmp),
      slowCallDurationThreshold: slow?.ms ?? 0,
      slowCallRateThreshold: slow === undefined ? 100 : percentage(slow.rate, '>='),
      onError: (error: unknown) => error instanceof Failure,
    } satisfies Partial<SlidingWindowBreaker>);
    this.breaker.on('state-changed', (to: BreakerState) => {
      this.events[EVENTS[to]]++;
    });
    this.circuit = new Circuit().fn((work: () => Promise<void>) => work());
    this.circuit.modules = [this.breaker];
  }

  execute(work: () => Promise<void>): Promise<unknown> {
    return this.circuit.execute(work);
  }

  state(): ScenarioState {
    return this.breaker.active ? STATES[this.breaker.state] : 'disabled';
  }

  metrics(): Record<string, never> {
    return {};
  }

  control({ do: what, ms }: Extract<BreakerStep, { op: 'control' }>): void {
    const { breaker } = this;
    switch (what) {
      case 'open':
        void breaker.open();
        return;
      case 'openFor': {
        const usual = breaker.openStateDelay;
        breaker.openStateDelay = ms ?? usual;
        breaker.on('state-changed', (to: BreakerState) => {
          if (to === BreakerState.HALF_OPENED) breaker.openStateDelay = usual;
        });
        void breaker.open();
        return;
      }
      case 'halfOpen':
        void breaker.halfOpen();
        return;
      case 'close':
        void breaker.close();
        return;
      case 'reset':
        void breaker.close();
        void breaker.clearState();
        return;
      case 'disable':
        breaker.active = false;
        return;
      default:
        throw new Inexpressible(`has no control ${what}`);
    }
  }

  snapshot(): unknown {
    throw new Inexpressible('has no snapshot');
  }
}

const BEGIN = {
  closed: BreakerState.CLOSED,
  open: BreakerState.OPENED,
  halfOpen: BreakerState.HALF_OPENED,
} as const;

const STATES: Readonly<Record<BreakerState, ScenarioState>> = {
  [BreakerState.CLOSED]: 'closed',
  [BreakerState.OPENED]: 'open',
  [BreakerState.HALF_OPENED]: 'halfOpen',
};

const EVENTS = {
  [BreakerState.CLOSED]: 'close',
  [BreakerState.OPENED]: 'open',
  [BreakerState.HALF_OPENED]: 'halfOpen',
} as const;

/** Its rules are `>=`, and 100 switches them off. */
function percentage(share: number, comparison: '>=' | '>' = '>='): number {
  return Math.min(100 - 1e-9, share * 100 + (comparison === '>' ? 1e-9 : 0));
}

function countedRun(config: BreakerConfig): readonly Dialect[] {
  const { trip } = config;
  if (trip.rule !== 'consecutive') return same(config);
  return changed(
    config,
    {
      trip: { rule: 'rate', threshold: 1, cmp: '>=', minCalls: trip.threshold, on: 'failure' },
      window: { type: 'count', size: trip.threshold },
    },
    'counting of failures in a row',
  );
}

/** A log of single calls slides in steps of a millisecond, as far as our window goes. */
function exactWindow(config: BreakerConfig): readonly Dialect[] {
  const { window } = config;
  if (window?.type !== 'time') return same(config);
  const buckets = Math.min(1_000, window.ms);
  return changed(config, { window: { ...window, buckets } }, `${window.buckets} buckets`);
}

function rateAfterAll(config: BreakerConfig): readonly Dialect[] {
  const { halfOpen } = config;
  if (halfOpen.rule === 'rateAfterAll') return same(config);
  const { permits, successes = 1 } = halfOpen;
  return changed(
    config,
    { halfOpen: { ...halfOpen, rule: 'rateAfterAll' } },
    `${successes} of ${permits} trials`,
  );
}

function opensAfterTimeLimit(config: BreakerConfig): readonly Dialect[] {
  return config.halfOpen.maxMs !== undefined && config.halfOpen.onMax === 'closed'
    ? changed(
        config,
        { halfOpen: { ...config.halfOpen, onMax: 'open' } },
        'closing at the time limit',
      )
    : same(config);
}
