import type { PipelineOptions } from './pipeline-options';
import type { Verdict } from './transport';

const FAILURE: Verdict = { outcome: 'failure', retryable: true };
const HOPELESS: Verdict = { outcome: 'failure', retryable: false };
const NOBODYS_FAULT: Verdict = { outcome: 'neutral', retryable: false };

/** What the options say of an error; without a word from them, an `AbortError` is nobody's fault and all else a failure. */
export function judgeFunctionError({ judge }: PipelineOptions, error: unknown): Verdict {
  if (judge === undefined) return isAbortError(error) ? NOBODYS_FAULT : FAILURE;
  try {
    return judge(error);
  } catch {
    // The app's own function is broken: the call must end all the same, with the error that there was.
    return HOPELESS;
  }
}

function isAbortError(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError'
  );
}
