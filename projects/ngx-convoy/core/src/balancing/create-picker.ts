import { ConfigurationError } from '../errors';
import type { Random } from '../random';
import { LeastConnections } from './least-connections';
import type { Picker } from './picker';
import { ResponseTime } from './response-time';
import { RoundRobin } from './round-robin';

/** How the instance for an attempt is chosen. */
export type BalancingPolicy = 'round-robin' | 'response-time' | 'least-connections';

/**
 * A picker of its own for one service.
 *
 * @usageNotes
 * ```ts
 * const picker = createPicker('least-connections', random);
 * const endpoint = picker.pick(endpoints.filter(({ breaker }) => breaker.admits()), clock.now());
 * ```
 *
 * @throws ConfigurationError for a policy that does not exist
 */
export function createPicker(policy: BalancingPolicy, random: Random): Picker {
  switch (policy) {
    case 'round-robin':
      return new RoundRobin();
    case 'response-time':
      return new ResponseTime(random);
    case 'least-connections':
      return new LeastConnections();
    default:
      throw new ConfigurationError(
        'balancing',
        policy,
        `one of 'round-robin', 'response-time', 'least-connections'`,
      );
  }
}
