import { inject, provideEnvironmentInitializer } from '@angular/core';
import { convoyExtension, type ConvoyExtension } from 'ngx-convoy';
import { requireNumber } from 'ngx-convoy/core';
import { HISTORY, type HistoryOptions, MetricMemory } from './metric-memory';

/**
 * Lets the numbers of services outlive the page: a day by the minute, thirty days by the hour, a year by the day, in IndexedDB.
 *
 * What the tabs of a browser have seen is put together. Nothing leaves the browser.
 *
 * @usageNotes
 * ```ts
 * provideConvoy({ services }, withMonitoring(), withHistory());
 * ```
 * @throws ConfigurationError naming the option, its value and the allowed range
 */
export function withHistory(options: HistoryOptions = {}): ConvoyExtension<'history'> {
  const { quotaShare = 0.8 } = options;
  requireNumber('quotaShare', quotaShare, { exclusiveMin: 0, max: 1 });
  return convoyExtension('history', [
    { provide: HISTORY, useValue: options },
    provideEnvironmentInitializer(() => {
      inject(MetricMemory);
    }),
  ]);
}
