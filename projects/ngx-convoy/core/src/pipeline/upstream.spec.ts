import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import { ConfigurationError } from '../errors';
import { DeadlineTimer } from '../timeout/deadline-timer';
import { resolveServiceOptions, type ServiceOptions } from './service-options';
import { Upstream } from './upstream';

function setUp(ids: readonly string[], options: Partial<ServiceOptions> = {}) {
  const clock = new ManualClock();
  const listener = {
    circuitMoved: jasmine.createSpy('circuitMoved'),
    instancesChanged: jasmine.createSpy('instancesChanged'),
    counted: jasmine.createSpy('counted'),
  };
  const upstream = new Upstream(
    resolveServiceOptions({ name: 'catalog', ...options }, 'service'),
    { clock, random: seededRandom(1), deadlines: new DeadlineTimer(clock) },
    listener,
  );
  const list = (...names: readonly string[]): void => {
    upstream.setEndpoints(names.map((id) => ({ id, url: `http://${id}.test` })));
  };
  list(...ids);
  const picks = (times: number): readonly (string | undefined)[] =>
    Array.from({ length: times }, () => upstream.instances.pick(clock.now(), [])?.id);
  return { clock, listener, upstream, list, picks };
}

describe('Upstream', () => {
  it('keeps the state of an instance that stays, and lets one that goes finish', () => {
    const { upstream, list } = setUp(['a', 'b']);
    const a = upstream.endpoint('a');
    const b = upstream.endpoint('b');
    list('c', 'a');
    expect(upstream.endpoint('a')).toBe(a);
    expect(b?.draining).toBeTrue();
    expect(upstream.endpoints.map((endpoint) => endpoint.id)).toEqual(['c', 'a']);
  });

  it('picks neither an unhealthy instance nor one whose breaker is open', () => {
    const { upstream, picks } = setUp(['a', 'b', 'c', 'd']);
    upstream.setHealth('a', 'fail');
    upstream.endpoint('b')?.breaker.moveTo('open', 'it failed');
    expect(new Set(picks(20))).toEqual(new Set(['c', 'd']));
  });

  it('picks an instance that has not been tried before one that has', () => {
    const { upstream, clock } = setUp(['a', 'b']);
    const a = upstream.endpoint('a');
    expect(upstream.instances.pick(clock.now(), a === undefined ? [] : [a])?.id).toBe('b');
  });

  it('picks among all when every one is refused: a wrong verdict must not lock everybody out', () => {
    const { upstream, picks } = setUp(['a', 'b']);
    upstream.setHealth('a', 'fail');
    upstream.setHealth('b', 'fail');
    expect(new Set(picks(10))).toEqual(new Set(['a', 'b']));
  });

  it('picks an instance again once its break is over', () => {
    const { upstream, picks, clock } = setUp(['a', 'b']);
    upstream.endpoint('a')?.breaker.moveTo('open', 'it failed');
    expect(new Set(picks(4))).toEqual(new Set(['b']));
    clock.advance(10_000);
    expect(new Set(picks(4))).toEqual(new Set(['a', 'b']));
  });

  const states: readonly {
    readonly title: string;
    readonly change: (upstream: Upstream) => void;
    readonly status: string;
    readonly reason: string;
  }[] = [
    { title: 'nothing was heard', change: () => undefined, status: 'unknown', reason: 'nothing' },
    {
      title: 'an instance is well',
      change: (upstream) => {
        upstream.setHealth('a', 'pass');
      },
      status: 'up',
      reason: 'answered',
    },
    {
      title: 'an instance warns',
      change: (upstream) => {
        upstream.setHealth('a', 'warn');
      },
      status: 'degraded',
      reason: 'warning',
    },
    {
      title: 'an instance says what it warns of',
      change: (upstream) => {
        upstream.setHealth('a', 'warn', 'disk nearly full');
      },
      status: 'degraded',
      reason: 'an instance reports a warning: disk nearly full',
    },
    {
      title: 'who watches it finds it slow',
      change: (upstream) => {
        upstream.setHealth('a', 'pass');
        upstream.assess({ status: 'degraded', reason: 'its calls are slow' });
      },
      status: 'degraded',
      reason: 'its calls are slow',
    },
    {
      title: 'who watches it has nothing worse to say',
      change: (upstream) => {
        upstream.setHealth('a', 'fail');
        upstream.setHealth('b', 'fail');
        upstream.assess({ status: 'degraded', reason: 'its calls are slow' });
      },
      status: 'down',
      reason: 'no instance is healthy',
    },
    {
      title: 'one instance of two is out',
      change: (upstream) => {
        upstream.setHealth('a', 'fail');
      },
      status: 'degraded',
      reason: '1 of 2 instances out',
    },
    {
      title: 'all instances are out',
      change: (upstream) => {
        upstream.setHealth('a', 'fail');
        upstream.setHealth('b', 'fail');
      },
      status: 'down',
      reason: 'no instance is healthy',
    },
    {
      title: 'its breaker is open',
      change: (upstream) => {
        upstream.breaker.moveTo('open', '5 failures in a row');
      },
      status: 'down',
      reason: '5 failures in a row',
    },
    {
      title: 'an operator has closed it',
      change: (upstream) => {
        upstream.breaker.moveTo('forced-open', 'maintenance');
      },
      status: 'down',
      reason: 'maintenance',
    },
  ];
  for (const row of states) {
    it(`is ${row.status} when ${row.title}`, () => {
      const { upstream, clock } = setUp(['a', 'b']);
      row.change(upstream);
      const state = upstream.state(clock.now());
      expect(state.status).toBe(row.status);
      expect(state.reason).toContain(row.reason);
    });
  }

  it('tells of a health that changed, and not of one that did not', () => {
    const { upstream, listener } = setUp(['a']);
    listener.instancesChanged.calls.reset();
    upstream.setHealth('a', 'pass');
    upstream.setHealth('a', 'pass');
    upstream.setHealth('nobody', 'pass');
    expect(listener.instancesChanged).toHaveBeenCalledTimes(1);
  });

  it('makes a breaker for an instance when it is called, with the options of then', () => {
    const { upstream, clock, picks } = setUp(['a', 'b']);
    const a = upstream.endpoint('a');
    if (a === undefined) throw new Error('a is missing');
    picks(4);
    upstream.setHealth('a', 'pass');
    expect(a.breakerInUse).toBeUndefined();
    upstream.configure(
      resolveServiceOptions(
        { name: 'catalog', instanceBreaker: { consecutiveFailures: 1 } },
        'service',
      ),
    );
    const permit = upstream.instances.begin(a, clock.now());
    upstream.instances.settle(
      { endpoint: a, permit, panic: false, startedAt: clock.now() },
      'failure',
      new Error('no'),
      undefined,
      clock.now(),
    );
    expect(a.breakerInUse?.state).toBe('open');
    expect(new Set(picks(4))).toEqual(new Set(['b']));
  });

  it('names a wrong breaker option by its whole path', () => {
    expect(() => setUp([], { breaker: { failureRate: 1.5 } })).toThrowMatching(
      (error: unknown) =>
        error instanceof ConfigurationError &&
        error.option === 'service catalog.breaker.failureRate',
    );
    expect(() => setUp([], { instanceBreaker: { timeoutDuration: -1 } })).toThrowMatching(
      (error: unknown) =>
        error instanceof ConfigurationError &&
        error.option === 'service catalog.instanceBreaker.timeoutDuration',
    );
  });

  it('tells of an assessment once, and of its end', () => {
    const { upstream, listener } = setUp(['a']);
    listener.instancesChanged.calls.reset();
    upstream.assess({ status: 'degraded', reason: 'slow' });
    upstream.assess({ status: 'degraded', reason: 'slow' });
    upstream.assess(undefined);
    upstream.assess(undefined);
    expect(listener.instancesChanged).toHaveBeenCalledTimes(2);
    expect(upstream.state(0).status).toBe('up');
  });

  it('counts failures in a row, whoever gave up or was refused between them', () => {
    const { upstream, clock } = setUp(['a']);
    const end = (outcome: 'success' | 'failure' | 'rejected' | 'cancelled'): number => {
      upstream.count(outcome, 5, clock.now(), outcome === 'failure' ? new Error('no') : undefined);
      return upstream.failuresInRow;
    };
    expect([end('failure'), end('rejected'), end('cancelled'), end('failure')]).toEqual([
      1, 1, 1, 2,
    ]);
    expect(end('success')).toBe(0);
  });
});
