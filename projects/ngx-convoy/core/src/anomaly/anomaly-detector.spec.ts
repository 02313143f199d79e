import { seededRandom } from 'ngx-convoy/testing';
import { AnomalyDetector, type AnomalyOptions, type Finding } from './anomaly-detector';
import { seasonalUsual } from './seasonal-usual';

const LATENCY: AnomalyOptions = { bad: 'above', floor: 20 };

/** Values around 180 that differ by up to 25. */
function usualLatency(): () => number {
  const random = seededRandom(3);
  return () => 180 + 25 * (2 * random() - 1);
}

function warm(options = LATENCY, next: () => number = usualLatency(), values = 120) {
  const detector = new AnomalyDetector(options);
  for (let at = 0; at < values; at++) detector.observe(next(), true);
  const observe = (...all: readonly number[]): Finding | undefined =>
    all.map((value) => detector.observe(value, true)).at(-1);
  return { detector, observe };
}

describe('AnomalyDetector', () => {
  it('finds what is far from the usual in three of the last five values, and says what is usual', () => {
    const { observe } = warm();
    expect(observe(412, 180, 412)).toBeUndefined();
    const finding = observe(412);
    expect(finding).toEqual(jasmine.objectContaining({ kind: 'outlier', value: 412 }));
    expect(finding?.usual.value).toBeCloseTo(180, -1);
    expect(finding?.usual.spread).toBeGreaterThan(10);
    expect(finding?.usual.spread).toBeLessThan(30);
  });

  it('is over when five values in a row are usual again', () => {
    const { observe } = warm();
    expect(observe(412, 412, 412)?.kind).toBe('outlier');
    expect(observe(180, 185, 175, 190)?.kind).toBe('outlier');
    expect(observe(180)).toBeUndefined();
  });

  it('accuses nobody of a value that is good', () => {
    const { observe } = warm();
    expect(observe(20, 20, 20, 20, 20)).toBeUndefined();
    const throughput = (...all: readonly number[]): Finding | undefined =>
      warm({ bad: 'below', floor: 0.5 }, () => 10).observe(...all);
    expect(throughput(100, 100, 100)).toBeUndefined();
    expect(throughput(1, 1, 1)?.kind).toBe('outlier');
  });

  it('says nothing before it knows what is usual', () => {
    const { observe } = warm(LATENCY, usualLatency(), 59);
    expect(observe(5_000)).toBeUndefined();
    expect(warm(LATENCY, usualLatency(), 60).observe(5_000, 5_000, 5_000)).toBeDefined();
  });

  it('takes no offence at a little more where all values were the same', () => {
    const { observe } = warm(LATENCY, () => 100);
    expect(observe(115, 115, 115, 115, 115)).toBeUndefined();
    expect(observe(125, 125, 125)?.kind).toBe('outlier');
  });

  it('learns nothing while something is wrong, or is known to be', () => {
    const { detector, observe } = warm();
    const before = detector.usual;
    observe(...Array.from({ length: 100 }, () => 900));
    expect(detector.usual).toEqual(before);
    const other = warm();
    const usual = other.detector.usual;
    for (let at = 0; at < 100; at++) other.detector.observe(195, false);
    expect(other.detector.usual).toEqual(usual);
  });

  it('takes for usual what has lasted for half an hour', () => {
    const { observe } = warm();
    expect(observe(...Array.from({ length: 170 }, () => 900))?.kind).toBe('outlier');
    expect(observe(...Array.from({ length: 100 }, () => 900))).toBeUndefined();
    expect(observe(3_000, 3_000, 3_000)?.kind).toBe('outlier');
  });

  it('sees a drift that no single value shows', () => {
    const random = seededRandom(5);
    const { observe } = warm(LATENCY, () => 200 + 190 * (2 * random() - 1));
    let finding: Finding | undefined;
    for (let at = 0; at < 60 && finding === undefined; at++) {
      finding = observe(Math.min(520, 200 + at * 12 + 20 * random()));
    }
    expect(finding?.kind).toBe('drift');
  });

  it('is not misled by one wild value', () => {
    const { observe } = warm();
    observe(60_000);
    for (let at = 0; at < 30; at++) expect(observe(180)).toBeUndefined();
  });

  it('neither learns from nothing nor accuses', () => {
    const { observe } = warm();
    expect(observe(NaN, NaN, NaN, NaN, NaN)).toBeUndefined();
    expect(observe(412, NaN, 412, NaN, 412)?.kind).toBe('outlier');
  });

  it('knows the hour of the week', () => {
    const { detector } = warm();
    const busyHour = { value: 420, spread: 30 };
    for (let at = 0; at < 10; at++) expect(detector.observe(412, true, busyHour)).toBeUndefined();

    const quiet = warm();
    const quietHour = { value: 40, spread: 5 };
    let finding: Finding | undefined;
    for (let at = 0; at < 30; at++) finding = quiet.detector.observe(180, true, quietHour);
    expect(finding).toEqual({ kind: 'season', value: 180, usual: quietHour });
  });
});

describe('seasonalUsual', () => {
  const HOUR = 3_600_000;
  const now = 1_767_225_600_000;

  function hours(weeks: number, valueOf: (hourOfWeek: number) => number) {
    const count = weeks * 168;
    const starts = Float64Array.from({ length: count }, (_, at) => now - (count - at) * HOUR);
    return { starts, values: starts.map((start) => valueOf((start / HOUR) % 168)) };
  }

  it('gives what the same hour had in the weeks before', () => {
    const { starts, values } = hours(4, (hour) =>
      (hour - now / HOUR + 168 * 1e6) % 168 === 0 ? 500 : 480,
    );
    expect(seasonalUsual(starts, values, now)?.value).toBe(480);
    const same = hours(4, () => 300);
    expect(seasonalUsual(same.starts, same.values, now)).toEqual({ value: 300, spread: 0 });
  });

  it('says nothing before two weeks are known', () => {
    const { starts, values } = hours(1.5, () => 300);
    expect(seasonalUsual(starts, values, now)).toBeUndefined();
  });
});
