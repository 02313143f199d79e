import { inWords } from '../dev-mode';
import { ConvoyError, type ServiceErrorDetails } from '../errors';

/** The call's deadline leaves less time than an attempt usually takes. Nothing was sent. */
export class DeadlineTooShortError extends ConvoyError {
  override get name(): string {
    return 'DeadlineTooShortError';
  }

  /**
   * @param remaining milliseconds that are left
   * @param needed milliseconds that half of the attempts take
   */
  constructor(
    details: ServiceErrorDetails,
    readonly remaining: number,
    readonly needed: number,
  ) {
    super(
      'deadline-too-short',
      inWords(
        () =>
          `${details.service} needs ${Math.round(needed)} ms for half of its answers, but ${Math.round(remaining)} ms are left.`,
      ),
      details,
    );
  }
}
