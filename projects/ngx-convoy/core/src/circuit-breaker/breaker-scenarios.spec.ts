import { ManualClock } from 'ngx-convoy/testing';
import type { BreakerScenario } from '../conformance/breaker-scenario';
import table from '../conformance/breaker-scenarios.json';
import { runBreakerScenario } from '../conformance/run-breaker-scenario';

describe('CircuitBreaker in the scenarios of ten other breakers', () => {
  const scenarios = table.scenarios as unknown as readonly BreakerScenario[];
  const mismatches = (scenario: BreakerScenario): string[] =>
    runBreakerScenario(scenario, new ManualClock(0));

  for (const scenario of scenarios) {
    it(`${scenario.id}: ${scenario.title}`, () => {
      expect(mismatches(scenario)).toEqual([]);
    });
  }

  it('passes 74 of 74 rows; none is beyond what the options can say', () => {
    expect(table.schema).toBe('breaker-scenarios/1');
    expect(new Set(scenarios.map(({ id }) => id)).size).toBe(74);
    expect(scenarios.filter((scenario) => mismatches(scenario).length === 0).length).toBe(74);
  });
});
