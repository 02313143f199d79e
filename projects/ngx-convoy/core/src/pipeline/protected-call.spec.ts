import {
  AttemptTimeoutError,
  CircuitOpenError,
  DeadlineExceededError,
  NoInstanceError,
} from '../errors';
import { scriptedCalls as setUp } from './scripted-calls.spec';

const down = new Error('down');

describe('ProtectedCall', () => {
  it('hands on the answer of the instance that was picked', () => {
    const { call, upstream } = setUp();
    const { subject, transport, observer } = call();
    subject.start();
    transport.last.succeed('42');
    expect(observer.done).toHaveBeenCalledOnceWith('42');
    expect(upstream.endpoint('a')?.inFlight).toBe(0);
    expect(upstream.breaker.totals().total).toBe(1);
  });

  it('takes an answer that comes before the sending returns', () => {
    const { call, clock } = setUp();
    const { subject, transport, observer } = call();
    transport.immediate = 'cached';
    subject.start();
    expect(observer.done).toHaveBeenCalledOnceWith('cached');
    expect(clock.pending).toBe(0);
  });

  it('tries another instance after a failure, and the user sees nothing of it', () => {
    const { call, clock } = setUp();
    const { subject, transport, observer } = call();
    subject.start();
    transport.last.fail(down);
    clock.advance(2_000);
    transport.last.succeed('42');
    expect(transport.instances).toEqual(['a', 'b']);
    expect(observer.failed).not.toHaveBeenCalled();
    expect(observer.done).toHaveBeenCalledOnceWith('42');
  });

  it('counts one success for the service when a retry saves the call', () => {
    const { call, clock, upstream } = setUp();
    const { subject, transport } = call();
    subject.start();
    transport.last.fail(down);
    clock.advance(2_000);
    transport.last.succeed('42');
    expect(upstream.breaker.totals()).toEqual(jasmine.objectContaining({ total: 1, failed: 0 }));
    expect(upstream.endpoint('a')?.breaker.totals().failed).toBe(1);
  });

  it('gives up after its attempts, with the last error as it came', () => {
    const { call, clock } = setUp({ retry: { attempts: 2 } });
    const { subject, transport, observer } = call();
    subject.start();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      transport.last.fail(down);
      clock.advance(2_000);
    }
    expect(transport.sent.length).toBe(3);
    expect(observer.failed).toHaveBeenCalledOnceWith(down);
  });

  it('does not repeat what is not idempotent', () => {
    const { call, clock } = setUp();
    const { subject, transport, observer } = call({ idempotent: false });
    subject.start();
    transport.last.fail(down);
    clock.advance(10_000);
    expect(transport.sent.length).toBe(1);
    expect(observer.failed).toHaveBeenCalledOnceWith(down);
  });

  it("does not repeat the caller's own mistake, nor hold it against the service", () => {
    const { call, upstream } = setUp();
    const { subject, transport, observer } = call();
    transport.verdict = { outcome: 'success', retryable: false };
    subject.start();
    transport.last.fail(new Error('404'));
    expect(observer.failed).toHaveBeenCalledTimes(1);
    expect(upstream.breaker.totals()).toEqual(jasmine.objectContaining({ total: 1, failed: 0 }));
  });

  it('waits as long as the server asks', () => {
    const { call, clock } = setUp();
    const { subject, transport } = call();
    transport.verdict = { outcome: 'failure', retryable: true, retryAfter: 5_000 };
    subject.start();
    transport.last.fail(down);
    clock.advance(4_999);
    expect(transport.sent.length).toBe(1);
    clock.advance(1);
    expect(transport.sent.length).toBe(2);
  });

  it('makes no attempt that the deadline leaves no time for', () => {
    const { call } = setUp({ deadline: 3_000 });
    const { subject, transport, observer } = call();
    transport.verdict = { outcome: 'failure', retryable: true, retryAfter: 3_000 };
    subject.start();
    transport.last.fail(down);
    expect(observer.failed).toHaveBeenCalledOnceWith(down);
    expect(observer.heard).toHaveBeenCalledOnceWith({
      type: 'no-retry',
      at: jasmine.any(Number),
      reason: 'deadline',
    });
  });

  it('stops repeating when the retry budget is spent', () => {
    const { call, clock, upstream } = setUp({ breaker: { consecutiveFailures: 1_000 } });
    while (upstream.budget.withdraw(clock.now()));
    const { subject, transport, observer } = call();
    subject.start();
    transport.last.fail(down);
    expect(observer.failed).toHaveBeenCalledOnceWith(down);
    expect(observer.heard).toHaveBeenCalledOnceWith({
      type: 'no-retry',
      at: jasmine.any(Number),
      reason: 'budget',
    });
  });

  it('aborts an attempt that takes too long, counts it as failed and tries again', () => {
    const { call, clock, upstream } = setUp({ timeout: 1_000 });
    const { subject, transport, observer } = call();
    subject.start();
    clock.advance(1_050);
    expect(transport.aborted.length).toBe(1);
    expect(transport.endings).toEqual(['timeout']);
    expect(upstream.endpoint('a')?.breaker.totals().failed).toBe(1);
    clock.advance(200);
    transport.last.succeed('42');
    expect(observer.done).toHaveBeenCalledOnceWith('42');
  });

  it('names service, instance and limit when every attempt took too long', () => {
    const { call, clock } = setUp({ timeout: 1_000, retry: { attempts: 0 } });
    const { subject, observer } = call();
    subject.start();
    clock.advance(1_050);
    const error: unknown = observer.failed.calls.mostRecent().args[0];
    expect(error).toBeInstanceOf(AttemptTimeoutError);
    expect(error).toEqual(
      jasmine.objectContaining({ service: 'orders', instance: 'a', timeout: 1_000 }),
    );
  });

  it('ends at its deadline wherever it is, and aborts what is in flight', () => {
    const { call, clock, upstream } = setUp({ timeout: 5_000, deadline: 3_000 });
    const { subject, transport, observer } = call();
    subject.start();
    clock.advance(3_050);
    expect(observer.failed.calls.mostRecent().args[0]).toBeInstanceOf(DeadlineExceededError);
    expect(transport.aborted.length).toBe(1);
    expect(upstream.breaker.totals().failed).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it('is refused at once while the breaker is open, and nothing is sent', () => {
    const { call, upstream, clock } = setUp();
    upstream.breaker.moveTo('open', 'the operator said so');
    const { subject, transport, observer } = call();
    subject.start();
    expect(transport.sent.length).toBe(0);
    const error: unknown = observer.failed.calls.mostRecent().args[0];
    expect(error).toBeInstanceOf(CircuitOpenError);
    expect((error as CircuitOpenError).retryAt).toBeGreaterThan(clock.now());
    expect(upstream.traffic.snapshot(clock.now()).rejected).toBe(1);
  });

  it('fails without instances, and does not blame the service', () => {
    const { call, upstream, clock } = setUp({}, []);
    const { subject, observer } = call();
    subject.start();
    expect(observer.failed.calls.mostRecent().args[0]).toBeInstanceOf(NoInstanceError);
    expect(upstream.breaker.totals().total).toBe(0);
    expect(clock.pending).toBe(0);
  });

  describe('cancelled', () => {
    it('in flight, aborts the attempt, frees the instance and counts for nothing', () => {
      const { call, upstream, clock } = setUp();
      const { subject, transport, observer } = call();
      subject.start();
      subject.cancel();
      expect(transport.aborted.length).toBe(1);
      expect(upstream.endpoint('a')?.inFlight).toBe(0);
      expect(upstream.breaker.totals().total).toBe(0);
      expect(upstream.endpoint('a')?.breaker.totals().total).toBe(0);
      expect(observer.done).not.toHaveBeenCalled();
      expect(observer.failed).not.toHaveBeenCalled();
      expect(clock.pending).toBe(0);
    });

    it('while it is being sent, aborts what was sent', () => {
      const { call } = setUp();
      const { subject, transport } = call();
      transport.whileSending = () => {
        subject.cancel();
      };
      subject.start();
      expect(transport.aborted.length).toBe(1);
    });

    it('between two attempts, sends no further one', () => {
      const { call, clock } = setUp();
      const { subject, transport } = call();
      subject.start();
      transport.last.fail(down);
      subject.cancel();
      clock.advance(20_000);
      expect(transport.sent.length).toBe(1);
      expect(clock.pending).toBe(0);
    });

    it('as a trial, gives its place to the next one', () => {
      const { call, upstream, clock } = setUp({
        breaker: { timeoutDuration: 1_000, trials: { permitted: 1, required: 1 } },
      });
      upstream.breaker.moveTo('open', 'down');
      clock.advance(5_000);
      const first = call();
      first.subject.start();
      first.subject.cancel();
      const second = call();
      second.subject.start();
      expect(second.transport.sent.length).toBe(1);
    });
  });

  it('ignores whatever an attempt says after it has ended', () => {
    const { call } = setUp({ timeout: 1_000, retry: { attempts: 0 } });
    const { subject, transport, observer } = call();
    subject.start();
    const receiver = transport.last;
    receiver.succeed('first');
    receiver.succeed('second');
    receiver.fail(down);
    receiver.finishWithoutAnswer();
    expect(observer.done).toHaveBeenCalledOnceWith('first');
    expect(observer.failed).not.toHaveBeenCalled();
  });

  it('ignores the late answer of an attempt that was given up, while the next one runs', () => {
    const { call, clock } = setUp({ timeout: 1_000 });
    const { subject, transport, observer } = call();
    subject.start();
    const late = transport.last;
    clock.advance(1_250);
    expect(transport.sent.length).toBe(2);
    late.succeed('late');
    expect(observer.done).not.toHaveBeenCalled();
    transport.last.succeed('in time');
    expect(observer.done).toHaveBeenCalledOnceWith('in time');
  });

  it('completes without an answer when an interceptor further in swallowed it', () => {
    const { call, upstream } = setUp();
    const { subject, transport, observer } = call();
    subject.start();
    transport.last.finishWithoutAnswer();
    expect(observer.done).toHaveBeenCalledOnceWith(undefined);
    expect(upstream.breaker.totals().total).toBe(0);
  });
});
