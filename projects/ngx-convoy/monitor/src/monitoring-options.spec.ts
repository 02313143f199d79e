import { resolveMonitoring, type MonitoringOptions } from './monitoring-options';

describe('resolveMonitoring', () => {
  const wrong: readonly [MonitoringOptions, RegExp][] = [
    [{ health: { interval: 999 } }, /^health\.interval must be a number of 1000 or more/],
    [{ health: { jitter: 0.6 } }, /^health\.jitter must be a number from 0 to 0\.5/],
    [{ health: { timeout: 0 } }, /^health\.timeout must be a number greater than 0/],
    [{ health: { concurrency: 1.5 } }, /^health\.concurrency must be a whole number of 1 or more/],
    [{ health: { fall: 0 } }, /^health\.fall must be a whole number of 1 or more/],
    [{ health: { rise: 0 } }, /^health\.rise must be a whole number of 1 or more/],
    [
      { alertThresholds: { errorRate: 5 } },
      /^alertThresholds\.errorRate must be a number from 0 to 1/,
    ],
    [
      { alertThresholds: { availability: -1 } },
      /^alertThresholds\.availability must be a number from/,
    ],
    [
      { alertThresholds: { responseTime: 0 } },
      /^alertThresholds\.responseTime must be a number greater/,
    ],
    [{ alerts: { for: -1 } }, /^alerts\.for must be a number of 0 or more/],
    [{ alerts: { keepFiringFor: NaN } }, /^alerts\.keepFiringFor must be a number of 0 or more/],
    [{ alerts: { minimumCalls: 0 } }, /^alerts\.minimumCalls must be a whole number of 1 or more/],
    [
      { services: { orders: { checkInterval: 10 } } },
      /^services\['orders'\]\.checkInterval must be/,
    ],
    [
      { services: { orders: { alertThresholds: { errorRate: 2 } } } },
      /^services\['orders'\]\.alertThresholds\.errorRate must be/,
    ],
  ];
  for (const [options, message] of wrong) {
    it(`refuses ${JSON.stringify(options)}`, () => {
      expect(() => resolveMonitoring(options)).toThrowError(message);
    });
  }

  it('refuses a threshold that it does not know, instead of never watching it', () => {
    const misspelt = { alertThresholds: { errorrate: 0.1 } as object };
    expect(() => resolveMonitoring(misspelt)).toThrowError(
      "alertThresholds must be made of responseTime, errorRate, availability, but is 'errorrate'.",
    );
  });

  it('waits half an interval for an answer, but never longer than five seconds', () => {
    const monitoring = resolveMonitoring({ services: { quick: { checkInterval: 2_000 } } });
    expect(monitoring.checks('quick').timeout).toBe(1_000);
    expect(monitoring.checks('other').timeout).toBe(5_000);
  });

  it('lets a service differ in one threshold and keep the others', () => {
    const monitoring = resolveMonitoring({
      alertThresholds: { responseTime: 900, errorRate: 0.2 },
      services: { quick: { alertThresholds: { responseTime: 100 } } },
    });
    expect(monitoring.thresholds('quick')).toEqual({
      responseTime: 100,
      errorRate: 0.2,
      availability: 0.95,
    });
    expect(monitoring.thresholds('other').responseTime).toBe(900);
  });
});
