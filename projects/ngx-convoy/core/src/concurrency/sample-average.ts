import { requireNumber } from '../options';

/**
 * An average that forgets by number of samples: the plain mean of the first few, then each further sample weighs
 * `2 / (window + 1)`.
 *
 * @see Netflix concurrency-limits, ExpAvgMeasurement
 */
export class SampleAverage {
  /** 0 until the first sample. */
  value = 0;

  private readonly weight: number;
  private count = 0;

  /**
   * @param window samples that it remembers, in the manner of such averages, >= 1
   * @param warmUp samples of which the plain mean is taken, >= 0
   */
  constructor(
    window: number,
    private readonly warmUp: number,
  ) {
    this.weight = 2 / (requireNumber('window', window, { min: 1, integer: true }) + 1);
    requireNumber('warmUp', warmUp, { min: 0, integer: true });
  }

  add(sample: number): number {
    this.count++;
    this.value += (sample - this.value) * (this.count > this.warmUp ? this.weight : 1 / this.count);
    return this.value;
  }
}
