import { inWords } from '../dev-mode';
import { ConfigurationError } from '../errors';
import { requireNumber } from '../options';
import { labelsFit, type LabelMatcher } from './label-matcher';
import type { Labels } from './labels';

/** What is not to call anybody for a while. Plain, so that it can be kept and sent to other tabs. */
export interface Silence {
  readonly id: string;
  /** At least one, and at least one that an alert without labels does not fit. */
  readonly matchers: readonly LabelMatcher[];
  /** Epoch milliseconds. */
  readonly startsAt: number;
  /** Epoch milliseconds, after `startsAt`. */
  readonly endsAt: number;
  readonly by: string;
  readonly comment: string;
}

/**
 * Silences, compiled. Those that have expired are kept until `forget`, so that one can see what has just ended.
 *
 * @see Alertmanager, silences
 */
export class Silences {
  private readonly known = new Map<
    string,
    { silence: Silence; fits: (labels: Labels) => boolean }
  >();

  get all(): readonly Silence[] {
    return [...this.known.values()].map(({ silence }) => silence);
  }

  /**
   * Adds one, or changes the one of that id.
   *
   * @throws ConfigurationError without a matcher, with one that fits everything, or with an end before its beginning
   */
  set(silence: Silence): void {
    const { id, matchers, startsAt, endsAt } = silence;
    const fits = labelsFit(matchers, 'silence.matchers');
    if (fits({})) {
      throw new ConfigurationError(
        'silence.matchers',
        matchers,
        inWords(() => 'made of matchers of which at least one does not fit everything'),
      );
    }
    requireNumber('silence.endsAt', endsAt, {
      exclusiveMin: requireNumber('silence.startsAt', startsAt),
    });
    this.known.set(id, { silence, fits });
  }

  /** Ends one now. @returns whether there was one to end */
  expire(id: string, now: number): boolean {
    const one = this.known.get(id);
    if (one === undefined || one.silence.endsAt <= now) return false;
    const startsAt = Math.min(one.silence.startsAt, now - 1);
    this.known.set(id, { ...one, silence: { ...one.silence, startsAt, endsAt: now } });
    return true;
  }

  /** Drops those that ended before `before`. */
  forget(before: number): void {
    for (const [id, { silence }] of this.known) if (silence.endsAt < before) this.known.delete(id);
  }

  /** Ids of the silences that hold for an alert of these labels. */
  of(labels: Labels, now: number): readonly string[] {
    let ids: string[] | undefined;
    for (const [id, { silence, fits }] of this.known) {
      if (silence.startsAt <= now && now < silence.endsAt && fits(labels)) (ids ??= []).push(id);
    }
    return ids ?? NONE;
  }
}

const NONE: readonly string[] = [];
