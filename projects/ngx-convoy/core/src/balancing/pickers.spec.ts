import fc from 'fast-check';
import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import vectors from '../conformance/resilience-vectors.json';
import { ConfigurationError } from '../errors';
import { Candidates } from './candidates';
import { BALANCING_POLICIES, type BalancingPolicy, createPicker } from './create-picker';
import { Endpoint } from './endpoint';
import type { Picker } from './picker';

const clock = new ManualClock();

function endpoint(id: string, weight?: number): Endpoint {
  const breaker = new CircuitBreaker({}, clock, seededRandom(1));
  return new Endpoint({ id, url: `https://${id}.example.com`, weight }, breaker, clock.now());
}

function endpoints(weights: Readonly<Record<string, number>>): Endpoint[] {
  return Object.entries(weights).map(([id, weight]) => endpoint(id, weight));
}

function pickNames(picker: Picker, endpoints: readonly Endpoint[], times: number): string {
  const candidates = new Candidates(endpoints);
  return Array.from({ length: times }, () => picker.pick(candidates, 0)?.id).join('');
}

function share(names: string, name: string): number {
  return names.split(name).length - 1;
}

for (const policy of BALANCING_POLICIES) {
  describe(`every picker, ${policy} too,`, () => {
    const create = (seed = 1): Picker => createPicker(policy, seededRandom(seed));

    it('goes by its name', () => {
      expect(create().name).toBe(policy);
    });

    it('has nothing to pick from nothing, and no choice with one', () => {
      const only = endpoint('a', 0);
      expect(create().pick(new Candidates(), 0)).toBeUndefined();
      expect(create().pick(new Candidates([only]), 0)).toBe(only);
    });

    it('picks a candidate of this very call, however the list shrinks and grows', () => {
      const all = endpoints({ a: 1, b: 2, c: 3, d: 0, e: 5 });
      const property = fc.property(
        fc.array(fc.subarray(all), { maxLength: 60, size: 'max' }),
        (lists) => {
          const picker = create();
          for (const list of lists) {
            const picked = picker.pick(new Candidates(list), 0);
            if (list.length === 0) expect(picked).toBeUndefined();
            else expect(list).toContain(picked as Endpoint);
          }
        },
      );
      fc.assert(property, { numRuns: 50 });
    });

    it('gives nothing to weight 0 while others have weight, and all alike when none has', () => {
      const some = endpoints({ a: 0, b: 1, c: 1 });
      expect(pickNames(create(), some, 300)).not.toContain('a');
      const none = endpoints({ a: 0, b: 0, c: 0 });
      const names = pickNames(create(), none, 300);
      for (const name of 'abc') expect(Math.abs(share(names, name) - 100)).toBeLessThan(40);
    });
  });
}

describe('picker round-robin', () => {
  it('spreads weights out as nginx does: smoothWRR-01', () => {
    const vector = vectors.vectors.find(({ algo }) => algo === 'smoothWRR');
    const { params, steps } = vector as unknown as {
      readonly params: { readonly weights: Readonly<Record<string, number>> };
      readonly steps: readonly [{ readonly picks: string }];
    };
    const [{ picks }] = steps;
    const picker = createPicker('round-robin', seededRandom(1));
    expect(picks.length).toBe(7);
    expect(pickNames(picker, endpoints(params.weights), 14)).toBe(picks + picks);
  });

  it('gives everybody exactly the share of its weight', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 20 }), {
      minLength: 2,
      maxLength: 8,
      size: 'max',
    });
    const property = fc.property(weights, (list) => {
      const all = list.map((weight, i) => endpoint(`e${i}`, weight));
      const picker = createPicker('round-robin', seededRandom(1));
      const candidates = new Candidates(all);
      const picks = new Map<Endpoint, number>();
      const total = list.reduce((a, b) => a + b, 0);
      for (let i = 0; i < total * 3; i++) {
        const picked = picker.pick(candidates, 0);
        if (picked !== undefined) picks.set(picked, (picks.get(picked) ?? 0) + 1);
      }
      for (const one of all) expect(picks.get(one)).toBe(one.weight * 3);
    });
    fc.assert(property, { numRuns: 50 });
  });

  it('goes on fairly when one leaves and comes back', () => {
    const all = endpoints({ a: 1, b: 1, c: 1 });
    const picker = createPicker('round-robin', seededRandom(1));
    pickNames(picker, all, 4);
    const two = pickNames(picker, all.slice(1), 100);
    expect(share(two, 'b')).toBe(50);
    const three = pickNames(picker, all, 300);
    for (const name of 'abc') expect(Math.abs(share(three, name) - 100)).toBeLessThanOrEqual(1);
  });

  it('follows a weight that is changed while running', () => {
    const all = endpoints({ a: 1, b: 1 });
    const picker = createPicker('round-robin', seededRandom(1));
    pickNames(picker, all, 3);
    all[1]?.update({ id: 'b', url: 'https://b.example.com', weight: 3 });
    expect(share(pickNames(picker, all, 400), 'b')).toBe(300);
  });
});

