import { inject, provideEnvironmentInitializer } from '@angular/core';
import { convoyExtension, type ConvoyExtension } from 'ngx-convoy';
import { ConfigurationError, inWords, Slo, type SloOptions } from 'ngx-convoy/core';
import { SLOS, SloBoard } from './slo-board';

/**
 * Adds promises about services, with error budgets and burn-rate alerts. Needs `withMonitoring` for the alerts.
 *
 * @usageNotes
 * ```ts
 * withSlos([
 *   { name: 'orders-answered', service: 'orders', objective: 0.99, indicator: 'availability' },
 *   { name: 'catalog-fast', service: 'catalog', objective: 0.95, indicator: { latency: 300 } },
 * ])
 * ```
 * @throws ConfigurationError naming the option and the allowed range
 */
export function withSlos(slos: readonly SloOptions[]): ConvoyExtension<'slos'> {
  const made = slos.map((options, index) => new Slo(options, `slos[${index}]`));
  const names = new Set(made.map(({ name }) => name));
  if (names.size < made.length) {
    throw new ConfigurationError(
      'slos',
      made.map(({ name }) => name).join(', '),
      inWords(() => 'made of SLOs with different names'),
    );
  }
  return convoyExtension('slos', [
    { provide: SLOS, useValue: made },
    provideEnvironmentInitializer(() => {
      inject(SloBoard);
    }),
  ]);
}
