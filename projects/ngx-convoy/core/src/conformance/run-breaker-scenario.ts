import {
  CircuitBreaker,
  type CircuitSnapshot,
  type CircuitState,
  type CircuitTransition,
  type Clock,
  isolate,
  type Permit,
  restoreCircuit,
  saveCircuit,
} from '../public-api';
import type { BreakerScenario, BreakerStep, ScenarioState } from './breaker-scenario';
import { optionsOf } from './breaker-scenario';

/** A clock that the row moves. */
export interface ScenarioClock extends Clock {
  advance(ms: number): void;
}

/**
 * Runs one row against the public breaker.
 *
 * @param onTransition told after every move of the breaker
 * @returns what was expected and what came, one line a mismatch; empty when the row passed
 */
export function runBreakerScenario(
  scenario: BreakerScenario,
  clock: ScenarioClock,
  onTransition?: (transition: CircuitTransition) => void,
): string[] {
  const run = new Run(scenario, clock, onTransition);
  scenario.steps.forEach((step, index) => {
    run.step(step, `step ${index + 1} (${step.op})`);
  });
  return run.mismatches;
}

/** Middle of the range: jitter is off, so nobody draws. */
const noChance = (): number => 0.5;

class Run {
  readonly mismatches: string[] = [];

  private breaker: CircuitBreaker;
  private readonly calls = new Map<string, { readonly permit: Permit; readonly start: number }>();
  private readonly releases = new Map<string, () => void>();
  private readonly snapshots = new Map<string, CircuitSnapshot>();
  private readonly events = new Map<string, number>();
  private where = '';

  constructor(
    private readonly scenario: BreakerScenario,
    private readonly clock: ScenarioClock,
    private readonly onTransition?: (transition: CircuitTransition) => void,
  ) {
    this.breaker = this.create();
    this.begin(scenario.config.initial ?? 'closed');
    this.events.clear();
  }

  step(step: BreakerStep, where: string): void {
    this.where = where;
    switch (step.op) {
      case 'call':
        for (let i = 0; i < (step.times ?? 1); i++) {
          const permit = this.acquire(step.expect);
          if (permit !== undefined) finish(permit, step.out, step.ms ?? 0);
        }
        return;
      case 'start': {
        const permit = this.acquire(step.expect);
        if (permit !== undefined) this.calls.set(step.id, { permit, start: this.clock.now() });
        return;
      }
      case 'end': {
        const call = this.calls.get(step.id);
        if (call === undefined) this.mismatches.push(`${where}: ${step.id} is not in flight`);
        else finish(call.permit, step.out, step.ms ?? this.clock.now() - call.start);
        return;
      }
      case 'advance':
        this.clock.advance(step.ms);
        return;
      case 'control':
        this.control(step);
        return;
      case 'snapshot':
        // Through JSON, as it would travel.
        this.snapshots.set(
          step.as,
          JSON.parse(
            JSON.stringify(saveCircuit(this.breaker, this.clock.now())),
          ) as CircuitSnapshot,
        );
        return;
      case 'restore':
        this.breaker = this.create();
        this.expect(
          'restored',
          restoreCircuit(this.breaker, this.snapshots.get(step.from), this.clock.now()),
          true,
        );
        return;
      default:
        this.observe(step);
    }
  }

  private observe(
    step: Extract<BreakerStep, { op: 'state' | 'metrics' | 'events' | 'retryAfter' }>,
  ): void {
    switch (step.op) {
      case 'state': {
        const state = this.breaker.look();
        const allowed = [step.is].flat().map((one) => STATES[one]);
        if (!allowed.includes(state)) this.expect('state', state, allowed.join(' or '));
        return;
      }
      case 'metrics': {
        const { total, failed, slow } = this.breaker.totals();
        const rate = total === 0 ? 0 : failed / total;
        const seen = { total, failed, slow, rejected: this.breaker.rejected, failureRate: rate };
        for (const [name, expected] of Object.entries(step.expect)) {
          this.expect(name, (seen as Partial<Record<string, number>>)[name], expected);
        }
        return;
      }
      case 'events':
        for (const [name, expected] of Object.entries(step.counts)) {
          this.expect(`${name} events`, this.events.get(name) ?? 0, expected);
        }
        return;
      case 'retryAfter':
        this.expect('retryAfter', (this.breaker.retryAt ?? NaN) - this.clock.now(), step.ms);
        return;
      default:
        this.unknown(step);
    }
  }

