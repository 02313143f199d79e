import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { convoy } from 'ngx-convoy';
import { OutboxHouse } from '../outbox-house.spec';
import { ConvoyOutboxNotice } from './convoy-outbox-notice';

@Component({ imports: [ConvoyOutboxNotice], template: '<main><convoy-outbox-notice /></main>' })
class Host {}

function page() {
  const house = new OutboxHouse();
  const fixture = TestBed.createComponent(Host);
  fixture.autoDetectChanges();
  const element = fixture.nativeElement as HTMLElement;
  return {
    house,
    status: () => (element.querySelector('[role=status]')?.textContent ?? '?').trim(),
    list: () => [...element.querySelectorAll('li span')].map((each) => each.textContent),
    press: (label: string) => {
      element.querySelector<HTMLElement>(`button[aria-label^='${label}']`)?.click();
    },
    write: () => house.post(undefined, {}, { context: convoy({ outbox: { key: 'k' } }) }),
  };
}

describe('ConvoyOutboxNotice', () => {
  it('is there, empty and without a timer, while nothing waits', async () => {
    const { house, status } = page();
    await house.settle();
    expect(status()).toBe('');
    expect(house.clock.pending).toBe(0);
  });

  it('says what waits once for all that came together, and that it was sent', async () => {
    const { house, status, write } = page();
    await house.outbox.pause();
    write();
    write();
    await house.pass(1_000);
    expect(status()).toBe('2 changes wait to be sent.');
    await house.outbox.resume();
    for (let each = 0; each < 2; each += 1) {
      await house.settle();
      house.request().flush('');
      await house.pass(1_000);
    }
    await house.pass(4_000);
    expect(status()).toBe('Everything has been sent.');
    await house.pass(7_000);
    expect(status()).toBe('');
  });

  it('says what could not be sent and why, and lets the user try again or give it up, after a question', async () => {
    const { house, status, list, press, write } = page();
    write();
    await house.settle();
    house.request().flush('', { status: 422, statusText: 'no' });
    await house.pass(4_000);
    expect(status()).toBe('1 change could not be sent.');
    expect(list()).toEqual(['POST /api/comments: it was refused (422)']);
    press('Try again');
    await house.pass(1_000);
    house.request().flush('', { status: 422, statusText: 'no' });
    await house.settle();
    press('Discard:');
    await house.settle();
    press('Keep it');
    await house.settle();
    press('Discard:');
    await house.settle();
    expect(house.entries.dead().length).toBe(1);
    press('Discard for good');
    await house.settle();
    expect(house.entries.entities()).toEqual([]);
  });
});
