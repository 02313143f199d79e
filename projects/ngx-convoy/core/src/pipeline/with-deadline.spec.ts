import { DeadlineTooShortError } from '../timeout/deadline-too-short-error';
import type { CallEvent } from './call-event';
import { down, settle, setUp } from './pipeline-scene.spec';
import { withBreaker } from './with-breaker';
import { withBulkhead } from './with-bulkhead';
import { withDeadline } from './with-deadline';
import { withEvents } from './with-events';
import { withHedge } from './with-hedge';
import { withRetry } from './with-retry';

/** A pipeline whose last twenty attempts took 400 ms. */
async function learned() {
  const events: CallEvent[] = [];
  const scene = setUp(
    withDeadline(1_000, { minimumCalls: 20 }),
    withBulkhead({ limit: 1 }),
    withBreaker(),
    withRetry({ attempts: 2, backoff: () => 100 }),
    withEvents((event) => events.push(event)),
  );
  const { careful, script, clock } = scene;
  for (let call = 0; call < 20; call += 1) {
    const answer = careful.execute(script.fn);
    clock.advance(400);
    script.at(-1).resolve('42');
    await answer;
  }
  clock.advance(1_000);
  const sent = script.attempts.length;
  return { ...scene, events, sent: () => script.attempts.length - sent };
}

describe('withDeadline that refuses early', () => {
  it('sends nothing that has less time than half of the attempts take, and blames nobody', async () => {
    const { careful, script, sent, events, clock } = await learned();
    const total = careful.breaker.totals().total;
    const error: unknown = await careful
      .execute(script.fn, { deadline: 300 })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DeadlineTooShortError);
    expect((error as DeadlineTooShortError).remaining).toBe(300);
    expect((error as DeadlineTooShortError).needed).toBeCloseTo(400, -1);
    expect(sent()).toBe(0);
    expect(careful.breaker.totals().total).toBe(total);
    expect(events).toEqual([
      jasmine.objectContaining({ type: 'refused', at: clock.now(), by: 'deadline' }),
    ]);
    void careful.execute(script.fn, { deadline: 500 });
    expect(sent()).toBe(1);
  });

  it('looks again when the call has waited, and gives back what it held', async () => {
    const { careful, script, sent, clock } = await learned();
    const first = careful.execute(script.fn);
    const waiting = careful.execute(script.fn, { deadline: 600 });
    clock.advance(300);
    script.at(-1).resolve('42');
    await first;
    await expectAsync(waiting).toBeRejectedWithError(DeadlineTooShortError);
    expect(sent()).toBe(1);
    expect(careful.bulkhead.inFlight).toBe(0);
  });

  it('plans no repetition that would come too late', async () => {
    const { careful, script, sent, clock, events } = await learned();
    const answer = careful.execute(script.fn);
    clock.advance(550);
    script.at(-1).reject(down);
    await expectAsync(answer).toBeRejectedWith(down);
    expect(sent()).toBe(1);
    expect(events).toEqual([{ type: 'no-retry', at: clock.now(), reason: 'deadline' }]);
  });

  it('forgets after a minute without calls how long they took', async () => {
    const { careful, script, sent, clock } = await learned();
    clock.advance(120_000);
    void careful.execute(script.fn, { deadline: 100 });
    expect(sent()).toBe(1);
  });

  it('knows nothing before there are enough good attempts, and does nothing unless it was asked to', async () => {
    for (const policy of [withDeadline(1_000, { minimumCalls: 3 }), withDeadline(1_000)]) {
      const { careful, script, clock } = setUp(policy);
      for (let call = 0; call < 2; call += 1) {
        const answer = careful.execute(script.fn);
        clock.advance(400);
        script.at(-1).resolve('42');
        await answer;
      }
      clock.advance(1_000);
      void careful.execute(script.fn, { deadline: 100 });
      expect(script.attempts.length).toBe(3);
    }
  });
});

describe('withHedge without a delay', () => {
  it('hedges at the 95th percentile of the good attempts, once it knows what that is', async () => {
    const { careful, script, clock } = setUp(withHedge());
    for (let call = 0; call < 10; call += 1) {
      const answer = careful.execute(script.fn);
      clock.advance(400);
      script.at(-1).resolve('42');
      await answer;
    }
    clock.advance(1_000);
    const answer = careful.execute(script.fn);
    clock.advance(380);
    expect(script.attempts.length).toBe(11);
    clock.advance(40);
    expect(script.attempts.length).toBe(12);
    script.at(-1).resolve('hedge');
    expect(await answer).toBe('hedge');
    await settle();
    expect(careful.describe()).toBe('hedge after the p95');
    careful.hedge.configure({ delay: 50 });
    expect(careful.hedge.delayAt(clock.now())).toBe(50);
    expect(careful.describe()).toBe('hedge after 50 ms');
  });
});
