import { convoy } from 'ngx-convoy';
import { ConfigurationError, OutboxFullError } from 'ngx-convoy/core';
import { house as houseWithout, service } from '../house.spec';
import { provenanceOf } from '../provenance/provenance';
import { answered, OutboxHouse, unreachable } from './outbox-house.spec';
import { queuedEntryOf } from './queued-response';

const always = (key = 'k', id?: string): object => ({ context: convoy({ outbox: { key, id } }) });

describe('The outbox', () => {
  describe('behind a service that falls back to it', () => {
    it('keeps a write that could not be sent, says so, and sends it with the same key', async () => {
      const house = new OutboxHouse();
      const outcome = house.post();
      await house.settle();
      const first = house.request();
      const key = first.request.headers.get('Idempotency-Key');
      expect(key).toMatch(/^[0-9a-f]{32}$/);
      first.error(...unreachable);
      await house.settle();

      expect(outcome.response?.status).toBe(202);
      expect(provenanceOf(answered(outcome))).toEqual(
        jasmine.objectContaining({ source: 'queued', reason: 'no answer', service: 'comments' }),
      );
      const id = queuedEntryOf(answered(outcome)) ?? '';
      expect(house.outbox.entry(id)()?.attempts).toBe(1);
      expect(house.outbox.status(id)()).toBe('waiting');

      await house.pass(1_000);
      const second = house.request();
      expect(second.request.headers.get('Idempotency-Key')).toBe(key);
      expect(second.request.body).toEqual({ text: 'hello' });
      expect(house.outbox.status(id)()).toBe('sending');
      second.flush('{}');
      await house.settle();
      expect(house.outbox.status(id)()).toBe('sent');
      expect(house.entries.entities()).toEqual([]);
      expect(house.events).toEqual([`queued ${id}`, `sent ${id}`]);
    });

    it('sends a write at once while all is well', async () => {
      const house = new OutboxHouse();
      const outcome = house.post();
      await house.settle();
      house.request().flush({ id: 1 });
      expect(outcome.response?.body).toEqual({ id: 1 });
      expect(house.entries.entities()).toEqual([]);
    });

    it('has later writes of the key wait behind one that waits, and lets others go', async () => {
      const house = new OutboxHouse();
      house.post();
      await house.settle();
      house.request().error(...unreachable);
      await house.settle();
      const second = house.post();
      house.post('/api/comments/7/likes');
      await house.settle();
      expect(second.response?.status).toBe(202);
      expect(house.request().request.url).toContain('/7/likes');
      expect(house.states).toEqual(['waiting', 'waiting']);
    });

    for (const [status, why] of [
      [400, 'was refused'],
      [401, 'nobody is signed in for'],
      [409, 'is in conflict'],
      [501, 'will never be understood'],
    ] as const) {
      it(`does not keep what ${why} (${status})`, async () => {
        const house = new OutboxHouse();
        const outcome = house.post();
        await house.settle();
        house.request().flush('', { status, statusText: 'no' });
        await house.settle();
        expect(outcome.error).toEqual(jasmine.objectContaining({ status }));
        expect(house.entries.entities()).toEqual([]);
      });
    }

    it('does not keep what was done, though its answer cannot be read', async () => {
      const house = new OutboxHouse();
      const outcome = house.post();
      await house.settle();
      house.request().flush('{', { status: 201, statusText: 'Created' });
      await house.settle();
      expect(house.entries.entities()).toEqual([]);
      expect(outcome.response ?? outcome.error).toBeDefined();
    });

    it('keeps writes while the circuit is open, without an attempt, and sends them when it lets some through', async () => {
      const house = new OutboxHouse();
      house.breakers.forceOpen('comments', 'maintenance');
      const outcome = house.post();
      await house.settle();
      expect(provenanceOf(answered(outcome)).reason).toBe('circuit open');
      expect(house.first?.attempts).toBe(0);
      await house.pass(60_000);
      house.backend.expectNone(() => true);
      house.breakers.reset('comments', 'over');
      await house.settle();
      house.request().flush('');
      await house.settle();
      expect(house.entries.entities()).toEqual([]);
    });
  });

  describe('for a write that asks for it', () => {
    it('answers at once, and sends in the order of the key', async () => {
      const house = new OutboxHouse();
      const outcomes = ['one', 'two'].map((text) => house.post(undefined, { text }, always()));
      await house.settle();
      expect(outcomes.map(({ response }) => response?.status)).toEqual([202, 202]);
      const first = house.request();
      expect(first.request.body).toEqual({ text: 'one' });
      first.flush('');
      await house.pass(1_000);
      expect(house.request().request.body).toEqual({ text: 'two' });
    });

    it('keeps them in the order in which they were made, however long it takes to encode one', async () => {
      const waits: (() => void)[] = [];
      const house = new OutboxHouse({
        setup: {
          bodies: {
            encode: async (body) => {
              await new Promise<void>((resolve) => waits.push(resolve));
              return body;
            },
            decode: (body) => body,
          },
        },
      });
      await house.outbox.pause();
      for (const id of ['one', 'two', 'three']) house.post(undefined, { id }, always('k', id));
      for (let turn = 0; turn < 3; turn += 1) {
        await house.settle();
        // The last first, if they were encoded at once.
        waits.pop()?.();
      }
      await house.settle();
      expect(house.entries.line().map(({ id }) => id)).toEqual(['one', 'two', 'three']);
    });

    it('keeps one that is made twice under one id once', async () => {
      const house = new OutboxHouse();
      await house.outbox.pause();
      house.post(undefined, {}, always('k', 'order-7'));
      house.post(undefined, {}, always('k', 'order-7'));
      await house.settle();
      expect(house.entries.line().map(({ idempotencyKey }) => idempotencyKey)).toEqual(['order-7']);
    });

    it('takes one to a service that nobody knows', async () => {
      const house = new OutboxHouse();
      house.post('/elsewhere?page=1', {}, always());
      await house.settle();
      expect(house.request().request.url).toBe('/elsewhere?page=1');
    });

    it('takes no question', async () => {
      const house = new OutboxHouse();
      let error: unknown;
      house.http
        .get('/api/comments', always())
        .subscribe({ error: (each: unknown) => (error = each) });
      await house.settle();
      expect(error).toBeInstanceOf(ConfigurationError);
    });

    it('tells its caller when it is full, and keeps what it has', async () => {
      const house = new OutboxHouse({ setup: { capacity: 1 } });
      await house.outbox.pause();
      house.post(undefined, {}, always());
      const outcome = house.post(undefined, {}, always());
      await house.settle();
      expect(outcome.error).toBeInstanceOf(OutboxFullError);
      expect(house.entries.entities().length).toBe(1);
    });
  });

  it('spends from the retry budget of the service, and waits when that is used up', async () => {
    const house = new OutboxHouse();
    house.breakers.disable('comments', 'this is about the budget');
    let attempts = 0;
    for (let each = 0; each < 30; each += 1) house.post(`/api/comments/${each}`);
    await house.settle();
    const seconds = 60;
    for (let second = 0; second < seconds; second += 1) {
      for (const request of house.backend.match(() => true)) {
        attempts += 1;
        request.flush('', { status: 503, statusText: 'no' });
      }
      house.clock.advance(1_000);
      await house.settle();
    }
    // What the budget holds when full, a share of the calls, one in five seconds.
    expect(attempts - 30).toBeLessThanOrEqual(10 + 0.2 * attempts + seconds / 5);
    expect(attempts).toBeGreaterThan(35);
  });

  it('can be stopped, resumed, retried and emptied by hand', async () => {
    const house = new OutboxHouse();
    await house.outbox.pause();
    house.post(undefined, { text: 'one' }, always('a', 'one'));
    house.post(undefined, { text: 'two' }, always('b', 'two'));
    await house.pass(5_000);
    house.backend.expectNone(() => true);
    expect(house.outbox.isPaused()).toBeTrue();
    expect(await house.outbox.payload('one')).toEqual({ text: 'one' });
    expect(await house.outbox.drop('two')).toBeTrue();
    await house.outbox.resume();
    await house.settle();
    const request = house.request();
    expect(await house.outbox.drop('one')).toBeFalse();
    request.flush('', { status: 422, statusText: 'no' });
    await house.settle();
    expect(house.states).toEqual(['dead']);
    expect(house.events.slice(2)).toEqual(['dropped two', 'dead one']);
    await house.outbox.retryAll();
    await house.pass(1_000);
    house.request().flush('');
    await house.settle();
    expect(house.outbox.status('one')()).toBe('sent');
  });

  it('asks the app about conflicts, and sends what it says under another key', async () => {
    const house = new OutboxHouse({
      setup: {
        onConflict: ({ body, answer, status }) => ({
          retry: { mine: body, theirs: answer, status },
        }),
      },
    });
    house.post(undefined, { v: 1 }, always('k', 'one'));
    await house.settle();
    house.request().flush('{"v":2}', { status: 412, statusText: 'no' });
    await house.pass(1_000);
    const { request } = house.request();
    expect(request.body).toEqual({ mine: { v: 1 }, theirs: { v: 2 }, status: 412 });
    expect(request.headers.get('Idempotency-Key')).not.toBe('one');
  });

  it('makes a dead letter of what it cannot read any more', async () => {
    const house = new OutboxHouse({
      setup: {
        bodies: {
          encode: () => 'sealed',
          decode: () => {
            throw new Error('the key is gone');
          },
        },
      },
    });
    house.post(undefined, {}, always());
    await house.settle();
    expect(house.first?.state).toBe('dead');
    expect(house.first?.problem?.reason).toContain('cannot be read');
  });
});

describe('A write that asks for an outbox where there is none', () => {
  it('is refused, and not sent', () => {
    const { http, backend } = houseWithout({}, [service('comments')]);
    let error: unknown;
    http
      .post('/api/comments', {}, always())
      .subscribe({ error: (each: unknown) => (error = each) });
    expect(error).toBeInstanceOf(ConfigurationError);
    backend.expectNone(() => true);
  });
});
