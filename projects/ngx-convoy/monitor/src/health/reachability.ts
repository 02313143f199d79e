import { InjectionToken } from '@angular/core';

declare const ngDevMode: unknown;

/**
 * Finds out whether anything can be reached. Rejects when not.
 *
 * @param url of the canary
 * @param signal aborts the question
 */
export type Reachability = (url: string, signal: AbortSignal) => Promise<void>;

/** How the canary is asked. */
export const REACHABILITY = /* @__PURE__ */ new InjectionToken<Reachability>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'REACHABILITY' : '',
  { factory: () => reach },
);

/**
 * Any answer will do, a bad one, too: `no-cors` makes one of every server that answers at all. Angular's service worker is
 * asked to let it pass, because it would answer from its cache.
 */
const reach: Reachability = async (url, signal) => {
  const address = `${url}${url.includes('?') ? '&' : '?'}ngsw-bypass`;
  await fetch(address, {
    ...{ method: 'HEAD', mode: 'no-cors', cache: 'no-store', credentials: 'omit' },
    signal,
  });
};
