import type { Random } from '../random';
import { SteadyTime } from '../steady-time';
import { InstanceRecord } from './instance-record';
import {
  type OutlierOptions,
  type OutlierSettings,
  resolveOutlierOptions,
} from './outlier-options';
import { findOutliers } from './outlier-rules';

/** An instance that gets no calls for a while. */
export interface Ejection {
  readonly id: string;
  /** In words: `5 failures in a row`, `9 of 10 calls failed`, `60 % of its calls succeed, 97 % on average`. */
  readonly reason: string;
  /** How often it was ejected lately: each makes it longer. */
  readonly times: number;
  /** Epoch milliseconds at which it began. */
  readonly since: number;
  /** Epoch milliseconds at which it ends. */
  readonly until: number;
}

/**
 * Finds the instances of one service that do worse than the others, and takes them out of the choice for a while.
 *
 * Where a circuit breaker judges an instance by itself, this compares: when all fail, the service is to blame and nobody
 * goes. Ejections grow with their number and are forgiven by healthy intervals. Never more than a share of the instances
 * goes, and the last one never does.
 *
 * Lazy: owns no timer, the rates are looked at with the first call of a new interval. What an instance is blamed for must
 * be its own: calls that we refused ourselves or that were aborted are not to be recorded (Envoy issue 25487).
 *
 * @usageNotes
 * ```ts
 * const outliers = new OutlierDetector({}, random, ({ id, reason }) => log(`${id} is out: ${reason}`));
 * for (const endpoint of endpoints) outliers.watch(endpoint.id);
 * const fit = endpoints.filter(({ id }) => !outliers.isEjected(id, now));
 * // after each attempt
 * outliers.record(endpoint.id, succeeded, clock.now());
 * ```
 *
 * @see Envoy, "Outlier detection"; gRPC A50
 */
export class OutlierDetector {
  private readonly settings: OutlierSettings;
  private readonly instances = new Map<string, InstanceRecord>();
  private readonly time = new SteadyTime();
  /** End of the interval, in steady milliseconds. */
  private nextLook: number;

  /**
   * @param onEjection told when an instance goes
   * @throws ConfigurationError
   */
  constructor(
    options: OutlierOptions,
    private readonly random: Random,
    private readonly onEjection?: (ejection: Ejection) => void,
  ) {
    this.settings = resolveOutlierOptions(options);
    this.nextLook = this.settings.interval;
  }

  /** Makes an instance one of those that are compared. Doing it twice changes nothing. */
  watch(id: string): void {
    this.instanceOf(id);
  }

  /** The instance is gone: it is no longer compared, and if it comes back, it starts with a clean record. */
  forget(id: string): void {
    this.instances.delete(id);
    this.readmit();
  }

  /**
   * Counts an attempt. O(1), but for the first in each interval. While an instance is ejected nothing is counted: the
   * answers are late ones, or come from a panic.
   *
   * @param now epoch milliseconds
   */
  record(id: string, succeeded: boolean, now: number): void {
    const steady = this.look(now);
    const instance = this.instanceOf(id);
    if (instance.isEjected(steady)) return;
    instance.record(!succeeded, steady);
    if (succeeded) {
      instance.failuresInARow = 0;
    } else if (++instance.failuresInARow >= this.settings.consecutiveFailures) {
      const run = instance.failuresInARow;
      this.eject(instance, run === 1 ? '1 failure' : `${run} failures in a row`, steady);
    }
  }

  /** Whether an instance gets no calls now. @param now epoch milliseconds */
  isEjected(id: string, now: number): boolean {
    const steady = this.look(now);
    return this.instances.get(id)?.isEjected(steady) ?? false;
  }

  /** Why an instance gets no calls, and until when; `undefined` when it gets some. */
  ejection(id: string, now: number): Ejection | undefined {
    const steady = this.look(now);
    const instance = this.instances.get(id);
    return instance?.isEjected(steady) === true ? this.describe(instance) : undefined;
  }

  /**
   * Looks at the rates when an interval has ended, as every other question does. O(1) within an interval.
   *
   * @param now epoch milliseconds
   * @returns steady milliseconds
   */
  look(now: number): number {
    const steady = this.time.at(now);
    if (steady >= this.nextLook) this.compare(steady);
    return steady;
  }

  private instanceOf(id: string): InstanceRecord {
    let instance = this.instances.get(id);
    if (instance === undefined) {
      instance = new InstanceRecord(id, this.settings.window);
      this.instances.set(id, instance);
    }
    return instance;
  }

  private compare(steady: number): void {
    const { interval } = this.settings;
    const ended = Math.floor((steady - this.nextLook) / interval) + 1;
    const last = this.nextLook + (ended - 1) * interval;
    this.nextLook = last + interval;

    const all = [...this.instances.values()];
    // In intervals in which nobody called, everybody was healthy.
    for (const instance of all) instance.forgive(ended - 1, last - interval, interval);
    const compared = all.filter((instance) => !instance.isEjected(steady));
    for (const instance of compared) instance.expire(steady);
    for (const { instance, reason } of findOutliers(this.settings, compared, all.length)) {
      this.eject(instance, reason, steady);
    }
    for (const instance of all) instance.forgive(1, last, interval);
  }

  private eject(instance: InstanceRecord, reason: string, steady: number): void {
    if (instance.isEjected(steady) || this.countEjected(steady) >= this.mostEjected()) return;
    const { base, max, jitter } = this.settings.ejection;
    // Beyond the longest ejection a further one would only have to be forgiven for longer.
    instance.times = Math.min(instance.times + 1, Math.ceil(max / base));
    const duration = Math.min(max, base * instance.times);
    const varied = jitter === 0 ? duration : duration * (1 + jitter * (2 * this.random() - 1));
    instance.eject(steady, varied, reason);
    this.onEjection?.(this.describe(instance));
  }

  private describe({ id, reason, times, since, until }: InstanceRecord): Ejection {
    const { time } = this;
    return { id, reason, times, since: time.toEpoch(since), until: time.toEpoch(until) };
  }

  /** At least one may go, and the last one never. */
  private mostEjected(): number {
    const { size } = this.instances;
    return Math.min(size - 1, Math.max(1, Math.floor(size * this.settings.ejection.maxShare)));
  }

  private countEjected(steady: number): number {
    let count = 0;
    for (const instance of this.instances.values()) if (instance.isEjected(steady)) count++;
    return count;
  }

  /** When instances have gone, too many of those that stay may be ejected: whoever is nearest to its end returns. */
  private readmit(): void {
    const steady = this.time.latest;
    const ejected = [...this.instances.values()]
      .filter((instance) => instance.isEjected(steady))
      .sort((a, b) => a.until - b.until);
    for (const instance of ejected.slice(0, Math.max(0, ejected.length - this.mostEjected()))) {
      instance.until = steady;
    }
  }
}
