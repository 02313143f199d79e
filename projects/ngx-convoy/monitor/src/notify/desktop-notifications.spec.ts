import { DOCUMENT } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { DesktopNotifications } from './desktop-notifications';

describe('DesktopNotifications', () => {
  const shown: string[] = [];

  /** The browser of the specs grants nothing, so this stands for one whose user may. */
  class FakeNotification {
    static permission = 'default';
    static readonly requestPermission = () => {
      FakeNotification.permission = 'granted';
      return Promise.resolve(FakeNotification.permission);
    };
    onclick: (() => void) | undefined;
    constructor(title: string, options: { readonly body: string; readonly tag: string }) {
      shown.push(`${title}: ${options.body} #${options.tag}`);
    }
    readonly close = () => undefined;
  }

  function open(api: unknown): DesktopNotifications {
    const view = { Notification: api };
    TestBed.configureTestingModule({
      providers: [
        { provide: DOCUMENT, useValue: { defaultView: view, querySelectorAll: () => [] } },
      ],
    });
    return TestBed.inject(DesktopNotifications);
  }

  it('shows nothing before the user has consented, and asks only when told to', async () => {
    const desktop = open(FakeNotification);
    expect(desktop.permission()).toBe('default');
    expect(desktop.show('Down', 'it is', 'k')).toBeFalse();
    expect(FakeNotification.permission).toBe('default');
    expect(await desktop.ask()).toBe('granted');
    expect(desktop.show('Down', 'it is', 'k')).toBeTrue();
    expect(shown).toEqual(['Down: it is #k']);
  });

  it('says where there is no such thing', async () => {
    const desktop = open(undefined);
    expect(await desktop.ask()).toBe('unavailable');
    expect(desktop.show('Down', 'it is', 'k')).toBeFalse();
  });
});
