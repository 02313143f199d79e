import { SagaScene } from './saga-scene.spec';
import { ada, always, fates, order } from './saga-script.spec';

describe('An operator of a saga', () => {
  describe('commands', () => {
    it('cancel: turns back before the pivot, and what is under way with it', async () => {
      const scene = new SagaScene(order, fates({ book: ['hang'] }));
      await scene.live();
      await scene.command({ type: 'cancel', operator: ada, force: false });
      const state = await scene.runToEnd();
      expect(state.end).toBe('compensated');
      expect(state.cause).toEqual({ kind: 'cancelled', operator: ada });
      expect(scene.participants.effects.size).toBe(0);
    });

    it('cancel: is refused when the pivot was begun, unless it is forced', async () => {
      const scene = new SagaScene(order, fates({ pay: ['hang'] }));
      await scene.live();
      await scene.command({ type: 'cancel', operator: ada, force: false });
      expect(await scene.types()).toContain('refused');
      await scene.command({ type: 'cancel', operator: ada, force: true });
      expect((await scene.runToEnd()).end).toBe('compensated');
      expect(scene.participants.effects.size).toBe(0);
    });

    it('cancel: does not stop the way back', async () => {
      const scene = new SagaScene(order, fates({ pay: ['refused'], 'undo book': ['hang'] }));
      await scene.live();
      await scene.command({ type: 'cancel', operator: ada, force: true });
      expect((await scene.runToEnd()).end).toBe('compensated');
    });

    it('retry: tries a stuck step again', async () => {
      const scene = new SagaScene(order, fates({ ship: ['refused'] }));
      await scene.runToEnd();
      await scene.command({ type: 'retry', operator: ada });
      expect((await scene.runToEnd()).end).toBe('completed');
    });

    it('retry: does not wait for the next attempt', async () => {
      const scene = new SagaScene(order, fates({ reserve: ['unavailable'] }));
      await scene.live();
      await scene.command({ type: 'retry', operator: ada });
      expect(scene.participants.effects.has('r1:reserve')).toBeTrue();
    });

    it('skip: goes on without a step', async () => {
      const scene = new SagaScene(order, fates({ ship: always('unavailable') }));
      await scene.runToEnd();
      await scene.command({ type: 'skip', step: 'ship', operator: ada });
      const state = await scene.runToEnd();
      expect(state.end).toBe('completed');
      expect(state.step('ship').status).toBe('skipped');
    });

    it('skip: takes a step for undone by hand, and undoes the rest', async () => {
      const scene = new SagaScene(
        order,
        fates({ pay: ['refused'], 'undo book': always('unavailable') }),
      );
      await scene.runToEnd();
      await scene.command({ type: 'skip', step: 'book', operator: ada });
      expect((await scene.runToEnd()).end).toBe('compensated');
      expect(scene.participants.effects.has('r1:reserve')).toBeFalse();
    });

    it('compensate: turns back from anywhere', async () => {
      const scene = new SagaScene(order, fates({ ship: ['refused'] }));
      await scene.runToEnd();
      await scene.command({ type: 'compensate', operator: ada });
      expect((await scene.runToEnd()).end).toBe('compensated');
      expect(scene.participants.effects.size).toBe(0);
    });

    it('force-complete: ends it as it stands', async () => {
      const scene = new SagaScene(order, fates({ ship: ['refused'] }));
      await scene.runToEnd();
      await scene.command({ type: 'force-complete', operator: ada });
      expect((await scene.runToEnd()).end).toBe('completed');
    });

    it('are carried out once, also when the tab dies at that moment', async () => {
      const scene = new SagaScene(order, fates({ ship: ['refused', 'refused'] }));
      await scene.runToEnd();
      scene.onAppend = ({ handled }, phase) => handled.length > 0 && phase === 'after';
      await scene.command({ type: 'retry', operator: ada });
      scene.onAppend = () => false;
      await scene.live();
      expect((await scene.types()).filter((type) => type === 'retried').length).toBe(1);
    });
  });
});
