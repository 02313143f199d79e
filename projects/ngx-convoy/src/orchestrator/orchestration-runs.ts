import { computed, type Signal } from '@angular/core';
import { patchState, signalStore, type, withComputed, withMethods, withProps } from '@ngrx/signals';
import { removeEntities, setEntity, withEntities } from '@ngrx/signals/entities';
import type { PlanProgress, PlanStatus, PlanStrategy } from 'ngx-convoy/core';
import type { OrchestrationRun } from './orchestration-run';

/** Runs that are over are kept up to this number, the youngest ones. */
const HISTORY = 50;

/** A run as people look at it. Its results are not kept: they are nobody's business here. */
export interface OrchestrationRecord {
  /** Counts up from 1. */
  readonly id: number;
  readonly name: string;
  readonly strategy: PlanStrategy;
  readonly traceId: string | undefined;
  readonly status: PlanStatus;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Epoch milliseconds; `undefined` while it runs. */
  readonly endedAt: number | undefined;
  /** As it stood when it began, or ended. */
  readonly progress: PlanProgress;
}

/**
 * The runs of now and the last 50 that are over.
 *
 * Beginning and end show at once; in between `progressOf` follows a run while somebody looks.
 *
 * @usageNotes
 * ```ts
 * private readonly runs = inject(OrchestrationRuns);
 * protected readonly recent = this.runs.recent; // @for (run of recent(); track run.id) { {{ run.name }} {{ run.status }} }
 * protected readonly latest = this.runs.progressOf(7);
 * ```
 */
export const OrchestrationRuns = signalStore(
  { providedIn: 'root' },
  withEntities({ entity: type<OrchestrationRecord>() }),
  withProps(() => ({ _underWay: new Map<number, OrchestrationRun<unknown>>() })),
  withComputed(({ entities }) => ({
    /** All that are known, the latest first. */
    recent: computed(() => [...entities()].sort((a, b) => b.id - a.id)),
    /** Those that have not ended, the latest first. */
    underWay: computed(() =>
      entities()
        .filter(({ status }) => status === 'running')
        .sort((a, b) => b.id - a.id),
    ),
  })),
  withMethods((store) => ({
    /** How a run stands; `undefined` when it is not known. Follows it while it runs. */
    progressOf(id: number): Signal<PlanProgress | undefined> {
      return computed(() => {
        const record = store.entityMap()[id];
        return store._underWay.get(id)?.progress() ?? record?.progress;
      });
    },
    /** Ends a run from outside. Does nothing when it is over. */
    cancel(id: number): void {
      store._underWay.get(id)?.cancel();
    },
    /** Called by whoever starts a run. */
    began(run: OrchestrationRun<unknown>): void {
      store._underWay.set(run.id, run);
      patchState(store, setEntity(recordOf(run)));
    },
    /** Called by whoever started a run. */
    ended(run: OrchestrationRun<unknown>): void {
      store._underWay.delete(run.id);
      const over = store.recent().filter(({ id, status }) => id !== run.id && status !== 'running');
      const tooMany = over.slice(HISTORY - 1).map(({ id }) => id);
      patchState(store, setEntity(recordOf(run)), removeEntities(tooMany));
    },
  })),
);

/** An instance of {@link OrchestrationRuns}, for signatures. */
export type OrchestrationRuns = InstanceType<typeof OrchestrationRuns>;

function recordOf(run: OrchestrationRun<unknown>): OrchestrationRecord {
  const progress = run.progress();
  const { status, startedAt, endedAt } = progress;
  return {
    id: run.id,
    name: run.name,
    strategy: run.plan.strategy,
    traceId: run.traceId,
    status,
    startedAt,
    endedAt,
    progress,
  };
}
