import fc from 'fast-check';
import { firstProbe, ProbePace, type ProbePhase, type ProbeScene } from './probe-pace';

const seen: ProbeScene = { isHidden: false, isWaitedFor: false };
const hidden: ProbeScene = { isHidden: true, isWaitedFor: false };
const awaited: ProbeScene = { isHidden: false, isWaitedFor: true };
const BASE = 15_000;

function pace(interval = BASE, jitter = 0, random = 0.5): ProbePace {
  return new ProbePace({ interval, jitter }, () => random, 0);
}

/** The pauses after probes that find it in these phases. */
function pauses(it: ProbePace, phases: readonly ProbePhase[], scene = seen, freshFor = 0) {
  let now = 0;
  return phases.map((phase) => {
    it.told({ phase, freshFor }, scene, now);
    const pause = it.dueAt - now;
    now = it.dueAt;
    return pause;
  });
}

describe('ProbePace', () => {
  it('asks in its rhythm while all is well', () => {
    expect(pauses(pace(), ['up', 'up', 'up'])).toEqual([BASE, BASE, BASE]);
  });

  it('follows a suspicion up soon, but not sooner than in two seconds', () => {
    expect(pauses(pace(), ['suspect'])).toEqual([3_000]);
    expect(pauses(pace(5_000), ['suspect'])).toEqual([2_000]);
    expect(pauses(pace(1_500), ['suspect'])).toEqual([1_500]);
  });

  it('asks half as often each time what is down, but every minute', () => {
    expect(pauses(pace(), ['down', 'down', 'down', 'down'])).toEqual([
      BASE,
      30_000,
      60_000,
      60_000,
    ]);
    expect(pauses(pace(120_000), ['down', 'down'])).toEqual([120_000, 120_000]);
  });

  it('asks three times as often while somebody waits', () => {
    expect(pauses(pace(), ['down', 'down', 'down'], awaited)).toEqual([5_000, 10_000, 20_000]);
  });

  it('asks a quarter as often while nobody looks', () => {
    expect(pauses(pace(), ['up', 'suspect'], hidden)).toEqual([60_000, 12_000]);
  });

  it('leaves alone what says for how long its answer is good, unless it is not well', () => {
    expect(pauses(pace(), ['up', 'suspect', 'down'], seen, 40_000)).toEqual([40_000, 3_000, BASE]);
    expect(pauses(pace(), ['up'], seen, 1_000)).toEqual([BASE]);
  });

  it('varies a pause by its jitter and not by more', () => {
    expect(pauses(pace(BASE, 0.1, 0), ['up'])).toEqual([13_500]);
    expect(pauses(pace(BASE, 0.1, 1), ['up'])).toEqual([16_500]);
  });

  it('begins anew after a recovery', () => {
    expect(pauses(pace(), ['down', 'down', 'up', 'down'])).toEqual([BASE, 30_000, BASE, BASE]);
  });

  it('lets three good calls stand in for a probe, three times in a row', () => {
    const it = pace();
    it.told({ phase: 'up', freshFor: 0 }, seen, 0);
    expect(it.isToldByCalls(2)).toBeFalse();
    let skips = 0;
    for (; it.isToldByCalls(3); skips += 1) it.skip(seen, it.dueAt);
    expect([skips, it.dueAt]).toEqual([3, 4 * BASE]);
    it.told({ phase: 'up', freshFor: 0 }, seen, it.dueAt);
    expect(it.isToldByCalls(3)).toBeTrue();
  });

  it('probes what is suspect or down, whatever calls say', () => {
    const it = pace();
    it.suspect(0);
    expect(it.isToldByCalls(100)).toBeFalse();
    it.told({ phase: 'down', freshFor: 0 }, seen, 0);
    expect(it.isToldByCalls(100)).toBeFalse();
  });

  it('is asked at once when calls say that something is wrong, whatever it said itself', () => {
    const it = pace();
    it.told({ phase: 'up', freshFor: 300_000 }, seen, 0);
    expect(it.suspect(1_000)).toBeTrue();
    expect([it.phase, it.dueAt]).toEqual(['suspect', 1_000]);
  });

  it('needs no suspicion about what is down already', () => {
    const it = pace();
    it.told({ phase: 'down', freshFor: 0 }, seen, 0);
    expect(it.suspect(1_000)).toBeFalse();
    expect(it.dueAt).toBe(BASE);
  });

  it('comes nearer when somebody begins to wait, and never farther', () => {
    const it = pace();
    pauses(it, ['down', 'down', 'down']); // told at 45 s, due at 105 s
    it.awaited(50_000);
    expect(it.dueAt).toBe(65_000);
    it.awaited(90_000);
    expect(it.dueAt).toBe(65_000);
  });

  it('makes up once for what was missed', () => {
    const it = pace();
    it.told({ phase: 'up', freshFor: 0 }, hidden, 0);
    it.catchUp(14_999);
    expect(it.dueAt).toBe(60_000);
    it.catchUp(20_000);
    expect(it.dueAt).toBe(20_000);
  });

  it('takes a shorter rhythm at once', () => {
    const it = pace();
    it.told({ phase: 'up', freshFor: 0 }, seen, 0);
    it.configure({ interval: 5_000, jitter: 0 }, 1_000);
    expect(it.dueAt).toBe(5_000);
  });

  it('goes on with what another tab knows', () => {
    const it = pace();
    it.adopt('down', 100, 9_000);
    expect([it.phase, it.dueAt]).toEqual(['down', 9_000]);
    it.told({ phase: 'down', freshFor: 0 }, seen, 9_000);
    expect(it.dueAt - 9_000).toBe(30_000);
  });

  it('never asks more often than its rhythm and jitter allow, in any sequence', () => {
    const phases = fc.array(fc.constantFrom<ProbePhase>('up', 'suspect', 'down'), {
      maxLength: 30,
    });
    const interval = fc.integer({ min: 1_000, max: 100_000 });
    fc.assert(
      fc.property(
        phases,
        interval,
        fc.boolean(),
        fc.boolean(),
        (list, base, isHidden, isWaitedFor) => {
          const it = new ProbePace({ interval: base, jitter: 0.1 }, () => 0, 0);
          const floor = 0.9 * Math.min(base / 3, Math.max(base / 5, 2_000));
          for (const pause of pauses(it, list, { isHidden, isWaitedFor })) {
            expect(pause).toBeGreaterThan(Math.min(floor, 0.9 * base) - 1);
            expect(pause).toBeLessThan(1.1 * Math.max(base, 60_000) * 4 + 1);
          }
        },
      ),
    );
  });
});

describe('firstProbe', () => {
  it('spreads first probes over a fifth of the interval', () => {
    expect([0, 1, 2].map((index) => firstProbe(index, 3, BASE))).toEqual([0, 1_000, 2_000]);
  });

  it('asks no more than ten a second, and each within the interval', () => {
    expect(firstProbe(99, 100, BASE)).toBe(9_900);
    expect(firstProbe(599, 600, BASE)).toBeLessThan(BASE);
  });
});
