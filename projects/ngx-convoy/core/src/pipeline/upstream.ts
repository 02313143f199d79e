import { Endpoint, type EndpointDefinition, type EndpointHealth } from '../balancing/endpoint';
import { InstanceSet } from '../balancing/instance-set';
import { MeteredBulkhead } from '../bulkhead/metered-bulkhead';
import { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import type { CircuitBreakerOptions } from '../circuit-breaker/circuit-breaker-options';
import type { CircuitTransition } from '../circuit-breaker/circuit-state';
import { reasonInWords } from '../circuit-breaker/reason-in-words';
import type { Clock } from '../clock';
import { within } from '../options';
import { type Ejection, OutlierDetector } from '../outlier/outlier-detector';
import type { Random } from '../random';
import { fullJitter } from '../retry/full-jitter';
import { RetryBudget } from '../retry/retry-budget';
import { TrafficWindow } from '../window/traffic-window';
import { compose } from './compose';
import type { CallRuntime, Guards } from './guards';
import type { ResolvedHedgeOptions, ResolvedServiceOptions } from './service-options';
import type { ServiceState } from './service-status';
import { withBreaker } from './with-breaker';
import { withBulkhead } from './with-bulkhead';
import { withDeadline } from './with-deadline';
import { withHedge } from './with-hedge';
import { withName } from './with-name';
import { withRetry } from './with-retry';
import { withTimeout } from './with-timeout';

/** Told about an upstream. `counted` is on the hot path: raise a flag there, nothing more. */
export interface UpstreamListener {
  /** A breaker moved; `endpoint` is set when it was an instance's. */
  circuitMoved(upstream: Upstream, transition: CircuitTransition, endpoint?: Endpoint): void;
  /** Instances were added, changed or removed, or one has become fit or unfit. */
  instancesChanged(upstream: Upstream): void;
  /** An instance does worse than the others and gets no calls for a while. */
  instanceEjected?(upstream: Upstream, ejection: Ejection): void;
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
  readonly bulkhead: MeteredBulkhead | undefined;
  /** What guards every call; the breaker sees whole calls. */
  readonly guards: Guards;
  /** Whole calls; each endpoint counts its own attempts. */
  readonly traffic = new TrafficWindow();

  /** The choice of an instance for each attempt. */
  readonly instances: InstanceSet;

  private isHeardOf = false;
  private recentHedgeDelay: number | undefined;
  private hedgeDelayAt = -Infinity;

  constructor(
    readonly options: ResolvedServiceOptions,
    private readonly runtime: CallRuntime,
    private readonly listener: UpstreamListener,
    path = `service ${options.name}`,
  ) {
    const { clock, random } = runtime;
    this.name = options.name;
    this.instances = new InstanceSet(options.balancing, {
      random,
      outliers: this.createOutlierDetector(`${path}.outlier`),
      createEndpoint: (definition) => this.createEndpoint(definition),
      fitnessChanged: () => {
        listener.instancesChanged(this);
      },
    });
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
      within(`${path}.bulkhead`, () => new MeteredBulkhead(bulkhead, clock, runtime.deadlines));
    const { guards } = compose(runtime, [
      withName(this.name),
      withDeadline(options.deadline),
      ...(this.bulkhead === undefined ? [] : [withBulkhead(this.bulkhead)]),
      withBreaker(this.breaker),
      withRetry({
        attempts: retry.attempts,
        backoff: (attempt, _state, chance) => fullJitter(attempt, retry, chance),
        budget: this.budget,
      }),
      ...(hedge === undefined ? [] : [withHedge((now) => this.hedgeDelay(hedge, now))]),
      withTimeout(options.timeout),
    ]);
    this.guards = guards;
    // Throws now, at set-up, what would otherwise be thrown when the first instance is found.
    createBreaker(`${path}.instanceBreaker`, options.instanceBreaker, clock, random);
  }

  /** Every instance in use, draining ones among them. */
  get endpoints(): readonly Endpoint[] {
    return this.instances.all;
  }

  endpoint(id: string): Endpoint | undefined {
    return this.instances.get(id);
  }

  /**
   * Replaces the set of instances. One that stays keeps its state; one that goes finishes what it has in flight and
   * gets nothing new.
   */
  setEndpoints(definitions: readonly EndpointDefinition[]): void {
    this.instances.replace(definitions, this.runtime.clock.now());
    this.listener.instancesChanged(this);
  }

  setHealth(id: string, health: EndpointHealth): void {
    if (!this.instances.setHealth(id, health, this.runtime.clock.now())) return;
    this.isHeardOf = true;
    this.listener.instancesChanged(this);
  }

  /** Sends an instance nothing new while what is under way finishes, or ends that. */
  drain(id: string, draining: boolean): void {
    if (!this.instances.drain(id, draining, this.runtime.clock.now())) return;
    this.listener.instancesChanged(this);
  }

  /** Says in which zone the caller is, as far as is known. */
  locate(zone: string | undefined): void {
    this.instances.locate(zone, this.runtime.clock.now());
    this.listener.instancesChanged(this);
  }

  /** Status and reason, from the breaker first, then from the instances. */
  state(now: number): ServiceState {
    const circuit = this.breaker.state;
    if (circuit === 'open' || circuit === 'forced-open') {
      return { status: 'down', reason: `its breaker is open: ${reasonInWords(this.breaker)}` };
    }
    const total = this.endpoints.length;
    const fit = this.instances.countFit(now);
    if (total > 0 && fit === 0) return { status: 'down', reason: 'no instance is healthy' };
    if (circuit === 'half-open') return { status: 'degraded', reason: 'trying calls again' };
    if (fit < total)
      return { status: 'degraded', reason: `${total - fit} of ${total} instances out` };
    if (this.endpoints.some((endpoint) => endpoint.health === 'warn')) {
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
    const { clock, random } = this.runtime;
    const { instanceBreaker, balancing } = this.options;
    const breaker = new CircuitBreaker(instanceBreaker, clock, random, (transition) => {
      this.instances.review(endpoint, clock.now());
      this.listener.circuitMoved(this, transition, endpoint);
    });
    const endpoint = new Endpoint(definition, breaker, clock.now(), balancing.cost);
    return endpoint;
  }

  private createOutlierDetector(path: string): OutlierDetector | undefined {
    const { outlier } = this.options;
    if (outlier === false) return undefined;
    const onEjection = (ejection: Ejection): void => {
      this.instances.ejected(ejection.id, this.runtime.clock.now());
      this.listener.instanceEjected?.(this, ejection);
    };
    return within(path, () => new OutlierDetector(outlier, this.runtime.random, onEjection));
  }
}

/** Milliseconds for which a percentile is good enough to hedge by. */
const HEDGE_DELAY_AGE = 1_000;

function createBreaker(
  path: string,
  options: CircuitBreakerOptions,
  clock: Clock,
  random: Random,
  onTransition?: (transition: CircuitTransition) => void,
): CircuitBreaker {
  return within(path, () => new CircuitBreaker(options, clock, random, onTransition));
}
