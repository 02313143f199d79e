import { CallCounters } from '../series/call-counters';
import { KIND } from '../series/call-kind';
import { readRows } from '../series/series-rows';
import { ServiceSeries } from '../series/service-series';
import { callFamilies, type ServiceNumbers } from './call-families';
import { prometheusText } from './prometheus-text';
import { csvOf, jsonOf } from './rows-text';

const MIDNIGHT = 1_767_225_600_000;

function numbers(service = 'orders'): ServiceNumbers & { series: ServiceSeries } {
  const series = new ServiceSeries();
  const counters = new CallCounters();
  const call = (kind: number, ms: number, attempts = 1): void => {
    series.record(kind, ms, MIDNIGHT);
    counters.record(kind, ms, attempts);
  };
  for (const ms of [4, 5, 6, 80, 20_000]) call(KIND.success, ms);
  call(KIND.server, 300, 3);
  call(KIND.fallback, 300, 0);
  call(KIND.rejected, 0, 0);
  counters.refuse('circuit-open');
  return {
    ...{ service, series, counters, opened: 1, status: 'degraded', circuit: 'half-open' },
    lastMinute: series.totals(60_000, MIDNIGHT),
    bulkhead: { inFlight: 2, waiting: 1 },
  };
}

function linesOf(text: string, name: string): readonly string[] {
  return text.split('\n').filter((line) => line.startsWith(name));
}

describe('prometheusText', () => {
  it('gives histograms cumulative buckets in seconds, sum and count', () => {
    const lines = linesOf(
      prometheusText(callFamilies([numbers()])),
      'http_client_request_duration_seconds',
    );
    const ok = lines.filter((line) => !line.includes('error_type'));
    expect(ok[0]).toBe(
      'http_client_request_duration_seconds_bucket{service="orders",le="0.005"} 2',
    );
    expect(ok[1]).toBe('http_client_request_duration_seconds_bucket{service="orders",le="0.01"} 3');
    expect(ok[13]).toContain('le="10"} 4');
    expect(ok[14]).toContain('le="+Inf"} 5');
    expect(ok.slice(15)).toEqual([
      'http_client_request_duration_seconds_sum{service="orders"} 20.095',
      'http_client_request_duration_seconds_count{service="orders"} 5',
    ]);
    expect(lines).toContain(
      'http_client_request_duration_seconds_count{service="orders",error_type="5xx"} 1',
    );
  });

  it('names and labels as Prometheus wants them, whatever the source calls them', () => {
    const text = prometheusText(callFamilies([numbers()]));
    expect(linesOf(text, 'ft_')).toEqual(
      jasmine.arrayContaining([
        'ft_invocations_total{service="orders",result="valueReturned",fallback="applied"} 1',
        'ft_invocations_total{service="orders",result="exceptionThrown",fallback="notApplied"} 1',
        'ft_retry_retries_total{service="orders"} 2',
        'ft_circuitbreaker_calls_total{service="orders",circuit_breaker_result="circuitBreakerOpen"} 1',
        'ft_circuitbreaker_state{service="orders",state="half-open"} 1',
        'ft_bulkhead_executions_running{service="orders"} 2',
      ]),
    );
    for (const name of text.matchAll(/^# TYPE (\S+) counter$/gm))
      expect(name[1]).toMatch(/_total$/);
    for (const [, name = ''] of text.matchAll(/^# TYPE (\S+) /gm)) {
      expect(text).toContain(`# HELP ${name} `);
      expect(name).toMatch(/^[a-z_]+$/);
    }
  });

  it('escapes what a label may not hold', () => {
    const text = prometheusText(callFamilies([numbers('a"b\\c\nd')]));
    expect(text).toContain('service="a\\"b\\\\c\\nd"');
  });

  it('leaves out what nobody has', () => {
    const without = { ...numbers(), bulkhead: undefined };
    expect(prometheusText(callFamilies([without]))).not.toContain('bulkhead');
    expect(prometheusText(callFamilies([]))).toBe('');
  });

  it('never lets a counter fall when a fallback answers late', () => {
    const counters = new CallCounters();
    counters.record(KIND.server, 10, 1);
    const before = counters.unansweredCalls;
    counters.record(KIND.fallback, 10, 0);
    expect(counters.unansweredCalls).toBe(before);
    counters.record(KIND.server, 10, 1);
    expect(counters.unansweredCalls).toBe(1);
  });
});

describe('rows as text', () => {
  function rows() {
    const { series } = numbers();
    return { service: '=cmd,"x"', rows: readRows(series, 'minute', 120_000, MIDNIGHT + 60_000) };
  }

  it('are a table in which what is not known is empty', () => {
    const [head, first, second, end] = csvOf([rows()], (ms) => `at ${ms - MIDNIGHT}`).split('\r\n');
    expect(head).toBe(
      'service,start,seconds,success,client,server,network,timeout,rejected,fallback,cancelled,' +
        'sum,min,p50,p95,p99,max,queue,saturation',
    );
    expect(first).toMatch(/^"'=cmd,""x""",at 0,60,5,0,1,0,0,1,1,0,20395,4\./);
    expect(second).toBe(`"'=cmd,""x""",at 60000,60,0,0,0,0,0,0,0,0,0,,,,,,0,0`);
    expect(end).toBe('');
  });

  it('are JSON in which what is not known is null', () => {
    const [first] = JSON.parse(jsonOf([rows()])) as readonly Record<string, unknown>[];
    expect(first).toEqual(
      jasmine.objectContaining({
        ...{ tier: 'minute', rowMs: 60_000, success: [5, 0], server: [1, 0] },
        starts: [MIDNIGHT, MIDNIGHT + 60_000],
      }),
    );
    expect((first?.['p95'] as readonly unknown[])[1]).toBeNull();
  });
});
