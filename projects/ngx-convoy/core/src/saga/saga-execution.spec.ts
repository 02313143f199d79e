import { defineSaga } from './define-saga';
import { BusinessError } from './saga-failure';
import { effect, SagaScene } from './saga-scene.spec';
import { always, fates, order } from './saga-script.spec';

describe('SagaExecution', () => {
  describe('going forward', () => {
    it('does every step once, in order, and keeps their outputs', async () => {
      const scene = new SagaScene(order);
      const state = await scene.runToEnd();
      expect(state.end).toBe('completed');
      expect(state.output).toEqual({
        reserve: 'answer to r1:reserve',
        book: 'answer to r1:book',
        pay: 'answer to r1:pay',
        ship: 'answer to r1:ship',
      });
      expect(scene.participants.requests.map((request) => request.split(' ')[1])).toEqual([
        '/reserve',
        '/book',
        '/pay',
        '/ship',
      ]);
    });

    it('writes what it intends before it does it, together with what came before', async () => {
      const writes: string[] = [];
      const scene = new SagaScene(order);
      scene.onAppend = ({ events, durability }, phase) => {
        if (phase === 'before') writes.push(`${durability}: ${events.map((e) => e.type).join()}`);
        return false;
      };
      await scene.runToEnd();
      expect(writes).toEqual([
        'strict: intent',
        'strict: done,intent',
        'strict: done,intent',
        'strict: done,intent',
        'strict: done,completed',
      ]);
    });

    it('sends the same key on every attempt, and waits longer each time', async () => {
      const scene = new SagaScene(
        order,
        fates({ reserve: ['unavailable', 'unavailable', 'lost'] }),
      );
      expect((await scene.runToEnd()).end).toBe('completed');
      const keys = scene.participants.requests.filter((request) => request.includes('/reserve'));
      expect(new Set(keys)).toEqual(new Set(['POST /reserve r1:reserve']));
      expect(keys.length).toBe(4);
      expect(scene.participants.applied.get('r1:reserve')).toBe(1);
    });

    it('takes `Retry-After` for a minimum', async () => {
      let calls = 0;
      const saga = defineSaga('s', { version: 1 })
        .step('a', {
          run: () => {
            calls += 1;
            if (calls === 1) throw new Error('busy');
            return calls;
          },
          classify: (error) => ({
            kind: 'technical',
            name: 'Busy',
            message: String(error),
            retryAt: scene.clock.now() + 9_000,
          }),
        })
        .build();
      const scene: SagaScene = new SagaScene(saga);
      await scene.live();
      await scene.pass(8_999);
      expect(calls).toBe(1);
      await scene.pass(1);
      expect(calls).toBe(2);
    });

    it('gives an attempt up after its timeout', async () => {
      const saga = defineSaga('s', { version: 1 })
        .step('a', { ...effect('a'), timeout: 500 })
        .build();
      const scene = new SagaScene(saga, fates({ a: ['hang'] }));
      await scene.live();
      await scene.pass(499);
      expect((await scene.state()).step('a').status).toBe('running');
      await scene.pass(1);
      expect((await scene.state()).step('a').failure?.name).toBe('SagaStepTimeout');
      expect((await scene.runToEnd()).end).toBe('completed');
    });

    it('asks what became of a call whose answer was lost, and sends it again only when it never arrived', async () => {
      const asking = (name: string) => ({
        ...effect(name),
        query: ({
          http,
          stepKey,
        }: {
          http: { get<T>(url: string): Promise<T> };
          stepKey: string;
        }) => http.get<string>(`/${name}/by-key/${stepKey}`),
      });
      const saga = defineSaga('s', { version: 1 })
        .step('a', asking('a'))
        .step('b', asking('b'))
        .build();
      let late = 0;
      const scene = new SagaScene(saga, (request) => {
        if (request.startsWith('POST /a ')) return 'lost';
        return request.startsWith('POST /b ') && (late += 1) === 1 ? 'late' : 'ok';
      });
      expect((await scene.runToEnd()).end).toBe('completed');
      expect(scene.participants.requests).toEqual([
        'POST /a r1:a',
        'GET /a/by-key/r1:a r1:a',
        'POST /b r1:b',
        'GET /b/by-key/r1:b r1:b',
        'POST /b r1:b',
      ]);
    });

    it('shows its steps what came before, and when they were first tried', async () => {
      const seen: unknown[] = [];
      const saga = defineSaga<{ readonly n: number }>('s', { version: 1 })
        .step('a', { run: ({ input }) => input.n + 1 })
        .step('b', {
          run: ({ outputs, since, attempt, key }) => {
            seen.push([outputs.a, since, attempt, key]);
            if (attempt === 1) throw new Error('again');
            return outputs.a * 10;
          },
        })
        .build(({ outputs }) => outputs.b);
      const scene = new SagaScene(saga, undefined, { n: 1 });
      const begun = scene.clock.now();
      expect((await scene.runToEnd()).output).toBe(20);
      expect(seen).toEqual([
        [2, begun, 1, 'r1:b'],
        [2, begun, 2, 'r1:b'],
      ]);
    });
  });

  describe('turning back', () => {
    it('undoes what was done, the last first, when a step is refused', async () => {
      const scene = new SagaScene(order, fates({ pay: ['refused'] }));
      const state = await scene.runToEnd();
      expect(state.end).toBe('compensated');
      expect(state.cause).toEqual({
        kind: 'failed',
        step: 'pay',
        failure: { kind: 'business', name: 'BusinessError', message: 'no', code: 'refused' },
      });
      expect(scene.participants.requests.slice(3)).toEqual([
        'DELETE /book/by-key/r1:book r1:book:undo',
        'DELETE /reserve/by-key/r1:reserve r1:reserve:undo',
      ]);
      expect(scene.participants.effects.size).toBe(0);
    });

    it('turns back when the attempts are used up, and undoes the step itself if it may have happened', async () => {
      const scene = new SagaScene(order, fates({ book: always('late') }));
      const state = await scene.runToEnd();
      expect(state.end).toBe('compensated');
      expect(state.step('book').forward.attempts).toBe(5);
      scene.participants.deliverLate();
      expect(scene.participants.effects.size).toBe(0);
      expect(scene.participants.tombstones.has('r1:book')).toBeTrue();
    });

    it('leaves alone what certainly never happened', async () => {
      const scene = new SagaScene(order, fates({ book: always('unavailable') }));
      await scene.runToEnd();
      expect(scene.participants.tombstones.has('r1:book')).toBeFalse();
    });

    it('undoes a refused step whose earlier attempt may still be under way', async () => {
      const scene = new SagaScene(order, fates({ book: ['late', 'refused'] }));
      expect((await scene.runToEnd()).end).toBe('compensated');
      scene.participants.deliverLate();
      expect(scene.participants.effects.size).toBe(0);
    });

    it('goes on undoing until it is done', async () => {
      const scene = new SagaScene(
        order,
        fates({ pay: ['refused'], 'undo book': ['unavailable', 'lost', 'unavailable'] }),
      );
      const state = await scene.runToEnd();
      expect(state.end).toBe('compensated');
      expect(state.step('book').undo.attempts).toBe(4);
    });

    it('is stuck when undoing is used up, and undoes nothing that came before', async () => {
      const scene = new SagaScene(
        order,
        fates({ pay: ['refused'], 'undo book': always('unavailable') }),
      );
      const state = await scene.runToEnd();
      expect(state.status).toBe('stuck');
      expect(state.stuck?.kind).toBe('undo-failed');
      expect(state.step('book').undo.attempts).toBe(10);
      expect(scene.participants.effects.has('r1:reserve')).toBeTrue();
    });

    it('does not undo while undoing is refused: an operator has to look', async () => {
      const saga = defineSaga('s', { version: 1 })
        .step('a', {
          run: () => 1,
          compensate: () => {
            throw new BusinessError('cannot be taken back');
          },
        })
        .step('b', {
          run: () => {
            throw new BusinessError('no');
          },
        })
        .build();
      const scene = new SagaScene(saga);
      const state = await scene.runToEnd();
      expect(state.stuck).toEqual(jasmine.objectContaining({ kind: 'undo-failed', step: 'a' }));
      expect(state.step('a').undo.attempts).toBe(1);
    });
  });

  describe('at and after the pivot', () => {
    it('only goes forward after it, and is stuck rather than undone', async () => {
      const scene = new SagaScene(order, fates({ ship: always('unavailable') }));
      const state = await scene.runToEnd();
      expect(state.status).toBe('stuck');
      expect(state.step('ship').forward.attempts).toBe(10);
      expect(scene.participants.tombstones.size).toBe(0);
    });

    it('is stuck at once when a step after it is refused', async () => {
      const scene = new SagaScene(order, fates({ ship: ['refused'] }));
      expect((await scene.runToEnd()).stuck).toEqual(
        jasmine.objectContaining({ kind: 'failed', step: 'ship' }),
      );
    });

    it('is undone when its outcome stays unknown and it can be', async () => {
      const scene = new SagaScene(order, fates({ pay: always('late') }));
      expect((await scene.runToEnd()).end).toBe('compensated');
      scene.participants.deliverLate();
      expect(scene.participants.effects.size).toBe(0);
    });

    it('waits for an operator when its outcome stays unknown and it cannot be undone', async () => {
      const saga = defineSaga('s', { version: 1 })
        .step('a', effect('a'))
        .pivot('p', { run: effect('p').run })
        .build();
      const scene = new SagaScene(saga, fates({ p: always('lost') }));
      const state = await scene.runToEnd();
      expect(state.status).toBe('stuck');
      expect(scene.participants.effects.has('r1:a')).toBeTrue();
    });
  });
});
