import { CircuitOpenError } from '../errors';
import { ThrottledError } from '../throttle/throttled-error';
import { down, setUp } from './pipeline-scene.spec';
import { withBreaker } from './with-breaker';
import { withJudge } from './with-judge';
import { withThrottle } from './with-throttle';

type Careful = ReturnType<typeof setUp>['careful'];

async function fail(careful: Pick<Careful, 'execute'>, times: number): Promise<number> {
  let refused = 0;
  for (let call = 0; call < times; call += 1) {
    await careful
      .execute(() => Promise.reject(down))
      .catch((error: unknown) => {
        if (error instanceof ThrottledError) refused += 1;
      });
  }
  return refused;
}

describe('withThrottle', () => {
  it('holds back about as many calls as the service would refuse, and none of a service that is well', async () => {
    const { careful } = setUp(withThrottle());
    for (let call = 0; call < 100; call += 1) await careful.execute(() => 1);
    expect(await fail(careful, 100)).toBe(0);
    const refused = await fail(careful, 400);
    expect(refused).toBeGreaterThan(100);
    expect(refused).toBeLessThan(400);
  });

  it('takes an error of the application for an answer', async () => {
    const { careful, clock } = setUp(
      withThrottle(),
      withJudge({ error: () => ({ outcome: 'failure', retryable: false, overload: false }) }),
    );
    expect(await fail(careful, 200)).toBe(0);
    expect(careful.throttle.probability(clock.now())).toBe(0);
  });

  it('learns nothing from what was never sent, nor from what is nobody’s fault', async () => {
    const { careful, clock } = setUp(withThrottle(), withBreaker());
    careful.breaker.moveTo('open', 'down');
    for (let call = 0; call < 50; call += 1) {
      await expectAsync(careful.execute(() => 1)).toBeRejectedWithError(CircuitOpenError);
    }
    careful.breaker.moveTo('closed', 'well');
    const abort = Object.assign(new Error('aborted'), { name: 'AbortError' });
    for (let call = 0; call < 50; call += 1) {
      await expectAsync(careful.execute(() => Promise.reject(abort))).toBeRejected();
    }
    expect(careful.throttle.probability(clock.now())).toBe(0);
  });

  it('keeps what it has counted when it becomes stricter', async () => {
    const { careful, clock } = setUp(withThrottle({ k: 4 }));
    for (let call = 0; call < 10; call += 1) await careful.execute(() => 1);
    await fail(careful, 20);
    expect(careful.throttle.probability(clock.now())).toBe(0);
    careful.throttle.configure({ k: 1 });
    expect(careful.throttle.probability(clock.now())).toBeCloseTo(20 / 31);
    expect(careful.describe()).toBe('throttle (k 1)');
  });
});
