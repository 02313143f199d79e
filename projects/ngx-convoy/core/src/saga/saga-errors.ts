import { ConvoyError } from '../errors';

/** Somebody else has taken the run over: whoever gets this stops, and writes nothing more. */
export class SagaFencedError extends ConvoyError {
  override get name(): string {
    return 'SagaFencedError';
  }

  constructor(readonly run: string) {
    super('saga-fenced', `Run ${run} is executed elsewhere by now.`);
  }
}

/** The run is no longer in the journal: the browser has evicted it, or somebody cleared the site's data. */
export class SagaJournalLostError extends ConvoyError {
  override get name(): string {
    return 'SagaJournalLostError';
  }

  constructor(readonly run: string) {
    super('saga-journal-lost', `Run ${run} is no longer in the journal.`);
  }
}

/** There is no space for the journal. Nothing is done that could not be written down before. */
export class SagaJournalFullError extends ConvoyError {
  override get name(): string {
    return 'SagaJournalFullError';
  }

  constructor(cause?: unknown) {
    super('saga-journal-full', 'There is no space left for the journal of sagas.', { cause });
  }
}

/** A value cannot be written to the journal, because it is more than data: a function, a DOM node. */
export class SagaUnstorableError extends ConvoyError {
  override get name(): string {
    return 'SagaUnstorableError';
  }

  constructor(cause: unknown) {
    super('saga-unstorable', 'The journal of sagas takes data only.', { cause });
  }
}

/** The journal cannot be opened or written. Nothing is begun without one. */
export class SagaJournalUnavailableError extends ConvoyError {
  override get name(): string {
    return 'SagaJournalUnavailableError';
  }

  constructor(reason: string, cause?: unknown) {
    super('saga-journal-unavailable', `The journal of sagas is not available: ${reason}.`, {
      cause,
    });
  }
}

/** A run of that id exists, and is not what was asked for. */
export class SagaIdTakenError extends ConvoyError {
  override get name(): string {
    return 'SagaIdTakenError';
  }

  constructor(
    readonly run: string,
    readonly saga: string,
  ) {
    super('saga-id-taken', `There is a run ${run} of ${saga} already.`);
  }
}

/** The run is past its point of no return: it can only go forward. */
export class CannotCancelAfterPivotError extends ConvoyError {
  override get name(): string {
    return 'CannotCancelAfterPivotError';
  }

  constructor(readonly run: string) {
    super(
      'saga-past-pivot',
      `Run ${run} is past its pivot: it goes forward, unless cancelling is forced.`,
    );
  }
}
