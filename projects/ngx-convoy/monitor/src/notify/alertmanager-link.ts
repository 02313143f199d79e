import { untracked, type NgZone } from '@angular/core';
import type { Alert, Cancel, Clock } from 'ngx-convoy/core';
import type { AlertMemory } from '../alerts/alert-memory';
import type { AlertmanagerApi } from './alertmanager-api';

declare const ngServerMode: unknown;

/** Keeps an Alertmanager up to date. */
export class AlertmanagerLink {
  private alerts: readonly Alert[] = [];
  private cancel: Cancel | undefined;
  private isSending = false;
  /** What fires, as text: whether there is news. */
  private state = '';
  /** Counts the news. */
  private revision = 0;

  constructor(
    private readonly api: AlertmanagerApi,
    private readonly memory: AlertMemory | undefined,
    private readonly resendInterval: number,
    private readonly leads: () => boolean,
    private readonly clock: Clock,
    private readonly zone: NgZone,
  ) {
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return;
    this.plan(0);
  }

  /** Sends at once what began or ended; a message that changed goes with the next repetition. */
  follow(alerts: readonly Alert[]): void {
    this.alerts = alerts;
    const state = alerts.map((alert) => `${alert.fingerprint} ${alert.state}`).join();
    if (state === this.state) return;
    this.state = state;
    this.revision += 1;
    this.plan(0);
  }

  stop(): void {
    this.cancel?.();
  }

  private plan(ms: number): void {
    this.cancel?.();
    this.zone.runOutsideAngular(() => {
      this.cancel = this.clock.schedule(this.clock.now() + ms, () => {
        void this.exchange();
      });
    });
  }

  /** One exchange at a time: what changes meanwhile goes with the next. */
  private async exchange(): Promise<void> {
    if (this.isSending) return;
    if (!untracked(this.leads)) {
      this.plan(this.resendInterval);
      return;
    }
    this.isSending = true;
    const { revision } = this;
    try {
      await this.api.push(this.alerts);
      await this.exchangeSilences();
    } catch {
      // The next exchange says the same again; what fires is in `AlertStore` meanwhile.
    }
    this.isSending = false;
    this.plan(this.revision === revision ? this.resendInterval : 0);
  }

  private async exchangeSilences(): Promise<void> {
    const { memory } = this;
    if (memory === undefined) return;
    for (const silence of await this.api.exchange(untracked(memory.silences))) {
      try {
        memory.silence(silence);
      } catch {
        // An expression that only RE2 knows: better heard than silenced.
      }
    }
  }
}
