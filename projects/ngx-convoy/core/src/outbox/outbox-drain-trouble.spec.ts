import { OutboxScene } from './outbox-scene.spec';

describe('OutboxDrain in several tabs', () => {
  it('takes over at once what a dead tab has claimed, when there is a lock', async () => {
    const scene = new OutboxScene();
    scene.server.fates = ['hang'];
    await scene.put('a');
    scene.lead();
    await scene.settle();
    scene.succeed();
    await scene.settle();
    expect(scene.server.requests.map(({ id }) => id)).toEqual(['a1', 'a1']);
    expect(scene.server.effects).toEqual(['key of a1']);
  });

  it('waits for the claim to run out, when there is none', async () => {
    const scene = new OutboxScene({ term: 10_000 });
    scene.server.fates = ['hang'];
    await scene.put('a');
    scene.lead(false);
    await scene.settle();
    scene.succeed(false);
    await scene.pass(9_900);
    expect(scene.server.requests.length).toBe(1);
    await scene.pass(200);
    expect(scene.server.requests.length).toBe(2);
  });

  it('never sends one write from two tabs that both lead', async () => {
    const scene = new OutboxScene();
    scene.lead(false);
    scene.lead(false);
    for (let i = 0; i < 6; i += 1) await scene.put('a');
    await scene.pass(20_000);
    expect(scene.server.requests.length).toBe(6);
    expect(scene.hasDoubled).toBe(false);
  });

  it('writes nothing about an attempt that somebody else has taken over', async () => {
    const scene = new OutboxScene();
    scene.server.fates = ['hang', { status: 503 }];
    await scene.put('a');
    const slept = scene.lead();
    await scene.settle();
    scene.lead();
    await scene.settle();
    const before = await scene.entry('a1');
    slept.stop();
    await scene.settle();
    expect(await scene.entry('a1')).toEqual(before);
  });

  it('gives its claim back when it stops', async () => {
    const scene = new OutboxScene();
    scene.server.fates = ['hang'];
    await scene.put('a');
    scene.lead();
    await scene.settle();
    scene.drain?.stop();
    await scene.settle();
    expect((await scene.entry('a1'))?.state).toBe('waiting');
    expect(scene.clock.pending).toBe(0);
  });
});

describe('OutboxDrain when the storage does not work', () => {
  it('sends nothing that it could not claim, and comes again', async () => {
    const scene = new OutboxScene();
    await scene.put('a');
    scene.storage.failures = 1;
    scene.lead();
    await scene.settle();
    expect(scene.troubles.length).toBe(1);
    expect(scene.server.requests).toEqual([]);
    await scene.pass(6_000);
    expect(scene.server.effects).toEqual(['key of a1']);
    expect(scene.troubles.at(-1)).toBeUndefined();
  });

  it('does not send again what was sent and could not be written down', async () => {
    const scene = new OutboxScene();
    await scene.put('a');
    await scene.put('a');
    scene.lead();
    // The list and the claim go well, what came of it cannot be written.
    scene.drain?.poke();
    await new Promise<void>((resolve) => {
      const receive = scene.server.receive.bind(scene.server);
      scene.server.receive = (entry) => {
        scene.storage.failures = 1;
        scene.server.receive = receive;
        resolve();
        return receive(entry);
      };
    });
    await scene.settle();
    expect((await scene.entry('a1'))?.state).toBe('sending');
    await scene.pass(20_000);
    expect(scene.server.requests.map(({ id }) => id)).toEqual(['a1', 'a2']);
    expect(await scene.all()).toEqual([]);
  });
});
