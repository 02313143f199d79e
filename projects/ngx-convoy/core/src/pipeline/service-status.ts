/**
 * How a service is, as a user of it would say.
 *
 * - `up`: calls are answered
 * - `degraded`: some instances are out, or its breaker is trying calls again
 * - `down`: nothing is answered; its breaker is open, or no instance is healthy
 * - `unknown`: nothing was heard of it yet; treated as available
 */
export type ServiceStatus = 'up' | 'degraded' | 'down' | 'unknown';

/** A status and the sentence that explains it. */
export interface ServiceState {
  readonly status: ServiceStatus;
  readonly reason: string;
}
