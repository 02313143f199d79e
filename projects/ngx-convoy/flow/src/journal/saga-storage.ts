import { DestroyRef, DOCUMENT, inject, Service } from '@angular/core';
import { CLOCK, IDS, NO_LOCK, WebLock, type TabLock } from 'ngx-convoy';
import { MemoryJournal, type SagaJournal } from 'ngx-convoy/core';
import { LeaseLock } from '../lock/lease-lock';
import { SAGAS } from '../saga/sagas-options';
import { IndexedDbJournal } from './indexed-db-journal';
import { JournalHealth } from './journal-health';
import { SerializingJournal } from './serializing-journal';

/** Where runs are kept, and who may execute them: what the options ask for and this browser has. */
@Service()
export class SagaStorage {
  private readonly options = inject(SAGAS);
  private readonly health = inject(JournalHealth);
  private readonly clock = inject(CLOCK);
  private readonly view = inject(DOCUMENT).defaultView;
  private hasAsked = false;

  /** Identifies this tab. */
  readonly owner = inject(IDS).traceId();
  readonly journal: SagaJournal;
  readonly lock: TabLock;
  /** Whether other tabs see the same runs. */
  readonly isShared = this.options.journal === 'indexed-db';

  constructor() {
    const { name, serializer } = this.options;
    if (this.isShared) {
      const database = new IndexedDbJournal(name, this.health);
      this.journal = serializing(database);
      inject(DestroyRef).onDestroy(() => void database.close());
      // Only secure contexts have them, whatever the types say.
      const locks: LockManager | undefined = this.view?.navigator.locks;
      this.lock =
        locks === undefined
          ? new LeaseLock(this.owner, this.clock, () => database.database())
          : new WebLock(locks);
    } else {
      this.journal = serializing(new MemoryJournal());
      this.lock = NO_LOCK;
      this.health.set('ready');
    }

    function serializing(journal: SagaJournal): SagaJournal {
      return serializer === undefined ? journal : new SerializingJournal(journal, serializer);
    }
  }

  /** Asks the browser, once, not to evict what is stored when space gets short. It may say no, and nothing depends on it. */
  askToPersist(): void {
    if (this.hasAsked || !this.isShared) return;
    this.hasAsked = true;
    const storage: StorageManager | undefined = this.view?.navigator.storage;
    void storage?.persist().catch(() => false);
  }
}
