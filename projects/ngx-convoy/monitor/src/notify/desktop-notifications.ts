import { DOCUMENT, inject, Service, signal } from '@angular/core';
import { convoyExtension, type ConvoyExtension } from 'ngx-convoy';
import { notificationText } from 'ngx-convoy/core';
import { ALERT_OUTPUT, type AlertOutput } from './alert-output';
import { provideNotifier } from './notifier';

/** What the user has said: `unavailable` where the browser has no notifications. */
export type DesktopPermission = 'granted' | 'denied' | 'default' | 'unavailable';

/**
 * Notifications of the operating system, which are seen while another window is in front. Nothing is ever shown or asked for
 * by itself: the user has to press something that calls `ask`.
 *
 * @see WHATWG, Notifications API
 */
@Service()
export class DesktopNotifications {
  private readonly view = inject(DOCUMENT).defaultView;
  private readonly current = signal<DesktopPermission>(this.look());

  readonly permission = this.current.asReadonly();

  /** Asks the user. Call it from a click: browsers refuse otherwise. */
  async ask(): Promise<DesktopPermission> {
    const api = this.api;
    if (api?.permission === 'default') await api.requestPermission();
    this.current.set(this.look());
    return this.current();
  }

  /** Shows one, if the user allows it; one with the same `tag` is replaced. @returns whether it was shown */
  show(title: string, body: string, tag: string): boolean {
    const api = this.api;
    if (api?.permission !== 'granted') return false;
    try {
      const shown = new api(title, { body, tag });
      shown.onclick = () => {
        this.view?.focus();
        shown.close();
      };
      return true;
    } catch {
      // Some mobile browsers have the constructor and refuse it.
      return false;
    }
  }

  private look(): DesktopPermission {
    return this.api?.permission ?? 'unavailable';
  }

  private get api(): typeof Notification | undefined {
    const view: (Window & { readonly Notification?: typeof Notification }) | null = this.view;
    return view?.Notification;
  }
}

/**
 * Shows alerts as notifications of the operating system, once the user has consented to it by `DesktopNotifications.ask`.
 */
export function withDesktopNotifications(): ConvoyExtension<'alert-output:desktop'> {
  return convoyExtension('alert-output:desktop', [
    {
      provide: ALERT_OUTPUT,
      multi: true,
      useFactory: (): AlertOutput => {
        const desktop = inject(DesktopNotifications);
        return {
          name: 'desktop',
          isReady: () => desktop.permission() === 'granted',
          notify: (notification) => {
            const { title, body } = notificationText(notification);
            if (!desktop.show(title, body, notification.key)) {
              throw new Error('the user has not allowed notifications');
            }
          },
        };
      },
    },
    provideNotifier(),
  ]);
}
