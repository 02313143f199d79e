import { ConfigurationError } from '../errors';
import { type OutlierOptions, resolveOutlierOptions } from './outlier-options';

describe('options of an outlier detector', () => {
  const wrong: readonly (readonly [option: string, options: OutlierOptions])[] = [
    ['consecutiveFailures', { consecutiveFailures: 0 }],
    ['successRate.minimumInstances', { successRate: { minimumInstances: 1 } }],
    ['successRate.minimumCalls', { successRate: { minimumCalls: 0 } }],
    ['successRate.deviations', { successRate: { deviations: 0 } }],
    ['failureRate.minimumInstances', { failureRate: { minimumInstances: 0 } }],
    ['failureRate.minimumCalls', { failureRate: { minimumCalls: 1.5 } }],
    ['failureRate.threshold', { failureRate: { threshold: 85 } }],
    ['interval', { interval: 0 }],
    ['window', { window: 9_999 }],
    ['ejection.base', { ejection: { base: 0 } }],
    ['ejection.max', { ejection: { max: 29_999 } }],
    ['ejection.jitter', { ejection: { jitter: 2 } }],
    ['ejection.maxShare', { ejection: { maxShare: 0 } }],
  ];
  for (const [option, options] of wrong) {
    it(`names ${option} in ${JSON.stringify(options)}`, () => {
      expect(() => resolveOutlierOptions(options)).toThrowMatching(
        (error) => error instanceof ConfigurationError && error.option === option,
      );
    });
  }
});
