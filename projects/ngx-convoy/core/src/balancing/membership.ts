import type { Random } from '../random';
import type { Endpoint, EndpointDefinition } from './endpoint';
import { readiness } from './fitness';
import { rankByDistance } from './rank';
import { orderForSubset } from './subset';

/** Who came and who went. */
export interface MembershipChange {
  readonly joined: readonly Endpoint[];
  readonly gone: readonly Endpoint[];
}

/** Which instances there are, and which of them are used: all of few, some of many. */
export class Membership {
  /** Everybody in use, those whom the registry does not want called among them. */
  list: readonly Endpoint[] = [];
  /** Those who may be called. */
  callable: readonly Endpoint[] = [];

  definitions: readonly EndpointDefinition[] = [];

  private readonly ids = new Map<string, Endpoint>();
  /** Other browsers use others. */
  private readonly seed: number;
  /** How many of each rank are used, where it is more than usual. */
  private readonly widened = new Map<number, number>();

  /** @param size how many of each priority and distance are used, at most */
  constructor(
    private readonly size: number,
    random: Random,
    private readonly create: (definition: EndpointDefinition) => Endpoint,
  ) {
    this.seed = Math.floor(random() * 4_294_967_296);
  }

  get known(): number {
    return this.definitions.length;
  }

  get(id: string): Endpoint | undefined {
    return this.ids.get(id);
  }

  has(endpoint: Endpoint): boolean {
    return this.ids.get(endpoint.id) === endpoint;
  }

  replace(definitions: readonly EndpointDefinition[], zone: string | undefined): MembershipChange {
    this.definitions = definitions;
    return this.rechoose(zone);
  }

  /** Uses more of those of one rank. @returns `undefined` when all are in use already */
  widen(rank: number, zone: string | undefined): MembershipChange | undefined {
    const size = this.widened.get(rank) ?? this.size;
    const ofRank = this.definitions.filter((each) => rankByDistance(each, zone) === rank);
    if (ofRank.length <= size) return undefined;
    this.widened.set(rank, size + this.size);
    return this.rechoose(zone);
  }

  /** The same instances for a caller in another zone. */
  rechoose(zone: string | undefined): MembershipChange {
    const wanted = wantedOf(this.definitions);
    const used = wanted.length <= this.size ? wanted : this.subsetOf(wanted, zone);
    const resting = this.definitions.filter((each) => !wanted.includes(each));
    const known = new Map(this.ids);
    const joined: Endpoint[] = [];
    const take = (definition: EndpointDefinition): Endpoint => {
      const endpoint = known.get(definition.id) ?? this.create(definition);
      if (!known.delete(definition.id)) joined.push(endpoint);
      endpoint.update(definition);
      this.ids.set(definition.id, endpoint);
      return endpoint;
    };
    const callable = used.map(take);
    const others = resting.slice(0, this.size).map(take);
    for (const id of known.keys()) this.ids.delete(id);
    this.callable = callable;
    this.list = others.length === 0 ? callable : this.inOrder([...callable, ...others]);
    return { joined, gone: [...known.values()] };
  }

  private subsetOf(
    wanted: readonly EndpointDefinition[],
    zone: string | undefined,
  ): readonly EndpointDefinition[] {
    const taken = new Map<number, number>();
    return orderForSubset(wanted, this.seed).filter((definition) => {
      const rank = rankByDistance(definition, zone);
      const count = taken.get(rank) ?? 0;
      taken.set(rank, count + 1);
      return count < (this.widened.get(rank) ?? this.size);
    });
  }

  private inOrder(endpoints: readonly Endpoint[]): readonly Endpoint[] {
    const places = new Map(this.definitions.map(({ id }, place) => [id, place]));
    return [...endpoints].sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
  }
}

/**
 * Those who are ready; when nobody is, those who are leaving and still answer.
 *
 * @see Kubernetes, KEP-1669, "Proxy Terminating Endpoints"
 */
function wantedOf(definitions: readonly EndpointDefinition[]): readonly EndpointDefinition[] {
  const ready = definitions.filter(({ conditions }) => readiness(conditions) === 'ready');
  if (ready.length > 0) return ready;
  return definitions.filter(({ conditions }) => readiness(conditions) === 'leaving');
}
