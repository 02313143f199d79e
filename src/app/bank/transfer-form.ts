import { Component, computed, ElementRef, inject, input, output, signal } from '@angular/core';
import { EMPTY, map, of, switchMap, tap, type Observable } from 'rxjs';
import { MoneyPipe } from '../shared/money';
import type { Account } from './bank-rows';
import {
  checkDraft,
  EMPTY_DRAFT,
  type DraftProblems,
  type TransferDraft,
  type TransferOrder,
} from './transfer-draft';
import { clearanceOf, isRefusal, TransferDesk, type Controls } from './transfer-desk';

/** Where a transfer stands between Send and the answer. */
type Progress =
  | { readonly kind: 'none' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'booking' }
  | { readonly kind: 'booked'; readonly order: TransferOrder }
  | { readonly kind: 'held'; readonly reason: string };

/** A transfer, from what is typed to what the bank says. */
@Component({
  selector: 'app-transfer-form',
  imports: [MoneyPipe],
  templateUrl: './transfer-form.html',
  styleUrl: './transfer-form.scss',
})
export class TransferForm {
  readonly accounts = input.required<readonly Account[]>();
  /** Names paid before, offered while typing. */
  readonly beneficiaries = input<readonly string[]>([]);
  readonly booked = output();

  private readonly desk = inject(TransferDesk);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  private readonly typed = signal(EMPTY_DRAFT);
  /** One key per transfer until it is booked, so that sending again after a lost answer books nothing twice. */
  private key = crypto.randomUUID();
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

  protected readonly progress = signal<Progress>({ kind: 'none' });
  protected readonly controls = signal<Controls | undefined>(undefined);
  protected readonly isBusy = computed(() =>
    ['checking', 'booking'].includes(this.progress().kind),
  );

  protected type(field: keyof TransferDraft, event: Event): void {
    const { value } = event.target as HTMLInputElement | HTMLSelectElement;
    this.key = crypto.randomUUID();
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
    const { order } = verdict;
    this.controls.set(undefined);
    this.progress.set({ kind: 'checking' });
    this.desk
      .check(order)
      .pipe(
        tap((controls) => this.controls.set(controls)),
        switchMap((controls) => this.bookIfClear(order, controls)),
      )
      .subscribe({
        next: () => this.finish(order),
        error: (error: unknown) =>
          this.progress.set({
            kind: 'held',
            reason: isRefusal(error)
              ? 'The bank refused this transfer. Nothing was sent.'
              : 'We did not hear whether it was booked. Press Send again: it is booked once at most.',
          }),
      });
  }

  private bookIfClear(order: TransferOrder, controls: Controls): Observable<void> {
    const clearance = clearanceOf(controls);
    if (clearance.kind !== 'clear') {
      this.progress.set({ kind: 'held', reason: `${clearance.reason} Nothing was sent.` });
      return EMPTY;
    }
    return of(undefined).pipe(
      tap(() => this.progress.set({ kind: 'booking' })),
      switchMap(() => this.desk.book(order, this.key)),
      map(() => undefined),
    );
  }

  private finish(order: TransferOrder): void {
    this.progress.set({ kind: 'booked', order });
    this.typed.set(EMPTY_DRAFT);
    this.tried.set(false);
    this.key = crypto.randomUUID();
    this.booked.emit();
  }

  private focusFirst(problems: DraftProblems): void {
    const [first] = Object.keys(problems);
    this.host.nativeElement.querySelector<HTMLElement>(`#transfer-${first}`)?.focus();
  }
}
