import { effect, inject, Service, untracked } from '@angular/core';
import type { SagaRecord } from 'ngx-convoy/core';
import { SagaRuns } from 'ngx-convoy/flow';
import { AlertStore, type AlertReport } from 'ngx-convoy/monitor';

/** Raises an alert for every run that only an operator can help on, and ends it when somebody has. */
@Service()
export class StuckRuns {
  private readonly runs = inject(SagaRuns);
  private readonly alerts = inject(AlertStore);
  private known: readonly SagaRecord[] = [];

  constructor() {
    effect(() => {
      const stuck = this.runs.stuck();
      untracked(() => this.follow(stuck));
    });
  }

  private follow(stuck: readonly SagaRecord[]): void {
    const freed = this.known.filter(({ id }) => !stuck.some((run) => run.id === id));
    this.alerts.report([
      ...stuck.map((run) => alertOf(run, undefined)),
      ...freed.map((run) =>
        alertOf(run, this.runs.entityMap()[run.id]?.updatedAt ?? run.updatedAt),
      ),
    ]);
    this.known = stuck;
  }
}

function alertOf(
  { id, saga, updatedAt, cause }: SagaRecord,
  resolvedAt: number | undefined,
): AlertReport {
  const where = cause !== undefined && 'step' in cause ? ` at ${cause.step}` : '';
  return {
    id: `saga ${id} ${updatedAt}`,
    service: saga,
    severity: 'critical',
    rule: 'saga',
    message: `A run is stuck${where}: somebody has to decide.`,
    since: updatedAt,
    state: resolvedAt === undefined ? 'firing' : 'resolved',
    resolvedAt,
  };
}
