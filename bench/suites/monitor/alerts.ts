import { AlertEngine, AlertRule, TrafficWindow, type AlertChanges } from 'ngx-convoy/core';
import type { TimeCase } from '../../harness/suite.ts';

/** Fifty services with twenty rules each. */
const SERVICES = 50;
const RULES = 20;
/** Milliseconds between two rounds. */
const BEAT = 5_000;

interface Service {
  readonly name: string;
  readonly traffic: TrafficWindow;
}

const services: readonly Service[] = Array.from({ length: SERVICES }, (_, index) => ({
  name: `service-${index}`,
  traffic: new TrafficWindow(),
}));

/** A kind of number each; every tenth rule is always bad, and every seventh now and then. */
const rules = Array.from({ length: RULES }, (_, index) => {
  const isBad = index % 10 === 0;
  return new AlertRule<{ readonly errorRate: number; readonly p95: number | undefined }>({
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
let seen = 0;

/** Some calls of each service, more or fewer of them failed. */
function call(): void {
  for (const [index, { traffic }] of services.entries()) {
    for (let count = 0; count < 3; count += 1) {
      const isFailure = (index + count + now / BEAT) % 5 === 0;
      traffic.record(isFailure ? 'failure' : 'success', 20 + ((index * 7 + count) % 50), now);
    }
  }
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
          for (const { traffic } of services) seen += traffic.snapshot(now).calls;
        }
      },
    },
    {
      name: 'numbers and rules',
      run: (times) => {
        for (let done = 0; done < times; done += 1) {
          now += BEAT;
          call();
          for (const { name, traffic } of services) {
            engine.evaluate(name, traffic.snapshot(now), now, changes);
          }
          seen += changes.reported.length;
          changes.reported.length = 0;
          changes.withdrawn.length = 0;
        }
      },
    },
  ],
};

/** Takes the result out of the measured loops, so that nothing can be optimised away. */
export function sink(): number {
  return seen;
}
