import { ConfigurationError } from '../errors';
import { DrainPace } from './drain-pace';
import { MemoryOutboxStorage } from './memory-outbox-storage';
import type { OutboxDraft } from './outbox-entry';
import { OutboxFullError } from './outbox-errors';
import { enqueued, isDue, retried } from './outbox-moves';
import { resolveOutboxOptions } from './outbox-options';

const draft: OutboxDraft = {
  id: '1',
  identity: '',
  key: 'cart/1',
  idempotencyKey: 'k',
  method: 'PUT',
  url: '/cart/1',
  service: undefined,
  headers: {},
  withCredentials: false,
  body: undefined,
  attempts: 0,
  wait: 0,
};

describe('An entry of the outbox', () => {
  it('does not wait longer than it was meant to, when the clock was set back', () => {
    const entry = { ...enqueued(draft, 1_000_000), seq: 1, wait: 5_000, nextAt: 1_005_000 };
    expect(isDue(entry, 1_004_999)).toBe(false);
    expect(isDue(entry, 1_005_000)).toBe(true);
    expect(isDue(entry, 500_000)).toBe(true);
  });

  it('can be retried by hand in any state but the one of being sent', () => {
    const entry = { ...enqueued(draft, 0), seq: 1 };
    expect(retried({ ...entry, state: 'dead' }, 9)).toEqual(
      jasmine.objectContaining({ state: 'waiting', nextAt: 9, since: 9, enqueuedAt: 0 }),
    );
    expect(retried({ ...entry, state: 'sending' }, 9)).toBeUndefined();
  });
});

describe('MemoryOutboxStorage', () => {
  it('refuses what is too much with an error of its own, and counts everybody’s', async () => {
    const storage = new MemoryOutboxStorage();
    await storage.add(draft, 2, 0);
    await storage.add({ ...draft, id: '2', identity: 'ann' }, 2, 0);
    const refusal = storage.add({ ...draft, id: '3' }, 2, 0);
    await expectAsync(refusal).toBeRejectedWithError(OutboxFullError);
    expect((await storage.list('')).entries.length).toBe(1);
  });

  it('gives what is there for an id that it has', async () => {
    const storage = new MemoryOutboxStorage();
    const first = await storage.add(draft, 1, 0);
    expect(await storage.add(draft, 1, 5)).toEqual(first);
  });
});

describe('DrainPace', () => {
  it('goes back to one a second after a failure', () => {
    const pace = new DrainPace(5);
    for (let i = 0; i < 9; i += 1) pace.succeeded();
    pace.began(0);
    expect(pace.readyAt(0)).toBe(200);
    pace.failed();
    pace.began(200);
    expect(pace.readyAt(200)).toBe(1_200);
  });

  it('makes nobody wait for hours because a clock was set back', () => {
    const pace = new DrainPace(0.5);
    pace.began(7_200_000);
    expect(pace.readyAt(7_200_000)).toBe(7_202_000);
    expect(pace.readyAt(1_000)).toBe(1_000);
  });
});

describe('resolveOutboxOptions', () => {
  for (const [option, value] of [
    ['capacity', 0],
    ['capacity', 1.5],
    ['maxAge', 0],
    ['base', 0],
    ['max', 10],
    ['rate', 0],
    ['concurrency', 0],
    ['term', -1],
  ] as const) {
    it(`names ${option} when it is ${value}`, () => {
      expect(() => resolveOutboxOptions({ [option]: value })).toThrowMatching(
        (error) => error instanceof ConfigurationError && error.option === `outbox.${option}`,
      );
    });
  }
});
