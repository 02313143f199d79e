import type { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import { murmur3 } from '../hash/murmur3';
import { isEndpointUrl, requireHttpUrl, requireNumber } from '../options';
import { TrafficWindow } from '../window/traffic-window';
import type { Candidates } from './candidates';
import { LatencyEwma } from './latency-ewma';
import { PeakEwma, type PeakEwmaSettings, resolvePeakEwmaOptions } from './peak-ewma';

/** What the last health check said; `unknown` until there was one. */
export type EndpointHealth = 'unknown' | 'pass' | 'warn' | 'fail';

/**
 * What a registry says about an instance's life.
 *
 * @see Kubernetes, EndpointSlice conditions
 */
export interface EndpointConditions {
  /** Whether it wants calls. Default true. */
  readonly ready?: boolean | undefined;
  /** Whether it answers, even though it may be on its way out. Default: as `ready`. */
  readonly serving?: boolean | undefined;
  /** Whether it is on its way out. Default false. */
  readonly terminating?: boolean | undefined;
}

/** One instance of a service, as configuration or a registry describes it. */
export interface EndpointDefinition {
  /** Unique within its service. */
  readonly id: string;
  /** What replaces the service's prefix: an absolute http(s) URL, or a path on the page's own origin. */
  readonly url: string;
  /** Share of the traffic relative to the others, >= 0. Default 1; 0 gets traffic only when all have 0. */
  readonly weight?: number | undefined;
  /** Where it runs, such as `eu-west-1a`. */
  readonly zone?: string | undefined;
  /** What its zone belongs to. Default: the zone without its last letter, when that follows a digit. */
  readonly region?: string | undefined;
  /** A whole number, >= 0: instances of a higher one get what those of lower ones cannot carry. Default 0. */
  readonly priority?: number | undefined;
  readonly version?: string | undefined;
  /** Relative cost of one call, >= 0. */
  readonly cost?: number | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly conditions?: EndpointConditions | undefined;
}

/** Makes the breaker of an instance: of a thousand that a registry lists, most are never called. */
export type MakeBreaker = (endpoint: Endpoint) => CircuitBreaker;

/** A living instance: its definition, and everything that calls to it have taught. */
export class Endpoint {
  readonly id: string;
  /** Where it stands in the order of a key. */
  readonly idHash: number;
  health: EndpointHealth = 'unknown';
  /** What it says itself about that, when it is not well. */
  healthReason: string | undefined;
  /** Gets no new calls; those under way may finish. */
  draining = false;
  /** Whether it may be sent something without harm, as of the last review. */
  isFit = true;
  /** Its weight, less while it warms up. */
  share: number;
  /** The picker's own note of whose turn it is; one picker serves a service. */
  credit = 0;
  /** Among whom it is chosen. Kept by the list itself, as is its place there; -1 while it is none. */
  candidates: Candidates | undefined;
  slot = -1;
  readonly latency: LatencyEwma;
  /** What a call to it is likely to cost. */
  readonly cost: PeakEwma;

  private current: EndpointDefinition;
  private currentUrl: string;
  private numbers: TrafficWindow | undefined;
  private pending = 0;

  private guard: CircuitBreaker | MakeBreaker;

  /**
   * @param breaker guards it, or makes what guards it when it is first called
   * @param knownSince epoch milliseconds since which it is known
   */
  constructor(
    definition: EndpointDefinition,
    breaker: CircuitBreaker | MakeBreaker,
    readonly knownSince: number,
    settings: PeakEwmaSettings = DEFAULTS,
  ) {
    this.guard = breaker;
    this.id = definition.id;
    this.idHash = murmur3(definition.id);
    this.current = definition;
    this.currentUrl = validUrl(definition);
    this.share = this.weight;
    this.latency = new LatencyEwma(settings);
    this.cost = new PeakEwma(settings, knownSince);
  }

  /** Made when first asked for. */
  get breaker(): CircuitBreaker {
    if (typeof this.guard === 'function') this.guard = this.guard(this);
    return this.guard;
  }

  /** The breaker if there is one yet; `undefined` is as good as closed. */
  get breakerInUse(): CircuitBreaker | undefined {
    return typeof this.guard === 'function' ? undefined : this.guard;
  }

  /** Calls under way. Counted by whoever makes them. */
  get inFlight(): number {
    return this.pending;
  }
  set inFlight(count: number) {
    this.pending = count;
    this.candidates?.update(this);
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

  get zone(): string | undefined {
    return this.current.zone;
  }

  /** Its attempts. Made when first asked for: an instance that is never called costs no windows. */
  get traffic(): TrafficWindow {
    return (this.numbers ??= new TrafficWindow());
  }

  /** It has answered. @param ms milliseconds that it took */
  answered(ms: number, now: number): void {
    this.cost.observe(ms, now);
    this.latency.observe(ms, now);
    this.traffic.record('success', ms, now);
    this.candidates?.update(this);
  }

  /**
   * It has failed.
   *
   * @param ms milliseconds that this took
   * @param retryAfter milliseconds that it asks to be left alone
   */
  failed(ms: number, retryAfter: number | undefined, now: number): void {
    this.cost.fail(ms, retryAfter, now);
    this.latency.observe(ms, now);
    this.traffic.record('failure', ms, now);
    this.candidates?.update(this);
  }

  /** The caller has not waited for an answer. @param ms milliseconds that he did wait */
  givenUp(ms: number, now: number): void {
    this.cost.observeAtLeast(ms, now);
    this.traffic.record('cancelled', ms, now);
    this.candidates?.update(this);
  }

  /** The clock was set back. */
  setBack(now: number): void {
    this.cost.setBack(now);
    this.candidates?.update(this);
  }

  /** Takes over a new description of the same instance; what calls have taught stays. */
  update(definition: EndpointDefinition): void {
    this.currentUrl = validUrl(definition);
    this.current = definition;
    this.share = this.weight;
  }
}

const DEFAULTS = /* @__PURE__ */ resolvePeakEwmaOptions({});

function validUrl({ id, url, weight, priority }: EndpointDefinition): string {
  if (weight !== undefined) requireNumber(`instance '${id}': weight`, weight, { min: 0 });
  if (priority !== undefined) {
    requireNumber(`instance '${id}': priority`, priority, { min: 0, integer: true });
  }
  return url.startsWith('/') && isEndpointUrl(url)
    ? url
    : requireHttpUrl(`instance '${id}': url`, url);
}
