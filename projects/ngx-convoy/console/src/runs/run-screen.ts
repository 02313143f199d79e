import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { OrchestrationRuns, type OrchestrationRecord } from 'ngx-convoy';
import type { PlanProgress } from 'ngx-convoy/core';
import { CONSOLE_READONLY } from '../console-readonly';
import { ConsoleFormat } from '../format/console-format';
import { Heartbeat } from '../shell/heartbeat';
import { ConvoyRunTasks } from './run-tasks';
import { RUN_WORDS } from './run-words';

/** The plans that run and have run: what was asked for, in which order, and what came of it. */
@Component({
  selector: 'convoy-run-screen',
  imports: [ConvoyRunTasks, RouterLink],
  template: `
    <div class="layout">
      <div class="main">
        <div class="tools"><h1>Runs</h1></div>
        <ol class="plate">
          @for (run of runs.recent(); track run.id) {
            <li>
              <details>
                <summary>
                  <time>{{ format.timeToSecond(run.startedAt) }}</time>
                  <span class="what"
                    ><b>{{ run.name }}</b> <small>{{ run.strategy }}</small></span
                  >
                  <span class="outcome" [class]="run.status">{{ words[run.status] }}</span>
                  <span class="tasks">{{ describe(progressOf(run)) }}</span>
                  <span class="number">{{ format.latency(durationOf(run)) }} ms</span>
                </summary>
                <convoy-run-tasks [progress]="progressOf(run)" [now]="heartbeat.now()" />
                <p>
                  @if (run.traceId; as traceId) {
                    <a routerLink="../traces" [queryParams]="{ sel: traceId }">Its trace</a>
                  }
                  @if (run.status === 'running' && !isReadonly) {
                    <button type="button" (click)="runs.cancel(run.id)">Cancel the run</button>
                  }
                </p>
              </details>
            </li>
          } @empty {
            <li class="none">No plan has run yet.</li>
          }
        </ol>
      </div>
    </div>
  `,
  styleUrl: './run-screen.scss',
})
export class ConvoyRunScreen {
  protected readonly runs = inject(OrchestrationRuns);
  protected readonly heartbeat = inject(Heartbeat);
  protected readonly format = inject(ConsoleFormat);
  protected readonly isReadonly = inject(CONSOLE_READONLY);
  protected readonly words = RUN_WORDS;

  protected progressOf({ id, progress }: OrchestrationRecord): PlanProgress {
    return this.runs.progressOf(id)() ?? progress;
  }

  protected durationOf({ startedAt, endedAt }: OrchestrationRecord): number | undefined {
    return endedAt === undefined ? undefined : endedAt - startedAt;
  }

  protected describe({ tasks, counts }: PlanProgress): string {
    const missing = counts.failed + counts.skipped + counts.cancelled;
    const done = `${counts.done} of ${tasks.length}`;
    return missing === 0 ? done : `${done}, ${missing} missing`;
  }
}
