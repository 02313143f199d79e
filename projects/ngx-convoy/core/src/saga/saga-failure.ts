import { ConvoyError } from '../errors';
import { isRefusal } from '../refusal';

/**
 * What a failure means for a saga.
 *
 * - `business`: the participant understood and refused. Asking again changes nothing, and nothing happened.
 * - `technical`: nothing was sent, or it certainly had no effect. Asking again may help.
 * - `unknown`: it may have happened. It is asked about, or sent again with the same key; if it is given up, it is undone.
 */
export type SagaFailureKind = 'business' | 'technical' | 'unknown';

/** A failure as the journal keeps it: plain, so that another tab can read it. */
export interface SagaFailure {
  readonly kind: SagaFailureKind;
  /** Name of the error, such as `OutOfStock`. */
  readonly name: string;
  readonly message: string;
  /** HTTP status, when there was an answer. */
  readonly status?: number | undefined;
  /** Machine-readable reason, such as the `type` of a problem document (RFC 9457). */
  readonly code?: string | undefined;
  /** Epoch milliseconds before which the participant does not want to be asked again. */
  readonly retryAt?: number | undefined;
}

/** Thrown by a step: what was asked for is refused, for good. The saga turns back (before its pivot) or stops (after it). */
export class BusinessError extends Error {
  override get name(): string {
    return 'BusinessError';
  }

  /** @param code machine-readable reason, such as `out-of-stock` */
  constructor(
    message: string,
    readonly code?: string,
  ) {
    super(message);
  }
}

/** Thrown by a step: nothing has happened, and trying again may help. */
export class TechnicalError extends Error {
  override get name(): string {
    return 'TechnicalError';
  }
}

/**
 * What an error means when nobody knows better: errors that say what they are count as that, refusals by ngx-convoy
 * were never sent, and everything else may have happened.
 */
export function classifySagaError(error: unknown): SagaFailure {
  const plain = describeError(error);
  if (error instanceof BusinessError) return { ...plain, kind: 'business', code: error.code };
  if (error instanceof TechnicalError) return { ...plain, kind: 'technical' };
  if (error instanceof ConvoyError) {
    const kind = isRefusal(error) ? 'technical' : 'unknown';
    return { ...plain, kind, code: error.code, retryAt: error.retryAt };
  }
  return { ...plain, kind: 'unknown' };
}

/** Name and message of whatever was thrown. */
export function describeError(error: unknown): { readonly name: string; readonly message: string } {
  if (error instanceof Error) return { name: error.name, message: error.message };
  return { name: 'Error', message: String(error) };
}
