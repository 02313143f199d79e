/**
 * For a rate that opens a breaker only when it is exceeded, not when it is met: `failureRate: above(0.5)`.
 *
 * @param rate 0..1
 * @see cockatiel, opossum and Sentinel, which compare so
 */
export function above(rate: number): number | false {
  // No share of calls lies between a rate and the next greater number; more than all is never.
  return rate < 1 && rate * (1 + Number.EPSILON);
}
