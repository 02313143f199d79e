import fc from 'fast-check';
import { ManualClock } from 'ngx-convoy/testing';
import { DeadlineTimer } from '../timeout/deadline-timer';
import type { BulkheadPermit, BulkheadRejection, BulkheadTicket } from './admission';
import { MeteredBulkhead } from './metered-bulkhead';
import { rejectedBy } from './bulkhead-scene.spec';

/** What may happen to a bulkhead. Numbers choose: which permit, which ticket, how long. */
type Event =
  | { readonly do: 'acquire'; readonly lead: number; readonly waits: boolean; readonly then: Then }
  | { readonly do: 'release' | 'cancel'; readonly pick: number }
  | { readonly do: 'resize'; readonly limit: number }
  | { readonly do: 'pass' | 'jump'; readonly ms: number };

/** What a waiter does as soon as it hears something. */
type Then = 'nothing' | 'release' | 'acquire' | 'cancel-another' | 'throw';

const QUEUE = 6;
const MAX_WAIT = 1_000;
const LEADS = [-300, 0, 0, 0, 100, 600];

const then = fc.constantFrom<Then>(
  'nothing',
  'nothing',
  'nothing',
  'release',
  'acquire',
  'cancel-another',
  'throw',
);
const events = fc.array(
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        do: fc.constant('acquire' as const),
        lead: fc.constantFrom(...LEADS),
        waits: fc.nat(9).map((n) => n > 0),
        then,
      }),
    },
    { weight: 7, arbitrary: fc.record({ do: fc.constant('release' as const), pick: fc.nat() }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick: fc.nat() }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('resize' as const),
        limit: fc.integer({ min: 1, max: 5 }),
      }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(400) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('jump' as const),
        ms: fc.integer({ min: -10_000, max: 10_000 }),
      }),
    },
  ),
  { maxLength: 150, size: 'max' },
);

describe('Bulkhead under any sequence of calls, aborts, resizes and clock jumps', () => {
  it('never gives more places than its limit, loses none, and keeps to the order', () => {
    fc.assert(
      fc.property(events, (sequence) => new Model(sequence).run()),
      { numRuns: 400 },
    );
  });
});

/** Books that are kept by hand: every call is in exactly one of four heaps. */
class Model {
  private readonly clock = new ManualClock();
  private readonly deadlines = new DeadlineTimer(this.clock);
  private limit = 2;
  private readonly bulkhead = new MeteredBulkhead(
    { limit: this.limit, queueLimit: QUEUE, maxWait: MAX_WAIT },
    this.clock,
    this.deadlines,
  );

  private readonly held: BulkheadPermit[] = [];
  private waiting: Waiting[] = [];
  private rejected = 0;
  private turn = 0;
  /** A stopwatch that reads the clock before every event, and does not run backwards. */
  private steady = 0;
  private read = this.clock.now();

  constructor(private readonly sequence: readonly Event[]) {}

  run(): void {
    for (const event of this.sequence) {
      this.step(event);
      this.check();
    }
    this.pass(10 * MAX_WAIT);
    while (this.held.length > 0) this.held.pop()?.release();
    this.check();
    this.expect(this.waiting.length === 0, 'somebody waits for ever');
    this.expect(this.deadlines.size === 0, 'a deadline is left behind');
    this.expect(this.clock.pending === 0, 'a timer is left behind');
  }

  private step(event: Event): void {
    this.readClock();
    switch (event.do) {
      case 'acquire':
        this.acquire(event.lead, event.waits, event.then);
        break;
      case 'release': {
        const [permit] = this.held.splice(event.pick % Math.max(1, this.held.length), 1);
        permit?.release();
        permit?.release();
        break;
      }
      case 'cancel':
        this.cancel(event.pick);
        break;
      case 'resize':
        this.limit = event.limit;
        this.bulkhead.resize(event.limit);
        break;
      case 'pass':
        this.pass(event.ms);
        break;
      case 'jump':
        this.clock.set(this.clock.now() + event.ms);
        break;
    }
  }

