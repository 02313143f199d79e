import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import {
  AttemptTimeoutError,
  CircuitOpenError,
  ConfigurationError,
  DeadlineExceededError,
} from '../errors';
import { DeadlineTimer } from '../timeout/deadline-timer';
import type { AbortSignalLike } from './abort-signal';
import { Pipeline } from './pipeline';
import type { PipelineOptions } from './pipeline-options';

class FakeSignal implements AbortSignalLike {
  aborted = false;
  reason: unknown;
  readonly listeners = new Set<() => void>();
  addEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.add(listener);
  }
  removeEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.delete(listener);
  }
}

class FakeController {
  readonly signal = new FakeSignal();
  abort(reason: unknown = new Error('aborted')): void {
    this.signal.aborted = true;
    this.signal.reason = reason;
    for (const listener of this.signal.listeners) listener();
  }
}

/** A function whose every call the spec settles by hand. */
class Script {
  readonly attempts: {
    readonly signal: () => FakeSignal;
    readonly deadlineAt: number;
    readonly resolve: (value: string) => void;
    readonly reject: (error: unknown) => void;
  }[] = [];

  readonly fn = (attempt: { readonly signal: FakeSignal; readonly deadlineAt: number }) =>
    new Promise<string>((resolve, reject) => {
      const signal = (): FakeSignal => attempt.signal;
      this.attempts.push({ signal, deadlineAt: attempt.deadlineAt, resolve, reject });
    });

  at(index: number) {
    const attempt = this.attempts.at(index);
    if (attempt === undefined) throw new Error(`there was no attempt ${index}`);
    return attempt;
  }
}

function setUp(options: PipelineOptions) {
  const clock = new ManualClock();
  let controllers = 0;
  const pipeline = new Pipeline<FakeSignal>(options, {
    clock,
    random: seededRandom(5),
    deadlines: new DeadlineTimer(clock),
    abortController: () => {
      controllers += 1;
      return new FakeController();
    },
  });
  return { clock, pipeline, script: new Script(), controllers: () => controllers };
}

