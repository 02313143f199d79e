import {
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import type { SagaOperator } from 'ngx-convoy/core';
import type { SagaRun } from 'ngx-convoy/flow';
import { CONSOLE_READONLY } from '../console-readonly';

/** Something that an operator can decide. */
interface Decision {
  readonly label: string;
  /** What it comes to, for who has to decide. */
  readonly consequence: string;
  decide(run: SagaRun, operator: SagaOperator): Promise<void>;
}

const RETRY: Decision = {
  label: 'Try again now',
  consequence: 'What failed is sent again with the same key, and has all its attempts anew.',
  decide: (run, operator) => run.retry(operator),
};
const COMPENSATE: Decision = {
  label: 'Undo everything',
  consequence: 'What was done is undone, the last first, also behind the point of no return.',
  decide: (run, operator) => run.compensateNow(operator),
};
const COMPLETE: Decision = {
  label: 'Call it completed',
  consequence:
    'It ends as it stands: for what was put right by other means. It has no result then.',
  decide: (run, operator) => run.forceComplete(operator),
};

/**
 * What an operator can do with a run that has not ended. Each decision asks who decides, and why: both stand in the journal.
 *
 * Renders nothing when the console only shows.
 */
@Component({
  selector: 'convoy-run-actions',
  template: `
    @if (!isReadonly) {
      @for (decision of decisions(); track decision.label) {
        <button type="button" (click)="ask(decision)">{{ decision.label }}</button>
      }
      <dialog #dialog [attr.aria-label]="chosen()?.label">
        <form method="dialog" (submit)="decide(by.value, reason.value)">
          <h2>{{ chosen()?.label }}</h2>
          <p>{{ chosen()?.consequence }}</p>
          <label>
            <span>Your name</span>
            <input
              #by
              type="text"
              required
              pattern=".*\\S.*"
              maxlength="80"
              autocomplete="name"
              [value]="lastName()"
            />
          </label>
          <label>
            <span>Reason, for those who wonder</span>
            <input
              #reason
              type="text"
              required
              pattern=".*\\S.*"
              maxlength="200"
              autocomplete="off"
            />
          </label>
          <div>
            <button type="button" (click)="dialog.close()">Cancel</button>
            <button type="submit" class="primary">{{ chosen()?.label }}</button>
          </div>
        </form>
      </dialog>
    }
  `,
  styleUrl: '../breaker/breaker-actions.scss',
})
export class ConvoyRunActions {
  readonly run = input.required<SagaRun>();

  protected readonly isReadonly = inject(CONSOLE_READONLY);
  protected readonly chosen = signal<Decision | undefined>(undefined);
  protected readonly lastName = signal('');
  private readonly dialog = viewChild<ElementRef<HTMLDialogElement>>('dialog');
  private readonly reason = viewChild<ElementRef<HTMLInputElement>>('reason');

  protected readonly decisions = computed((): readonly Decision[] => {
    switch (this.run().status()) {
      case 'completed':
      case 'compensated':
      case 'refused':
        return [];
      case 'suspended':
        return [COMPLETE];
      case 'compensating':
        return [RETRY, COMPLETE];
      case 'stuck':
        return [RETRY, ...this.skips(), COMPENSATE, COMPLETE];
      default:
        return [RETRY, COMPENSATE, COMPLETE];
    }
  });

  /** A step that holds the run up may be left out, or taken for undone. */
  private readonly skips = computed((): readonly Decision[] => {
    const cause = this.run().record()?.cause;
    if (cause === undefined || !('step' in cause)) return [];
    const isBack = cause.kind === 'undo-failed';
    return [
      {
        label: isBack ? `${cause.step} was undone by hand` : `Skip ${cause.step}`,
        consequence: isBack
          ? 'It counts as undone, and what came before it is undone next.'
          : 'It goes on without this step, and later steps do without its output.',
        decide: (run, operator) => run.skip(cause.step, operator),
      },
    ];
  });

  protected ask(decision: Decision): void {
    this.chosen.set(decision);
    const field = this.reason()?.nativeElement;
    if (field !== undefined) field.value = '';
    this.dialog()?.nativeElement.showModal();
  }

  protected decide(by: string, reason: string): void {
    const decision = this.chosen();
    this.chosen.set(undefined);
    if (decision === undefined || by.trim() === '' || reason.trim() === '') return;
    this.lastName.set(by.trim());
    // A run that cannot take it any more says so in its journal.
    decision.decide(this.run(), { by: by.trim(), reason: reason.trim() }).catch(() => undefined);
  }
}
