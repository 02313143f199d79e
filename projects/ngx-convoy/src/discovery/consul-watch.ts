import { ConsulPace } from './consul-pace';
import type { ConsulQueries } from './consul-queries';
import type { EndpointObserver, EndpointSourceRuntime } from './endpoint-source';

/** One service: followed by a blocking query of its own, or asked for when somebody says that it has changed. */
export class ConsulWatch {
  private readonly pace: ConsulPace;
  private query = new AbortController();
  private cancelPause: (() => void) | undefined;
  private isFollowing = false;

  constructor(
    readonly service: string,
    private readonly observer: EndpointObserver,
    private readonly queries: ConsulQueries,
    private readonly runtime: EndpointSourceRuntime,
  ) {
    this.pace = new ConsulPace(runtime);
  }

  /** Asks, and goes on asking. Doing it twice changes nothing. */
  follow(): void {
    if (this.isFollowing) return;
    this.isFollowing = true;
    this.askOn(undefined);
  }

  private askOn(index: number | undefined): void {
    void this.ask(index).then((next) => {
      if (this.query.signal.aborted) return;
      const pause = next === 'failed' ? this.pace.afterFailure() : this.pace.afterAnswer();
      this.after(pause, () => {
        this.askOn(next === 'failed' ? undefined : next);
      });
    });
  }

  /** Asks once. @returns the index to block on next */
  async ask(index?: number): Promise<number | 'failed' | undefined> {
    const { signal } = this.query;
    const { found, index: next } = await this.queries.service(
      this.service,
      index,
      signal,
      this.runtime,
    );
    if (signal.aborted) return 'failed';
    if (typeof found === 'string') {
      this.observer.problem(found);
      return 'failed';
    }
    this.observer.endpoints(found);
    return next;
  }

  problem(message: string): void {
    this.observer.problem(message);
  }

  /** Stops following; it may still be asked. */
  rest(): void {
    if (!this.isFollowing) return;
    this.isFollowing = false;
    this.stop();
    this.query = new AbortController();
  }

  stop(): void {
    this.query.abort();
    this.cancelPause?.();
  }

  private after(ms: number, task: () => void): void {
    const { clock } = this.runtime;
    if (ms === 0) task();
    else this.cancelPause = clock.schedule(clock.now() + ms, task);
  }
}
