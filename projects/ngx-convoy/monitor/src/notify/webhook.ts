import { inject } from '@angular/core';
import { CLOCK, convoyExtension, RANDOM, type ConvoyExtension } from 'ngx-convoy';
import {
  inWords,
  notificationText,
  requireNumber,
  ConfigurationError,
  type Alert,
  type Labels,
  type Notification,
} from 'ngx-convoy/core';
import { ALERT_OUTPUT, type AlertOutput } from './alert-output';
import { provideNotifier } from './notifier';
import { OUTPUT_FETCH, postJson } from './post-json';

/** Where notifications are posted to. */
export interface WebhookOptions {
  /** Absolute, or a path of the page's own origin. May hold a secret: it is never logged. */
  readonly url: string;
  /** What people call it. Default `'webhook'`. */
  readonly name?: string | undefined;
  /** Such as an `Authorization`; asked for each time. Never logged. */
  readonly headers?: (() => Readonly<Record<string, string>>) | undefined;
  /** What is sent. Default: Alertmanager's webhook format, version 4, which many receivers understand. */
  readonly body?: ((notification: Notification) => unknown) | undefined;
  /** Further attempts, a whole number, 0..10. Default 3. */
  readonly retries?: number | undefined;
  /** Milliseconds for one attempt, > 0. Default 10,000. */
  readonly timeout?: number | undefined;
}

/**
 * Posts every notification to a URL. Several are allowed, under different names.
 *
 * @usageNotes
 * ```ts
 * withAlertWebhook({ url: '/hooks/alerts', headers: () => ({ Authorization: `Bearer ${session.token()}` }) })
 * ```
 * @throws ConfigurationError naming the option and the allowed range
 */
export function withAlertWebhook(options: WebhookOptions): ConvoyExtension {
  const { url, name = 'webhook', headers = () => ({}), body = webhookBody } = options;
  if (!/^(https?:\/\/|\/(?![/\\]))\S+$/.test(url)) {
    // Not the URL itself: what is wrong about it may be the secret in it.
    throw new ConfigurationError(
      `${name}.url`,
      'something else',
      inWords(() => 'an absolute http(s) URL or a path'),
    );
  }
  const retries = requireNumber(`${name}.retries`, options.retries ?? 3, {
    ...{ min: 0, max: 10, integer: true },
  });
  const timeout = requireNumber(`${name}.timeout`, options.timeout ?? 10_000, { exclusiveMin: 0 });
  return convoyExtension(`alert-output:${name}`, [
    {
      provide: ALERT_OUTPUT,
      multi: true,
      useFactory: (): AlertOutput => {
        const runtime = {
          clock: inject(CLOCK),
          random: inject(RANDOM),
          fetch: inject(OUTPUT_FETCH),
        };
        return {
          name,
          notify: async (notification) => {
            const post = { headers: headers(), body: body(notification), retries, timeout };
            await postJson(url, post, runtime);
          },
        };
      },
    },
    provideNotifier(),
  ]);
}

/** A notification as Alertmanager would post it. @see Alertmanager, `webhook_config`, version 4 */
export function webhookBody(notification: Notification): unknown {
  const { key, group, firing, resolved } = notification;
  const alerts = [...firing, ...resolved];
  const { title, body } = notificationText(notification);
  return {
    version: '4',
    groupKey: key,
    truncatedAlerts: 0,
    status: firing.length > 0 ? 'firing' : 'resolved',
    receiver: 'ngx-convoy',
    groupLabels: group,
    commonLabels: common(alerts.map(({ labels }) => labels)),
    commonAnnotations: { title, text: body },
    externalURL: '',
    alerts: alerts.map((alert) => ({
      status: alert.state === 'resolved' ? 'resolved' : 'firing',
      labels: alert.labels,
      annotations: { summary: alert.message },
      startsAt: iso(alert.since),
      endsAt: endOf(alert),
      generatorURL: '',
      fingerprint: alert.fingerprint,
    })),
  };
}

function common(all: readonly Labels[]): Labels {
  const [first = {}, ...others] = all;
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((each) => each[name] === value)),
  );
}

/** What has no end yet has Go's zero time. */
function endOf({ resolvedAt }: Alert): string {
  return resolvedAt === undefined ? '0001-01-01T00:00:00Z' : iso(resolvedAt);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
