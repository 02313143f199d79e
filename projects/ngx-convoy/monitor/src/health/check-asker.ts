import { inject, Service } from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import { MONITORING } from '../monitoring-options';
import { Page } from '../page';
import { CheckBoard } from './check-board';
import type { CheckTarget } from './check-target';
import { Connectivity } from './connectivity';
import { HEALTH_PROBE } from './health-probe';
import { NetworkWatch } from './network-watch';
import { type Answered, type Question, QuestionLine } from './question-line';

/** What was lost on the way is asked again after so long, in milliseconds. */
const AGAIN = 5_000;

/** Asks, and throws away what says nothing about who was asked. */
@Service()
export class CheckAsker {
  private readonly clock = inject(CLOCK);
  private readonly page = inject(Page);
  private readonly board = inject(CheckBoard);
  private readonly connectivity = inject(Connectivity);
  private readonly network = inject(NetworkWatch);
  private readonly health = inject(MONITORING).health;
  private readonly line = new QuestionLine(
    inject(HEALTH_PROBE),
    this.clock,
    this.health.concurrency,
  );

  /**
   * @param concluded told of what counts, and of `undefined` when what came does not
   * @returns when that is over; the same when it is asked already
   */
  ask(
    target: CheckTarget,
    concluded: (target: CheckTarget, given: Answered | undefined) => void,
  ): Promise<unknown> {
    if (target.question !== undefined) return target.question.answered;
    const { url, checks } = target.place;
    const asked = this.line.ask(url, checks.timeout);
    const answered = asked.answered.then((given) => {
      // Dropped, and perhaps asked again since.
      if (target.question !== question || given === undefined) return undefined;
      target.question = undefined;
      const counts = this.counts(target, given);
      if (!counts) target.pace.dueAt = this.clock.now() + AGAIN;
      concluded(target, counts ? given : undefined);
      return given;
    });
    const question: Question = {
      answered,
      drop: () => {
        asked.drop();
      },
    };
    target.question = question;
    return answered;
  }

  /** A call has got no answer at all: is it the network? */
  doubt(): void {
    this.network.suspect();
  }

  /** Nobody wants to know any more. */
  drop(target: CheckTarget): void {
    target.question?.drop();
    target.question = undefined;
  }

  /** Without a canary: when services of several origins are silent together, it is not them. */
  compareOrigins(): void {
    if (this.network.hasCanary) return;
    const silent = new Set<string>();
    for (const { lastCheck, isSilent, place } of this.board.targets) {
      if (lastCheck === undefined) continue;
      if (!isSilent) return;
      silent.add(originOf(place.url));
    }
    if (silent.size > 1) this.network.report(`none of ${silent.size} origins answers`);
  }

  private counts({ place }: CheckTarget, { durationMs, isSilence }: Answered): boolean {
    // Patience that lasted longer than it may: the machine slept meanwhile.
    if (durationMs > place.checks.timeout + 2 * this.health.interval) return false;
    if (isSilence) this.network.suspect();
    else this.network.heard();
    // Lost on the way while the network went away: says nothing about the service.
    const isLost = isSilence && this.network.hasCanary && this.connectivity.selfOffline();
    return !isLost && this.page.online();
  }
}

function originOf(url: string): string {
  return /^[a-z][\w+.-]*:\/\/[^/]*/i.exec(url)?.[0] ?? '';
}
