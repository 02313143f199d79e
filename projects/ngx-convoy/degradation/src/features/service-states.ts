import {
  computed,
  DestroyRef,
  effect,
  inject,
  NgZone,
  Service,
  signal,
  untracked,
  type Signal,
} from '@angular/core';
import { CLOCK, ServiceRegistry, Upstreams } from 'ngx-convoy';
import type { Cancel, ServiceState, Upstream } from 'ngx-convoy/core';
import { BrowserOffline } from '../offline/browser-offline';
import { Freshness } from '../provenance/freshness';

declare const ngServerMode: unknown;

/** Milliseconds between two looks at a service that is down for another reason than its breaker. */
const LOOK_AGAIN = 5_000;

interface ServiceSight {
  readonly label: Signal<string>;
  readonly state: Signal<ServiceState>;
}

const NO_SUCH_SERVICE: ServiceState = { status: 'down', reason: 'there is no such service' };

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
  private readonly browser = inject(BrowserOffline);
  private readonly freshness = inject(Freshness);
  private readonly zone = inject(NgZone);
  private readonly looks = signal(0);
  private readonly byService = new Map<string, ServiceSight>();
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
    return this.sight(service).label();
  }

  of(service: string): ServiceState {
    return this.sight(service).state();
  }

  isDown(service: string): boolean {
    return this.of(service).status === 'down';
  }

  /**
   * Whether it is the user's own network that keeps the service from answering: the browser says so, and the last call came
   * back with nothing live. A service that answers all the same, on the machine itself, is not offline.
   */
  isOffline(service: string): boolean {
    if (!this.browser.isOffline()) return false;
    const { provenance, isEmptyHanded } = this.freshness.served(service)();
    if (provenance === undefined || isEmptyHanded) return isEmptyHanded;
    return provenance.source !== 'live' && provenance.source !== 'failover';
  }

  /** Whether its breaker is open, but would let the next call try. */
  isWorthATry(service: string): boolean {
    if (this.isOffline(service)) return false;
    this.looks();
    const breaker = this.upstreams.get(service)?.breaker;
    return breaker?.state === 'open' && breaker.admits(this.clock.now());
  }

  /** Whoever looks at one service is told when that one moves: with a thousand of them this counts. */
  private sight(service: string): ServiceSight {
    let sight = this.byService.get(service);
    if (sight === undefined) {
      const record = this.registry.service(service);
      const label = computed(() => record()?.label ?? service);
      const state = computed(
        (): ServiceState => {
          if (this.isOffline(service)) return { status: 'down', reason: 'offline' };
          record();
          this.looks();
          const upstream = this.upstreams.get(service);
          return upstream?.state(this.clock.now()) ?? NO_SUCH_SERVICE;
        },
        { equal: isSame },
      );
      sight = { label, state };
      this.byService.set(service, sight);
    }
    return sight;
  }

  private planLook(): void {
    this.cancelLook?.();
    this.cancelLook = undefined;
    const now = this.clock.now();
    // By the records, which are to hand: a service goes down by an event, and only comes back without one.
    const down = this.registry.services().filter(({ status }) => status === 'down');
    const next = Math.min(...down.map(({ name }) => nextLook(this.upstreams.get(name), now)));
    if (next === Infinity) return;
    this.zone.runOutsideAngular(() => {
      this.cancelLook = this.clock.schedule(next, () => {
        this.looks.update((looks) => looks + 1);
      });
    });
  }
}

function nextLook(upstream: Upstream | undefined, now: number): number {
  if (upstream?.state(now).status !== 'down') return Infinity;
  const { retryAt } = upstream.breaker;
  return retryAt !== undefined && retryAt > now ? retryAt : now + LOOK_AGAIN;
}

function isSame(a: ServiceState, b: ServiceState): boolean {
  return a.status === b.status && a.reason === b.reason;
}
