import { inWords } from '../dev-mode';
import { ConvoyError, type ServiceErrorDetails } from '../errors';

/** Every place of the bulkhead is taken, and so is every place in its queue; or a more urgent call needed the latter. */
export class BulkheadFullError extends ConvoyError {
  override get name(): string {
    return 'BulkheadFullError';
  }

  /**
   * @param limit calls that may be under way at the same time
   * @param waiting calls that wait for one of them to end
   */
  constructor(
    details: ServiceErrorDetails,
    readonly limit: number,
    readonly waiting: number,
  ) {
    super(
      'bulkhead-full',
      inWords(
        () =>
          `${where(details)} has ${limit} calls under way and ${waiting} waiting: there is no room for another.`,
      ),
      details,
    );
  }
}

/** The call has waited for a place in the bulkhead for as long as it may. Nothing was sent. */
export class QueueTimeoutError extends ConvoyError {
  override get name(): string {
    return 'QueueTimeoutError';
  }

  /** @param waited milliseconds */
  constructor(
    details: ServiceErrorDetails,
    readonly waited: number,
  ) {
    super(
      'queue-timeout',
      inWords(() => `No place became free within ${waited} ms for a call to ${where(details)}.`),
      details,
    );
  }
}

/** The call has waited for a place, and the queue was emptied. Nothing was sent. */
export class QueueClearedError extends ConvoyError {
  override get name(): string {
    return 'QueueClearedError';
  }

  constructor(details: ServiceErrorDetails) {
    super(
      'queue-cleared',
      inWords(() => `The queue of ${where(details)} was emptied while a call waited in it.`),
      details,
    );
  }
}

/** The service, or the instance at whose origin the call has waited. */
function where({ service, instance }: ServiceErrorDetails): string {
  return instance === undefined ? service : `the origin of ${instance} (${service})`;
}
