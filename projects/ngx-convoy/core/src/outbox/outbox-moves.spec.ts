import { ConfigurationError } from '../errors';
import { DrainGate } from './drain-gate';
import { DrainPace } from './drain-pace';
import { MemoryOutboxStorage } from './memory-outbox-storage';
import type { OutboxDraft } from './outbox-entry';
import { OutboxFullError } from './outbox-errors';
import { claimed, enqueued, expired, isDue, retried } from './outbox-moves';
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

  const claimant = { owner: 'tab', now: 10, term: 5, isAlone: false };
  const entry = { ...enqueued(draft, 0), seq: 1 };

  it('is sent by nobody while another of its key comes first', () => {
    expect(claimed(entry, false, claimant)).toBeUndefined();
    expect(claimed(entry, true, claimant)).toEqual(
      jasmine.objectContaining({ state: 'sending', claim: { owner: 'tab', until: 15 } }),
    );
  });

  for (const [title, state, until, isAlone, isOld] of [
    ['waits', 'waiting', undefined, false, true],
    ['is being sent by another tab', 'sending', 12, false, false],
    ['was being sent by a tab that is gone', 'sending', 12, true, true],
    ['was being sent for too long', 'sending', 9, false, true],
    ['is in conflict', 'conflict', undefined, true, false],
    ['was given up', 'dead', undefined, true, false],
  ] as const) {
    it(`${isOld ? 'is given up' : 'is left alone'} by its age when it ${title}`, () => {
      const claim = until === undefined ? undefined : { owner: 'other', until };
      const options = resolveOutboxOptions({ maxAge: 10 });
      const given = expired({ ...entry, state, claim }, { ...claimant, isAlone }, options);
      expect(given?.state).toBe(isOld ? 'dead' : undefined);
    });
  }

  it('can be retried by hand in any state but the one of being sent', () => {
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

describe('DrainGate', () => {
  const entry = { ...enqueued({ ...draft, service: 'orders' }, 0), seq: 1 };

  it('slows down when a service asks to come again, and leaves it alone as long as it says', () => {
    const gate = new DrainGate(5);
    for (let i = 0; i < 9; i += 1) gate.learn(entry, { kind: 'answered', status: 200 }, 0);
    gate.learn(entry, { kind: 'answered', status: 429, retryAfter: 7_000 }, 1_000);
    gate.began(1_000);
    expect(gate.readyAt(1_000)).toBe(2_000);
    expect(gate.heldUntil(entry)).toBe(8_000);
    expect(gate.heldUntil({ ...entry, service: 'other' })).toBe(0);
  });

  it('goes on as fast when a write was refused for what it is', () => {
    const gate = new DrainGate(2);
    gate.learn(entry, { kind: 'answered', status: 422 }, 0);
    gate.began(0);
    expect(gate.readyAt(0)).toBe(500);
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
