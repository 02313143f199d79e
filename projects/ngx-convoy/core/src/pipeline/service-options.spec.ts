import { ConfigurationError } from '../errors';
import {
  resolveServiceOptions,
  type RetryOptions,
  SERVICE_DEFAULTS,
  type ServiceOptions,
} from './service-options';

describe('resolveServiceOptions', () => {
  it('fills in what is not said', () => {
    const resolved = resolveServiceOptions({ name: 'orders' }, 'services[0]');
    expect(resolved).toEqual({ name: 'orders', ...SERVICE_DEFAULTS });
  });

  it('lets a service win over the defaults of the app, and those over the library', () => {
    const resolved = resolveServiceOptions(
      { name: 'orders', timeout: 1_000, retry: { attempts: 0, base: undefined } },
      'services[0]',
      { timeout: 2_000, deadline: 4_000, retry: { base: 50 } },
    );
    expect(resolved.timeout).toBe(1_000);
    expect(resolved.deadline).toBe(4_000);
    expect(resolved.retry).toEqual({
      attempts: 0,
      base: 50,
      max: 2_000,
      backoff: { type: 'full-jitter', base: 50, max: 2_000 },
      maxDuration: undefined,
      budget: {},
    });
  });

  it('takes `true` for a policy with its defaults, and `false` for none', () => {
    const on = { name: 'orders', hedge: true, throttle: true, concurrency: true };
    expect(resolveServiceOptions(on, 'services[0]')).toEqual(
      jasmine.objectContaining({
        hedge: {},
        throttle: {},
        concurrency: { algorithm: 'gradient2' },
        bulkhead: {},
      }),
    );
    const off = { hedge: false, throttle: false, concurrency: false, rateLimit: false } as const;
    const resolved = resolveServiceOptions({ name: 'orders', ...off }, 'services[0]', {
      hedge: true,
      throttle: true,
      concurrency: true,
      rateLimit: { limit: 5 },
    });
    expect(resolved).toEqual({ name: 'orders', ...SERVICE_DEFAULTS });
  });

  it('gives a backoff the base and the maximum of its retry, unless it has its own', () => {
    const retryOf = (backoff: RetryOptions['backoff']) =>
      resolveServiceOptions(
        { name: 'orders', retry: { base: 50, max: 500, backoff } },
        'services[0]',
      ).retry.backoff;
    expect(retryOf('decorrelated-v2')).toEqual({ type: 'decorrelated-v2', base: 50, max: 500 });
    expect(retryOf({ type: 'linear', max: 900 })).toEqual({ type: 'linear', base: 50, max: 900 });
  });

  const wrong: readonly { readonly options: object; readonly option: string }[] = [
    { options: { name: '' }, option: 'services[2].name' },
    { options: { name: 'a b' }, option: 'services[2].name' },
    { options: { name: undefined }, option: 'services[2].name' },
    { options: { name: 'a', timeout: -1 }, option: 'services[2].timeout' },
    { options: { name: 'a', timeout: 0 }, option: 'services[2].timeout' },
    { options: { name: 'a', timeout: Number.NaN }, option: 'services[2].timeout' },
    { options: { name: 'a', timeout: '5s' }, option: 'services[2].timeout' },
    { options: { name: 'a', deadline: 0 }, option: 'services[2].deadline' },
    { options: { name: 'a', retry: { attempts: 1.5 } }, option: 'services[2].retry.attempts' },
    { options: { name: 'a', retry: { attempts: -1 } }, option: 'services[2].retry.attempts' },
    { options: { name: 'a', retry: { base: 200, max: 100 } }, option: 'services[2].retry.max' },
    { options: { name: 'a', balancing: 'best' }, option: 'services[2].balancing' },
  ];
  for (const row of wrong) {
    it(`refuses ${JSON.stringify(row.options)} by the name of the option`, () => {
      expect(() =>
        resolveServiceOptions(row.options as ServiceOptions, 'services[2]'),
      ).toThrowMatching(
        (error: unknown) => error instanceof ConfigurationError && error.option === row.option,
      );
    });
  }
});
