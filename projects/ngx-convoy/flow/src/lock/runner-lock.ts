import type { Cancel } from 'ngx-convoy/core';

/** Lets one tab at a time execute runs. Fencing makes this a matter of thrift: two at once would be seen, and one stopped. */
export interface RunnerLock {
  /**
   * Waits for the lock, for as long as it takes.
   *
   * @param granted it is ours
   * @param lost it was ours, and is not any more
   * @returns stops waiting, or lets go
   */
  acquire(name: string, granted: () => void, lost: () => void): Cancel;
}

/** For a journal that no other tab shares. */
export const NO_LOCK: RunnerLock = {
  acquire: (_name, granted) => {
    granted();
    return () => undefined;
  },
};
