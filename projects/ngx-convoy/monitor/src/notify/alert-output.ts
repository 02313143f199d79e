import { InjectionToken } from '@angular/core';
import type { Alert, Notification } from 'ngx-convoy/core';

declare const ngDevMode: unknown;

/**
 * Where people are told. Used by the leading tab only, so that nobody is told twice.
 *
 * @usageNotes
 * ```ts
 * provideConvoy(
 *   { services: [...] },
 *   withMonitoring(),
 *   convoyExtension('pager', [
 *     { provide: ALERT_OUTPUT, useFactory: () => ({ name: 'pager', notify: (n) => inject(Pager).page(n) }), multi: true },
 *     provideNotifier(),
 *   ]),
 * );
 * ```
 */
export interface AlertOutput {
  /** What people call it. */
  readonly name: string;
  /** Whether it can tell anybody now, such as with the user's consent. Default `true`. */
  isReady?(): boolean;
  /**
   * Tells what has begun, goes on or is over.
   *
   * @returns when it has arrived; rejects with what went wrong, in words that hold no secret
   */
  notify?(notification: Notification): Promise<void> | void;
  /**
   * Told whenever something has changed, for those that group, silence and repeat by themselves: everything that fires or has
   * just ended, in any tab, muted or not.
   */
  follow?(alerts: readonly Alert[]): void;
}

/** Where people are told; several. */
export const ALERT_OUTPUT = /* @__PURE__ */ new InjectionToken<readonly AlertOutput[]>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'ALERT_OUTPUT' : '',
);
