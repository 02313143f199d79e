import { expectShares } from './chi-square.spec';
import { definition, instanceScene } from './instance-scene.spec';
import type { BalancingOptions } from './balancing-options';

/** Two in the same zone, two in the same region, two elsewhere. */
const FLEET = [
  definition('a', { zone: 'eu-west-1a' }),
  definition('b', { zone: 'eu-west-1a' }),
  definition('c', { zone: 'eu-west-1b' }),
  definition('d', { zone: 'eu-west-1b' }),
  definition('e', { zone: 'us-east-1a' }),
  definition('f', { zone: 'us-east-1a' }),
];

function zonesScene(options: BalancingOptions, fleet = FLEET) {
  const scene = instanceScene(fleet, { policy: 'round-robin', slowStart: false, ...options });
  const { set, clock } = scene;
  const fail = (...ids: readonly string[]): void => {
    for (const id of ids) set.setHealth(id, 'fail', clock.now());
  };
  /** How many of so many calls go to each instance. */
  const spread = (times = 20_000): readonly number[] => {
    const counts = new Map<string, number>();
    for (let i = 0; i < times; i++) {
      const id = set.pick(clock.now(), [])?.id ?? '';
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return fleet.map(({ id }) => counts.get(id) ?? 0);
  };
  return { ...scene, fail, spread };
}

describe('zones and priorities', () => {
  it('do not matter while nobody says where the caller is', () => {
    expect(zonesScene({}).spread(600)).toEqual([100, 100, 100, 100, 100, 100]);
  });

  it('keep calls in the zone of the caller', () => {
    expect(zonesScene({ zone: 'eu-west-1a' }).spread(600)).toEqual([300, 300, 0, 0, 0, 0]);
  });

  it('let only what a zone cannot carry overflow, nearest first: 1.4 times half is 70 %', () => {
    const { fail, spread } = zonesScene({ zone: 'eu-west-1a' });
    fail('b');
    expectShares(spread(), [70, 0, 15, 15, 0, 0]);
    fail('d');
    expectShares(spread(), [70, 0, 30, 0, 0, 0]);
    fail('a');
    expectShares(spread(), [0, 0, 70, 0, 15, 15]);
  });

  it('overflow later when a zone can carry more', () => {
    const { fail, spread } = zonesScene({ zone: 'eu-west-1a', overprovisioning: 2 });
    fail('b');
    expect(spread(100)).toEqual([100, 0, 0, 0, 0, 0]);
  });

  it('panic only when all together cannot carry the load', () => {
    const { fail, spread } = zonesScene({ zone: 'eu-west-1a' });
    fail('a', 'b', 'c', 'd');
    expect(spread(100)).toEqual([0, 0, 0, 0, 50, 50]);
    fail('e', 'f');
    expect(spread(100)).toEqual([50, 50, 0, 0, 0, 0]);
  });

  it('send a repetition to another zone when nobody else is left in this one', () => {
    const { pick } = zonesScene({ zone: 'eu-west-1a' });
    expect(['c', 'd']).toContain(pick('a', 'b') ?? '');
    expect(['e', 'f']).toContain(pick('a', 'b', 'c', 'd') ?? '');
  });

  it('move when the caller is found to be elsewhere', () => {
    const { set, clock, spread } = zonesScene({ zone: 'eu-west-1a' });
    set.locate('us-east-1a', clock.now());
    expect(spread(100)).toEqual([0, 0, 0, 0, 50, 50]);
    set.locate(undefined, clock.now());
    expect(spread(600)).toEqual([100, 100, 100, 100, 100, 100]);
  });

  it('rank priorities before distances', () => {
    const fleet = [
      definition('a', { zone: 'eu-west-1a', priority: 1 }),
      definition('b', { zone: 'us-east-1a' }),
    ];
    const { spread, fail } = zonesScene({ zone: 'eu-west-1a' }, fleet);
    expect(spread(100)).toEqual([0, 100]);
    fail('b');
    expect(spread(100)).toEqual([100, 0]);
  });

  it('share calls among zones by weight, less where instances are missing', () => {
    const zoneWeights = { 'eu-west-1a': 1, 'eu-west-1b': 1, 'us-east-1a': 2 };
    const { spread, fail } = zonesScene({ zoneWeights });
    expectShares(spread(), [1, 1, 1, 1, 2, 2]);
    fail('b');
    // Of weights 0.7, 1 and 2.
    expectShares(spread(), [70, 0, 50, 50, 100, 100]);
  });
});
