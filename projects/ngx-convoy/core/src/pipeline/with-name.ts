import { requireName } from '../options';
import { NOWHERE } from './place';
import type { Policy } from './policy';

/** What errors and `describe()` call whatever is guarded. Without it: `call`. @param name without blanks and slashes */
export function withName(name: string): Policy<'name', string> {
  return {
    kind: 'name',
    place: NOWHERE,
    install: (guards) => (guards.name = requireName('value', name)),
    describe: () => '',
  };
}
