import { TestBed } from '@angular/core/testing';
import { ConvoyAlertNotices } from './alert-notices';
import { notifyHouse, report } from './notify-house.spec';

describe('ConvoyAlertNotices', () => {
  function page() {
    const it = notifyHouse([]);
    const fixture = TestBed.createComponent(ConvoyAlertNotices);
    fixture.autoDetectChanges();
    const element = fixture.nativeElement as HTMLElement;
    const text = (): string =>
      element.querySelector('[role=status]')?.textContent.replace(/\s+/g, ' ').trim() ??
      'no region';
    return { ...it, element, text };
  }

  it('has its live region from the beginning, empty and without a timer', () => {
    const { text, clock } = page();
    expect(text()).toBe('');
    expect(clock.pending).toBe(0);
  });

  it('says once what belongs together, then that it is over, and that for a while only', async () => {
    const { store, pass, text } = page();
    store.report([report()]);
    await pass(3_000);
    expect(text()).toBe('');
    store.report([report({ id: 'b', rule: 'slow', severity: 'warning', message: 'It is slow' })]);
    await pass(2_000);
    expect(text()).toBe('Critical: orders and 1 more Orders is down It is slow Dismiss');
    store.report([
      report({ state: 'resolved', resolvedAt: 1_030_000 }),
      report({
        id: 'b',
        rule: 'slow',
        severity: 'warning',
        state: 'resolved',
        resolvedAt: 1_030_000,
      }),
    ]);
    await pass(60_000);
    expect(text()).toContain('Resolved: orders Over after 30 s');
    await pass(15_000);
    expect(text()).toBe('');
  });

  it('can be dismissed', async () => {
    const { store, pass, text, element } = page();
    store.report([report()]);
    await pass(5_000);
    element.querySelector('button')?.click();
    await pass(0);
    expect(text()).toBe('');
  });

  it('does not speak of notes', async () => {
    const { store, pass, text } = page();
    store.report([report({ severity: 'info' })]);
    await pass(60_000);
    expect(text()).toBe('');
  });
});
