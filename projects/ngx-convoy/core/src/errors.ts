import { inWords } from './dev-mode';
import { describeExpected, type Expected } from './expected';

declare const ngDevMode: unknown;

/** What went wrong, for code: stable across versions, while messages may be reworded. */
export type ConvoyErrorCode =
  | 'invalid-configuration'
  | 'circuit-open'
  | 'no-instance'
  | 'bulkhead-full'
  | 'queue-timeout'
  | 'queue-cleared'
  | 'rate-limited'
  | 'throttled'
  | 'attempt-timeout'
  | 'task-timeout'
  | 'deadline-exceeded'
  | 'deadline-too-short'
  | 'saga-fenced'
  | 'saga-journal-lost'
  | 'saga-journal-full'
  | 'saga-journal-unavailable'
  | 'saga-unstorable'
  | 'saga-id-taken'
  | 'saga-past-pivot'
  | 'outbox-full'
  | 'outbox-unavailable'
  | 'outbox-unstorable'
  | 'invalid-plan'
  | 'plan-failed'
  | 'plan-cancelled'
  | 'race-failed';

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

/** Details of an error about a service. */
export type ServiceErrorDetails = ConvoyErrorDetails & { readonly service: string };

/**
 * The family of errors that ngx-convoy itself raises. A backend's own answer is never wrapped in one.
 *
 * In production its message is the code and whom it is about, such as `circuit-open orders`, and it has no stack: an open
 * circuit refuses thousands of calls, a stack costs microseconds each, and would show nothing but our own code.
 */
export class ConvoyError extends Error {
  override get name(): string {
    return 'ConvoyError';
  }
  readonly service: string | undefined;
  readonly instance: string | undefined;
  readonly retryAt: number | undefined;

  /** @param message default: the code and whom it is about */
  constructor(
    readonly code: ConvoyErrorCode,
    message?: string,
    details: ConvoyErrorDetails = {},
  ) {
    const { service, instance, retryAt, cause } = details;
    const depth = engine.stackTraceLimit;
    const isQuiet =
      !(typeof ngDevMode !== 'undefined' && ngDevMode) && code !== 'invalid-configuration';
    if (isQuiet && depth !== undefined) engine.stackTraceLimit = 0;
    super(message ?? inShort(code, service, instance), cause === undefined ? undefined : details);
    if (depth !== undefined) engine.stackTraceLimit = depth;
    this.service = service;
    this.instance = instance;
    this.retryAt = retryAt;
  }
}

/** An option is out of its range, found at construction. */
export class ConfigurationError extends ConvoyError {
  override get name(): string {
    return 'ConfigurationError';
  }

  /**
   * @param option path of the option, such as `services[2].retry.attempts`
   * @param value what was given
   * @param expected what is allowed: a range, one of some values, or words such as `a path that begins with '/'`
   */
  constructor(
    readonly option: string,
    readonly value: unknown,
    readonly expected: Expected,
  ) {
    super(
      'invalid-configuration',
      // Spelled out, not by `inWords`: a bundler drops the functions that are called only here.
      typeof ngDevMode !== 'undefined' && ngDevMode
        ? `${option} must be ${describeExpected(expected)}, but is ${print(value)}.`
        : `invalid-configuration ${option}`,
    );
  }
}

/** The service's circuit breaker refused the call: nothing was sent. */
export class CircuitOpenError extends ConvoyError {
  override get name(): string {
    return 'CircuitOpenError';
  }

  constructor(
    details: ServiceErrorDetails,
    readonly reason: string,
  ) {
    super(
      'circuit-open',
      inWords(() => `The circuit of ${details.service} is open: ${reason}.`),
      details,
    );
  }
}

/** No instance of the service is known, or all of them are draining. */
export class NoInstanceError extends ConvoyError {
  override get name(): string {
    return 'NoInstanceError';
  }

  constructor(details: ServiceErrorDetails) {
    super(
      'no-instance',
      inWords(() => `No instance of ${details.service} can be called.`),
      details,
    );
  }
}

/** One attempt took longer than the service's `timeout`; it was aborted. */
export class AttemptTimeoutError extends ConvoyError {
  override get name(): string {
    return 'AttemptTimeoutError';
  }

  constructor(
    details: ServiceErrorDetails,
    readonly timeout: number,
  ) {
    super(
      'attempt-timeout',
      inWords(() => `${details.service} did not answer within ${timeout} ms.`),
      details,
    );
  }
}

/** The whole call, retries and waiting included, ran out of its `deadline`. */
export class DeadlineExceededError extends ConvoyError {
  override get name(): string {
    return 'DeadlineExceededError';
  }

  constructor(
    details: ServiceErrorDetails,
    readonly deadline: number,
  ) {
    super(
      'deadline-exceeded',
      inWords(() => `${details.service} did not answer within its deadline of ${deadline} ms.`),
      details,
    );
  }
}

function inShort(code: string, service?: string, instance?: string): string {
  const whom = instance === undefined ? service : `${service ?? ''} ${instance}`;
  return whom === undefined ? code : `${code} ${whom}`;
}

/** Most engines let one say how many frames a stack has; the others do not know the property. */
const engine: ErrorConstructor & { stackTraceLimit?: number } = Error;

function print(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
