import { CallRecord, resolveServiceOptions, TraceRing, Upstream } from 'ngx-convoy/core';
import { pooledIds } from '../../../projects/ngx-convoy/src/platform/pooled-ids';
import { bytesEach } from '../../harness/memory.ts';
import type { GaugeCase } from '../../harness/suite.ts';
import { runtime } from '../resilience/runtime';
import { instances } from './picks';

/** What a registry has listed: most of many are never called, and cost neither a breaker nor statistics. */
export const perInstance: GaugeCase = {
  kind: 'gauge',
  unit: 'B',
  name: 'a registered instance, bytes',
  baseline: 'ngx-convoy, never called',
  contenders: [
    {
      name: 'ngx-convoy, never called',
      read: () => (bytesEach(() => fleet(1_100), 20) - bytesEach(() => fleet(100), 20)) / 1_000,
    },
    // With the latencies of one step of its window; each further step that has calls adds 0.5 kB.
    { name: 'ngx-convoy, called', read: () => bytesEach(() => instances(1)[0], 2_000) },
  ],
  targets: [{ contender: 'ngx-convoy, never called', atMost: 1_000 }],
};

/** A service with so many instances in use. */
function fleet(count: number): Upstream {
  const options = resolveServiceOptions(
    { name: 'orders', balancing: { subset: false } },
    'services[0]',
  );
  const upstream = new Upstream(options, runtime, {
    circuitMoved: ignore,
    instancesChanged: ignore,
    counted: ignore,
  });
  upstream.setEndpoints(
    Array.from({ length: count }, (_, i) => ({
      id: `instance-${i}`,
      url: `https://instance-${i}.example.com`,
    })),
  );
  return upstream;
}

function ignore(): void {
  // Nobody looks.
}

/** A call with one attempt is two spans. */
export const perSpan: GaugeCase = {
  kind: 'gauge',
  unit: 'B',
  name: 'a kept span, bytes',
  baseline: 'ngx-convoy',
  contenders: [
    {
      name: 'ngx-convoy',
      read: () => {
        const ids = pooledIds();
        const count = 20_000;
        const ring = new TraceRing<CallRecord>(count);
        const [endpoint] = instances(1);
        if (endpoint === undefined) throw new Error('There is no instance.');
        const start = Date.now();
        const keep = (i: number): void => {
          const record = new CallRecord({
            context: { traceId: ids.traceId(), spanId: ids.spanId(), sampled: true },
            parentIsRemote: false,
            parentSpanId: undefined,
            service: 'orders',
            method: 'GET',
            path: `/api/orders/${i}`,
            template: undefined,
            start: start + i,
          });
          const attempt = {
            number: 1,
            endpoint,
            startedAt: start + i,
            panic: false,
            isHedge: false,
          };
          record.attemptBegins(attempt, ids.spanId(), endpoint.url).end('success', start + i + 20);
          record.end('success', start + i + 20);
          ring.add(record);
        };
        return bytesEach(keep, count) / 2;
      },
    },
  ],
  targets: [{ contender: 'ngx-convoy', atMost: 300 }],
};
