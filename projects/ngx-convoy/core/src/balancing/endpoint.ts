import type { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import { requireHttpUrl, requireNumber } from '../options';
import { TrafficWindow } from '../window/traffic-window';
import { LatencyEwma } from './latency-ewma';

/** What the last health check said; `unknown` until there was one. */
export type EndpointHealth = 'unknown' | 'pass' | 'warn' | 'fail';

/** One instance of a service, as configuration or a registry describes it. */
export interface EndpointDefinition {
  /** Unique within its service. */
  readonly id: string;
  /** What replaces the service's prefix: an absolute http(s) URL, or a path on the page's own origin. */
  readonly url: string;
  /** Share of the traffic relative to the others, >= 0. Default 1; 0 gets traffic only when all have 0. */
  readonly weight?: number | undefined;
  readonly zone?: string | undefined;
  readonly version?: string | undefined;
  /** Relative cost of one call, >= 0. */
  readonly cost?: number | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** A living instance: its definition, and everything that calls to it have taught. */
export class Endpoint {
  readonly id: string;
  /** Calls under way. Counted by whoever makes them. */
  inFlight = 0;
  health: EndpointHealth = 'unknown';
  /** Gets no new calls; those under way may finish. */
  draining = false;
  /** The picker's own note of whose turn it is; one picker serves a service. */
  credit = 0;
  readonly latency = new LatencyEwma();
  readonly traffic = new TrafficWindow();

  private current: EndpointDefinition;
  private currentUrl: string;

  /** @param now epoch milliseconds since which it is known */
  constructor(
    definition: EndpointDefinition,
    readonly breaker: CircuitBreaker,
    readonly knownSince: number,
  ) {
    this.id = definition.id;
    this.current = definition;
    this.currentUrl = validUrl(definition);
  }

  get definition(): EndpointDefinition {
    return this.current;
  }

  /** Without a slash at its end. */
  get url(): string {
    return this.currentUrl;
  }

  get weight(): number {
    return this.current.weight ?? 1;
  }

  /** Takes over a new description of the same instance; what calls have taught stays. */
  update(definition: EndpointDefinition): void {
    this.currentUrl = validUrl(definition);
    this.current = definition;
  }
}

function validUrl({ id, url, weight }: EndpointDefinition): string {
  if (weight !== undefined) requireNumber(`instance '${id}': weight`, weight, { min: 0 });
  // `//host` is no path: it names another origin.
  return /^\/(?!\/)/.test(url) ? url : requireHttpUrl(`instance '${id}': url`, url);
}
