import { Candidates, CircuitBreaker, Endpoint, createPicker } from 'ngx-convoy/core';
import type { BalancingPolicy } from 'ngx-convoy/core';
import { systemClock } from '../../../projects/ngx-convoy/src/platform/system-clock';
import type { Contender, TimeCase } from '../../harness/suite.ts';

const sizes = [3, 10, 100, 1_000] as const;
const clock = systemClock();

export const picks: readonly TimeCase[] = [
  pickCase('peak-ewma', 30),
  pickCase('response-time', 25),
  {
    ...pickCase('least-connections', 30),
    remark:
      'Up to eight instances are all compared, which is faster than drawing two by their shares: it is the pick among three ' +
      'that is cheap, not the others that are dear, and from ten on it stays the same.',
  },
  pickCase('round-robin', 8),
];

/** So many instances that have all been called and are not equally fast. */
export function instances(count: number): readonly Endpoint[] {
  const now = clock.now();
  return Array.from({ length: count }, (_, i) => {
    const breaker = new CircuitBreaker({}, clock, Math.random);
    const definition = { id: `instance-${i}`, url: `https://instance-${i}.example.com` };
    const endpoint = new Endpoint(definition, breaker, now);
    endpoint.answered(20 + (i % 7), now);
    return endpoint;
  });
}

function pickCase(policy: BalancingPolicy, atMost: number): TimeCase {
  const label = (size: number): string => `ngx-convoy, n = ${size.toLocaleString('en')}`;
  return {
    kind: 'time',
    name: `picking an instance, ${policy}`,
    baseline: label(3),
    places: ['node', 'chromium'],
    contenders: [
      ...sizes.map((size) => picking(label(size), policy, size)),
      walking('weights summed and walked, n = 1,000', 1_000),
    ],
    targets: sizes.flatMap((size) => [
      { contender: label(size), atMost },
      ...(size === 3 ? [] : [{ contender: label(size), atMost: 1.3, of: label(3) }]),
    ]),
  };
}

function picking(name: string, policy: BalancingPolicy, size: number): Contender {
  const now = clock.now();
  let candidates = new Candidates();
  const picker = createPicker(policy, Math.random);
  return {
    name,
    prepare: () => {
      candidates = new Candidates(instances(size));
    },
    run: (times) => {
      let found = 0;
      for (let i = 0; i < times; i += 1) {
        if (picker.pick(candidates, now) !== undefined) found += 1;
      }
      if (found !== times) throw new Error(`${name} found nobody.`);
    },
  };
}

/** The weighted pick that one writes first. */
function walking(name: string, size: number): Contender {
  const weights = Array.from({ length: size }, (_, i) => 1 / (20 + (i % 7)));
  return {
    name,
    run: (times) => {
      let found = 0;
      for (let i = 0; i < times; i += 1) {
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        let left = Math.random() * total;
        if (weights.findIndex((weight) => (left -= weight) <= 0) >= 0) found += 1;
      }
      if (found < times * 0.9) throw new Error(`${name} found nobody.`);
    },
  };
}
