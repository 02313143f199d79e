import { HttpEventType, type HttpEvent } from '@angular/common/http';
import { inject } from '@angular/core';
import { CLOCK, type FailedCall, type Fallback } from 'ngx-convoy';
import { ConfigurationError, requireName } from 'ngx-convoy/core';
import { map, type Observable } from 'rxjs';
import { injectAdmitting } from './services-by-breaker';
import { inParallel } from './services-in-parallel';
import { inSequence } from './services-in-sequence';
import { isHarmless, mayGoElsewhere } from './is-harmless';

/**
 * How one of several services is found that answers:
 * - `sequential`: one after the other, until one does
 * - `parallel`: all at once; the first good answer wins, the others are aborted. Only requests that change nothing are sent
 *   so; others go sequentially
 * - `circuit-breaker`: only the first whose circuit breaker admits a call now
 */
export type FallbackServicesStrategy = 'sequential' | 'parallel' | 'circuit-breaker';

/** Asks one other service; what it answers is not marked yet. */
export type AskService = (service: string) => Observable<HttpEvent<unknown>>;

const STRATEGIES: readonly FallbackServicesStrategy[] = [
  'sequential',
  'parallel',
  'circuit-breaker',
];

/**
 * Falls back to other services that understand the same paths. This comes before all other fallbacks, because their answers
 * are live ones.
 *
 * Requests that may change something (all but GET, HEAD and OPTIONS) are sent elsewhere only when the first service
 * certainly has not seen them.
 *
 * @param services in the order of preference; at least one
 * @throws ConfigurationError for a name that is none, no name at all, or an unknown strategy
 * @usageNotes
 * ```ts
 * fallbacks: { search: [fromServices(['search-eu', 'search-us'], { strategy: 'parallel' }), fromCache()] }
 * ```
 */
export function fromServices(
  services: readonly string[],
  { strategy = 'sequential' }: { readonly strategy?: FallbackServicesStrategy | undefined } = {},
): Fallback {
  return servicesFallback(services, strategy, () => undefined);
}

/** @param answered told who has answered in whose place */
export function servicesFallback(
  services: readonly string[],
  strategy: FallbackServicesStrategy,
  answered: (from: string, to: string) => void,
): Fallback {
  if (services.length === 0) {
    throw new ConfigurationError('services', services, 'a list of at least one service');
  }
  for (const service of services) requireName('service', service);
  if (!STRATEGIES.includes(strategy)) {
    throw new ConfigurationError('strategy', strategy, `one of ${STRATEGIES.join(', ')}`);
  }
  return {
    kind: 'service',
    services: [...services],
    strategy: () => {
      const clock = inject(CLOCK);
      const admitting = injectAdmitting();
      const choose = (failure: FailedCall, ask: AskService): Observable<HttpEvent<unknown>> => {
        if (strategy === 'circuit-breaker') return inSequence(admitting(services), ask);
        if (strategy === 'parallel' && isHarmless(failure)) return inParallel(services, ask);
        return inSequence(services, ask);
      };
      return {
        answer: (failure) => {
          if (!mayGoElsewhere(failure)) return undefined;
          return choose(failure, (service) =>
            failure.resend(service).pipe(
              map((event) => {
                if (event.type !== HttpEventType.Response) return event;
                if (failure.isDrill !== true) answered(failure.call.service, service);
                const why = `${failure.reason}, answered by ${service}`;
                return failure.mark(event, 'failover', clock.now(), why);
              }),
            ),
          );
        },
      };
    },
  };
}

/**
 * Falls back to one other service: {@link fromServices} with a single name.
 *
 * @throws ConfigurationError when the name is none
 */
export function fromService(service: string): Fallback {
  return fromServices([service]);
}
