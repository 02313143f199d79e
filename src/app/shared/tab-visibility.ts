import { DOCUMENT, inject, Service, signal } from '@angular/core';
import { toObservable } from '@angular/core/rxjs-interop';
import { filter, take, type Observable } from 'rxjs';

/** Whether somebody can see this tab; nothing asks or plays while nobody does. */
@Service()
export class TabVisibility {
  private readonly document = inject(DOCUMENT);
  private readonly state = signal(!this.document.hidden);

  readonly visible = this.state.asReadonly();
  private readonly changes = toObservable(this.state);

  constructor() {
    this.document.addEventListener('visibilitychange', () => {
      this.state.set(!this.document.hidden);
    });
  }

  /** Emits once, now or as soon as the tab is looked at, and completes. */
  whenVisible(): Observable<boolean> {
    return this.changes.pipe(filter(Boolean), take(1));
  }
}
