import { CALL_KINDS, type CallKind, KIND, TIMED_KINDS } from './call-kind';

/** Upper bounds in milliseconds, as OpenTelemetry advises them for `http.client.request.duration`. */
export const DURATION_BOUNDS: readonly number[] = [
  5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000,
];

const BUCKETS = /* @__PURE__ */ (() => DURATION_BOUNDS.length + 1)();

/** Durations by bucket, not cumulative; the last one is what is above all bounds. */
export interface DurationCounts {
  readonly buckets: readonly number[];
  readonly count: number;
  /** Milliseconds. */
  readonly sum: number;
}

/**
 * What a service's calls have come to since the page was opened: numbers that only grow, for exporters.
 *
 * @see OpenTelemetry, semantic conventions for HTTP metrics
 */
export class CallCounters {
  /** Attempts beside the first of each call. */
  retries = 0;
  /** Calls that took more than one attempt. */
  retried = 0;
  /** Calls that were refused, by the code of the error. */
  readonly refusals = new Map<string, number>();

  private unanswered = 0;
  private readonly counts = new Float64Array(CALL_KINDS.length);
  private readonly buckets = new Float64Array(BUCKETS * TIMED_KINDS);
  private readonly sums = new Float64Array(TIMED_KINDS);

  /**
   * @param kind of {@link KIND}
   * @param ms milliseconds
   * @param attempts how many were sent
   */
  record(kind: number, ms: number, attempts: number): void {
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
    if (attempts > 1) {
      this.retried++;
      this.retries += attempts - 1;
    }
    if (kind >= TIMED_KINDS) return;
    const at = kind * BUCKETS + bucketOf(ms);
    this.buckets[at] = (this.buckets[at] ?? 0) + 1;
    this.sums[kind] = (this.sums[kind] ?? 0) + ms;
  }

  /** @param code of the error that says who refused */
  refuse(code: string): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }

  count(kind: CallKind): number {
    return this.counts[KIND[kind]] ?? 0;
  }

  /** Calls that ended with an error for their callers: nothing answered them. */
  get unansweredCalls(): number {
    let failed = -this.count('fallback');
    for (let kind = KIND.client; kind <= KIND.rejected; kind++) failed += this.counts[kind] ?? 0;
    // A call that has failed may yet be answered by a fallback, and a counter must never fall.
    return (this.unanswered = Math.max(this.unanswered, failed));
  }

  /** Durations of the calls of a kind; of those that are not timed there are none. */
  durations(kind: CallKind): DurationCounts {
    const from = KIND[kind] * BUCKETS;
    const buckets = [...this.buckets.subarray(from, from + BUCKETS)];
    return { buckets, count: this.count(kind), sum: this.sums[KIND[kind]] ?? 0 };
  }
}

function bucketOf(ms: number): number {
  let bucket = 0;
  while (ms > (DURATION_BOUNDS[bucket] ?? Infinity)) bucket++;
  return bucket;
}
