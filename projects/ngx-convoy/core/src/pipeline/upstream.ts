import { Endpoint, type EndpointDefinition, type EndpointHealth } from '../balancing/endpoint';
import { InstanceSet } from '../balancing/instance-set';
import type { MeteredBulkhead } from '../bulkhead/metered-bulkhead';
import { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import type { CircuitBreakerOptions } from '../circuit-breaker/circuit-breaker-options';
import type { CircuitTransition } from '../circuit-breaker/circuit-state';
import { reasonInWords } from '../circuit-breaker/reason-in-words';
import type { Clock } from '../clock';
import { within } from '../options';
import { type Ejection, OutlierDetector } from '../outlier/outlier-detector';
import type { Random } from '../random';
import type { RetryBudget } from '../retry/retry-budget';
import { type CallOutcome, TrafficWindow } from '../window/traffic-window';
import type { CallMeter } from './call-meter';
import type { CallRuntime, Guards } from './guards';
import { sameOptions } from './same-options';
import type { ResolvedServiceOptions } from './service-options';
import { ServicePolicies } from './service-policies';
import type { ServiceState } from './service-status';
import { worseOf } from './worse-of';

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
  /** What guards every call; the breaker sees whole calls. */
  readonly policies: ServicePolicies;
  /** Whole calls; each endpoint counts its own attempts. */
  readonly traffic = new TrafficWindow();
  /** Told of every call that `traffic` counts. */
  meter: CallMeter | undefined = undefined;

  private set: InstanceSet;
  private definitions: readonly EndpointDefinition[] = [];
  /** Where the caller was found to be. */
  private zone: string | undefined;
  private isHeardOf = false;
  private assessment: ServiceState | undefined = undefined;
  private failedInRow = 0;

  constructor(
    private settings: ResolvedServiceOptions,
    private readonly runtime: CallRuntime,
    private readonly listener: UpstreamListener,
    path = `service ${settings.name}`,
  ) {
    const { clock, random } = runtime;
    this.name = settings.name;
    this.set = this.createSet(path, (definition) => this.createEndpoint(definition));
    this.policies = new ServicePolicies(
      settings,
      runtime,
      (transition) => {
        listener.circuitMoved(this, transition);
      },
      path,
    );
    // Throws now, at set-up, what would otherwise be thrown when the first instance is found.
    createBreaker(`${path}.instanceBreaker`, settings.instanceBreaker, clock, random);
  }

  get options(): ResolvedServiceOptions {
    return this.settings;
  }

  /** Opens when calls keep failing. */
  get breaker(): CircuitBreaker {
    return this.policies.breaker;
  }

  /** What repetitions are paid from. */
  get budget(): RetryBudget {
    return this.policies.budget;
  }

  /** `undefined` when its options name none. */
  get bulkhead(): MeteredBulkhead | undefined {
    return this.policies.bulkhead;
  }

  /** For the calls that start now. */
  get guards(): Guards {
    return this.policies.guards;
  }

  /** The choice of an instance for each attempt. */
  get instances(): InstanceSet {
    return this.set;
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
    this.definitions = definitions;
    this.instances.replace(definitions, this.runtime.clock.now());
    this.listener.instancesChanged(this);
  }

  /** @param reason what it says itself when it is not well */
  setHealth(id: string, health: EndpointHealth, reason?: string): void {
    const endpoint = this.endpoint(id);
    if (endpoint !== undefined) endpoint.healthReason = health === 'pass' ? undefined : reason;
    if (!this.instances.setHealth(id, health, this.runtime.clock.now())) return;
    this.isHeardOf = true;
    this.listener.instancesChanged(this);
  }

  /**
   * Takes what somebody who watches it from outside makes of it, such as that its calls are slow. It can only make the
   * state worse than its breaker and its instances say. `undefined` when nothing speaks against it any more.
   */
  assess(state: ServiceState | undefined): void {
    const before = this.assessment;
    if (before?.status === state?.status && before?.reason === state?.reason) return;
    this.assessment = state;
    if (state !== undefined) this.isHeardOf = true;
    this.listener.instancesChanged(this);
  }

  /** Calls that have failed since the last one that was answered; those given up or refused do not matter. */
  get failuresInRow(): number {
    return this.failedInRow;
  }

  /** Sends an instance nothing new while what is under way finishes, or ends that. */
  drain(id: string, draining: boolean): void {
    if (!this.instances.drain(id, draining, this.runtime.clock.now())) return;
    this.listener.instancesChanged(this);
  }

  /** Says in which zone the caller is, as far as is known. */
  locate(zone: string | undefined): void {
    this.zone = zone;
    this.instances.locate(zone, this.runtime.clock.now());
    this.listener.instancesChanged(this);
  }

  /**
   * Changes its options while calls are running. Breakers, windows, budgets, places and instances stay what they are; calls
   * under way go on under the policies that they started with.
   *
   * @param path what messages call the options, such as `services[2]`
   * @throws ConfigurationError, and nothing is changed then
   */
  configure(options: ResolvedServiceOptions, path = `service ${options.name}`): void {
    checkOptions(options, this.runtime, path);
    const { balancing, outlier } = this.settings;
    this.settings = options;
    this.policies.configure(options, path);
    for (const { breakerInUse } of this.endpoints) {
      breakerInUse?.configure(options.instanceBreaker);
    }
    if (!sameOptions([balancing, outlier], [options.balancing, options.outlier])) {
      this.chooseAnew(path);
    }
  }

  /** Status and reason, from the breaker first, then from the instances, then from who watches it. */
  state(now: number): ServiceState {
    return worseOf(this.ownState(now), this.assessment);
  }

  private ownState(now: number): ServiceState {
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
    const warning = this.endpoints.find((endpoint) => endpoint.health === 'warn');
    if (warning !== undefined) {
      const said = warning.healthReason === undefined ? '' : `: ${warning.healthReason}`;
      return { status: 'degraded', reason: `an instance reports a warning${said}` };
    }
    return this.isHeardOf
      ? { status: 'up', reason: 'calls are answered' }
      : { status: 'unknown', reason: 'nothing was heard of it yet' };
  }

  /** A call is over, or something else has answered in its place. @param error what it failed with */
  count(
    outcome: CallOutcome,
    durationMs: number,
    now: number,
    error?: unknown,
    attempts = 0,
  ): void {
    this.traffic.record(outcome, durationMs, now);
    this.meter?.(outcome, durationMs, now, error, attempts);
    if (outcome === 'success') this.failedInRow = 0;
    else if (outcome === 'failure') this.failedInRow += 1;
    this.listener.counted(this);
    if (outcome === 'failure' && error !== undefined) this.listener.callFailed?.(this, error);
    this.hear();
  }

  /** The first sign of life changes the status from `unknown`. */
  private hear(): void {
    if (this.isHeardOf) return;
    this.isHeardOf = true;
    this.listener.instancesChanged(this);
  }

  /** Another way to choose, among the same instances. */
  private chooseAnew(path: string): void {
    const known = new Map(this.endpoints.map((endpoint) => [endpoint.id, endpoint]));
    this.set = this.createSet(path, (each) => known.get(each.id) ?? this.createEndpoint(each));
    if (this.zone !== undefined) this.set.locate(this.zone, this.runtime.clock.now());
    this.setEndpoints(this.definitions);
    known.clear();
  }

  private createSet(
    path: string,
    createEndpoint: (definition: EndpointDefinition) => Endpoint,
  ): InstanceSet {
    return new InstanceSet(this.settings.balancing, {
      random: this.runtime.random,
      outliers: this.createOutlierDetector(`${path}.outlier`),
      createEndpoint,
      fitnessChanged: () => {
        this.listener.instancesChanged(this);
      },
    });
  }

  private createEndpoint(definition: EndpointDefinition): Endpoint {
    const { cost } = this.options.balancing;
    return new Endpoint(definition, this.guardInstance, this.runtime.clock.now(), cost);
  }

  private readonly guardInstance = (endpoint: Endpoint): CircuitBreaker => {
    const { clock, random } = this.runtime;
    return new CircuitBreaker(this.options.instanceBreaker, clock, random, (transition) => {
      this.instances.review(endpoint, clock.now());
      this.listener.circuitMoved(this, transition, endpoint);
    });
  };

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

/** Whether an upstream could be made of them. @throws ConfigurationError */
function checkOptions(options: ResolvedServiceOptions, runtime: CallRuntime, path: string): void {
  const { clock, random } = runtime;
  createBreaker(`${path}.instanceBreaker`, options.instanceBreaker, clock, random);
  const { outlier } = options;
  if (outlier !== false) within(`${path}.outlier`, () => new OutlierDetector(outlier, random));
  new ServicePolicies(options, runtime, () => undefined, path);
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
