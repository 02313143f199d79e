import { quantile } from './quantile.ts';
import type { Case, Contender } from './suite.ts';

/** How long one thing takes a contender, in nanoseconds. */
export interface Measurement {
  readonly contender: string;
  readonly p10: number;
  readonly median: number;
  readonly p90: number;
  /** Median over the rounds of its time divided by the baseline's time in the same round. */
  readonly ratio: number;
}

export interface MeasureOptions {
  readonly rounds: number;
  /** Milliseconds that one sample should take: long against the timer's resolution, short against the noise of others. */
  readonly sampleTime: number;
  /** A uniform draw, 0 <= x < 1. */
  readonly random: () => number;
}

/**
 * Measures the contenders of a case in rounds: each takes its turn once a round, in an order shuffled anew.
 *
 * What disturbs the machine for a while then disturbs all of them, and ratios are taken within a round.
 */
export async function measure(
  subject: Case,
  options: MeasureOptions,
): Promise<readonly Measurement[]> {
  const { contenders, baseline } = subject;
  const reference = contenders.find(({ name }) => name === baseline);
  if (reference === undefined) {
    throw new Error(`${subject.name}: no contender is called ${baseline}.`);
  }
  const times = new Map<Contender, number>();
  for (const contender of contenders) times.set(contender, await calibrate(contender, options));

  const samples = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]));
  for (let round = 0; round < options.rounds; round += 1) {
    for (const contender of shuffled(contenders, options.random)) {
      samples.get(contender)?.push(await sample(contender, times.get(contender) ?? 1));
    }
  }

  const base = samples.get(reference) ?? [];
  return contenders.map((contender) => {
    const own = samples.get(contender) ?? [];
    const ratios = own.map((value, round) => value / (base[round] ?? Number.NaN));
    return {
      contender: contender.name,
      p10: quantile(own, 0.1),
      median: quantile(own, 0.5),
      p90: quantile(own, 0.9),
      ratio: quantile(ratios, 0.5),
    };
  });
}

/** How often a contender does its thing in about the wanted time; finding out warms it up as well. */
async function calibrate(contender: Contender, { sampleTime }: MeasureOptions): Promise<number> {
  let times = 1;
  for (;;) {
    const spent = ((await sample(contender, times)) * times) / 1e6;
    if (spent >= sampleTime) return times;
    const grow = spent > 0 ? Math.min(10, (sampleTime / spent) * 1.1) : 10;
    times = Math.ceil(times * Math.max(1.1, grow));
  }
}

/** Nanoseconds for one time. */
async function sample(contender: Contender, times: number): Promise<number> {
  const start = performance.now();
  await contender.run(times);
  return ((performance.now() - start) * 1e6) / times;
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
