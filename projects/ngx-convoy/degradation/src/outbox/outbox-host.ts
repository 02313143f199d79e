import { DestroyRef, DOCUMENT, inject, Service, untracked } from '@angular/core';
import { CLOCK, IDS, RANDOM, TabChannel, Upstreams } from 'ngx-convoy';
import {
  OutboxDrain,
  OutboxUnavailableError,
  type Cancel,
  type OutboxChange,
  type OutboxDraft,
  type OutboxEntry,
  type OutboxRuntime,
} from 'ngx-convoy/core';
import { Subject } from 'rxjs';
import { onWake } from './on-wake';
import { OutboxConflicts } from './outbox-conflicts';
import { OutboxEntries } from './outbox-entries';
import type { OutboxEvent } from './outbox-event';
import { isOutboxNews, type OutboxNews } from './outbox-news';
import { OutboxSender } from './outbox-sender';
import { OUTBOX, type ResolvedOutboxSetup } from './outbox-setup';
import { OutboxStore } from './outbox-store';

/**
 * The outbox in one tab: every tab may put writes in and steer; the one with the lock sends.
 *
 * When it goes away, however it goes, the next one sends. Without Web Locks every tab does, and claims keep them apart.
 */
@Service()
export class OutboxHost {
  private readonly setup: ResolvedOutboxSetup = inject(OUTBOX);
  private readonly store = inject(OutboxStore);
  private readonly entries = inject(OutboxEntries);
  private readonly sender = inject(OutboxSender);
  private readonly conflicts = inject(OutboxConflicts);
  private readonly clock = inject(CLOCK);
  private readonly random = inject(RANDOM);
  private readonly ids = inject(IDS);
  private readonly document = inject(DOCUMENT);

  readonly events = new Subject<OutboxEvent>();
  private identity = '';
  /** Resolves when what is stored for them is known. */
  ready: Promise<void> = Promise.resolve();

  private channel: TabChannel<OutboxNews> | undefined;
  private drain: OutboxDrain | undefined;
  private letGo: Cancel | undefined;
  private cancelAlarm: Cancel | undefined;
  private isPresent = false;
  private isShown = false;
  private isAboutToShow = false;
  /** Counts the times that it entered: what an earlier time has begun does not matter any more. */
  private generation = 0;

  constructor() {
    const stopListening = onWake(this.document, (isPageShown) => this.wake(isPageShown));
    const view = this.document.defaultView;
    const hide = (): void => this.leave();
    view?.addEventListener('pagehide', hide);
    const stopWatching = inject(Upstreams).listen({
      circuitMoved: (_upstream, { to }) => {
        if (to === 'closed' || to === 'half-open') this.poke();
      },
    });
    inject(DestroyRef).onDestroy(() => {
      view?.removeEventListener('pagehide', hide);
      stopListening();
      stopWatching();
      this.leave();
    });
  }

  /** Somebody has signed in, or out: their writes, and nobody else's, are shown and sent from now on. */
  become(identity: string): void {
    if (this.isPresent && identity === this.identity) return;
    this.leave();
    this.identity = identity;
    this.isShown = false;
    this.entries.show([], false);
    this.enter();
  }

  /** Whose queue it is now: effects tell of a change a moment later than it is so. */
  current(): string {
    this.become(untracked(this.setup.identity));
    return this.identity;
  }

  /** Keeps a write. @throws OutboxFullError, OutboxUnavailableError, OutboxUnstorableError: then it is not kept */
  async add(draft: OutboxDraft): Promise<OutboxEntry> {
    const { storage } = this.store;
    const entry = await storage.add(draft, this.setup.drain.capacity, this.clock.now());
    this.store.askToPersist();
    if (entry.identity === this.identity) {
      this.entries.put(entry);
      this.events.next({ type: 'queued', entry });
      this.channel?.tell({ kind: 'changed' });
      this.drain?.added(entry);
      this.setAlarm();
    }
    return entry;
  }

  /** Changes an entry by hand. @returns whether it was changed */
  async revise(id: string, change: OutboxChange): Promise<boolean> {
    const revised = await this.store.storage.revise(id, change);
    if (revised === undefined) return false;
    if (revised === null) this.end(id, 'dropped');
    else this.note(revised);
    this.changed();
    return true;
  }

  async pause(isPaused: boolean): Promise<void> {
    await this.store.storage.pause(this.identity, isPaused);
    this.entries.set({ isPaused });
    this.changed();
  }

  private enter(): void {
    this.isPresent = true;
    this.entries.set({ isOnline: this.isOnline() });
    const generation = ++this.generation;
    const name = `${this.store.name}:${this.identity}`;
    if (this.store.isShared) {
      this.channel = new TabChannel(name, isOutboxNews, (news) => this.hear(news));
    }
    this.ready = this.show(generation);
    const { lock } = this.store;
    if (lock === undefined) {
      this.lead(false);
      return;
    }
    this.letGo = lock.acquire(
      name,
      () => {
        if (generation === this.generation) this.lead(true);
      },
      () => {
        if (generation === this.generation) {
          this.leave();
          this.enter();
        }
      },
    );
  }

