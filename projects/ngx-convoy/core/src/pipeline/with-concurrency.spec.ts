import { AimdLimit } from '../concurrency/aimd-limit';
import { ConfigurationError } from '../errors';
import { down, settle, setUp } from './pipeline-scene.spec';
import { withBulkhead } from './with-bulkhead';
import { withConcurrency } from './with-concurrency';
import { withJudge } from './with-judge';

const limit = () => new AimdLimit({ initial: 4, min: 1, max: 10 });

describe('withConcurrency', () => {
  it('lets one more call in when all places were used and answered, and the waiting one goes first', async () => {
    const { careful, script } = setUp(withConcurrency(limit()));
    const calls = [1, 2, 3, 4, 5, 6].map(() => careful.execute(script.fn));
    expect(script.attempts.length).toBe(4);
    script.at(0).resolve('42');
    await settle();
    expect(careful.bulkhead.limit).toBe(5);
    expect(script.attempts.length).toBe(6);
    for (const attempt of script.attempts) attempt.resolve('42');
    await Promise.all(calls);
    expect(careful.bulkhead.inFlight).toBe(0);
  });

  it('lets fewer in when the service refuses', async () => {
    const { careful } = setUp(withConcurrency(limit()));
    for (let call = 0; call < 5; call += 1) {
      await expectAsync(careful.execute(() => Promise.reject(down))).toBeRejected();
    }
    expect(careful.bulkhead.limit).toBeLessThan(4);
    expect(careful.describe()).toBe(`concurrency ${careful.bulkhead.limit}`);
  });

  it('learns nothing from what is nobody’s fault, and takes an error of the application for an answer', async () => {
    const { careful } = setUp(
      withConcurrency(limit()),
      withJudge({
        error: (error) =>
          error === down
            ? { outcome: 'failure', retryable: false, overload: false }
            : { outcome: 'neutral', retryable: false },
      }),
    );
    for (const error of [down, new Error('offline'), down]) {
      await expectAsync(careful.execute(() => Promise.reject(error))).toBeRejected();
    }
    expect(careful.bulkhead.limit).toBe(4);
  });

  it('is a bulkhead: a second one is refused', () => {
    expect(() => setUp(withConcurrency(limit()), withBulkhead())).toThrowError(ConfigurationError);
  });
});
