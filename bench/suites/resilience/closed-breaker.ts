import { CircuitBreaker } from 'ngx-convoy/core';
import type { TimeCase } from '../../harness/suite.ts';
import { windowOptions, wraps } from './breakers';
import { caller, inNextTask, resolved, work } from './calls';
import { clock } from './runtime';

/** What a caller sees: a promise that has its value, awaited through each breaker. */
export const aroundResolved: TimeCase = {
  kind: 'time',
  name: 'closed breaker around a resolved promise',
  baseline: 'bare',
  places: ['node', 'node alone', 'chromium', 'chromium alone'],
  contenders: [
    caller('bare', () => resolved),
    caller('an async function around it', () => async () => await resolved()),
    ...Object.entries(wraps).map(([name, wrap]) => caller(name, () => wrap(resolved))),
  ],
  targets: [
    { contender: 'ngx-convoy', atMost: 1, of: 'cockatiel, rate in 10 s' },
    { contender: 'ngx-convoy', atMost: 0.4, of: 'opossum' },
  ],
};

/** The same where the answer comes in another task, as answers do. */
export const aroundTask: TimeCase = {
  kind: 'time',
  name: 'closed breaker around a call that takes a task',
  baseline: 'bare',
  contenders: [
    caller('bare', () => inNextTask),
    caller('an async function around it', () => async () => await inNextTask()),
    ...Object.entries(wraps).map(([name, wrap]) => caller(name, () => wrap(inNextTask))),
  ],
  targets: [
    { contender: 'ngx-convoy', atMost: 1.2, of: 'bare', places: ['node', 'node alone'] },
    { contender: 'ngx-convoy', atMost: 1.06, of: 'bare', places: ['chromium'] },
  ],
};

/** What the state machine itself costs: nothing is awaited, so nothing hides it. */
export const permit: TimeCase = {
  kind: 'time',
  name: 'acquire and succeed around a synchronous call',
  baseline: 'bare',
  contenders: [
    {
      name: 'bare',
      run: (times) => {
        for (let i = 0; i < times; i += 1) work();
      },
    },
    {
      name: 'two clock reads',
      run: (times) => {
        for (let i = 0; i < times; i += 1) {
          const start = clock.now();
          work();
          if (clock.now() < start - 1e9) throw new Error('Time went back by days.');
        }
      },
    },
    {
      name: 'ngx-convoy, time given',
      run: (times) => {
        const breaker = new CircuitBreaker(windowOptions, clock, Math.random);
        const start = clock.now();
        for (let i = 0; i < times; i += 1) {
          const now = start + i / 1_000;
          const permit = breaker.acquire(now);
          if (!permit.permitted) throw new Error('The breaker opened.');
          work();
          permit.succeed(1, now);
        }
      },
    },
    {
      name: 'ngx-convoy, clock read twice',
      run: (times) => {
        const breaker = new CircuitBreaker(windowOptions, clock, Math.random);
        for (let i = 0; i < times; i += 1) {
          const start = clock.now();
          const permit = breaker.acquire(start);
          if (!permit.permitted) throw new Error('The breaker opened.');
          work();
          const end = clock.now();
          permit.succeed(end - start, end);
        }
      },
    },
  ],
  targets: [{ contender: 'ngx-convoy, time given', atMost: 15, minus: 'bare' }],
};
