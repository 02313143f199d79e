/** What went wrong, for code: stable across versions, while messages may be reworded. */
export type ConvoyErrorCode =
  | 'invalid-configuration'
  | 'circuit-open'
  | 'no-instance'
  | 'bulkhead-full'
  | 'queue-timeout'
  | 'attempt-timeout'
  | 'deadline-exceeded';

/** What every refusal tells the reader. */
export interface ConvoyErrorDetails {
  /** Name of the service that was called. */
  readonly service?: string | undefined;
  /** Id of the instance, when the error belongs to one. */
  readonly instance?: string | undefined;
  /** Epoch milliseconds of the clock; `undefined` when nobody knows when asking again makes sense. */
  readonly retryAt?: number | undefined;
  /** The error that led here. */
  readonly cause?: unknown;
}

/** The family of errors that ngx-convoy itself raises. A backend's own answer is never wrapped in one. */
export class ConvoyError extends Error {
  override readonly name: string = 'ConvoyError';
  readonly service: string | undefined;
  readonly instance: string | undefined;
  readonly retryAt: number | undefined;

  constructor(
    readonly code: ConvoyErrorCode,
    message: string,
    details: ConvoyErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.service = details.service;
    this.instance = details.instance;
    this.retryAt = details.retryAt;
  }
}

/** An option is out of its range, found at construction. */
export class ConfigurationError extends ConvoyError {
  override readonly name = 'ConfigurationError';

  /**
   * @param option path of the option, such as `services[2].retry.attempts`
   * @param value what was given
   * @param expected the allowed range in words, such as `a whole number of 1 or more`
   */
  constructor(
    readonly option: string,
    readonly value: unknown,
    readonly expected: string,
  ) {
    super('invalid-configuration', `${option} must be ${expected}, but is ${print(value)}.`);
  }
}

/** The service's circuit breaker refused the call: nothing was sent. */
export class CircuitOpenError extends ConvoyError {
  override readonly name = 'CircuitOpenError';

  constructor(
    details: ConvoyErrorDetails & { readonly service: string },
    readonly reason: string,
  ) {
    super('circuit-open', `The circuit of ${details.service} is open: ${reason}.`, details);
  }
}

/** No instance of the service is known, or all of them are draining. */
export class NoInstanceError extends ConvoyError {
  override readonly name = 'NoInstanceError';

  constructor(details: ConvoyErrorDetails & { readonly service: string }) {
    super('no-instance', `No instance of ${details.service} can be called.`, details);
  }
}

/** One attempt took longer than the service's `timeout`; it was aborted. */
export class AttemptTimeoutError extends ConvoyError {
  override readonly name = 'AttemptTimeoutError';

  constructor(
    details: ConvoyErrorDetails & { readonly service: string },
    readonly timeout: number,
  ) {
    super('attempt-timeout', `${details.service} did not answer within ${timeout} ms.`, details);
  }
}

/** The whole call, retries and waiting included, ran out of its `deadline`. */
export class DeadlineExceededError extends ConvoyError {
  override readonly name = 'DeadlineExceededError';

  constructor(
    details: ConvoyErrorDetails & { readonly service: string },
    readonly deadline: number,
  ) {
    super(
      'deadline-exceeded',
      `${details.service} did not answer within its deadline of ${deadline} ms.`,
      details,
    );
  }
}

function print(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
