import { AlertEngine, AlertRule, KIND, ServiceSeries, type AlertChanges } from 'ngx-convoy/core';
import {
  metricsOf,
  type ServiceMetrics,
} from '../../../projects/ngx-convoy/monitor/src/metrics/service-metrics';
import { growth } from '../../harness/memory.ts';
import type { GaugeCase, TimeCase } from '../../harness/suite.ts';

/** Fifty services with twenty rules each. */
const SERVICES = 50;
const RULES = 20;
/** Milliseconds between two rounds. */
const BEAT = 5_000;

interface Service {
  readonly name: string;
  readonly series: ServiceSeries;
}

const services: readonly Service[] = Array.from({ length: SERVICES }, (_, index) => ({
  name: `service-${index}`,
  series: new ServiceSeries(),
}));

/** A kind of number each; every tenth rule is always bad, and every seventh now and then. */
const rules = Array.from({ length: RULES }, (_, index) => {
  const isBad = index % 10 === 0;
  return new AlertRule<ServiceMetrics>({
    name: `rule-${index}`,
    threshold: isBad ? -1 : index % 7 === 0 ? 0.2 : 10_000,
    for: 10_000,
    keepFiringFor: 10_000,
    ...(index % 3 === 0 ? { ofLast: { bad: 3, of: 5 } } : {}),
    measure: index % 2 === 0 ? ({ errorRate }) => errorRate : ({ p95 }) => p95,
    describe: (_, value) => `it is ${value.toFixed(1)}`,
  });
});

const engine = new AlertEngine(rules);
const changes: AlertChanges = { reported: [], withdrawn: [] };
let now = 0;
let sum = 0;

/** Takes a value from a measured loop, so that nothing can be optimised away. */
function keep(value: number): void {
  sum = (sum + value) & 0xff_ffff;
}

/** Some calls of each service, more or fewer of them failed. */
function call(): void {
  for (const [index, { series }] of services.entries()) {
    for (let count = 0; count < 3; count += 1) {
      const isFailure = (index + count + now / BEAT) % 5 === 0;
      series.record(isFailure ? KIND.server : KIND.success, 20 + ((index * 7 + count) % 50), now);
    }
  }
}

/** As an app takes them. */
function metricsNow({ series }: Service): ServiceMetrics {
  return metricsOf(series.totals(60_000, now));
}

function round(): void {
  now += BEAT;
  call();
  for (const service of services) {
    engine.evaluate(service.name, metricsNow(service), now, changes);
  }
  keep(changes.reported.length);
  changes.reported.length = 0;
  changes.withdrawn.length = 0;
}

/** What an app does every five seconds: takes the numbers of every service, and puts every rule to them. */
export const alertRounds: TimeCase = {
  kind: 'time',
  name: 'a round of 1,000 alert rules on live numbers of 50 services',
  baseline: 'taking the numbers only',
  rounds: 15,
  targets: [{ contender: 'numbers and rules', atMost: 2_000_000 }],
  contenders: [
    {
      name: 'taking the numbers only',
      run: (times) => {
        for (let done = 0; done < times; done += 1) {
          now += BEAT;
          call();
          for (const service of services) keep(metricsNow(service).wanted);
        }
      },
    },
    {
      name: 'numbers and rules',
      run: (times) => {
        for (let done = 0; done < times; done += 1) round();
      },
    },
  ],
};

/** Alerts that come, go and flap for days. */
export const alertGrowth: GaugeCase = {
  kind: 'gauge',
  unit: 'B',
  name: 'growth over 10,000 rounds of 1,000 alert rules',
  baseline: 'ngx-convoy',
  contenders: [
    {
      name: 'ngx-convoy',
      read: (effort) =>
        growth((times) => {
          for (let done = 0; done < times; done += 1) round();
        }, 10_000 * effort),
    },
  ],
  // An hour or a day more is a row more in each of the fifty services; nothing else may grow.
  targets: [{ contender: 'ngx-convoy', atMost: 200_000 }],
};
