import { instanceFaultTypes } from './fault.ts';
import { FaultSet } from './fault-set.ts';
import { parseFaults } from './parse-faults.ts';

function faultSet(faults: unknown, name = 'catalog-1'): FaultSet {
  const set = new FaultSet(name, () => undefined);
  set.replace(parseFaults(faults, instanceFaultTypes));
  return set;
}

const hits = (set: FaultSet, requests: number): boolean[] =>
  Array.from({ length: requests }, () => set.draw({ health: false }).length > 0);

describe('FaultSet', () => {
  it('hits the share of requests that the toxicity says', () => {
    const hit = hits(faultSet({ type: 'hang', toxicity: 0.3 }), 2_000).filter(Boolean);
    expect(hit.length).toBeGreaterThan(520);
    expect(hit.length).toBeLessThan(680);
  });

  it('repeats its draws for the same seed, on whichever instance', () => {
    const fault = { type: 'hang', toxicity: 0.5, seed: 7 };
    const draws = hits(faultSet(fault, 'catalog-1'), 50);
    expect(draws).toEqual(hits(faultSet(fault, 'catalog-2'), 50));
    expect(draws).not.toEqual(hits(faultSet({ ...fault, seed: 8 }), 50));
  });

  it('draws differently on each instance without a seed', () => {
    const fault = { type: 'hang', toxicity: 0.5 };
    expect(hits(faultSet(fault, 'catalog-1'), 50)).not.toEqual(
      hits(faultSet(fault, 'catalog-2'), 50),
    );
  });

  it('holds one fault of a type: the last one set', () => {
    const set = faultSet([{ type: 'latency', latency: 100 }, { type: 'hang' }]);
    const replaced = set.get('latency');
    set.add(parseFaults({ type: 'latency', latency: 900 }, instanceFaultTypes));
    expect(set.active.map(({ fault }) => fault.type)).toEqual(['latency', 'hang']);
    expect(set.get('latency')?.fault.latency).toBe(900);
    expect(replaced?.ended.aborted).toBeTrue();
  });

  it('ends a fault when its time to live is over, and tells so', () => {
    jasmine.clock().install().mockDate(new Date(0));
    let changes = 0;
    const set = new FaultSet('catalog-1', () => (changes += 1));
    set.add(
      parseFaults([{ type: 'hang', ttlMs: 500 }, { type: 'malformedJson' }], instanceFaultTypes),
    );
    jasmine.clock().tick(499);
    expect(set.active.length).toBe(2);
    jasmine.clock().tick(1);
    expect(set.active.map(({ fault }) => fault.type)).toEqual(['malformedJson']);
    expect(changes).toBe(2);
    jasmine.clock().uninstall();
  });

  it('does not let the time to live of a replaced fault end its successor', () => {
    jasmine.clock().install().mockDate(new Date(0));
    const set = faultSet({ type: 'hang', ttlMs: 500 });
    set.replace(parseFaults({ type: 'hang' }, instanceFaultTypes));
    jasmine.clock().tick(1_000);
    expect(set.active.length).toBe(1);
    jasmine.clock().uninstall();
  });
});
