import type { LabInput } from './lab-api.ts';
import type { Laboratory } from './lab.ts';

/** A run and what became of it. */
export interface AuditedRun {
  readonly input: LabInput;
  readonly status: string;
}

interface Row {
  readonly id: number;
  readonly status: string;
  readonly customerId?: number;
  readonly orderId?: number;
  readonly accountId?: number;
  readonly fromAccountId?: number;
  readonly amount?: number;
  readonly reference?: string;
  readonly lines?: readonly { readonly productId: number; readonly quantity: number }[];
}

interface Stock {
  readonly id: number;
  readonly available: number;
  readonly reserved: number;
}

interface Account {
  readonly id: number;
  readonly balance: number;
  readonly available: number;
}

/** What stock and accounts were before the experiment, and what stood in the books then. */
export interface Opening {
  readonly stock: readonly Stock[];
  readonly accounts: readonly Account[];
  readonly reservations: readonly Row[];
  readonly holds: readonly Row[];
}

export async function takeStock(lab: Laboratory): Promise<Opening> {
  const [stock, accounts, reservations, holds] = await Promise.all([
    lab.table<Stock>('inventory', 'stock'),
    lab.table<Account>('accounts', 'accounts'),
    lab.table<Row>('inventory', 'reservations'),
    lab.table<Row>('accounts', 'holds'),
  ]);
  return { stock, accounts, reservations, holds };
}

/**
 * Counts on the side of the servers what runs have left behind; each run has a customer, or an amount, of its own.
 *
 * @returns everything that is not as it should be; empty when all is well
 */
export async function audit(
  lab: Laboratory,
  opening: Opening,
  runs: readonly AuditedRun[],
): Promise<readonly string[]> {
  const rows = async (service: string, table: string): Promise<readonly Row[]> =>
    lab.table<Row>(service, table);
  const books = {
    reservations: await rows('inventory', 'reservations'),
    orders: await rows('orders', 'orders'),
    payments: await rows('payments', 'payments'),
    shipments: await rows('shipping', 'shipments'),
    notifications: await rows('notifications', 'notifications'),
    holds: await rows('accounts', 'holds'),
    transfers: await rows('transfers', 'transfers'),
    postings: await rows('accounts', 'postings'),
  };
  const problems: string[] = [];

  /** At most one effect, and it stands or was taken back, as the run has ended. */
  const check = (
    { input: { id }, status }: AuditedRun,
    what: string,
    found: readonly Row[],
    standing: string,
    undone: string,
  ): void => {
    const states = found.map((row) => row.status).join();
    if (found.length > 1) problems.push(`${id}: ${found.length} ${what} (${states})`);
    if (status === 'completed' && states !== standing) {
      problems.push(`${id} is completed, its ${what} ${states || 'missing'}`);
    }
    if (status === 'compensated' && states !== '' && states !== undone) {
      problems.push(`${id} is compensated, its ${what} ${states}`);
    }
  };

  for (const run of runs) {
    const { input, status } = run;
    if (!['completed', 'compensated', 'stuck'].includes(status)) {
      problems.push(`${input.id} is ${status}`);
    }
    if (input.kind === 'order') {
      const own = (each: Row): boolean => each.customerId === input.order.customerId;
      const orders = books.orders.filter(own);
      const parcels = books.shipments.filter((each) =>
        orders.some(({ id }) => id === each.orderId),
      );
      check(run, 'reservation', books.reservations.filter(own), 'reserved', 'released');
      check(run, 'order', orders, 'placed', 'cancelled');
      check(run, 'payment', books.payments.filter(own), 'authorized', 'refunded');
      check(run, 'shipment', parcels, 'label-created', 'cancelled');
      check(run, 'notification', books.notifications.filter(own), 'sent', 'none may be there');
    } else {
      const { amount, reference } = input.transfer;
      const holds = books.holds.filter((each) => each.amount === amount);
      const postings = books.postings.filter((each) => each.amount === amount);
      check(run, 'hold', holds, 'posted', 'released');
      check(
        run,
        'transfer',
        books.transfers.filter((each) => each.reference === reference),
        'booked',
        'reversed',
      );
      check(run, 'posting', postings, 'posted', 'reversed');
    }
  }
  return [...problems, ...(await addUp(lab, opening))];
}

/** Stock and money are where the books say. */
async function addUp(lab: Laboratory, opening: Opening): Promise<readonly string[]> {
  const problems: string[] = [];
  const now = await takeStock(lab);
  const added = (all: readonly Row[], before: readonly Row[]): readonly Row[] =>
    all.filter(({ id }) => !before.some((row) => row.id === id));
  const reservations = added(now.reservations, opening.reservations);
  const holds = added(now.holds, opening.holds);
  for (const before of opening.stock) {
    const after = now.stock.find(({ id }) => id === before.id);
    const reserved = reservations
      .filter(({ status }) => status === 'reserved')
      .flatMap(({ lines = [] }) => lines)
      .filter(({ productId }) => productId === before.id)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    if (
      after?.reserved !== before.reserved + reserved ||
      after.available !== before.available - reserved
    ) {
      problems.push(`stock of ${before.id} does not add up: ${JSON.stringify(after)}`);
    }
  }
  for (const before of opening.accounts) {
    const after = now.accounts.find(({ id }) => id === before.id);
    const sum = (wanted: string): number =>
      holds
        .filter(({ accountId, status }) => accountId === before.id && status === wanted)
        .reduce((total, { amount = 0 }) => total + amount, 0);
    const balance = before.balance - sum('posted');
    const available = balance - sum('held');
    if (after?.balance !== balance || after.available !== available) {
      problems.push(`account ${before.id} does not add up: ${JSON.stringify(after)}`);
    }
  }
  return problems;
}
