import { ConfigurationError } from '../errors';
import { scriptedCalls } from './scripted-calls.spec';
import { resolveServiceOptions, type ServiceOptions } from './service-options';

const down = new Error('down');

function setUp(options: Partial<ServiceOptions> = {}) {
  const scene = scriptedCalls({ breaker: { consecutiveFailures: 3 }, ...options }, ['a', 'b']);
  const configure = (next: Partial<ServiceOptions>): void => {
    const whole = { name: 'orders', breaker: { consecutiveFailures: 3 }, ...options, ...next };
    scene.upstream.configure(resolveServiceOptions(whole, 'service'), 'service');
  };
  return { ...scene, configure };
}

describe('The policies of a service', () => {
  it('stand in their order, each when its option is on', () => {
    const { upstream } = setUp({
      rateLimit: { limit: 10 },
      concurrency: true,
      throttle: true,
      hedge: { delay: 500 },
      earlyRefusal: true,
    });
    expect(upstream.policies.describe()).toBe(
      'deadline 15 s (refused early) > rate limit 10 in 1 s > concurrency 6 > throttle (k 2) > ' +
        'breaker closed > retry x2 (budget 20 %) > hedge after 500 ms > timeout 5 s',
    );
    expect(setUp().upstream.policies.describe()).toBe(
      'deadline 15 s > breaker closed > retry x2 (budget 20 %) > timeout 5 s',
    );
  });

  it('change without losing what they know', () => {
    const { upstream, call, clock, configure } = setUp({
      bulkhead: { limit: 1 },
      rateLimit: { limit: 10 },
      throttle: true,
    });
    const { breaker, budget, bulkhead } = upstream;
    for (let failure = 0; failure < 2; failure += 1) {
      const { subject, transport } = call({ retries: 0 });
      subject.start();
      transport.last.fail(down);
    }
    const running = call();
    running.subject.start();
    const waiting = call();
    waiting.subject.start();
    expect(waiting.transport.sent.length).toBe(0);

    configure({
      bulkhead: { limit: 2 },
      rateLimit: { limit: 20 },
      timeout: 1_000,
      retry: { attempts: 0 },
    });
    expect([upstream.breaker, upstream.budget, upstream.bulkhead]).toEqual([
      breaker,
      budget,
      bulkhead,
    ]);
    expect(waiting.transport.sent.length).toBe(1);
    expect(upstream.breaker.totals().failed).toBe(2);
    expect(upstream.policies.rateLimit?.limit).toBe(20);

    running.transport.last.fail(down);
    expect(upstream.breaker.totals().failed).withContext('retried, as when it started').toBe(2);
    running.subject.cancel();
    waiting.transport.last.succeed('42');
    expect(bulkhead?.inFlight).toBe(0);
    const { subject, transport, observer } = call(upstream.guards.limits);
    subject.start();
    clock.advance(1_050);
    expect(transport.endings).toEqual(['timeout']);
    expect(observer.failed).toHaveBeenCalledTimes(1);
  });

  it('come and go, and calls under way give back what they took', () => {
    const { upstream, call, configure } = setUp({ bulkhead: { limit: 1 }, throttle: true });
    const { bulkhead } = upstream;
    const before = call();
    before.subject.start();
    configure({ bulkhead: false, throttle: false });
    expect(upstream.bulkhead).toBeUndefined();
    const after = call();
    after.subject.start();
    before.transport.last.succeed('42');
    after.transport.last.succeed('42');
    expect(bulkhead?.inFlight).toBe(0);
    configure({ bulkhead: { limit: 3 } });
    expect(upstream.bulkhead?.limit).toBe(3);
  });

  it('keep what a limit has learned that finds itself, unless its own options change', () => {
    const concurrency = {
      algorithm: 'aimd',
      initial: 4,
      window: { samples: 1, minDuration: 1 },
    } as const;
    const { upstream, call, clock, configure } = setUp({
      concurrency,
      breaker: { consecutiveFailures: false, failureRate: false },
    });
    for (let failure = 0; failure < 3; failure += 1) {
      const { subject, transport } = call({ retries: 0 });
      subject.start();
      clock.advance(10);
      transport.last.fail(down);
    }
    const learned = upstream.bulkhead?.limit;
    expect(learned).toBeLessThan(4);
    configure({ concurrency, timeout: 1_000 });
    expect(upstream.bulkhead?.limit).toBe(learned);
    configure({ concurrency: { ...concurrency, initial: 5 } });
    expect(upstream.bulkhead?.limit).toBe(5);
  });

  it('choose in another way among the same instances', () => {
    const { upstream, call, configure } = setUp();
    const before = [...upstream.endpoints];
    const running = call();
    running.subject.start();
    configure({ balancing: 'round-robin', outlier: { consecutiveFailures: 2 } });
    expect(upstream.endpoints).toEqual(before);
    running.transport.last.succeed('42');
    expect(upstream.endpoints.map(({ inFlight }) => inFlight)).toEqual([0, 0]);
    const picked = [1, 2, 3, 4].map(() => {
      const { subject, transport } = call();
      subject.start();
      transport.last.succeed('42');
      return transport.instances[0];
    });
    expect(picked).toEqual(['a', 'b', 'a', 'b']);
  });

  it('stay as they were when an option is wrong', () => {
    const { upstream, configure } = setUp({ rateLimit: { limit: 10 } });
    const before = upstream.policies.describe();
    const wrong: readonly Partial<ServiceOptions>[] = [
      { timeout: 1_000, rateLimit: { limit: -1 } },
      { timeout: 1_000, breaker: { failureRate: 2 } },
      { timeout: 1_000, instanceBreaker: { failureRate: 2 } },
      { timeout: 1_000, outlier: { consecutiveFailures: 0 } },
      { timeout: 1_000, bulkhead: { limit: 0 } },
      { timeout: 1_000, throttle: { k: 0 } },
      { timeout: 1_000, retry: { budget: { ratio: -1 } } },
      { timeout: 1_000, retry: { backoff: { type: 'linear', jitter: 2 } } },
    ];
    for (const options of wrong) {
      expect(() => {
        configure(options);
      }).toThrowError(ConfigurationError);
      expect(upstream.policies.describe()).toBe(before);
    }
  });
});
