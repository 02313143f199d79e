import { requireNumber } from '../options';
import type { CallWindow } from './call-window';

const FAILED = 1;
const SLOW = 2;

/**
 * The last `size` calls, however long ago they were. One byte a call.
 *
 * @see resilience4j, FixedSizeSlidingWindowMetrics
 */
export class CountWindow implements CallWindow {
  total = 0;
  failed = 0;
  slow = 0;

  private readonly calls: Uint8Array;
  private next = 0;

  /** @param size calls, a whole number of 1 or more */
  constructor(size: number) {
    this.calls = new Uint8Array(requireNumber('size', size, { min: 1, integer: true }));
  }

  record(failed: boolean, slow: boolean): void {
    const { calls, next } = this;
    if (this.total === calls.length) {
      const oldest = calls[next] ?? 0;
      this.failed -= oldest & FAILED;
      this.slow -= (oldest & SLOW) >> 1;
    } else {
      this.total++;
    }
    calls[next] = (failed ? FAILED : 0) | (slow ? SLOW : 0);
    if (failed) this.failed++;
    if (slow) this.slow++;
    this.next = next + 1 === calls.length ? 0 : next + 1;
  }

  /** Does nothing: age does not matter here. */
  expire(): void {
    // Only newer calls push older ones out.
  }

  clear(): void {
    this.total = 0;
    this.failed = 0;
    this.slow = 0;
    this.next = 0;
  }

  /** One number a call, oldest first. */
  save(): number[] {
    const { calls, total, next } = this;
    const first = total === calls.length ? next : 0;
    return Array.from({ length: total }, (_, i) => calls[(first + i) % calls.length] ?? 0);
  }

  load(saved: readonly number[]): boolean {
    this.clear();
    if (saved.length > this.calls.length || !saved.every((flags) => flags <= (FAILED | SLOW))) {
      return false;
    }
    for (const flags of saved) this.record((flags & FAILED) !== 0, (flags & SLOW) !== 0);
    return true;
  }
}
