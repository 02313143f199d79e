import { ConsecutiveBreaker, SamplingBreaker, circuitBreaker, handleAll } from 'cockatiel';
import type { IBreaker } from 'cockatiel';
import { CircuitBreaker } from 'ngx-convoy/core';
import OpossumBreaker from 'opossum';
import type { Case, Contender, Suite } from '../harness/suite.ts';

const clock = { now: Date.now, schedule: () => () => undefined };

/** What the state machine itself costs: nothing is awaited, so nothing hides it. */
const permit: Case = {
  name: 'closed breaker, around a synchronous call',
  baseline: 'bare call',
  contenders: [
    {
      name: 'bare call',
      run: (times) => {
        for (let i = 0; i < times; i += 1) work();
      },
    },
    {
      name: 'clock alone (two reads)',
      run: (times) => {
        for (let i = 0; i < times; i += 1) {
          const start = clock.now();
          work();
          sink += clock.now() - start;
        }
      },
    },
    {
      name: 'ngx-convoy acquire + succeed',
      run: (times) => {
        const breaker = new CircuitBreaker({}, clock, Math.random);
        for (let i = 0; i < times; i += 1) {
          const start = clock.now();
          const permit = breaker.acquire(start);
          if (!permit.permitted) throw new Error('The breaker opened.');
          work();
          permit.succeed(clock.now() - start);
        }
      },
    },
  ],
};

/** What a caller sees: the same resolved promise, awaited through each breaker. */
const promise: Case = {
  name: 'closed breaker, around a resolved promise',
  baseline: 'bare await',
  contenders: [
    {
      name: 'bare await',
      run: async (times) => {
        for (let i = 0; i < times; i += 1) await resolved();
      },
    },
    {
      name: 'ngx-convoy acquire + succeed',
      run: async (times) => {
        const breaker = new CircuitBreaker({}, clock, Math.random);
        for (let i = 0; i < times; i += 1) {
          const start = clock.now();
          const permit = breaker.acquire(start);
          if (!permit.permitted) throw new Error('The breaker opened.');
          await resolved();
          permit.succeed(clock.now() - start);
        }
      },
    },
    cockatiel('cockatiel 4, consecutive failures', () => new ConsecutiveBreaker(5)),
    cockatiel(
      'cockatiel 4, failure rate in 10 s',
      () => new SamplingBreaker({ threshold: 0.5, duration: 10_000 }),
    ),
    {
      name: 'opossum 10',
      run: async (times) => {
        const breaker = new OpossumBreaker(resolved, { timeout: false });
        for (let i = 0; i < times; i += 1) await breaker.fire();
        breaker.shutdown();
      },
    },
  ],
};

export const suite: Suite = { name: 'resilience', cases: [permit, promise] };

function cockatiel(name: string, breaker: () => IBreaker): Contender {
  return {
    name,
    run: async (times) => {
      const policy = circuitBreaker(handleAll, { halfOpenAfter: 10_000, breaker: breaker() });
      for (let i = 0; i < times; i += 1) await policy.execute(resolved);
    },
  };
}

/** Kept outside of the loops, so that no call can be optimised away. */
let sink = 0;

function work(): void {
  sink = (sink + 1) & 0xff_ffff;
}

function resolved(): Promise<number> {
  return Promise.resolve(sink);
}
