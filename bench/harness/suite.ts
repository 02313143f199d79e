/** Where something is measured. `alone` is a process, or a browser, for each contender. */
export type Place = 'node' | 'node alone' | 'chromium' | 'chromium alone';

/** Nanoseconds, milliseconds, bytes, or how many timers. */
export type Unit = 'ns' | 'ms' | 'B' | 'timers';

/** A way of doing the same thing, measured against its rivals. */
export interface Contender {
  readonly name: string;
  /** Does the thing `times` times in a row, in a loop of its own so that nothing else is measured. */
  readonly run: (times: number) => void | Promise<void>;
  /**
   * Once before anything is measured, and not measured.
   *
   * @param effort share of the full effort, 0..1: a smoke run wants to know only that it works
   */
  readonly prepare?: (effort: number) => void | Promise<void>;
  /** After each sample, and not measured: puts things back as they were. */
  readonly reset?: () => void | Promise<void>;
  /** Times in one sample, at full effort: for those that `reset` has to undo. Default: as many as fill a sample. */
  readonly times?: number;
}

/** Something that has a number, found out once in a process of its own: bytes, timers. */
export interface Gauge {
  readonly name: string;
  /** @param effort share of the full effort, 0..1 */
  readonly read: (effort: number) => number | Promise<number>;
}

/** Code whose size is measured, bundled and minified as an application would do it. */
export interface Bundle {
  readonly name: string;
  /** A module; what it exports is kept, everything else is shaken off. */
  readonly code: string;
}

/**
 * What we want of a contender, told before anything is measured.
 *
 * With `of` a ratio to that contender; without it, a figure in the unit of the case, after that of `minus` was taken off.
 */
export interface Target {
  readonly contender: string;
  readonly atMost: number;
  readonly of?: string;
  readonly minus?: string;
  /** Default: wherever the case is measured. */
  readonly places?: readonly Place[];
}

interface Outline {
  readonly name: string;
  /** Name of the contender that the others are compared with. */
  readonly baseline: string;
  readonly targets?: readonly Target[];
  /** What a reader must know to judge the numbers, such as why a target is out of reach. Stands below the table. */
  readonly remark?: string;
}

/** One thing to do, and who does it how fast. In nanoseconds. */
export interface TimeCase extends Outline {
  readonly kind: 'time';
  readonly contenders: readonly Contender[];
  /** Default: Node, together and alone, and Chromium. */
  readonly places?: readonly Place[];
  /** Most rounds: for those that take long. */
  readonly rounds?: number;
  /** The page of a production build that has the contenders; the suite itself then knows their names only. */
  readonly page?: string;
}

/** One number, and who has how much of it. Measured in Node. */
export interface GaugeCase extends Outline {
  readonly kind: 'gauge';
  readonly unit: Exclude<Unit, 'ns'>;
  readonly contenders: readonly Gauge[];
}

/** How much code something takes: bytes after minifying and gzip. */
export interface SizeCase extends Outline {
  readonly kind: 'size';
  readonly contenders: readonly Bundle[];
}

export type Case = TimeCase | GaugeCase | SizeCase;

/** What `npm run bench -- NAME` runs. Each file in bench/suites exports one as `suite`. */
export interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

/** Where a case is measured. */
export function placesOf(subject: Case): readonly Place[] {
  if (subject.kind !== 'time') return ['node alone'];
  return subject.places ?? ['node', 'node alone', 'chromium'];
}

export function unitOf(subject: Case): Unit {
  if (subject.kind === 'time') return 'ns';
  return subject.kind === 'gauge' ? subject.unit : 'B';
}