describe('picker response-time', () => {
  function withLatency(latencies: Readonly<Record<string, number | undefined>>): Endpoint[] {
    return Object.entries(latencies).map(([id, ms]) => {
      const one = endpoint(id);
      if (ms !== undefined) one.latency.observe(ms, clock.now());
      return one;
    });
  }

  it('sends traffic in inverse proportion to the time an instance takes', () => {
    const all = withLatency({ a: 50, b: 100, c: 300 });
    const names = pickNames(createPicker('response-time', seededRandom(4)), all, 10_000);
    expect(Math.abs(share(names, 'a') - 6_000)).toBeLessThan(200);
    expect(Math.abs(share(names, 'b') - 3_000)).toBeLessThan(200);
    expect(Math.abs(share(names, 'c') - 1_000)).toBeLessThan(150);
  });

  it('neither floods nor forgets an instance that nobody has called yet', () => {
    const all = withLatency({ a: 50, b: 150, n: undefined });
    const names = pickNames(createPicker('response-time', seededRandom(4)), all, 9_000);
    expect(Math.abs(share(names, 'n') - 3_000)).toBeLessThan(200);
    const fresh = withLatency({ a: undefined, b: undefined });
    const even = pickNames(createPicker('response-time', seededRandom(4)), fresh, 1_000);
    expect(Math.abs(share(even, 'a') - 500)).toBeLessThan(60);
  });

  it('does not send everything to an answer out of a cache', () => {
    const all = withLatency({ a: 0, b: 2 });
    const names = pickNames(createPicker('response-time', seededRandom(4)), all, 3_000);
    expect(Math.abs(share(names, 'a') - 2_000)).toBeLessThan(120);
  });
});

describe('picker least-connections', () => {
  it('counts per instance what is under way', () => {
    const [a, b, c] = endpoints({ a: 1, b: 1, c: 1 }) as [Endpoint, Endpoint, Endpoint];
    const picker = createPicker('least-connections', seededRandom(1));
    a.inFlight = 2;
    b.inFlight = 1;
    c.inFlight = 3;
    expect(pickNames(picker, [a, b, c], 5)).toBe('bbbbb');
    b.inFlight = 4;
    expect(pickNames(picker, [a, b, c], 2)).toBe('aa');
  });

  it('lets equals take turns, also while others are busier', () => {
    const all = endpoints({ a: 1, b: 1, c: 1 });
    const picker = createPicker('least-connections', seededRandom(1));
    const [a] = all;
    if (a !== undefined) a.inFlight = 1;
    const names = pickNames(picker, all, 100);
    expect(share(names, 'b')).toBe(50);
    expect(share(names, 'c')).toBe(50);
  });

  it('compares what the call would make of it: one of one is less than three of two', () => {
    const all = endpoints({ a: 1, b: 2 });
    const [, b] = all;
    if (b !== undefined) b.inFlight = 2;
    expect(pickNames(createPicker('least-connections', seededRandom(1)), all, 3)).toBe('aaa');
  });

  it('lets an instance of twice the weight carry twice the calls', () => {
    const all = endpoints({ a: 1, b: 2 });
    const picker = createPicker('least-connections', seededRandom(1));
    const candidates = new Candidates(all);
    for (let i = 0; i < 300; i++) {
      const picked = picker.pick(candidates, 0);
      if (picked !== undefined) picked.inFlight++;
    }
    const [a, b] = all.map(({ inFlight }) => inFlight);
    expect(Math.abs((a ?? 0) - 100)).toBeLessThanOrEqual(1);
    expect(Math.abs((b ?? 0) - 200)).toBeLessThanOrEqual(1);
  });
});

describe('createPicker', () => {
  it('refuses a policy that does not exist, and names those that do', () => {
    expect(() => createPicker('random' as BalancingPolicy, seededRandom(1))).toThrowMatching(
      (error) => error instanceof ConfigurationError && error.message.includes('round-robin'),
    );
  });
});

describe('Endpoint', () => {
  it('keeps what calls have taught when its definition changes', () => {
    const one = endpoint('a');
    one.inFlight = 2;
    one.latency.observe(70, clock.now());
    one.update({ id: 'a', url: 'http://10.0.0.7:4100/base/', weight: 4 });
    expect(one.url).toBe('http://10.0.0.7:4100/base');
    expect(one.weight).toBe(4);
    expect(one.inFlight).toBe(2);
    expect(one.latency.value).toBe(70);
  });

  it('refuses a definition that cannot work, and keeps the old one', () => {
    const one = endpoint('a');
    expect(() => one.update({ id: 'a', url: 'ftp://a' })).toThrowError(/instance 'a': url/);
    expect(() => one.update({ id: 'a', url: one.url, weight: -1 })).toThrowError(/weight/);
    expect(one.url).toBe('https://a.example.com');
    expect(one.weight).toBe(1);
  });
});
