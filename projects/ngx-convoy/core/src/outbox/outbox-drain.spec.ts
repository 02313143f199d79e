import { OutboxScene } from './outbox-scene.spec';

describe('OutboxDrain', () => {
  it('sends what waits, in the order of each key, and takes it out', async () => {
    const scene = new OutboxScene();
    for (const key of ['a', 'b', 'a', 'a']) await scene.put(key);
    scene.lead();
    await scene.pass(10_000);
    expect(scene.server.effects.filter((key) => key.includes('a'))).toEqual([
      'key of a1',
      'key of a3',
      'key of a4',
    ]);
    expect(await scene.all()).toEqual([]);
    expect(scene.ended).toContain('b2 sent');
  });

  it('lets a head that fails hold up its own key only', async () => {
    const scene = new OutboxScene();
    scene.server.fates = [{ status: 503 }];
    for (const key of ['a', 'a', 'b']) await scene.put(key);
    scene.lead();
    await scene.settle();
    expect((await scene.entry('a1'))?.problem).toEqual({
      at: scene.clock.now(),
      status: 503,
      reason: 'http 503',
    });
    await scene.pass(1_000);
    expect(scene.server.effects[0]).toBe('key of b3');
    await scene.pass(10_000);
    expect(scene.server.effects).toEqual(['key of b3', 'key of a1', 'key of a2']);
  });

  it('sends again with the same key when the answer was lost', async () => {
    const scene = new OutboxScene();
    scene.server.fates = ['lost', 'unreachable'];
    await scene.put('a');
    scene.lead();
    await scene.pass(20_000);
    expect(scene.server.requests.map(({ idempotencyKey }) => idempotencyKey)).toEqual([
      'key of a1',
      'key of a1',
      'key of a1',
    ]);
    expect(scene.server.effects).toEqual(['key of a1']);
  });

  for (const status of [400, 401, 403, 404, 410, 422, 501, 505]) {
    it(`makes a dead letter of ${status}, and goes on with the next of its key`, async () => {
      const scene = new OutboxScene();
      scene.server.fates = [{ status }];
      await scene.put('a');
      await scene.put('a');
      scene.lead();
      await scene.pass(5_000);
      expect(await scene.entry('a1')).toEqual(
        jasmine.objectContaining({
          state: 'dead',
          problem: jasmine.objectContaining({ status, reason: `http ${status}` }),
        }),
      );
      expect(scene.server.effects).toEqual(['key of a2']);
    });
  }

  for (const status of [408, 425, 429, 500, 502, 503, 504]) {
    it(`comes again after ${status}`, async () => {
      const scene = new OutboxScene();
      scene.server.fates = [{ status }];
      await scene.put('a');
      scene.lead();
      await scene.pass(5_000);
      expect(scene.server.effects).toEqual(['key of a1']);
    });
  }

  it('waits as long as Retry-After says, with everything that goes to the same service', async () => {
    const scene = new OutboxScene();
    scene.server.fates = [{ status: 429, retryAfter: 30_000 }];
    await scene.put('a');
    await scene.put('b');
    await scene.put('c', { service: 'other' });
    scene.lead();
    await scene.pass(29_000);
    expect(scene.server.effects).toEqual(['key of c3']);
    await scene.pass(5_000);
    expect(scene.server.effects.length).toBe(3);
  });

  it('waits longer with each failure, from 1 s to 5 min at most', async () => {
    const scene = new OutboxScene();
    scene.server.fates = Array<'unreachable'>(14).fill('unreachable');
    await scene.put('a');
    scene.lead();
    const waits: number[] = [];
    for (let attempts = 1; attempts <= 12; attempts += 1) {
      await scene.settle();
      const entry = await scene.entry('a1');
      expect(entry?.attempts).toBe(attempts);
      const wait = (entry?.nextAt ?? 0) - scene.clock.now();
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(Math.min(300_000, 1_000 * 2 ** (attempts - 1)));
      waits.push(wait);
      // No sooner than the pace allows.
      scene.clock.advance(Math.max(wait, 1_000));
    }
    expect(Math.max(...waits)).toBeGreaterThan(60_000);
  });

  it('makes a dead letter of what is three days old, and not of what a corrected clock makes old', async () => {
    const scene = new OutboxScene();
    scene.isOnline = false;
    await scene.put('a');
    scene.lead();
    await scene.settle();
    scene.clock.set(scene.clock.now() - 7 * 86_400_000);
    scene.drain?.poke();
    await scene.settle();
    expect((await scene.entry('a1'))?.state).toBe('waiting');
    scene.clock.set(scene.clock.now() + 10 * 86_400_000);
    scene.drain?.poke();
    await scene.settle();
    expect(await scene.entry('a1')).toEqual(
      jasmine.objectContaining({
        state: 'dead',
        problem: jasmine.objectContaining({ reason: 'not sent within 72 h' }),
      }),
    );
  });

  it('comes to rest when somebody else has taken away, unheard, what gets too old', async () => {
    const scene = new OutboxScene({ maxAge: 60_000 });
    scene.admitAt = Infinity;
    const id = await scene.put('a');
    scene.lead();
    await scene.settle();
    await scene.stored.revise(id, () => null);
    const { operations } = scene.storage;
    await scene.pass(120_000, 1_000);
    expect(scene.storage.operations - operations).toBeLessThan(5);
    expect(scene.clock.pending).toBe(0);
  });

  it('begins with one a second and goes up to the rate, and no faster', async () => {
    const scene = new OutboxScene({ rate: 5 });
    for (let i = 0; i < 40; i += 1) await scene.put(`k${i}-`);
    scene.lead();
    const sent: number[] = [];
    for (let second = 0; second < 5; second += 1) {
      const before = scene.server.effects.length;
      await scene.pass(1_000, 50);
      sent.push(scene.server.effects.length - before);
    }
    expect(sent[0]).toBeLessThanOrEqual(3);
    expect(sent[4]).toBe(5);
    expect(Math.max(...sent)).toBeLessThanOrEqual(5);
  });

  it('has nothing under way and no timer while it is offline, empty or paused', async () => {
    const scene = new OutboxScene();
    scene.lead();
    await scene.settle();
    expect(scene.clock.pending).toBe(0);
    scene.isOnline = false;
    await scene.put('a');
    await scene.settle();
    expect(scene.clock.pending).toBe(0);
    await scene.stored.pause('', true);
    scene.isOnline = true;
    scene.drain?.refresh();
    await scene.settle();
    expect(scene.clock.pending).toBe(0);
    expect(scene.server.requests).toEqual([]);
    await scene.stored.pause('', false);
    scene.drain?.refresh();
    await scene.settle();
    expect(scene.server.effects).toEqual(['key of a1']);
  });

  it('sets no timer for what is due later while nobody looks at the page', async () => {
    const scene = new OutboxScene();
    scene.isVisible = false;
    scene.server.fates = [{ status: 503, retryAfter: 60_000 }];
    await scene.put('a');
    scene.lead();
    await scene.settle();
    expect(scene.clock.pending).toBe(0);
    scene.isVisible = true;
    scene.drain?.poke();
    await scene.settle();
    expect(scene.clock.pending).toBe(1);
  });

  it('asks whether an entry may go, and asks again when it was told to', async () => {
    const scene = new OutboxScene();
    scene.admitAt = scene.clock.now() + 3_000;
    await scene.put('a');
    scene.lead();
    await scene.pass(2_900);
    expect(scene.server.requests).toEqual([]);
    scene.admitAt = undefined;
    await scene.pass(200);
    expect(scene.server.effects).toEqual(['key of a1']);
  });

  it('has no more under way at once than it may', async () => {
    const scene = new OutboxScene({ concurrency: 2, rate: 1_000 });
    scene.server.fates = Array<'hang'>(6).fill('hang');
    for (let i = 0; i < 6; i += 1) await scene.put(`k${i}-`);
    scene.lead();
    await scene.pass(10_000);
    expect(scene.underWay.length).toBe(2);
  });

  it('asks the storage once for an entry, however often it is told that something may be due', async () => {
    const scene = new OutboxScene();
    await scene.put('a');
    const drain = scene.lead();
    for (let turn = 0; turn < 20; turn += 1) {
      drain.poke();
      await Promise.resolve();
    }
    await scene.settle();
    // Listed, claimed, taken out.
    expect(scene.storage.operations).toBe(3);
  });

  it('sees an entry that is added while the list is being read', async () => {
    const scene = new OutboxScene();
    let isAdded = false;
    scene.storage.passed = () => {
      if (!isAdded) void scene.put('a');
      isAdded = true;
    };
    scene.lead();
    await scene.pass(2_000);
    expect(scene.server.effects).toEqual(['key of a1']);
  });

  it('does not send what it has claimed before it fell asleep', async () => {
    const scene = new OutboxScene();
    await scene.put('a');
    scene.lead();
    let operations = 0;
    scene.storage.passed = () => {
      operations += 1;
      if (operations === 2) scene.clock.set(scene.clock.now() + 3_600_000);
    };
    await scene.settle();
    expect(scene.server.requests).toEqual([]);
    expect((await scene.entry('a1'))?.state).toBe('waiting');
    await scene.pass(5_000);
    expect(scene.server.effects).toEqual(['key of a1']);
  });

  it('counts no attempt when nothing was sent', async () => {
    const scene = new OutboxScene();
    scene.server.fates = ['refused'];
    await scene.put('a');
    scene.lead();
    await scene.settle();
    expect((await scene.entry('a1'))?.attempts).toBe(0);
    await scene.pass(5_000);
    expect(scene.server.effects).toEqual(['key of a1']);
  });

  it('cuts off an attempt that takes longer than its term', async () => {
    const scene = new OutboxScene({ term: 5_000 });
    scene.server.fates = ['hang'];
    await scene.put('a');
    scene.lead();
    await scene.pass(4_900);
    expect(scene.underWay).toEqual(['a1']);
    await scene.pass(10_000);
    expect(scene.server.requests.length).toBe(2);
    expect(await scene.all()).toEqual([]);
  });

  it('sends nothing of anybody else', async () => {
    const scene = new OutboxScene();
    await scene.put('a', { identity: 'ann' });
    await scene.put('a', { identity: 'bob' });
    scene.lead(true, 'bob');
    await scene.pass(5_000);
    expect(scene.server.effects).toEqual(['key of a2']);
    expect((await scene.all('ann')).length).toBe(1);
  });
});
