import { ManualClock } from 'ngx-convoy/testing';
import { type OriginOptions, Origins } from '../bulkhead/origins';
import { BulkheadFullError, QueueClearedError } from '../bulkhead/bulkhead-errors';
import { DeadlineExceededError } from '../errors';
import { DeadlineTimer } from '../timeout/deadline-timer';
import type { CallEvent } from './call-event';
import { scriptedCalls } from './scripted-calls.spec';
import type { ServiceOptions } from './service-options';

/** Services whose instances share origins with one place each, unless said otherwise. */
function setUp(options: OriginOptions = {}) {
  const clock = new ManualClock();
  const origins = new Origins({ limitOf: () => 1, ...options }, clock, new DeadlineTimer(clock));
  const service = (instances: readonly string[], of: Partial<ServiceOptions> = {}) =>
    scriptedCalls({ balancing: 'round-robin', ...of }, [...instances], { clock, origins });
  return { clock, origins, service };
}
function eventsOf(observer: { readonly heard: jasmine.Spy }): readonly CallEvent[] {
  return observer.heard.calls.allArgs().flat() as CallEvent[];
}

const down = new Error('down');

interface Scene {
  readonly first: ReturnType<ReturnType<typeof scriptedCalls>['call']>;
  readonly clock: ManualClock;
}