  private leave(): void {
    this.isPresent = false;
    this.generation += 1;
    this.drain?.stop();
    this.drain = undefined;
    this.entries.set({ isLeader: false });
    this.cancelAlarm?.();
    this.letGo?.();
    this.letGo = undefined;
    this.channel?.close();
    this.channel = undefined;
  }

  private lead(isAlone: boolean): void {
    const drainer = { identity: this.identity, owner: this.ids.traceId(), isAlone };
    const { generation } = this;
    const isCurrent = (): boolean => generation === this.generation;
    this.cancelAlarm?.();
    this.drain = new OutboxDrain(drainer, this.setup.drain, this.runtime(), {
      listed: (entries, isPaused) => {
        if (isCurrent()) this.listed(entries, isPaused);
      },
      changed: (entry) => {
        if (isCurrent()) this.note(entry);
        this.channel?.tell({ kind: 'changed' });
      },
      ended: ({ id }, how) => {
        if (isCurrent()) this.end(id, how);
        this.channel?.tell({ kind: 'ended', id, how });
      },
      troubled: (error) => this.trouble(error),
    });
    this.entries.set({ isLeader: true });
    this.drain.poke();
  }

  private async show(generation: number): Promise<void> {
    try {
      const { entries, isPaused } = await this.store.storage.list(this.identity);
      if (generation !== this.generation) return;
      this.listed(entries, isPaused);
      await this.store.lookForUnreadable();
    } catch (error) {
      if (generation === this.generation) this.trouble(error);
    }
  }

  /** Much news at once is one look at the storage. */
  private async showSoon(): Promise<void> {
    if (this.isAboutToShow) return;
    this.isAboutToShow = true;
    await Promise.resolve();
    this.isAboutToShow = false;
    await this.show(this.generation);
  }

  private listed(entries: readonly OutboxEntry[], isPaused: boolean): void {
    const before = this.entries.entityMap();
    this.entries.show(entries, isPaused);
    // What was there when the tab was opened is no news.
    if (this.isShown) for (const entry of entries) this.announce(entry, before[entry.id]);
    this.isShown = true;
    this.setAlarm();
  }

  private note(entry: OutboxEntry): void {
    if (entry.identity !== this.identity) return;
    const before = this.entries.entityMap()[entry.id];
    this.entries.put(entry);
    this.announce(entry, before);
  }

  private announce(entry: OutboxEntry, before: OutboxEntry | undefined): void {
    const { state } = entry;
    if ((state === 'dead' || state === 'conflict') && before?.state !== state) {
      this.events.next({ type: state, entry });
    }
  }

  private end(id: string, how: 'sent' | 'dropped'): void {
    const entry = this.entries.entityMap()[id];
    this.entries.end(id, how);
    if (entry !== undefined) this.events.next({ type: how, entry });
  }

  private hear(news: OutboxNews): void {
    if (news.kind === 'ended') this.end(news.id, news.how);
    else if (news.kind === 'poke') this.drain?.poke();
    else if (this.drain === undefined) void this.showSoon();
    else this.drain.refresh();
  }

  /** This tab has changed what is stored. */
  private changed(): void {
    this.channel?.tell({ kind: 'changed' });
    this.drain?.refresh();
    this.setAlarm();
  }

  private wake(isPageShown: boolean): void {
    // Back from the back/forward cache, where it had let go.
    if (isPageShown && !this.isPresent && this.generation > 0) this.enter();
    this.entries.set({ isOnline: this.isOnline() });
    this.poke();
  }

  private poke(): void {
    if (this.drain === undefined) this.channel?.tell({ kind: 'poke' });
    else this.drain.poke();
    this.setAlarm();
  }

  /** A leader that nobody looks at sets no timer: a tab that somebody does look at wakes it when something is due. */
  private setAlarm(): void {
    this.cancelAlarm?.();
    if (this.drain !== undefined || !this.isVisible() || !this.isOnline()) return;
    const times = this.entries.line().filter(({ state }) => state === 'waiting');
    const at = Math.min(...times.map(({ nextAt }) => nextAt));
    if (at === Infinity || at <= this.clock.now()) return;
    this.cancelAlarm = this.clock.schedule(at, () => this.poke());
  }

  private isVisible(): boolean {
    return this.document.visibilityState !== 'hidden';
  }

  private isOnline(): boolean {
    return this.document.defaultView?.navigator.onLine !== false;
  }

  private trouble(error: unknown): void {
    const words = error instanceof OutboxUnavailableError ? error.reason : 'it does not answer';
    this.entries.set({ trouble: error === undefined ? '' : words });
  }

  private runtime(): OutboxRuntime {
    return {
      clock: this.clock,
      random: this.random,
      storage: this.store.storage,
      abortController: () => new AbortController(),
      isOnline: () => this.isOnline(),
      isVisible: () => this.isVisible(),
      admit: (entry, now) => this.sender.admit(entry, now),
      send: (entry, signal) => this.sender.send(entry, signal),
      resolve: (entry, answer) => this.conflicts.resolve(entry, answer),
    };
  }
}
