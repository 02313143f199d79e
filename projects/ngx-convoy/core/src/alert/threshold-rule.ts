import { ConfigurationError } from '../errors';
import { requireNumber } from '../options';

/** When a measured value is worth an alert, and when the alert is over. */
export interface ThresholdRuleOptions {
  /** The last value that is still good: the rule goes by what lies beyond it, not at it. */
  readonly threshold: number;
  /** Which side of the threshold is bad. Default `'above'`. */
  readonly bad?: 'above' | 'below' | undefined;
  /** Milliseconds, >= 0, that the value must stay bad before the rule fires. Default 0. */
  readonly for?: number | undefined;
  /**
   * The value must come back at least to here before recovery begins, so that one that swings around the threshold
   * does not ring each time. On the good side of `threshold`, or equal to it. Default `threshold`.
   */
  readonly recovery?: number | undefined;
  /** Milliseconds, >= 0, that the value must stay recovered before the alert is over. Default 0. */
  readonly keepFiringFor?: number | undefined;
}

/**
 * - `inactive`: all is well
 * - `pending`: bad, but not for long enough
 * - `firing`: bad for long enough, or not yet recovered
 * - `recovering`: good again, but not for long enough; still an alert
 * - `resolved`: it was an alert and is over; the same as `inactive` for what comes next
 */
export type ThresholdPhase = 'inactive' | 'pending' | 'firing' | 'recovering' | 'resolved';

/**
 * The life of one alert: inactive -> pending -> firing -> recovering -> resolved.
 *
 * Owns no timer: it moves when a value is handed to it. No value (`undefined`: too few calls, nobody asked) counts as
 * recovered, because nothing speaks for trouble any more.
 *
 * @see Prometheus alerting rules, `for` and `keep_firing_for`; Grafana, recovery threshold
 */
export class ThresholdRule {
  readonly threshold: number;

  private readonly sign: 1 | -1;
  private readonly for: number;
  private readonly recovery: number;
  private readonly keepFiringFor: number;
  private current: ThresholdPhase = 'inactive';
  private phaseSince = 0;
  private begunAt: number | undefined;

  /** @throws ConfigurationError naming the option and the allowed range */
  constructor(options: ThresholdRuleOptions, path = 'rule') {
    this.threshold = requireNumber(`${path}.threshold`, options.threshold);
    this.sign = options.bad === 'below' ? -1 : 1;
    this.for = requireNumber(`${path}.for`, options.for ?? 0, { min: 0 });
    this.recovery = requireNumber(`${path}.recovery`, options.recovery ?? options.threshold);
    this.keepFiringFor = requireNumber(`${path}.keepFiringFor`, options.keepFiringFor ?? 0, {
      min: 0,
    });
    if (this.isBad(this.recovery)) {
      const side = this.sign === 1 ? 'at most' : 'at least';
      throw new ConfigurationError(
        `${path}.recovery`,
        this.recovery,
        `${side} the threshold of ${this.threshold}`,
      );
    }
  }

  get phase(): ThresholdPhase {
    return this.current;
  }

  /** Epoch milliseconds at which the value turned bad; `undefined` while there is no alert. */
  get since(): number | undefined {
    return this.begunAt;
  }

  /** Takes the value of now, and says in which phase that puts the alert. */
  evaluate(value: number | undefined, now: number): ThresholdPhase {
    // A clock set back must not lengthen a wait by hours: what was waited is forgotten, the phase stays.
    if (now < this.phaseSince) this.phaseSince = now;
    const held = now - this.phaseSince;

    switch (this.current) {
      case 'inactive':
      case 'resolved':
        if (this.isBad(value)) this.begin(now);
        break;
      case 'pending':
        if (!this.isBad(value)) this.enter('inactive', now);
        else if (held >= this.for) this.enter('firing', now);
        break;
      case 'firing':
        if (this.isRecovered(value)) this.recover(now);
        break;
      case 'recovering':
        if (!this.isRecovered(value)) this.enter('firing', now);
        else if (held >= this.keepFiringFor) this.enter('resolved', now);
        break;
    }
    return this.current;
  }

  private begin(now: number): void {
    this.enter(this.for > 0 ? 'pending' : 'firing', now);
    this.begunAt = now;
  }

  private recover(now: number): void {
    this.enter(this.keepFiringFor > 0 ? 'recovering' : 'resolved', now);
  }

  private enter(phase: ThresholdPhase, now: number): void {
    this.current = phase;
    this.phaseSince = now;
    if (phase === 'inactive' || phase === 'resolved') this.begunAt = undefined;
  }

  private isBad(value: number | undefined): boolean {
    return value !== undefined && value * this.sign > this.threshold * this.sign;
  }

  private isRecovered(value: number | undefined): boolean {
    return value === undefined || value * this.sign <= this.recovery * this.sign;
  }
}
