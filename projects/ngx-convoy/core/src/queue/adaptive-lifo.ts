import { requireNumber } from '../options';
import type { OrderedLine, QueueDiscipline, QueueRegime, ServingOrder } from './queue-discipline';
import type { Queued } from './queued';
import { OLDEST_FIRST } from './wait-queue';

/** When a queue counts as late. Every field is optional. */
export interface AdaptiveLifoOptions {
  /** Milliseconds, > 0, that nobody should have to wait for longer. Default 500. */
  readonly target?: number | undefined;
  /** Milliseconds, > 0: it is late once that has gone on for so long. Default 5,000. */
  readonly interval?: number | undefined;
  /** Milliseconds, > 0: while it is late, whoever has waited this long is given up. Default 10,000. */
  readonly patience?: number | undefined;
}

/**
 * Serves the newest first while a queue is late, and gives up what has waited for too long.
 *
 * In a queue that stays long, oldest first makes everybody wait until they are nearly out of time: all are served late.
 * Newest first serves most of them at once, and only those suffer who have waited too long already. It is late when
 * whenever somebody was served for the whole of `interval`, somebody had waited longer than `target`; and on time again when
 * nobody has waited longer than half of `target`. Head starts hold in both orders: something critical counts as 60 s newer. What is `low` is
 * expected to wait, so its own 30 s do not count. Deadlines pull nobody forward meanwhile: when not all can be met,
 * serving the most pressing one first misses most of them.
 *
 * @see Nichols and Jacobson, "Controlling Queue Delay" (CoDel); Maurer, "Fail at Scale", for adaptive LIFO
 * @throws ConfigurationError
 */
export function adaptiveLifo(options: AdaptiveLifoOptions = {}): QueueDiscipline {
  const target = requirePositive('target', options.target ?? 500);
  const interval = requirePositive('interval', options.interval ?? 5_000);
  const patience = requirePositive('patience', options.patience ?? 10_000);
  return () => new AdaptiveLifo(target, interval, patience);
}

/** By age as well, but the other way round. */
export const NEWEST_FIRST: ServingOrder = {
  newestFirst: true,
  isBefore: (a, b) =>
    a.since + a.lead === b.since + b.lead ? a.turn > b.turn : a.since + a.lead > b.since + b.lead,
};

class AdaptiveLifo implements QueueRegime {
  /** Steady milliseconds: since when somebody has been waiting for too long; `Infinity` while nobody has. */
  private lateSince = Infinity;
  /** How many times it need not look. */
  private rest = 0;

  constructor(
    private readonly target: number,
    private readonly interval: number,
    private readonly patience: number,
  ) {}

  review<T extends Queued<T>>(line: OrderedLine<T>, now: number): void {
    // A look at every priority in use: with more than a few, only now and then.
    if (this.rest > 0) this.rest--;
    else this.measure(line, now);
    if (!line.order.newestFirst) return;
    for (let { last } = line; last && now - last.since >= this.patience; { last } = line) {
      last.onDue();
    }
  }

  private measure<T extends Queued<T>>(line: OrderedLine<T>, now: number): void {
    let priorities = 0;
    const oldest = line.least(({ since, lead }) => {
      priorities++;
      return since - Math.min(0, lead);
    });
    this.rest = priorities >> 3;
    const waited = now - oldest;
    if (line.order.newestFirst) {
      if (waited <= this.target / 2) line.order = OLDEST_FIRST;
    } else if (waited <= this.target) this.lateSince = Infinity;
    else {
      this.lateSince = Math.min(this.lateSince, now - waited + this.target);
      if (now - this.lateSince < this.interval) return;
      this.lateSince = Infinity;
      line.order = NEWEST_FIRST;
    }
  }
}

function requirePositive(option: string, value: number): number {
  return requireNumber(`discipline.${option}`, value, { exclusiveMin: 0 });
}
