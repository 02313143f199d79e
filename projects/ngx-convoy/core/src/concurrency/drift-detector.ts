/** Windows that are compared, and how many there must be before anything is said. */
const SIZE = 50;
const ENOUGH = 10;
/** Values that vary by less than this share of their mean say nothing. */
const FLAT = 0.01;

/**
 * Notices that more calls at a time no longer bring more answers, but only slower ones.
 *
 * Needed because averages of the time that answers take follow a slow overload: they then call it usual, and a limit that
 * goes by them drifts upwards without end.
 *
 * @see failsafe-go, adaptivelimiter, computeChange; Netflix concurrency-limits issue 137
 */
export class DriftDetector {
  private readonly inFlight: number[] = [];
  private readonly rtt: number[] = [];
  private readonly throughput: number[] = [];
  private next = 0;

  /**
   * Adds one window of calls, and says whether the recent ones show an overload.
   *
   * @param inFlight the most calls that were under way
   * @param rttMs milliseconds that answers took; less than one counts as one
   */
  observe(inFlight: number, rttMs: number): boolean {
    const rtt = Math.max(1, rttMs);
    this.inFlight[this.next] = inFlight;
    this.rtt[this.next] = rtt;
    this.throughput[this.next] = inFlight / rtt;
    this.next = (this.next + 1) % SIZE;
    if (this.inFlight.length < ENOUGH) return false;
    const flow = correlation(this.inFlight, this.throughput);
    return flow < 0 || (flow < 0.3 && correlation(this.inFlight, this.rtt) > 0.5);
  }
}

/** Pearson's, -1..1; 0 when either list hardly varies. */
function correlation(xs: readonly number[], ys: readonly number[]): number {
  const count = xs.length;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < count; i++) {
    sumX += xs[i] ?? 0;
    sumY += ys[i] ?? 0;
  }
  const meanX = sumX / count;
  const meanY = sumY / count;
  let varianceX = 0;
  let varianceY = 0;
  let covariance = 0;
  for (let i = 0; i < count; i++) {
    const dx = (xs[i] ?? 0) - meanX;
    const dy = (ys[i] ?? 0) - meanY;
    varianceX += dx * dx;
    varianceY += dy * dy;
    covariance += dx * dy;
  }
  const isFlat = (variance: number, mean: number): boolean =>
    Math.sqrt(variance / count) < FLAT * mean;
  if (isFlat(varianceX, meanX) || isFlat(varianceY, meanY)) return 0;
  return covariance / Math.sqrt(varianceX * varianceY);
}
