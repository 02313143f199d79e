import { BusinessError, defineSaga } from 'ngx-convoy/core';
import type { Assessment, ComplianceCheck, Transfer } from './bank-rows';
import type { TransferOrder } from './transfer-draft';

interface Hold {
  readonly id: number;
}

/**
 * A transfer: the money is held, fraud and compliance look at it at the same time, and only what both let pass is booked. From then
 * on it arrives, however long that takes. A control that is silent holds a transfer back as surely as one that says no.
 */
export const sendTransfer = defineSaga<TransferOrder>('send-transfer', { version: 1 })
  .step('debit', {
    run: ({ http, input: { fromAccountId, amount } }) =>
      http.post<Hold>('/api/accounts/holds', { accountId: fromAccountId, amount }),
    compensate: ({ http, stepKey }) =>
      http.delete(`/api/accounts/holds/by-key/${encodeURIComponent(stepKey)}`),
  })
  .parallel(
    (branch) =>
      branch.step('fraud', {
        run: async ({ http, input: { fromAccountId, toIban, amount } }) =>
          passFraud(
            await http.post<Assessment>('/api/fraud/assessments', {
              fromAccountId,
              toIban,
              amount,
            }),
          ),
      }),
    (branch) =>
      branch.step('compliance', {
        run: async ({ http, input: { beneficiary } }) =>
          passCompliance(
            await http.post<ComplianceCheck>('/api/compliance/checks', { beneficiary }),
          ),
      }),
  )
  .pivot('book', {
    run: ({ http, input }) => http.post<Transfer>('/api/transfers/transfers', input),
    query: ({ http, stepKey }) =>
      http.get<Transfer>(`/api/transfers/transfers/by-key/${encodeURIComponent(stepKey)}`),
    compensate: ({ http, stepKey }) =>
      http.delete(`/api/transfers/transfers/by-key/${encodeURIComponent(stepKey)}`),
  })
  .step('credit', {
    run: ({ http, input: { toIban }, outputs }) =>
      http.post('/api/accounts/postings', { holdId: outputs.debit.id, toIban }),
    compensate: ({ http, stepKey }) =>
      http.delete(`/api/accounts/postings/by-key/${encodeURIComponent(stepKey)}`),
  })
  .build(({ input, outputs }) => ({
    transferId: outputs.book.id,
    amount: input.amount,
    beneficiary: input.beneficiary,
  }));

/** @throws BusinessError when it may not pass, in words for the customer */
export function passFraud(assessment: Assessment): Assessment {
  switch (assessment.decision) {
    case 'allow':
      return assessment;
    case 'review':
      throw new BusinessError(
        'A colleague has to look at a transfer of this size first.',
        'review',
      );
    case 'block':
      throw new BusinessError('The amount is above what we send online.', 'block');
  }
}

/** @throws BusinessError when the name is on a list, in words for the customer */
export function passCompliance(check: ComplianceCheck): ComplianceCheck {
  if (check.result === 'clear') return check;
  const names = check.matches.join(', ');
  throw new BusinessError(`The beneficiary is on a sanctions list (${names}).`, 'sanctions');
}
