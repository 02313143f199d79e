import { DrainPace } from './drain-pace';
import { judgeOutboxStatus, type OutboxAnswer } from './outbox-answer';
import type { OutboxEntry } from './outbox-entry';

/** When the next entry may go, by what earlier ones were answered: the pace of all, and the quiet that services asked for. */
export class DrainGate {
  private readonly pace: DrainPace;
  /** By service: epoch milliseconds until which it asked not to be called. */
  private readonly holds = new Map<string, number>();

  /** @param rate a second at most, > 0 */
  constructor(rate: number) {
    this.pace = new DrainPace(rate);
  }

  /** Epoch milliseconds at which any entry may go. */
  readyAt(now: number): number {
    return this.pace.readyAt(now);
  }

  /** Epoch milliseconds until which the service of an entry is left alone; 0 when it is not. */
  heldUntil({ service = '' }: OutboxEntry): number {
    return this.holds.get(service) ?? 0;
  }

  /** One goes. */
  began(now: number): void {
    this.pace.began(now);
  }

  /** What an answer says about everything that is to follow. */
  learn({ service = '' }: OutboxEntry, answer: OutboxAnswer, now: number): void {
    switch (answer.kind) {
      case 'hopeless':
        return;
      case 'refused':
        if (answer.retryAt !== undefined) this.holds.set(service, answer.retryAt);
        return;
      case 'unanswered':
        this.pace.failed();
        return;
      case 'answered':
        if (judgeOutboxStatus(answer.status) !== 'again') {
          this.pace.succeeded();
          return;
        }
        this.pace.failed();
        // It asks for some quiet, not for that of one write only.
        if (answer.retryAfter !== undefined) this.holds.set(service, now + answer.retryAfter);
    }
  }
}
