import { DestroyRef, DOCUMENT, inject, Service } from '@angular/core';
import { CLOCK, NO_LOCK, TAB_SCOPE, WebLock, type TabLock } from 'ngx-convoy';
import { MemoryOutboxStorage, type OutboxStorage } from 'ngx-convoy/core';
import { OutboxEntries } from './outbox-entries';
import { OUTBOX } from './outbox-setup';
import { IndexedDbOutboxStorage } from './storage/indexed-db-outbox-storage';

/** Where the outbox is kept, and who may drain it: what the options ask for and this browser has. */
@Service()
export class OutboxStore {
  private readonly setup = inject(OUTBOX);
  private readonly entries = inject(OutboxEntries);
  private readonly navigator = inject(DOCUMENT).defaultView?.navigator;
  private readonly database: IndexedDbOutboxStorage | undefined;
  private hasAsked = false;

  /** What the database, the lock and the channel of all tabs are called. */
  readonly name = this.setup.name ?? `${inject(TAB_SCOPE)}:outbox`;
  readonly storage: OutboxStorage;
  /** Whether other tabs see the same entries. */
  readonly isShared = this.setup.storage === 'indexed-db';
  /** `undefined` where the browser has none: then every tab drains, and claims keep them apart. */
  readonly lock: TabLock | undefined;

  constructor() {
    if (!this.isShared) {
      this.storage = new MemoryOutboxStorage();
      this.lock = NO_LOCK;
      return;
    }
    const clock = inject(CLOCK);
    this.database = new IndexedDbOutboxStorage(
      this.name,
      (trouble) => this.entries.set({ trouble: trouble ?? '' }),
      () => clock.now(),
    );
    this.storage = this.database;
    const { database } = this;
    inject(DestroyRef).onDestroy(() => void database.close());
    // Only secure contexts have them, whatever the types say.
    const locks: LockManager | undefined = this.navigator?.locks;
    this.lock = locks === undefined ? undefined : new WebLock(locks);
  }

  /** Counts what was set aside because it could not be read. */
  async lookForUnreadable(): Promise<void> {
    const unreadable = await this.database?.unreadable().catch(() => 0);
    this.entries.set({ unreadable: unreadable ?? 0 });
  }

  /** Asks the browser, once, not to evict what is stored when space gets short. It may say no, and nothing depends on it. */
  askToPersist(): void {
    if (this.hasAsked || !this.isShared) return;
    this.hasAsked = true;
    const storage: StorageManager | undefined = this.navigator?.storage;
    void storage?.persist().catch(() => false);
  }
}
