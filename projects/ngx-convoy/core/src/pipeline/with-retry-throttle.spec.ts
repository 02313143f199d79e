import type { CallEvent } from './call-event';
import { down, settle, setUp } from './pipeline-scene.spec';
import { withEvents } from './with-events';
import { withRetry } from './with-retry';
import { withRetryThrottle } from './with-retry-throttle';

describe('withRetryThrottle', () => {
  it('repeats while more than half of the tokens are left, whatever the order of the policies', async () => {
    const events: CallEvent[] = [];
    const { careful, script, clock } = setUp(
      withRetryThrottle({ maxTokens: 4, tokenRatio: 0.5 }),
      withRetry({ attempts: 5, backoff: () => 10 }),
      withEvents((event) => events.push(event)),
    );
    const answer = careful.execute(script.fn);
    answer.catch(() => undefined);
    for (let failed = 0; failed < 2; failed += 1) {
      script.at(-1).reject(down);
      await settle();
      clock.advance(10);
    }
    await expectAsync(answer).toBeRejectedWith(down);
    expect(script.attempts.length).toBe(2);
    expect(careful.retryThrottle.tokens).toBe(2);
    expect(events.at(-1)).toEqual({ type: 'no-retry', at: clock.now() - 10, reason: 'throttle' });
    expect(careful.describe()).toContain('retries only above 2 of 4 tokens');
  });
});
