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

  record(failed: boolean, slow: boolean): void {
    this.turn(1);
    this.count(failed, slow);
  }

  /** Does nothing: only newer calls push older ones out. */
  expire(): void {
    // Age does not matter here.
  }
}
