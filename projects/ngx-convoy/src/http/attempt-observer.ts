import { HttpErrorResponse, HttpEventType, type HttpEvent } from '@angular/common/http';
import type { Attempt, AttemptStep, Receiver } from 'ngx-convoy/core';
import type { Observer } from 'rxjs';

/** Hands on what comes of one attempt, and notes its status. */
export class AttemptObserver implements Observer<HttpEvent<unknown>> {
  constructor(
    private readonly attempt: Attempt,
    private readonly step: AttemptStep,
    private readonly receiver: Receiver<HttpEvent<unknown>>,
  ) {}

  next(event: HttpEvent<unknown>): void {
    if (event.type !== HttpEventType.Response) {
      this.receiver.progress(this.attempt, event);
      return;
    }
    this.step.status = event.status;
    this.receiver.succeed(this.attempt, event);
  }

  error(error: unknown): void {
    if (error instanceof HttpErrorResponse && error.status > 0) this.step.status = error.status;
    this.receiver.fail(this.attempt, error);
  }

  complete(): void {
    this.receiver.finishWithoutAnswer(this.attempt);
  }
}
