import { createPicker } from '../balancing/create-picker';
import { Endpoint, type EndpointDefinition, type EndpointHealth } from '../balancing/endpoint';
import type { Picker } from '../balancing/picker';
import { Bulkhead } from '../bulkhead/bulkhead';
import { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import type { CircuitBreakerOptions } from '../circuit-breaker/circuit-breaker-options';
import type { CircuitTransition } from '../circuit-breaker/circuit-state';
import type { Clock } from '../clock';
import { within } from '../options';
import type { Random } from '../random';
import { fullJitter } from '../retry/full-jitter';
import { RetryBudget } from '../retry/retry-budget';
import { TrafficWindow } from '../window/traffic-window';
import type { CallRuntime, Guards } from './guarded-call';
import type { ResolvedHedgeOptions, ResolvedServiceOptions } from './service-options';
import type { ServiceState } from './service-status';

/** Told about an upstream. `counted` is on the hot path: raise a flag there, nothing more. */
export interface UpstreamListener {
  /** A breaker moved; `endpoint` is set when it was an instance's. */
  circuitMoved(upstream: Upstream, transition: CircuitTransition, endpoint?: Endpoint): void;
  /** Instances were added, changed or removed, or one's health changed. */
  instancesChanged(upstream: Upstream): void;
  /** A call or an attempt ended: the numbers moved. */
  counted(upstream: Upstream): void;
  /** A call has failed for good. */
  callFailed?(upstream: Upstream, error: unknown): void;
}

/**
 * One service as its callers meet it: its instances, the choice among them, and the policies that guard them.
 *
 * Plain mutable state; whoever shows it takes snapshots.
 */
export class Upstream {
  readonly name: string;
  readonly breaker: CircuitBreaker;
  readonly budget: RetryBudget;
  /** `undefined` when its options name none. */
  readonly bulkhead: Bulkhead | undefined;
  /** What guards every call; the breaker sees whole calls. */
  readonly guards: Guards;
  /** Whole calls; each endpoint counts its own attempts. */
  readonly traffic = new TrafficWindow();

  private readonly picker: Picker;
  private list: readonly Endpoint[] = [];
  private isHeardOf = false;
  private recentHedgeDelay: number | undefined;
  private hedgeDelayAt = -Infinity;
  /** Reused between picks: a pick allocates nothing. */
  private readonly scratch: Endpoint[] = [];

  constructor(
    readonly options: ResolvedServiceOptions,
    private readonly runtime: CallRuntime,
    private readonly listener: UpstreamListener,
    path = `service ${options.name}`,
  ) {
    const { clock, random } = runtime;
    this.name = options.name;
    this.picker = createPicker(options.balancing, random);
    this.budget = new RetryBudget({}, clock.now());
    this.breaker = createBreaker(
      `${path}.breaker`,
      options.breaker,
      clock,
      random,
      (transition) => {
        listener.circuitMoved(this, transition);
      },
    );
    const { retry, hedge, bulkhead } = options;
    this.bulkhead =
      bulkhead &&
      within(`${path}.bulkhead`, () => new Bulkhead(bulkhead, clock, runtime.deadlines));
    this.guards = {
      name: this.name,
      bulkhead: this.bulkhead,
      breaker: this.breaker,
      budget: this.budget,
      backoff: (attempt, _state, chance) => fullJitter(attempt, retry, chance),
      hedgeDelay: hedge === undefined ? undefined : (now) => this.hedgeDelay(hedge, now),
    };
    // Throws now, at set-up, what would otherwise be thrown when the first instance is found.
    createBreaker(`${path}.instanceBreaker`, options.instanceBreaker, clock, random);
  }

  /** Every known instance, the draining ones excepted. */
  get endpoints(): readonly Endpoint[] {
    return this.list;
  }

  endpoint(id: string): Endpoint | undefined {
    return this.list.find((endpoint) => endpoint.id === id);
  }

  /**
   * Replaces the set of instances. One that stays keeps its state; one that goes finishes what it has in flight and
   * gets nothing new.
   */
  setEndpoints(definitions: readonly EndpointDefinition[]): void {
    const known = new Map(this.list.map((endpoint) => [endpoint.id, endpoint]));
    const next: Endpoint[] = [];
    for (const definition of definitions) {
      const endpoint = known.get(definition.id) ?? this.createEndpoint(definition);
      known.delete(definition.id);
      endpoint.update(definition);
      next.push(endpoint);
    }
    for (const gone of known.values()) gone.draining = true;
    this.list = next;
    this.listener.instancesChanged(this);
  }

  setHealth(id: string, health: EndpointHealth): void {
    const endpoint = this.endpoint(id);
    if (endpoint === undefined || endpoint.health === health) return;
    endpoint.health = health;
    this.isHeardOf = true;
    this.listener.instancesChanged(this);
  }

  /**
   * The instance for the next attempt: a healthy one that its breaker admits and that `tried` does not hold; else one
   * that was tried; else, when every instance is refused, any of them (panic mode: the service's own breaker decides
   * when to stop, and a wrong verdict about all instances must not lock everybody out).
   *
   * @see Envoy, "Panic threshold"; the last instance is never ejected
   */
  pick(now: number, tried: readonly Endpoint[]): Endpoint | undefined {
    return (
      this.pickAmong(tried, true, now) ??
      this.pickAmong(NONE, true, now) ??
      this.pickAmong(tried, false, now) ??
      this.pickAmong(NONE, false, now)
    );
  }

  /** A fit instance that has not been tried, for an attempt beside another one; `undefined` when there is none. */
  pickOther(now: number, tried: readonly Endpoint[]): Endpoint | undefined {
    return this.pickAmong(tried, true, now);
  }

  /** Status and reason, from the breaker first, then from the instances. */
  state(now: number): ServiceState {
    const circuit = this.breaker.state;
    if (circuit === 'open' || circuit === 'forced-open') {
      return { status: 'down', reason: `its breaker is open: ${this.breaker.reason}` };
    }
    const total = this.list.length;
    const fit = this.list.filter((endpoint) => isFit(endpoint, now)).length;
    if (total > 0 && fit === 0) return { status: 'down', reason: 'no instance is healthy' };
    if (circuit === 'half-open') return { status: 'degraded', reason: 'trying calls again' };
    if (fit < total)
      return { status: 'degraded', reason: `${total - fit} of ${total} instances out` };
    if (this.list.some((endpoint) => endpoint.health === 'warn')) {
      return { status: 'degraded', reason: 'an instance reports a warning' };
    }
    return this.isHeardOf
      ? { status: 'up', reason: 'calls are answered' }
      : { status: 'unknown', reason: 'nothing was heard of it yet' };
  }

  /** Called by the pipeline when a call has been counted. @param error what it failed with, when it failed */
  counted(error?: unknown): void {
    this.listener.counted(this);
    if (error !== undefined) this.listener.callFailed?.(this, error);
    this.hear();
  }

  private pickAmong(
    excluded: readonly Endpoint[],
    onlyFit: boolean,
    now: number,
  ): Endpoint | undefined {
    const candidates = this.scratch;
    candidates.length = 0;
    for (const endpoint of this.list) {
      if (excluded.includes(endpoint)) continue;
      if (!onlyFit || isFit(endpoint, now)) candidates.push(endpoint);
    }
    return candidates.length === 0 ? undefined : this.picker.pick(candidates, now);
  }

  /** The first sign of life changes the status from `unknown`. */
  private hear(): void {
    if (this.isHeardOf) return;
    this.isHeardOf = true;
    this.listener.instancesChanged(this);
  }

  /** The 95th percentile of the last minute; nothing is hedged on guesses. A look at all sketches, so once a second. */
  private hedgeDelay(
    { delay, minimumCalls }: ResolvedHedgeOptions,
    now: number,
  ): number | undefined {
    if (delay !== undefined) return delay;
    if (Math.abs(now - this.hedgeDelayAt) >= HEDGE_DELAY_AGE) {
      const { successes, p95 } = this.traffic.snapshot(now);
      const isKnown = successes >= minimumCalls && p95 !== undefined;
      this.recentHedgeDelay = isKnown ? Math.max(1, p95) : undefined;
      this.hedgeDelayAt = now;
    }
    return this.recentHedgeDelay;
  }

  private createEndpoint(definition: EndpointDefinition): Endpoint {
    const breaker = new CircuitBreaker(
      this.options.instanceBreaker,
      this.runtime.clock,
      this.runtime.random,
      (transition) => {
        this.listener.circuitMoved(this, transition, endpoint);
      },
    );
    const endpoint = new Endpoint(definition, breaker, this.runtime.clock.now());
    return endpoint;
  }
}

const NONE: readonly Endpoint[] = [];
/** Milliseconds for which a percentile is good enough to hedge by. */
const HEDGE_DELAY_AGE = 1_000;

/** Whether an instance may be sent something without harm: healthy, and its breaker would let the call in. */
function isFit(endpoint: Endpoint, now: number): boolean {
  return endpoint.health !== 'fail' && !endpoint.draining && endpoint.breaker.admits(now);
}

function createBreaker(
  path: string,
  options: CircuitBreakerOptions,
  clock: Clock,
  random: Random,
  onTransition?: (transition: CircuitTransition) => void,
): CircuitBreaker {
  return within(path, () => new CircuitBreaker(options, clock, random, onTransition));
}
