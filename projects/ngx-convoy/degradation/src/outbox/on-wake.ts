import type { Cancel } from 'ngx-convoy/core';

/** What tells a page that time may have passed without it, or that the network has come or gone. */
const EVENTS: readonly string[] = ['visibilitychange', 'resume', 'online', 'offline', 'pageshow'];

/** Calls back whenever something may have become due unnoticed. @param wake `isPageShown`: perhaps from the back/forward cache */
export function onWake(document: Document, wake: (isPageShown: boolean) => void): Cancel {
  const listening = new AbortController();
  for (const event of EVENTS) {
    for (const target of [document.defaultView, document]) {
      target?.addEventListener(event, () => wake(event === 'pageshow'), {
        signal: listening.signal,
      });
    }
  }
  return () => {
    listening.abort();
  };
}
