/** 99.9 % quantiles of the chi-square distribution, by degrees of freedom: what one run in a thousand exceeds. */
const limits: readonly number[] = [0, 10.828, 13.816, 16.266];

/** @param freedom degrees of freedom, 1..3 */
export function chiSquareLimit(freedom: number): number {
  return limits[freedom] ?? 0;
}

/** How far counts are from what shares promise. @param shares need not add up to 1 */
export function chiSquare(counts: readonly number[], shares: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  return counts.reduce((statistic, count, index) => {
    const expected = (total * (shares[index] ?? 0)) / whole;
    return statistic + (count - expected) ** 2 / expected;
  }, 0);
}
