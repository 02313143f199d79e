import type { PipelineOptions } from './pipeline-options';
import type { Verdict } from './transport';

const FAILURE: Verdict = { outcome: 'failure', retryable: true };
const NOBODYS_FAULT: Verdict = { outcome: 'neutral', retryable: false };

/** What the options say of an error; without a word from them, an `AbortError` is nobody's fault and all else a failure. */
export function judgeFunctionError({ judge }: PipelineOptions, error: unknown): Verdict {
  if (judge !== undefined) return judge(error);
  return isAbortError(error) ? NOBODYS_FAULT : FAILURE;
}

function isAbortError(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError'
  );
}
