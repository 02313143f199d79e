import {
  ConstantBackoff,
  SamplingBreaker,
  TimeoutStrategy,
  bulkhead,
  circuitBreaker,
  handleAll,
  retry,
  timeout,
  wrap,
} from 'cockatiel';
import { Bulkhead, Circuit, Retry, SlidingTimeBreaker, Timeout } from 'mollitia';
import { pipeline, withBreaker, withBulkhead, withRetry, withTimeout } from 'ngx-convoy/core';
import OpossumBreaker from 'opossum';
import type { Target, TimeCase } from '../../harness/suite.ts';
import { windowOptions } from './breakers';
import { caller, inNextTask, resolved } from './calls';
import { runtime } from './runtime';

type Backend = () => Promise<unknown>;

const policies = [
  withRetry({ attempts: 2 }),
  withBreaker(windowOptions),
  withTimeout(2_000),
  withBulkhead({ limit: 10 }),
];

export const fourAroundResolved = around('a resolved promise', resolved, [
  { contender: 'ngx-convoy', atMost: 1 / 15, of: 'cockatiel' },
  { contender: 'ngx-convoy, signal read', atMost: 1 / 9, of: 'cockatiel' },
  { contender: 'ngx-convoy', atMost: 1 / 2, of: 'opossum, without retry' },
]);

export const fourAroundTask = around('a call that takes a task', inNextTask, []);

function around(what: string, backend: Backend, targets: readonly Target[]): TimeCase {
  return {
    kind: 'time',
    name: `retry, breaker, timeout and bulkhead around ${what}`,
    baseline: 'bare',
    contenders: [
      caller('bare', () => backend),
      caller('ngx-convoy', () => {
        const all = pipeline(runtime, ...policies);
        return () => all.execute(backend);
      }),
      caller('ngx-convoy, signal read', () => {
        const all = pipeline(runtime, ...policies);
        return () => all.execute(({ signal }) => (signal.aborted ? undefined : backend()));
      }),
      caller('cockatiel', () => {
        const all = wrap(
          retry(handleAll, { maxAttempts: 2, backoff: new ConstantBackoff(100) }),
          circuitBreaker(handleAll, {
            halfOpenAfter: 10_000,
            breaker: new SamplingBreaker({ threshold: 0.5, duration: 10_000, minimumRps: 1 }),
          }),
          timeout(2_000, TimeoutStrategy.Aggressive),
          bulkhead(10),
        );
        return () => all.execute(backend);
      }),
      caller('opossum, without retry', () => {
        const breaker = new OpossumBreaker(backend, { timeout: 2_000, capacity: 10 });
        return () => breaker.fire();
      }),
      caller('mollitia', () => {
        const circuit = new Circuit().fn(backend);
        circuit.modules = [
          Object.assign(new Retry(), { attempts: 2 }),
          Object.assign(new SlidingTimeBreaker(), { slidingWindowSize: 10_000 }),
          Object.assign(new Timeout(), { delay: 2_000 }),
          Object.assign(new Bulkhead(), { concurrentSize: 10 }),
        ];
        return () => circuit.execute();
      }),
    ],
    targets,
  };
}
