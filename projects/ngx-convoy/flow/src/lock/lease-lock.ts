import type { TabLock } from 'ngx-convoy';
import type { Cancel, Clock } from 'ngx-convoy/core';
import type { SagaDatabase } from '../journal/saga-database';

/** Milliseconds that a lease lasts. */
const TERM = 10_000;
/** Milliseconds between renewals, and between looks at somebody else's lease. */
const RENEWAL = 3_000;

/**
 * A lease in the database, for browsers and pages without Web Locks (those not served over HTTPS).
 *
 * A tab that dies is replaced when its lease has run out, and a tab that slept through its term is stopped by the fence.
 */
export class LeaseLock implements TabLock {
  constructor(
    private readonly owner: string,
    private readonly clock: Clock,
    private readonly database: () => Promise<SagaDatabase>,
  ) {}

  acquire(name: string, granted: () => void, lost: () => void): Cancel {
    let isOurs = false;
    let isOver = false;
    let cancelTimer: Cancel | undefined;
    const look = async (): Promise<void> => {
      const has = await this.take(name).catch(() => false);
      if (isOver) return;
      if (has && !isOurs) granted();
      if (!has && isOurs) lost();
      isOurs = has;
      cancelTimer = this.clock.schedule(this.clock.now() + RENEWAL, () => void look());
    };
    void look();
    return () => {
      isOver = true;
      cancelTimer?.();
      if (isOurs) void this.release(name).catch(() => undefined);
    };
  }

  /** @returns whether the lease is ours, for another term */
  private async take(name: string): Promise<boolean> {
    const transaction = (await this.database()).transaction('leases', 'readwrite');
    const now = this.clock.now();
    const known = await transaction.store.get(name);
    // A lease that runs longer than any term was written by a clock that has been set back since.
    const isFree =
      known === undefined ||
      known.until <= now ||
      known.until > now + TERM ||
      known.owner === this.owner;
    if (isFree) await transaction.store.put({ owner: this.owner, until: now + TERM }, name);
    await transaction.done;
    return isFree;
  }

  private async release(name: string): Promise<void> {
    const transaction = (await this.database()).transaction('leases', 'readwrite');
    const known = await transaction.store.get(name);
    if (known?.owner === this.owner) await transaction.store.delete(name);
    await transaction.done;
  }
}
