import { table } from '../service-definition.ts';
import type { ServiceDefinition } from '../service-definition.ts';

export const compliance: ServiceDefinition = {
  name: 'compliance',
  business: 'bank',
  releases: { v1: '1.5.8' },
  instances: [
    { zone: 'eu-west-1a', version: 'v1', latency: 85, jitter: 35, cost: 1.4, weight: 100 },
    { zone: 'us-east-1a', version: 'v1', latency: 120, jitter: 50, cost: 0.9, weight: 50 },
  ],
  tables: () => ({
    checks: [],
    watchlist: watchlist.map((entry, index) => ({ id: index + 1, ...entry })),
  }),
  rules: {
    checks: {
      create(body, tables) {
        const beneficiary = body.text('beneficiary');
        const matches = table(tables, 'watchlist')
          .map((entry) => String(entry['name']))
          .filter((name) => name.toLowerCase() === beneficiary.trim().toLowerCase());
        return {
          kind: 'sanctions',
          beneficiary,
          result: matches.length > 0 ? 'hit' : 'clear',
          matches,
        };
      },
    },
  },
};

const watchlist = [
  { name: 'Northwind Shell Trading', list: 'EU consolidated', country: 'PA', since: '2023-02-14' },
  { name: 'Grey Heron Shipping', list: 'EU consolidated', country: 'MH', since: '2022-06-30' },
  { name: 'Obsidian Metals FZE', list: 'OFAC SDN', country: 'AE', since: '2024-01-22' },
  { name: 'Baltic Meridian Finance', list: 'UK OFSI', country: 'VG', since: '2023-11-09' },
  { name: 'Redstone Dual Use GmbH', list: 'EU consolidated', country: 'CH', since: '2025-03-17' },
  { name: 'Cobalt Bridge Holdings', list: 'UN 1718', country: 'HK', since: '2021-08-05' },
];
