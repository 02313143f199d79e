import { signal } from '@angular/core';
import { convoy } from 'ngx-convoy';
import { OutboxHouse, unreachable } from './outbox-house.spec';

const always = (key = 'k', id?: string): object => ({ context: convoy({ outbox: { key, id } }) });

describe('The outbox and who is signed in', () => {
  it('stores no credentials, and has the app add them again', async () => {
    let token = 'first';
    const house = new OutboxHouse({
      setup: { secretHeaders: ['X-Tenant-Key'] },
      interceptor: (request, next) =>
        next(request.clone({ setHeaders: { Authorization: `Bearer ${token}` } })),
    });
    house.post(undefined, {}, { headers: { 'X-Tenant-Key': 's3cret', 'Accept-Language': 'cy' } });
    await house.settle();
    house.request().error(...unreachable);
    await house.settle();
    expect(house.first?.headers).toEqual({ 'Accept-Language': ['cy'] });
    expect(JSON.stringify(house.first)).not.toMatch(/first|s3cret/);
    token = 'second';
    await house.pass(1_000);
    const { headers } = house.request().request;
    expect(headers.get('Authorization')).toBe('Bearer second');
    expect(headers.get('Accept-Language')).toBe('cy');
  });

  it('shows and sends nobody what somebody else has written', async () => {
    const person = signal<string | undefined>('ann');
    const house = new OutboxHouse({ setup: { identity: person } });
    house.post();
    await house.settle();
    const request = house.request();
    person.set('bob');
    await house.settle();
    // It was Ann's when it was made.
    request.error(...unreachable);
    await house.pass(20_000);
    expect(house.entries.entities()).toEqual([]);
    house.backend.expectNone(() => true);
    person.set('ann');
    await house.settle();
    expect(house.states.length).toBe(1);
    await house.pass(2_000);
    house.request().flush('');
  });

  it('sends nothing of the one before in the moment when somebody else signs in', async () => {
    const person = signal<string | undefined>('ann');
    const house = new OutboxHouse({
      setup: { identity: person },
      interceptor: (request, next) =>
        next(request.clone({ setHeaders: { Authorization: `Bearer ${person() ?? ''}` } })),
    });
    house.breakers.forceOpen('comments', 'maintenance');
    house.post(undefined, { of: 'ann' }, always());
    await house.settle();
    // No effect has run yet, but the circuit closes.
    person.set('bob');
    house.breakers.reset('comments', 'over');
    house.post(undefined, { of: 'bob' }, always('k', 'bobs'));
    await house.pass(3_000);
    const request = house.request();
    expect(request.request.body).toEqual({ of: 'bob' });
    expect(request.request.headers.get('Authorization')).toBe('Bearer bob');
    request.flush('');
    await house.pass(3_000);
    house.backend.expectNone(() => true);
  });
});
