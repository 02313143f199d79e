import {
  fullJitter,
  nextConsulIndex,
  parseConsulAnswer,
  requireHttpUrl,
  requireNumber,
  type Cancel,
} from 'ngx-convoy/core';
import type { EndpointObserver, EndpointSource, EndpointSourceRuntime } from './endpoint-source';

/** A registry that speaks Consul's HTTP API. */
export interface ConsulRegistryOptions {
  /** Base URL, such as `https://consul.example.com`. It must allow CORS and expose `X-Consul-Index`. */
  readonly url: string;
  /** Milliseconds that a blocking query may be held, 1,000 to 600,000. Default 55,000. */
  readonly wait?: number | undefined;
  /**
   * Queries held at a time, 1 to 6. Default 2: over HTTP/1.1 a browser has six connections to an origin, and all tabs
   * share them. With more services than connections they take turns, and each turn is held for a second.
   */
  readonly connections?: number | undefined;
  /** How instances are called unless their `Meta.scheme` says otherwise. Default: the scheme of `url`. */
  readonly scheme?: 'http' | 'https' | undefined;
}

/** How long a query is held when services take turns. */
const TURN = 1_000;
/** Beyond the wait, Consul adds up to a sixteenth of it; then the network has this long. */
const GRACE = 5_000;
/** How often a registry is asked that gives no index to block on. */
const POLL = 5_000;
/** An unchanged answer within this time was not held at all. */
const HASTE = 250;
const BACKOFF = { base: 1_000, max: 30_000 };

interface Watch {
  readonly service: string;
  readonly observer: EndpointObserver;
  readonly signal: AbortSignal;
  readonly runtime: EndpointSourceRuntime;
  index: number | undefined;
  failures: number;
}

/**
 * Finds instances by blocking queries on `/v1/health/service/:name?passing`.
 *
 * @see Consul API, "Blocking Queries"
 * @throws ConfigurationError when an option is out of range
 */
export function consulRegistry(options: ConsulRegistryOptions): EndpointSource {
  return new ConsulRegistry(options);
}

class ConsulRegistry implements EndpointSource {
  readonly name = 'consul';
  private readonly url: string;
  private readonly wait: number;
  private readonly connections: number;
  private readonly scheme: 'http' | 'https';
  /** Those whose turn is to come, the longest waiting first. */
  private readonly waiting: Watch[] = [];
  private watched = 0;
  private held = 0;

  constructor(options: ConsulRegistryOptions) {
    this.url = requireHttpUrl('consulRegistry.url', options.url);
    this.wait = options.wait ?? 55_000;
    requireNumber('consulRegistry.wait', this.wait, { min: 1_000, max: 600_000 });
    this.connections = options.connections ?? 2;
    requireNumber('consulRegistry.connections', this.connections, {
      min: 1,
      max: 6,
      integer: true,
    });
    this.scheme = options.scheme ?? (this.url.startsWith('https:') ? 'https' : 'http');
  }

  watch(
    service: string,
    observer: EndpointObserver,
    signal: AbortSignal,
    runtime: EndpointSourceRuntime,
  ): void {
    const watch: Watch = { service, observer, signal, runtime, index: undefined, failures: 0 };
    this.watched += 1;
    signal.addEventListener('abort', () => {
      this.watched -= 1;
    });
    this.queue(watch);
  }

  private queue(watch: Watch): void {
    this.waiting.push(watch);
    this.fill();
  }

  /** Gives free connections to the next in line. */
  private fill(): void {
    while (this.held < this.connections) {
      const next = this.waiting.shift();
      if (next === undefined) return;
      if (!next.signal.aborted) void this.take(next);
    }
  }

  /** One query; then the watch queues up again, after a pause when the answer gives reason for one. */
  private async take(watch: Watch): Promise<void> {
    const { clock } = watch.runtime;
    const askedAt = clock.now();
    const previous = watch.index;
    this.held += 1;
    const problem = await this.ask(watch);
    this.held -= 1;
    if (!watch.signal.aborted) {
      const isHasty = clock.now() - askedAt < HASTE && watch.index === previous;
      const pause =
        problem === undefined ? this.pauseAfter(watch, isHasty) : this.fail(watch, problem);
      if (pause === 0) this.waiting.push(watch);
      else
        clock.schedule(clock.now() + pause, () => {
          this.queue(watch);
        });
    }
    this.fill();
  }

  /** A registry that cannot block, or does not, must not be asked in a tight loop. */
  private pauseAfter(watch: Watch, isHasty: boolean): number {
    watch.failures = 0;
    if (watch.index === undefined) return POLL;
    return isHasty ? TURN : 0;
  }

  private fail(watch: Watch, problem: string): number {
    watch.failures += 1;
    watch.index = undefined;
    watch.observer.problem(problem);
    // Half a second at least: a registry in trouble gets a real rest.
    return BACKOFF.base / 2 + fullJitter(watch.failures, BACKOFF, watch.runtime.random);
  }

  /** @returns what is wrong, in words; `undefined` when all is well */
  private async ask(watch: Watch): Promise<string | undefined> {
    const wait = this.watched > this.connections ? Math.min(TURN, this.wait) : this.wait;
    const query = new URLSearchParams({ passing: '1' });
    if (watch.index !== undefined) {
      query.set('index', String(watch.index));
      query.set('wait', `${wait}ms`);
    }
    const abort = new AbortController();
    const stop = (): void => {
      abort.abort();
    };
    watch.signal.addEventListener('abort', stop);
    const cancelTimeout = this.limit(watch, wait, stop);
    try {
      const path = `/v1/health/service/${encodeURIComponent(watch.service)}`;
      const { fetch } = watch.runtime;
      const response = await fetch(`${this.url}${path}?${query}`, { signal: abort.signal });
      if (!response.ok) return `answers ${response.status}`;
      const answer = parseConsulAnswer(await response.json(), this.scheme);
      if (typeof answer === 'string') return answer;
      watch.index = nextConsulIndex(watch.index, response.headers.get('X-Consul-Index'));
      watch.observer.endpoints(answer);
      return undefined;
    } catch (error) {
      // What `fetch` and `json` reject with: no connection, our own timeout, a body that is not JSON.
      if (abort.signal.aborted) return 'does not answer in time';
      return error instanceof SyntaxError ? 'the answer is not JSON' : 'cannot be reached';
    } finally {
      cancelTimeout();
      watch.signal.removeEventListener('abort', stop);
    }
  }

  private limit(watch: Watch, wait: number, stop: () => void): Cancel {
    const { clock } = watch.runtime;
    const held = watch.index === undefined ? 0 : wait + wait / 16;
    return clock.schedule(clock.now() + held + GRACE, stop);
  }
}
