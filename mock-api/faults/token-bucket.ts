/** Lets a steady rate of requests pass, and a burst of one second's worth. */
export class TokenBucket {
  private tokens: number | undefined;
  private filledAt = 0;

  /** `rate` is requests per second; 0 lets none pass. */
  take(rate: number): boolean {
    if (rate === 0) return false;
    const now = Date.now();
    // Below one request a second the bucket must still hold a whole one.
    const size = Math.max(1, rate);
    const refilled = ((now - this.filledAt) / 1_000) * rate;
    const tokens = Math.min(size, (this.tokens ?? size) + refilled);
    this.filledAt = now;
    this.tokens = tokens >= 1 ? tokens - 1 : tokens;
    return tokens >= 1;
  }
}
