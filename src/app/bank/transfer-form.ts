import {
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import { latestRun } from '../sagas/latest-run';
import { SagaProgress, type StepLabels } from '../sagas/saga-progress';
import { MoneyPipe } from '../shared/money';
import type { Account } from './bank-rows';
import { sendTransfer } from './send-transfer';
import { checkDraft, EMPTY_DRAFT, type DraftProblems, type TransferDraft } from './transfer-draft';
import { transferNews } from './transfer-news';

const LABELS: StepLabels = {
  debit: 'Money held',
  fraud: 'Fraud control',
  compliance: 'Compliance',
  book: 'Booked',
  credit: 'Arrived',
};

/** A transfer, from what is typed to what the bank says. */
@Component({
  selector: 'app-transfer-form',
  imports: [MoneyPipe, SagaProgress],
  templateUrl: './transfer-form.html',
  styleUrl: './transfer-form.scss',
})
export class TransferForm {
  readonly accounts = input.required<readonly Account[]>();
  /** Names paid before, offered while typing. */
  readonly beneficiaries = input<readonly string[]>([]);
  readonly booked = output();

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  private readonly typed = signal(EMPTY_DRAFT);
  private readonly tried = signal(false);

  /** The first account is chosen until somebody chooses another. */
  protected readonly draft = computed<TransferDraft>(() => {
    const typed = this.typed();
    const isMine = this.accounts().some(({ id }) => id === typed.accountId);
    return isMine ? typed : { ...typed, accountId: this.accounts()[0]?.id };
  });
  private readonly verdict = computed(() => checkDraft(this.draft(), this.accounts()));
  protected readonly problems = computed<DraftProblems>(() => {
    const verdict = this.verdict();
    return this.tried() && verdict.kind === 'problems' ? verdict.problems : {};
  });

  protected readonly labels = LABELS;
  protected readonly transfer = latestRun(sendTransfer);
  protected readonly news = computed(() => {
    const run = this.transfer.run();
    return run && transferNews(run.status(), run.steps(), run.failure(), run.result());
  });
  protected readonly isBusy = computed(() => this.news()?.kind === 'under-way');

  constructor() {
    // Booked in whichever tab: the lists on the page are to show it.
    effect(() => {
      if (this.news()?.kind === 'done') untracked(() => this.booked.emit());
    });
  }

  protected type(field: keyof TransferDraft, event: Event): void {
    const { value } = event.target as HTMLInputElement | HTMLSelectElement;
    this.typed.update((draft) => ({
      ...draft,
      [field]: field === 'accountId' ? Number(value) : value,
    }));
  }

  protected send(event: Event): void {
    event.preventDefault();
    if (this.isBusy()) return;
    this.tried.set(true);
    const verdict = this.verdict();
    if (verdict.kind === 'problems') {
      this.focusFirst(verdict.problems);
      return;
    }
    this.transfer.putAside();
    this.transfer.start(verdict.order);
    this.typed.set(EMPTY_DRAFT);
    this.tried.set(false);
  }

  protected cancel(): void {
    // One that is past the point of no return says so itself.
    this.transfer
      .run()
      ?.cancel({ by: 'customer', reason: 'changed their mind' })
      .catch(() => undefined);
  }

  private focusFirst(problems: DraftProblems): void {
    const [first] = Object.keys(problems);
    this.host.nativeElement.querySelector<HTMLElement>(`#transfer-${first}`)?.focus();
  }
}
