import fc from 'fast-check';
import { type RateReservation, TokenBucket } from './token-bucket';

type Event =
  | { readonly do: 'try' | 'reserve' }
  | { readonly do: 'cancel'; readonly pick: number }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'jump'; readonly ms: number };

/** A call that was let through; its time is counted by a stopwatch that never runs backwards. */
interface Call {
  readonly at: number;
  readonly reservation: RateReservation | undefined;
}

const events = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant<Event>({ do: 'try' }) },
    { weight: 8, arbitrary: fc.constant<Event>({ do: 'reserve' }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick: fc.nat() }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(300) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('jump' as const),
        ms: fc.integer({ min: -1e7, max: 0 }),
      }),
    },
  ),
  { maxLength: 120, size: 'max' },
);
const options = fc.record({
  limit: fc.integer({ min: 1, max: 50 }),
  burst: fc.double({ min: 1, max: 12, noNaN: true }),
  maxWait: fc.integer({ min: 0, max: 3_000 }),
});

describe('TokenBucket under any sequence of calls, returns and clock jumps', () => {
  it('lets at most burst + rate * time through in any stretch of time, and is no stingier than that', () => {
    fc.assert(fc.property(options, events, check), { numRuns: 400 });
  });
});

function check(
  { limit, burst, maxWait }: { limit: number; burst: number; maxWait: number },
  sequence: readonly Event[],
): void {
  const bucket = new TokenBucket({ limit, burst, maxWait });
  const interval = 1_000 / limit;
  let now = 1_767_225_600_000;
  let stopwatch = 0;
  let calls: Call[] = [];

  for (const event of sequence) {
    switch (event.do) {
      case 'pass':
        now += event.ms;
        stopwatch += event.ms;
        break;
      case 'jump':
        now += event.ms;
        break;
      case 'try': {
        // A refusal that a recount of all calls would not have given is a place lost.
        const allowed = naiveWait(calls, stopwatch, interval, burst) <= 0;
        if (bucket.tryAcquire(now)) calls.push({ at: stopwatch, reservation: undefined });
        else if (allowed) throw new Error('refused, although the rate allows it');
        break;
      }
      case 'reserve': {
        const longest = naiveWait(calls, stopwatch, interval, burst);
        const result = bucket.reserve(now);
        if (result.permitted) {
          calls.push({ at: stopwatch + result.wait, reservation: result });
          if (result.wait > maxWait) throw new Error(`waits ${result.wait} ms`);
          if (result.wait > longest + 0.01) {
            throw new Error(`waits ${result.wait} ms instead of ${longest}`);
          }
        } else if (longest < maxWait - 0.01) {
          throw new Error(`refused, although the wait is ${longest} ms`);
        }
        break;
      }
      case 'cancel': {
        const call = calls[event.pick % Math.max(1, calls.length)];
        call?.reservation?.cancel(now);
        // What is given back in time was never made.
        if (call?.reservation !== undefined && call.at >= stopwatch) {
          calls = calls.filter((other) => other !== call);
        }
        break;
      }
    }
    if (bucket.available(now) > burst + 1e-9) throw new Error('more than a burst is available');
  }
  checkRate(calls, interval, burst);
}

/** Recounts from the first call on. */
function naiveWait(calls: readonly Call[], at: number, interval: number, burst: number): number {
  let fullAt = -Infinity;
  for (const call of [...calls].sort((a, b) => a.at - b.at)) {
    fullAt = Math.max(fullAt, call.at) + interval;
  }
  return Math.max(0, fullAt - (burst - 1) * interval - at);
}

function checkRate(calls: readonly Call[], interval: number, burst: number): void {
  const times = calls.map(({ at }) => at).sort((a, b) => a - b);
  for (const [first, from] of times.entries()) {
    for (let last = first; last < times.length; last++) {
      const count = last - first + 1;
      const allowed = burst + ((times[last] ?? NaN) - from) / interval;
      if (count > allowed + 0.01) throw new Error(`${count} calls where ${allowed} are allowed`);
    }
  }
}
