import { CallRecord, TraceRing } from 'ngx-convoy/core';
import { pooledIds } from '../../../projects/ngx-convoy/src/platform/pooled-ids';
import { bytesEach } from '../../harness/memory.ts';
import type { GaugeCase } from '../../harness/suite.ts';
import { instances } from './picks';

/** With its breaker, its statistics and what it is called. */
export const perInstance: GaugeCase = {
  kind: 'gauge',
  unit: 'B',
  name: 'a registered instance, bytes',
  baseline: 'ngx-convoy',
  contenders: [{ name: 'ngx-convoy', read: () => bytesEach(() => instances(1)[0], 2_000) }],
  targets: [{ contender: 'ngx-convoy', atMost: 1_000 }],
};

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
