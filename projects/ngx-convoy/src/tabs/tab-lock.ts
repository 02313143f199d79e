import type { Cancel } from 'ngx-convoy/core';

/** Lets one tab at a time do something. */
export interface TabLock {
  /**
   * Waits for the lock, for as long as it takes.
   *
   * @param granted it is ours
   * @param lost it was ours, and is not any more
   * @returns stops waiting, or lets go
   */
  acquire(name: string, granted: () => void, lost: () => void): Cancel;
}

/** For what no other tab shares. */
export const NO_LOCK: TabLock = {
  acquire: (_name, granted) => {
    granted();
    return () => undefined;
  },
};
