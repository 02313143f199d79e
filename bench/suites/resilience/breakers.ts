import { ConsecutiveBreaker, SamplingBreaker, circuitBreaker, handleAll } from 'cockatiel';
import type { IBreaker } from 'cockatiel';
import { Circuit, SlidingTimeBreaker } from 'mollitia';
import { pipeline, withBreaker } from 'ngx-convoy/core';
import type { CircuitBreakerOptions } from 'ngx-convoy/core';
import OpossumBreaker from 'opossum';
import { runtime } from './runtime';

type Backend = () => Promise<unknown>;

/** A breaker around a backend: what is called in place of it. */
export type Wrap = (backend: Backend) => Backend;

/** The same breaker for all: a rate over a window of ten seconds. Ours looks at how long calls take as well. */
export const windowOptions: CircuitBreakerOptions = {
  failureRate: 0.5,
  minimumCalls: 10,
  monitoringWindow: { duration: 10_000, buckets: 10 },
  slowCallDuration: 1_000,
  slowCallRate: 0.8,
};

const convoy: Wrap = (backend) => {
  const guarded = pipeline(runtime, withBreaker(windowOptions));
  return () => guarded.execute(backend);
};

const cockatielSampling: Wrap = cockatiel(
  () => new SamplingBreaker({ threshold: 0.5, duration: 10_000, minimumRps: 1 }),
);

const cockatielConsecutive: Wrap = cockatiel(() => new ConsecutiveBreaker(5));

/** Without its own timeout; what it keeps alive are the timers of its window. */
const opossum: Wrap = (backend) => {
  const breaker = new OpossumBreaker(backend, { timeout: false });
  return () => breaker.fire();
};

const mollitia: Wrap = (backend) => {
  const breaker = new SlidingTimeBreaker();
  breaker.slidingWindowSize = 10_000;
  const circuit = new Circuit().fn(backend);
  circuit.modules = [breaker];
  return () => circuit.execute();
};

function cockatiel(breaker: () => IBreaker): Wrap {
  return (backend) => {
    const policy = circuitBreaker(handleAll, { halfOpenAfter: 10_000, breaker: breaker() });
    return () => policy.execute(backend);
  };
}

/** As the contenders of a case are called. */
export const wraps: Readonly<Record<string, Wrap>> = {
  'ngx-convoy': convoy,
  'cockatiel, rate in 10 s': cockatielSampling,
  'cockatiel, failures in a row': cockatielConsecutive,
  opossum,
  mollitia,
};
