import type { Permit } from '../circuit-breaker/permit';
import type { OutlierDetector } from '../outlier/outlier-detector';
import type { Random } from '../random';
import type { BalancingSettings } from './balancing-options';
import { createPicker } from './create-picker';
import type { Endpoint, EndpointDefinition, EndpointHealth } from './endpoint';
import { FitnessWatch } from './fitness-watch';
import { endUse, type InstanceUse, type UseEnding } from './instance-use';
import { Membership, type MembershipChange } from './membership';
import type { Pool } from './pool';
import { Topology } from './topology';

/** A pick as it was made. */
export interface PickScene {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly picked: Endpoint | undefined;
  /** Where it was looked for. */
  readonly pool: Pool | undefined;
  readonly key: string | undefined;
  readonly tried: readonly Endpoint[];
  /** In percent, by tier. */
  readonly priorityLoads: readonly number[];
}

/** Told of each pick, on the hot path. */
export interface PickObserver {
  picked(scene: PickScene): void;
}

/** What a set of instances needs from its owner. */
export interface InstanceSetOwner {
  readonly random: Random;
  /** Finds those that do worse than the others; none: nobody is compared. */
  readonly outliers: OutlierDetector | undefined;
  createEndpoint(definition: EndpointDefinition): Endpoint;
  /** Told when an instance has become fit, or is no longer; rare. */
  fitnessChanged(endpoint: Endpoint): void;
}

/**
 * The instances of one service, and the choice among those that are fit.
 *
 * Who is fit is kept up to date by events (a breaker moved, a health check spoke, an instance was ejected) and by one
 * time, the next at which anything can change by itself. A pick compares the clock with that time and asks the picker:
 * it costs the same with three instances and with a thousand, and allocates nothing.
 */
export class InstanceSet {
  private readonly members: Membership;
  private readonly topology: Topology;
  private readonly fitness: FitnessWatch;
  private zone: string | undefined;
  /** Told of each pick while somebody watches; see `watchPicks`. @internal */
  observer: PickObserver | undefined;

  constructor(
    settings: BalancingSettings,
    private readonly owner: InstanceSetOwner,
  ) {
    const { random, outliers } = owner;
    this.zone = settings.zone;
    this.members = new Membership(settings.subset, random, (definition) =>
      owner.createEndpoint(definition),
    );
    this.topology = new Topology(settings, () => createPicker(settings.policy, random), random);
    this.fitness = new FitnessWatch(settings.slowStart, outliers, {
      flipped: (endpoint, now) => {
        this.flipped(endpoint, now);
      },
      setBack: (now) => {
        for (const endpoint of this.members.list) endpoint.setBack(now);
      },
      reweighed: (endpoint) => endpoint.candidates?.reweigh(endpoint),
    });
  }

  /** Every instance in use, draining ones and those that are not ready among them. */
  get all(): readonly Endpoint[] {
    return this.members.list;
  }

  /** How many there are; more than are in use when there are many. */
  get known(): number {
    return this.members.known;
  }

  /** What is known of everybody. */
  get definitions(): readonly EndpointDefinition[] {
    return this.members.definitions;
  }

  get(id: string): Endpoint | undefined {
    return this.members.get(id);
  }

  /**
   * Replaces the set of instances. One that stays keeps its state; one that goes finishes what it has in flight and
   * gets nothing new.
   */
  replace(definitions: readonly EndpointDefinition[], now: number): void {
    const isFirst = this.members.list.length === 0;
    this.apply(this.members.replace(definitions, this.zone), isFirst, now);
  }

  /** The caller is known to be in another zone, or in none. */
  locate(zone: string | undefined, now: number): void {
    if (zone === this.zone) return;
    this.zone = zone;
    this.apply(this.members.rechoose(zone), true, now);
  }

  /** @returns whether that is news */
  setHealth(id: string, health: EndpointHealth, now: number): boolean {
    const endpoint = this.get(id);
    if (endpoint === undefined || endpoint.health === health) return false;
    endpoint.health = health;
    this.review(endpoint, now);
    return true;
  }

  /** Sends an instance nothing new, while what is under way finishes; or ends that. @returns whether that is news */
  drain(id: string, draining: boolean, now: number): boolean {
    const endpoint = this.get(id);
    if (endpoint === undefined || endpoint.draining === draining) return false;
    endpoint.draining = draining;
    this.review(endpoint, now);
    return true;
  }

  /** Something has happened to an instance, such as a move of its breaker. */
  review(endpoint: Endpoint, now: number): void {
    if (this.members.has(endpoint)) this.fitness.review(endpoint, now);
  }

  /** An outlier has been found. */
  ejected(id: string, now: number): void {
    const endpoint = this.get(id);
    if (endpoint !== undefined) this.fitness.ejected(endpoint, now);
  }

  /** How many of those that may be called are fit. */
  countFit(now: number): number {
    this.fitness.reviewDue(now);
    return this.topology.fit;
  }

  /** Why an instance gets no calls, in words; `undefined` when it gets some. */
  whyUnfit(endpoint: Endpoint, now: number): string | undefined {
    if (this.topology.poolOf(endpoint) === undefined) return 'it is not ready, its registry says';
    return this.fitness.reasonOf(endpoint, now);
  }

