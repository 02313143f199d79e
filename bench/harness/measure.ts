import type { Contender, TimeCase } from './suite.ts';

/** Samples of one process: of each contender one a round, in nanoseconds for one time. */
export interface Samples {
  readonly contender: string;
  readonly values: readonly number[];
}

export interface MeasureOptions {
  readonly rounds: number;
  /** Milliseconds that one sample should take: long against the timer's resolution, short against the noise of others. */
  readonly sampleTime: number;
  /** Share of the full effort, 0..1. */
  readonly effort: number;
  /** A uniform draw, 0 <= x < 1. */
  readonly random: () => number;
}

/**
 * Measures the contenders of a case in rounds: each takes its turn once a round, in an order shuffled anew.
 *
 * What disturbs the machine for a while then disturbs all of them, and ratios can be taken within a round.
 *
 * @param only measure but this one
 */
export async function measure(
  subject: TimeCase,
  options: MeasureOptions,
  only?: string,
): Promise<readonly Samples[]> {
  const contenders = subject.contenders.filter(({ name }) => only === undefined || name === only);
  if (contenders.length === 0) throw new Error(`${subject.name}: no contender is called ${only}.`);
  const times = new Map<Contender, number>();
  for (const contender of contenders) {
    await contender.prepare?.(options.effort);
    times.set(contender, await calibrate(contender, options));
  }
  const samples = contenders.map(({ name }) => ({ contender: name, values: [] as number[] }));
  const turns = contenders.map((contender, index) => ({
    contender,
    values: samples[index]?.values,
  }));
  const rounds = Math.min(options.rounds, subject.rounds ?? Infinity);
  for (let round = 0; round < rounds; round += 1) {
    for (const { contender, values } of shuffled(turns, options.random)) {
      values?.push(await sample(contender, times.get(contender) ?? 1));
    }
  }
  return samples;
}

/** How often a contender does its thing in about the wanted time; finding out warms it up as well. */
async function calibrate(
  contender: Contender,
  { sampleTime, effort }: MeasureOptions,
): Promise<number> {
  if (contender.times !== undefined) {
    const fixed = Math.ceil(contender.times * effort);
    await sample(contender, fixed);
    return fixed;
  }
  let times = 1;
  for (;;) {
    // The quickest of three: what held the others up was not the contender.
    const spent = Math.min(
      await spentOn(contender, times),
      await spentOn(contender, times),
      await spentOn(contender, times),
    );
    if (spent >= sampleTime) return times;
    const grow = spent > 0 ? Math.min(10, (sampleTime / spent) * 1.1) : 10;
    times = Math.ceil(times * Math.max(1.1, grow));
  }
}

/** Milliseconds. */
async function spentOn(contender: Contender, times: number): Promise<number> {
  return ((await sample(contender, times)) * times) / 1e6;
}

/** Nanoseconds for one time. */
async function sample(contender: Contender, times: number): Promise<number> {
  const start = performance.now();
  await contender.run(times);
  const spent = performance.now() - start;
  await contender.reset?.();
  return (spent * 1e6) / times;
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
