import type { Random } from '../random';

/**
 * How a place that is probed seems to be.
 *
 * - `up`: nothing speaks against it
 * - `suspect`: answers contradict each other, or calls have failed; the next probe is to settle it
 * - `down`: it is known not to answer well
 */
export type ProbePhase = 'up' | 'suspect' | 'down';

/** The rhythm of one place. */
export interface ProbeRhythm {
  /** Milliseconds between two probes while all is well, > 0. */
  readonly interval: number;
  /** Share by which a pause varies up and down, 0..0.5. */
  readonly jitter: number;
}

/** What a pause depends on besides the place itself. */
export interface ProbeScene {
  /** Nobody looks at the page, nor at any other of the app. */
  readonly isHidden: boolean;
  /** Calls were wanted of it lately and not answered. */
  readonly isWaitedFor: boolean;
}

/** What a probe has found out. */
export interface ProbeFinding {
  readonly phase: ProbePhase;
  /** Milliseconds for which asking again would bring nothing new, by its own word. */
  readonly freshFor: number;
}

/** A suspicion is followed up after this share of the interval... */
const SUSPECT_SHARE = 0.2;
/** ...but not sooner than this. */
const SUSPECT_MINIMUM = 2_000;
/** What is down is asked half as often each time, but at least so often; Spring Boot Admin's limit. */
const DOWN_MAXIMUM = 60_000;
/** Somebody who waits should not wait long for the news that it is back: it is asked so many times as often. */
const HASTE = 3;
/** A hidden page asks less often: nobody looks, and there may be many. */
const HIDDEN_FACTOR = 4;
/** So many good calls within an interval say as much as a probe... */
const ENOUGH_CALLS = 3;
/** ...but only a probe can say that something begins to go wrong: so many times in a row it may be left out. */
const MOST_SKIPS = 3;

/**
 * When one place is to be probed next: a state machine without a timer.
 *
 * `pause = interval * phase * jitter`, where the phase is 1 for up, 1/5 (2 s at least) for suspect, 2^n up to a minute
 * for down, a third of that while somebody waits. An answer that says how long it is fresh is not asked for sooner, unless
 * calls contradict it.
 *
 * @usageNotes
 * ```ts
 * const pace = new ProbePace({ interval: 15_000, jitter: 0.1 }, random, clock.now());
 * pace.told({ phase: 'down', freshFor: 0 }, { isHidden: false, isWaitedFor: true }, clock.now());
 * clock.schedule(pace.dueAt, probe); // in five seconds, give or take half of one
 * ```
 * @see Spring Boot Admin, status updates with backoff; HAProxy, `inter`, `fastinter`, `downinter`, `spread-checks`
 */
export class ProbePace {
  /** Epoch milliseconds of the next probe. */
  dueAt = Infinity;
  private current: ProbePhase = 'up';
  /** Epoch milliseconds of the last probe, or of the calls that stood in for one. */
  private toldAt: number;
  private downs = 0;
  private skips = 0;

  /** @param now epoch milliseconds since which it is known */
  constructor(
    private rhythm: ProbeRhythm,
    private readonly random: Random,
    now: number,
  ) {
    this.toldAt = now;
  }

  get phase(): ProbePhase {
    return this.current;
  }

  /** Another rhythm. A probe that would come sooner by it comes sooner. */
  configure(rhythm: ProbeRhythm, now: number): void {
    this.rhythm = rhythm;
    this.dueAt = Math.min(this.dueAt, Math.max(now, this.toldAt + rhythm.interval));
  }

  /** Whether calls have said enough, and a probe that is due may be left out. @param successes good calls, no bad ones, within an interval */
  isToldByCalls(successes: number): boolean {
    return this.current === 'up' && successes >= ENOUGH_CALLS && this.skips < MOST_SKIPS;
  }

  /** Leaves a probe out. */
  skip(scene: ProbeScene, now: number): void {
    this.skips += 1;
    this.toldAt = now;
    this.dueAt = now + this.pause(scene);
  }

  /** A probe has been answered, or has not been and that is the answer. */
  told({ phase, freshFor }: ProbeFinding, scene: ProbeScene, now: number): void {
    this.skips = 0;
    this.downs = phase === 'down' ? this.downs + 1 : 0;
    this.current = phase;
    this.toldAt = now;
    const pause = this.pause(scene);
    this.dueAt = now + (phase === 'up' ? Math.max(pause, freshFor) : pause);
  }

  /** Calls say that something is wrong: it is asked at once, unless it is known to be down. */
  suspect(now: number): boolean {
    if (this.current === 'down') return false;
    this.current = 'suspect';
    this.dueAt = Math.min(this.dueAt, now);
    return true;
  }

  /** Somebody waits for it from now on: what is far away comes nearer. */
  awaited(now: number): void {
    if (this.current !== 'down') return;
    const soon = this.toldAt + this.downPause() / HASTE;
    this.dueAt = Math.min(this.dueAt, Math.max(now, soon));
  }

  /** Somebody looks again: what was missed is asked once. */
  catchUp(now: number): void {
    if (now - this.toldAt >= this.rhythm.interval) this.dueAt = Math.min(this.dueAt, now);
  }

  /** What another tab knows of it. */
  adopt(phase: ProbePhase, toldAt: number, dueAt: number): void {
    this.current = phase;
    this.downs = phase === 'down' ? Math.max(1, this.downs) : 0;
    this.toldAt = toldAt;
    this.dueAt = dueAt;
  }

  /** The clock was set, or stood still: times move with it. @param by milliseconds */
  shift(by: number): void {
    this.toldAt += by;
    this.dueAt += by;
  }

  private pause({ isHidden, isWaitedFor }: ProbeScene): number {
    const { interval, jitter } = this.rhythm;
    const factor = isHidden ? HIDDEN_FACTOR : 1;
    return this.basePause(isWaitedFor, interval) * factor * (1 + jitter * (2 * this.random() - 1));
  }

  private basePause(isWaitedFor: boolean, interval: number): number {
    switch (this.current) {
      case 'up':
        return interval;
      case 'suspect':
        return Math.min(interval, Math.max(interval * SUSPECT_SHARE, SUSPECT_MINIMUM));
      case 'down':
        return this.downPause() / (isWaitedFor ? HASTE : 1);
    }
  }

  private downPause(): number {
    const { interval } = this.rhythm;
    // An interval above the limit is what somebody wants.
    return Math.max(interval, Math.min(interval * 2 ** (this.downs - 1), DOWN_MAXIMUM));
  }
}

/**
 * How first probes are spread, so that a page that has just opened does not ask everybody at once.
 *
 * @returns milliseconds until the first probe of the one at `index`: all within a fifth of the interval, but no more than ten a
 * second, and never later than the interval
 */
export function firstProbe(index: number, count: number, interval: number): number {
  const spread = Math.min(interval, Math.max(interval * SUSPECT_SHARE, count * 100));
  return (spread * index) / count;
}
