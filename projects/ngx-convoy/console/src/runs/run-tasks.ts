import { Component, computed, inject, input } from '@angular/core';
import type { PlanProgress, TaskProgress } from 'ngx-convoy/core';
import { ConsoleFormat } from '../format/console-format';
import { TASK_WORDS } from './run-words';

/** The tasks of a run, one line each: when within the run, how it ended, and why. */
@Component({
  selector: 'convoy-run-tasks',
  template: `
    <ol>
      @for (task of progress().tasks; track task.name) {
        <li>
          <span class="name">
            {{ task.name }}
            @if (task.service && task.service !== task.name) {
              <small>{{ task.service }}</small>
            }
          </span>
          <span class="bar" aria-hidden="true">
            @if (task.startedAt; as startedAt) {
              <span
                [class]="task.status"
                [style.margin-inline-start.%]="part(startedAt - progress().startedAt)"
                [style.inline-size.%]="part((task.endedAt ?? now()) - startedAt)"
              ></span>
            }
          </span>
          <span class="status" [class]="task.status">{{ words[task.status] }}</span>
          <span class="number">{{ format.latency(durationOf(task)) }} ms</span>
          @if (noteOf(task); as note) {
            <small class="note">{{ note }}</small>
          }
          @if (task.plan; as plan) {
            <convoy-run-tasks class="inner" [progress]="plan" [now]="now()" />
          }
        </li>
      }
    </ol>
  `,
  styleUrl: './run-tasks.scss',
})
export class ConvoyRunTasks {
  readonly progress = input.required<PlanProgress>();
  /** Epoch milliseconds: as long is the bar of what still runs. */
  readonly now = input.required<number>();

  protected readonly format = inject(ConsoleFormat);
  protected readonly words = TASK_WORDS;
  private readonly durationMs = computed(() => {
    const { startedAt, endedAt } = this.progress();
    return Math.max(1, (endedAt ?? this.now()) - startedAt);
  });

  /** Percent of the run's duration. */
  protected part(ms: number): number {
    return Math.min(100, Math.max(0, (ms / this.durationMs()) * 100));
  }

  protected durationOf({ startedAt, endedAt }: TaskProgress): number | undefined {
    return startedAt === undefined || endedAt === undefined ? undefined : endedAt - startedAt;
  }

  protected noteOf({ reason, isReplaced, needs }: TaskProgress): string {
    const words = [
      reason ?? '',
      isReplaced ? 'a value of the plan stands in for its result' : '',
      needs.length === 0 ? '' : `after ${needs.join(', ')}`,
    ];
    return words.filter(Boolean).join('; ');
  }
}