describe('Limits per origin', () => {
  it('let an attempt wait until one at the same origin has ended, whatever service that belongs to', () => {
    const { service, origins } = setUp();
    const first = service(['a']).call();
    const second = service(['a']).call();
    first.subject.start();
    second.subject.start();
    expect(second.transport.sent).toEqual([]);
    expect(origins.get('http://a.test')?.waiting).toBe(1);
    first.transport.last.succeed('done');
    expect(second.transport.instances).toEqual(['a']);
    second.transport.last.succeed('42');
    expect(second.observer.done).toHaveBeenCalledOnceWith('42');
    expect(origins.get('http://a.test')?.inFlight).toBe(0);
  });

  it('keep to the order of urgency and of deadlines across services', () => {
    const { service } = setUp();
    const shop = service(['a']);
    const bank = service(['a']);
    const first = shop.call();
    first.subject.start();
    const calls = [
      shop.call(),
      bank.call({ priority: 'low' }),
      shop.call({ priority: 'low', deadline: 5_000 }),
      bank.call({ priority: 'critical' }),
    ];
    const order: number[] = [];
    for (const { subject } of calls) subject.start();
    first.transport.last.succeed('');
    while (order.length < calls.length) {
      const next = calls.findIndex(
        ({ transport }, index) => transport.sent.length === 1 && !order.includes(index),
      );
      order.push(next);
      calls[next]?.transport.last.succeed('');
    }
    expect(order).toEqual([3, 0, 2, 1]);
  });

  it('are no matter for instances at other origins', () => {
    const { service } = setUp();
    const calls = [service(['a']).call(), service(['b']).call()];
    for (const { subject } of calls) subject.start();
    expect(calls.map(({ transport }) => transport.sent.length)).toEqual([1, 1]);
  });

  it('lead to another fit instance when the origin of the one that is picked has no place', () => {
    const { service } = setUp();
    service(['a']).call().subject.start();
    const { call, upstream } = service(['a', 'b', 'c']);
    upstream.setHealth('b', 'fail');
    const { subject, transport } = call();
    subject.start();
    expect(transport.instances).toEqual(['c']);
  });

  it('let it wait for the one that is picked when no origin has a place', () => {
    const { service } = setUp();
    const others = [service(['a']).call(), service(['b']).call()];
    for (const { subject } of others) subject.start();
    const { subject, transport } = service(['a', 'b']).call();
    subject.start();
    expect(transport.sent).toEqual([]);
    others[0]?.transport.last.succeed('');
    expect(transport.instances).toEqual(['a']);
  });

  it('let it go elsewhere when the instance it has waited for is out by then', () => {
    const { service, origins } = setUp();
    const others = [service(['a']).call(), service(['b']).call()];
    for (const { subject } of others) subject.start();
    const { call, upstream } = service(['a', 'b']);
    const { subject, transport } = call();
    subject.start();
    upstream.setHealth('a', 'fail');
    others[1]?.transport.last.succeed('');
    others[0]?.transport.last.succeed('');
    expect(transport.instances).toEqual(['b']);
    expect(origins.get('http://a.test')?.inFlight).toBe(0);
  });

  it('let the time of an attempt begin when it is sent', () => {
    const { service, clock } = setUp();
    const first = service(['a'], { timeout: 10_000 }).call();
    const { call } = service(['a']);
    const { subject, transport, observer } = call({ timeout: 1_000, retries: 0 });
    first.subject.start();
    subject.start();
    clock.advance(3_000);
    expect(observer.failed).not.toHaveBeenCalled();
    first.transport.last.succeed('');
    clock.advance(900);
    transport.last.succeed('42');
    expect(observer.done).toHaveBeenCalledOnceWith('42');
  });

  it('do not make the service slow: its breaker learns of the time after the waiting', () => {
    const { service, clock } = setUp();
    const first = service(['a'], { timeout: 10_000 }).call();
    const { call, upstream } = service(['a'], { breaker: { slowCallDuration: 2_000 } });
    const { subject, transport } = call();
    first.subject.start();
    subject.start();
    clock.advance(3_000);
    first.transport.last.succeed('');
    clock.advance(1_000);
    transport.last.succeed('42');
    expect(upstream.breaker.totals().slow).toBe(0);
  });

  it('tell of the waiting', () => {
    const { service, clock } = setUp();
    const first = service(['a']).call();
    const { subject, observer } = service(['a']).call();
    first.subject.start();
    subject.start();
    const at = clock.now();
    clock.advance(700);
    first.transport.last.succeed('');
    expect(eventsOf(observer)).toEqual([
      { type: 'queued', at, by: 'origin' },
      { type: 'admitted', at: at + 700, waitedMs: 700 },
    ]);
  });

  it('count for a repetition as for a first attempt', () => {
    const { service, clock } = setUp();
    const { call } = service(['a']);
    const { subject, transport, observer } = call();
    const other = service(['a']).call();
    subject.start();
    transport.last.fail(down);
    other.subject.start();
    clock.advance(2_000);
    expect(transport.sent.length).toBe(1);
    other.transport.last.succeed('');
    transport.last.succeed('42');
    expect(transport.sent.length).toBe(2);
    expect(observer.done).toHaveBeenCalledOnceWith('42');
  });

  it('leave no place for a hedge that there is no place for', () => {
    const { service, clock } = setUp();
    service(['b']).call().subject.start();
    const { call } = service(['a', 'b'], { hedge: { delay: 100 } });
    const { subject, transport, observer } = call();
    subject.start();
    clock.advance(150);
    expect(transport.instances).toEqual(['a']);
    expect(eventsOf(observer)).toContain(
      jasmine.objectContaining({ type: 'no-hedge', reason: 'origin' }),
    );
  });

  describe('give the place back', () => {
    const ways: readonly (readonly [string, (scene: Scene) => void])[] = [
      ['when the attempt fails', ({ first }) => first.transport.last.fail(down)],
      ['when nobody answers', ({ first }) => first.transport.last.finishWithoutAnswer()],
      ['when the call is cancelled', ({ first }) => first.subject.cancel()],
      ['when the attempt takes too long', ({ clock }) => clock.advance(1_050)],
      ['when the call takes too long', ({ clock }) => clock.advance(5_050)],
    ];
    for (const [when, end] of ways) {
      it(when, () => {
        const { service, clock, origins } = setUp();
        const timeout = when.includes('attempt takes') ? 1_000 : 60_000;
        const limits = { timeout, deadline: 5_000, retries: 0 };
        const first = service(['a']).call(limits);
        const second = service(['a']).call();
        first.subject.start();
        second.subject.start();
        end({ first, clock });
        expect(second.transport.sent.length).toBe(1);
        second.transport.last.succeed('');
        expect(origins.get('http://a.test')?.inFlight).toBe(0);
      });
    }

    it('only when what took it is aborted: the browser never has more to do than that', () => {
      const { service } = setUp();
      const { call } = service(['a']);
      const first = call();
      const second = service(['a']).call();
      first.subject.start();
      second.subject.start();
      second.transport.whileSending = () => {
        expect(first.transport.aborted.length).toBe(1);
      };
      first.subject.cancel();
      expect(second.transport.sent.length).toBe(1);
    });
  });

  describe('end the waiting', () => {
    it('at once when the caller leaves', () => {
      const { service, origins } = setUp();
      service(['a']).call().subject.start();
      const { subject, observer } = service(['a']).call();
      subject.start();
      subject.cancel();
      expect(origins.get('http://a.test')?.waiting).toBe(0);
      expect(observer.failed).not.toHaveBeenCalled();
    });

    it('with the deadline of the call, which then says so and counts for nothing', () => {
      const { service, clock } = setUp();
      service(['a'], { timeout: 60_000, deadline: 60_000 }).call().subject.start();
      const { call, upstream } = service(['a']);
      const { subject, observer } = call({ deadline: 1_000 });
      subject.start();
      clock.advance(1_050);
      expect(observer.failed).toHaveBeenCalledOnceWith(jasmine.any(DeadlineExceededError));
      expect(upstream.breaker.totals().total).toBe(0);
    });

    it('before it begins when there is no room to wait', () => {
      const { service } = setUp({ queueLimit: 0 });
      service(['a']).call().subject.start();
      const { call, upstream } = service(['a']);
      const { subject, observer, transport } = call();
      subject.start();
      expect(observer.failed).toHaveBeenCalledOnceWith(jasmine.any(BulkheadFullError));
      expect(eventsOf(observer)).toEqual([
        jasmine.objectContaining({ type: 'refused', by: 'origin', reason: 'full' }),
      ]);
      expect([transport.sent.length, upstream.breaker.totals().total]).toEqual([0, 0]);
    });

    it('when an operator empties the queue', () => {
      const { service, origins } = setUp();
      service(['a']).call().subject.start();
      const { subject, observer } = service(['a']).call();
      subject.start();
      origins.get('http://a.test')?.clear();
      expect(observer.failed).toHaveBeenCalledOnceWith(jasmine.any(QueueClearedError));
    });
  });
});
