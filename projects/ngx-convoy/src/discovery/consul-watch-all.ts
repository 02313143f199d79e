import { ConsulPace } from './consul-pace';
import type { ConsulQueries } from './consul-queries';
import type { ConsulWatch } from './consul-watch';
import type { EndpointSourceRuntime } from './endpoint-source';

/**
 * How old, in milliseconds, what is known of a service may become: an address can change without any check doing so, and
 * services without checks are not among the checks at all.
 */
const LONGEST_AGE = 60_000;

/** What a service was like when it was last asked for. */
interface Look {
  readonly state: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * Many services on one connection: one blocking query follows the checks of all, and each service is asked for, one
 * after the other, when its checks have changed or it was not asked for in a while.
 */
export class ConsulWatchAll {
  private readonly pace: ConsulPace;
  private readonly query = new AbortController();
  private readonly looks = new Map<ConsulWatch, Look>();
  private states: ReadonlyMap<string, string> = new Map();
  private isStarted = false;
  private isStopped = false;
  private isAsking = false;
  private wasGood = true;
  private cancelPause: (() => void) | undefined;

  constructor(
    private readonly watches: ReadonlySet<ConsulWatch>,
    private readonly queries: ConsulQueries,
    private readonly runtime: EndpointSourceRuntime,
  ) {
    this.pace = new ConsulPace(runtime);
  }

  /** Begins, or takes up those that have come since. */
  start(): void {
    void this.catchUp();
    if (this.isStarted) return;
    this.isStarted = true;
    void this.follow(undefined);
  }

  stop(): void {
    this.isStopped = true;
    this.query.abort();
    this.cancelPause?.();
  }

  private async follow(index: number | undefined): Promise<void> {
    const { signal } = this.query;
    const { found, index: next } = await this.queries.states(index, signal, this.runtime);
    if (signal.aborted) return;
    const isGood = typeof found !== 'string';
    if (isGood) {
      this.states = found;
      // Everybody was told of the trouble: everybody is asked for, and hears that it is over.
      if (!this.wasGood) this.looks.clear();
      this.wasGood = true;
      await this.catchUp();
    } else {
      this.wasGood = false;
      for (const watch of this.watches) watch.problem(found);
    }
    // It may have been stopped while it caught up.
    if (this.isStopped) return;
    const { clock } = this.runtime;
    const pause = isGood ? this.pace.afterAnswer() : this.pace.afterFailure();
    const goOn = (): void => {
      void this.follow(isGood ? next : undefined);
    };
    if (pause === 0) goOn();
    else this.cancelPause = clock.schedule(clock.now() + pause, goOn);
  }

  /** Asks for everybody who has changed since he was asked for last, once a round for each state. */
  private async catchUp(): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    const asked = new Map<ConsulWatch, string>();
    for (let due = this.nextDue(asked); due !== undefined; due = this.nextDue(asked)) {
      const look = { state: this.stateOf(due), at: this.runtime.clock.now() };
      asked.set(due, look.state);
      const result = await due.ask();
      if (this.isStopped) break;
      if (result !== 'failed') this.looks.set(due, look);
    }
    for (const watch of this.looks.keys()) if (!this.watches.has(watch)) this.looks.delete(watch);
    this.isAsking = false;
  }

  private nextDue(asked: ReadonlyMap<ConsulWatch, string>): ConsulWatch | undefined {
    const now = this.runtime.clock.now();
    for (const watch of this.watches) {
      const state = this.stateOf(watch);
      if (asked.get(watch) === state) continue;
      const look = this.looks.get(watch);
      if (look?.state !== state || Math.abs(now - look.at) >= LONGEST_AGE) return watch;
    }
    return undefined;
  }

  private stateOf({ service }: ConsulWatch): string {
    return this.states.get(service) ?? '';
  }
}
