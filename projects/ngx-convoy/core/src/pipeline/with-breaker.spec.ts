import { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import { CircuitOpenError } from '../errors';
import { rampUp } from '../throttle/ramp-up';
import { ManualClock } from 'ngx-convoy/testing';
import { setUp, settle } from './pipeline-scene.spec';
import { withBreaker } from './with-breaker';

describe('withBreaker', () => {
  it('draws once whether a call is held back after recovery, and counts it once', async () => {
    const draws: number[] = [];
    const breaker = new CircuitBreaker(
      { trials: { permitted: 1 }, rampUp: rampUp() },
      new ManualClock(),
      () => draws.push(0) * 0,
    );
    breaker.moveTo('half-open', 'try');
    const trial = breaker.acquire();
    if (trial.permitted) trial.succeed(1);
    const { careful } = setUp(withBreaker(breaker));
    const fn = jasmine.createSpy('fn');
    const outcome = careful.execute(fn).catch((error: unknown) => error);
    await settle();
    expect(await outcome).toEqual(jasmine.any(CircuitOpenError));
    expect(fn).not.toHaveBeenCalled();
    expect([draws.length, breaker.rejected]).toEqual([1, 1]);
  });
});
