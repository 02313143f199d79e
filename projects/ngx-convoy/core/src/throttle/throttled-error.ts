import { inWords } from '../dev-mode';
import { ConvoyError, type ServiceErrorDetails } from '../errors';

/** The call was held back, because the service refuses too many. Nothing was sent. */
export class ThrottledError extends ConvoyError {
  override get name(): string {
    return 'ThrottledError';
  }

  /** @param probability the share of calls that is held back now, 0..1 */
  constructor(
    details: ServiceErrorDetails,
    readonly probability: number,
  ) {
    super(
      'throttled',
      inWords(() => {
        const share = `${Math.round(probability * 100)} %`;
        return `${share} of the calls to ${details.service} are held back, because it refuses too many.`;
      }),
      details,
    );
  }
}
