import { inject } from '@angular/core';
import { CLOCK, Upstreams } from 'ngx-convoy';

/** Says which of several services to ask: the first whose circuit breaker admits a call now, or none. */
export function injectAdmitting(): (services: readonly string[]) => readonly string[] {
  const upstreams = inject(Upstreams);
  const clock = inject(CLOCK);
  return (services) => {
    const now = clock.now();
    const first = services.find((name) => upstreams.get(name)?.breaker.admits(now) === true);
    return first === undefined ? [] : [first];
  };
}
