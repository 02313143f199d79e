import { InjectionToken } from '@angular/core';

declare const ngDevMode: unknown;

/** Where the last good instances of a service are kept over a reload. What it yields is trusted in nothing. */
export interface EndpointMemory {
  read(service: string): string | undefined;
  write(service: string, text: string): void;
}

const PREFIX = 'ngx-convoy/endpoints/';

/**
 * Keeps them in `localStorage`: read at once, so that the first request of a page need not wait for the registry. A page
 * that may not store anything remembers nothing.
 */
export function localStorageMemory(): EndpointMemory {
  const storage = (): Storage | undefined => {
    try {
      return globalThis.localStorage;
    } catch {
      return undefined;
    }
  };
  return {
    read: (service) => storage()?.getItem(PREFIX + service) ?? undefined,
    write: (service, text) => {
      try {
        storage()?.setItem(PREFIX + service, text);
      } catch {
        // Full, or forbidden: then it is asked for again after a reload.
      }
    },
  };
}

/** The memory in force; none: nothing is kept. */
export const ENDPOINT_MEMORY = /* @__PURE__ */ new InjectionToken<EndpointMemory | null>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'ENDPOINT_MEMORY' : '',
  { factory: () => null },
);
