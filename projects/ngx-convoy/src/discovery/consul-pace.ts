import { fullJitter, TokenBucket } from 'ngx-convoy/core';
import type { EndpointSourceRuntime } from './endpoint-source';

const BACKOFF = { base: 1_000, max: 30_000 };
/** Milliseconds: longer than any wait that it can come to. */
const NEVER_REFUSED = 3_600_000;

/**
 * When a registry may be asked next: twice at once, then every 15 seconds. A blocking query may come back at once again
 * and again, because the registry is restarted, because what it watches never rests, or because it does not block.
 *
 * @see Consul API, "Blocking Queries": rate limit
 */
export class ConsulPace {
  private readonly bucket = new TokenBucket({
    limit: 1,
    per: 15_000,
    burst: 2,
    maxWait: NEVER_REFUSED,
  });
  private failures = 0;

  constructor(private readonly runtime: EndpointSourceRuntime) {}

  /** Milliseconds until the next question after an answer. */
  afterAnswer(): number {
    this.failures = 0;
    const reservation = this.bucket.reserve(this.runtime.clock.now());
    return reservation.permitted ? reservation.wait : NEVER_REFUSED;
  }

  /** Milliseconds until the next question after a failure; longer each time. */
  afterFailure(): number {
    this.failures += 1;
    // Half a second at least: a registry in trouble gets a real rest.
    return BACKOFF.base / 2 + fullJitter(this.failures, BACKOFF, this.runtime.random);
  }
}
