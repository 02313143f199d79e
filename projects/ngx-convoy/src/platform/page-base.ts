import { PlatformLocation } from '@angular/common';
import { DOCUMENT, inject, InjectionToken } from '@angular/core';

declare const ngDevMode: unknown;
declare const ngServerMode: unknown;

/** The absolute URL from which the relative ones of the page start. */
export const PAGE_BASE = /* @__PURE__ */ new InjectionToken<string>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'PAGE_BASE' : '',
  {
    factory: () => {
      if (typeof ngServerMode === 'undefined' || !ngServerMode) {
        // eslint-disable-next-line no-restricted-properties -- this is the one place that knows where it may be asked
        return inject(DOCUMENT).baseURI;
      }
      // The document that Angular renders into on a server throws when it is asked for this.
      const location = inject(PlatformLocation);
      return new URL(location.getBaseHrefFromDOM(), location.href).href;
    },
  },
);
