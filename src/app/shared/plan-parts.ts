import { Component, computed, input } from '@angular/core';
import type { PlanProgress, TaskProgress } from 'ngx-convoy/core';

/** What a page calls the steps of its plan. */
export type PartLabels = Readonly<Record<string, string>>;

type Tone = 'waiting' | 'asking' | 'here' | 'missing';

/** What a page is put together from, and how far it has come. What is missing is said in words, not only in colour. */
@Component({
  selector: 'app-plan-parts',
  template: `
    <p role="status">{{ summary() }}</p>
    <ng-content />
    <ul role="list" aria-label="Parts of this page">
      @for (part of progress().tasks; track part.name) {
        <li [attr.data-tone]="toneOf(part)">
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path [attr.d]="shapeOf(part)" />
          </svg>
          <span>
            {{ labelOf(part) }}
            <span class="soft">{{ wordsOf(part) }}</span>
          </span>
        </li>
      }
    </ul>
  `,
  styleUrl: './plan-parts.scss',
})
export class PlanParts {
  readonly progress = input.required<PlanProgress>();
  readonly labels = input.required<PartLabels>();

  protected readonly summary = computed(() => {
    const { tasks, counts, status } = this.progress();
    // One sentence for all of the way: whoever listens to it does not want each step.
    if (status === 'running') return `Asking for ${tasks.length} parts…`;
    const missing = tasks
      .filter((part) => part.status !== 'done')
      .map((part) => this.labelOf(part));
    return missing.length === 0
      ? `All ${tasks.length} parts are here.`
      : `${counts.done} of ${tasks.length} parts are here. Missing: ${missing.join(', ')}.`;
  });

  protected labelOf({ name }: TaskProgress): string {
    return this.labels()[name] ?? name;
  }

  protected toneOf({ status }: TaskProgress): Tone {
    switch (status) {
      case 'waiting':
        return 'waiting';
      case 'running':
        return 'asking';
      case 'done':
        return 'here';
      default:
        return 'missing';
    }
  }

  protected wordsOf(part: TaskProgress): string {
    switch (this.toneOf(part)) {
      case 'waiting':
        return 'to come';
      case 'asking':
        return 'asking…';
      case 'here':
        return 'here';
      case 'missing':
        return 'not available';
    }
  }

  /** A ring, a clock, a tick, a dash. */
  protected shapeOf(part: TaskProgress): string {
    switch (this.toneOf(part)) {
      case 'waiting':
        return 'M13 8A5 5 0 1 1 3 8a5 5 0 0 1 10 0z';
      case 'asking':
        return 'M8 4.5V8l2.5 1.5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z';
      case 'here':
        return 'M2.5 8.5l3.5 4 7.5-9';
      case 'missing':
        return 'M3 8h10';
    }
  }
}
