import fc from 'fast-check';
import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import {
  BUCKET,
  BUCKETS,
  BY_HAND,
  type Event,
  event,
  LONGEST_BREAK,
  MOST_TRIALS,
  OPTIONS,
} from './breaker-events.spec';
import { CircuitBreaker } from './circuit-breaker';
import type { CircuitBreakerOptions } from './circuit-breaker-options';
import { restoreCircuit, saveCircuit } from './circuit-snapshot';
import type { CircuitState, CircuitTransition } from './circuit-state';
import { isolate } from './isolate';
import type { Permit } from './permit';
import { ratesOnFailure } from './rates-on-failure';

/** Moves that the breaker may make by itself; an operator may make all. */
const OWN_MOVES = ['closed>open', 'open>half-open', 'half-open>open', 'half-open>closed'];

/** A breaker under test, and beside it a bookkeeper that counts everything again the naive way. */
class Bench {
  readonly clock = new ManualClock(0);
  breaker: CircuitBreaker;
  readonly permits: { readonly permit: Permit; readonly generation: number; reclaimed: boolean }[] =
    [];

  private options: CircuitBreakerOptions;
  private mostTrials: number;
  private generation = 0;
  private commanded = false;
  /** Results of this generation. */
  private log: { readonly bucket: number; readonly failed: boolean; readonly slow: boolean }[] = [];
  private run = 0;
  /** Trials of this half-open period, but for those that were given back or reclaimed. */
  private trials = 0;

  /** @param jumps whether the clock jumps and options change: a recount cannot follow that */
  constructor(
    choice: number,
    private readonly jumps: boolean,
  ) {
    this.options = OPTIONS[choice] ?? {};
    this.mostTrials = MOST_TRIALS[choice] ?? 0;
    this.breaker = this.create();
  }

  perform(event: Event): void {
    switch (event.do) {
      case 'acquire':
        this.acquire();
        break;
      case 'settle':
        this.settle(event);
        break;
      case 'advance':
        this.clock.advance(event.ms);
        break;
      case 'jump':
        this.clock.set(this.clock.now() + event.ms);
        break;
      case 'command':
        this.commanded = true;
        if (event.command === 'isolate') isolate(this.breaker, BY_HAND);
        else this.breaker.moveTo(event.command, BY_HAND);
        this.commanded = false;
        break;
      case 'configure':
        this.options = OPTIONS[event.options] ?? {};
        this.mostTrials = MOST_TRIALS[event.options] ?? 0;
        if (this.breaker.state === 'half-open') this.generation++;
        this.breaker.configure(this.options);
        this.trials = 0;
        break;
      case 'reload': {
        const snapshot = JSON.parse(
          JSON.stringify(saveCircuit(this.breaker, this.clock.now())),
        ) as unknown;
        this.breaker = this.create();
        this.generation++;
        this.trials = 0;
        this.permits.length = 0;
        holds(
          restoreCircuit(this.breaker, snapshot, this.clock.now()),
          'its own snapshot is accepted',
        );
      }
    }
    this.checkAlways();
  }

  /** Nothing may keep the breaker shut for ever, or keep a permit: everybody leaves, time passes, trials go well. */
  checkRecovery(): void {
    if (this.breaker.state === 'forced-open') this.perform({ do: 'command', command: 'closed' });
    for (const { permit } of this.permits) permit.release();
    same(this.breaker.trialsInFlight, 0, 'trials after everybody left');
    this.breaker.acquire();
    this.clock.advance(LONGEST_BREAK);
    for (let call = 0; call < 5; call++) {
      const permit = this.breaker.acquire();
      const isHeldBack = !permit.permitted && permit.reason === 'ramp-up';
      holds(permit.permitted || isHeldBack, `permitted after ${LONGEST_BREAK} ms`);
      if (permit.permitted) permit.succeed(1);
    }
    holds(['closed', 'disabled', 'metrics-only'].includes(this.breaker.state), 'recovered');
  }

  /** For a clock that only goes forward and one set of options: counts and verdicts equal a recount. */
  checkAgainstRecount(): void {
    const { state } = this.breaker;
    if (state !== 'open' && state !== 'forced-open') this.dropOld();
    const totals = this.breaker.totals();
    same(totals.total, this.log.length, 'total');
    same(totals.failed, this.log.filter(({ failed }) => failed).length, 'failed');
    same(totals.slow, this.log.filter(({ slow }) => slow).length, 'slow');
  }

  private create(): CircuitBreaker {
    return new CircuitBreaker(this.options, this.clock, seededRandom(3), (move) =>
      this.moved(move),
    );
  }

  private acquire(): void {
    const admits = this.breaker.admits();
    const permit = this.breaker.acquire();
    // A ramp goes by chance; it may hold back what is admitted, and nothing else may.
    const isHeldBack = !permit.permitted && permit.reason === 'ramp-up';
    holds(!isHeldBack || this.breaker.state === 'closed', 'held back only when closed');
    same(permit.permitted || isHeldBack, admits, 'acquire as admits said');
    if (!permit.permitted) return;
    const taken = { permit, generation: this.generation, reclaimed: false };
    this.permits.push(taken);
    if (!permit.trial) return;
    this.trials++;
    permit.onReclaim = () => {
      taken.reclaimed = true;
      this.trials--;
    };
  }

