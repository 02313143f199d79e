import type { SagaFailure } from 'ngx-convoy/core';
import type { SagaStepView } from 'ngx-convoy/flow';
import { transferNews } from './transfer-news';

describe('transferNews', () => {
  const technical: SagaFailure = { kind: 'unknown', name: 'E', message: 'HTTP 503' };
  const refused: SagaFailure = { kind: 'business', name: 'E', message: 'The amount is too high.' };

  function step(path: string, status: SagaStepView['status']): SagaStepView {
    return {
      path,
      status,
      attempts: 1,
      failure: undefined,
      since: 0,
      until: undefined,
      wakeAt: undefined,
    };
  }

  it('says where the money went', () => {
    const result = { amount: 500, beneficiary: 'Casa Verde' };
    expect(transferNews('completed', [], undefined, result)).toEqual({ kind: 'done', ...result });
  });

  it('says why not, and that nothing was sent, in words for the customer', () => {
    const rows = [
      [refused, [], 'The amount is too high. Nothing was sent.'],
      [undefined, [], 'You have cancelled this transfer. Nothing was sent.'],
      [technical, [step('compliance', 'failed')], 'Our compliance control cannot be reached'],
      [technical, [step('debit', 'failed')], 'The bank cannot be reached right now.'],
    ] as const;
    for (const [failure, steps, words] of rows) {
      expect(JSON.stringify(transferNews('compensated', steps, failure, undefined))).toContain(
        words,
      );
    }
  });

  it('never says that nothing was sent while that is open', () => {
    for (const status of ['stuck', 'compensating', 'running', 'waiting', 'suspended'] as const) {
      expect(JSON.stringify(transferNews(status, [], technical, undefined))).not.toContain(
        'Nothing was sent',
      );
    }
  });
});
