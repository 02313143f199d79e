import { formatMoney, parseMoney } from '../shared/money';
import type { Account } from './bank-rows';

/** A transfer as somebody types it. */
export interface TransferDraft {
  readonly accountId: number | undefined;
  readonly beneficiary: string;
  readonly iban: string;
  readonly amount: string;
  readonly reference: string;
}

export const EMPTY_DRAFT: TransferDraft = {
  accountId: undefined,
  beneficiary: '',
  iban: '',
  amount: '',
  reference: '',
};

/** A transfer that can be sent: everything is there, amounts are minor units. */
export interface TransferOrder {
  readonly fromAccountId: number;
  readonly beneficiary: string;
  readonly toIban: string;
  readonly amount: number;
  readonly reference: string;
}

export type DraftProblems = Partial<Record<keyof TransferDraft, string>>;

/** Either what can be sent, or what is wrong with it in words for the one who typed it. */
export type DraftVerdict =
  | { readonly kind: 'order'; readonly order: TransferOrder }
  | { readonly kind: 'problems'; readonly problems: DraftProblems };

export function checkDraft(draft: TransferDraft, accounts: readonly Account[]): DraftVerdict {
  const problems: DraftProblems = {};
  const account = accounts.find(({ id }) => id === draft.accountId);
  if (account === undefined) problems.accountId = 'Choose the account to pay from.';

  const beneficiary = draft.beneficiary.trim();
  if (beneficiary === '') problems.beneficiary = 'Say who gets the money.';

  const toIban = draft.iban.replaceAll(/\s/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(toIban)) {
    problems.iban = 'An IBAN is two letters, two digits and 10 to 30 more signs.';
  }

  const amount = parseMoney(draft.amount);
  if (amount === undefined || amount === 0) {
    problems.amount = 'An amount such as 250 or 250.00.';
  } else if (account !== undefined && amount > account.available) {
    const available = formatMoney(account.available, account.currency);
    problems.amount = `More than the ${available} that are available.`;
  }

  if (account === undefined || amount === undefined || Object.keys(problems).length > 0) {
    return { kind: 'problems', problems };
  }
  const reference = draft.reference.trim() || 'Transfer';
  return {
    kind: 'order',
    order: { fromAccountId: account.id, beneficiary, toIban, amount, reference },
  };
}
