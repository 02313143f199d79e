import type { ServiceDefinition } from '../service-definition.ts';

/** Cents from which a person looks at a transfer, and from which it is stopped. */
const reviewFrom = 500_000;
const blockFrom = 2_000_000;

export const fraud: ServiceDefinition = {
  name: 'fraud',
  business: 'bank',
  releases: { v1: '1.30.2', v2: '2.0.0-rc.5' },
  health: { dialect: 'terminus' },
  instances: [
    { zone: 'eu-west-1a', version: 'v1', latency: 75, jitter: 40, cost: 1.8, weight: 100 },
    { zone: 'eu-west-1b', version: 'v2', latency: 50, jitter: 30, cost: 2.4, weight: 20 },
  ],
  tables: () => ({
    assessments: [],
    rules: rules.map((rule, index) => ({ id: index + 1, ...rule })),
  }),
  rules: {
    assessments: {
      create(body) {
        const amount = body.integer('amount', { min: 1, max: 100_000_000 });
        const score = Math.min(0.99, Math.round((0.08 + amount / blockFrom) * 100) / 100);
        return {
          fromAccountId: body.integer('fromAccountId', { min: 1, max: 1_000_000 }),
          toIban: body.text('toIban'),
          amount,
          score,
          decision: amount >= blockFrom ? 'block' : amount >= reviewFrom ? 'review' : 'allow',
          reasons: amount >= reviewFrom ? ['Amount far above the usual'] : [],
        };
      },
    },
  },
};

const rules = [
  {
    name: 'New beneficiary',
    description: 'First transfer to this IBAN, and more than 500 euros.',
    weight: 0.25,
    enabled: true,
  },
  {
    name: 'Amount far above the usual',
    description: 'More than five times the median of the last ninety days.',
    weight: 0.4,
    enabled: true,
  },
  {
    name: 'Burst of transfers',
    description: 'Six transfers or more within ten minutes.',
    weight: 0.3,
    enabled: true,
  },
  {
    name: 'Night hours',
    description: 'Between two and five in the morning where the customer lives.',
    weight: 0.1,
    enabled: true,
  },
  {
    name: 'New device',
    description: 'Signed in from a device first seen less than a day ago.',
    weight: 0.2,
    enabled: true,
  },
  {
    name: 'Remote control software',
    description: 'A screen-sharing session was open while the transfer was entered.',
    weight: 0.6,
    enabled: true,
  },
  {
    name: 'Emptied account',
    description: 'The transfer leaves less than one per cent of the balance.',
    weight: 0.35,
    enabled: true,
  },
  {
    name: 'Impossible travel',
    description: 'Two sign-ins further apart than an airliner flies in the time between.',
    weight: 0.5,
    enabled: false,
  },
];
