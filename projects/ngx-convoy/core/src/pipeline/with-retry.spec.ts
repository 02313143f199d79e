import { ConfigurationError } from '../errors';
import { createBackoff } from '../retry/backoff';
import { RetryBudget } from '../retry/retry-budget';
import type { CallEvent } from './call-event';
import { down, settle, setUp } from './pipeline-scene.spec';
import { withDeadline } from './with-deadline';
import { withEvents } from './with-events';
import { withHedge } from './with-hedge';
import { withJudge } from './with-judge';
import { withRetry } from './with-retry';

describe('withRetry', () => {
  it('waits as its backoff says, anew for every call', async () => {
    const { careful, script, clock } = setUp(
      withRetry({ attempts: 3, backoff: createBackoff({ type: 'linear', base: 100, jitter: 0 }) }),
    );
    for (const before of [0, 4]) {
      const answer = careful.execute(script.fn);
      for (let wait = 100; wait <= 300; wait += 100) {
        script.at(-1).reject(down);
        await settle();
        clock.advance(wait - 1);
        expect(script.attempts.length).toBe(before + wait / 100);
        clock.advance(1);
        expect(script.attempts.length).toBe(before + 1 + wait / 100);
      }
      script.at(-1).resolve('42');
      expect(await answer).toBe('42');
    }
  });

  it('waits for as long as the server asks, when that is longer', async () => {
    const { careful, script, clock } = setUp(
      withRetry({ backoff: () => 100 }),
      withJudge({ error: () => ({ outcome: 'failure', retryable: true, retryAfter: 3_000 }) }),
    );
    void careful.execute(script.fn);
    script.at(0).reject(down);
    await settle();
    clock.advance(2_999);
    expect(script.attempts.length).toBe(1);
    clock.advance(1);
    expect(script.attempts.length).toBe(2);
  });

  const refusals = [
    { reason: 'deadline', policies: [withDeadline(1_000), withRetry({ backoff: () => 900 })] },
    { reason: 'duration', policies: [withRetry({ backoff: () => 900, maxDuration: 900 })] },
    {
      reason: 'budget',
      policies: [withRetry({ backoff: () => 900, budget: { initial: 0, minPerSecond: 0 } })],
    },
  ] as const;
  for (const { reason, policies } of refusals) {
    it(`plans no repetition against the ${reason}, and says so`, async () => {
      const events: CallEvent[] = [];
      const { careful, script, clock } = setUp(
        ...policies,
        withEvents((event) => events.push(event)),
      );
      const answer = careful.execute(script.fn);
      clock.advance(100);
      script.at(0).reject(down);
      await expectAsync(answer).toBeRejectedWith(down);
      expect(events).toEqual([{ type: 'no-retry', at: clock.now(), reason }]);
      clock.advance(5_000);
      expect(clock.pending).toBe(0);
    });
  }

  it('tells of the repetition that it plans', async () => {
    const events: CallEvent[] = [];
    const { careful, script, clock } = setUp(
      withRetry({ backoff: () => 900 }),
      withEvents((event) => events.push(event)),
    );
    void careful.execute(script.fn);
    script.at(0).reject(down);
    await settle();
    expect(events).toEqual([{ type: 'retry', at: clock.now(), attempt: 2, delayMs: 900 }]);
  });

  it('repeats nothing that is not idempotent', async () => {
    const { careful, script } = setUp(withRetry());
    const answer = careful.execute(script.fn, { idempotent: false });
    script.at(0).reject(down);
    await expectAsync(answer).toBeRejectedWith(down);
  });

  it('pays for repetitions and hedges from one budget, which others may share', async () => {
    const { careful, script, clock } = setUp(
      withRetry({ backoff: () => 10, budget: { initial: 1, ratio: 0, minPerSecond: 0 } }),
      withHedge({ delay: 100 }),
    );
    const answer = careful.execute(script.fn);
    clock.advance(100);
    expect(script.attempts.length).toBe(2);
    script.at(0).reject(down);
    script.at(1).reject(down);
    await expectAsync(answer).toBeRejectedWith(down);
    expect(script.attempts.length).toBe(2);

    const budget = new RetryBudget({ initial: 1, ratio: 0, minPerSecond: 0 }, 0);
    const [one, other] = [setUp(withRetry({ budget })), setUp(withRetry({ budget }))];
    expect(one.careful.retry.budget).toBe(budget);
    void one.careful.execute(one.script.fn);
    one.script.at(0).reject(down);
    await settle();
    const refused = other.careful.execute(other.script.fn);
    other.script.at(0).reject(down);
    await expectAsync(refused).toBeRejectedWith(down);
  });

  it('changes while calls run: attempts for those to come, patience from the next failure on', async () => {
    const { careful, script, clock } = setUp(withRetry({ attempts: 1, backoff: () => 1_000 }));
    const before = careful.execute(script.fn);
    careful.retry.configure({ attempts: 0, backoff: () => 50 });
    script.at(0).reject(down);
    await settle();
    clock.advance(50);
    script.at(1).resolve('42');
    expect(await before).toBe('42');
    const after = careful.execute(script.fn);
    script.at(2).reject(down);
    await expectAsync(after).toBeRejectedWith(down);
    expect(() => {
      careful.retry.configure({ attempts: 3, maxDuration: -1 });
    }).toThrowError(ConfigurationError);
    expect(careful.describe()).toBe('retry x0 (budget 20 %)');
  });
});
