import { Component, input } from '@angular/core';
import type { SagaStepView } from 'ngx-convoy/flow';

/** What a page calls a step. */
export type StepLabels = Readonly<Record<string, string>>;

/** The steps of something that takes a while, each with where it stands. */
@Component({
  selector: 'app-saga-progress',
  template: `
    <ol role="list">
      @for (step of steps(); track step.path) {
        <li [attr.data-state]="toneOf(step)">
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path [attr.d]="shapeOf(step)" />
          </svg>
          <span>{{ labels()[step.path] ?? step.path }}</span>
          <span class="soft small">{{ wordsOf(step) }}</span>
        </li>
      }
    </ol>
  `,
  styles: `
    ol {
      margin: 0;
      padding: 0;
      list-style: none;
    }

    li {
      display: grid;
      grid-template-columns: 16px 1fr auto;
      gap: 12px;
      align-items: center;
      padding-block: 10px;
      border-block-end: 1px solid var(--line);
    }

    path {
      fill: none;
      stroke: var(--line-strong);
      stroke-width: 2;
      stroke-linecap: round;
      stroke-linejoin: round;
    }

    [data-state='done'] path {
      stroke: var(--green);
    }

    [data-state='busy'] path {
      stroke: var(--blue);
    }

    [data-state='wrong'] path {
      stroke: var(--red);
    }
  `,
})
export class SagaProgress {
  readonly steps = input.required<readonly SagaStepView[]>();
  readonly labels = input.required<StepLabels>();

  protected toneOf({ status }: SagaStepView): 'open' | 'busy' | 'done' | 'wrong' {
    switch (status) {
      case 'done':
      case 'skipped':
        return 'done';
      case 'failed':
      case 'undo-failed':
        return 'wrong';
      case 'open':
      case 'undone':
        return 'open';
      default:
        return 'busy';
    }
  }

  /** A tick, a clock, a cross, a ring, an arrow back: told apart without their colours. */
  protected shapeOf(step: SagaStepView): string {
    if (step.status === 'undone') return 'M6 4L2 8l4 4M2 8h12';
    switch (this.toneOf(step)) {
      case 'done':
        return 'M2.5 8.5l3.5 4 7.5-9';
      case 'busy':
        return 'M8 4v4l3 2M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z';
      case 'wrong':
        return 'M3.5 3.5l9 9M12.5 3.5l-9 9';
      case 'open':
        return 'M13 8A5 5 0 1 1 3 8a5 5 0 0 1 10 0z';
    }
  }

  protected wordsOf({ status, attempts }: SagaStepView): string {
    switch (status) {
      case 'open':
        return '';
      case 'running':
      case 'waiting':
        return 'under way…';
      case 'retrying':
        return `no answer, trying again (${attempts} so far)`;
      case 'done':
        return 'done';
      case 'failed':
        return 'did not happen';
      case 'skipped':
        return 'left out by us';
      case 'undoing':
      case 'undo-retrying':
        return 'taking it back…';
      case 'undo-failed':
        return 'could not be taken back yet';
      case 'undone':
        return 'taken back';
    }
  }
}
