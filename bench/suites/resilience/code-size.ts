import type { SizeCase } from '../../harness/suite.ts';

/** Breaker, retry, bulkhead, timeout, fallback and how they are put together: what cockatiel has. */
export const sixPolicies: SizeCase = {
  kind: 'size',
  name: 'six policies, bytes to download',
  baseline: 'ngx-convoy',
  contenders: [
    {
      name: 'ngx-convoy',
      code: `export { DeadlineTimer, pipeline, withBreaker, withBulkhead, withFallback, withRetry, withTimeout } from 'ngx-convoy/core';`,
    },
    {
      name: 'cockatiel',
      code: `export { ConsecutiveBreaker, CountBreaker, ExponentialBackoff, SamplingBreaker, TimeoutStrategy, bulkhead, circuitBreaker, fallback, handleAll, retry, timeout, wrap } from 'cockatiel';`,
    },
    {
      name: 'opossum, without retry',
      code: `export { default } from 'opossum/dist/opossum.min.js';`,
    },
    {
      name: 'mollitia',
      code: `export { Bulkhead, Circuit, Fallback, Retry, SlidingCountBreaker, SlidingTimeBreaker, Timeout } from 'mollitia';`,
    },
  ],
  targets: [{ contender: 'ngx-convoy', atMost: 5_000 }],
};

/** What is not imported is not carried. */
export const onePolicy: SizeCase = {
  kind: 'size',
  name: 'less than six policies, bytes to download',
  baseline: 'ngx-convoy, breaker in a pipeline',
  contenders: [
    {
      name: 'ngx-convoy, breaker in a pipeline',
      code: `export { DeadlineTimer, pipeline, withBreaker } from 'ngx-convoy/core';`,
    },
    {
      name: 'ngx-convoy, retry and timeout in a pipeline',
      code: `export { DeadlineTimer, pipeline, withRetry, withTimeout } from 'ngx-convoy/core';`,
    },
    {
      name: 'ngx-convoy, breaker alone',
      code: `export { CircuitBreaker } from 'ngx-convoy/core';`,
    },
    {
      name: 'cockatiel, breaker',
      code: `export { SamplingBreaker, circuitBreaker, handleAll } from 'cockatiel';`,
    },
  ],
};
