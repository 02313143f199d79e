import { ConvoyError } from '../errors';
import { inWords } from '../dev-mode';

/** The queue has as many entries as it may have. The write was neither sent nor kept. */
export class OutboxFullError extends ConvoyError {
  override get name(): string {
    return 'OutboxFullError';
  }

  constructor(
    /** Entries that it may have. */
    readonly capacity: number,
  ) {
    super(
      'outbox-full',
      inWords(() => `The outbox is full: ${capacity} writes wait already.`),
    );
  }
}

/** The write could not be kept: there is no space, or the browser stores nothing for this site. It was not sent either. */
export class OutboxUnavailableError extends ConvoyError {
  override get name(): string {
    return 'OutboxUnavailableError';
  }

  constructor(
    readonly reason: string,
    cause?: unknown,
  ) {
    super(
      'outbox-unavailable',
      inWords(() => `The outbox cannot keep anything: ${reason}.`),
      { cause },
    );
  }
}

/** A body that cannot be kept, because it is more than data. */
export class OutboxUnstorableError extends ConvoyError {
  override get name(): string {
    return 'OutboxUnstorableError';
  }

  constructor(cause?: unknown) {
    super(
      'outbox-unstorable',
      inWords(() => 'The outbox takes bodies only that are data.'),
      { cause },
    );
  }
}