  private acquire(lead: number, waits: boolean, next: Then): void {
    const free = this.held.length < this.limit && this.waiting.length === 0;
    if (free || !waits) {
      const admission = this.bulkhead.acquire({ priority: lead });
      this.expect(admission.permitted === free, 'a free place is given, and no other');
      if (admission.permitted) this.held.push(admission);
      else this.rejected++;
      return;
    }

    this.readClock();
    const call = new Waiting(this.steady - lead, ++this.turn);
    const crowded = this.waiting.length >= QUEUE;
    const last = [...this.waiting].sort(byUrgency).at(-1);
    const hasRoom = !crowded || (last !== undefined && byUrgency(call, last) < 0);
    this.waiting.push(call);
    const admission = this.bulkhead.acquire({ priority: lead }, (outcome) => {
      if (outcome.permitted) this.granted(call, outcome);
      else this.refused(call, outcome);
      // Whoever throws does not keep the place.
      if (outcome.permitted && next === 'throw') this.held.pop();
      this.react(next);
    });
    call.ticket = admission.waiting ? admission : undefined;
    if (admission.waiting) return;
    this.waiting = this.waiting.filter((other) => other !== call);
    if (admission.permitted) {
      this.expect(this.held.length < this.limit, 'more places than the limit');
      this.held.push(admission);
    } else {
      this.rejected++;
      const wronged = admission.reason === 'full' ? hasRoom : !crowded;
      this.expect(!wronged, 'a call is refused although there is room');
    }
  }

  private granted(call: Waiting, permit: BulkheadPermit): void {
    this.expect(this.waiting.includes(call), 'a place is granted to somebody who does not wait');
    this.expect(this.held.length < this.limit, 'more places than the limit');
    // A newcomer may have been first, and have its place already: it hears of that when acquire returns.
    const [first] = this.waiting.filter(({ ticket }) => ticket !== undefined).sort(byUrgency);
    this.expect(first === call, 'a place is granted out of order');
    this.waiting = this.waiting.filter((other) => other !== call);
    this.held.push(permit);
  }

  private refused(call: Waiting, { reason }: BulkheadRejection): void {
    this.expect(this.waiting.includes(call), 'somebody is refused who does not wait');
    this.waiting = this.waiting.filter((other) => other !== call);
    this.rejected++;
    if (reason === 'displaced') {
      const worse = this.waiting.filter((other) => byUrgency(call, other) < 0);
      this.expect(worse.length === 0, 'not the least urgent call is displaced');
    } else {
      this.expect(reason === 'timeout', 'who waits is not refused for want of room');
    }
  }

  private react(next: Then): void {
    switch (next) {
      case 'nothing':
        break;
      case 'release':
        this.held.pop()?.release();
        break;
      case 'acquire':
        this.acquire(0, true, 'nothing');
        break;
      case 'cancel-another':
        this.cancel(0);
        break;
      case 'throw':
        throw new Broken();
    }
  }

  private cancel(pick: number): void {
    const arrived = this.waiting.filter(({ ticket }) => ticket !== undefined);
    const call = arrived[pick % Math.max(1, arrived.length)];
    this.waiting = this.waiting.filter((other) => other !== call);
    call?.ticket?.cancel();
    call?.ticket?.cancel();
  }

  /** Errors of broken waiters surface from the clock; those of this model do so too, and count. */
  private pass(ms: number): void {
    const end = this.clock.now() + ms;
    for (;;) {
      try {
        this.clock.advance(end - this.clock.now());
        return;
      } catch (error) {
        if (!(error instanceof Broken)) throw error;
      }
    }
  }

  /** Both do it at the same moments: what a clock that is set back has shown in between, nobody can know. */
  private readClock(): void {
    const now = this.clock.now();
    this.steady += Math.max(0, now - this.read);
    this.read = now;
    expect(this.bulkhead.oldestWait).toBeGreaterThanOrEqual(0);
  }

  private check(): void {
    this.pass(0);
    const { bulkhead, held, waiting } = this;
    this.expect(bulkhead.inFlight === held.length, 'a place is lost or invented');
    this.expect(bulkhead.waiting === waiting.length, 'the queue has a ghost or lost somebody');
    this.expect(rejectedBy(bulkhead) === this.rejected, 'a refusal is not counted, or twice');
    this.expect(waiting.length <= QUEUE, 'the queue is longer than allowed');
    this.expect(waiting.length === 0 || held.length >= this.limit, 'a free place, and one waits');
    this.expect(this.deadlines.size === waiting.length, 'a wait has no end, or an end no wait');
  }

  private expect(holds: boolean, otherwise: string): void {
    if (!holds) throw new Error(otherwise);
  }
}

class Broken extends Error {}

class Waiting {
  ticket: BulkheadTicket | undefined = undefined;

  constructor(
    readonly key: number,
    readonly turn: number,
  ) {}
}

function byUrgency(a: Waiting, b: Waiting): number {
  return a.key - b.key || a.turn - b.turn;
}
