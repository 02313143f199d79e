import { defineSaga } from './define-saga';
import { effect, SagaScene } from './saga-scene.spec';
import { fates, order } from './saga-script.spec';

describe('A saga that waits', () => {
  describe('offline', () => {
    it('sends nothing, counts nothing, and goes on when the network is back', async () => {
      const scene = new SagaScene(order);
      scene.isOnline = false;
      await scene.live();
      await scene.pass(3_600_000);
      expect(scene.participants.requests).toEqual([]);
      await scene.goOnline();
      expect((await scene.runToEnd()).end).toBe('completed');
    });

    it('does not count what failed while the network went away', async () => {
      const scene: SagaScene = new SagaScene(order, (request) => {
        if (scene.participants.requests.length > 20) return 'ok';
        if (request.includes('/reserve'))
          void Promise.resolve().then(() => (scene.isOnline = false));
        return 'late';
      });
      await scene.live();
      for (let turn = 0; turn < 30; turn += 1) {
        await scene.pass(60_000);
        await scene.goOnline();
      }
      expect((await scene.runToEnd()).end).toBe('completed');
      expect((await scene.state()).step('reserve').forward.counted).toBe(0);
    });
  });

  describe('branches', () => {
    const checks = defineSaga('checks', { version: 1 })
      .step('hold', effect('hold'))
      .parallel(
        (branch) => branch.step('fraud', effect('fraud')),
        (branch) => branch.step('list', effect('list')).step('name', effect('name')),
      )
      .pivot('book', effect('book'))
      .build();

    it('go on at the same time, and all of them before what follows', async () => {
      const scene = new SagaScene(checks);
      expect((await scene.runToEnd()).end).toBe('completed');
      const types = await scene.types();
      expect(types.indexOf('intent list')).toBeLessThan(types.indexOf('done fraud'));
      expect(types.indexOf('done name')).toBeLessThan(types.indexOf('intent book'));
    });

    it('are given up when one of them is refused, and undone if they may have happened', async () => {
      const scene = new SagaScene(checks, fates({ fraud: ['hang'], name: ['refused'] }));
      expect((await scene.runToEnd()).end).toBe('compensated');
      expect(scene.participants.effects.size).toBe(0);
      const undone = scene.participants.requests.filter((request) => request.startsWith('DELETE'));
      expect(undone.map((request) => request.split(' ')[2])).toEqual([
        'r1:list:undo',
        'r1:fraud:undo',
        'r1:hold:undo',
      ]);
    });
  });

  describe('waiting', () => {
    const patient = defineSaga('patient', { version: 1 })
      .step('a', effect('a'))
      .sleep('pause', 60_000)
      .waitFor('approval', {
        parse: (value) => {
          if (typeof value !== 'string') throw new Error('no text');
          return value;
        },
      })
      .step('b', { run: ({ outputs }) => `by ${outputs.approval}` })
      .build(({ outputs }) => outputs.b);

    it('lasts as long as was said, also over the end of a tab', async () => {
      const scene = new SagaScene(patient);
      const first = await scene.live();
      await scene.pass(20_000);
      first.stop();
      await scene.pass(20_000);
      await scene.live();
      await scene.pass(19_999);
      expect((await scene.state()).isSettled('pause')).toBeFalse();
      await scene.pass(1);
      expect((await scene.state()).isSettled('pause')).toBeTrue();
    });

    it('is over at once when a tab opens long after', async () => {
      const scene = new SagaScene(patient);
      (await scene.live()).stop();
      scene.clock.set(scene.clock.now() + 86_400_000);
      await scene.live();
      expect((await scene.state()).isSettled('pause')).toBeTrue();
    });

    it('begins anew at worst when a clock is set back', async () => {
      const scene = new SagaScene(patient);
      await scene.live();
      scene.clock.set(scene.clock.now() - 86_400_000);
      await scene.pass(60_000);
      await scene.pass(60_000);
      expect((await scene.state()).isSettled('pause')).toBeTrue();
      const later = new SagaScene(patient);
      (await later.live()).stop();
      later.clock.set(later.clock.now() - 86_400_000);
      await later.live();
      await later.pass(60_000);
      expect((await later.state()).isSettled('pause')).toBeTrue();
    });

    it('takes a signal that came early, and refuses what is not one', async () => {
      const scene = new SagaScene(patient);
      await scene.live();
      await scene.command({ type: 'signal', name: 'approval', payload: 7 });
      await scene.command({ type: 'signal', name: 'aproval', payload: 'x' });
      await scene.command({ type: 'signal', name: 'approval', payload: 'Ada' });
      await scene.command({ type: 'signal', name: 'approval', payload: 'Eve' });
      const types = await scene.types();
      expect(types.filter((type) => type === 'refused').length).toBe(3);
      expect((await scene.runToEnd()).output).toBe('by Ada');
    });

    it('turns back when a signal does not come in time', async () => {
      const saga = defineSaga('s', { version: 1 })
        .step('a', effect('a'))
        .waitFor('approval', { timeout: 1_000 })
        .build();
      const scene = new SagaScene(saga);
      const state = await scene.runToEnd();
      expect(state.end).toBe('compensated');
      expect(scene.participants.effects.size).toBe(0);
    });
  });

  describe('children', () => {
    const stay = defineSaga<{ readonly nights: number }>('stay', { version: 1 })
      .step('room', effect('room'))
      .step('price', { run: ({ input }) => input.nights * 100 })
      .build(({ outputs }) => ({ cost: outputs.price }));
    const trip = defineSaga<{ readonly days: number }>('trip', { version: 1 })
      .step('flight', effect('flight'))
      .child('hotel', stay, ({ input }) => ({ nights: input.days - 1 }))
      .pivot('pay', { run: ({ outputs, http }) => http.post<string>(`/pay`, outputs.hotel.cost) })
      .build(({ outputs }) => outputs.hotel.cost);

    it('are steps of their parent, with input and result of their own', async () => {
      const scene = new SagaScene(trip, undefined, { days: 4 });
      expect((await scene.runToEnd()).output).toBe(300);
      expect(scene.participants.effects.has('r1:hotel/room')).toBeTrue();
    });

    it('are undone with it', async () => {
      const scene = new SagaScene(trip, fates({ pay: ['refused'] }), { days: 4 });
      expect((await scene.runToEnd()).end).toBe('compensated');
      expect(scene.participants.effects.size).toBe(0);
    });
  });
});
