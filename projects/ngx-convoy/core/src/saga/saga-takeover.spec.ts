import { SagaJournalFullError, SagaJournalLostError, SagaUnstorableError } from './saga-errors';
import type { SagaAppend, SagaJournal } from './saga-journal';
import { JournalInFront, SagaScene, settle } from './saga-scene.spec';
import { ada, always, fates, order } from './saga-script.spec';

describe('A saga that changes hands', () => {
  describe('taking over', () => {
    it('goes on where the journal ends, and sends again what was begun', async () => {
      const scene = new SagaScene(order);
      scene.onAppend = ({ events }, phase) =>
        phase === 'before' && events.some((e) => e.type === 'done' && e.step === 'book');
      await scene.live();
      expect(scene.hasDied).toBeTrue();
      scene.onAppend = () => false;
      await scene.live();
      expect((await scene.runToEnd()).end).toBe('completed');
      const sent = (key: string) => scene.participants.requests.filter((r) => r.endsWith(key));
      expect(sent('r1:reserve').length).toBe(1);
      expect(sent('r1:book').length).toBe(2);
      expect(scene.participants.applied.get('r1:book')).toBe(1);
    });

    it('fences the one before: it writes nothing more', async () => {
      const scene = new SagaScene(order, fates({ reserve: ['unavailable'] }));
      await scene.live();
      await scene.live();
      expect((await scene.runToEnd()).end).toBe('completed');
      expect((await scene.types()).filter((type) => type === 'completed').length).toBe(1);
    });

    it('leaves a run to an operator that was interrupted too often without getting on', async () => {
      const scene = new SagaScene(order, fates({ book: always('hang') }));
      for (let life = 0; life < 6; life += 1) {
        await scene.live();
        await scene.pass(30_000 - 1);
      }
      expect((await scene.state()).stuck).toBeUndefined();
      await scene.live();
      expect((await scene.state()).stuck).toEqual({ kind: 'poison', interruptions: 6 });
      expect((await scene.record()).status).toBe('stuck');
    });

    it('forgets interruptions that are long ago', async () => {
      const scene = new SagaScene(order, fates({ book: always('hang') }));
      for (let life = 0; life < 20; life += 1) {
        await scene.live();
        scene.current?.stop();
        scene.clock.set(scene.clock.now() + 150_000);
      }
      expect((await scene.state()).stuck).toBeUndefined();
    });

    it('suspends a run whose version is not there, and goes on when it is', async () => {
      const scene = new SagaScene(undefined, undefined, {}, order.shape);
      await scene.live();
      expect((await scene.record()).status).toBe('suspended');
      scene.current?.stop();
      await scene.live(order);
      expect((await scene.runToEnd()).end).toBe('completed');
      expect((await scene.record()).suspended).toBeUndefined();
    });

    it('suspends a run whose version was changed, and names the step', async () => {
      const scene = new SagaScene(order, undefined, {}, ['reserve', 'price', 'pay', 'ship']);
      await scene.live();
      expect((await scene.record()).suspended).toContain('where it had price, it has book');
      expect(scene.participants.requests).toEqual([]);
    });

    it('ends a suspended run when it is forced', async () => {
      const scene = new SagaScene(undefined);
      await scene.live();
      await scene.command({ type: 'cancel', operator: ada, force: true });
      expect((await scene.record()).status).toBe('suspended');
      await scene.command({ type: 'force-complete', operator: ada });
      expect((await scene.record()).status).toBe('completed');
    });
  });

  describe('a journal in trouble', () => {
    class Troubled extends JournalInFront {
      constructor(
        inner: SagaJournal,
        private readonly trouble: (append: SagaAppend) => Error | undefined,
      ) {
        super(inner);
      }

      override append(append: SagaAppend): Promise<void> {
        const error = this.trouble(append);
        return error === undefined ? super.append(append) : Promise.reject(error);
      }
    }

    it('full: does nothing that it cannot write down, and goes on when there is space', async () => {
      const scene = new SagaScene(order);
      let isFull = true;
      scene.journal = new Troubled(scene.memory, () =>
        isFull ? new SagaJournalFullError() : undefined,
      );
      await scene.live();
      await scene.pass(60_000);
      expect(scene.participants.requests).toEqual([]);
      expect(scene.journalStates).toContain('full');
      isFull = false;
      expect((await scene.runToEnd()).end).toBe('completed');
      expect(scene.journalStates.at(-1)).toBe('ok');
    });

    it('lost before the pivot: takes back what was done, as nobody would remember', async () => {
      const scene = new SagaScene(order);
      scene.journal = new Troubled(scene.memory, ({ events }) =>
        events.some((e) => e.type === 'intent' && e.step === 'book')
          ? new SagaJournalLostError('r1')
          : undefined,
      );
      await scene.live();
      await scene.passUntilStill();
      expect(scene.lastStop?.kind).toBe('ended');
      expect(scene.participants.effects.size).toBe(0);
      expect(scene.participants.applied.size).toBeGreaterThan(0);
    });

    it('lost after the pivot: goes on to the end', async () => {
      const scene = new SagaScene(order);
      scene.journal = new Troubled(scene.memory, ({ events }) =>
        events.some((e) => e.type === 'intent' && e.step === 'ship')
          ? new SagaJournalLostError('r1')
          : undefined,
      );
      await scene.live();
      await scene.passUntilStill();
      expect(scene.participants.effects.size).toBe(4);
    });

    it('cannot take an output: the step counts as failed, and is undone', async () => {
      const scene = new SagaScene(order);
      scene.journal = new Troubled(scene.memory, ({ events }) =>
        events.some((e) => e.type === 'done' && e.step === 'book')
          ? new SagaUnstorableError(new Error('a function'))
          : undefined,
      );
      const state = await scene.runToEnd();
      expect(state.end).toBe('compensated');
      expect(scene.participants.effects.size).toBe(0);
    });

    it('broken: stops, and leaves the run to the next', async () => {
      const scene = new SagaScene(order);
      scene.journal = new Troubled(scene.memory, () => new Error('closed'));
      await scene.live();
      await settle();
      expect(scene.lastStop?.kind).toBe('journal-failed');
    });
  });
});
