import type { EndpointDefinition } from '../balancing/endpoint';
import { readiness } from '../balancing/fitness';
import { requireNumber, requireRate } from '../options';

/** When a registry's answer is not believed at once. */
export interface AnswerGateOptions {
  /** Share of the instances, 0 < share <= 1, whose loss at once is suspicious. Default 0.85; losing all always is. */
  readonly suspiciousLoss?: number | undefined;
  /** So many answers must agree before a suspicious one is believed, >= 2. Default 2. */
  readonly confirmations?: number | undefined;
}

/** Milliseconds: answers that come closer together say the same thing once. */
const SPACING = 1_000;

/**
 * Keeps an answer that would take away most of a service's instances until it has been confirmed: a registry that has
 * lost its memory, or its sight, must not take a working service away from its users.
 *
 * @see Eureka, "self-preservation mode"
 */
export class AnswerGate {
  private readonly suspiciousLoss: number;
  private readonly confirmations: number;
  private suspect = '';
  private seen = 0;
  /** Epoch milliseconds. */
  private seenAt = 0;

  /** @throws ConfigurationError */
  constructor({ suspiciousLoss = 0.85, confirmations = 2 }: AnswerGateOptions = {}) {
    this.suspiciousLoss = requireRate('suspiciousLoss', suspiciousLoss);
    this.confirmations = requireNumber('confirmations', confirmations, { min: 2, integer: true });
  }

  /**
   * Whether an answer may be applied now.
   *
   * @param current what is applied
   * @param now epoch milliseconds
   * @returns `undefined`, or why it must wait, in words
   */
  hold(
    current: readonly EndpointDefinition[],
    answer: readonly EndpointDefinition[],
    now: number,
  ): string | undefined {
    const had = current.filter(isUsable).length;
    const has = answer.filter(isUsable).length;
    if (!this.isSuspicious(had, has)) {
      this.forget();
      return undefined;
    }
    this.count(answer, now);
    if (this.seen >= this.confirmations) {
      this.forget();
      return undefined;
    }
    const lists = has === 0 ? 'lists no instance' : `lists only ${has} of ${had} instances`;
    return `${lists}, which is not believed until it is confirmed`;
  }

  private isSuspicious(had: number, has: number): boolean {
    if (had === 0) return false;
    return has === 0 || (had - has) / had >= this.suspiciousLoss;
  }

  private count(answer: readonly EndpointDefinition[], now: number): void {
    const suspect = JSON.stringify(answer.map(({ id }) => id).sort());
    if (suspect !== this.suspect) {
      this.suspect = suspect;
      this.seen = 1;
      this.seenAt = now;
    } else if (Math.abs(now - this.seenAt) >= SPACING) {
      this.seen += 1;
      this.seenAt = now;
    }
  }

  private forget(): void {
    this.suspect = '';
    this.seen = 0;
  }
}

function isUsable({ conditions }: EndpointDefinition): boolean {
  return readiness(conditions) !== 'not-ready';
}
