import { DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core';
import type { Cancel } from 'ngx-convoy/core';
import { TAB_SCOPE } from './tab-scope';
import { WebLock } from './web-lock';

declare const ngServerMode: unknown;

/**
 * One tab of the app, which does for all of them what need not be done twice: ask services how they are, send what waits,
 * notify people.
 *
 * When it goes away, however it goes, the next one leads at once. A page that is put away for the browser's back button
 * stands down, and stands again when it returns. Without Web Locks (a page that is not served over HTTPS) every tab
 * leads; on a server none does.
 *
 * Leading is a matter of thrift. What must never happen twice needs a fence of its own, as the journal of sagas has.
 *
 * @usageNotes
 * ```ts
 * private readonly leader = inject(LeaderTab);
 * constructor() {
 *   effect(() => (this.leader.leads() ? this.begin() : this.rest()));
 * }
 * ```
 * @see W3C, Web Locks API
 */
@Service()
export class LeaderTab {
  private readonly leading = signal(false);
  private readonly name = `${inject(TAB_SCOPE)}:leader`;
  private standDown: Cancel | undefined;

  /** Whether it is this one. */
  readonly leads = this.leading.asReadonly();

  constructor() {
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return;
    const view = inject(DOCUMENT).defaultView;
    // Only secure contexts have them, whatever the types say.
    const locks: LockManager | undefined = view?.navigator.locks;
    if (view === null) return;
    if (locks === undefined) {
      this.leading.set(true);
      return;
    }

    const lock = new WebLock(locks);
    this.stand(lock);
    const listening = new AbortController();
    const options = { signal: listening.signal };
    view.addEventListener('pagehide', () => this.leave(), options);
    view.addEventListener('pageshow', () => this.stand(lock), options);
    inject(DestroyRef).onDestroy(() => {
      listening.abort();
      this.leave();
    });
  }

  private stand(lock: WebLock): void {
    this.standDown ??= lock.acquire(
      this.name,
      () => this.leading.set(true),
      () => {
        // Somebody took it: it may come back.
        this.leave();
        this.stand(lock);
      },
    );
  }

  private leave(): void {
    this.standDown?.();
    this.standDown = undefined;
    this.leading.set(false);
  }
}
