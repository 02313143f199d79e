import { seededRandom } from 'ngx-convoy/testing';
import { forecast, trendOf } from './trend';

const MINUTE = 60_000;

function series(count: number, valueAt: (minute: number) => number) {
  const times = Float64Array.from({ length: count }, (_, at) => at * MINUTE);
  return trendOf(
    times,
    times.map((time) => valueAt(time / MINUTE)),
  );
}

describe('trendOf', () => {
  it('finds the slope of a line exactly', () => {
    const trend = series(30, (minute) => 100 + 5 * minute);
    expect(trend?.perMinute).toBeCloseTo(5, 9);
    expect(trend?.level).toBeCloseTo(245, 9);
    expect(trend?.isSure).toBe(true);
  });

  it('is not moved by a fifth of wild values', () => {
    const trend = series(50, (minute) => (minute % 5 === 0 ? 10_000 : 100 + 5 * minute));
    expect(trend?.perMinute).toBeCloseTo(5, 0);
  });

  it('is not sure of noise', () => {
    const random = seededRandom(11);
    expect(series(60, () => 100 + 50 * random())?.isSure).toBe(false);
  });

  it('holds the true slope in its range, nineteen times of twenty', () => {
    const random = seededRandom(13);
    let held = 0;
    for (let run = 0; run < 200; run++) {
      const [low, high] = series(40, (minute) => 2 * minute + 60 * random())?.range ?? [NaN, NaN];
      if (low <= 2 && 2 <= high) held++;
    }
    expect(held).toBeGreaterThan(180);
  });

  it('passes over what is not known, and says nothing of too little', () => {
    expect(series(30, (minute) => (minute % 3 === 0 ? NaN : 3 * minute))?.perMinute).toBeCloseTo(
      3,
      9,
    );
    expect(series(7, (minute) => minute)).toBeUndefined();
  });

  it('thins what is more than it needs', () => {
    const trend = series(2_000, (minute) => 0.5 * minute);
    expect(trend?.perMinute).toBeCloseTo(0.5, 6);
  });
});

describe('forecast', () => {
  it('says when the limit is reached if it goes on like this', () => {
    const trend = series(30, (minute) => 100 + 5 * minute);
    if (trend === undefined) throw new Error('no trend');
    expect(forecast(trend, 445, 'above')?.minutes).toBeCloseTo(40, 6);
    expect(forecast(trend, 200, 'above')?.minutes).toBe(0);
    expect(forecast(trend, 100, 'below')).toBeUndefined();
  });

  it('says nothing of a trend that is none', () => {
    const random = seededRandom(11);
    const trend = series(60, () => 100 + 50 * random());
    if (trend === undefined) throw new Error('no trend');
    expect(forecast(trend, 1_000, 'above')).toBeUndefined();
  });
});
