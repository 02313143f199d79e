import { computed, inject } from '@angular/core';
import { patchState, signalStore, type, withComputed, withHooks, withMethods } from '@ngrx/signals';
import { setAllEntities, updateEntity, withEntities } from '@ngrx/signals/entities';
import { CLOCK, type Fallback, type FallbackKind } from 'ngx-convoy';
import { DEGRADATION } from '../degradation-options';
import { DrillMemory } from './drill-memory';

/** Milliseconds for which a fallback counts as exercised: seven days. */
const EXERCISED_FOR = 604_800_000;

/** One of the fallbacks of a service, and what is known of it. */
export interface FallbackRecord {
  /** `pricing/0` */
  readonly id: string;
  readonly service: string;
  /** Its place in the chain, from 0. */
  readonly place: number;
  readonly kind: FallbackKind;
  /** Services that it asks. */
  readonly services: readonly string[];
  /** Epoch milliseconds at which it was last asked, by a drill or in earnest; `undefined` for never. */
  readonly exercisedAt: number | undefined;
  /** How often it has answered in earnest. */
  readonly uses: number;
  /** How many drills said the same as the live answer. */
  readonly same: number;
  /** How many said something else. */
  readonly different: number;
  /** How many had nothing to say. */
  readonly empty: number;
  readonly failed: number;
  /** Milliseconds that drills with an answer took, together. */
  readonly totalMs: number;
}

/**
 * Which fallbacks were exercised, by drills or in earnest, and how far they are from what the services say. Kept over a
 * reload.
 *
 * @usageNotes
 * ```ts
 * private readonly drills = inject(FallbackDrills);
 * protected readonly neverTried = this.drills.unexercised; // @for (fallback of neverTried(); track fallback.id) { … }
 * ```
 */
export const FallbackDrills = signalStore(
  { providedIn: 'root' },
  withEntities({ entity: type<FallbackRecord>() }),
  withComputed((store, clock = inject(CLOCK)) => {
    // A queue is never tried: it acts.
    const triable = computed(() => store.entities().filter(({ kind }) => kind !== 'queue'));
    const isExercised = ({ exercisedAt }: FallbackRecord): boolean =>
      exercisedAt !== undefined && clock.now() - exercisedAt <= EXERCISED_FOR;
    const sum = (of: (record: FallbackRecord) => number): number =>
      store.entities().reduce((total, record) => total + of(record), 0);
    return {
      /** Those that nobody has asked for the last seven days. */
      unexercised: computed(() => triable().filter((record) => !isExercised(record))),
      /** Share of fallbacks that were asked in the last seven days, 0 to 1; `undefined` when there is none. */
      coverage: computed(() => {
        const all = triable();
        return all.length === 0 ? undefined : all.filter(isExercised).length / all.length;
      }),
      /** Share of compared answers that said something else, 0 to 1; `undefined` before the first. */
      divergence: computed(() => {
        const compared = sum(({ same, different }) => same + different);
        return compared === 0 ? undefined : sum(({ different }) => different) / compared;
      }),
      /** Mean milliseconds that a fallback took to answer; `undefined` before the first. */
      latency: computed(() => {
        const answered = sum(({ same, different }) => same + different);
        return answered === 0 ? undefined : sum(({ totalMs }) => totalMs) / answered;
      }),
    };
  }),
  withMethods((store, clock = inject(CLOCK), memory = inject(DrillMemory)) => {
    const change = (
      service: string,
      place: number,
      changes: (record: FallbackRecord) => Partial<FallbackRecord>,
    ): void => {
      const id = idOf(service, place);
      const record = store.entityMap()[id];
      if (record === undefined) return;
      patchState(store, updateEntity({ id, changes: changes(record) }));
      memory.keep(store.entities());
    };
    return {
      /** It has answered in earnest. */
      used(service: string, place: number): void {
        change(service, place, ({ uses }) => ({ uses: uses + 1, exercisedAt: clock.now() }));
      },

      /** It was tried. */
      drilled(
        service: string,
        place: number,
        outcome: 'same' | 'different' | 'empty' | 'failed',
        ms: number,
      ): void {
        const isAnswer = outcome === 'same' || outcome === 'different';
        change(service, place, (record) => ({
          exercisedAt: clock.now(),
          totalMs: record.totalMs + (isAnswer ? ms : 0),
          [outcome]: record[outcome] + 1,
        }));
      },

      /** The one of a chain to be tried next. */
      leastExercised(service: string, chain: readonly Fallback[]): Fallback | undefined {
        const at = (place: number): number =>
          store.entityMap()[idOf(service, place)]?.exercisedAt ?? 0;
        return chain
          .map((fallback, place) => ({ fallback, at: at(place) }))
          .filter(({ fallback }) => fallback.kind !== 'queue')
          .reduce<{ readonly fallback: Fallback; readonly at: number } | undefined>(
            (oldest, each) => (oldest === undefined || each.at < oldest.at ? each : oldest),
            undefined,
          )?.fallback;
      },
    };
  }),
  withHooks({
    onInit: (store, options = inject(DEGRADATION), memory = inject(DrillMemory)) => {
      const known = memory.read();
      const records = [...options.fallbacks].flatMap(([service, chain]) =>
        chain.map(({ kind, services = [] }, place): FallbackRecord => {
          const id = idOf(service, place);
          const before = known.get(id);
          const fresh = { ...UNTRIED, id, service, place, kind, services };
          return before?.kind === kind ? { ...fresh, ...before.counts } : fresh;
        }),
      );
      patchState(store, setAllEntities(records));
    },
  }),
);

/** An instance of {@link FallbackDrills}, for signatures. */
export type FallbackDrills = InstanceType<typeof FallbackDrills>;

const UNTRIED = {
  ...{ exercisedAt: undefined, uses: 0, totalMs: 0 },
  ...{ same: 0, different: 0, empty: 0, failed: 0 },
};

function idOf(service: string, place: number): string {
  return `${service}/${place}`;
}
