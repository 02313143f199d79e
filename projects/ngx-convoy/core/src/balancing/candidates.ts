import type { Endpoint } from './endpoint';

/** Few services have more; the columns grow when one does. */
const FIRST_SIZE = 8;

/**
 * The instances that a picker chooses among: those that are fit, in no particular order.
 *
 * Kept up to date as instances come, go and fall ill, so that a pick need not look at all of them. What is compared
 * with each pick stands in columns: two numbers out of one array are nearer than two objects.
 */
export class Candidates {
  /** Grows with every change of the list or of a share in it: whoever prepares something compares it. */
  revision = 0;
  /** By place in the list: what {@link PeakEwma.rank} says of it; whoever is not fit comes after all who are. */
  ranks = new Float64Array(FIRST_SIZE);
  /** By place in the list: calls under way for one unit of share; `Infinity` for who has no share. */
  loads = new Float64Array(FIRST_SIZE);
  /** By place in the list: whether nobody knows anything of it, and nobody is finding out. */
  strangers = new Uint8Array(FIRST_SIZE);

  private readonly members: Endpoint[] = [];

  constructor(endpoints: readonly Endpoint[] = []) {
    for (const endpoint of endpoints) this.add(endpoint);
  }

  get list(): readonly Endpoint[] {
    return this.members;
  }

  has(endpoint: Endpoint): boolean {
    return this.members[endpoint.slot] === endpoint;
  }

  /** O(1). Adding twice changes nothing. */
  add(endpoint: Endpoint): void {
    if (!this.has(endpoint)) {
      this.put(endpoint, this.members.length);
      this.revision += 1;
    }
    endpoint.candidates = this;
    this.update(endpoint);
  }

  /** O(1): the last one takes its place. @returns whether it was there */
  remove(endpoint: Endpoint): boolean {
    if (!this.has(endpoint)) return false;
    const last = this.members.pop();
    if (last !== undefined && last !== endpoint) {
      this.put(last, endpoint.slot);
      this.update(last);
    }
    endpoint.slot = -1;
    endpoint.candidates = undefined;
    this.revision += 1;
    return true;
  }

  /** The share of a candidate has changed. */
  reweigh(endpoint: Endpoint): void {
    if (!this.has(endpoint)) return;
    this.revision += 1;
    this.update(endpoint);
  }

  /** Something has happened to a candidate that it is compared by. */
  update(endpoint: Endpoint): void {
    const { slot, cost, inFlight, isFit, share } = endpoint;
    this.loads[slot] = share > 0 ? inFlight / share : Infinity;
    this.ranks[slot] = isFit ? cost.rank(inFlight) : UNFIT + cost.rank(inFlight);
    this.strangers[slot] = cost.isKnown || inFlight > 0 ? 0 : 1;
  }

  private put(endpoint: Endpoint, slot: number): void {
    this.members[slot] = endpoint;
    endpoint.slot = slot;
    if (slot < this.ranks.length) return;
    const { ranks, loads, strangers } = this;
    this.loads = new Float64Array(loads.length * 2);
    this.loads.set(loads);
    this.ranks = new Float64Array(ranks.length * 2);
    this.ranks.set(ranks);
    this.strangers = new Uint8Array(strangers.length * 2);
    this.strangers.set(strangers);
  }
}

/** Above the rank of everybody who is fit. */
const UNFIT = 1e18;
