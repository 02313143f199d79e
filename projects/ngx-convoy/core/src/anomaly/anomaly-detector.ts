import { Drift } from './drift';
import { type Usual, usualOf } from './robust-baseline';

/** What counts as out of the ordinary for a number. */
export interface AnomalyOptions {
  /** In which direction it is bad. */
  readonly bad: 'above' | 'below';
  /** Distance from the usual below which nothing is worth a word, in units of the number, >= 0. */
  readonly floor: number;
  /** The same as a share of the usual, >= 0. Default 0.1. */
  readonly floorShare?: number | undefined;
}

/** What was found. */
export interface Finding {
  /** `outlier`: far from what was usual of late. `drift`: on its way there. `season`: not what is usual at this hour of the week. */
  readonly kind: 'outlier' | 'drift' | 'season';
  readonly value: number;
  readonly usual: Usual;
}

/** Values among which the usual is sought: twenty minutes of ten seconds each. */
const MEMORY = 120;
/** Values without which nothing is said. */
const WARM_UP = 60;
/** Modified z-score from which a value is an outlier. */
const FAR = 3.5;
/** Of the last so many values, so many must be outliers. */
const LAST = 5;
const OF_THEM = 3;
/** Ratio of the averages that is a drift, and how many values long. */
const DRIFT = 1.5;
const DRIFT_LASTS = 6;
/** How many values in a row must be out of season: five minutes. */
const SEASON_LASTS = 30;
/** Values after which what was extraordinary is the new usual: half an hour. */
const ACCEPTED_AFTER = 180;

/**
 * Finds out whether a number is what it usually is, from what it was. Give it one value for each ten seconds.
 *
 * It says nothing until it knows what is usual, learns only from good times, and learns nothing while something is wrong, so that
 * an outage does not become the usual; only what has lasted for half an hour does.
 *
 * @see Iglewicz, Hoaglin, "How to Detect and Handle Outliers", 1993
 */
export class AnomalyDetector {
  private readonly memory = new Float64Array(MEMORY);
  private known = 0;
  private next = 0;
  private drift = new Drift();
  /** Of the last values, which were outliers: one bit each. */
  private outliers = 0;
  private drifting = 0;
  private unseasonable = 0;
  private unusual = 0;
  private firing: Finding | undefined;
  private baseline: Usual | undefined;

  constructor(private readonly options: AnomalyOptions) {}

  /** What is wrong just now. */
  get finding(): Finding | undefined {
    return this.firing;
  }

  /** What is usual of late; `undefined` while that is not known. */
  get usual(): Usual | undefined {
    return this.known < WARM_UP
      ? undefined
      : (this.baseline ??= usualOf(this.memory.slice(0, this.known)));
  }

  /**
   * @param value NaN when there was nothing to measure, which neither teaches nor accuses
   * @param learns whether these are good times
   * @param season what is usual at this hour of the week, where that is known: what is usual then is no outlier
   */
  observe(value: number, learns: boolean, season?: Usual): Finding | undefined {
    if (Number.isNaN(value)) return this.firing;
    const finding = this.judge(value, season);
    const isSuspect = (this.outliers & 1) === 1;
    const isLesson = learns && finding === undefined && !isSuspect;
    if (!isSuspect) this.drift.observe(value, isLesson);
    this.unusual = finding === undefined ? 0 : this.unusual + 1;
    if (this.unusual >= ACCEPTED_AFTER) {
      this.forget();
      this.drift.observe(value, true);
      this.learn(value);
      return (this.firing = undefined);
    }
    if (isLesson) this.learn(value);
    return (this.firing = finding);
  }

  private judge(value: number, season: Usual | undefined): Finding | undefined {
    const { usual } = this;
    if (usual === undefined) return undefined;
    const isUnseasonable = season !== undefined && this.isFar(value, season);
    const isFar = this.isFar(value, usual) && (season === undefined || isUnseasonable);
    this.outliers = ((this.outliers << 1) | (isFar ? 1 : 0)) & ((1 << LAST) - 1);
    this.unseasonable = isUnseasonable ? this.unseasonable + 1 : 0;
    const recent = bits(this.outliers);
    const wasOutlier = this.firing?.kind === 'outlier';
    if (recent >= OF_THEM || (wasOutlier && recent > 0)) return { kind: 'outlier', value, usual };
    if (season !== undefined && this.unseasonable >= SEASON_LASTS) {
      return { kind: 'season', value, usual: season };
    }
    return season === undefined ? this.findDrift(usual) : undefined;
  }

  /** Where the hour of the week says what is usual, a drift is the day's own. */
  private findDrift({ spread }: Usual): Finding | undefined {
    const { level, usual: late, ratio } = this.drift;
    const usual = { value: late, spread };
    const parts = this.options.bad === 'above' ? ratio > DRIFT : ratio < 1 / DRIFT;
    this.drifting = parts && this.isBeyondFloor(level, usual) ? this.drifting + 1 : 0;
    return this.drifting >= DRIFT_LASTS ? { kind: 'drift', value: level, usual } : undefined;
  }

  private isFar(value: number, usual: Usual): boolean {
    if (!this.isBeyondFloor(value, usual)) return false;
    return usual.spread === 0 || Math.abs(value - usual.value) / usual.spread >= FAR;
  }

  private isBeyondFloor(value: number, usual: Usual): boolean {
    const { bad, floor, floorShare = 0.1 } = this.options;
    const distance = bad === 'above' ? value - usual.value : usual.value - value;
    return distance > 0 && distance >= Math.max(floor, floorShare * usual.value);
  }

  private learn(value: number): void {
    this.memory[this.next] = value;
    this.next = (this.next + 1) % MEMORY;
    this.known = Math.min(this.known + 1, MEMORY);
    this.baseline = undefined;
  }

  private forget(): void {
    this.known = 0;
    this.next = 0;
    this.drift = new Drift();
    this.outliers = 0;
    this.drifting = 0;
    this.unseasonable = 0;
    this.unusual = 0;
    this.baseline = undefined;
  }
}

function bits(word: number): number {
  let count = 0;
  for (let rest = word; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}
