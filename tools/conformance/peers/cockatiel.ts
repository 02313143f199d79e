import {
  CircuitState,
  ConsecutiveBreaker,
  CountBreaker,
  DelegateBackoff,
  IterableBackoff,
  SamplingBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import type { IBackoffFactory, IBreaker } from 'cockatiel';
import type {
  BreakerConfig,
  BreakerStep,
  ScenarioState,
} from '../../../projects/ngx-convoy/core/src/conformance/breaker-scenario';
import { changed, failuresOnly, noReclaim, noTimeLimit } from './dialect';
import { ratesOnly, same, withoutSlowCalls } from './dialect';
import type { Dialect } from './dialect';
import { Failure, Inexpressible } from './peer';
import type { Peer, PeerCircuit } from './peer';

export const cockatiel: Peer = {
  name: 'cockatiel',
  mapping: [
    'A rate with `>=` is a threshold that is smaller by a billionth.',
    'The minimum number of calls is said as `minimumRps`, so that it holds for the whole window.',
    'The window of a `SamplingBreaker` has a bucket a second, five at least; a count window is a `CountBreaker`.',
    '`N of M` trials are `halfOpenSampling`: `calls: M`, `threshold: (M - N) / M`. It closes when all M have answered.',
    'Growing breaks are an `IterableBackoff` or a `DelegateBackoff`, since its exponential one without jitter knows no factor but 2.',
    'An ignored or cancelled call is an error that the policy does not handle.',
    'Isolation by hand, its handles and `reset` of an isolated circuit are `isolate()` and its `dispose()`.',
    'A snapshot is `toJSON()`, restored as `initialState`; an initially open circuit is restored from such a state.',
    'It shows no metrics and no time of the next trial: such observations are left out, and rows that are about them.',
  ],
  showsMetrics: false,
  closesAfterAllTrials: true,
  concessions: [
    withoutSlowCalls,
    failuresOnly,
    ratesOnly,
    bucketsOfOneSecond,
    earlyVerdict,
    noReclaim,
    noTimeLimit,
  ],
  create: (config, saved) => new CockatielCircuit(config, saved),
  explanations: [
    {
      text: 'Whoever comes while all trials are taken waits for their verdict instead of being refused (its readme says so).',
      byDesign: true,
      applies: ({ mismatch }) => mismatch.includes('waiting'),
    },
    {
      text: 'An error that the policy does not handle counts as a success of the trial.',
      byDesign: true,
      applies: ({ steps, mismatch }) => hasNeutral(steps) && !mismatch.includes('waiting'),
    },
    {
      text: 'The time window moves by one bucket a call, however long nothing was called: what is old still counts.',
      byDesign: false,
      applies: ({ config }) => config.window?.type === 'time',
    },
    {
      text: 'A call that began while the circuit was closed opens a half-open one.',
      byDesign: false,
      applies: ({ steps }) => steps.some(({ op }) => op === 'end'),
    },
  ],
};

class CockatielCircuit implements PeerCircuit {
  readonly events = { open: 0, halfOpen: 0, close: 0 };

  private readonly breaker: IBreaker;
  private readonly policy: ReturnType<typeof circuitBreaker>;
  private readonly handles = new Map<string, () => void>();

  constructor(
    private readonly config: BreakerConfig,
    saved?: unknown,
  ) {
    const { permits, successes = 1 } = config.halfOpen;
    this.breaker = breakerOf(config);
    this.policy = circuitBreaker(
      handleWhen((error) => error instanceof Failure),
      {
        breaker: this.breaker,
        halfOpenAfter: breakOf(config.open),
        halfOpenSampling: { calls: permits, threshold: (permits - successes) / permits },
        initialState: saved ?? this.initially(),
      },
    );
    this.policy.onBreak((reason) => {
      if (!('isolated' in reason)) this.events.open++;
    });
    this.policy.onHalfOpen(() => {
      this.events.halfOpen++;
    });
    this.policy.onReset(() => {
      this.events.close++;
    });
  }

  execute(work: () => Promise<void>): Promise<unknown> {
    return this.policy.execute(work);
  }

  state(): ScenarioState {
    return STATES[this.policy.state];
  }

  metrics(): Record<string, never> {
    return {};
  }

  control({ do: what, handle = '' }: Extract<BreakerStep, { op: 'control' }>): void {
    if (what === 'isolate' || what === 'forceOpen') {
      const { dispose } = this.policy.isolate();
      this.handles.set(handle, dispose);
    } else if (what === 'release') {
      this.handles.get(handle)?.();
    } else if (what === 'reset' && this.policy.state === CircuitState.Isolated) {
      for (const dispose of this.handles.values()) dispose();
    } else {
      throw new Inexpressible(`has no control ${what}`);
    }
  }

  snapshot(): unknown {
    return this.policy.toJSON();
  }

  /** It begins closed, or with what another one has saved: so another one is tripped. */
  private initially(): unknown {
    const { initial = 'closed' } = this.config;
    if (initial === 'closed') return undefined;
    if (initial !== 'open') throw new Inexpressible(`cannot begin ${initial}`);
    const ownState = { value: CircuitState.Open, openedAt: Date.now(), attemptNo: 1 };
    return { ownState, breakerState: this.breaker.state };
  }
}

const STATES: Readonly<Record<CircuitState, ScenarioState>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'halfOpen',
  [CircuitState.Isolated]: 'isolated',
};

