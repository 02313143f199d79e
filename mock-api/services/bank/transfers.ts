import { seededRandom } from '../../random.ts';
import { daysAgo } from '../days-ago.ts';
import { drawInteger, drawOne } from '../draw.ts';
import type { ServiceDefinition } from '../service-definition.ts';

const beneficiaries = [
  ['Casa Verde Lda', 'PT00 0035 0000 7781 2040 5', 'Invoice'],
  ['Brno City Energy', 'CZ00 0800 0000 1920 0014 5399', 'Electricity, contract'],
  ['Galway Cycle Works', 'IE00 AIBK 9311 5212 3456 78', 'Repair'],
  ['Studio Conti', 'IT00 X054 2811 1010 0000 0123 456', 'Design work, project'],
  ['Hausverwaltung Nordplatz', 'DE00 3704 0044 0532 0130 00', 'Rent, flat'],
  ['Lyon Music School', 'FR00 2004 1010 0505 0001 3M02 606', 'Lessons, term'],
  ['Utrecht Bookshop Co-op', 'NL00 INGB 0417 1643 00', 'Order'],
  ['Sparrow Dental Practice', 'GB00 NWBK 6016 1331 9268 19', 'Appointment'],
] as const;

export const transfers: ServiceDefinition = {
  name: 'transfers',
  business: 'bank',
  releases: { v1: '1.8.0' },
  instances: [
    { zone: 'eu-west-1a', version: 'v1', latency: 48, jitter: 22, cost: 1.1, weight: 100 },
    { zone: 'eu-west-1b', version: 'v1', latency: 52, jitter: 26, cost: 1.1, weight: 100 },
  ],
  tables(seed) {
    const random = seededRandom(`${seed}/transfers`);
    return {
      transfers: Array.from({ length: 30 }, (_, index) => {
        const [beneficiary, toIban, purpose] = drawOne(random, beneficiaries);
        return {
          id: 7001 + index,
          fromAccountId: drawInteger(random, 1, 12),
          toIban,
          beneficiary,
          amount: drawInteger(random, 12, 1600) * 50,
          currency: 'EUR',
          reference: `${purpose} ${drawInteger(random, 2000, 2999)}`,
          status: 'booked',
          createdAt: daysAgo(60 - index * 2 - random()),
        };
      }),
    };
  },
  rules: {
    transfers: {
      create: (body) => ({
        fromAccountId: body.integer('fromAccountId', { min: 1, max: 1_000_000 }),
        toIban: body.text('toIban'),
        beneficiary: body.text('beneficiary'),
        amount: body.integer('amount', { min: 1, max: 100_000_000 }),
        currency: body.text('currency', 'EUR'),
        reference: body.text('reference', 'Transfer'),
        status: 'booked',
      }),
      undo: { status: 'reversed' },
    },
  },
};
