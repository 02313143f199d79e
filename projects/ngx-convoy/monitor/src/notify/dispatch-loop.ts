import type { AlertDispatch, Cancel, Candidate, Clock, Notification } from 'ngx-convoy/core';

/** Asks a dispatch when it wants to be asked. One timer, and none while nothing fires. */
export class DispatchLoop {
  private cancel: Cancel | undefined;

  constructor(
    private readonly dispatch: AlertDispatch,
    private readonly clock: Clock,
    private readonly deliver: (notification: Notification) => void,
  ) {}

  observe(candidates: readonly Candidate[]): void {
    this.dispatch.observe(candidates, this.clock.now());
    this.run();
  }

  stop(): void {
    this.cancel?.();
    this.cancel = undefined;
  }

  private run(): void {
    this.stop();
    for (const notification of this.dispatch.due(this.clock.now())) this.deliver(notification);
    const next = this.dispatch.nextAt;
    if (next === undefined) return;
    this.cancel = this.clock.schedule(next, () => {
      this.run();
    });
  }
}
