import {
  AlertEngine,
  fingerprintOf,
  Inhibitions,
  KIND,
  ServiceSeries,
  type Alert,
  type AlertChanges,
} from 'ngx-convoy/core';
import { resolveMonitoring, type MonitoringOptions } from '../monitoring-options';
import { metricsOf, type ServiceMetrics } from '../metrics/service-metrics';
import { BUILT_IN_INHIBITIONS, builtInRules } from './built-in-rules';
import type { ServiceView } from './service-view';

const well: ServiceView = {
  service: 'orders',
  label: 'Orders',
  state: { status: 'up', reason: 'calls are answered' },
  circuit: 'closed',
  circuitReason: '',
  metrics: numbers({ successes: 20 }),
  registryProblem: undefined,
  totals: () => {
    throw new Error('No rule of these asks for more than a minute.');
  },
};

const open: ServiceView = {
  ...well,
  state: { status: 'down', reason: 'its breaker is open: 5 failures in a row' },
  circuit: 'open',
  circuitReason: '5 failures in a row',
};

const down: ServiceView = { ...well, state: { status: 'down', reason: 'no instance is healthy' } };

function numbers(counts: {
  readonly successes?: number;
  readonly failures?: number;
  readonly fallbacks?: number;
  readonly duration?: number;
}): ServiceMetrics {
  const series = new ServiceSeries();
  const { successes = 0, failures = 0, fallbacks = 0, duration = 10 } = counts;
  const calls = (kind: number, times: number): void => {
    for (let call = 0; call < times; call += 1) series.record(kind, duration, 0);
  };
  calls(KIND.success, successes);
  calls(KIND.server, failures);
  calls(KIND.fallback, fallbacks);
  return metricsOf(series.totals(60_000, 0));
}

function rules(options: MonitoringOptions = {}) {
  const engine = new AlertEngine(
    builtInRules(
      resolveMonitoring({
        alertThresholds: { responseTime: 800, errorRate: 0.1, availability: 0.95 },
        alerts: { for: 10, keepFiringFor: 10, minimumCalls: 5 },
        ...options,
      }),
    ),
  );
  const changes: AlertChanges = { reported: [], withdrawn: [] };
  const take = () => ({
    reported: changes.reported.splice(0),
    withdrawn: changes.withdrawn.splice(0),
  });
  return {
    evaluate: (view: ServiceView, now: number) => {
      engine.evaluate(view.service, view, now, changes);
      return take();
    },
    end: (now: number) => {
      engine.retire('orders', now, changes);
      return take();
    },
  };
}

function brief({ rule, severity, state, message }: Alert): readonly string[] {
  return [rule, severity, state, message];
}

