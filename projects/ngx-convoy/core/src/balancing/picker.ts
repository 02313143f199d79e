import type { Candidates } from './candidates';
import type { Endpoint } from './endpoint';

/** Chooses the instance for one attempt. A picker serves one list of candidates. */
export interface Picker {
  /** What explanations call it. */
  readonly name: string;
  /**
   * One of the candidates; `undefined` only when there is none. They change from call to call.
   *
   * @param now epoch milliseconds
   * @param key what the call is to stick by, when it says so
   */
  pick(candidates: Candidates, now: number, key?: string): Endpoint | undefined;
  /** The number by which it compares instances, the smaller the better. For explanations. */
  load?(endpoint: Endpoint, now: number, key?: string): number;
  /** Why the last pick came out as it did, in words. For explanations. */
  because?(): string;
}
