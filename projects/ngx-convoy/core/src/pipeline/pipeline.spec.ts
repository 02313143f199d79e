import {
  AttemptTimeoutError,
  CircuitOpenError,
  ConfigurationError,
  DeadlineExceededError,
} from '../errors';
import { createBackoff } from '../retry/backoff';
import { down, settle, setUp } from './pipeline-scene.spec';
import type { Policy } from './policy';
import { withBreaker } from './with-breaker';
import { withBulkhead } from './with-bulkhead';
import { withDeadline } from './with-deadline';
import { withFallback } from './with-fallback';
import { withHedge } from './with-hedge';
import { withJudge } from './with-judge';
import { withName } from './with-name';
import { withRetry } from './with-retry';
import { withTimeout } from './with-timeout';

describe('pipeline', () => {
  it('gives what the function gives, whether it promises or not', async () => {
    const { careful, clock } = setUp(
      withBreaker(),
      withRetry(),
      withTimeout(1_000),
      withDeadline(2_000),
    );
    expect(await careful.execute(() => Promise.resolve(1))).toBe(1);
    expect(await careful.execute(() => 2)).toBe(2);
    expect(careful.breaker.totals().total).toBe(2);
    clock.advance(5_000);
    expect(clock.pending).toBe(0);
  });

  it('repeats what fails, and what throws instead of failing', async () => {
    const { careful, script, clock } = setUp(withRetry({ attempts: 2 }));
    const answer = careful.execute(script.fn);
    script.at(0).reject(down);
    await settle();
    clock.advance(2_000);
    script.at(1).resolve('42');
    expect(await answer).toBe('42');

    let calls = 0;
    const thrown = careful.execute(() => {
      calls += 1;
      if (calls === 1) throw down;
      return 'well';
    });
    clock.advance(2_000);
    expect(await thrown).toBe('well');
  });

  it('fails with the last error when all attempts are used up', async () => {
    const { careful, script, clock } = setUp(withRetry({ attempts: 1 }));
    const answer = careful.execute(script.fn);
    script.at(0).reject(new Error('first'));
    await settle();
    clock.advance(2_000);
    script.at(1).reject(down);
    await expectAsync(answer).toBeRejectedWith(down);
  });

  it('repeats a bad result, and gives it when nothing better comes', async () => {
    const isBad = (result: unknown) =>
      result === 'bad' ? ({ outcome: 'failure', retryable: true } as const) : undefined;
    const { careful, script, clock } = setUp(
      withBreaker(),
      withRetry({ attempts: 1 }),
      withJudge({ result: isBad }),
    );
    const answer = careful.execute(script.fn);
    script.at(0).resolve('bad');
    await settle();
    clock.advance(2_000);
    script.at(1).resolve('bad');
    expect(await answer).toBe('bad');
    expect(careful.breaker.totals().failed).toBe(1);
  });

  it('gives up an attempt that takes too long and aborts its signal', async () => {
    const { careful, script, clock } = setUp(withTimeout(1_000));
    const answer = careful.execute(script.fn);
    const signal = script.at(0).signal();
    clock.advance(1_050);
    expect(signal.aborted).toBeTrue();
    await expectAsync(answer).toBeRejectedWithError(AttemptTimeoutError);
  });

  it('makes no AbortController unless the signal is read', async () => {
    const { careful, controllers } = setUp(withTimeout(1_000));
    await careful.execute(() => Promise.resolve(1));
    expect(controllers()).toBe(0);
    await careful.execute(({ signal }) => Promise.resolve(signal.aborted));
    expect(controllers()).toBe(1);
  });

  it('ends at the deadline and hands it down', async () => {
    const { careful, script, clock } = setUp(withDeadline(3_000), withRetry({ attempts: 5 }));
    const begun = clock.now();
    const answer = careful.execute(script.fn);
    expect(script.at(0).deadlineAt).toBe(begun + 3_000);
    clock.advance(3_050);
    await expectAsync(answer).toBeRejectedWithError(DeadlineExceededError);
  });

  it('refuses at once while the breaker is open', async () => {
    const { careful, script } = setUp(withBreaker());
    careful.breaker.moveTo('open', 'down');
    await expectAsync(careful.execute(script.fn)).toBeRejectedWithError(CircuitOpenError);
    expect(script.attempts.length).toBe(0);
  });

  it('lets a fallback answer, and fails with its error when that fails, too', async () => {
    const failing = (): Promise<string> => Promise.reject(down);
    const { careful } = setUp(withFallback((failure) => (failure === down ? 'stale' : 'unknown')));
    expect(await careful.execute(failing)).toBe('stale');
    const later = setUp(withFallback(() => Promise.resolve('stale'))).careful;
    expect(await later.execute(failing)).toBe('stale');
    const worse = new Error('worse');
    const broken = setUp(
      withFallback(() => {
        throw worse;
      }),
    ).careful;
    await expectAsync(broken.execute(failing)).toBeRejectedWith(worse);
  });

  it('lets a fallback answer what was refused, and a result that is bad', async () => {
    const { careful } = setUp(
      withFallback(
        (failure) => `instead of ${failure instanceof Error ? failure.name : String(failure)}`,
      ),
      withBreaker(),
      withJudge({
        result: (result) =>
          result === 'bad' ? { outcome: 'failure', retryable: true } : undefined,
      }),
    );
    expect(await careful.execute(() => 'bad')).toBe('instead of bad');
    careful.breaker.moveTo('open', 'down');
    expect(await careful.execute(() => 'good')).toBe('instead of CircuitOpenError');
  });

  it('takes whichever of call and hedge answers first, and aborts the other', async () => {
    const { careful, script, clock } = setUp(withHedge({ delay: 100 }));
    const answer = careful.execute(script.fn);
    const first = script.at(0).signal();
    clock.advance(100);
    script.at(1).resolve('hedge');
    expect(await answer).toBe('hedge');
    expect(first.aborted).toBeTrue();
  });

  it('ends when a function of its options throws', async () => {
    const broken = new Error('broken');
    const judge = (): never => {
      throw broken;
    };
    const judged = setUp(withRetry(), withJudge({ error: judge })).careful;
    await expectAsync(judged.execute(() => Promise.reject(down))).toBeRejectedWith(down);
    const examined = setUp(withJudge({ result: judge })).careful;
    await expectAsync(examined.execute(() => Promise.resolve(1))).toBeRejectedWith(broken);
  });

  it('goes by what the judge says of an error', async () => {
    const { careful, script, clock } = setUp(
      withBreaker(),
      withRetry(),
      withJudge({ error: () => ({ outcome: 'success', retryable: false }) }),
    );
    const answer = careful.execute(script.fn);
    script.at(0).reject(down);
    await expectAsync(answer).toBeRejectedWith(down);
    clock.advance(10_000);
    expect(script.attempts.length).toBe(1);
    expect(careful.breaker.totals()).toEqual(jasmine.objectContaining({ total: 1, failed: 0 }));
  });

  it('ends a call at its deadline that only waits for a place, and does not blame the service', async () => {
    const { careful, script, clock } = setUp(
      withBreaker(),
      withBulkhead({ limit: 1 }),
      withDeadline(500),
    );
    const first = careful.execute(script.fn, { deadline: 10_000 });
    const second = careful.execute(script.fn);
    clock.advance(600);
    await expectAsync(second).toBeRejected();
    expect(script.attempts.length).toBe(1);
    expect(careful.breaker.totals().total).toBe(0);
    script.at(0).resolve('42');
    expect(await first).toBe('42');
    expect(careful.bulkhead.inFlight).toBe(0);
  });

  it('refuses an execution that asks for what is out of range, and calls nothing', async () => {
    const { careful, script } = setUp(withTimeout(1_000), withDeadline(2_000), withRetry());
    for (const options of [{ deadline: Number.NaN }, { timeout: -1 }, { retries: -0.5 }]) {
      await expectAsync(careful.execute(script.fn, options)).toBeRejectedWithError(
        ConfigurationError,
      );
    }
    expect(script.attempts.length).toBe(0);
  });

  it('does the same in whatever order its policies are given', () => {
    const policies = [
      withTimeout(2_000),
      withHedge({ delay: 250 }),
      withRetry({ attempts: 3, backoff: createBackoff({ type: 'constant' }) }),
      withBreaker(),
      withBulkhead({ limit: 4 }),
      withDeadline(8_000),
      withFallback(() => 'stale'),
    ];
    const { careful } = setUp(...policies.slice(3), ...policies.slice(0, 3));
    expect(careful.describe()).toBe(
      'fallback > deadline 8 s > bulkhead 4 > breaker closed > retry x3 (budget 20 %) > hedge after 250 ms > timeout 2 s',
    );
    expect(setUp().careful.describe()).toBe('nothing');
  });

  it('changes its numbers for the calls to come, and keeps what it has counted', async () => {
    const { careful, script, clock } = setUp(withBreaker(), withTimeout(1_000));
    await careful.execute(() => 1);
    const before = careful.execute(script.fn);
    careful.timeout.configure(5_000);
    const after = careful.execute(script.fn);
    clock.advance(1_050);
    await expectAsync(before).toBeRejectedWithError(AttemptTimeoutError);
    script.at(1).resolve('42');
    expect(await after).toBe('42');
    expect(careful.breaker.totals().total).toBe(3);
    expect(() => careful.timeout.configure(-1)).toThrowError(ConfigurationError);
    expect(careful.describe()).toContain('timeout 5 s');
  });

  const wrong: readonly { readonly policies: () => readonly Policy[]; readonly option: string }[] =
    [
      { policies: () => [withName('')], option: 'name.value' },
      { policies: () => [withTimeout(0)], option: 'timeout.ms' },
      { policies: () => [withDeadline(-1)], option: 'deadline.ms' },
      { policies: () => [withHedge({ delay: Number.NaN })], option: 'hedge.delay' },
      { policies: () => [withRetry({ attempts: 1.5 })], option: 'retry.attempts' },
      { policies: () => [withTimeout(1), withTimeout(2)], option: 'timeout' },
    ];
  for (const row of wrong) {
    it(`refuses ${row.policies.toString().slice(6)}`, () => {
      expect(() => setUp(...row.policies())).toThrowMatching(
        (error: unknown) => error instanceof ConfigurationError && error.option === row.option,
      );
    });
  }
});
