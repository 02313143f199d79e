// The life of an alert, step by step, as `promtool test rules` evaluates the same rule over the same series.
import { importWithLibrary } from '../import-with-library.ts';
import { burnScenarios } from './burn-scenarios.ts';
import { lifeScenarios } from './life-scenarios.ts';
import type { Oracle } from './oracle.ts';
import { promtool } from './programs.ts';
import type { Scenario, State } from './scenario.ts';

/** What is compared: how the engine of `ngx-convoy/core` sees a scenario. */
interface Subject {
  readonly statesOf: (scenario: Scenario) => readonly State[];
}

export const alertLives: Oracle = async (tell) => {
  const { statesOf } = await importWithLibrary<Subject>(
    `export { statesOf } from './tools/oracles/subject/states-of';`,
    'oracles/states-of',
  );
  // One run for each interval: promtool has one for all of a file.
  for (const scenarios of [lifeScenarios(), burnScenarios()]) {
    const seen = scenarios.map((scenario) => ({ scenario, states: statesOf(scenario) }));
    const { code, output } = await promtool(['test', 'rules', 'tests.yml'], {
      'rules.yml': ruleFile(scenarios),
      'tests.yml': testFile(seen),
    });
    const different = differences(output);
    if (code !== 0 && different.size === 0) tell('promtool', output.split('\n'));
    for (const { scenario } of seen) tell(scenario.name, different.get(scenario.name) ?? []);
    // A timeline on which nothing ever happens proves little.
    const lively = seen.filter(({ states }) => states.includes('firing'));
    const isLively = lively.length > seen.length / 2;
    tell('most of them fire', isLively ? [] : [`${lively.length} of ${seen.length}`]);
  }
};

interface Seen {
  readonly scenario: Scenario;
  readonly states: readonly State[];
}

function ruleFile(scenarios: readonly Scenario[]): string {
  const rules = scenarios.map(({ name, expr, for: wait, keepFiringFor }) =>
    [
      `      - alert: ${name}`,
      `        expr: ${JSON.stringify(expr)}`,
      `        for: ${wait}s`,
      ...(keepFiringFor > 0 ? [`        keep_firing_for: ${keepFiringFor}s`] : []),
    ].join('\n'),
  );
  return ['groups:', '  - name: oracle', '    rules:', ...rules, ''].join('\n');
}

function testFile(seen: readonly Seen[]): string {
  const step = seen[0]?.scenario.step ?? 60;
  const series = seen.flatMap(({ scenario }) =>
    scenario.series.map(({ name, values }) =>
      [
        `      - series: ${JSON.stringify(name)}`,
        `        values: ${JSON.stringify(values.map((value) => value ?? 'stale').join(' '))}`,
      ].join('\n'),
    ),
  );
  const asked = seen.flatMap(({ scenario, states }) =>
    states.map((state, at) => expectation(scenario.name, state, at * step)),
  );
  return [
    'rule_files: [rules.yml]',
    `evaluation_interval: ${step}s`,
    'tests:',
    `  - interval: ${step}s`,
    '    input_series:',
    ...series,
    '    promql_expr_test:',
    ...asked,
    '',
  ].join('\n');
}

/** Prometheus says by a series of its own how an alert stands: `ALERTS`. */
function expectation(name: string, state: State, seconds: number): string {
  const labels = `ALERTS{alertname="${name}",alertstate="${state}"}`;
  return [
    `      - expr: ${JSON.stringify(`sum by (__name__, alertname, alertstate) (ALERTS{alertname="${name}"})`)}`,
    `        eval_time: ${seconds}s`,
    ...(state === 'inactive'
      ? []
      : [
          '        exp_samples:',
          `          - labels: ${JSON.stringify(labels)}`,
          '            value: 1',
        ]),
  ].join('\n');
}

/** What promtool reports, by the name of the scenario. */
function differences(output: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const report =
    /expr: "[^\n]*?alertname=\\?"(\w+)\\?"[^\n]*?time: (\w+),\s*\n\s*exp: ?(.*)\n\s*got: ?(.*)/g;
  for (const [, name = '', time = '', expected = '', got = ''] of output.matchAll(report)) {
    const list = found.get(name) ?? [];
    found.set(name, list);
    list.push(`at ${time} we say ${expected}, promtool ${got}`);
  }
  return found;
}
