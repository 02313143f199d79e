import type { Endpoint } from './endpoint';
import type { Pool } from './pool';

/** An instance that was chosen among, and the numbers that it was judged by. */
export interface PickCandidate {
  readonly id: string;
  /** What the policy compared, the smaller the better; `undefined` for a policy that compares nothing. */
  readonly load: number | undefined;
  readonly inFlight: number;
  /** Milliseconds, decaying average; `undefined` before the first answer. */
  readonly latency: number | undefined;
  /** Its weight, less while it warms up. */
  readonly share: number;
}

/** Why a pick came out as it did. */
export interface PickExplanation {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Id of the instance; `undefined` when there was none. */
  readonly picked: string | undefined;
  readonly policy: string;
  /** In words: `cheaper than catalog-2`, `its turn`. */
  readonly because: string;
  /** Whether health was ignored, because too few were fit. */
  readonly panic: boolean;
  /** What the call sticks by. */
  readonly key: string | undefined;
  /** The zone that was drawn, when zones are told apart. */
  readonly zone: string | undefined;
  /** The share of calls that go to each priority, in percent, the preferred one first. */
  readonly priorityLoads: readonly number[];
  /** Twenty at most, the picked one among them. */
  readonly candidates: readonly PickCandidate[];
  /** Candidates that are not listed. */
  readonly others: number;
  /** Instances that were not chosen among, and why; twenty at most. */
  readonly leftOut: readonly { readonly id: string; readonly reason: string }[];
}

const LISTED = 20;

/** Everything that an explanation is made from, as it was when the pick was made. */
export interface PickScene {
  readonly now: number;
  readonly picked: Endpoint | undefined;
  readonly pool: Pool | undefined;
  readonly panic: boolean;
  readonly key: string | undefined;
  readonly tried: readonly Endpoint[];
  readonly priorityLoads: readonly number[];
  readonly all: readonly Endpoint[];
  readonly reasonOf: (endpoint: Endpoint) => string | undefined;
}

/** Puts a pick into words and numbers. */
export function explainPick(scene: PickScene): PickExplanation {
  const { now, picked, pool, key, tried } = scene;
  const list = (pool?.candidates.list ?? []).filter((each) => !tried.includes(each));
  const listed = list.slice(0, LISTED);
  if (picked !== undefined && !listed.includes(picked)) listed.splice(-1, 1, picked);
  const leftOut = scene.all.flatMap((endpoint) => {
    if (endpoint === picked || list.includes(endpoint)) return [];
    const reason = tried.includes(endpoint)
      ? 'this call has tried it already'
      : (scene.reasonOf(endpoint) ?? 'it is of another priority or zone');
    return [{ id: endpoint.id, reason }];
  });
  return {
    at: now,
    picked: picked?.id,
    policy: pool?.policy ?? '',
    because: picked === undefined ? 'there is no instance' : (pool?.because() ?? ''),
    panic: scene.panic,
    key,
    zone: pool?.zone,
    priorityLoads: scene.priorityLoads,
    candidates: listed.map((endpoint) => ({
      id: endpoint.id,
      load: pool?.load(endpoint, now, key),
      inFlight: endpoint.inFlight,
      latency: endpoint.latency.value,
      share: endpoint.share,
    })),
    others: list.length - listed.length,
    leftOut: leftOut.slice(0, LISTED),
  };
}

/** Somebody who watches the picks. */
export interface PickWatch {
  /** The last fifty since the first of all watches began, the latest first. */
  readonly picks: readonly PickExplanation[];
  stop(): void;
}

const KEPT = 50;

/** The last picks, while anybody watches. */
export class PickLog {
  private readonly ring: PickExplanation[] = [];
  private next = 0;
  private readonly watchers = new Set<(pick: PickExplanation) => void>();

  /** @param onLeft told when nobody watches any more */
  constructor(private readonly onLeft: () => void) {}

  watch(onPick: (pick: PickExplanation) => void = () => undefined): PickWatch {
    const { ring, watchers } = this;
    // A watcher of its own even when two pass the same function.
    const watcher = (pick: PickExplanation): void => {
      onPick(pick);
    };
    watchers.add(watcher);
    const latestFirst = (): readonly PickExplanation[] =>
      [...ring.slice(this.next), ...ring.slice(0, this.next)].reverse();
    return {
      get picks() {
        return latestFirst();
      },
      stop: () => {
        if (watchers.delete(watcher) && watchers.size === 0) this.onLeft();
      },
    };
  }

  record(pick: PickExplanation): void {
    this.ring[this.next] = pick;
    this.next = (this.next + 1) % KEPT;
    for (const watcher of this.watchers) watcher(pick);
  }
}
