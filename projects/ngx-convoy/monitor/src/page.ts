import { DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core';

/** Whether anybody can see the page, and whether it has a network. Both are true on a server. */
@Service()
export class Page {
  private readonly document = inject(DOCUMENT);
  private readonly seen = signal(this.document.visibilityState !== 'hidden');
  private readonly connected = signal(this.document.defaultView?.navigator.onLine !== false);

  readonly visible = this.seen.asReadonly();
  /** `false` is certain; `true` only says that there is some network. */
  readonly online = this.connected.asReadonly();

  constructor() {
    const view = this.document.defaultView;
    if (view === null) return;

    const listening = new AbortController();
    const options = { signal: listening.signal };
    const look = (): void => {
      this.seen.set(this.document.visibilityState !== 'hidden');
      this.connected.set(view.navigator.onLine);
    };
    this.document.addEventListener('visibilitychange', look, options);
    view.addEventListener('online', look, options);
    view.addEventListener('offline', look, options);
    inject(DestroyRef).onDestroy(() => {
      listening.abort();
    });
  }
}
