import type { Endpoint } from './endpoint';

/** Chooses the instance for one attempt. */
export interface Picker {
  readonly name: string;
  /**
   * One of the candidates; `undefined` only when there is none. Instances that may not be called are left out by the
   * caller, so the list may differ from call to call.
   *
   * @param now epoch milliseconds
   */
  pick(candidates: readonly Endpoint[], now: number): Endpoint | undefined;
}
