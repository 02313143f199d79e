import { TraceLog } from './trace-log.ts';
import type { LogEntry } from './trace-log.ts';

const entry = (at: number): LogEntry => ({
  at,
  method: 'GET',
  path: '/products',
  service: 'catalog',
  instance: 'catalog-1',
  status: 200,
  ms: 1,
  outcome: 'answered',
  traceId: undefined,
  headers: {},
  faults: [],
});

describe('TraceLog', () => {
  it('forgets the oldest rather than grow without end', () => {
    const log = new TraceLog();
    for (let at = 1; at <= 20_000; at += 1) log.add(entry(at));
    expect(log.list().length).toBe(5_000);
    expect(log.list()[0]?.at).toBe(15_001);
    expect(log.list().at(-1)?.at).toBe(20_000);
  });

  it('keeps the youngest under a limit', () => {
    const log = new TraceLog();
    for (let at = 1; at <= 5; at += 1) log.add(entry(at));
    expect(log.list({ limit: 2 }).map(({ at }) => at)).toEqual([4, 5]);
  });
});
