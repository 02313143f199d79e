import { ConfigurationError } from '../errors';
import { requireName, requireNumber } from '../options';
import type { AbortSignalLike } from '../pipeline/abort-signal';
import type {
  SagaDefinition,
  SagaNode,
  SagaScope,
  SagaStep,
  SagaStepOptions,
} from './saga-definition';
import { prefixedNodes, shapeOf, stepsOf } from './saga-nodes';
import { resolveSagaRetry } from './saga-retry';

/** `outputs` of a saga after one more step. */
type With<Outputs, Name extends string, Output> = Outputs & Readonly<Record<Name, Output>>;

type Branch<Input, Outputs, After extends Outputs, S extends AbortSignalLike> = (
  branch: SagaSteps<Input, Outputs, S>,
) => SagaSteps<Input, After, S>;

/** Steps in a row; what a branch of {@link SagaBuilder.parallel} is made of. */
export class SagaSteps<Input, Outputs, S extends AbortSignalLike = AbortSignalLike> {
  /** @internal */
  constructor(
    /** @internal */
    readonly nodes: readonly SagaNode[],
    /** @internal */
    readonly isAfterPivot: boolean,
  ) {}

  /**
   * A step. Before the pivot it is given up after its retries, and what was done is undone; after it, it is retried for long and
   * then waits for an operator.
   */
  step<const Name extends string, Output>(
    name: Name,
    options: SagaStepOptions<Input, Outputs, Output, S>,
  ): SagaSteps<Input, With<Outputs, Name, Awaited<Output>>, S> {
    return new SagaSteps(
      [...this.nodes, stepOf(name, options, this.isAfterPivot)],
      this.isAfterPivot,
    );
  }

  /** Waits, also while no tab is open. @param duration milliseconds, >= 0 */
  sleep(
    name: string,
    duration: number | ((scope: SagaScope<Input, Outputs>) => number),
  ): SagaSteps<Input, Outputs, S> {
    return new SagaSteps([...this.nodes, sleepOf(name, duration)], this.isAfterPivot);
  }

  /** Waits for a signal of that name; what it carries is the output of this step. */
  waitFor<const Name extends string, Payload = unknown>(
    name: Name,
    options: SagaWaitOptions<Payload> = {},
  ): SagaSteps<Input, With<Outputs, Name, Payload>, S> {
    return new SagaSteps([...this.nodes, waitOf(name, options)], this.isAfterPivot);
  }
}

/** What a saga takes for a signal, and how long it waits. */
export interface SagaWaitOptions<Payload> {
  /** Checks what came from outside, and throws when it is not what it should be: it is then refused, and the saga waits on. */
  readonly parse?: ((payload: unknown) => Payload) | undefined;
  /** Milliseconds, > 0, after which the missing signal counts as refused. Default: waits for ever. */
  readonly timeout?: number | undefined;
}

/** Where a saga stands while it is written down: `before` or `after` its pivot. */
export type SagaPhase = 'before' | 'after';

/** Writes a saga down, step by step. Made by {@link defineSaga}; every method returns a new one. */
export class SagaBuilder<
  Input,
  Outputs,
  Phase extends SagaPhase = 'before',
  S extends AbortSignalLike = AbortSignalLike,
> {
  /** @internal */
  constructor(
    private readonly name: string,
    private readonly version: number,
    private readonly nodes: readonly SagaNode[],
    private readonly phase: Phase,
  ) {}

  /** See {@link SagaSteps.step}. */
  step<const Name extends string, Output>(
    name: Name,
    options: SagaStepOptions<Input, Outputs, Output, S>,
  ): SagaBuilder<Input, With<Outputs, Name, Awaited<Output>>, Phase, S> {
    return this.and(stepOf(name, options, this.phase === 'after'));
  }

  /**
   * The point of no return, once at most. Until it is through, any refusal leads back; from then on there is only forward.
   *
   * A pivot whose outcome stays unknown is undone if it has a `compensate`; without one, the run waits for an operator.
   */
  pivot<const Name extends string, Output>(
    this: SagaBuilder<Input, Outputs, 'before', S>,
    name: Name,
    options: SagaStepOptions<Input, Outputs, Output, S>,
  ): SagaBuilder<Input, With<Outputs, Name, Awaited<Output>>, 'after', S> {
    const step: SagaStep = { ...stepOf(name, options, false), isPivot: true };
    return new SagaBuilder(this.name, this.version, [...this.nodes, step], 'after');
  }

  /** See {@link SagaSteps.sleep}. */
  sleep(
    name: string,
    duration: number | ((scope: SagaScope<Input, Outputs>) => number),
  ): SagaBuilder<Input, Outputs, Phase, S> {
    return this.and(sleepOf(name, duration));
  }

  /** See {@link SagaSteps.waitFor}. */
  waitFor<const Name extends string, Payload = unknown>(
    name: Name,
    options: SagaWaitOptions<Payload> = {},
  ): SagaBuilder<Input, With<Outputs, Name, Payload>, Phase, S> {
    return this.and(waitOf(name, options));
  }

  /**
   * Branches that go on at the same time, none of them a pivot. One that is refused gives the others up; all are undone in the
   * reverse order of their beginnings.
   *
   * @usageNotes
   * ```ts
   * .parallel(
   *   (branch) => branch.step('fraud', { run: askFraud }),
   *   (branch) => branch.step('compliance', { run: askCompliance }),
   * )
   * ```
   */
  parallel<
    A extends Outputs,
    B extends Outputs,
    C extends Outputs = Outputs,
    D extends Outputs = Outputs,
  >(
    first: Branch<Input, Outputs, A, S>,
    second: Branch<Input, Outputs, B, S>,
    third?: Branch<Input, Outputs, C, S>,
    fourth?: Branch<Input, Outputs, D, S>,
  ): SagaBuilder<Input, A & B & C & D, Phase, S> {
    const empty = new SagaSteps<Input, Outputs, S>([], this.phase === 'after');
    const given = [first, second, third, fourth].filter((branch) => branch !== undefined);
    return this.and({ kind: 'parallel', branches: given.map((branch) => branch(empty).nodes) });
  }

  /**
   * Another saga as one step of this one: in the same journal, undone with it. A child with a pivot is itself the point of no
   * return, and must stand where a pivot may.
   */
  child<const Name extends string, ChildInput, ChildOutput>(
    name: Name,
    saga: SagaDefinition<ChildInput, ChildOutput>,
    input: (scope: SagaScope<Input, Outputs>) => ChildInput,
  ): SagaBuilder<Input, With<Outputs, Name, ChildOutput>, Phase, S> {
    const nodes = prefixedNodes(saga.nodes, `${requireName('child', name)}/`);
    return this.and({ kind: 'child', path: name, input, result: saga.result, nodes });
  }

  /** The saga, its result being the outputs of all its steps. */
  build(): SagaDefinition<Input, Outputs>;
  /** The saga, with a result of its own. */
  build<Result>(
    result: (scope: SagaScope<Input, Outputs>) => Result,
  ): SagaDefinition<Input, Result>;
  build(
    result: (scope: SagaScope<Input, Outputs>) => unknown = ({ outputs }) => outputs,
  ): SagaDefinition<Input> {
    const { name, version, nodes } = this;
    const shape = shapeOf(nodes);
    const twin = shape.find((path, index) => shape.indexOf(path) !== index);
    if (twin !== undefined) {
      throw new ConfigurationError(`saga ${name}`, twin, 'made of steps with names of their own');
    }
    refuseSecondPivot(name, nodes);
    return { name, version, nodes, shape, result };
  }

  private and<Next>(node: SagaNode): SagaBuilder<Input, Next, Phase, S> {
    return new SagaBuilder<Input, Next, Phase, S>(
      this.name,
      this.version,
      [...this.nodes, node],
      this.phase,
    );
  }
}