  /**
   * The instance for the next attempt: a fit one that `tried` does not hold; else one that was tried.
   *
   * When fewer are fit than the panic threshold allows, health is ignored: those that are left could not carry the
   * load, and a wrong verdict about many must not lock everybody out. A repetition still prefers those that are fit.
   *
   * @param key what the call is to stick by
   * @see Envoy, "Panic threshold"; the last instance is never taken out
   */
  pick(now: number, tried: readonly Endpoint[], key?: string): Endpoint | undefined {
    this.fitness.reviewDue(now);
    const pool = this.topology.choose();
    const picked =
      (tried.length === 0 ? undefined : this.pickAnother(pool, now, tried, key, true)) ??
      pool?.pick(now, key);
    if (this.observer !== undefined) this.show(picked, now, tried, key);
    return picked;
  }

  /** A fit instance that has not been tried, for an attempt beside another one; `undefined` when there is none. */
  pickOther(now: number, tried: readonly Endpoint[], key?: string): Endpoint | undefined {
    this.fitness.reviewDue(now);
    const picked = this.pickAnother(this.topology.choose(), now, tried, key, false);
    if (this.observer !== undefined) this.show(picked, now, tried, key);
    return picked;
  }

  /** Whether an attempt at a picked instance would be one in panic. Ask before it begins. */
  isPanic(endpoint: Endpoint): boolean {
    return !endpoint.isFit && this.members.callable.length > 1;
  }

  /**
   * An attempt at a picked instance begins. The last instance is never taken out, so a single one needs no permit; nor
   * does one that is called in panic.
   */
  begin(endpoint: Endpoint, now: number): Permit | undefined {
    endpoint.inFlight += 1;
    if (this.members.callable.length < 2) return undefined;
    const admission = endpoint.breaker.acquire(now);
    // A trial takes a place that the next pick cannot have; and somebody may have moved the breaker and told nobody.
    if (endpoint.breaker.state !== 'closed') this.review(endpoint, now);
    return admission.permitted ? admission : undefined;
  }

  /**
   * The attempt has ended; everything that it teaches about the instance is learnt here.
   *
   * @param retryAfter milliseconds that the server asks to be left alone
   */
  settle(
    use: InstanceUse,
    ending: UseEnding,
    error: unknown,
    retryAfter: number | undefined,
    now: number,
  ): void {
    const { endpoint } = use;
    endUse(use, ending, error, retryAfter, now);
    if (!this.members.has(endpoint)) return;
    if (ending !== 'cancelled') {
      this.owner.outliers?.record(endpoint.id, ending === 'success', now);
    }
    if (!endpoint.isFit || endpoint.breaker.state !== 'closed') this.fitness.review(endpoint, now);
  }

  /** One that has not been tried: a fit one of the chosen pool, of any other; in panic anybody. */
  private pickAnother(
    chosen: Pool | undefined,
    now: number,
    tried: readonly Endpoint[],
    key: string | undefined,
    mayPanic: boolean,
  ): Endpoint | undefined {
    if (chosen === undefined) return undefined;
    const { pools } = this.topology;
    for (const pool of pools.length === 1 ? pools : [chosen, ...pools]) {
      const picked = pool.panics
        ? leastLoaded(pool.members, tried, now)
        : pool.pickWithout(tried, now, key);
      if (picked !== undefined) return picked;
    }
    return mayPanic && chosen.panics ? chosen.pickWithout(tried, now, key) : undefined;
  }

  private apply({ joined, gone }: MembershipChange, isFirst: boolean, now: number): void {
    for (const endpoint of gone) {
      endpoint.draining = true;
      this.fitness.forget(endpoint);
    }
    for (const endpoint of joined) this.fitness.welcome(endpoint, isFirst, now);
    for (const endpoint of this.members.list) this.fitness.refresh(endpoint, now);
    this.topology.arrange(this.members.callable, this.zone);
    this.widen(now);
  }

  private flipped(endpoint: Endpoint, now: number): void {
    this.topology.moved(endpoint);
    this.widen(now);
    this.owner.fitnessChanged(endpoint);
  }

  /** Before calling those that are not fit, those are called that were never needed. */
  private widen(now: number): void {
    for (const { rank, panics } of this.topology.tiers) {
      const change = panics ? this.members.widen(rank, this.zone) : undefined;
      if (change !== undefined) {
        this.apply(change, true, now);
        return;
      }
    }
  }

  private show(
    picked: Endpoint | undefined,
    now: number,
    tried: readonly Endpoint[],
    key: string | undefined,
  ): void {
    const pool = (picked && this.topology.poolOf(picked)) ?? this.topology.pools[0];
    this.observer?.picked({ now, picked, pool, key, tried, priorityLoads: this.topology.shares });
  }
}

/** Among the fit ones; a repetition in panic is rare enough to look at all of them. */
function leastLoaded(
  members: readonly Endpoint[],
  tried: readonly Endpoint[],
  now: number,
): Endpoint | undefined {
  let best: Endpoint | undefined;
  let least = Infinity;
  for (const endpoint of members) {
    if (!endpoint.isFit || tried.includes(endpoint)) continue;
    const load = endpoint.cost.load(endpoint.inFlight, now);
    if (best !== undefined && load >= least) continue;
    best = endpoint;
    least = load;
  }
  return best;
}
