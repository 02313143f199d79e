import { RateLimitError } from '../rate-limit/rate-limit-error';
import { FakeController, setUp } from './pipeline-scene.spec';
import type { CallEvent } from './call-event';
import { withBreaker } from './with-breaker';
import { withBulkhead } from './with-bulkhead';
import { withDeadline } from './with-deadline';
import { withEvents } from './with-events';
import { withRateLimit } from './with-rate-limit';

describe('withRateLimit', () => {
  it('lets a burst through at once, and the next call when its time has come', async () => {
    const events: CallEvent[] = [];
    const { careful, script, clock } = setUp(
      withRateLimit({ limit: 2 }),
      withEvents((event) => events.push(event)),
    );
    const begun = clock.now();
    const answers = [1, 2, 3].map(() => careful.execute(script.fn));
    expect(script.attempts.length).toBe(2);
    clock.advance(499);
    expect(script.attempts.length).toBe(2);
    clock.advance(1);
    expect(script.attempts.length).toBe(3);
    for (const attempt of script.attempts) attempt.resolve('42');
    expect(await Promise.all(answers)).toEqual(['42', '42', '42']);
    expect(events).toEqual([
      { type: 'queued', at: begun, by: 'rate-limit' },
      { type: 'admitted', at: begun + 500, waitedMs: 500 },
    ]);
  });

  it('refuses a call that would have to wait for too long, says when to come again, and blames nobody', async () => {
    const { careful, script, clock } = setUp(
      withRateLimit({ limit: 1, maxWait: 500 }),
      withBreaker(),
    );
    void careful.execute(script.fn);
    const error: unknown = await careful.execute(script.fn).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RateLimitError);
    expect((error as RateLimitError).retryAt).toBe(clock.now() + 1_000);
    expect(careful.breaker.totals().total).toBe(0);
  });

  it('does not let a call wait for a time that its deadline does not reach', async () => {
    const { careful, script } = setUp(withRateLimit({ limit: 1 }), withDeadline(900));
    void careful.execute(script.fn);
    await expectAsync(careful.execute(script.fn)).toBeRejectedWithError(RateLimitError);
  });

  it('gives the time of a caller who leaves to the next, at once', async () => {
    const { careful, script, clock } = setUp(withRateLimit({ limit: 1 }));
    void careful.execute(script.fn);
    const caller = new FakeController();
    const left = careful.execute(script.fn, { signal: caller.signal });
    const next = careful.execute(script.fn);
    caller.abort(new Error('left'));
    await expectAsync(left).toBeRejectedWithError('left');
    const last = careful.execute(script.fn);
    clock.advance(1_000);
    // The reservation of the next one stands; the last got the time that was given back.
    expect(script.attempts.length).toBe(2);
    clock.advance(1_000);
    expect(script.attempts.length).toBe(3);
    script.at(1).resolve('42');
    script.at(2).resolve('42');
    expect(await Promise.all([next, last])).toEqual(['42', '42']);
    expect(clock.pending).toBe(0);
  });

  it('does not give back the time of a call that was sent', async () => {
    const { careful, script, clock } = setUp(withRateLimit({ limit: 1 }));
    void careful.execute(() => 1);
    const waited = careful.execute(script.fn);
    clock.advance(1_000);
    script.at(0).resolve('42');
    await waited;
    expect(careful.rateLimit.available(clock.now())).toBeCloseTo(0);
  });

  it('lets a call that waits for its time hold no place of the bulkhead', () => {
    const { careful, script } = setUp(withBulkhead({ limit: 2 }), withRateLimit({ limit: 1 }));
    void careful.execute(script.fn);
    void careful.execute(script.fn);
    expect(careful.bulkhead.inFlight).toBe(1);
    expect(careful.describe()).toBe('rate limit 1 in 1 s > bulkhead 2');
  });

  it('changes its rate without a burst, and keeps reservations', () => {
    const { careful, script, clock } = setUp(withRateLimit({ limit: 1 }));
    void careful.execute(script.fn);
    void careful.execute(script.fn);
    careful.rateLimit.configure({ limit: 10, burst: 1 }, clock.now());
    void careful.execute(script.fn);
    clock.advance(999);
    expect(script.attempts.length).toBe(1);
    clock.advance(1);
    expect(script.attempts.length).toBe(2);
    clock.advance(100);
    expect(script.attempts.length).toBe(3);
  });
});
