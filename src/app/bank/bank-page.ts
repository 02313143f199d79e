import { DatePipe } from '@angular/common';
import { Component, computed, inject } from '@angular/core';
import { Subject } from 'rxjs';
import { CurrentPerson } from '../shared/current-person';
import { live } from '../shared/live';
import { MoneyPipe } from '../shared/money';
import { PersonSelect } from '../shared/person-select';
import { StaleNote } from '../shared/stale-note';
import type { Account, Transfer } from './bank-rows';
import { TransferForm } from './transfer-form';

/** Somebody's accounts, what went out lately, and a transfer. */
@Component({
  selector: 'app-bank-page',
  imports: [DatePipe, MoneyPipe, PersonSelect, StaleNote, TransferForm],
  templateUrl: './bank-page.html',
  styleUrl: './bank-page.scss',
  host: { class: 'page' },
})
export class BankPage {
  private readonly person = inject(CurrentPerson);
  protected readonly bookings = new Subject<void>();

  protected readonly accounts = live<readonly Account[]>(
    () => `/api/accounts/accounts?customerId=${this.person.id()}`,
    { every: 10_000, again: this.bookings },
  );
  protected readonly owned = computed(() => {
    const accounts = this.accounts();
    return accounts.kind === 'ready' ? accounts.value : [];
  });

  /** The current account has the number of its owner; savings accounts pay nobody. */
  protected readonly transfers = live<readonly Transfer[]>(
    () =>
      `/api/transfers/transfers?fromAccountId=${this.person.id()}&_sort=createdAt&_order=desc&_limit=8`,
    { every: 15_000, again: this.bookings },
  );
  protected readonly beneficiaries = computed(() => {
    const transfers = this.transfers();
    return transfers.kind === 'ready'
      ? [...new Set(transfers.value.map(({ beneficiary }) => beneficiary))]
      : [];
  });

  protected readonly placeholders = [1, 2, 3, 4];
}
