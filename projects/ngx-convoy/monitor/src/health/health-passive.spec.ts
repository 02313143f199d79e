import { TestBed } from '@angular/core/testing';
import { Upstreams } from 'ngx-convoy';
import { BAD, catalog, GOOD, type House, healthOf, house, never } from './checked-house.spec';

const one = [{ ...catalog, instances: ['http://a.test'] }];

/** Calls that end so, as the pipeline counts them. */
function calls(it: House, outcomes: readonly ('success' | 'failure')[]): void {
  const upstream = TestBed.inject(Upstreams).get('catalog');
  const endpoint = upstream?.endpoint('http://a.test');
  for (const outcome of outcomes) {
    const now = it.clock.now();
    if (outcome === 'success') endpoint?.answered(20, now);
    else endpoint?.failed(20, undefined, now);
    upstream?.count(outcome, 20, now, outcome === 'failure' ? new Error('503') : undefined);
  }
}

function times<const T>(count: number, value: T): readonly T[] {
  return Array.from({ length: count }, () => value);
}

describe('HealthChecks, listening to calls', () => {
  it('asks at once after five failures in a row', async () => {
    const it = await house(one);
    it.urls();
    calls(it, times(4, 'failure'));
    await it.pass(1);
    expect(it.urls()).toEqual([]);
    calls(it, ['failure']);
    await it.pass(0);
    expect(it.urls()).toEqual(['http://a.test/health']);
  });

  it('asks at once when half of twenty calls have failed within ten seconds', async () => {
    const it = await house(one);
    it.urls();
    for (let pair = 0; pair < 9; pair += 1) calls(it, ['success', 'failure']);
    await it.pass(0);
    expect(it.urls()).toEqual([]);
    calls(it, ['success', 'failure']);
    await it.pass(0);
    expect(it.urls().length).toBe(1);
  });

  it('does not ask again and again because calls go on failing', async () => {
    const it = await house(one);
    it.urls();
    for (let second = 0; second < 10; second += 1) {
      calls(it, times(20, 'failure'));
      await it.pass(1_000);
    }
    expect(it.urls().length).toBe(2);
  });

  it('leaves a probe out where three calls were answered, and makes every fourth all the same', async () => {
    const it = await house(one);
    it.urls();
    const asked: number[] = [];
    for (let interval = 0; interval < 8; interval += 1) {
      calls(it, times(3, 'success'));
      await it.pass(15_000);
      asked.push(it.urls().length);
    }
    expect(asked).toEqual([0, 0, 0, 1, 0, 0, 0, 1]);
    expect(healthOf(it.registry)).toEqual(['pass']);
  });

  it('asks where one of the calls has failed', async () => {
    const it = await house(one);
    it.urls();
    calls(it, ['success', 'success', 'success', 'failure']);
    await it.pass(15_000);
    expect(it.urls().length).toBe(1);
  });

  it('asks what is down half as often each time, and three times as often while somebody waits', async () => {
    const it = await house(one, { health: { fall: 1 } });
    it.answer = () => Promise.resolve(BAD);
    it.urls();
    const pauses: number[] = [];
    let last = 0;
    for (let second = 1; second <= 120; second += 1) {
      await it.pass(1_000);
      if (it.urls().length === 0) continue;
      pauses.push(second - last);
      last = second;
    }
    expect(pauses).toEqual([15, 15, 30, 60]);
    calls(it, ['failure']);
    await it.pass(19_000);
    expect(it.urls().length).toBe(0);
    await it.pass(1_000);
    expect(it.urls().length).toBe(1);
  });

  it('holds a service to be worse than its instances say when its calls fail, until they are answered', async () => {
    const it = await house(one);
    calls(it, [...times(8, 'success'), ...times(5, 'failure')]);
    await it.pass(0);
    expect(it.registry.services()[0]).toEqual(
      jasmine.objectContaining({ status: 'degraded', reason: '38 % of its calls fail' }),
    );
    calls(it, times(100, 'success'));
    await it.pass(20_000);
    expect(it.registry.services()[0]?.status).toBe('up');
    expect(it.clock.pending).withContext('the next probe, and the beat of the alerts').toBe(2);
  });

  it('asks the instance whose breaker opens, and nobody else', async () => {
    const it = await house();
    await it.pass(10_000);
    it.urls();
    const upstream = TestBed.inject(Upstreams).get('catalog');
    upstream?.endpoint('http://b.test')?.breaker.moveTo('open', '5 failures in a row');
    await it.pass(0);
    expect(it.urls()).toEqual(['http://b.test/health']);
  });
});

