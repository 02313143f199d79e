import type { BreakerRow } from './breaker-row.ts';
import { PeerScene } from './peer-scene.ts';
import type { PeerVerdict } from './peer-scene.ts';

describe('a row that peers play', () => {
  let scene: PeerScene;
  beforeAll(async () => {
    scene = await PeerScene.load();
  });

  const config = {
    trip: { rule: 'consecutive', threshold: 2 },
    window: null,
    open: { ms: 1_000 },
    halfOpen: { permits: 1, rule: 'ratio', successes: 1 },
  };
  const cycle = [
    { op: 'call', out: 'fail', times: 2, expect: 'run' },
    { op: 'call', out: 'ok', expect: 'reject' },
    { op: 'advance', ms: 999 },
    { op: 'call', out: 'ok', expect: 'reject' },
    { op: 'advance', ms: 1 },
    { op: 'call', out: 'ok', expect: 'run' },
    { op: 'state', is: 'closed' },
    { op: 'events', counts: { open: 1, halfOpen: 1, close: 1 } },
  ];
  const row = (steps: readonly object[], change: object = {}): BreakerRow =>
    ({ id: 'X-1', config: { ...config, ...change }, steps }) as BreakerRow;
  const verdicts = (played: BreakerRow): readonly PeerVerdict['kind'][] =>
    scene.peers.map(({ name }) => scene.run(name, played).kind);

  it('is played by cockatiel, opossum and mollitia, who say how they understand it', () => {
    expect(scene.peers.map(({ name }) => name)).toEqual(['cockatiel', 'opossum', 'mollitia']);
    for (const { mapping } of scene.peers) expect(mapping.length).toBeGreaterThan(3);
  });

  it('goes through a whole life of a circuit, on time to the millisecond', () => {
    expect(verdicts(row(cycle))).toEqual(['passed', 'passed', 'passed']);
  });

  it("is nobody's fault when our own breaker fails it as well", () => {
    const early = [...cycle.slice(0, 3), { op: 'call', out: 'ok', expect: 'run' }];
    expect(verdicts(row(early))).toEqual(['impossible', 'impossible', 'impossible']);
  });

  it("is blamed on a peer only when our own breaker passes it under the peer's options", () => {
    const permits = { halfOpen: { permits: 2, rule: 'ratio', successes: 2 } };
    const excess = [
      { op: 'call', out: 'fail', times: 2, expect: 'run' },
      { op: 'advance', ms: 1_000 },
      { op: 'start', id: 'a', expect: 'run' },
      { op: 'start', id: 'b', expect: 'run' },
      { op: 'call', out: 'ok', expect: 'reject' },
    ];
    const waiting = scene.run('cockatiel', row(excess, permits));
    expect(waiting).toEqual(
      jasmine.objectContaining({
        kind: 'failed',
        mismatch: 'step 5 (call): admission should be reject, but is waiting',
        why: jasmine.objectContaining({ byDesign: true }),
      }),
    );
    expect(scene.run('opossum', row(excess, permits))).toEqual({
      kind: 'impossible',
      reason: 'has no 2 trials',
    });
    expect(scene.run('mollitia', row(excess, permits)).kind).toBe('passed');
  });

  it('is not expressible when it is about what a peer does not show or offer', () => {
    const metrics = [
      { op: 'call', out: 'ok', expect: 'run' },
      { op: 'metrics', expect: { total: 1, failed: 0 } },
    ];
    const time = {
      trip: { rule: 'rate', threshold: 0.5, minCalls: 5 },
      window: { type: 'time', ms: 10_000, buckets: 10 },
    };
    expect(verdicts(row(metrics, time))).toEqual(['impossible', 'passed', 'impossible']);
    const control = [
      { op: 'control', do: 'metricsOnly' },
      { op: 'state', is: 'metricsOnly' },
    ];
    expect(verdicts(row(control))).toEqual(['impossible', 'impossible', 'impossible']);
  });

  it('sees a failure of its own time only: the clock and timers of this process are left alone', () => {
    const before = [Date, Date.now, setTimeout, setInterval, clearTimeout, clearInterval];
    const start = Date.now();
    verdicts(row([...cycle, { op: 'advance', ms: 86_400_000 }]));
    expect([Date, Date.now, setTimeout, setInterval, clearTimeout, clearInterval]).toEqual(before);
    expect(Date.now() - start).toBeLessThan(60_000);
  });
});
