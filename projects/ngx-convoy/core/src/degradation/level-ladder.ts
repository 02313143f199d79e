import { requireNumber } from '../options';

/** Milliseconds of calm before a step down, unless somebody says otherwise. */
export const DEFAULT_STABLE_FOR = 30_000;

/** What a {@link LevelLadder} needs to know. */
export interface LevelLadderOptions {
  /** The levels that there are, ascending; the first is everything. */
  readonly rungs: readonly number[];
  /** Milliseconds, >= 0, that things must be better before each step down. Default 30,000. */
  readonly stableFor?: number | undefined;
}

/**
 * The level that is in force, given the level that is called for: up at once, down one rung at a time, and each step only
 * after things have been better for a whole stable period. So services that come back one by one, or come and go, move
 * the app step by step and never to and fro.
 *
 * Owns no timer: a step is taken when somebody looks, and `lookAgainAt` says when that is worth it. A tab that slept
 * through ten periods takes one step when it wakes: what it has not watched, it does not call stable.
 *
 * @usageNotes
 * ```ts
 * const ladder = new LevelLadder({ rungs: [0, 1, 2, 3] });
 * ladder.look(3, now); // 3, at once
 * ladder.look(0, now + 1); // 3, and 2 only after 30 s of calm
 * ```
 */
export class LevelLadder {
  private readonly rungs: readonly number[];
  private readonly stableFor: number;
  private current: number;
  /** Since when less is called for than is in force. */
  private calmSince: number | undefined;

  /** @throws ConfigurationError when `stableFor` is out of range */
  constructor({ rungs, stableFor = DEFAULT_STABLE_FOR }: LevelLadderOptions) {
    this.rungs = rungs;
    this.stableFor = requireNumber('stableFor', stableFor, { min: 0 });
    this.current = rungs[0] ?? 0;
  }

  /** The level in force as of the last look. */
  get level(): number {
    return this.current;
  }

  /** Epoch milliseconds of the next step down if things stay as they are; `undefined` when there is none to take. */
  get lookAgainAt(): number | undefined {
    return this.calmSince === undefined ? undefined : this.calmSince + this.stableFor;
  }

  /**
   * Takes the step that is due, if any.
   *
   * @param called level that the state of things calls for
   * @param now epoch milliseconds
   * @returns the level in force
   */
  look(called: number, now: number): number {
    if (called >= this.current) {
      this.current = called;
      this.calmSince = undefined;
      return called;
    }
    // A clock that was set back must not make the wait longer than a period.
    this.calmSince = Math.min(this.calmSince ?? now, now);
    if (now - this.calmSince >= this.stableFor) {
      this.current = Math.max(called, this.rungBelow(this.current));
      this.calmSince = called < this.current ? now : undefined;
    }
    return this.current;
  }

  private rungBelow(level: number): number {
    return this.rungs.filter((rung) => rung < level).at(-1) ?? 0;
  }
}
