import type { SagaFailure } from 'ngx-convoy/core';
import type { SagaRunStatus, SagaStepView } from 'ngx-convoy/flow';

/** What the customer is told about a transfer. */
export type TransferNews =
  | { readonly kind: 'under-way'; readonly text: string }
  | { readonly kind: 'done'; readonly amount: number; readonly beneficiary: string }
  | { readonly kind: 'held'; readonly text: string };

const CONTROLS: Readonly<Record<string, string>> = { fraud: 'fraud', compliance: 'compliance' };

/** Says what is known, and no more: whether money has moved is never left open. */
export function transferNews(
  status: SagaRunStatus,
  steps: readonly SagaStepView[],
  failure: SagaFailure | undefined,
  result: { readonly amount: number; readonly beneficiary: string } | undefined,
): TransferNews {
  switch (status) {
    case 'completed':
      return result === undefined
        ? { kind: 'held', text: 'A colleague has put this transfer right.' }
        : { kind: 'done', ...result };
    case 'compensated':
      return { kind: 'held', text: `${reasonOf(steps, failure)} Nothing was sent.` };
    case 'compensating':
      return { kind: 'held', text: `${reasonOf(steps, failure)} Your money is being released.` };
    case 'stuck':
      return {
        kind: 'held',
        text: 'It stopped on the way. A colleague sees it and decides; nothing is lost, and it need not be sent again.',
      };
    case 'suspended':
      return { kind: 'held', text: 'It waits for a newer version of this page. Please reload.' };
    case 'refused':
      return {
        kind: 'held',
        text: 'This browser does not let us keep track of transfers, so none was begun. Nothing was sent.',
      };
    default:
      return { kind: 'under-way', text: 'You may close this page: it goes on when you are back.' };
  }
}

function reasonOf(steps: readonly SagaStepView[], failure: SagaFailure | undefined): string {
  if (failure === undefined) return 'You have cancelled this transfer.';
  if (failure.kind === 'business') return failure.message;
  const silent = steps.find((step) => step.status === 'failed' && step.path in CONTROLS);
  const control = silent === undefined ? undefined : CONTROLS[silent.path];
  return control === undefined
    ? 'The bank cannot be reached right now.'
    : `Our ${control} control cannot be reached right now.`;
}
