import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideConvoy } from 'ngx-convoy';
import {
  CannotCancelAfterPivotError,
  ConfigurationError,
  defineSaga,
  SagaIdTakenError,
} from 'ngx-convoy/core';
import { Backend, forget, freshName, Tab, until } from '../tabs.spec';
import type { SagasOptions } from './sagas-options';

const order = defineSaga<{ readonly total: number }>('order', { version: 1 })
  .step('reserve', {
    run: ({ http, input }) => http.post<{ key: string }>('/reserve', input),
    compensate: ({ http, stepKey }) => http.delete(`/reserve/by-key/${stepKey}`),
  })
  .pivot('pay', {
    run: ({ http, outputs }) => http.post<{ key: string }>('/pay', { for: outputs.reserve.key }),
  })
  .step('ship', { run: ({ http }) => http.post<{ key: string }>('/ship', {}) })
  .build(({ outputs }) => outputs.ship.key);

describe('SagaRunner', () => {
  let name: string;
  let backend: Backend;
  let tabs: Tab[];

  beforeEach(() => {
    name = freshName();
    backend = new Backend();
    tabs = [];
    TestBed.configureTestingModule({ providers: [provideConvoy({ services: [] })] });
  });

  afterEach(async () => {
    for (const tab of tabs) tab.close();
    await forget(name);
  });

  function open(options: SagasOptions = {}, sagas = [order]): Tab {
    const tab = new Tab(sagas, backend, { name, ...options });
    tabs.push(tab);
    return tab;
  }

  it('runs a saga to its result, and shows every step on the way', async () => {
    const { runner, runs } = open();
    const run = runner.start(order, { total: 5 }, { id: 'o1' });
    expect(run.status()).toBe('pending');
    expect(run.steps().map(({ path, status }) => `${path} ${status}`)).toEqual([
      'reserve open',
      'pay open',
      'ship open',
    ]);
    expect(await run.accepted).toBe('new');
    expect(await run.finished()).toEqual({ kind: 'completed', output: 'o1:ship' });
    expect(run.result()).toBe('o1:ship');
    expect(run.steps().map(({ status }) => status)).toEqual(['done', 'done', 'done']);
    expect(backend.requests).toEqual([
      'POST /reserve o1:reserve',
      'POST /pay o1:pay',
      'POST /ship o1:ship',
    ]);
    expect(runs.newest().map(({ id, status }) => [id, status])).toEqual([['o1', 'completed']]);
    expect(runner.journal().state).toBe('ready');
  });

  it('makes one order of a double click, and gives the old result to whoever starts it again', async () => {
    const { runner } = open();
    const first = runner.start(order, { total: 5 }, { id: 'o1' });
    const second = runner.start(order, { total: 5 }, { id: 'o1' });
    const answers = await Promise.all([first.accepted, second.accepted]);
    expect(answers.sort()).toEqual(['existing', 'new']);
    await Promise.all([first.finished(), second.finished()]);
    expect(backend.requests.length).toBe(3);
    const later = runner.start(order, { total: 5 }, { id: 'o1' });
    expect(await later.finished()).toEqual({ kind: 'completed', output: 'o1:ship' });
    expect(backend.requests.length).toBe(3);
  });

  it('refuses an id that is taken, when it is told to', async () => {
    const { runner } = open();
    await runner.start(order, { total: 5 }, { id: 'o1' }).finished();
    const again = runner.start(order, { total: 5 }, { id: 'o1', onConflict: 'fail' });
    await expectAsync(again.accepted).toBeRejectedWithError(SagaIdTakenError);
  });

  it('refuses a saga that nobody could go on with after a reload', () => {
    const other = defineSaga('other', { version: 1 }).build();
    expect(() => open().runner.start(other, undefined)).toThrowError(ConfigurationError);
  });

  it('turns back when a step is refused, and says why', async () => {
    backend.fates.set('POST /pay', 402);
    const run = open().runner.start(order, { total: 5 }, { id: 'o1' });
    expect((await run.finished()).kind).toBe('compensated');
    expect(run.failure()?.status).toBe(402);
    expect(backend.effects.size).toBe(0);
    expect(run.steps().map(({ status }) => status)).toEqual(['undone', 'failed', 'open']);
  });

  it('lets one tab execute and all of them watch', async () => {
    const first = open();
    await until(() => first.runner.isRunner());
    const second = open();
    const run = second.runner.start(order, { total: 5 }, { id: 'o1' });
    expect((await run.finished()).kind).toBe('completed');
    expect(second.runner.isRunner()).toBeFalse();
    await until(() => first.runs.newest()[0]?.status === 'completed');
    expect(backend.requests.length).toBe(3);
  });

  it('takes over at once when the tab that executes is closed', async () => {
    backend.fates.set('POST /pay', 'hang');
    const first = open();
    first.runner.start(order, { total: 5 }, { id: 'o1' });
    await until(() => backend.requests.length === 2);
    const second = open();
    const run = second.runner.run('o1', order);
    await run.accepted;
    backend.fates.clear();
    first.close();
    expect(await run.finished()).toEqual({ kind: 'completed', output: 'o1:ship' });
    expect(backend.requests).toEqual([
      'POST /reserve o1:reserve',
      'POST /pay o1:pay',
      'POST /pay o1:pay',
      'POST /ship o1:ship',
    ]);
  });

  it('takes commands in any tab', async () => {
    backend.fates.set('POST /reserve', 'hang');
    const first = open();
    await until(() => first.runner.isRunner());
    first.runner.start(order, { total: 5 }, { id: 'o1' });
    await until(() => backend.requests.length === 1);
    const run = open().runner.run('o1');
    await run.cancel({ by: 'Ada', reason: 'changed her mind' });
    expect(await run.finished()).toEqual({
      kind: 'compensated',
      cause: { kind: 'cancelled', operator: { by: 'Ada', reason: 'changed her mind' } },
    });
    expect(backend.tombstones).toEqual(new Set(['o1:reserve']));
  });

  it('does not cancel what is past its pivot', async () => {
    backend.fates.set('POST /ship', 404);
    const run = open().runner.start(order, { total: 5 }, { id: 'o1' });
    await until(() => run.status() === 'stuck');
    await expectAsync(run.cancel()).toBeRejectedWithError(CannotCancelAfterPivotError);
    backend.fates.clear();
    await run.retry();
    expect((await run.finished()).kind).toBe('completed');
  });

  it('resumes and shows nothing of somebody else', async () => {
    backend.fates.set('POST /pay', 'hang');
    const who = signal<string | undefined>('ada');
    const { runner, runs } = open({ identity: () => who() });
    runner.start(order, { total: 5 }, { id: 'o1' });
    await until(() => backend.requests.length === 2);
    backend.fates.clear();
    who.set('eve');
    TestBed.tick();
    await until(() => runner.isRunner());
    const eves = runner.start(order, { total: 7 }, { id: 'o2' });
    await eves.finished();
    expect(runs.newest().map(({ id }) => id)).toEqual(['o2']);
    await expectAsync(runner.run('o1').accepted).toBeRejected();
    await expectAsync(runner.start(order, { total: 5 }, { id: 'o1' }).accepted).toBeRejected();
    expect(backend.effects.has('o1:pay')).toBeFalse();
    who.set('ada');
    TestBed.tick();
    expect((await runner.run('o1').finished()).kind).toBe('completed');
  });

  it('suspends runs of a version that is not here, and goes on when it is', async () => {
    backend.fates.set('POST /pay', 'hang');
    const first = open();
    first.runner.start(order, { total: 5 }, { id: 'o1' });
    await until(() => backend.requests.length === 2);
    first.close();
    const next = defineSaga<{ readonly total: number }>('order', { version: 2 }).build(() => '');
    const second = open({}, [next]);
    await until(() => second.runs.newest()[0]?.status === 'suspended');
    second.close();
    backend.fates.clear();
    expect((await open({}, [order, next]).runner.run('o1').finished()).kind).toBe('completed');
  });

  it('exports a run', async () => {
    const { runner } = open();
    await runner.start(order, { total: 5 }, { id: 'o1' }).finished();
    expect(await runner.exportJson('o1')).toContain('ngx-convoy/saga-run/1');
    expect((await runner.exportSpans('o1')).length).toBe(4);
    expect(await runner.exportJson('o9')).toBeUndefined();
  });

  it('forgets runs that ended long ago', async () => {
    const first = open();
    await first.runner.start(order, { total: 5 }, { id: 'o1' }).finished();
    first.close();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = open({ keepEnded: 1 });
    await until(() => second.runner.isRunner());
    await second.runner.start(order, { total: 5 }, { id: 'o2' }).finished();
    await until(() => second.runs.newest().every(({ id }) => id === 'o2'));
    await expectAsync(second.runner.run('o1').accepted).toBeRejected();
  });

  it('refuses to begin anything when nothing can be stored', async () => {
    const denied = spyOn(IDBFactory.prototype, 'open').and.throwError(
      new DOMException('denied', 'SecurityError'),
    );
    const { runner } = open();
    const run = runner.start(order, { total: 5 }, { id: 'o1' });
    await expectAsync(run.accepted).toBeRejected();
    expect(run.status()).toBe('refused');
    expect((await run.finished()).kind).toBe('refused');
    expect(runner.journal().state).toBe('refused');
    expect(backend.requests).toEqual([]);
    denied.and.callThrough();
  });

  it('keeps what is private out of the journal', async () => {
    const { runner, storage } = open({
      serializer: {
        encode: (value, { kind }) => (kind === 'input' ? { total: 'hidden' } : value),
        decode: (value) => Promise.resolve(value),
      },
    });
    await runner.start(order, { total: 5 }, { id: 'o1' }).finished();
    const history = await storage.journal.read('o1');
    expect(JSON.stringify(history)).toContain('hidden');
    expect(JSON.stringify(history)).not.toContain('"total":5');
  });

  it('works in memory, for what need not survive', async () => {
    const { runner } = open({ journal: 'memory' });
    expect((await runner.start(order, { total: 5 }).finished()).kind).toBe('completed');
    expect(runner.isRunner()).toBeTrue();
  });
});
