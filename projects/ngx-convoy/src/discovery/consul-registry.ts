import { requireHttpUrl, requireNumber } from 'ngx-convoy/core';
import { ConsulQueries } from './consul-queries';
import { consulRegistrar } from './consul-registrar';
import { ConsulWatch } from './consul-watch';
import { ConsulWatchAll } from './consul-watch-all';
import type { EndpointObserver, EndpointSource, EndpointSourceRuntime } from './endpoint-source';

/** A registry that speaks Consul's HTTP API. */
export interface ConsulRegistryOptions {
  /** Base URL, such as `https://consul.example.com`. It must allow CORS and expose `X-Consul-Index`. */
  readonly url: string;
  /** Milliseconds that a blocking query may be held, 1,000 to 600,000. Default 55,000. */
  readonly wait?: number | undefined;
  /**
   * Services that are each followed by a query of their own, 0 to 5. Default 1: over HTTP/1.1 a browser has six
   * connections to an origin, and all tabs share them. When there are more services, one query follows the checks of
   * all of them, and who has changed is asked for.
   */
  readonly ownQueries?: number | undefined;
  /** How instances are called unless their `Meta.scheme` says otherwise. Default: the scheme of `url`. */
  readonly scheme?: 'http' | 'https' | undefined;
  /** Sent with each question, such as `X-Consul-Token`; asked each time. A header of your own costs a CORS preflight. */
  readonly headers?: (() => Readonly<Record<string, string>>) | undefined;
}

/**
 * Finds instances by blocking queries, and announces instances that check in by a time to live.
 *
 * @see Consul API, "Blocking Queries"
 * @throws ConfigurationError when an option is out of range
 */
export function consulRegistry(options: ConsulRegistryOptions): EndpointSource {
  return new ConsulRegistry(options);
}

class ConsulRegistry implements EndpointSource {
  readonly name = 'consul';
  readonly origin: string;
  readonly registrar;

  private readonly queries: ConsulQueries;
  private readonly ownQueries: number;
  private readonly watches = new Set<ConsulWatch>();
  private all: ConsulWatchAll | undefined;
  private isArranging = false;

  constructor(options: ConsulRegistryOptions) {
    const url = requireHttpUrl('consulRegistry.url', options.url);
    const { wait = 55_000, ownQueries = 1, headers } = options;
    requireNumber('consulRegistry.wait', wait, { min: 1_000, max: 600_000 });
    requireNumber('consulRegistry.ownQueries', ownQueries, { min: 0, max: 5, integer: true });
    const scheme = options.scheme ?? (url.startsWith('https:') ? 'https' : 'http');
    this.origin = url;
    this.ownQueries = ownQueries;
    this.queries = new ConsulQueries(url, wait, scheme, headers);
    this.registrar = consulRegistrar(url, headers);
  }

  watch(
    service: string,
    observer: EndpointObserver,
    signal: AbortSignal,
    runtime: EndpointSourceRuntime,
  ): void {
    const watch = new ConsulWatch(service, observer, this.queries, runtime);
    this.watches.add(watch);
    signal.addEventListener('abort', () => {
      this.watches.delete(watch);
      watch.stop();
      if (this.watches.size > 0) return;
      this.all?.stop();
      this.all = undefined;
    });
    if (this.isArranging) return;
    this.isArranging = true;
    // An app names its services one after the other: how many there are shows when it is done.
    queueMicrotask(() => {
      this.isArranging = false;
      this.arrange(runtime);
    });
  }

  private arrange(runtime: EndpointSourceRuntime): void {
    if (this.all === undefined && this.watches.size <= this.ownQueries) {
      for (const watch of this.watches) watch.follow();
      return;
    }
    if (this.watches.size === 0) return;
    for (const watch of this.watches) watch.rest();
    this.all ??= new ConsulWatchAll(this.watches, this.queries, runtime);
    this.all.start();
  }
}
