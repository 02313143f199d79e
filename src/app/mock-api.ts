import type { InstanceConfig } from 'ngx-convoy';

/** One line of mock-api's table: zone, version and weight of each instance, in the order of its ports. */
type Fleet = readonly (readonly [service: string, ...instances: readonly Placement[]])[];
type Placement = readonly [zone: string, version: string, cost: number, weight: number];

const fleet: Fleet = [
  [
    'catalog',
    ['eu-west-1a', 'v1', 0.4, 100],
    ['eu-west-1b', 'v1', 0.4, 100],
    ['us-east-1a', 'v1', 0.22, 50],
  ],
  ['inventory', ['eu-west-1a', 'v1', 0.35, 100], ['eu-west-1b', 'v1', 0.35, 100]],
  [
    'pricing',
    ['eu-west-1a', 'v1', 0.55, 100],
    ['eu-west-1b', 'v1', 0.55, 100],
    ['us-east-1a', 'v2', 0.3, 10],
  ],
  ['orders', ['eu-west-1a', 'v1', 0.8, 100], ['eu-west-1b', 'v1', 0.8, 100]],
  ['payments', ['eu-west-1a', 'v1', 2.1, 100], ['us-east-1a', 'v1', 1.6, 60]],
  ['shipping', ['eu-west-1b', 'v1', 0.9, 100], ['us-east-1a', 'v1', 0.6, 60]],
  ['recommendations', ['eu-west-1a', 'v1', 1.2, 100], ['eu-west-1b', 'v2', 1.5, 20]],
  ['notifications', ['eu-west-1a', 'v1', 0.25, 100], ['us-east-1a', 'v1', 0.15, 50]],
  ['accounts', ['eu-west-1a', 'v1', 0.95, 100], ['eu-west-1b', 'v1', 0.95, 100]],
  ['transfers', ['eu-west-1a', 'v1', 1.1, 100], ['eu-west-1b', 'v1', 1.1, 100]],
  ['fraud', ['eu-west-1a', 'v1', 1.8, 100], ['eu-west-1b', 'v2', 2.4, 20]],
  ['compliance', ['eu-west-1a', 'v1', 1.4, 100], ['us-east-1a', 'v1', 0.9, 50]],
  [
    'content',
    ['eu-west-1a', 'v1', 0.3, 100],
    ['eu-west-1b', 'v1', 0.3, 100],
    ['us-east-1a', 'v1', 0.18, 50],
  ],
  ['personalization', ['eu-west-1a', 'v1', 1.3, 100], ['us-east-1a', 'v2', 0.85, 20]],
  ['moderation', ['eu-west-1b', 'v1', 0.7, 100], ['us-east-1a', 'v1', 0.45, 50]],
  ['analytics', ['eu-west-1a', 'v1', 0.1, 100], ['us-east-1a', 'v1', 0.06, 50]],
];

/** Set by `npm start` when the mock backends listen elsewhere. */
declare const MOCK_API_PORT: number | undefined;

/** Where registry and control of the mock backends listen; instances follow on the next ports. */
export function mockApiOrigin(): string {
  if (typeof MOCK_API_PORT !== 'undefined') return `http://localhost:${MOCK_API_PORT}`;
  const meta = document.querySelector<HTMLMetaElement>('meta[name="mock-api"]');
  return new URL(meta?.content ?? 'http://localhost:4100').origin;
}

/** The instances of every service, as an operations team would hand them over. */
export function mockApiInstances(origin: string): ReadonlyMap<string, readonly InstanceConfig[]> {
  const base = new URL(origin);
  let port = Number(base.port);
  return new Map(
    fleet.map(([service, ...placements]) => [
      service,
      placements.map(([zone, version, cost, weight], index): InstanceConfig => {
        port += 1;
        const url = `${base.protocol}//${base.hostname}:${port}`;
        return { id: `${service}-${index + 1}`, url, zone, version, cost, weight };
      }),
    ]),
  );
}
