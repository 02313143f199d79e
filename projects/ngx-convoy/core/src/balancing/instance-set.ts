import type { Permit } from '../circuit-breaker/permit';
import type { Endpoint, EndpointDefinition, EndpointHealth } from './endpoint';
import type { Picker } from './picker';

/** How an attempt at an instance ended, as far as the instance is concerned. */
export interface AttemptResult {
  readonly ending: 'success' | 'failure' | 'timeout' | 'cancelled';
  readonly durationMs: number;
  readonly error: unknown;
  /** Milliseconds that the server asks to wait. */
  readonly retryAfter: number | undefined;
}

/** The instances of one service, and the choice among those that are fit. */
export class InstanceSet {
  private list: readonly Endpoint[] = [];
  /** Reused between picks: a pick allocates nothing. */
  private readonly scratch: Endpoint[] = [];

  constructor(
    private readonly picker: Picker,
    private readonly create: (definition: EndpointDefinition) => Endpoint,
  ) {}

  /** Every known instance, the draining ones excepted. */
  get all(): readonly Endpoint[] {
    return this.list;
  }

  get(id: string): Endpoint | undefined {
    return this.list.find((endpoint) => endpoint.id === id);
  }

  /**
   * Replaces the set of instances. One that stays keeps its state; one that goes finishes what it has in flight and
   * gets nothing new.
   */
  replace(definitions: readonly EndpointDefinition[]): void {
    const known = new Map(this.list.map((endpoint) => [endpoint.id, endpoint]));
    const next: Endpoint[] = [];
    for (const definition of definitions) {
      const endpoint = known.get(definition.id) ?? this.create(definition);
      known.delete(definition.id);
      endpoint.update(definition);
      next.push(endpoint);
    }
    for (const gone of known.values()) gone.draining = true;
    this.list = next;
  }

  /** @returns whether that is news */
  setHealth(id: string, health: EndpointHealth): boolean {
    const endpoint = this.get(id);
    if (endpoint === undefined || endpoint.health === health) return false;
    endpoint.health = health;
    return true;
  }

  /** How many may be sent something without harm. */
  countFit(now: number): number {
    return this.list.filter((endpoint) => isFit(endpoint, now)).length;
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

  /**
   * An attempt at a picked instance begins. The last instance is never ejected, so a single one needs no permit; nor
   * does one that is called in panic.
   */
  begin(endpoint: Endpoint, now: number): Permit | undefined {
    endpoint.inFlight += 1;
    if (this.list.length < 2) return undefined;
    const admission = endpoint.breaker.acquire(now);
    return admission.permitted ? admission : undefined;
  }

  /** The attempt has ended; everything that it teaches about the instance is learnt here. */
  settle(
    endpoint: Endpoint,
    permit: Permit | undefined,
    { ending, durationMs, error, retryAfter }: AttemptResult,
    now: number,
  ): void {
    endpoint.inFlight -= 1;
    if (ending === 'cancelled') {
      permit?.release();
      endpoint.traffic.record('cancelled', durationMs, now);
    } else if (ending === 'success') {
      permit?.succeed(durationMs, now);
      endpoint.latency.observe(durationMs, now);
      endpoint.traffic.record('success', durationMs, now);
    } else {
      permit?.fail(error, durationMs, retryAfter, now);
      endpoint.latency.observe(durationMs, now);
      endpoint.traffic.record('failure', durationMs, now);
    }
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
}

const NONE: readonly Endpoint[] = [];

/** Whether an instance may be sent something without harm: healthy, and its breaker would let the call in. */
function isFit(endpoint: Endpoint, now: number): boolean {
  return endpoint.health !== 'fail' && !endpoint.draining && endpoint.breaker.admits(now);
}
