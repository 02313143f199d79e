import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import type { CircuitBreakerOptions } from '../circuit-breaker/circuit-breaker-options';
import { ConfigurationError } from '../errors';
import type { Random } from '../random';
import { rampUp, type RampUpOptions } from './ramp-up';

/** A breaker that has just closed after a good trial. */
function setUpRecovered(
  ramp: RampUpOptions = {},
  options: CircuitBreakerOptions = {},
  random: Random = seededRandom(1),
) {
  const clock = new ManualClock();
  const breaker = new CircuitBreaker(
    { consecutiveFailures: 2, trials: { permitted: 1 }, rampUp: rampUp(ramp), ...options },
    clock,
    random,
  );
  breaker.moveTo('half-open', 'try');
  succeed(breaker);
  expect(breaker.state).toBe('closed');
  return { breaker, clock };
}

function succeed(breaker: CircuitBreaker): boolean {
  const permit = breaker.acquire();
  if (permit.permitted) permit.succeed(10);
  return permit.permitted;
}

const always: Random = () => 0;
const never: Random = () => 0.999;

describe('rampUp', () => {
  it('holds back a share of the calls at first, and says so', () => {
    const { breaker } = setUpRecovered({}, {}, always);
    expect(breaker.acquire()).toEqual({
      permitted: false,
      state: 'closed',
      reason: 'ramp-up',
      retryAt: undefined,
    });
    expect(breaker.rejected).toBe(1);
    expect(breaker.totals().total).toBe(0);
  });

  it('holds back less with each call that goes well, and then nothing for good', () => {
    const { breaker } = setUpRecovered({}, {}, never);
    const shares = [breaker.heldBack()];
    for (let call = 0; call < 3; call++) {
      expect(succeed(breaker)).toBe(true);
      shares.push(breaker.heldBack());
    }
    expect(shares.map((share) => Math.round(share * 100))).toEqual([50, 29, 13, 0]);
    for (let call = 0; call < 10; call++) succeed(breaker);
    expect(breaker.heldBack()).toBe(0);
    const permit = breaker.acquire();
    if (permit.permitted) permit.fail(new Error('once'), 10);
    expect(breaker.state).toBe('closed');
    expect(breaker.heldBack()).toBe(0);
  });

  it('ends with its duration at the latest, even when nobody calls', () => {
    const { breaker, clock } = setUpRecovered({ duration: 10_000 }, {}, always);
    expect(breaker.acquire().permitted).toBe(false);
    clock.advance(11_000);
    expect(breaker.heldBack()).toBe(0);
    expect(breaker.acquire().permitted).toBe(true);
  });

  it('ends when the breaker opens again', () => {
    const { breaker } = setUpRecovered({}, {}, never);
    for (let call = 0; call < 2; call++) {
      const permit = breaker.acquire();
      if (permit.permitted) permit.fail(new Error('down'), 10);
    }
    expect(breaker.state).toBe('open');
    expect(breaker.heldBack()).toBe(0);
  });

  it('holds back more when calls fail, and does not learn from those that say nothing', () => {
    const { breaker } = setUpRecovered({}, { consecutiveFailures: 5 }, never);
    const before = breaker.heldBack();
    const neutral = breaker.acquire();
    if (neutral.permitted) neutral.release();
    expect(breaker.heldBack()).toBe(before);
    const permit = breaker.acquire();
    if (permit.permitted) permit.fail(new Error('down'), 10);
    expect(breaker.heldBack()).toBeGreaterThan(before);
  });

  it('is not asked for where the breaker is chosen among several', () => {
    const { breaker } = setUpRecovered({}, {}, always);
    expect(breaker.admits()).toBe(true);
  });

  it('is for a recovery: an operator who closes the breaker gets all calls back', () => {
    const { breaker } = setUpRecovered({}, {}, always);
    breaker.moveTo('closed', 'all clear');
    expect(breaker.heldBack()).toBe(0);
    expect(breaker.acquire().permitted).toBe(true);
  });

  it('follows the end of a half-open period by its time limit, too', () => {
    const { breaker, clock } = setUpRecovered(
      {},
      {
        trials: { permitted: 1, timeLimit: 1_000, onTimeLimit: 'closed' },
      },
    );
    breaker.moveTo('half-open', 'try again');
    clock.advance(1_000);
    expect(breaker.look()).toBe('closed');
    expect(breaker.heldBack()).toBeGreaterThan(0);
  });

  it('lets a crowd in by and by: half at first, in the end all', () => {
    const { breaker } = setUpRecovered({ share: 0.5 }, {}, seededRandom(3));
    const passed = Array.from({ length: 400 }, () => succeed(breaker));
    expect(passed.slice(0, 6).filter(Boolean).length).toBeLessThan(6);
    expect(passed.slice(-300).every(Boolean)).toBe(true);
  });

  it('is off unless it is asked for', () => {
    const { breaker } = setUpRecovered({}, { rampUp: undefined }, always);
    expect(breaker.heldBack()).toBe(0);
    expect(breaker.acquire().permitted).toBe(true);
  });

  const wrong: readonly RampUpOptions[] = [
    { share: 0 },
    { share: 0.95 },
    { k: 0.5 },
    { duration: 0 },
    { duration: Infinity },
  ];
  for (const options of wrong) {
    it(`refuses ${Object.entries(options).join(' ').replace(',', ': ')} at once`, () => {
      expect(() => rampUp(options)).toThrowError(ConfigurationError);
    });
  }
});
