import { measure } from './measure.ts';
import { seeded } from './seeded.ts';
import type { Reading } from './summary.ts';
import type { Case, Suite } from './suite.ts';

/** What a process or a page is to measure. */
export interface Assignment {
  readonly cases: readonly string[];
  /** This contender alone; without it all of them, taking turns. */
  readonly only?: string | undefined;
  readonly rounds: number;
  /** Milliseconds of one sample. */
  readonly sampleTime: number;
  readonly seed: number;
  /** Share of the full effort, 0..1. */
  readonly effort: number;
}

/** Carries an assignment out; a reading for each of its cases. */
export async function carryOut(
  suite: Suite,
  assignment: Assignment,
): Promise<Readonly<Record<string, Reading>>> {
  const readings: Record<string, Reading> = {};
  for (const name of assignment.cases) {
    const subject = suite.cases.find((one) => one.name === name);
    if (subject === undefined) throw new Error(`${suite.name} has no case ${name}.`);
    readings[name] = { samples: await samplesOf(subject, assignment) };
  }
  return readings;
}

async function samplesOf(
  subject: Case,
  { only, rounds, sampleTime, seed, effort }: Assignment,
): Promise<Reading['samples']> {
  if (subject.kind === 'time') {
    return measure(subject, { rounds, sampleTime, effort, random: seeded(seed) }, only);
  }
  if (subject.kind === 'size')
    throw new Error(`${subject.name}: sizes are not measured by running.`);
  const samples = [];
  for (const { name, read } of subject.contenders) {
    if (only !== undefined && name !== only) continue;
    samples.push({ contender: name, values: [await read(effort)] });
  }
  return samples;
}
