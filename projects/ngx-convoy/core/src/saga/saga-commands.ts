import type { SagaDefinition } from './saga-definition';
import type { SagaCommand, SagaFact } from './saga-event';
import { describeError } from './saga-failure';
import { leavesOf } from './saga-nodes';
import { isAtPivot, isPastPivot } from './saga-recovery';
import type { SagaState } from './saga-state';

/** What a command comes to, for a run as it stands now. */
export function factsOfCommand(
  definition: SagaDefinition | undefined,
  state: SagaState,
  command: SagaCommand,
): SagaFact {
  if (command.type === 'force-complete') {
    return { type: 'completed', output: undefined, operator: command.operator };
  }
  const refuse = (why: string): SagaFact => ({ type: 'refused', command: command.type, why });
  if (definition === undefined) return refuse('This version of the saga is not here.');
  switch (command.type) {
    case 'signal': {
      const { name, payload } = command;
      const wait = leavesOf(definition.nodes).find(({ path }) => path === name);
      if (wait?.kind !== 'signal') return refuse(`It never waits for ${name}.`);
      if (state.signals.has(name)) return refuse(`${name} came before.`);
      try {
        return { type: 'signal', name, payload: wait.parse ? wait.parse(payload) : payload };
      } catch (error) {
        return refuse(`${name} is not what it should be: ${describeError(error).message}`);
      }
    }
    case 'cancel':
    case 'compensate': {
      if (state.direction === 'backward') return refuse('It is on its way back already.');
      const isForced = command.type === 'compensate' || command.force;
      if (!isForced && isPastPivot(definition, state)) return refuse('It is past its pivot.');
      if (!isForced && isAtPivot(definition, state)) return refuse('Its pivot is under way.');
      const { operator } = command;
      return { type: 'compensating', cause: { kind: 'cancelled', operator } };
    }
    case 'retry':
      return { type: 'retried', operator: command.operator };
    case 'skip': {
      const { step, operator } = command;
      const status = state.steps.get(step)?.status;
      if (!leavesOf(definition.nodes).some(({ path }) => path === step)) {
        return refuse(`${step} is no step by itself.`);
      }
      if (status === undefined) return refuse(`${step} was not begun.`);
      const canSkip =
        state.direction === 'forward'
          ? status !== 'done' && status !== 'skipped'
          : status !== 'undone';
      return canSkip ? { type: 'skipped', step, operator } : refuse(`${step} is ${status}.`);
    }
  }
}
