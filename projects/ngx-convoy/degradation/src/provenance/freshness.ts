import {
  assertInInjectionContext,
  computed,
  inject,
  Service,
  signal,
  type Signal,
  type WritableSignal,
} from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import type { Provenance, Substitute } from './provenance';

/** Milliseconds: a run of live answers is worth one signal write in this time. */
const LIVE_GRAIN = 1_000;

/** How the last call of a service ended for its caller. */
export interface Served {
  /** What was last served; it stays when nothing could be. */
  readonly provenance: Provenance | undefined;
  /** Whether the last call failed and nothing could stand in. */
  readonly isEmptyHanded: boolean;
}

const NOTHING_YET: Served = { provenance: undefined, isEmptyHanded: false };

/**
 * Where the data of each service last came from.
 *
 * @usageNotes
 * ```ts
 * protected readonly source = inject(Freshness).of('recommendations');
 * // @if (source()?.source === 'stale') { shown from memory }
 * ```
 */
@Service()
export class Freshness {
  private readonly clock = inject(CLOCK);
  private readonly byService = new Map<string, WritableSignal<Served>>();

  /** What was last served for a service; `undefined` before the first answer. */
  of(service: string): Signal<Provenance | undefined> {
    const served = this.served(service);
    return computed(() => served().provenance);
  }

  /** What was last served, and whether the last call came back with nothing. */
  served(service: string): Signal<Served> {
    return this.entry(service).asReadonly();
  }

  /** The service itself has answered. On the path of every call: cheap while it goes on answering. */
  live(service: string): void {
    const entry = this.entry(service);
    const { provenance, isEmptyHanded } = entry();
    const at = this.clock.now();
    if (!isEmptyHanded && provenance?.source === 'live' && isFresh(provenance.at, at)) return;
    entry.set({ provenance: { source: 'live', at, reason: '', service }, isEmptyHanded: false });
  }

  /** Something else has answered. */
  substituted(mark: Substitute): void {
    this.entry(mark.service).set({ provenance: mark, isEmptyHanded: false });
  }

  /** Nothing has answered. */
  emptyHanded(service: string): void {
    this.entry(service).update(({ provenance }) => ({ provenance, isEmptyHanded: true }));
  }

  private entry(service: string): WritableSignal<Served> {
    let entry = this.byService.get(service);
    if (entry === undefined) {
      entry = signal(NOTHING_YET);
      this.byService.set(service, entry);
    }
    return entry;
  }
}

/**
 * Where the data of a service last came from.
 *
 * @usageNotes
 * ```ts
 * protected readonly prices = injectFreshness('pricing'); // prices()?.source, prices()?.at
 * ```
 */
export function injectFreshness(service: string): Signal<Provenance | undefined> {
  assertInInjectionContext(injectFreshness);
  return inject(Freshness).of(service);
}

function isFresh(at: number | undefined, now: number): boolean {
  return at !== undefined && now >= at && now - at < LIVE_GRAIN;
}
