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
  private options: TokenBucketSettings;
  private interval: number;
  /** How far the time of being full may lie ahead of a call, in milliseconds. */
  private tolerance: number;
  private readonly time = new SteadyTime();

  /** When the bucket will be full again, after all calls that were let through and not given back: steady milliseconds. */
  private fullAt = -Infinity;
  /** The same without the calls in `booked`. */
  private settledFullAt = -Infinity;
  /** Calls whose time is not over, by time. One that was given back keeps its time for another. */
  private readonly booked: Reservation[] = [];
  private free = 0;

  /** @throws ConfigurationError */
  constructor(options: TokenBucketOptions) {
    this.options = resolve(options);
    this.interval = this.options.per / this.options.limit;
    this.tolerance = (this.options.burst - 1) * this.interval;
  }

  /** Calls earned in `per` milliseconds. */
  get limit(): number {
    return this.options.limit;
  }

  /** Milliseconds in which `limit` calls are earned. */
  get per(): number {
    return this.options.per;
  }

  /**
   * Changes the rate while calls are running. Reservations keep their times, and what was taken stays taken, so that a
   * change is no burst.
   *
   * @param now epoch milliseconds
   * @throws ConfigurationError, and nothing is changed then
   */
  configure(options: TokenBucketOptions, now: number): void {
    const settings = resolve(options);
    const steady = this.settle(now);
    const interval = settings.per / settings.limit;
    // What is missing from the bucket is counted in calls, and a call takes another time now.
    const missing = Math.max(0, this.settledFullAt - steady) / this.interval;
    this.options = settings;
    this.interval = interval;
    this.tolerance = (settings.burst - 1) * interval;
    this.settledFullAt = steady + missing * interval;
    this.recount();
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
   * @param within milliseconds that this caller has, when they are less than the option says
   */
  reserve(now: number, within = Infinity): RateReservation | RateRefusal {
    const steady = this.settle(now);
    const at = this.next(steady);
    const wait = at - steady;
    if (wait > Math.min(this.options.maxWait, within))
      return { permitted: false, retryAt: now + wait };
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
    for (const { at, cancelled } of this.booked) {
      if (at >= steady) break;
      over++;
      if (cancelled) this.free--;
      else this.settledFullAt = this.after(this.settledFullAt, at);
    }
    if (over > 0) this.booked.splice(0, over);
    return steady;
  }

  /** The time of the next call: as soon as the bucket has one, or one that was given back when that is sooner. */
  private next(steady: number): number {
    const at = this.fullAt - this.tolerance;
    if (at <= steady + SLACK) return steady;
    const given = this.free === 0 ? undefined : this.booked.find(({ cancelled }) => cancelled);
    return given === undefined ? at : Math.min(given.at, at);
  }

  private book(at: number, wait: number): Reservation {
    const { booked } = this;
    const reservation = new Reservation(at, wait, this.giveBack);
    if (this.free > 0) {
      // Whether it is used or not: the bucket has a single call for this one and for that.
      booked.splice(
        booked.findIndex(({ cancelled }) => cancelled),
        1,
      );
      this.free--;
    }
    const later = booked.findIndex((other) => other.at > at);
    booked.splice(later < 0 ? booked.length : later, 0, reservation);
    if (later < 0) this.fullAt = this.after(this.fullAt, at);
    else this.recount();
    return reservation;
  }

  private readonly giveBack = (reservation: Reservation, now: number): void => {
    this.settle(now);
    if (!this.booked.includes(reservation)) return;
    reservation.cancelled = true;
    this.free++;
    this.recount();
  };

  private recount(): void {
    this.fullAt = this.settledFullAt;
    for (const { at, cancelled } of this.booked) {
      if (!cancelled) this.fullAt = this.after(this.fullAt, at);
    }
  }

  private after(fullAt: number, at: number): number {
    return Math.max(fullAt, at) + this.interval;
  }
}

interface TokenBucketSettings {
  readonly limit: number;
  readonly per: number;
  readonly burst: number;
  readonly maxWait: number;
}

function resolve(options: TokenBucketOptions): TokenBucketSettings {
  const { limit, per = 1_000, burst = Math.max(1, limit), maxWait = 10_000 } = options;
  return {
    limit: requireNumber('limit', limit, { exclusiveMin: 0 }),
    per: requireNumber('per', per, { exclusiveMin: 0 }),
    burst: requireNumber('burst', burst, { min: 1 }),
    maxWait: requireNumber('maxWait', maxWait, { min: 0 }),
  };
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
