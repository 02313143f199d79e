import type { Random } from '../random';
import type { Endpoint } from './endpoint';
import type { Picker } from './picker';
import { Pool } from './pool';
import { localityShares, priorityLoads } from './priority-load';
import { rankByDistance } from './rank';

/** Who is preferred, and when the others come in. */
export interface TopologyOptions {
  /** How the load of one priority is shared among zones; `undefined`: zones are not told apart. */
  readonly zoneWeights: Readonly<Record<string, number>> | undefined;
  /** How much more a group can carry than it has to, >= 1. */
  readonly overprovisioning: number;
  /** Share of fit instances below which health is ignored, 0..1. */
  readonly panicThreshold: number;
}

/** Instances of the same priority and the same distance. */
export interface Tier {
  readonly rank: number;
  readonly pools: readonly Pool[];
  readonly total: number;
  fit: number;
  /** So few are fit that all are called: those that are left could not carry the load, and so many verdicts may be wrong. */
  panics: boolean;
}

/**
 * The instances by priority and zone, and how the load is shared among them.
 *
 * Shares are computed when somebody has become fit or unfit, not with each pick; with a single group there are none.
 *
 * @see Envoy, "Priority levels", "Locality weighted load balancing", "Panic threshold"
 */
export class Topology {
  tiers: readonly Tier[] = [];

  private homes = new Map<Endpoint, readonly [Tier, Pool]>();
  private only: Pool | undefined;
  private loads: readonly number[] = [];
  private isOutdated = true;

  constructor(
    private readonly options: TopologyOptions,
    private readonly createPicker: () => Picker,
    private readonly random: Random,
  ) {}

  tierOf(endpoint: Endpoint): Tier | undefined {
    return this.homes.get(endpoint)?.[0];
  }

  poolOf(endpoint: Endpoint): Pool | undefined {
    return this.homes.get(endpoint)?.[1];
  }

  get pools(): readonly Pool[] {
    return this.tiers.flatMap(({ pools }) => pools);
  }

  /** In percent, by tier. */
  get shares(): readonly number[] {
    this.update();
    return this.loads;
  }

  get fit(): number {
    return this.tiers.reduce((sum, tier) => sum + tier.fit, 0);
  }

  /** Groups these instances anew. @param zone where the caller is */
  arrange(endpoints: readonly Endpoint[], zone: string | undefined): void {
    const ranks = groupBy(endpoints, ({ definition }) => rankByDistance(definition, zone));
    const homes = new Map<Endpoint, readonly [Tier, Pool]>();
    this.tiers = [...ranks]
      .sort(([a], [b]) => a - b)
      .map(([rank, members]) => {
        const pools = this.createPools(members);
        const fit = pools.reduce((sum, pool) => sum + pool.fit, 0);
        const tier: Tier = { rank, pools, total: members.length, fit, panics: false };
        for (const pool of pools) for (const one of pool.members) homes.set(one, [tier, pool]);
        return tier;
      });
    this.homes = homes;
    const [first] = this.tiers;
    this.only = this.tiers.length === 1 && first?.pools.length === 1 ? first.pools[0] : undefined;
    this.judge();
    for (const tier of this.tiers) for (const pool of tier.pools) pool.fill(tier.panics);
  }

  /** An instance has become fit, or is no longer. */
  moved(endpoint: Endpoint): void {
    const home = this.homes.get(endpoint);
    if (home === undefined) return;
    const [tier, pool] = home;
    const step = endpoint.isFit ? 1 : -1;
    tier.fit += step;
    pool.fit += step;
    const panicked = this.tiers.map(({ panics }) => panics);
    this.judge();
    this.tiers.forEach((each, index) => {
      if (each.panics !== panicked[index]) for (const one of each.pools) one.fill(each.panics);
    });
    if (endpoint.isFit || tier.panics) pool.candidates.add(endpoint);
    else pool.candidates.remove(endpoint);
  }

  /** Where the next call goes; `undefined` while there are no instances. */
  choose(): Pool | undefined {
    if (this.only !== undefined) return this.only;
    this.update();
    const tier = this.tiers[drawn(this.loads, 100, this.random)] ?? this.tiers[0];
    return tier && this.chooseZone(tier);
  }

  /** Within a tier, one of its zones. */
  chooseZone({ pools, panics }: Tier): Pool | undefined {
    if (pools.length < 2) return pools[0];
    const shares = localityShares(
      pools.map(({ zone, fit, total }) => ({
        weight: this.weightOf(zone),
        fit: panics ? total : fit,
        total,
      })),
      this.options.overprovisioning,
    );
    return pools[drawn(shares, 1, this.random)] ?? pools[0];
  }

  private createPools(members: readonly Endpoint[]): readonly Pool[] {
    const { zoneWeights } = this.options;
    const zones = groupBy(members, ({ zone }) => (zoneWeights === undefined ? undefined : zone));
    return Array.from(zones, ([zone, some]) => {
      for (const endpoint of some) endpoint.candidates?.remove(endpoint);
      const pool = new Pool(zone, some, this.createPicker());
      pool.fit = some.reduce((count, { isFit }) => count + (isFit ? 1 : 0), 0);
      return pool;
    });
  }

  private weightOf(zone: string | undefined): number {
    const { zoneWeights } = this.options;
    return (zone === undefined ? undefined : zoneWeights?.[zone]) ?? 1;
  }

  /** Nobody panics while all together can carry everything. */
  private judge(): void {
    this.isOutdated = true;
    const { overprovisioning, panicThreshold } = this.options;
    const carried = this.tiers.reduce(
      (sum, { fit, total }) => sum + Math.floor((overprovisioning * 100 * fit) / total),
      0,
    );
    const isEnough = this.tiers.length > 1 && carried >= 100;
    for (const tier of this.tiers) {
      const isFew = tier.fit === 0 || tier.fit < tier.total * panicThreshold;
      tier.panics = isFew && !isEnough;
    }
  }

  private update(): void {
    if (!this.isOutdated) return;
    this.isOutdated = false;
    const { overprovisioning } = this.options;
    const loads = priorityLoads(this.tiers, overprovisioning);
    const isHopeless = loads.every((load) => load === 0);
    // When nobody is fit, everybody is taken to be.
    this.loads = isHopeless
      ? priorityLoads(
          this.tiers.map(({ total }) => ({ fit: total, total })),
          overprovisioning,
        )
      : loads;
  }
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Draws one of these shares of a whole. */
function drawn(shares: readonly number[], whole: number, random: Random): number {
  if (shares[0] === whole) return 0;
  let left = random() * whole;
  let last = -1;
  for (let index = 0; index < shares.length; index++) {
    const share = shares[index] ?? 0;
    if (share === 0) continue;
    last = index;
    left -= share;
    if (left < 0) return index;
  }
  return last;
}
