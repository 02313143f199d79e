import vectors from '../conformance/resilience-vectors.json';
import { ConfigurationError } from '../errors';
import { RetryThrottle } from './retry-throttle';

describe('RetryThrottle', () => {
  interface Row {
    readonly id: string;
    readonly params: {
      readonly maxTokens: number;
      readonly tokenRatio: number;
      readonly maxAttempts: number;
    };
    readonly steps: readonly {
      readonly attempts: readonly string[];
      readonly result: string;
      readonly tokens: number;
    }[];
  }
  const rows = vectors.vectors.filter(({ algo }) => algo === 'retryThrottling') as readonly Row[];

  for (const { id, params, steps } of rows) {
    it(`agrees with the golden vector ${id}`, () => {
      const throttle = new RetryThrottle(params);
      for (const { attempts, result, tokens } of steps) {
        let made = 0;
        let isGood: boolean;
        do {
          isGood = attempts[made] === 'ok';
          throttle.record(isGood);
          made += 1;
        } while (!isGood && throttle.admits && made < params.maxAttempts);
        expect(made).toBe(attempts.length);
        expect(isGood ? 'ok' : 'fail').toBe(result);
        expect(throttle.tokens).toBe(tokens);
      }
    });
  }

  it('is tested by one golden vector', () => {
    expect(rows.length).toBe(1);
  });

  it('never has less than nothing or more than all', () => {
    const throttle = new RetryThrottle({ maxTokens: 2, tokenRatio: 5 });
    for (let i = 0; i < 10; i += 1) throttle.record(false);
    expect(throttle.tokens).toBe(0);
    throttle.record(true);
    expect(throttle.tokens).toBe(2);
  });

  it('refuses to begin without tokens', () => {
    expect(() => new RetryThrottle({ maxTokens: 0 })).toThrowMatching(
      (error: unknown) => error instanceof ConfigurationError && error.option === 'maxTokens',
    );
  });

  it('keeps what is left when its options change', () => {
    const throttle = new RetryThrottle({ maxTokens: 10 });
    throttle.record(false);
    throttle.configure({ maxTokens: 20 });
    expect([throttle.tokens, throttle.admits]).toEqual([9, false]);
    expect(() => {
      throttle.configure({ maxTokens: 5, tokenRatio: 0 });
    }).toThrowError(ConfigurationError, /tokenRatio must be/);
    expect(throttle.maxTokens).toBe(20);
    throttle.configure({ maxTokens: 5 });
    expect(throttle.tokens).toBe(5);
  });
});
