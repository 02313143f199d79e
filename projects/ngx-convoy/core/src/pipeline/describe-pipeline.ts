import { resolveBulkheadOptions } from '../bulkhead/bulkhead-options';
import { CIRCUIT_BREAKER_DEFAULTS } from '../circuit-breaker/circuit-breaker-options';
import type { CallLimits } from './call-limits';
import type { PipelineOptions } from './pipeline-options';

/** The policies of a pipeline with their numbers, outermost first, such as `deadline 8 s > breaker > retry x2 > timeout 2 s`. */
export function describePipeline(options: PipelineOptions, limits: CallLimits): string {
  const { bulkhead, breaker, retry, hedge } = options;
  const parts: string[] = [];
  if (limits.deadline !== Infinity) parts.push(`deadline ${duration(limits.deadline)}`);
  if (bulkhead !== undefined) {
    const { limit, queueLimit } = resolveBulkheadOptions(bulkhead);
    parts.push(`bulkhead ${limit} (${queueLimit} may wait)`);
  }
  if (breaker !== undefined) {
    const { consecutiveFailures = CIRCUIT_BREAKER_DEFAULTS.consecutiveFailures } = breaker;
    const open = breaker.timeoutDuration ?? CIRCUIT_BREAKER_DEFAULTS.timeoutDuration;
    const rule = consecutiveFailures === false ? '' : `${consecutiveFailures} in a row, `;
    parts.push(`breaker (${rule}open ${duration(open)})`);
  }
  if (retry !== undefined) {
    const budget =
      retry.budget === false ? 'no budget' : `budget ${percent(retry.budget?.ratio ?? 0.2)}`;
    parts.push(`retry x${limits.retries} (${retry.backoff?.type ?? 'full-jitter'}, ${budget})`);
  }
  if (hedge !== undefined) parts.push(`hedge after ${duration(hedge)}`);
  if (limits.timeout !== Infinity) parts.push(`timeout ${duration(limits.timeout)}`);
  return parts.length === 0 ? 'nothing' : parts.join(' > ');
}

function duration(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${ms / 1_000} s`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
