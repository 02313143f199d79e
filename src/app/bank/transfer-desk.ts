import { HttpClient, HttpErrorResponse } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { convoy } from 'ngx-convoy';
import { catchError, forkJoin, map, of, type Observable } from 'rxjs';
import type { Assessment, ComplianceCheck, Transfer } from './bank-rows';
import type { TransferOrder } from './transfer-draft';

/** The answer of one control: its finding, or that it could not be had. */
export type Control<T> =
  { readonly kind: 'found'; readonly finding: T } | { readonly kind: 'silent' };

export interface Controls {
  readonly fraud: Control<Assessment>;
  readonly compliance: Control<ComplianceCheck>;
}

/** What the controls allow; `reason` is for the customer. */
export type Clearance =
  | { readonly kind: 'clear' }
  | { readonly kind: 'stopped'; readonly reason: string }
  | { readonly kind: 'unchecked'; readonly reason: string };

/** Takes transfers: asks fraud and compliance at the same time, and books what both let pass. */
@Service()
export class TransferDesk {
  private readonly http = inject(HttpClient);

  /** Emits once, when both have answered or cannot be reached. */
  check(order: TransferOrder): Observable<Controls> {
    const { fromAccountId, toIban, amount, beneficiary } = order;
    // Asking twice does no harm, so the calls may be tried again although they are POSTs.
    const context = convoy({ idempotent: true });
    return forkJoin({
      fraud: control(
        this.http.post<Assessment>(
          '/api/fraud/assessments',
          { fromAccountId, toIban, amount },
          { context },
        ),
      ),
      compliance: control(
        this.http.post<ComplianceCheck>('/api/compliance/checks', { beneficiary }, { context }),
      ),
    });
  }

  /** @param key one per transfer, however often it is sent: the bank books it once */
  book(order: TransferOrder, key: string): Observable<Transfer> {
    return this.http.post<Transfer>('/api/transfers/transfers', order, {
      headers: { 'Idempotency-Key': key },
      context: convoy({ idempotent: true }),
    });
  }
}

/** No money moves unchecked: a control that is silent holds a transfer back as surely as one that says no. */
export function clearanceOf({ fraud, compliance }: Controls): Clearance {
  if (compliance.kind === 'found' && compliance.finding.result === 'hit') {
    const names = compliance.finding.matches.join(', ');
    return { kind: 'stopped', reason: `The beneficiary is on a sanctions list (${names}).` };
  }
  if (fraud.kind === 'found' && fraud.finding.decision !== 'allow') {
    const reason =
      fraud.finding.decision === 'block'
        ? 'The amount is above what we send online.'
        : 'A colleague has to look at a transfer of this size first.';
    return { kind: 'stopped', reason };
  }
  const silent = [
    ...(fraud.kind === 'silent' ? ['fraud'] : []),
    ...(compliance.kind === 'silent' ? ['compliance'] : []),
  ];
  if (silent.length === 0) return { kind: 'clear' };
  return {
    kind: 'unchecked',
    reason: `Our ${silent.join(' and ')} control cannot be reached right now.`,
  };
}

function control<T>(answer: Observable<T>): Observable<Control<T>> {
  return answer.pipe(
    map((finding): Control<T> => ({ kind: 'found', finding })),
    catchError(() => of<Control<T>>({ kind: 'silent' })),
  );
}

/** Whether the bank itself said no, as opposed to not having been heard. */
export function isRefusal(error: unknown): boolean {
  return error instanceof HttpErrorResponse && error.status >= 400 && error.status < 500;
}
