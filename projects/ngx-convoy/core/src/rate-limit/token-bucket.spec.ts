import { ConfigurationError } from '../errors';
import { TokenBucket, type TokenBucketOptions } from './token-bucket';

const START = 1_767_225_600_000;

describe('TokenBucket', () => {
  /** Ten calls a second, three at once. */
  const setUp = (options: Partial<TokenBucketOptions> = {}) =>
    new TokenBucket({ limit: 10, burst: 3, ...options });

  function waits(bucket: TokenBucket, count: number, now = START): (number | 'refused')[] {
    return Array.from({ length: count }, () => {
      const reservation = bucket.reserve(now);
      return reservation.permitted ? reservation.wait : 'refused';
    });
  }

  it('lets a burst through after a pause, and then one call per interval', () => {
    const bucket = setUp();
    const times: number[] = [];
    for (let at = 0; at <= 500; at += 10) while (bucket.tryAcquire(START + at)) times.push(at);
    expect(times).toEqual([0, 0, 0, 100, 200, 300, 400, 500]);
  });

  it('spaces calls evenly when no burst is allowed', () => {
    expect(waits(setUp({ burst: 1 }), 4)).toEqual([0, 100, 200, 300]);
  });

  it('allows a second’s worth of calls at once, by default', () => {
    const bucket = new TokenBucket({ limit: 10 });
    expect(bucket.available(START)).toBe(10);
    expect(waits(bucket, 11)).toEqual([...new Array<number>(10).fill(0), 100]);
  });

  it('saves up less than a call at a slow rate, and still allows one at once', () => {
    const bucket = new TokenBucket({ limit: 0.5, maxWait: 60_000 });
    expect(waits(bucket, 3)).toEqual([0, 2_000, 4_000]);
  });

  it('saves up no more than its burst', () => {
    const bucket = setUp();
    waits(bucket, 3);
    expect(bucket.available(START + 50)).toBeCloseTo(0.5, 9);
    expect(bucket.available(START + 3_600_000)).toBe(3);
  });

  it('refuses before anybody queues when the wait would be too long, and says when to come back', () => {
    const bucket = setUp({ maxWait: 150 });
    expect(waits(bucket, 5)).toEqual([0, 0, 0, 100, 'refused']);
    expect(bucket.reserve(START)).toEqual({ permitted: false, retryAt: START + 200 });
    expect(bucket.reserve(START + 50).permitted).toBe(true);
  });

  it('refuses a caller that has less time', () => {
    const bucket = setUp({ burst: 1 });
    bucket.tryAcquire(START);
    expect(bucket.reserve(START, 99).permitted).toBe(false);
    expect(bucket.reserve(START, 100).permitted).toBe(true);
  });

  it('does not let a call without reservation overtake those that wait', () => {
    const bucket = setUp({ burst: 1 });
    expect(waits(bucket, 2)).toEqual([0, 100]);
    expect(bucket.tryAcquire(START + 100)).toBe(false);
    expect(bucket.tryAcquire(START + 200)).toBe(true);
  });

  describe('when a reservation is given back', () => {
    function reserve(bucket: TokenBucket, now = START) {
      const reservation = bucket.reserve(now);
      if (!reservation.permitted) throw new Error('refused');
      return reservation;
    }

    it('gives its time to the next who asks, and leaves the others theirs', () => {
      const bucket = setUp({ burst: 1 });
      const [, second, third] = [reserve(bucket), reserve(bucket), reserve(bucket)];
      second.cancel(START);
      expect(waits(bucket, 2)).toEqual([100, 300]);
      expect(third.wait).toBe(200);
    });

    it('has it back in the bucket when nobody waits behind it', () => {
      const bucket = setUp();
      const reservations = Array.from({ length: 6 }, () => reserve(bucket));
      for (const reservation of reservations) reservation.cancel(START);
      expect(bucket.available(START)).toBe(3);
      expect(waits(bucket, 4)).toEqual([0, 0, 0, 100]);
    });

    it('has it back in the bucket when nobody took its time', () => {
      const bucket = setUp();
      const reservations = Array.from({ length: 6 }, () => reserve(bucket));
      reservations[3]?.cancel(START);
      reservations[4]?.cancel(START);
      // Earned in 350 ms: three and a half. Made: the burst of three and the sixth.
      expect(bucket.available(START + 350)).toBeCloseTo(2.5, 9);
    });

    it('counts it once', () => {
      const bucket = setUp({ burst: 1 });
      const [, second] = [reserve(bucket), reserve(bucket)];
      second.cancel(START);
      reserve(bucket);
      second.cancel(START);
      expect(waits(bucket, 1)).toEqual([200]);
    });

    it('changes nothing when the time of the call is over', () => {
      const bucket = setUp({ burst: 1 });
      const first = reserve(bucket);
      first.cancel(START + 1);
      expect(bucket.tryAcquire(START + 99)).toBe(false);
      expect(bucket.tryAcquire(START + 100)).toBe(true);
    });

    it('changes nothing either when calls with a later time were reserved earlier', () => {
      const bucket = setUp();
      const reservations = Array.from({ length: 8 }, () => reserve(bucket));
      reservations[3]?.cancel(START);
      reservations[4]?.cancel(START);
      // The times at 100 and 200 passed unused, so that this one fits in before the last.
      const late = reserve(bucket, START + 250);
      expect(late.wait).toBe(150);
      late.cancel(START + 450);
      expect(reserve(bucket, START + 450).wait).toBe(50);
    });
  });

  it('earns nothing while the clock is set back, and makes nobody wait for hours', () => {
    const bucket = setUp({ burst: 1 });
    bucket.tryAcquire(START);
    const back = START - 3_600_000;
    expect(bucket.tryAcquire(back)).toBe(false);
    expect(bucket.reserve(back, 0)).toEqual({ permitted: false, retryAt: back + 100 });
    expect(bucket.tryAcquire(back + 100)).toBe(true);
  });

  it('lets a call through at the very time that it named, whatever binary fractions make of it', () => {
    for (const limit of [3, 6, 7, 9, 11, 13]) {
      const bucket = new TokenBucket({ limit, burst: 1, maxWait: 0 });
      bucket.tryAcquire(START);
      const refusal = bucket.reserve(START);
      if (refusal.permitted) throw new Error('permitted');
      expect(bucket.tryAcquire(refusal.retryAt)).withContext(`${limit} a second`).toBe(true);
    }
  });

  it('does not add up what binary fractions lose', () => {
    const bucket = new TokenBucket({ limit: 3, per: 1_000, burst: 1 });
    let made = 0;
    for (let at = 0; at < 100_000; at++) if (bucket.tryAcquire(START + at / 10)) made++;
    expect(made).toBe(30);
  });

  const wrong: readonly (readonly [option: string, options: TokenBucketOptions])[] = [
    ['limit', { limit: 0 }],
    ['limit', { limit: NaN }],
    ['per', { limit: 1, per: 0 }],
    ['burst', { limit: 1, burst: 0.5 }],
    ['maxWait', { limit: 1, maxWait: -1 }],
  ];
  for (const [option, options] of wrong) {
    it(`names ${option} in ${JSON.stringify(options)}`, () => {
      expect(() => new TokenBucket(options)).toThrowMatching(
        (error) => error instanceof ConfigurationError && error.option === option,
      );
    });
  }
});
