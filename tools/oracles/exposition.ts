// node tools/oracles/exposition.ts: prints what our exporter says of two services in which everything has happened, for
// `promtool check metrics` to judge.
import { importWithLibrary } from '../import-with-library.ts';

const { text } = await importWithLibrary<{ readonly text: string }>(
  `
  import { CALL_KINDS, CallCounters, callFamilies, prometheusText, ServiceSeries } from 'ngx-convoy/core';

  function numbers(service, bulkhead) {
    const series = new ServiceSeries();
    const counters = new CallCounters();
    for (let call = 0; call < 800; call++) {
      const kind = call % CALL_KINDS.length;
      const ms = 1.5 ** (call % 25);
      series.record(kind, ms, call * 50);
      counters.record(kind, ms, 1 + (call % 3));
    }
    for (const code of ['circuit-open', 'bulkhead-full', 'rate-limited']) counters.refuse(code);
    return {
      ...{ service, counters, bulkhead, opened: 1, status: 'degraded', circuit: 'half-open' },
      lastMinute: series.totals(60_000, 40_000),
    };
  }

  export const text = prometheusText(
    callFamilies([numbers('orders', { inFlight: 2, waiting: 1 }), numbers('in "quotes" and \\\\', undefined)]),
  );
  `,
  'oracles/exposition',
);
process.stdout.write(text);
