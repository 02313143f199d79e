import type { OutlierDetector } from '../outlier/outlier-detector';
import type { Endpoint } from './endpoint';
import { type Unfitness, unfitness } from './fitness';
import { type SlowStartSettings, warmth } from './slow-start';

/** Told what has changed. */
export interface FitnessListener {
  /** An instance has become fit, or is no longer. */
  flipped(endpoint: Endpoint, now: number): void;
  /** The clock was set back. */
  setBack(now: number): void;
  /** Its share has changed. */
  reweighed(endpoint: Endpoint): void;
}

/** How often an instance is looked at that warms up, or whose breaker is half-open, in milliseconds. */
const STEP = 1_000;

/**
 * Keeps `isFit` and `share` of every instance up to date: by events, and by time when something is due.
 *
 * While nothing is due, `reviewDue` is one comparison.
 */
export class FitnessWatch {
  /** Epoch milliseconds before which nothing changes by itself. */
  private nextReview = Infinity;
  private lookedAt = -Infinity;
  private readonly dueAt = new Map<Endpoint, number>();
  private readonly warmingSince = new Map<Endpoint, number>();
  private readonly outs = new Set<Endpoint>();

  constructor(
    private readonly slowStart: SlowStartSettings | undefined,
    private readonly outliers: OutlierDetector | undefined,
    private readonly listener: FitnessListener,
  ) {}

  /** @param isFirst whether everybody is new: then nobody has to warm up behind the others */
  welcome(endpoint: Endpoint, isFirst: boolean, now: number): void {
    this.outliers?.watch(endpoint.id);
    if (!isFirst) this.warm(endpoint, now);
  }

  forget(endpoint: Endpoint): void {
    this.dueAt.delete(endpoint);
    this.warmingSince.delete(endpoint);
    this.outs.delete(endpoint);
    this.outliers?.forget(endpoint.id);
  }

  ejected(endpoint: Endpoint, now: number): void {
    this.outs.add(endpoint);
    this.review(endpoint, now);
  }

  reasonOf(endpoint: Endpoint, now: number): string | undefined {
    return this.unfitness(endpoint, now)?.reason;
  }

  /** Looks at everybody whose time has come. A clock that is set back makes everybody's come. */
  reviewDue(now: number): void {
    // An interval that has ended may eject somebody: before the choice, not when somebody asks about another one.
    this.outliers?.look(now);
    const isSetBack = now < this.lookedAt;
    this.lookedAt = now;
    if (now < this.nextReview && !isSetBack) return;
    if (isSetBack) this.listener.setBack(now);
    for (const [endpoint, at] of [...this.dueAt]) {
      if (at <= now || isSetBack) this.review(endpoint, now);
    }
    this.nextReview = Math.min(...this.dueAt.values());
  }

  /** Looks at one, and tells when it has changed. */
  review(endpoint: Endpoint, now: number): void {
    // Looking may make time pass, and that may change this very instance: what it was is read afterwards.
    const unfit = this.unfitness(endpoint, now);
    const wasFit = endpoint.isFit;
    const isFit = unfit === undefined;
    if (isFit && !wasFit) {
      this.warm(endpoint, now);
      endpoint.cost.pardon();
    }
    endpoint.isFit = isFit;
    const hadShare = endpoint.share;
    this.weigh(endpoint, unfit, now);
    if (isFit !== wasFit) this.listener.flipped(endpoint, now);
    else if (endpoint.share !== hadShare) this.listener.reweighed(endpoint);
  }

  /** The same without telling, because everything is arranged anew afterwards. */
  refresh(endpoint: Endpoint, now: number): void {
    const unfit = this.unfitness(endpoint, now);
    endpoint.isFit = unfit === undefined;
    this.weigh(endpoint, unfit, now);
  }

  private unfitness(endpoint: Endpoint, now: number): Unfitness | undefined {
    const unfit = unfitness(endpoint, now);
    if (unfit !== undefined || !this.outs.has(endpoint)) return unfit;
    const ejection = this.outliers?.ejection(endpoint.id, now);
    if (ejection === undefined) {
      this.outs.delete(endpoint);
      return undefined;
    }
    return { reason: `ejected: ${ejection.reason}`, reviewAt: ejection.until };
  }

  private warm(endpoint: Endpoint, now: number): void {
    if (this.slowStart !== undefined) this.warmingSince.set(endpoint, now);
  }

  private weigh(endpoint: Endpoint, unfit: Unfitness | undefined, now: number): void {
    const part = this.warmthOf(endpoint, now);
    endpoint.share = endpoint.weight * part;
    const changes = part < 1 || endpoint.breakerInUse?.state === 'half-open';
    const due = unfit === undefined ? (changes ? now + STEP : Infinity) : unfit.reviewAt;
    if (due === Infinity) this.dueAt.delete(endpoint);
    else this.dueAt.set(endpoint, due);
    if (due < this.nextReview) this.nextReview = due;
  }

  private warmthOf(endpoint: Endpoint, now: number): number {
    const since = this.warmingSince.get(endpoint);
    if (since === undefined || this.slowStart === undefined) return 1;
    const part = warmth(this.slowStart, now - since);
    if (part === 1) this.warmingSince.delete(endpoint);
    return part;
  }
}
