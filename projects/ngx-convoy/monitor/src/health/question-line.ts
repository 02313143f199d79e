import type { Clock, HealthAnswer } from 'ngx-convoy/core';
import type { HealthProbe } from './health-probe';

/** What came of a question: what was said, or why nothing was. */
export interface Answered {
  /** Epoch milliseconds at which it was asked. */
  readonly at: number;
  readonly durationMs: number;
  readonly answer: HealthAnswer;
  /** Whether nothing answered, and the answer is ours. */
  readonly isSilence: boolean;
}

/** One question, in line or under way. */
export interface Question {
  /** Never rejects. `undefined` when it was dropped. */
  readonly answered: Promise<Answered | undefined>;
  /** Nobody wants to know any more: leaves the line, or aborts what is under way. */
  drop(): void;
}

/** Asks a few at a time; the others wait in line. */
export class QuestionLine {
  private readonly waiting: (() => void)[] = [];
  private underWay = 0;

  /** @param concurrency questions under way at a time, >= 1 */
  constructor(
    private readonly probe: HealthProbe,
    private readonly clock: Clock,
    private readonly concurrency: number,
  ) {}

  /** @param patience milliseconds, counted from when it is really asked */
  ask(url: string, patience: number): Question {
    let drop = (): void => undefined;
    const answered = new Promise<Answered | undefined>((resolve) => {
      const start = (): void => {
        drop = this.start(url, patience, resolve);
      };
      drop = () => {
        this.waiting.splice(this.waiting.indexOf(start), 1);
        resolve(undefined);
      };
      this.waiting.push(start);
    });
    this.pump();
    return {
      answered,
      drop: () => {
        drop();
      },
    };
  }

  private pump(): void {
    while (this.underWay < this.concurrency) {
      const start = this.waiting.shift();
      if (start === undefined) return;
      start();
    }
  }

  /** Ends at the first of: an answer, the end of patience, being dropped. A probe may ignore its signal. */
  private start(
    url: string,
    patience: number,
    resolve: (answered: Answered | undefined) => void,
  ): () => void {
    const at = this.clock.now();
    const controller = new AbortController();
    this.underWay += 1;

    let isOver = false;
    const end = (answer: HealthAnswer | undefined, isSilence: boolean): void => {
      if (isOver) return;
      isOver = true;
      cancelPatience();
      controller.abort();
      this.underWay -= 1;
      resolve(answer && { at, durationMs: this.clock.now() - at, answer, isSilence });
      this.pump();
    };
    const cancelPatience = this.clock.schedule(at + patience, () => {
      end(noAnswer(`no answer within ${patience} ms`), true);
    });
    new Promise<HealthAnswer>((settle) => {
      settle(this.probe(url, controller.signal));
    }).then(
      (answer) => {
        end(answer, false);
      },
      (error: unknown) => {
        end(noAnswer(error instanceof Error ? error.message : String(error)), true);
      },
    );
    return () => {
      end(undefined, true);
    };
  }
}

function noAnswer(output: string): HealthAnswer {
  return { status: 'fail', output, checks: [] };
}
