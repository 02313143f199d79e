import { ConfigurationError } from '../errors';
import type { Random } from '../random';
import { CustomPicker, type PickFunction } from './custom-picker';
import { LeastConnections } from './least-connections';
import type { Picker } from './picker';
import { PowerOfTwoChoices } from './power-of-two-choices';
import { Rendezvous } from './rendezvous';
import { ResponseTime } from './response-time';
import { RoundRobin } from './round-robin';

/**
 * How the instance for an attempt is chosen.
 *
 * - `peak-ewma`: of two drawn at random, the one that is likely to answer sooner
 * - `round-robin`: in turn, by weight
 * - `response-time`: at random, the faster the likelier
 * - `least-connections`: with the fewest calls under way
 * - `rendezvous`: the same one for the same key
 */
export type BalancingPolicy =
  'peak-ewma' | 'round-robin' | 'response-time' | 'least-connections' | 'rendezvous';

/** Every policy, for messages and for choosing. */
export const BALANCING_POLICIES: readonly BalancingPolicy[] = [
  'peak-ewma',
  'round-robin',
  'response-time',
  'least-connections',
  'rendezvous',
];

/** Makes pickers, one for each list of candidates; a picker may then keep a state. */
export interface PickerFactory {
  createPicker(random: Random): Picker;
}

/** A policy of ours, or an own one: a function for what needs no state, a factory for what does. */
export type BalancingChoice = BalancingPolicy | PickFunction | PickerFactory;

/**
 * A picker of its own for one list of candidates.
 *
 * @usageNotes
 * ```ts
 * const candidates = new Candidates(endpoints);
 * const picker = createPicker('least-connections', random);
 * const endpoint = picker.pick(candidates, clock.now());
 * ```
 *
 * @throws ConfigurationError for a policy that does not exist
 */
export function createPicker(choice: BalancingChoice, random: Random): Picker {
  if (typeof choice === 'function') return new CustomPicker(choice, new PowerOfTwoChoices(random));
  if (typeof choice === 'object') return choice.createPicker(random);
  switch (choice) {
    case 'peak-ewma':
      return new PowerOfTwoChoices(random);
    case 'round-robin':
      return new RoundRobin();
    case 'response-time':
      return new ResponseTime(random);
    case 'least-connections':
      return new LeastConnections(random);
    case 'rendezvous':
      return new Rendezvous(new PowerOfTwoChoices(random));
    default:
      throw new ConfigurationError(
        'balancing',
        choice,
        `one of ${BALANCING_POLICIES.join(', ')}, a function or a factory of pickers`,
      );
  }
}
