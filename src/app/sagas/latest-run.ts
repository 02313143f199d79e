import { computed, inject, linkedSignal, signal, untracked, type Signal } from '@angular/core';
import type { SagaDefinition } from 'ngx-convoy/core';
import { SagaRunner, SagaRuns, type SagaRun } from 'ngx-convoy/flow';
import { CurrentPerson } from '../shared/current-person';
import { remembered } from '../shared/remembered';

/** What a page knows of the last time that somebody started a saga, in whichever tab that was. */
export interface LatestRun<Input, Output> {
  /** `undefined` when there is none, or when it was put aside. */
  readonly run: Signal<SagaRun<Output> | undefined>;
  /** Starts one; calling it twice before it was put aside is one run. */
  start(input: Input): void;
  /** Seen: it is not shown any more, and the next start is another. */
  putAside(): void;
}

/**
 * The last run of a saga, kept in sight over reloads. Call it in an injection context.
 *
 * @usageNotes
 * protected readonly order = latestRun(placeOrder); // order.run()?.status()
 */
export function latestRun<Input, Output>(
  saga: SagaDefinition<Input, Output>,
): LatestRun<Input, Output> {
  const runner = inject(SagaRunner);
  const runs = inject(SagaRuns);
  const person = inject(CurrentPerson);
  const seen = remembered(`harbour.${saga.name}.seen`, '', (text): text is string => text !== '');
  const nextId = signal(crypto.randomUUID());
  // What one person has started is not another's.
  const started = linkedSignal<number, SagaRun<Output> | undefined>({
    source: person.id,
    computation: () => undefined,
  });
  const lastId = computed(() => {
    const last = runs.newest().find((run) => run.saga === saga.name);
    return last?.id === seen() ? undefined : last?.id;
  });
  const found = computed(() => {
    const id = lastId();
    return id === undefined ? undefined : untracked(() => runner.run(id, saga));
  });
  const run = computed(() => started() ?? found());

  return {
    run,
    start: (input) => {
      const open = run();
      if (open === undefined) started.set(runner.start(saga, input, { id: nextId() }));
    },
    putAside: () => {
      seen.set(run()?.id ?? seen());
      started.set(undefined);
      nextId.set(crypto.randomUUID());
    },
  };
}