/** Lets everything run on that waits for promises already settled. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

const down = new Error('down');

describe('Pipeline', () => {
  it('gives what the function gives, whether it promises or not', async () => {
    const { pipeline, clock } = setUp({ breaker: {}, retry: {}, timeout: 1_000, deadline: 2_000 });
    expect(await pipeline.execute(() => Promise.resolve(1))).toBe(1);
    expect(await pipeline.execute(() => 2)).toBe(2);
    expect(pipeline.breaker?.totals().total).toBe(2);
    clock.advance(5_000);
    expect(clock.pending).toBe(0);
  });

  it('repeats what fails, and what throws instead of failing', async () => {
    const { pipeline, script, clock } = setUp({ retry: { attempts: 2 } });
    const answer = pipeline.execute(script.fn);
    script.at(0).reject(down);
    await settle();
    clock.advance(2_000);
    script.at(1).resolve('42');
    expect(await answer).toBe('42');

    let calls = 0;
    const thrown = pipeline.execute(() => {
      calls += 1;
      if (calls === 1) throw down;
      return 'well';
    });
    clock.advance(2_000);
    expect(await thrown).toBe('well');
  });

  it('fails with the last error when all attempts are used up', async () => {
    const { pipeline, script, clock } = setUp({ retry: { attempts: 1 } });
    const answer = pipeline.execute(script.fn);
    script.at(0).reject(new Error('first'));
    await settle();
    clock.advance(2_000);
    script.at(1).reject(down);
    await expectAsync(answer).toBeRejectedWith(down);
  });

  it('repeats a bad result, and gives it when nothing better comes', async () => {
    const isFailure = (result: unknown): boolean => result === 'bad';
    const { pipeline, script, clock } = setUp({ breaker: {}, retry: { attempts: 1 }, isFailure });
    const answer = pipeline.execute(script.fn);
    script.at(0).resolve('bad');
    await settle();
    clock.advance(2_000);
    script.at(1).resolve('bad');
    expect(await answer).toBe('bad');
    expect(pipeline.breaker?.totals().failed).toBe(1);
  });

  it('gives up an attempt that takes too long and aborts its signal', async () => {
    const { pipeline, script, clock } = setUp({ timeout: 1_000 });
    const answer = pipeline.execute(script.fn);
    const signal = script.at(0).signal();
    clock.advance(1_050);
    expect(signal.aborted).toBeTrue();
    await expectAsync(answer).toBeRejectedWithError(AttemptTimeoutError);
  });

  it('makes no AbortController unless the signal is read', async () => {
    const { pipeline, controllers } = setUp({ timeout: 1_000 });
    await pipeline.execute(() => Promise.resolve(1));
    expect(controllers()).toBe(0);
    await pipeline.execute(({ signal }) => Promise.resolve(signal.aborted));
    expect(controllers()).toBe(1);
  });

  it('ends at the deadline and hands it down', async () => {
    const { pipeline, script, clock } = setUp({ deadline: 3_000, retry: { attempts: 5 } });
    const begun = clock.now();
    const answer = pipeline.execute(script.fn);
    expect(script.at(0).deadlineAt).toBe(begun + 3_000);
    clock.advance(3_050);
    await expectAsync(answer).toBeRejectedWithError(DeadlineExceededError);
  });

  it('refuses at once while the breaker is open', async () => {
    const { pipeline, script } = setUp({ breaker: {} });
    pipeline.breaker?.trip('down');
    await expectAsync(pipeline.execute(script.fn)).toBeRejectedWithError(CircuitOpenError);
    expect(script.attempts.length).toBe(0);
  });

  it('lets a fallback answer, and fails with its error when that fails, too', async () => {
    const { pipeline } = setUp({});
    const failing = (): Promise<string> => Promise.reject(down);
    expect(await pipeline.execute(failing, { fallback: () => 'stale' })).toBe('stale');
    const worse = new Error('worse');
    const answer = pipeline.execute(failing, {
      fallback: () => {
        throw worse;
      },
    });
    await expectAsync(answer).toBeRejectedWith(worse);
  });

  it('takes whichever of call and hedge answers first, and aborts the other', async () => {
    const { pipeline, script, clock } = setUp({ hedge: 100 });
    const answer = pipeline.execute(script.fn);
    const first = script.at(0).signal();
    clock.advance(100);
    script.at(1).resolve('hedge');
    expect(await answer).toBe('hedge');
    expect(first.aborted).toBeTrue();
  });

  describe('aborted by its caller', () => {
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
        const { pipeline, script, clock } = setUp({ breaker: {}, retry: {}, hedge: 100 });
        const caller = new FakeController();
        const answer = pipeline.execute(script.fn, { signal: caller.signal });
        await moment.until(script, clock);
        const made = script.attempts.length;
        const reason = new Error('the user left');
        caller.abort(reason);
        await expectAsync(answer).toBeRejectedWith(reason);
        clock.advance(60_000);
        expect(script.attempts.length).toBe(made);
        expect(pipeline.breaker?.totals().total).toBe(0);
        expect(caller.signal.listeners.size).toBe(0);
      });
    }

    it('before it began, calls nothing', async () => {
      const { pipeline, script } = setUp({});
      const caller = new FakeController();
      caller.abort(down);
      await expectAsync(pipeline.execute(script.fn, { signal: caller.signal })).toBeRejectedWith(
        down,
      );
      expect(script.attempts.length).toBe(0);
    });

    it('is no failure of the service, nor is a function that reports an abort of its own', async () => {
      const { pipeline } = setUp({ breaker: {}, retry: {} });
      const abort = Object.assign(new Error('aborted'), { name: 'AbortError' });
      await expectAsync(pipeline.execute(() => Promise.reject(abort))).toBeRejectedWith(abort);
      expect(pipeline.breaker?.totals().total).toBe(0);
    });
  });

  it('ends when a function of its options throws', async () => {
    const broken = new Error('broken');
    const judge = (): never => {
      throw broken;
    };
    const judged = setUp({ retry: {}, judge }).pipeline;
    await expectAsync(judged.execute(() => Promise.reject(down))).toBeRejectedWith(down);
    const checked = setUp({ isFailure: judge }).pipeline;
    await expectAsync(checked.execute(() => Promise.resolve(1))).toBeRejectedWith(broken);
  });

  it('ends a call at its deadline that only waits for a place, and does not blame the service', async () => {
    const { pipeline, script, clock } = setUp({
      breaker: {},
      bulkhead: { limit: 1 },
      deadline: 500,
    });
    const first = pipeline.execute(script.fn, { deadline: 10_000 });
    const second = pipeline.execute(script.fn);
    clock.advance(600);
    await expectAsync(second).toBeRejected();
    expect(script.attempts.length).toBe(1);
    expect(pipeline.breaker?.totals().total).toBe(0);
    script.at(0).resolve('42');
    expect(await first).toBe('42');
    expect(pipeline.bulkhead?.inFlight).toBe(0);
  });

  it('refuses an execution that asks for what is out of range, and calls nothing', async () => {
    const { pipeline, script } = setUp({ timeout: 1_000 });
    for (const options of [{ deadline: Number.NaN }, { timeout: -1 }, { retries: 0.5 }]) {
      await expectAsync(pipeline.execute(script.fn, options)).toBeRejectedWithError(
        ConfigurationError,
      );
    }
    expect(script.attempts.length).toBe(0);
  });

  it('lets go of the signal of a caller when it is done', async () => {
    const { pipeline } = setUp({});
    const caller = new FakeController();
    await pipeline.execute(() => 1, { signal: caller.signal });
    expect(caller.signal.listeners.size).toBe(0);
  });

  const described: readonly { readonly options: PipelineOptions; readonly text: string }[] = [
    { options: {}, text: 'nothing' },
    {
      options: {
        deadline: 8_000,
        breaker: { timeoutDuration: 500 },
        retry: { attempts: 3 },
        hedge: 250,
        timeout: 2_000,
      },
      text: 'deadline 8 s > breaker (5 in a row, open 500 ms) > retry x3 (full-jitter, budget 20 %) > hedge after 250 ms > timeout 2 s',
    },
  ];
  for (const row of described) {
    it(`describes itself as '${row.text}'`, () => {
      expect(setUp(row.options).pipeline.describe()).toBe(row.text);
    });
  }

  const wrong: readonly { readonly options: PipelineOptions; readonly option: string }[] = [
    { options: { name: '' }, option: 'name' },
    { options: { timeout: 0 }, option: 'timeout' },
    { options: { deadline: -1 }, option: 'deadline' },
    { options: { hedge: Number.NaN }, option: 'hedge' },
    { options: { retry: { attempts: 1.5 } }, option: 'retry.attempts' },
  ];
  for (const row of wrong) {
    it(`refuses ${JSON.stringify(row.options)}`, () => {
      expect(() => setUp(row.options)).toThrowMatching(
        (error: unknown) => error instanceof ConfigurationError && error.option === row.option,
      );
    });
  }
});
