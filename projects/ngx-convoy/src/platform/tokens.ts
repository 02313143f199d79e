import { InjectionToken } from '@angular/core';
import type { Clock, IdSource, Random } from 'ngx-convoy/core';
import { systemClock } from './system-clock';
import { pooledIds } from './pooled-ids';

declare const ngDevMode: unknown;

/** Where all rooms take time from. Tests provide a `ManualClock`. */
export const CLOCK = /* @__PURE__ */ new InjectionToken<Clock>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'CLOCK' : '',
  { factory: systemClock },
);

/** Where jitter, balancing and sampling draw from. Tests provide a seeded one. */
export const RANDOM = /* @__PURE__ */ new InjectionToken<Random>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'RANDOM' : '',
  { factory: () => Math.random },
);

/** Where trace and span ids come from. */
export const IDS = /* @__PURE__ */ new InjectionToken<IdSource>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'IDS' : '',
  { factory: pooledIds },
);
