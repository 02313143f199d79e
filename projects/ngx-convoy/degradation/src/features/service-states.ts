import { DestroyRef, effect, inject, NgZone, Service, signal, untracked } from '@angular/core';
import { CLOCK, ServiceRegistry, Upstreams } from 'ngx-convoy';
import type { Cancel, ServiceState, Upstream } from 'ngx-convoy/core';

declare const ngServerMode: unknown;

/** Milliseconds between two looks at a service that is down for another reason than its breaker. */
const LOOK_AGAIN = 5_000;

/**
 * How services are at this moment. Reactive: whoever asks in a `computed` or a template is told of changes.
 *
 * Records in the registry move by events only. A breaker whose break is over becomes worth a try without any event;
 * so while a service is down, and only then, one timer looks again.
 */
@Service()
export class ServiceStates {
  private readonly clock = inject(CLOCK);
  private readonly registry = inject(ServiceRegistry);
  private readonly upstreams = inject(Upstreams);
  private readonly zone = inject(NgZone);
  private readonly looks = signal(0);
  private cancelLook: Cancel | undefined;

  constructor() {
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return;
    effect(() => {
      this.registry.services();
      this.looks();
      untracked(() => {
        this.planLook();
      });
    });
    inject(DestroyRef).onDestroy(() => this.cancelLook?.());
  }

  /** Names of all services. */
  names(): readonly string[] {
    return this.registry.services().map(({ name }) => name);
  }

  labelOf(service: string): string {
    return this.registry.serviceEntityMap()[service]?.label ?? service;
  }

  of(service: string): ServiceState {
    this.registry.services();
    this.looks();
    const upstream = this.upstreams.get(service);
    return (
      upstream?.state(this.clock.now()) ?? { status: 'down', reason: 'there is no such service' }
    );
  }

  isDown(service: string): boolean {
    return this.of(service).status === 'down';
  }

  /** Whether its breaker is open, but would let the next call try. */
  isWorthATry(service: string): boolean {
    this.looks();
    const breaker = this.upstreams.get(service)?.breaker;
    return breaker?.state === 'open' && breaker.admits(this.clock.now());
  }

  private planLook(): void {
    this.cancelLook?.();
    this.cancelLook = undefined;
    const now = this.clock.now();
    const next = Math.min(...this.upstreams.all().map((upstream) => nextLook(upstream, now)));
    if (next === Infinity) return;
    this.zone.runOutsideAngular(() => {
      this.cancelLook = this.clock.schedule(next, () => {
        this.looks.update((looks) => looks + 1);
      });
    });
  }
}

function nextLook(upstream: Upstream, now: number): number {
  if (upstream.state(now).status !== 'down') return Infinity;
  const { retryAt } = upstream.breaker;
  return retryAt !== undefined && retryAt > now ? retryAt : now + LOOK_AGAIN;
}
