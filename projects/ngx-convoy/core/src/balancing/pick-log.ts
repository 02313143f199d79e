import type { InstanceSet, PickObserver, PickScene } from './instance-set';

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

/** Puts a pick into words and numbers. */
function explain(instances: InstanceSet, scene: PickScene): PickExplanation {
  const { now, picked, pool, key, tried } = scene;
  const list = (pool?.candidates.list ?? []).filter((each) => !tried.includes(each));
  const listed = list.slice(0, LISTED);
  if (picked !== undefined && !listed.includes(picked)) listed.splice(-1, 1, picked);
  const leftOut = instances.all.flatMap((endpoint) => {
    if (endpoint === picked || list.includes(endpoint)) return [];
    const reason = tried.includes(endpoint)
      ? 'this call has tried it already'
      : (instances.whyUnfit(endpoint, now) ?? 'it is of another priority or zone');
    return [{ id: endpoint.id, reason }];
  });
  return {
    at: now,
    picked: picked?.id,
    policy: pool?.policy ?? '',
    because: picked === undefined ? 'there is no instance' : (pool?.because() ?? ''),
    panic: picked !== undefined && instances.isPanic(picked),
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

/** The last picks of one set of instances, while anybody watches. */
class PickLog implements PickObserver {
  private readonly ring: PickExplanation[] = [];
  private next = 0;
  private readonly watchers = new Set<PickWatcher>();

  constructor(private readonly instances: InstanceSet) {}

  watch(onPick: (pick: PickExplanation) => void): PickWatch {
    const watcher = new PickWatcher(this, onPick);
    this.watchers.add(watcher);
    this.instances.observer = this;
    return watcher;
  }

  leave(watcher: PickWatcher): void {
    if (!this.watchers.delete(watcher) || this.watchers.size > 0) return;
    this.instances.observer = undefined;
  }

  get latestFirst(): readonly PickExplanation[] {
    return [...this.ring.slice(this.next), ...this.ring.slice(0, this.next)].reverse();
  }

  picked(scene: PickScene): void {
    const pick = explain(this.instances, scene);
    this.ring[this.next] = pick;
    this.next = (this.next + 1) % KEPT;
    for (const { onPick } of this.watchers) onPick(pick);
  }
}

class PickWatcher implements PickWatch {
  constructor(
    private readonly log: PickLog,
    readonly onPick: (pick: PickExplanation) => void,
  ) {}

  get picks(): readonly PickExplanation[] {
    return this.log.latestFirst;
  }

  stop(): void {
    this.log.leave(this);
  }
}

/**
 * Keeps the reasons of the last picks while somebody watches; nothing is kept, or computed, while nobody does.
 *
 * @usageNotes
 * ```ts
 * const watch = watchPicks(upstream.instances);
 * // later
 * const [{ picked, because, leftOut }] = watch.picks;
 * watch.stop();
 * ```
 * @param onPick told of each pick; raise a flag there, nothing more
 */
export function watchPicks(
  instances: InstanceSet,
  onPick: (pick: PickExplanation) => void = () => undefined,
): PickWatch {
  const { observer } = instances;
  const log = observer instanceof PickLog ? observer : new PickLog(instances);
  return log.watch(onPick);
}