  private control({ do: what, handle = '', ms }: Extract<BreakerStep, { op: 'control' }>): void {
    switch (what) {
      case 'isolate':
        this.releases.set(handle, isolate(this.breaker, BY_ORDER));
        return;
      case 'release':
        this.releases.get(handle)?.();
        return;
      case 'open':
      case 'openFor':
        this.breaker.moveTo('open', BY_ORDER, ms);
        return;
      case 'reset':
      case 'close':
      case 'disable':
      case 'forceOpen':
      case 'metricsOnly':
      case 'halfOpen':
        this.breaker.moveTo(COMMANDS[what], BY_ORDER);
        return;
      default:
        this.unknown(what);
    }
  }

  private begin(state: ScenarioState): void {
    if (state === 'isolated') this.releases.set('', isolate(this.breaker, BY_ORDER));
    else if (state !== 'closed') this.breaker.moveTo(STATES[state], BY_ORDER);
  }

  private create(): CircuitBreaker {
    const options = optionsOf(this.scenario.config);
    return new CircuitBreaker(options, this.clock, noChance, (transition) => {
      this.count(transition);
      this.onTransition?.(transition);
    });
  }

  private count({ from, to, reason }: CircuitTransition): void {
    const wouldOpen = from === 'metrics-only' && to === from && reason !== BY_ORDER;
    if (from === to && !wouldOpen) return;
    const name = wouldOpen ? 'wouldOpen' : EVENTS[to];
    if (name !== undefined) this.events.set(name, (this.events.get(name) ?? 0) + 1);
  }

  private acquire(expected: 'run' | 'reject'): Permit | undefined {
    const permit = this.breaker.acquire();
    this.expect('admission', permit.permitted ? 'run' : 'reject', expected);
    return permit.permitted ? permit : undefined;
  }

  /** A table is data: it may say what the types do not allow. */
  private unknown(what: unknown): void {
    this.mismatches.push(`${this.where}: ${JSON.stringify(what)} is beyond this runner`);
  }

  private expect(what: string, seen: unknown, expected: unknown): void {
    const close =
      typeof seen === 'number' && typeof expected === 'number' && Math.abs(seen - expected) < 1e-9;
    if (seen === expected || close) return;
    this.mismatches.push(
      `${this.where}: ${what} should be ${String(expected)}, but is ${String(seen)}`,
    );
  }
}

/** What an operator says who is a table. */
const BY_ORDER = 'the table says so';

const COMMANDS = {
  reset: 'closed',
  close: 'closed',
  disable: 'disabled',
  forceOpen: 'forced-open',
  metricsOnly: 'metrics-only',
  halfOpen: 'half-open',
} as const;

const STATES: Readonly<Record<ScenarioState, CircuitState>> = {
  closed: 'closed',
  open: 'open',
  halfOpen: 'half-open',
  isolated: 'forced-open',
  forcedOpen: 'forced-open',
  disabled: 'disabled',
  metricsOnly: 'metrics-only',
};

const EVENTS: Readonly<Partial<Record<CircuitState, string>>> = {
  open: 'open',
  'half-open': 'halfOpen',
  closed: 'close',
};

function finish(permit: Permit, out: 'ok' | 'fail' | 'ignored' | 'cancelled', ms: number): void {
  if (out === 'ok') permit.succeed(ms);
  else if (out === 'fail') permit.fail(new Error('failed'), ms);
  else permit.release();
}
