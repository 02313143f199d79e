import type { CallRuntime, Guards } from './guards';

/**
 * One policy of a pipeline, as a `withX()` function makes it. Nothing happens before it is composed.
 *
 * @typeParam Kind what it is; two of the same kind are refused
 * @typeParam Handle what the pipeline offers under that name, to look at and to change while calls run
 */
export interface Policy<Kind extends string = string, Handle = unknown> {
  readonly kind: Kind;
  /** Where it stands: smaller is further out. Those of the library are in `place.ts`. */
  readonly place: number;
  /** Makes its state and writes it into the guards. @throws ConfigurationError when an option is out of its range */
  install(guards: Guards, runtime: CallRuntime): Handle;
  /** What it is and its numbers as they are now, such as `timeout 2 s`; empty when there is nothing to say. */
  describe(handle: Handle, guards: Guards): string;
}

/** What a pipeline of these policies offers, each under its kind. */
export type HandlesOf<P extends readonly Policy[]> = {
  readonly [Each in P[number] as Each['kind']]: Each extends Policy<string, infer Handle>
    ? Handle
    : never;
};
