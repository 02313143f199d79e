import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import { OutlierDetector } from '../outlier/outlier-detector';
import type { OutlierOptions } from '../outlier/outlier-options';
import { type BalancingOptions, resolveBalancing } from './balancing-options';
import { Endpoint, type EndpointDefinition } from './endpoint';
import { InstanceSet } from './instance-set';
import type { UseEnding } from './instance-use';

export function definition(id: string, more: Partial<EndpointDefinition> = {}): EndpointDefinition {
  return { id, url: `http://${id}.test`, ...more };
}

/** A set of instances on a clock of its own, with breakers that open for ten seconds after three failures in a row. */
export function instanceScene(
  definitions: readonly (string | EndpointDefinition)[],
  balancing: BalancingOptions = {},
  outlier?: OutlierOptions,
) {
  const clock = new ManualClock();
  const random = seededRandom(11);
  const flips: string[] = [];
  const outliers =
    outlier &&
    new OutlierDetector(outlier, random, ({ id }) => {
      set.ejected(id, clock.now());
    });
  const set: InstanceSet = new InstanceSet(resolveBalancing('balancing', balancing), {
    random,
    outliers,
    createEndpoint: (given) => {
      const options = {
        consecutiveFailures: 3,
        failureRate: false,
        timeoutDuration: 10_000,
        backoff: { jitter: 0 },
        trials: { permitted: 1, required: 1 },
      } as const;
      const breaker = new CircuitBreaker(options, clock, random, () => {
        set.review(endpoint, clock.now());
      });
      const endpoint = new Endpoint(given, breaker, clock.now());
      return endpoint;
    },
    fitnessChanged: ({ id, isFit }) => flips.push(`${id} ${isFit ? 'in' : 'out'}`),
  });
  const list = (...given: readonly (string | EndpointDefinition)[]): void => {
    set.replace(
      given.map((one) => (typeof one === 'string' ? definition(one) : one)),
      clock.now(),
    );
  };
  const get = (id: string): Endpoint => {
    const found = set.get(id);
    if (found === undefined) throw new Error(`there is no ${id}`);
    return found;
  };
  const pick = (...tried: readonly string[]): string | undefined =>
    set.pick(clock.now(), tried.map(get))?.id;
  /** Who is picked in so many picks, without anything being sent. */
  const picks = (times = 200): string => {
    const seen = new Set(Array.from({ length: times }, () => pick()));
    return [...seen].sort().join('');
  };
  /** An attempt at an instance, from its beginning to its end. */
  const attempt = (id: string, ending: UseEnding, ms = 20, retryAfter?: number): void => {
    const endpoint = get(id);
    const panic = set.isPanic(endpoint);
    const startedAt = clock.now();
    const permit = set.begin(endpoint, startedAt);
    clock.advance(ms);
    const error = ending === 'failure' ? new Error('down') : undefined;
    set.settle({ endpoint, permit, panic, startedAt }, ending, error, retryAfter, clock.now());
  };
  const fail = (id: string, times = 3): void => {
    for (let i = 0; i < times; i++) attempt(id, 'failure', 0);
  };
  list(...definitions);
  return { clock, set, list, get, pick, picks, attempt, fail, flips };
}
