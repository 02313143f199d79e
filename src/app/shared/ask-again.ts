import { DOCUMENT, inject, Service } from '@angular/core';
import { fromEvent, merge, NEVER, Subject, type Observable } from 'rxjs';

/** When everything that pages show is worth asking for again: somebody says so, or the browser has a network again. */
@Service()
export class AskAgain {
  private readonly asked = new Subject<void>();
  private readonly view = inject(DOCUMENT).defaultView;

  readonly signals: Observable<unknown> = merge(
    this.asked,
    this.view === null ? NEVER : fromEvent(this.view, 'online'),
  );

  now(): void {
    this.asked.next();
  }
}
