import { OutboxScene } from './outbox-scene.spec';

describe('OutboxDrain when a write is in conflict', () => {
  async function inConflict(status = 409): Promise<OutboxScene> {
    const scene = new OutboxScene();
    scene.server.fates = [{ status }];
    await scene.put('a');
    await scene.put('a');
    return scene;
  }

  for (const status of [409, 412]) {
    it(`keeps it for the user, and its key with it (${status})`, async () => {
      const scene = await inConflict(status);
      scene.lead();
      await scene.pass(60_000);
      expect((await scene.entry('a1'))?.state).toBe('conflict');
      expect(scene.server.effects).toEqual([]);
    });
  }

  it('sends another body in its place, with another key', async () => {
    const scene = await inConflict();
    scene.resolve = () => ({ do: 'retry', body: 'merged', idempotencyKey: 'another key' });
    scene.lead();
    await scene.pass(10_000);
    expect(scene.server.effects).toEqual(['another key', 'key of a2']);
    const again = scene.server.requests[1];
    expect([again?.body, again?.attempts]).toEqual(['merged', 1]);
  });

  it('gives it up, and goes on', async () => {
    const scene = await inConflict();
    scene.resolve = () => ({ do: 'drop' });
    scene.lead();
    await scene.pass(10_000);
    expect(scene.ended).toEqual(['a1 dropped', 'a2 sent']);
  });

  it('keeps it when the hook itself fails', async () => {
    const scene = await inConflict();
    scene.resolve = () => {
      throw new Error('no idea');
    };
    scene.lead();
    await scene.pass(10_000);
    expect((await scene.entry('a1'))?.state).toBe('conflict');
  });
});
