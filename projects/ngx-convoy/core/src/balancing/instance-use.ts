import type { Permit } from '../circuit-breaker/permit';
import type { Endpoint } from './endpoint';

/** What an attempt has of an instance while it is under way. */
export interface InstanceUse {
  readonly endpoint: Endpoint;
  /** Of the instance's breaker; none for a single instance, and none in panic. */
  readonly permit: Permit | undefined;
  /** Sent although the instance is not fit, because too few are. */
  readonly panic: boolean;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

/** How a use ended, as far as the instance is concerned. */
export type UseEnding = 'success' | 'failure' | 'timeout' | 'cancelled';

/** Gives back what it has, and writes down what it teaches. */
export function endUse(
  { endpoint, permit, panic, startedAt }: InstanceUse,
  ending: UseEnding,
  error: unknown,
  retryAfter: number | undefined,
  now: number,
): void {
  const duration = now - startedAt;
  endpoint.inFlight -= 1;
  if (ending === 'cancelled') {
    permit?.release();
    endpoint.givenUp(duration, now);
  } else if (ending === 'success') {
    permit?.succeed(duration, now);
    if (panic && endpoint.breaker.state !== 'closed') {
      endpoint.breaker.moveTo('closed', 'it answered although it was taken out');
    }
    endpoint.answered(duration, now);
  } else {
    permit?.fail(error, duration, retryAfter, now);
    endpoint.failed(duration, retryAfter, now);
  }
}
