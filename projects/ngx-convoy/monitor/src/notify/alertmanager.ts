import { DestroyRef, inject, NgZone } from '@angular/core';
import { CLOCK, convoyExtension, LeaderTab, RANDOM, type ConvoyExtension } from 'ngx-convoy';
import { requireHttpUrl, requireNumber } from 'ngx-convoy/core';
import { AlertMemory } from '../alerts/alert-memory';
import { ALERT_OUTPUT, type AlertOutput } from './alert-output';
import { AlertmanagerApi } from './alertmanager-api';
import { AlertmanagerLink } from './alertmanager-link';
import { provideNotifier } from './notifier';
import { OUTPUT_FETCH } from './post-json';

/** An Alertmanager that is told of everything. */
export interface AlertmanagerOptions {
  /** Absolute `http(s)` URL without `/api/v2`. */
  readonly url: string;
  /** Such as an `Authorization`; asked for each time. Never logged. */
  readonly headers?: (() => Readonly<Record<string, string>>) | undefined;
  /** Milliseconds, >= 1,000, after which what fires is sent again. Default 60,000. */
  readonly resendInterval?: number | undefined;
  /** Milliseconds, more than `resendInterval`, after which what is not sent again is over. Default 5 minutes. */
  readonly resolveTimeout?: number | undefined;
  /** Whether silences are taken from there, and given to it. Default `true`. */
  readonly silences?: boolean | undefined;
  /** Labels added to every alert, such as `{ cluster: 'browser' }`. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/**
 * Sends alerts to a real Alertmanager, which then groups, inhibits, routes and repeats by its own rules; silences go both ways.
 * Alerts that are silenced or inhibited here are sent all the same: it knows them by itself.
 *
 * What fires is sent again well before `resolveTimeout`; when the last tab is closed, it ends there by itself.
 *
 * @usageNotes
 * ```ts
 * withAlertmanager({ url: 'https://alertmanager.example.com', labels: { app: 'shop' } })
 * ```
 * @see Alertmanager API v2
 * @throws ConfigurationError naming the option and the allowed range
 */
export function withAlertmanager(options: AlertmanagerOptions): ConvoyExtension {
  const url = requireHttpUrl('alertmanager.url', options.url);
  const resend = requireNumber('alertmanager.resendInterval', options.resendInterval ?? 60_000, {
    min: 1_000,
  });
  const resolveTimeout = requireNumber(
    'alertmanager.resolveTimeout',
    options.resolveTimeout ?? 300_000,
    { exclusiveMin: resend },
  );
  const { headers = () => ({}), labels = {}, silences = true } = options;
  return convoyExtension('alert-output:alertmanager', [
    {
      provide: ALERT_OUTPUT,
      multi: true,
      useFactory: (): AlertOutput => {
        const clock = inject(CLOCK);
        const runtime = { clock, random: inject(RANDOM), fetch: inject(OUTPUT_FETCH) };
        const api = new AlertmanagerApi(url, headers, labels, resolveTimeout, runtime);
        const link = new AlertmanagerLink(
          api,
          silences ? inject(AlertMemory) : undefined,
          resend,
          inject(LeaderTab).leads,
          clock,
          inject(NgZone),
        );
        inject(DestroyRef).onDestroy(() => {
          link.stop();
        });
        return {
          name: 'alertmanager',
          follow: (alerts) => {
            link.follow(alerts);
          },
        };
      },
    },
    provideNotifier(),
  ]);
}
