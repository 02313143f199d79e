import { AlertRule, type AlertRuleOptions } from './alert-rule';
import { mergedRules, prometheusRule, prometheusRuleFile } from './prometheus-rules';

describe('prometheusRuleFile', () => {
  it('writes what Prometheus can know of a rule', () => {
    const rule = new AlertRule<number>({
      name: 'slow',
      severity: 'critical',
      labels: { team: 'a "b"' },
      threshold: 2_000,
      for: 30_000,
      keepFiringFor: 60_000,
      promql: 'histogram_quantile(0.95, x{le="1"})',
      measure: (value) => value,
      describe: () => '',
    });
    const written = prometheusRule(rule);
    expect(prometheusRuleFile({ convoy: written === undefined ? [] : [written] })).toBe(
      [
        'groups:',
        '  - name: "convoy"',
        '    rules:',
        '      - alert: "slow"',
        '        expr: "(histogram_quantile(0.95, x{le=\\"1\\"})) > 2000"',
        '        for: 30000ms',
        '        keep_firing_for: 60000ms',
        '        labels:',
        '          team: "a \\"b\\""',
        '          severity: "critical"',
        '        annotations:',
        '          summary: "slow of {{ $labels.service }} is {{ $value }}"',
        '',
      ].join('\n'),
    );
  });

  it('makes rules of one name one, unless they differ in more than what they ask', () => {
    const rule = { alert: 'slow', expr: 'a > 1', for: 10 };
    expect(
      mergedRules([
        rule,
        { ...rule, expr: 'b > 2' },
        { ...rule, for: 20 },
        { ...rule, alert: 'x' },
      ]),
    ).toEqual([
      { ...rule, expr: '(a > 1) or (b > 2)' },
      { ...rule, for: 20, labels: { variant: '2' } },
      { ...rule, alert: 'x' },
    ]);
  });

  it('leaves out what Prometheus cannot measure, and counts rounds by subquery', () => {
    const options: AlertRuleOptions<unknown> = {
      ...{ name: 'low', threshold: 1, bad: 'below', ofLast: { bad: 3, of: 5 } },
      ...{ measure: () => 0, describe: () => '' },
    };
    expect(prometheusRule(new AlertRule(options))).toBeUndefined();
    expect(prometheusRule(new AlertRule({ ...options, promql: 'up' }))?.expr).toBe(
      'count_over_time(((up) < 1)[4m:1m]) >= 3',
    );
  });
});
