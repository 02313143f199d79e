import { HttpErrorResponse } from '@angular/common/http';
import { Component, computed, input } from '@angular/core';
import type { PlanProgress, TaskProgress } from 'ngx-convoy/core';
import type { PartLabels } from './plan-parts';

interface Row {
  readonly label: string;
  readonly service: string;
  readonly ending: string;
  readonly status: TaskProgress['status'];
  /** Milliseconds from the start of the run; `undefined` when it never began. */
  readonly began: number | undefined;
  readonly took: number | undefined;
  /** Shares of the whole width, 0..1. */
  readonly from: number;
  readonly to: number;
}

/** When each step of a plan began and ended, as bars along the time, and as numbers for those who read. */
@Component({
  selector: 'app-plan-timeline',
  template: `
    <div class="scroll" tabindex="0" role="region" aria-label="Steps and their times">
      <table>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Service</th>
            <th scope="col" class="number">Began after</th>
            <th scope="col" class="number">Took</th>
            <th scope="col">Ended</th>
            <th scope="col" class="line" aria-hidden="true">0 to {{ length() }} ms</th>
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track row.label) {
            <tr>
              <th scope="row">{{ row.label }}</th>
              <td>{{ row.service }}</td>
              <td class="number">{{ row.began === undefined ? '–' : row.began + ' ms' }}</td>
              <td class="number">{{ row.took === undefined ? '–' : row.took + ' ms' }}</td>
              <td class="ending">{{ row.ending }}</td>
              <td class="line" aria-hidden="true">
                <span
                  [attr.data-status]="row.status"
                  [style.inset-inline-start.%]="row.from * 100"
                  [style.inline-size.%]="(row.to - row.from) * 100"
                ></span>
              </td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styleUrl: './plan-timeline.scss',
})
export class PlanTimeline {
  readonly progress = input.required<PlanProgress>();
  readonly labels = input.required<PartLabels>();

  /** Milliseconds from the start to the end, or to what is known to have happened. */
  protected readonly length = computed(() => {
    const { startedAt, endedAt, tasks } = this.progress();
    const last = endedAt ?? Math.max(...tasks.map((task) => task.endedAt ?? task.startedAt ?? 0));
    return Math.max(1, last - startedAt);
  });

  protected readonly rows = computed(() =>
    this.progress().tasks.map((task): Row => {
      const { startedAt } = this.progress();
      const began = task.startedAt === undefined ? undefined : task.startedAt - startedAt;
      const ended = (task.endedAt ?? startedAt + this.length()) - startedAt;
      const share = (ms: number): number => Math.min(1, ms / this.length());
      return {
        label: this.labels()[task.name] ?? task.name,
        service: task.service ?? '',
        ending: endingOf(task),
        status: task.status,
        began,
        took: began === undefined || task.endedAt === undefined ? undefined : ended - began,
        from: share(began ?? 0),
        to: began === undefined ? 0 : share(ended),
      };
    }),
  );
}

function endingOf({ status, reason, error }: TaskProgress): string {
  if (error instanceof HttpErrorResponse) {
    return error.status === 0 ? 'no answer' : `answered ${error.status}`;
  }
  switch (status) {
    case 'done':
      return 'well';
    case 'running':
      return 'not yet';
    case 'waiting':
      return reason ?? 'not yet';
    default:
      return reason ?? status;
  }
}
