import { DOCUMENT, inject, InjectionToken } from '@angular/core';

declare const ngDevMode: unknown;
declare const ngServerMode: unknown;

/**
 * Where what operators set by hand is kept over a reload, and seen by the app's other tabs: `localStorage`. `null` keeps
 * nothing; so does a page that may not store anything.
 */
export const OVERRIDE_STORAGE = /* @__PURE__ */ new InjectionToken<Storage | null>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'OVERRIDE_STORAGE' : '',
  {
    factory: () => {
      if (typeof ngServerMode !== 'undefined' && ngServerMode) return null;
      try {
        return inject(DOCUMENT).defaultView?.localStorage ?? null;
      } catch {
        return null;
      }
    },
  },
);
