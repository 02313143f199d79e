import { AimdLimit, type AimdLimitOptions } from './aimd-limit';

describe('AimdLimit', () => {
  function after(
    options: AimdLimitOptions,
    samples: readonly (number | 'dropped')[],
    inFlight = 6,
  ) {
    const limit = new AimdLimit(options);
    for (const sample of samples) {
      const dropped = sample === 'dropped';
      limit.onSample({ rttMs: dropped ? 0 : sample, inFlight, dropped, now: 0 });
    }
    return limit.limit;
  }

  it('starts at six', () => {
    expect(new AimdLimit().limit).toBe(6);
  });

  it('grows by one with each good answer', () => {
    expect(after({}, [10, 10, 10])).toBe(9);
  });

  it('does not grow while less than half of it is used', () => {
    expect(after({ initial: 12 }, [10], 5)).toBe(12);
    expect(after({ initial: 12 }, [10], 6)).toBe(13);
  });

  it('shrinks by a tenth with a drop, and by one at least', () => {
    expect(after({ initial: 50 }, ['dropped'])).toBe(45);
    expect(after({ initial: 5 }, ['dropped'])).toBe(4);
  });

  it('takes an answer that is too slow for a drop', () => {
    expect(after({ timeout: 1_000 }, [1_000])).toBe(7);
    expect(after({ timeout: 1_000 }, [1_001])).toBe(5);
  });

  it('stays within its bounds', () => {
    expect(after({ min: 3 }, new Array<'dropped'>(20).fill('dropped'))).toBe(3);
    expect(after({ max: 9 }, new Array<number>(20).fill(10))).toBe(9);
  });
});