function bucketsOfOneSecond(config: BreakerConfig): readonly Dialect[] {
  const { window } = config;
  if (window?.type !== 'time') return same(config);
  const buckets = Math.max(5, Math.ceil(window.ms / 1_000));
  return buckets === window.buckets
    ? same(config)
    : changed(config, { window: { ...window, buckets } }, `${window.buckets} buckets`);
}

/** It opens as soon as the verdict is certain, and knows no other threshold for trials than a share of them. */
function earlyVerdict(config: BreakerConfig): readonly Dialect[] {
  const { halfOpen, trip } = config;
  if (halfOpen.rule === 'ratio') return same(config);
  const { permits } = halfOpen;
  const tolerated = Math.ceil(trip.threshold * permits - 1e-9) - 1;
  const successes = permits - tolerated;
  return changed(
    config,
    { halfOpen: { ...halfOpen, rule: 'ratio', successes } },
    'verdict after all trials',
  );
}

function breakerOf({ trip, window }: BreakerConfig): IBreaker {
  if (trip.rule === 'consecutive') return new ConsecutiveBreaker(trip.threshold);
  const threshold = trip.cmp === '>' ? trip.threshold : trip.threshold - 1e-9;
  const minimumNumberOfCalls = trip.minCalls ?? 1;
  if (window?.type === 'count') {
    if (minimumNumberOfCalls > window.size) {
      throw new Inexpressible('has no minimum above the size of the window');
    }
    return new CountBreaker({ threshold, size: window.size, minimumNumberOfCalls });
  }
  const duration = window?.ms ?? 0;
  // Half a call less, so that no rounding makes it one call more.
  const minimumRps = (minimumNumberOfCalls - 0.5) / (duration / 1_000);
  return new SamplingBreaker({ threshold, duration, minimumRps });
}

function breakOf({
  ms = 0,
  sequence,
  backoff,
}: BreakerConfig['open']): number | IBackoffFactory<unknown> {
  if (sequence !== undefined) return new IterableBackoff(sequence);
  if (backoff === undefined) return ms;
  const { initialMs, multiplier, maxMs = Infinity } = backoff;
  return new DelegateBackoff<unknown, number>((_context, opening = 0) => ({
    delay: Math.min(maxMs, initialMs * multiplier ** opening),
    state: opening + 1,
  }));
}

function hasNeutral(steps: readonly BreakerStep[]): boolean {
  return steps.some(
    (step) => 'out' in step && (step.out === 'ignored' || step.out === 'cancelled'),
  );
}
