import type { Candidates } from './candidates';
import type { Endpoint } from './endpoint';
import type { Picker } from './picker';

/** What an own policy may go by. */
export interface PickRequest {
  /** Epoch milliseconds. */
  readonly now: number;
  /** What the call is to stick by, when it says so. */
  readonly key: string | undefined;
}

/**
 * An own way to choose: one of the candidates, or `undefined` to leave the choice to the default policy. The list is
 * live and read-only, and never empty.
 */
export type PickFunction = (
  candidates: readonly Endpoint[],
  request: PickRequest,
) => Endpoint | undefined;

/** Asks an app's own function, and does not let it send a call anywhere but to a candidate. */
export class CustomPicker implements Picker {
  readonly name = 'custom';

  private isOwn = false;

  constructor(
    private readonly choose: PickFunction,
    private readonly others: Picker,
  ) {}

  pick(candidates: Candidates, now: number, key?: string): Endpoint | undefined {
    const { list } = candidates;
    const picked = list.length === 0 ? undefined : this.choose(list, { now, key });
    this.isOwn = picked !== undefined && candidates.has(picked);
    return this.isOwn ? picked : this.others.pick(candidates, now, key);
  }

  load(endpoint: Endpoint, now: number): number {
    return this.others.load?.(endpoint, now) ?? 0;
  }

  because(): string {
    if (this.isOwn) return 'chosen by your own function';
    return `your own function left it open: ${this.others.because?.() ?? this.others.name}`;
  }
}
