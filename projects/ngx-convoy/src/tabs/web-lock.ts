import type { Cancel } from 'ngx-convoy/core';
import type { TabLock } from './tab-lock';

/**
 * The browser's own lock: when the tab that has it goes away, however it goes, the next one gets it at once.
 *
 * @see W3C, Web Locks API
 */
export class WebLock implements TabLock {
  constructor(private readonly locks: LockManager) {}

  acquire(name: string, granted: () => void, lost: () => void): Cancel {
    const controller = new AbortController();
    let release: (() => void) | undefined;
    let isOurs = false;
    this.locks
      .request(name, { signal: controller.signal }, () => {
        isOurs = true;
        granted();
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      })
      .catch(() => {
        // Given up by us while it waited, or taken from us: pages may `steal`.
        if (isOurs && release !== undefined && !controller.signal.aborted) lost();
      });
    return () => {
      controller.abort();
      release?.();
    };
  }
}