/**
 * Begins a distributed saga (Garcia-Molina and Salem, 1987): steps at several services that are all done, or all undone.
 *
 * `Input` is what a run is started with; `S` the platform's `AbortSignal`, for steps that hand it to `fetch`.
 *
 * @param name the same in every version, without blanks and slashes
 * @throws ConfigurationError
 * @usageNotes
 * ```ts
 * export const placeOrder = defineSaga<Order>('place-order', { version: 1 })
 *   .step('reserve', {
 *     run: ({ http, input }) => http.post<Reservation>('/api/stock/reservations', input),
 *     compensate: ({ http, stepKey }) => http.delete(`/api/stock/reservations/by-key/${stepKey}`),
 *   })
 *   .pivot('pay', {
 *     run: ({ http, input }) => http.post<Payment>('/api/payments', { amount: input.total }),
 *     query: ({ http, stepKey }) => http.get<Payment>(`/api/payments/by-key/${stepKey}`),
 *   })
 *   .step('ship', { run: ({ http, outputs }) => http.post('/api/shipments', { payment: outputs.pay.id }) })
 *   .build();
 * ```
 */
export function defineSaga<Input = undefined, S extends AbortSignalLike = AbortSignalLike>(
  name: string,
  options: { readonly version: number },
): SagaBuilder<Input, object, 'before', S> {
  requireName('saga.name', name);
  requireNumber('saga.version', options.version, { min: 1, integer: true });
  return new SagaBuilder(name, options.version, [], 'before');
}

function stepOf<Input, Outputs, Output, S extends AbortSignalLike>(
  name: string,
  options: SagaStepOptions<Input, Outputs, Output, S>,
  isAfterPivot: boolean,
): SagaStep {
  const path = requireName('step', name);
  const timeout = options.timeout ?? 30_000;
  return {
    kind: 'step',
    path,
    isPivot: false,
    run: options.run,
    compensate: options.compensate,
    query: options.query,
    retry: resolveSagaRetry(`${path}.retry`, options.retry, !isAfterPivot),
    undoRetry: resolveSagaRetry(`${path}.undoRetry`, options.undoRetry, false),
    timeout: requireNumber(`${path}.timeout`, timeout, { exclusiveMin: 0 }),
    classify: options.classify,
  };
}

function sleepOf(name: string, duration: number | ((scope: never) => number)): SagaNode {
  const path = requireName('sleep', name);
  if (typeof duration === 'function') return { kind: 'sleep', path, duration };
  requireNumber(`${path}.duration`, duration, { min: 0 });
  return { kind: 'sleep', path, duration: () => duration };
}

function waitOf(name: string, { parse, timeout = Infinity }: SagaWaitOptions<unknown>): SagaNode {
  const path = requireName('waitFor', name);
  if (timeout !== Infinity) requireNumber(`${path}.timeout`, timeout, { exclusiveMin: 0 });
  return { kind: 'signal', path, timeout, parse };
}

function refuseSecondPivot(saga: string, nodes: readonly SagaNode[]): void {
  const pivots = stepsOf(nodes).filter(({ isPivot }) => isPivot);
  if (pivots.length > 1) {
    const names = pivots.map(({ path }) => path).join(', ');
    throw new ConfigurationError(`saga ${saga}`, names, 'a saga with one pivot at most');
  }
  for (const node of nodes) {
    const parallel = node.kind === 'parallel' ? node.branches.flat() : [];
    const pivot = stepsOf(parallel).find(({ isPivot }) => isPivot);
    if (pivot !== undefined) {
      throw new ConfigurationError(`saga ${saga}`, pivot.path, 'a pivot outside of branches');
    }
  }
}
