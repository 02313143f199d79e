/** Rows as the bank's services answer them. Amounts are integer minor units. */

export interface Account {
  readonly id: number;
  readonly customerId: number;
  readonly owner: string;
  readonly iban: string;
  readonly kind: string;
  readonly balance: number;
  readonly available: number;
  readonly currency: string;
}

export interface Transfer {
  readonly id: number;
  readonly fromAccountId: number;
  readonly toIban: string;
  readonly beneficiary: string;
  readonly amount: number;
  readonly currency: string;
  readonly reference: string;
  readonly status: string;
  readonly createdAt: string;
}

/** What fraud thinks of a transfer. */
export interface Assessment {
  readonly score: number;
  readonly decision: 'allow' | 'review' | 'block';
}

/** What compliance found on its lists. */
export interface ComplianceCheck {
  readonly result: 'clear' | 'hit';
  readonly matches: readonly string[];
}
