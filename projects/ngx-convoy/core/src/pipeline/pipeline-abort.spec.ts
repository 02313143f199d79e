import type { ManualClock } from 'ngx-convoy/testing';
import { AttemptTimeoutError } from '../errors';
import {
  down,
  FakeController,
  type FakeSignal,
  type Script,
  settle,
  setUp,
} from './pipeline-scene.spec';
import { withBreaker } from './with-breaker';
import { withHedge } from './with-hedge';
import { withRetry } from './with-retry';
import { withTimeout } from './with-timeout';

describe('A pipeline that is aborted by its caller', () => {
  const moments: readonly {
    readonly title: string;
    readonly until: (script: Script, clock: ManualClock) => Promise<void>;
  }[] = [
    { title: 'in flight', until: () => Promise.resolve() },
    {
      title: 'during backoff',
      until: async (script) => {
        script.at(0).reject(down);
        await settle();
      },
    },
    {
      title: 'while a hedge runs',
      until: (_script, clock) => {
        clock.advance(100);
        return Promise.resolve();
      },
    },
  ];
  for (const moment of moments) {
    it(`${moment.title}, settles at once with its reason, calls nothing more and counts nothing`, async () => {
      const { careful, script, clock } = setUp(
        withBreaker(),
        withRetry(),
        withHedge({ delay: 100 }),
      );
      const caller = new FakeController();
      const answer = careful.execute(script.fn, { signal: caller.signal });
      await moment.until(script, clock);
      const made = script.attempts.length;
      const reason = new Error('the user left');
      caller.abort(reason);
      await expectAsync(answer).toBeRejectedWith(reason);
      clock.advance(60_000);
      expect(script.attempts.length).toBe(made);
      expect(careful.breaker.totals().total).toBe(0);
      expect(caller.signal.listeners.size).toBe(0);
    });
  }

  it('before it began, calls nothing', async () => {
    const { careful, script } = setUp();
    const caller = new FakeController();
    caller.abort(down);
    await expectAsync(careful.execute(script.fn, { signal: caller.signal })).toBeRejectedWith(down);
    expect(script.attempts.length).toBe(0);
  });

  it('is no failure of the service, nor is a function that reports an abort of its own', async () => {
    const { careful } = setUp(withBreaker(), withRetry());
    const abort = Object.assign(new Error('aborted'), { name: 'AbortError' });
    await expectAsync(careful.execute(() => Promise.reject(abort))).toBeRejectedWith(abort);
    expect(careful.breaker.totals().total).toBe(0);
  });

  it('lets go of the signal of a caller when it is done', async () => {
    const { careful } = setUp();
    const caller = new FakeController();
    await careful.execute(() => 1, { signal: caller.signal });
    expect(caller.signal.listeners.size).toBe(0);
  });

  it('gives a signal that is aborted already to a function that reads it too late', async () => {
    const { careful, clock } = setUp(withTimeout(1_000));
    let read: FakeSignal | undefined;
    let goOn = (): void => undefined;
    const answer = careful.execute(async (attempt) => {
      await new Promise<void>((resolve) => (goOn = resolve));
      read = attempt.signal;
    });
    clock.advance(1_050);
    await expectAsync(answer).toBeRejectedWithError(AttemptTimeoutError);
    goOn();
    await settle();
    expect(read?.aborted).toBeTrue();
    expect(read?.reason).toBeInstanceOf(AttemptTimeoutError);
  });
});
