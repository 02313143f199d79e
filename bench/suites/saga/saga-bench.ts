import {
  classifySagaError,
  defineSaga,
  SagaExecution,
  type SagaDefinition,
  type SagaHttp,
  type SagaJournal,
  type SagaRecord,
  type SagaRuntime,
} from 'ngx-convoy/core';

/** How many steps the sagas here have. */
export const STEPS = 10;

/** A saga of ten steps that do next to nothing: what is measured is everything around them. */
const tenSteps: SagaDefinition = Array.from({ length: STEPS })
  .reduce<ReturnType<typeof defineSaga<unknown>>>(
    (saga, _, index) => saga.step(`step-${index}`, { run: () => Promise.resolve(index) }),
    defineSaga<unknown>('ten-steps', { version: 1 }),
  )
  .build();

/** The same without a saga: ten functions, awaited one after the other. */
export async function tenAwaits(): Promise<void> {
  for (let index = 0; index < STEPS; index += 1) await Promise.resolve(index);
}

let sum = 0;

/** Takes a value from a measured loop, so that nothing can be optimised away. */
export function keep(value: number): number {
  sum = (sum + value) & 0xff_ffff;
  return sum;
}

let runs = 0;

/** Adds a run to the journal, as `SagaRunner.start` does. @returns its id */
export async function addRun(journal: SagaJournal): Promise<string> {
  const id = `run-${Date.now()}-${(runs += 1)}`;
  const now = Date.now();
  const record: SagaRecord = {
    id,
    saga: tenSteps.name,
    version: tenSteps.version,
    scope: undefined,
    status: 'pending',
    seq: 1,
    epoch: 0,
    traceId: '0af7651916cd43dd8448eb211c80319c',
    createdAt: now,
    updatedAt: now,
    cause: undefined,
  };
  const first = { type: 'started', input: { total: 5 }, shape: tenSteps.shape } as const;
  await journal.create(record, { ...first, seq: 0, at: now });
  return id;
}

/** Takes a run over and carries it out to its end. */
export async function execute(journal: SagaJournal, id: string): Promise<void> {
  const claimed = await journal.claim(id);
  if (claimed === undefined) throw new Error(`There is no run ${id}.`);
  const stop = await new SagaExecution(tenSteps, claimed, runtimeOf(journal), {
    changed: () => undefined,
    journal: () => undefined,
  }).run();
  if (stop.kind !== 'ended') throw new Error(`The run has ${stop.kind}.`);
}

function runtimeOf(journal: SagaJournal): SagaRuntime {
  return {
    clock: {
      now: Date.now,
      schedule: (at, task) => {
        const timer = setTimeout(task, Math.max(0, at - Date.now()));
        return () => {
          clearTimeout(timer);
        };
      },
    },
    random: Math.random,
    journal,
    network: { isOnline: () => true, whenOnline: () => () => undefined },
    abortController: () => new AbortController(),
    http: () => NO_HTTP,
    classify: classifySagaError,
  };
}

const refuse = (): Promise<never> => Promise.reject(new Error('These steps send nothing.'));
const NO_HTTP: SagaHttp = { get: refuse, post: refuse, put: refuse, patch: refuse, delete: refuse };
