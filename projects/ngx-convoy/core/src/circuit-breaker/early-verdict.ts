import type { TrialVerdict } from './trial-ledger';

/**
 * Decides as soon as the trials leave no doubt, by `required` and `tolerated`. One that was too slow counts as failed: a
 * service that hangs has not recovered.
 *
 * @see Sentinel, ResponseTimeCircuitBreaker, for the slow ones
 */
export const earlyVerdict: TrialVerdict = ({ succeeded, failed, slowSuccesses }, rules) => {
  const tooSlow = rules.slowCallRate === Infinity ? 0 : slowSuccesses;
  if (failed + tooSlow > rules.tolerated) return 'still-failing';
  return succeeded - tooSlow >= rules.required ? 'recovered' : undefined;
};
