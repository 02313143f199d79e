import { inWords } from '../dev-mode';
import { ConvoyError, type ServiceErrorDetails } from '../errors';

/** Calls come faster than the rate limit allows, and this one would have had to wait for too long. Nothing was sent. */
export class RateLimitError extends ConvoyError {
  override get name(): string {
    return 'RateLimitError';
  }

  /** @param details `retryAt` is when a call could be made */
  constructor(details: ServiceErrorDetails) {
    super(
      'rate-limited',
      inWords(() => `${details.service} is called more often than its rate limit allows.`),
      details,
    );
  }
}
