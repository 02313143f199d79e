import { requireNumber } from '../options';

/** How costs are estimated. */
export interface PeakEwmaOptions {
  /** Milliseconds, > 0, after which what is old weighs 1/e. Default 10,000. */
  readonly tau?: number | undefined;
  /** Milliseconds, >= 0, that an instance is taken to need after it has failed. Default 5,000. */
  readonly errorPenalty?: number | undefined;
  /** Milliseconds, >= 0, that an instance is taken to need before it has answered anything. Default 1,000. */
  readonly initialLatency?: number | undefined;
}

/** {@link PeakEwmaOptions} with every default filled in. */
export type PeakEwmaSettings = Required<{ readonly [K in keyof PeakEwmaOptions]: number }>;

/** Fills in the defaults and checks every option. @throws ConfigurationError */
export function resolvePeakEwmaOptions(options: PeakEwmaOptions, path = ''): PeakEwmaSettings {
  const { tau = 10_000, errorPenalty = 5_000, initialLatency = 1_000 } = options;
  return {
    tau: requireNumber(`${path}tau`, tau, { exclusiveMin: 0 }),
    errorPenalty: requireNumber(`${path}errorPenalty`, errorPenalty, { min: 0 }),
    initialLatency: requireNumber(`${path}initialLatency`, initialLatency, { min: 0 }),
  };
}

/** No server can make itself look slower than this, in milliseconds. */
const LONGEST_PENALTY = 300_000;

/**
 * What a call to an instance is likely to cost: an average of its latency that believes a slower answer at once and a
 * faster one only by and by, times what it has to do already. It wears off while nobody calls, so that an instance
 * that was slow is tried again.
 *
 * An instance that fails fast must not look fast: a failure costs a penalty, and the longer the server asks to be left
 * alone (`Retry-After`), the higher it is.
 *
 * It is kept as a logarithm: then wearing off is a subtraction that is the same for all.
 *
 * @see Finagle, PeakEwma; linkerd2-proxy, load biaser (PR #4537); initial latency: linkerd2-proxy PR #167
 */
export class PeakEwma {
  /** Whether it has heard of the instance at all. */
  isKnown = false;

  /** Logarithms of milliseconds, as of `at`. */
  private latency: number;
  private penalty = -Infinity;
  /** Epoch milliseconds. */
  private at: number;
  private readonly perTau: number;

  /** @param now epoch milliseconds since which the instance is known */
  constructor(
    private readonly settings: PeakEwmaSettings,
    now: number,
  ) {
    this.latency = Math.log(settings.initialLatency);
    this.perTau = 1 / settings.tau;
    this.at = now;
  }

  /**
   * A number by which instances of the same settings compare as their loads do, whatever the time is: everybody's load
   * wears off by the same factor, so that who is cheaper now was cheaper before. It changes only with what happens to
   * the instance, and a pick has nothing to compute.
   *
   * @param pending calls under way
   */
  rank(pending: number): number {
    const { latency, penalty } = this;
    // One at a time until something is known: else a new instance gets everything at once (finagle #449).
    if (pending > 0 && !this.isKnown) return BUSY_STRANGER + pending;
    const load = pending === 0 ? latency : latency + logOf(pending + 1);
    return (load > penalty ? load : penalty) + this.at * this.perTau;
  }

  /**
   * Milliseconds that one more call is likely to wait.
   *
   * @param pending calls under way
   * @param now epoch milliseconds
   */
  load(pending: number, now: number): number {
    if (pending > 0 && !this.isKnown) return this.settings.errorPenalty + pending;
    return Math.exp(this.rank(pending) - now * this.perTau);
  }

  /** Milliseconds that the average stands at. @param now epoch milliseconds */
  value(now: number): number {
    return Math.exp(this.latency - this.worn(now));
  }

  /** It has answered. @param ms milliseconds that it took */
  observe(ms: number, now: number): void {
    if (!(ms >= 0)) return;
    const kept = Math.exp(-this.wear(now));
    const latency = Math.exp(this.latency);
    const isPeak = !this.isKnown || ms > latency;
    this.latency = Math.log(isPeak ? ms : latency + ms * (1 - kept));
    this.isKnown = true;
  }

  /**
   * It has not answered within this time, whatever came then: it would have needed at least as long.
   *
   * @param ms milliseconds
   */
  observeAtLeast(ms: number, now: number): void {
    if (!(ms >= 0)) return;
    this.wear(now);
    if (this.isKnown) this.latency = Math.max(this.latency, Math.log(ms));
  }

  /**
   * It has failed.
   *
   * @param ms milliseconds that this took
   * @param retryAfter milliseconds that it asks to be left alone
   */
  fail(ms: number, retryAfter: number | undefined, now: number): void {
    this.observeAtLeast(ms, now);
    this.isKnown = true;
    const asked = Math.max(this.settings.errorPenalty, retryAfter ?? 0);
    this.penalty = Math.max(this.penalty, Math.log(Math.min(asked, LONGEST_PENALTY)));
  }

  /** Brings everything to `now`. @returns by how much it has worn off */
  private wear(now: number): number {
    const worn = this.worn(now);
    this.latency -= worn;
    this.penalty -= worn;
    this.at = now;
    return worn;
  }

  /** It has served its time: it was left out for a while, and is let in again to be tried. */
  pardon(): void {
    this.penalty = -Infinity;
  }

  /** The clock was set back: what was written down in its future must not count for ever. */
  setBack(now: number): void {
    if (now < this.at) this.at = now;
  }

  /** By how much it has worn off since `at`. */
  private worn(now: number): number {
    this.setBack(now);
    return (now - this.at) * this.perTau;
  }
}

/** Above the rank of everybody who is known, whatever the year. */
const BUSY_STRANGER = 1e15;

const LOGS = /* @__PURE__ */ Array.from({ length: 64 }, (_, n) => Math.log(n));

function logOf(count: number): number {
  return LOGS[count] ?? Math.log(count);
}
