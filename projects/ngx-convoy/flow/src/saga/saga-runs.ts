import { computed } from '@angular/core';
import { patchState, signalStore, type, withComputed, withMethods } from '@ngrx/signals';
import {
  removeAllEntities,
  removeEntities,
  setEntities,
  withEntities,
} from '@ngrx/signals/entities';
import type { SagaRecord } from 'ngx-convoy/core';

/**
 * Every run of whoever is signed in, in all tabs: what a list shows. One run with its steps is `SagaRunner.run(id)`.
 *
 * @usageNotes
 * ```ts
 * protected readonly runs = inject(SagaRuns);
 * // @for (run of runs.stuck(); track run.id) { {{ run.saga }} needs somebody }
 * ```
 */
export const SagaRuns = signalStore(
  { providedIn: 'root' },
  withEntities({ entity: type<SagaRecord>() }),
  withComputed(({ entities }) => {
    const newest = computed(() => [...entities()].sort((a, b) => b.createdAt - a.createdAt));
    return {
      /** The youngest first. */
      newest,
      /** Neither completed nor compensated, the youngest first. */
      open: computed(() => newest().filter(({ status }) => !hasEnded(status))),
      /** Those that only an operator can help on. */
      stuck: computed(() => newest().filter(({ status }) => status === 'stuck')),
    };
  }),
  withMethods((store) => ({
    /** @internal */
    put(records: readonly SagaRecord[]): void {
      patchState(store, setEntities([...records]));
    },
    /** @internal */
    remove(ids: readonly string[]): void {
      patchState(store, removeEntities([...ids]));
    },
    /** @internal */
    clear(): void {
      patchState(store, removeAllEntities());
    },
  })),
);

/** An instance of {@link SagaRuns}, for signatures. */
export type SagaRuns = InstanceType<typeof SagaRuns>;

/** Whether nothing more will happen to a run. */
export function hasEnded(status: SagaRecord['status']): boolean {
  return status === 'completed' || status === 'compensated';
}
