import type { Samples } from './measure.ts';
import { quantile } from './quantile.ts';
import { unitOf } from './suite.ts';
import type { Case, Place, Target, Unit } from './suite.ts';

/** What was wanted of a contender, and what came. */
export interface Verdict {
  readonly wanted: string;
  readonly value: number;
  readonly unit: 'x' | Unit;
  readonly atMost: number;
  readonly met: boolean;
}

/** One line of `--json FILE`: a contender of a case at a place. */
export interface Row {
  readonly suite: string;
  readonly case: string;
  readonly place: Place;
  readonly contender: string;
  /** Median over all samples of all processes. */
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
  readonly unit: Unit;
  readonly baseline: string;
  /** To the baseline: median over the processes, of the median over the rounds of a process. `null` when that is nothing. */
  readonly ratio: number | null;
  readonly processes: number;
  /** Median size of the young generation when it had finished, in bytes; only in Node. */
  readonly semiSpace?: number | undefined;
  readonly targets: readonly Verdict[];
  /** About the case as a whole. */
  readonly remark?: string | undefined;
}

/** What one process, or one page, has found out. */
export interface Reading {
  readonly samples: readonly Samples[];
  readonly semiSpace?: number | undefined;
}

/**
 * Sums a case up.
 *
 * @param readings of every process; alone, a process has samples of one contender only
 * @throws Error when the baseline, or whom a target compares with, does not take part
 */
export function summarise(
  suite: string,
  subject: Case,
  place: Place,
  readings: readonly Reading[],
): readonly Row[] {
  const sharesRounds = place === 'node' || place === 'chromium';
  const figures = new Map(
    subject.contenders.map(
      ({ name }) => [name, new Figures(name, readings, sharesRounds)] as const,
    ),
  );
  const find = (name: string): Figures => {
    const found = figures.get(name);
    if (found === undefined) throw new Error(`${subject.name}: no contender is called ${name}.`);
    return found;
  };
  const baseline = find(subject.baseline);
  const unit = unitOf(subject);
  const targets = (subject.targets ?? []).filter(({ places }) => places?.includes(place) ?? true);
  for (const { contender } of targets) find(contender);

  return [...figures.values()].map((own) => ({
    suite,
    case: subject.name,
    place,
    contender: own.name,
    median: own.at(0.5),
    p10: own.at(0.1),
    p90: own.at(0.9),
    unit,
    baseline: subject.baseline,
    ratio: finite(own.ratioTo(baseline)),
    processes: own.processes,
    semiSpace: own.semiSpace,
    remark: subject.remark,
    targets: targets
      .filter(({ contender }) => contender === own.name)
      .map((target) => judge(target, own, find, unit)),
  }));
}

function judge(
  { atMost, of, minus }: Target,
  own: Figures,
  find: (name: string) => Figures,
  unit: Verdict['unit'],
): Verdict {
  if (of !== undefined) {
    const value = own.ratioTo(find(of));
    return { wanted: of, value, unit: 'x', atMost, met: value <= atMost };
  }
  const value = own.at(0.5) - (minus === undefined ? 0 : find(minus).at(0.5));
  const wanted = minus === undefined ? '' : `without ${minus}`;
  return { wanted, value, unit, atMost, met: value <= atMost };
}

/** JSON knows no `NaN` and no infinity, which a division by nothing gives. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** The samples of one contender, process by process. */
class Figures {
  readonly name: string;
  readonly semiSpace: number | undefined;

  /** Whether all contenders took their turns in the same processes. */
  private readonly sharesRounds: boolean;
  private readonly runs: readonly (readonly number[])[];
  private readonly all: readonly number[];

  constructor(name: string, readings: readonly Reading[], sharesRounds: boolean) {
    this.name = name;
    this.sharesRounds = sharesRounds;
    const own = readings.flatMap(({ samples, semiSpace }) =>
      samples
        .filter(({ contender }) => contender === name)
        .map(({ values }) => ({ values, semiSpace })),
    );
    this.runs = own.map(({ values }) => values);
    this.all = this.runs.flat();
    const sizes = own.flatMap(({ semiSpace }) => semiSpace ?? []);
    this.semiSpace = sizes.length === 0 ? undefined : quantile(sizes, 0.5);
  }

  get processes(): number {
    return this.runs.length;
  }

  at(share: number): number {
    return quantile(this.all, share);
  }

  /** Within a round where rounds were shared; otherwise between the medians of the processes. */
  ratioTo(other: Figures): number {
    if (!this.sharesRounds) return this.medianRun() / other.medianRun();
    const ratios = this.runs.map((values, run) => {
      const base = other.runs[run] ?? [];
      return quantile(
        values.map((value, round) => value / (base[round] ?? Number.NaN)),
        0.5,
      );
    });
    return quantile(ratios, 0.5);
  }

  private medianRun(): number {
    return quantile(
      this.runs.map((values) => quantile(values, 0.5)),
      0.5,
    );
  }
}
