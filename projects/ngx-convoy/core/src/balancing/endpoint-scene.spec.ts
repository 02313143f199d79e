import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import { Candidates } from './candidates';
import { Endpoint, type EndpointDefinition } from './endpoint';
import type { Picker } from './picker';

const clock = new ManualClock();
export const NOW = clock.now();

export function endpoint(id: string, definition: Partial<EndpointDefinition> = {}): Endpoint {
  const breaker = new CircuitBreaker({}, clock, seededRandom(1));
  return new Endpoint({ id, url: `https://${id}.example.com`, ...definition }, breaker, NOW);
}

/** Instances that have all answered in so many milliseconds; `undefined`: not yet. */
export function answering(
  times: Readonly<Record<string, number | undefined>>,
  weights: Readonly<Record<string, number>> = {},
): readonly Endpoint[] {
  return Object.entries(times).map(([id, ms]) => {
    const one = endpoint(id, { weight: weights[id] });
    if (ms !== undefined) one.answered(ms, NOW);
    return one;
  });
}

/** How often each of them is picked, in their order. Nothing is sent, so nothing changes between the picks. */
export function countPicks(
  picker: Picker,
  endpoints: readonly Endpoint[],
  times: number,
  key?: (index: number) => string,
): readonly number[] {
  const candidates = new Candidates(endpoints);
  const counts = new Map<Endpoint, number>();
  for (let i = 0; i < times; i++) {
    const picked = picker.pick(candidates, NOW, key?.(i));
    if (picked !== undefined) counts.set(picked, (counts.get(picked) ?? 0) + 1);
  }
  return endpoints.map((one) => counts.get(one) ?? 0);
}
