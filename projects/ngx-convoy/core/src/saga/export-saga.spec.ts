import { defineSaga } from './define-saga';
import { exportSagaJson, exportSagaSpans } from './export-saga';
import { effect, SagaScene, type Fate } from './saga-scene.spec';
import { BusinessError } from './saga-failure';

describe('The export of a run', () => {
  const saga = defineSaga('order', { version: 1 })
    .step('reserve', effect('reserve'))
    .step('pay', {
      run: () => {
        throw new BusinessError('no', 'declined');
      },
    })
    .build();

  async function exported(fateOf?: (request: string) => Fate) {
    const scene = new SagaScene(saga, fateOf);
    await scene.runToEnd();
    const history = await scene.memory.read('r1');
    if (history === undefined) throw new Error('There is no such run.');
    return history;
  }

  it('as JSON has every event', async () => {
    const history = await exported();
    const parsed = JSON.parse(exportSagaJson(history)) as { readonly events: unknown[] };
    expect(parsed.events.length).toBe(history.events.length);
    expect(parsed).toEqual(jasmine.objectContaining({ schema: 'ngx-convoy/saga-run/1' }));
  });

  it('as spans has one for the run and one for each attempt, forward and back', async () => {
    let first = true;
    const spans = exportSagaSpans(
      await exported((request) => {
        if (!request.startsWith('POST') || !first) return 'ok';
        first = false;
        return 'unavailable';
      }),
    );
    const [root, ...attempts] = spans;
    expect(root).toEqual(jasmine.objectContaining({ name: 'saga order', status: 'error' }));
    expect(attempts.map(({ name, status }) => `${name}: ${status}`)).toEqual([
      'reserve: error',
      'reserve: ok',
      'pay: error',
      'undo reserve: ok',
    ]);
    expect(attempts.every(({ parentSpanId }) => parentSpanId === root?.spanId)).toBeTrue();
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(5);
    expect(spans.every(({ spanId }) => /^[0-9a-f]{16}$/.test(spanId))).toBeTrue();
  });

  it('leaves open what is open', async () => {
    const scene = new SagaScene(saga, () => 'hang');
    await scene.live();
    const history = await scene.memory.read('r1');
    const spans = history === undefined ? [] : exportSagaSpans(history);
    expect(spans.map(({ end }) => end)).toEqual([undefined, undefined]);
  });
});
