import { DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core';

declare const ngServerMode: unknown;

/**
 * Whether the browser says that it has no network.
 *
 * It is believed only together with a call that came back with nothing live: on a machine without a network there may be
 * services all the same. That it has one proves nothing, and nothing is concluded from it.
 */
@Service()
export class BrowserOffline {
  private readonly offline = signal(false);

  readonly isOffline = this.offline.asReadonly();

  constructor() {
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return;
    const view = inject(DOCUMENT).defaultView;
    if (view === null) return;
    const look = (): void => {
      this.offline.set(!view.navigator.onLine);
    };
    look();
    view.addEventListener('online', look);
    view.addEventListener('offline', look);
    inject(DestroyRef).onDestroy(() => {
      view.removeEventListener('online', look);
      view.removeEventListener('offline', look);
    });
  }
}
