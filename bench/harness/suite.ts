/** A way of doing the same thing, measured against its rivals. */
export interface Contender {
  readonly name: string;
  /** Does the thing `times` times in a row, in a loop of its own so that nothing else is measured. */
  readonly run: (times: number) => void | Promise<void>;
}

/** One thing to do, and who does it. */
export interface Case {
  readonly name: string;
  /** Name of the contender that the others are compared with. */
  readonly baseline: string;
  readonly contenders: readonly Contender[];
}

/** What `npm run bench -- NAME` runs. Each file in bench/suites exports one as `suite`. */
export interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}