describe('HealthChecks, asking', () => {
  it('leaves a service alone for as long as its answer says that it is fresh', async () => {
    const it = await house(one);
    it.answer = () => Promise.resolve({ ...GOOD, freshFor: 40_000 });
    await it.pass(15_000);
    it.urls();
    await it.pass(39_000);
    expect(it.urls()).toEqual([]);
    await it.pass(1_000);
    expect(it.urls().length).toBe(1);
  });

  it('judges by the conditions of the service', async () => {
    const it = await house(one, {
      health: { fall: 1 },
      services: { catalog: { conditions: ['[STATUS] == any(200, 429)', '[BODY].queue < 10'] } },
    });
    const evidence = { httpStatus: 429, body: { queue: 5 } };
    it.answer = () => Promise.resolve({ status: 'fail', checks: [], evidence });
    await it.checks.checkNow();
    expect(healthOf(it.registry)).toEqual(['pass']);
    evidence.body.queue = 11;
    await it.checks.checkNow();
    expect(it.registry.instances()[0]?.unfit).toBe(
      'its health check fails: [BODY].queue < 10: it was 11',
    );
  });

  it('asks a service as a whole at an address of its own, and takes that for its state', async () => {
    const url = 'https://gate.test/orders/health?full';
    const it = await house(one, {
      health: { fall: 1 },
      services: { catalog: { healthEndpoint: url } },
    });
    expect(it.urls()).toEqual([url]);
    it.answer = () =>
      Promise.resolve({ status: 'fail', output: 'moving house', isPlanned: true, checks: [] });
    await it.checks.checkNow('catalog');
    expect(it.checks.lastCheck('catalog')?.answer.output).toBe('moving house');
    expect(it.registry.services()[0]).toEqual(
      jasmine.objectContaining({
        ...{ status: 'down', reason: 'it is out of service on purpose: moving house' },
      }),
    );
    it.answer = () => Promise.resolve(GOOD);
    await it.checks.checkNow('catalog');
    await it.checks.checkNow('catalog');
    expect(it.registry.services()[0]?.status).toBe('up');
  });

  it('changes how it asks while it asks', async () => {
    const it = await house(one);
    it.urls();
    it.checks.configure('catalog', { checkInterval: 2_000, fall: 1 });
    await it.pass(0);
    await it.pass(2_000);
    expect(it.urls().length).toBe(1);
    it.answer = () => Promise.resolve(BAD);
    await it.pass(2_000);
    expect(healthOf(it.registry)).toEqual(['fail']);

    it.checks.configure('catalog', { healthEndpoint: '/ready' });
    await it.pass(0);
    await it.pass(0);
    expect(it.urls().at(-1)).toBe('http://a.test/ready');

    it.checks.configure('catalog', { enabled: false });
    await it.pass(0);
    it.urls();
    await it.pass(60_000);
    expect(it.urls()).toEqual([]);
    expect(() => {
      it.checks.configure('catalog', { checkInterval: 1 });
    }).toThrowError(/^checks of 'catalog'\.checkInterval must be/);
  });

  it('says when the next check is', async () => {
    const it = await house(one);
    expect(it.checks.nextCheckAt('catalog/http://a.test')).toBe(15_000);
    expect(it.checks.nextCheckAt('nobody')).toBeUndefined();
    it.answer = never;
    await it.pass(15_000);
    expect(it.clock.pending).withContext('patience, and the beat of the alerts').toBe(2);
  });
});
