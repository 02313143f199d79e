import { requireNumber } from '../options';
import { SteadyTime } from '../steady-time';

/** How many calls a {@link TokenBucket} lets through. */
export interface TokenBucketOptions {
  /** Calls earned in `per` milliseconds, > 0. */
  readonly limit: number;
  /** Milliseconds, > 0. Default 1,000. */
  readonly per?: number | undefined;
  /**
   * Calls that may come at once after a pause, >= 1. Default `limit`, at least 1. With 1 there are no bursts: calls are
   * spaced evenly.
   */
  readonly burst?: number | undefined;
  /** Milliseconds, >= 0: a reservation that would have to wait longer is refused. Default 10,000. */
  readonly maxWait?: number | undefined;
}

/** Leave to make one call, in `wait` milliseconds. */
export interface RateReservation {
  readonly permitted: true;
  /** Milliseconds to wait before the call, >= 0. */
  readonly wait: number;
  /**
   * Gives the call back: the next who asks gets its time; reservations already made keep theirs. Possible until that time
   * is over, then the call counts as made. Calling it twice does nothing.
   *
   * @param now epoch milliseconds
   */
  cancel(now: number): void;
}

/** Why there is no reservation, and when asking again makes sense. */
export interface RateRefusal {
  readonly permitted: false;
  /** Epoch milliseconds at which a call could be made. */
  readonly retryAt: number;
}

/** Milliseconds: what binary fractions may lose of a third of a second. Never adds up, because times are kept unrounded. */
const SLACK = 1e-3;

/**
 * Keeps calls to a rate: in any stretch of `t` milliseconds at most `burst + t * limit / per` of them.
 *
 * A token bucket, kept as the one number of GCRA, its twin: the theoretical arrival time, which is when the bucket will
 * be full again. O(1), no timer. A clock that is set back earns nothing and costs nothing.
 *
 * @usageNotes
 * ```ts
 * const bucket = new TokenBucket({ limit: 10, per: 1_000 });
 * const reservation = bucket.reserve(clock.now());
 * if (!reservation.permitted) return tryAgainAt(reservation.retryAt);
 * const stop = clock.schedule(clock.now() + reservation.wait, call);
 * signal.onabort = () => {
 *   stop();
 *   reservation.cancel(clock.now());
 * };
 * ```
 *
 * @see ATM Forum TM 4.0, "Generic Cell Rate Algorithm"; resilience4j, AtomicRateLimiter, for reservations
 */
export class TokenBucket {
  private readonly interval: number;
  /** How far the time of being full may lie ahead of a call, in milliseconds. */
  private readonly tolerance: number;
  private readonly maxWait: number;
  private readonly time = new SteadyTime();

  /** When the bucket will be full again, after all calls that were let through: steady milliseconds. */
  private fullAt = -Infinity;
  /** The same without the calls in `booked`. */
  private settledFullAt = -Infinity;
  /** Calls whose time is not over, by time. One that was given back keeps its time free for another. */
  private readonly booked: Reservation[] = [];
  private free = 0;

  /** @throws ConfigurationError */
  constructor(options: TokenBucketOptions) {
    const limit = requireNumber('limit', options.limit, { exclusiveMin: 0 });
    const burst = requireNumber('burst', options.burst ?? Math.max(1, limit), { min: 1 });
    this.interval = requireNumber('per', options.per ?? 1_000, { exclusiveMin: 0 }) / limit;
    this.tolerance = (burst - 1) * this.interval;
    this.maxWait = requireNumber('maxWait', options.maxWait ?? 10_000, { min: 0 });
  }

  /** Takes one call when it can be made at once. @param now epoch milliseconds */
  tryAcquire(now: number): boolean {
    const steady = this.settle(now);
    const at = this.next(steady);
    if (at > steady) return false;
    if (this.booked.length > 0) this.book(at, 0);
    else this.fullAt = this.settledFullAt = this.after(this.fullAt, at);
    return true;
  }

  /**
   * Takes the next call there is, now or later, unless that is too late: then nothing is taken and nobody queues.
   *
   * @param now epoch milliseconds
   * @param maxWait milliseconds, >= 0, when this caller has less time than the option says
   */
  reserve(now: number, maxWait: number = this.maxWait): RateReservation | RateRefusal {
    const steady = this.settle(now);
    const at = this.next(steady);
    const wait = at - steady;
    if (wait > maxWait) return { permitted: false, retryAt: now + wait };
    return this.book(at, wait);
  }

  /** Calls that could be made at once, 0..`burst`; fractions are savings towards the next one. */
  available(now: number): number {
    const steady = this.settle(now);
    const ahead = Math.max(0, this.fullAt - steady);
    return Math.max(0, (this.tolerance - ahead) / this.interval + 1);
  }

  /** Reads the time, and takes the calls whose time is over as made. */
  private settle(now: number): number {
    const steady = this.time.at(now);
    let over = 0;
    let unused = 0;
    for (const { at, cancelled } of this.booked) {
      if (at >= steady) break;
      over++;
      if (cancelled) unused++;
      else this.settledFullAt = this.after(this.settledFullAt, at);
    }
    if (over > 0) this.booked.splice(0, over);
    if (unused > 0) {
      this.free -= unused;
      this.recount();
    }
    return steady;
  }

  /** The time of the next call: one that was given back, else as soon as the bucket has one. */
  private next(steady: number): number {
    if (this.free > 0) {
      const given = this.booked.find(({ cancelled }) => cancelled);
      if (given !== undefined) return given.at;
    }
    const at = this.fullAt - this.tolerance;
    return at > steady + SLACK ? at : steady;
  }

  private book(at: number, wait: number): Reservation {
    const reservation = new Reservation(at, wait, this.giveBack);
    const given = this.free === 0 ? -1 : this.booked.findIndex((other) => other.cancelled);
    if (given >= 0) {
      this.free--;
      this.booked[given] = reservation;
      return reservation;
    }
    const later = this.booked.findIndex((other) => other.at > at);
    if (later < 0) {
      this.booked.push(reservation);
      this.fullAt = this.after(this.fullAt, at);
    } else {
      this.booked.splice(later, 0, reservation);
      this.recount();
    }
    return reservation;
  }

  private readonly giveBack = (reservation: Reservation, now: number): void => {
    this.settle(now);
    if (!this.booked.includes(reservation)) return;
    reservation.cancelled = true;
    this.free++;
    // At the end nothing needs to be kept free: the bucket itself has it back.
    let last = this.booked.at(-1);
    if (last?.cancelled !== true) return;
    for (; last?.cancelled === true; last = this.booked.at(-1)) {
      this.booked.pop();
      this.free--;
    }
    this.recount();
  };

  private recount(): void {
    this.fullAt = this.settledFullAt;
    for (const { at } of this.booked) this.fullAt = this.after(this.fullAt, at);
  }

  private after(fullAt: number, at: number): number {
    return Math.max(fullAt, at) + this.interval;
  }
}

class Reservation implements RateReservation {
  readonly permitted = true;
  cancelled = false;

  constructor(
    readonly at: number,
    readonly wait: number,
    private readonly giveBack: (reservation: Reservation, now: number) => void,
  ) {}

  cancel(now: number): void {
    if (!this.cancelled) this.giveBack(this, now);
  }
}
