import { SteadyTime } from './steady-time';

describe('SteadyTime', () => {
  it('starts at 0 and goes with the clock', () => {
    const time = new SteadyTime();
    expect([1_000, 1_000, 1_250, 9_000].map((now) => time.at(now))).toEqual([0, 0, 250, 8_000]);
  });

  it('stands still while the clock is set back, and goes on from there', () => {
    const time = new SteadyTime();
    expect([1_000, 1_500, 200, 300, 100, 160].map((now) => time.at(now))).toEqual([
      0, 500, 500, 600, 600, 660,
    ]);
  });

  it('remembers the latest reading', () => {
    const time = new SteadyTime();
    expect(time.latest).toBe(0);
    for (const now of [5_000, 5_700, 1_000]) time.at(now);
    expect(time.latest).toBe(700);
  });

  it('tells a time to come by the clock as it stands now', () => {
    const time = new SteadyTime();
    const inTwoSeconds = time.at(10_000) + 2_000;
    expect(time.toEpoch(inTwoSeconds)).toBe(12_000);
    time.at(4_000);
    expect(time.toEpoch(inTwoSeconds)).toBe(6_000);
  });
});
