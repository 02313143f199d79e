import { Service, signal } from '@angular/core';

/** A time of which nobody knows how services were. */
export interface WatchGap {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  /**
   * - `hidden`: nobody looked at any tab of the app for long
   * - `sleep`: the machine slept, or its clock was set
   * - `offline`: the user had no network
   */
  readonly reason: 'hidden' | 'sleep' | 'offline';
}

/** How many are kept, the youngest ones. */
const KEPT = 100;

/**
 * The times in which nothing was watched: *no data*, which is neither good nor an outage. Whoever draws or sums up a
 * history leaves them out.
 *
 * @usageNotes
 * ```ts
 * private readonly gaps = inject(WatchGaps);
 * // @for (gap of gaps.all(); track gap.from) { no data from {{ gap.from }} to {{ gap.to }} }
 * ```
 */
@Service()
export class WatchGaps {
  private readonly found = signal<readonly WatchGap[]>([]);

  /** In the order in which they ended. */
  readonly all = this.found.asReadonly();

  /** One that is longer than nothing. */
  note(reason: WatchGap['reason'], from: number, to: number): void {
    if (to <= from) return;
    this.found.update((gaps) => [...gaps, { from, to, reason }].slice(-KEPT));
  }

  /** Milliseconds between two times that nothing is known of, overlaps counted once. */
  unknownWithin(from: number, to: number): number {
    let unknown = 0;
    let counted = from;
    for (const gap of [...this.found()].sort((a, b) => a.from - b.from)) {
      const begin = Math.max(counted, gap.from);
      const end = Math.min(to, gap.to);
      if (end <= begin) continue;
      unknown += end - begin;
      counted = end;
    }
    return unknown;
  }
}
