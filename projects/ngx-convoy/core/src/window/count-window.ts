import { requireNumber } from '../options';
import { BUCKET_CELLS, CallWindow } from './call-window';

/**
 * The last `calls` calls, however long ago they were: each has a bucket of its own. Three bytes a call.
 *
 * @see resilience4j, FixedSizeSlidingWindowMetrics
 */
export class CountWindow extends CallWindow {
  /**
   * @param calls 1..1,000,000
   * @throws ConfigurationError
   */
  constructor(calls: number) {
    requireNumber('calls', calls, { min: 1, max: 1_000_000, integer: true });
    super(new Uint8Array(calls * BUCKET_CELLS), Infinity, calls);
  }

  /** The newest call takes the place of the oldest. */
  record(failed: boolean, slow: boolean): void {
    const { cells } = this;
    const next = this.head + BUCKET_CELLS;
    const head = next === cells.length ? 0 : next;
    const failures = failed ? 1 : 0;
    const slowOnes = slow ? 1 : 0;
    this.total += 1 - (cells[head] ?? 0);
    this.failed += failures - (cells[head + 1] ?? 0);
    this.slow += slowOnes - (cells[head + 2] ?? 0);
    cells[head] = 1;
    cells[head + 1] = failures;
    cells[head + 2] = slowOnes;
    this.head = head;
  }

  /** Does nothing: only newer calls push older ones out. */
  expire(): void {
    // Age does not matter here.
  }
}
