import { HttpErrorResponse } from '@angular/common/http';
import type { Upstreams } from 'ngx-convoy';
import type { Clock, Upstream } from 'ngx-convoy/core';
import type { CheckPlace } from './check-place';

/** Told what calls say about services. */
export interface PassiveListener {
  /** Calls say that something is wrong with a service, or with one of its instances. */
  suspected(service: string, instance: string | undefined): void;
  /** A call was wanted and not answered. */
  missed(service: string): void;
  /** A call got no answer at all, not even a bad one. */
  unanswered(): void;
}

/** So many failed calls in a row are no accident; Envoy's outlier detection. */
const IN_ROW = 5;
/** Neither is such a share of at least so many calls within so many milliseconds; Hystrix. */
const SHARE = 0.5;
const MINIMUM_CALLS = 20;
const WINDOW = 10_000;
/** The same suspicion needs no second probe so soon. */
const PAUSE = 5_000;

/**
 * Listens to the calls that are made anyway: they know first. Does nothing for a call that is answered.
 *
 * An instance is suspect when its breaker opens or when it is ejected as an outlier, a service when its calls fail in a
 * row or in great number.
 */
export class PassiveWatch {
  private readonly suspectedAt = new Map<string, number>();

  constructor(
    private readonly upstreams: Upstreams,
    private readonly clock: Clock,
    private readonly listener: PassiveListener,
  ) {}

  /** @returns how to stop */
  start(): () => void {
    return this.upstreams.listen({
      callFailed: (upstream, error) => {
        this.failed(upstream, error);
      },
      circuitMoved: ({ name }, { to }, endpoint) => {
        if (to === 'open') this.suspect(name, endpoint?.id);
      },
      instanceEjected: ({ name }, { id }) => {
        this.suspect(name, id);
      },
      serviceRemoved: (name) => {
        for (const key of this.suspectedAt.keys()) {
          if (key === name || key.startsWith(`${name}/`)) this.suspectedAt.delete(key);
        }
      },
    });
  }

  /**
   * Calls that a place has answered lately, when none has failed; 0 when one has.
   *
   * @param windowMs milliseconds
   */
  goodCalls({ service, instance }: CheckPlace, windowMs: number): number {
    const upstream = this.upstreams.get(service);
    if (upstream === undefined) return 0;
    const endpoint = instance === undefined ? undefined : upstream.endpoint(instance);
    // An instance that was never called has no windows, and gets none by being asked.
    if (instance !== undefined && endpoint?.latency.value === undefined) return 0;
    const traffic = endpoint?.traffic ?? upstream.traffic;
    const { successes, failures } = traffic.recent(windowMs, this.clock.now());
    return failures > 0 ? 0 : successes;
  }

  private failed(upstream: Upstream, error: unknown): void {
    this.listener.missed(upstream.name);
    if (error instanceof HttpErrorResponse && error.status === 0) this.listener.unanswered();
    if (upstream.failuresInRow >= IN_ROW || this.failsOften(upstream)) {
      this.suspect(upstream.name, undefined);
    }
  }

  private failsOften(upstream: Upstream): boolean {
    const { successes, failures } = upstream.traffic.recent(WINDOW, this.clock.now());
    const calls = successes + failures;
    return calls >= MINIMUM_CALLS && failures >= calls * SHARE;
  }

  private suspect(service: string, instance: string | undefined): void {
    const key = instance === undefined ? service : `${service}/${instance}`;
    const now = this.clock.now();
    const before = this.suspectedAt.get(key) ?? -Infinity;
    if (now - before < PAUSE && now >= before) return;
    this.suspectedAt.set(key, now);
    this.listener.suspected(service, instance);
  }
}
