import type { CallEvent } from './call-event';
import { NOWHERE } from './place';
import type { Policy } from './policy';

/**
 * Hears what is decided on the way of each call: waiting, refusals, repetitions, hedges, and why there is none.
 *
 * Without it no event is made.
 *
 * @param heard called at once; it must not throw
 */
export function withEvents(heard: (event: CallEvent) => void): Policy<'events'> {
  return {
    kind: 'events',
    place: NOWHERE,
    install: (guards) => (guards.listener = { heard }),
    describe: () => '',
  };
}
