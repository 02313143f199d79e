import type { Account } from './bank-rows';
import { checkDraft, type TransferDraft } from './transfer-draft';

const account: Account = {
  id: 1,
  customerId: 1,
  owner: 'Anna Lindqvist',
  iban: 'SE35 5000 0000 0549 1000 0003',
  kind: 'current',
  balance: 60_000,
  available: 50_000,
  currency: 'EUR',
};

const good: TransferDraft = {
  accountId: 1,
  beneficiary: ' Casa Verde Lda ',
  iban: 'pt50 0002 0123 1234 5678 9015 4',
  amount: '250,50',
  reference: 'Invoice 2207',
};

describe('checkDraft', () => {
  it('makes an order of what was typed, without blanks and in cents', () => {
    expect(checkDraft(good, [account])).toEqual({
      kind: 'order',
      order: {
        fromAccountId: 1,
        beneficiary: 'Casa Verde Lda',
        toIban: 'PT50000201231234567890154',
        amount: 25_050,
        reference: 'Invoice 2207',
      },
    });
  });

  const rows: readonly (readonly [
    title: string,
    change: Partial<TransferDraft>,
    field: keyof TransferDraft,
    words: RegExp,
  ])[] = [
    ['no account', { accountId: undefined }, 'accountId', /account/],
    ["somebody else's account", { accountId: 9 }, 'accountId', /account/],
    ['nobody to pay', { beneficiary: '  ' }, 'beneficiary', /who/],
    ['a number that is no IBAN', { iban: '1234567890' }, 'iban', /two letters/],
    ['an amount of words', { amount: 'lots' }, 'amount', /such as/],
    ['nothing', { amount: '0' }, 'amount', /such as/],
    ['more than is available', { amount: '500.01' }, 'amount', /€500\.00/],
  ];
  for (const [title, change, field, words] of rows) {
    it(`refuses ${title} and says so at the field`, () => {
      const verdict = checkDraft({ ...good, ...change }, [account]);

      expect(verdict.kind).toBe('problems');
      if (verdict.kind !== 'problems') return;
      expect(Object.keys(verdict.problems)).toEqual([field]);
      expect(verdict.problems[field]).toMatch(words);
    });
  }
});
