import type { AbortSignalLike } from '../pipeline/abort-signal';
import type { SagaFailure } from './saga-failure';
import type { SagaHttp } from './saga-http';
import type { SagaRetryOptions, SagaRetryPolicy } from './saga-retry';

/** What a saga knows at some point: what it was started with, and what its steps have answered so far. */
export interface SagaScope<Input, Outputs> {
  readonly input: Input;
  /** By the name of the step; only of steps before this one. */
  readonly outputs: Outputs;
}

/** What a step is given. `S` is the platform's `AbortSignal`. */
export interface SagaContext<
  Input,
  Outputs,
  S extends AbortSignalLike = AbortSignalLike,
> extends SagaScope<Input, Outputs> {
  /** Id of the run. */
  readonly run: string;
  /** The `Idempotency-Key` of this call: run and step, with `:undo` when it undoes. The same on every attempt. */
  readonly key: string;
  /** The key of the step itself, by which its participant knows what to undo or to look up. */
  readonly stepKey: string;
  /** 1 at the first attempt. */
  readonly attempt: number;
  /** Epoch milliseconds at which the step was first tried: the same on every attempt, so that it may stand in a body. */
  readonly since: number;
  /** Aborted when the step is given up. Undoing is never given up by cancelling the saga. */
  readonly signal: S;
  readonly http: SagaHttp;
}

/** One step: what it does, how that is undone, and how hard it tries. */
export interface SagaStepOptions<
  Input,
  Outputs,
  Output,
  S extends AbortSignalLike = AbortSignalLike,
> {
  /** The effect. Must send the same body on every attempt: participants compare it with what the key stood for. */
  readonly run: (context: SagaContext<Input, Outputs, S>) => Output | PromiseLike<Output>;
  /**
   * Takes the effect back. It is called for every step that was begun, also when its outcome is not known, and `output` is then
   * `undefined`: participants must accept the undoing of what never arrived (TCC, empty rollback).
   */
  readonly compensate?:
    | ((context: SagaContext<Input, Outputs, S>, output: Awaited<Output> | undefined) => unknown)
    | undefined;
  /**
   * Asks what became of a call whose answer was lost: its answer, or a business failure (such as 404) when it did not happen.
   * Without it, the call is sent again with the same key.
   */
  readonly query?:
    ((context: SagaContext<Input, Outputs, S>) => Output | PromiseLike<Output>) | undefined;
  readonly retry?: SagaRetryOptions | undefined;
  /** How hard undoing tries. */
  readonly undoRetry?: SagaRetryOptions | undefined;
  /** Milliseconds for one attempt, > 0. Default 30,000. */
  readonly timeout?: number | undefined;
  /** What an error of this step means. Default: as the runner judges. `undefined` leaves it to the runner. */
  readonly classify?: ((error: unknown) => SagaFailure | undefined) | undefined;
}

/** A step as the engine sees it; the types of its functions were checked when it was defined. */
export interface SagaStep {
  readonly kind: 'step';
  /** Unique in the saga; steps of a child begin with its name and `/`. */
  readonly path: string;
  readonly isPivot: boolean;
  readonly run: (context: never) => unknown;
  readonly compensate: ((context: never, output: never) => unknown) | undefined;
  readonly query: ((context: never) => unknown) | undefined;
  readonly retry: SagaRetryPolicy;
  readonly undoRetry: SagaRetryPolicy;
  readonly timeout: number;
  readonly classify: ((error: unknown) => SagaFailure | undefined) | undefined;
}

/** A wait that survives the tab. */
export interface SagaSleep {
  readonly kind: 'sleep';
  readonly path: string;
  /** Milliseconds, >= 0. */
  readonly duration: (scope: never) => number;
}

/** A wait for somebody from outside: a person, another system. */
export interface SagaSignalWait {
  readonly kind: 'signal';
  readonly path: string;
  /** Milliseconds after which it counts as refused; `Infinity` waits for ever. */
  readonly timeout: number;
  readonly parse: ((payload: unknown) => unknown) | undefined;
}

/** Another saga as one step of this one, in the same journal. */
export interface SagaChild {
  readonly kind: 'child';
  readonly path: string;
  readonly input: (scope: never) => unknown;
  readonly result: (scope: never) => unknown;
  readonly nodes: readonly SagaNode[];
}

/** Branches that go on at the same time. */
export interface SagaParallel {
  readonly kind: 'parallel';
  readonly branches: readonly (readonly SagaNode[])[];
}

/** Something that is done, and then is done: it has a place in the journal. */
export type SagaLeaf = SagaStep | SagaSleep | SagaSignalWait;

/** A place in a saga. */
export type SagaNode = SagaLeaf | SagaChild | SagaParallel;

declare const types: unique symbol;

/** A distributed saga as data: what to do in which order, and how to take it back. Made by {@link defineSaga}. */
export interface SagaDefinition<Input = unknown, Output = unknown> {
  readonly name: string;
  /** A run is pinned to the version that it was started with. */
  readonly version: number;
  readonly nodes: readonly SagaNode[];
  readonly result: (scope: never) => unknown;
  /** Paths in the order of their definition. */
  readonly shape: readonly string[];
  /** For the type checker only. */
  readonly [types]?: { readonly input: Input; readonly output: Output };
}
