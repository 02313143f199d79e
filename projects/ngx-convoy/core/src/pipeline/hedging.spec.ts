import { scriptedCalls } from './scripted-calls.spec';

const down = new Error('down');

/** Two instances and a hedge after 100 ms. */
function hedged(options: Parameters<typeof scriptedCalls>[0] = {}, instances = ['a', 'b', 'c']) {
  return scriptedCalls({ hedge: { delay: 100 }, timeout: 2_000, ...options }, instances);
}

describe('Hedging', () => {
  it('sends a second attempt to another instance when the first is slow', () => {
    const { call, clock } = hedged();
    const { subject, transport } = call();
    subject.start();
    clock.advance(99);
    expect(transport.instances).toEqual(['a']);
    clock.advance(1);
    expect(transport.instances).toEqual(['a', 'b']);
    expect(transport.sent.map(({ attempt }) => attempt.isHedge)).toEqual([false, true]);
  });

  it('takes whichever answers first, aborts the other and counts nothing for it', () => {
    const { call, clock, upstream } = hedged();
    const { subject, transport, observer } = call();
    subject.start();
    clock.advance(100);
    transport.at(1).succeed('from b');
    expect(observer.done).toHaveBeenCalledOnceWith('from b');
    expect(transport.aborted.map((attempt) => attempt.endpoint.id)).toEqual(['a']);
    expect(upstream.endpoint('a')?.inFlight).toBe(0);
    expect(upstream.endpoint('a')?.breaker.totals().total).toBe(0);
    expect(upstream.breaker.totals().total).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it('waits for the one that still runs when the other fails', () => {
    const { call, clock } = hedged();
    const { subject, transport, observer } = call();
    subject.start();
    clock.advance(100);
    transport.at(0).fail(down);
    expect(observer.failed).not.toHaveBeenCalled();
    transport.at(1).succeed('from b');
    expect(observer.done).toHaveBeenCalledOnceWith('from b');
  });

  it('goes on with retries when both fail', () => {
    const { call, clock } = hedged({ retry: { attempts: 2 } });
    const { subject, transport, observer } = call();
    subject.start();
    clock.advance(100);
    transport.at(0).fail(down);
    transport.at(1).fail(down);
    clock.advance(2_000);
    transport.last.succeed('from c');
    expect(transport.instances).toEqual(['a', 'b', 'c']);
    expect(observer.done).toHaveBeenCalledOnceWith('from c');
  });

  it('ends both when the answer is that the caller is wrong', () => {
    const { call, clock } = hedged();
    const { subject, transport, observer } = call();
    transport.verdict = { outcome: 'success', retryable: false };
    subject.start();
    clock.advance(100);
    transport.at(0).fail(new Error('404'));
    expect(observer.failed).toHaveBeenCalledTimes(1);
    expect(transport.aborted.map((attempt) => attempt.endpoint.id)).toEqual(['b']);
  });

  it('happens once a call, from the retry budget', () => {
    const { call, clock, upstream } = hedged();
    const before = upstream.budget.available(clock.now());
    const { subject, transport } = call();
    subject.start();
    clock.advance(1_000);
    expect(transport.sent.length).toBe(2);
    expect(upstream.budget.available(clock.now())).toBeLessThan(before);
  });

  it('does not happen when the budget is spent, and leaves nothing behind', () => {
    const { call, clock, upstream } = hedged();
    while (upstream.budget.withdraw(clock.now()));
    const { subject, transport, observer } = call();
    subject.start();
    clock.advance(100);
    expect(transport.sent.length).toBe(1);
    expect(observer.heard).toHaveBeenCalledOnceWith({
      type: 'no-hedge',
      at: clock.now(),
      reason: 'budget',
    });
    expect(upstream.endpoints.map((endpoint) => endpoint.inFlight)).toEqual([1, 0, 0]);
    // Nothing is told of an attempt that was never sent.
    expect(transport.endings).toEqual([]);
  });

  it('never sends two attempts to one instance, nor one to an instance that is out', () => {
    const alone = hedged({}, ['a']);
    const one = alone.call();
    one.subject.start();
    alone.clock.advance(100);
    expect(one.transport.instances).toEqual(['a']);

    const { call, clock, upstream } = hedged({}, ['a', 'b']);
    upstream.setHealth('b', 'fail');
    const other = call();
    other.subject.start();
    clock.advance(100);
    expect(other.transport.instances).toEqual(['a']);
  });

  it('does not happen to what is not idempotent', () => {
    const { call, clock } = hedged();
    const { subject, transport } = call({ idempotent: false });
    subject.start();
    clock.advance(1_000);
    expect(transport.sent.length).toBe(1);
  });

  it('ends with a call that is cancelled: both attempts are aborted', () => {
    const { call, clock, upstream } = hedged();
    const { subject, transport } = call();
    subject.start();
    clock.advance(100);
    subject.cancel();
    expect(transport.aborted.length).toBe(2);
    expect(upstream.endpoints.map((endpoint) => endpoint.inFlight)).toEqual([0, 0, 0]);
    expect(clock.pending).toBe(0);
  });

  it('happens at the 95th percentile of the last minute, once there are enough calls', () => {
    const { call, clock } = hedged({ hedge: { minimumCalls: 10 } });
    const answerAfter = (ms: number): void => {
      const { subject, transport } = call();
      subject.start();
      clock.advance(ms);
      expect(transport.sent.length).toBe(1);
      transport.last.succeed('42');
    };
    for (let count = 0; count < 10; count += 1) answerAfter(200);
    const { subject, transport } = call();
    subject.start();
    clock.advance(190);
    expect(transport.sent.length).toBe(1);
    clock.advance(20);
    expect(transport.sent.length).toBe(2);
  });

  for (const hedge of [{ delay: 0 }, { delay: -1 }, { minimumCalls: 0 }, { minimumCalls: 1.5 }]) {
    it(`refuses ${JSON.stringify(hedge)}`, () => {
      expect(() => hedged({ hedge })).toThrowError(/^service orders\.hedge\./);
    });
  }
});
