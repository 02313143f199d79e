import type { InstanceRecord } from './instance-record';
import type { OutlierSettings } from './outlier-options';

/** An instance that should go, and why, in words. */
export interface Outlier {
  readonly instance: InstanceRecord;
  readonly reason: string;
}

/**
 * The outliers among the instances that are not ejected, by their rates, the worst first.
 *
 * @param total how many instances there are, ejected ones included
 * @see Envoy, outlier detection, "Success Rate" and "Failure Percentage"; gRPC A50
 */
export function findOutliers(
  settings: OutlierSettings,
  instances: readonly InstanceRecord[],
  total: number,
): readonly Outlier[] {
  const outliers = [
    ...belowTheOthers(settings, instances),
    ...failingTooOften(settings, instances, total),
  ];
  return outliers.sort((a, b) => a.instance.successRate - b.instance.successRate);
}

/** The mean of equal rates may come out a little above them: that makes nobody an outlier. */
const ROUNDING = 1e-9;

function belowTheOthers(
  { successRate: rule }: OutlierSettings,
  instances: readonly InstanceRecord[],
): readonly Outlier[] {
  if (rule === undefined) return [];
  const compared = instances.filter(({ calls }) => calls.total >= rule.minimumCalls);
  if (compared.length < rule.minimumInstances) return [];
  const mean = average(compared.map(({ successRate }) => successRate));
  const variance = average(compared.map(({ successRate }) => (successRate - mean) ** 2));
  const lowest = mean - rule.deviations * Math.sqrt(variance) - ROUNDING;
  return compared
    .filter(({ successRate }) => successRate < lowest)
    .map((instance) => ({
      instance,
      reason: `${percent(instance.successRate)} of its calls succeed, ${percent(mean)} on average`,
    }));
}

function failingTooOften(
  { failureRate: rule }: OutlierSettings,
  instances: readonly InstanceRecord[],
  total: number,
): readonly Outlier[] {
  if (rule === undefined || total < rule.minimumInstances) return [];
  return instances
    .filter(
      ({ calls }) =>
        calls.total >= rule.minimumCalls && calls.failed / calls.total >= rule.threshold,
    )
    .map((instance) => ({
      instance,
      reason: `${instance.calls.failed} of ${instance.calls.total} calls failed`,
    }));
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
