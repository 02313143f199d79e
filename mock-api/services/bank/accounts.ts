import { Problem } from '../../http/problem.ts';
import { seededRandom } from '../../random.ts';
import { drawInteger } from '../draw.ts';
import { people } from '../people.ts';
import { table } from '../service-definition.ts';
import type { Row, ServiceDefinition, Tables } from '../service-definition.ts';

interface AccountRow extends Row {
  readonly iban: string;
  balance: number;
  available: number;
}

export const accounts: ServiceDefinition = {
  name: 'accounts',
  business: 'bank',
  releases: { v1: '1.17.5' },
  health: { dialect: 'actuator' },
  instances: [
    { zone: 'eu-west-1a', version: 'v1', latency: 32, jitter: 14, cost: 0.95, weight: 100 },
    { zone: 'eu-west-1b', version: 'v1', latency: 36, jitter: 16, cost: 0.95, weight: 100 },
  ],
  caching: { accounts: 'private, max-age=0, stale-if-error=3600' },
  tables(seed) {
    const random = seededRandom(`${seed}/accounts`);
    const owned = [
      ...people.map((owner) => ({ owner, kind: 'current', cents: [40_000, 900_000] as const })),
      ...people
        .filter(({ id }) => id % 2 === 1)
        .map((owner) => ({ owner, kind: 'savings', cents: [500_000, 4_200_000] as const })),
    ];
    return {
      accounts: owned.map(({ owner, kind, cents: [least, most] }, index) => {
        const balance = drawInteger(random, least, most);
        return {
          id: index + 1,
          customerId: owner.id,
          owner: owner.name,
          iban: iban(owner.country, index + 1),
          kind,
          balance,
          available: balance,
          currency: 'EUR',
        };
      }),
      holds: [],
      postings: [],
    };
  },
  rules: {
    holds: {
      create(body, tables) {
        const accountId = body.integer('accountId', { min: 1, max: 1_000_000 });
        const amount = body.integer('amount', { min: 1, max: 100_000_000 });
        const account = accountOf(tables, accountId);
        if (account === undefined) {
          throw new Problem(422, 'no-such-account', 'No such account', `No account ${accountId}.`);
        }
        if (account.available < amount) {
          throw new Problem(
            409,
            'insufficient-funds',
            'Insufficient funds',
            `Account ${accountId}: ${amount} wanted, ${account.available} available.`,
            { members: { accountId, amount, available: account.available } },
          );
        }
        account.available -= amount;
        return { accountId, amount, status: 'held' };
      },
      undo: {
        status: 'released',
        revert(row, tables) {
          const account = accountOf(tables, Number(row['accountId']));
          if (account !== undefined) account.available += Number(row['amount']);
        },
      },
    },
    // Makes a hold final: the money leaves one account and, where the other is ours, arrives there.
    postings: {
      create(body, tables) {
        const holdId = body.integer('holdId', { min: 1, max: 1e9 });
        const toIban = body.text('toIban');
        const hold = table(tables, 'holds').find(({ id }) => id === holdId);
        if (hold?.['status'] !== 'held') {
          throw new Problem(409, 'no-such-hold', 'No such hold', `Nothing is held as ${holdId}.`);
        }
        const accountId = Number(hold['accountId']);
        const amount = Number(hold['amount']);
        hold['status'] = 'posted';
        post(tables, accountId, toIban, amount);
        return { holdId, accountId, toIban, amount, status: 'posted' };
      },
      undo: {
        status: 'reversed',
        revert(row, tables) {
          const hold = table(tables, 'holds').find(({ id }) => id === row['holdId']);
          if (hold !== undefined) hold['status'] = 'held';
          post(tables, Number(row['accountId']), String(row['toIban']), -Number(row['amount']));
        },
      },
    },
  },
};

function accountOf(tables: Tables, id: number): AccountRow | undefined {
  return (table(tables, 'accounts') as AccountRow[]).find((row) => row.id === id);
}

/** What was held is no longer available already; only the balance of the payer follows. */
function post(tables: Tables, accountId: number, toIban: string, amount: number): void {
  const payer = accountOf(tables, accountId);
  if (payer !== undefined) payer.balance -= amount;
  const plain = (text: string): string => text.replaceAll(' ', '');
  const payee = (table(tables, 'accounts') as AccountRow[]).find(
    ({ iban }) => plain(iban) === plain(toIban),
  );
  if (payee === undefined) return;
  payee.balance += amount;
  payee.available += amount;
}

/** Looks like an IBAN; its check digits are not computed, so that it can never be anybody's. */
function iban(country: string, account: number): string {
  return `${country}00 5000 0000 0549 1${String(account).padStart(3, '0')} 0003`;
}
