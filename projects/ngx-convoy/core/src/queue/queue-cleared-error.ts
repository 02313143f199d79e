import { inWords } from '../dev-mode';
import { ConvoyError } from '../errors';

/** The queue was emptied while it waited. Nothing of it was begun. */
export class QueueClearedError extends ConvoyError {
  override readonly name = 'QueueClearedError';

  /** @param queue what the queue is called: the service, for a bulkhead */
  constructor(queue: string) {
    super(
      'queue-cleared',
      inWords(() => `The queue of ${queue} was cleared while this waited in it.`),
      { service: queue },
    );
  }
}