describe('The rules that every service has', () => {
  it('has nothing to say about a service that is well', () => {
    expect(rules().evaluate(well, 0)).toEqual({ reported: [], withdrawn: [] });
  });

  const states: readonly [string, ServiceView, readonly string[]][] = [
    [
      'an open circuit',
      open,
      ['circuit', 'critical', 'firing', 'The circuit of Orders is open: 5 failures in a row'],
    ],
    [
      'a service that is down for another reason',
      down,
      ['down', 'critical', 'firing', 'Orders is down: no instance is healthy'],
    ],
    [
      'a service with an instance less',
      { ...well, state: { status: 'degraded', reason: '1 of 2 instances out' } },
      ['degraded', 'info', 'firing', 'Orders: 1 of 2 instances out'],
    ],
    [
      'a registry that does not answer well',
      { ...well, registryProblem: 'answers 500; the last good instances stay' },
      [
        'registry',
        'warning',
        'firing',
        'Orders: the registry answers 500; the last good instances stay',
      ],
    ],
  ];
  for (const [what, view, expected] of states) {
    it(`tells of ${what} at once, once, and of its end`, () => {
      const alerts = rules();
      const { reported } = alerts.evaluate(view, 5);
      expect(reported.map(brief)).toEqual([expected]);
      expect(reported[0]).toEqual(
        jasmine.objectContaining({ since: 5, value: undefined, threshold: undefined }),
      );
      expect(alerts.evaluate(view, 6).reported).toEqual([]);

      const [over] = alerts.evaluate(well, 7).reported;
      expect(over).toEqual(
        jasmine.objectContaining({ id: reported[0]?.id, state: 'resolved', resolvedAt: 7 }),
      );
    });
  }

  const metrics: readonly [string, ServiceMetrics, readonly string[], number, number][] = [
    [
      'slow answers',
      numbers({ successes: 20, duration: 1_000 }),
      ['responseTime', 'warning', 'firing'],
      800,
      1_000,
    ],
    [
      'errors that fallbacks hide from the users',
      numbers({ successes: 6, failures: 4, fallbacks: 4 }),
      ['errorRate', 'warning', 'firing'],
      0.1,
      0.4,
    ],
  ];
  for (const [what, seen, expected, threshold, value] of metrics) {
    it(`tells of ${what} when it lasts`, () => {
      const alerts = rules();
      const [pending] = alerts.evaluate({ ...well, metrics: seen }, 0).reported;
      expect(pending?.state).toBe('pending');
      const [firing] = alerts.evaluate({ ...well, metrics: seen }, 10).reported;
      expect(firing && brief(firing).slice(0, 3)).toEqual([...expected]);
      expect(firing?.id).toBe(pending?.id ?? '');
      expect(firing?.threshold).toBe(threshold);
      expect((firing?.value ?? 0) / value).toBeCloseTo(1, 1);
      expect(firing?.since).toBe(0);
    });
  }

  it('tells in words what users feel: calls that nothing answered', () => {
    const alerts = rules();
    const view = { ...well, metrics: numbers({ successes: 8, failures: 2 }) };
    alerts.evaluate(view, 0);
    expect(alerts.evaluate(view, 10).reported.map(brief)).toEqual([
      ['errorRate', 'warning', 'firing', '20 % of the calls of Orders fail; the limit is 10 %'],
      [
        'availability',
        'critical',
        'firing',
        '80 % of the calls of Orders are answered; the limit is 95 %',
      ],
    ]);
  });

  it('takes back what did not last', () => {
    const alerts = rules();
    const [pending] = alerts.evaluate(
      { ...well, metrics: numbers({ successes: 20, duration: 1_000 }) },
      0,
    ).reported;
    expect(alerts.evaluate(well, 5).withdrawn).toEqual([pending?.id ?? '']);
  });

  it('says nothing about numbers that too few calls make', () => {
    const alerts = rules();
    const few = { ...well, metrics: numbers({ failures: 4 }) };
    expect(alerts.evaluate(few, 0)).toEqual({ reported: [], withdrawn: [] });
  });

  it('keeps a number firing until it is clearly better, for long enough', () => {
    const alerts = rules();
    const errors = (failures: number): ServiceView => ({
      ...well,
      metrics: numbers({ successes: 100 - failures, failures, fallbacks: failures }),
    });
    alerts.evaluate(errors(20), 0);
    alerts.evaluate(errors(20), 10);
    const phases = [
      alerts.evaluate(errors(10), 20), // at the limit: not clearly better
      alerts.evaluate(errors(9), 30), // recovers from here
      alerts.evaluate(errors(9), 39),
      alerts.evaluate(errors(9), 40),
    ].map(({ reported }) => reported.at(-1)?.state);
    // While it recovers, the last bad words stand.
    expect(phases).toEqual(['firing', undefined, undefined, 'resolved']);
  });

  it('lets the cause speak: what says that it is down silences the numbers that repeat it', () => {
    const inhibitions = new Inhibitions(BUILT_IN_INHIBITIONS);
    const labels = (alertname: string, service = 'orders') => ({ alertname, service });
    const circuit = { labels: labels('circuit'), fingerprint: fingerprintOf(labels('circuit')) };
    for (const alertname of ['responseTime', 'errorRate', 'availability', 'slo-orders']) {
      expect(inhibitions.of(labels(alertname), [circuit])).toEqual([circuit]);
      expect(inhibitions.of(labels(alertname, 'users'), [circuit])).toEqual([]);
    }
    expect(inhibitions.of(labels('registry'), [circuit])).toEqual([]);
  });

  it('go by the limits of the service where it has some of its own', () => {
    const alerts = rules({
      alerts: { for: 0 },
      services: { orders: { alertThresholds: { responseTime: 2_000 } } },
    });
    const view = { ...well, metrics: numbers({ successes: 20, duration: 1_000 }) };
    expect(alerts.evaluate(view, 0).reported).toEqual([]);
    expect(
      alerts.evaluate({ ...view, service: 'users' }, 0).reported.map(({ rule }) => rule),
    ).toEqual(['responseTime']);
  });

  it('know nothing any more when calls stop while a number is bad', () => {
    const alerts = rules();
    const bad = { ...well, metrics: numbers({ successes: 20, duration: 1_000 }) };
    const quiet = { ...well, metrics: numbers({ successes: 1 }) };
    alerts.evaluate(bad, 0);
    alerts.evaluate(bad, 10);
    const states = [20, 30, 40, 50].map((now) => alerts.evaluate(quiet, now).reported[0]?.state);
    expect(states).toEqual([undefined, undefined, 'no-data', undefined]);
    expect(alerts.evaluate(well, 60).reported[0]?.state).toBe('resolved');
  });

  it('lets an alert about a circuit last while trial calls are made', () => {
    const alerts = rules();
    const [opened] = alerts.evaluate(open, 0).reported;
    const trying: ServiceView = {
      ...well,
      circuit: 'half-open',
      state: { status: 'degraded', reason: 'trying calls again' },
    };
    expect(alerts.evaluate(trying, 5).reported).toEqual([
      jasmine.objectContaining({
        id: opened?.id,
        state: 'firing',
        message: 'The circuit of Orders is half open: trying calls again',
      }),
    ]);
  });

  it('makes a new alert of what comes back', () => {
    const alerts = rules();
    const [first] = alerts.evaluate(open, 0).reported;
    alerts.evaluate(well, 1);
    const [second] = alerts.evaluate(open, 1).reported;
    expect(second?.id).not.toBe(first?.id ?? '');
  });

  it('ends with its service', () => {
    const alerts = rules();
    alerts.evaluate({ ...down, metrics: well.metrics }, 0);
    const other = rules();
    other.evaluate({ ...well, metrics: numbers({ successes: 20, duration: 1_000 }) }, 0);
    expect(alerts.end(9).reported).toEqual([
      jasmine.objectContaining({ rule: 'down', state: 'resolved', resolvedAt: 9 }),
    ]);
    expect(other.end(9).withdrawn.length).toBe(1);
  });
});