  private settle({ pick, as, ms }: Extract<Event, { do: 'settle' }>): void {
    const [taken] = this.permits.splice(pick % Math.max(1, this.permits.length), 1);
    if (taken === undefined) return;
    const { permit } = taken;
    const before = this.breaker.state;
    const counts =
      taken.generation === this.generation && !taken.reclaimed && before !== 'disabled';
    const inFlight = this.breaker.trialsInFlight;
    // What the recount says must follow; a move during the result must agree with it.
    if (counts && as !== 'neutral' && !permit.trial) {
      this.dropOld();
      this.expected = this.note(as === 'failure', ms) && before === 'closed';
    } else if (counts && as !== 'neutral') {
      this.pending = {
        failed: as === 'failure',
        slow: this.isSlow(ms),
      };
    }
    if (as === 'success') permit.succeed(ms);
    else if (as === 'failure') permit.fail(new Error('down'), ms, ms * 10);
    else permit.release();
    if (!this.jumps && counts && !permit.trial && before === 'closed' && as !== 'neutral') {
      same(this.breaker.state, this.expected ? 'open' : 'closed', 'state by recount');
    }
    if (this.pending !== undefined && this.breaker.state === 'half-open') {
      this.log.push({ bucket: this.bucket(), ...this.pending });
    }
    this.pending = undefined;
    if (counts && permit.trial && as === 'neutral' && this.breaker.trialsInFlight < inFlight) {
      this.trials--;
    }
  }

  private expected = false;
  private pending: { readonly failed: boolean; readonly slow: boolean } | undefined;

  /** @returns whether the rules, applied to a recount, open a closed breaker */
  private note(failed: boolean, ms: number): boolean {
    const {
      consecutiveFailures = this.options.failureThreshold === undefined ? 5 : false,
      failureThreshold = false,
      failureRate = false,
      rules,
      minimumCalls = 10,
      slowCallDuration = false,
      slowCallRate = 0.8,
      slowCallMinimum = minimumCalls,
    } = this.options;
    this.run = failed ? this.run + 1 : 0;
    const slow = this.isSlow(ms);
    this.log.push({ bucket: this.bucket(), failed, slow });
    const all = this.log.length;
    const failures = this.log.filter((entry) => entry.failed).length;
    const slowOnes = this.log.filter((entry) => entry.slow).length;
    if (consecutiveFailures !== false && this.run >= consecutiveFailures) return true;
    if (failed && failureThreshold !== false && failures >= failureThreshold) return true;
    const share = failures / all;
    const exceeds = failureRate !== false && all >= minimumCalls && share >= failureRate;
    if (exceeds && (failed || rules !== ratesOnFailure)) return true;
    if (slowCallDuration === false || slowCallRate === false || all < slowCallMinimum) return false;
    return slowOnes / all >= slowCallRate;
  }

  private moved({ from, to, reason, retryAt, totals, at }: CircuitTransition): void {
    const move = `${from}>${to}`;
    holds(this.commanded || from === to || OWN_MOVES.includes(move), move);
    same(retryAt !== undefined, to === 'open', 'retryAt of the move');
    holds(totals.failed <= totals.total, 'evidence');
    if (from === to && to === 'metrics-only' && reason !== BY_HAND) return;
    this.generation++;
    this.trials = 0;
    if (this.pending !== undefined && from === 'half-open') {
      this.log.push({ bucket: Math.floor(at / BUCKET), ...this.pending });
      this.pending = undefined;
    }
    if (to !== 'open' && to !== 'forced-open') {
      this.log = [];
      this.run = 0;
    } else if (from !== 'open' && from !== 'forced-open') {
      this.dropOld(at);
    }
  }

  private isSlow(ms: number): boolean {
    const { slowCallDuration = false } = this.options;
    return slowCallDuration !== false && ms > slowCallDuration;
  }

  private dropOld(now = this.clock.now()): void {
    const newest = Math.floor(now / BUCKET);
    this.log = this.log.filter(({ bucket }) => bucket > newest - BUCKETS);
  }

  private bucket(): number {
    return Math.floor(this.clock.now() / BUCKET);
  }

  private checkAlways(): void {
    const { breaker, clock } = this;
    const state: CircuitState = breaker.look();
    holds(breaker.trialsInFlight <= this.mostTrials, 'trials in flight');
    holds(this.trials <= this.mostTrials, 'trials of one period');
    holds(state === 'half-open' || breaker.trialsInFlight === 0, 'trials only while half-open');
    same(breaker.retryAt !== undefined, state === 'open', 'retryAt');
    holds((breaker.retryAt ?? -Infinity) - clock.now() <= LONGEST_BREAK, 'longest break');
    holds(state !== 'closed' || breaker.openings === 0, 'openings');
    const { total, failed, slow } = breaker.totals();
    holds(Math.min(failed, slow) >= 0 && Math.max(failed, slow) <= total, 'counts');
  }
}

/** Throws, so that fast-check shrinks to the shortest sequence. */
function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(`does not hold: ${what}`);
}

function same(seen: unknown, expected: unknown, what: string): void {
  holds(seen === expected, `${what} is ${String(expected)} (it is ${String(seen)})`);
}

describe('CircuitBreaker under any sequence of calls', () => {
  const choice = fc.nat(OPTIONS.length - 1);

  it('agrees with a naive recount: in every count, and in every decision to open', () => {
    fc.assert(
      fc.property(
        choice,
        fc.array(event(false), { maxLength: 150, size: 'max' }),
        (options, events) => {
          const bench = new Bench(options, false);
          for (const event of events) {
            bench.perform(event);
            bench.checkAgainstRecount();
          }
        },
      ),
      { numRuns: 300 },
    );
    expect().nothing();
  });

  it('stays legal, leaks no permit and recovers, whatever clock, operators and reloads do', () => {
    fc.assert(
      fc.property(
        choice,
        fc.array(event(true), { maxLength: 150, size: 'max' }),
        (options, events) => {
          const bench = new Bench(options, true);
          for (const event of events) bench.perform(event);
          bench.checkRecovery();
        },
      ),
      { numRuns: 300 },
    );
    expect().nothing();
  });
});
