import {
  assertInInjectionContext,
  computed,
  inject,
  Service,
  signal,
  untracked,
  type Signal,
  type WritableSignal,
} from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import type { Provenance, Substitute } from './provenance';

/** Milliseconds: a run of answers of the same kind is worth one signal write in this time. */
const GRAIN = 1_000;

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
  private readonly newerData = new Map<string, WritableSignal<boolean>>();

  /** What was last served for a service; `undefined` before the first answer. */
  of(service: string): Signal<Provenance | undefined> {
    const served = this.served(service);
    return computed(() => served().provenance);
  }

  /** What was last served, and whether the last call came back with nothing. */
  served(service: string): Signal<Served> {
    return this.entry(service).asReadonly();
  }

  /**
   * Whether an answer was given that was kept, and a newer one with another content has come since. It is false again with
   * the next answer that is given: nothing is swapped under the eyes of who reads.
   */
  isOutdated(service: string): Signal<boolean> {
    return this.newer(service).asReadonly();
  }

  /** A newer answer than the one that was given has come. */
  renewed(service: string): void {
    this.newer(service).set(true);
  }

  /** The service itself has answered. */
  live(service: string): void {
    this.serve(service, { source: 'live', at: this.clock.now(), reason: '', service });
  }

  /** Something else has answered. */
  substituted(mark: Substitute): void {
    this.serve(mark.service, mark);
  }

  /** Nothing has answered. */
  emptyHanded(service: string): void {
    this.entry(service).update(({ provenance }) => ({ provenance, isEmptyHanded: true }));
  }

  /** On the path of every call: cheap while answers go on to be of the same kind. */
  private serve(service: string, provenance: Provenance): void {
    this.newerData.get(service)?.set(false);
    const entry = this.entry(service);
    const before = untracked(entry);
    if (before.isEmptyHanded || !isAlike(before.provenance, provenance)) {
      entry.set({ provenance, isEmptyHanded: false });
    }
  }

  private newer(service: string): WritableSignal<boolean> {
    let newer = this.newerData.get(service);
    if (newer === undefined) {
      newer = signal(false);
      this.newerData.set(service, newer);
    }
    return newer;
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

function isAlike(before: Provenance | undefined, after: Provenance): boolean {
  return (
    before?.source === after.source &&
    before.reason === after.reason &&
    Math.abs((after.at ?? 0) - (before.at ?? 0)) < GRAIN
  );
}
