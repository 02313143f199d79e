import type { SagaChild, SagaDefinition, SagaLeaf, SagaNode, SagaStep } from './saga-definition';
import { stepsOf } from './saga-nodes';
import type { SagaState } from './saga-state';

/** What a run can do now. */
export type SagaMove =
  | { readonly kind: 'leaf'; readonly leaf: SagaLeaf }
  | { readonly kind: 'enter'; readonly child: SagaChild }
  | { readonly kind: 'leave'; readonly child: SagaChild }
  | { readonly kind: 'undo'; readonly step: SagaStep }
  | { readonly kind: 'finish' };

/**
 * What may be done next, in the order in which it is to be begun. Forward: one thing in each branch. Backward: the one step that
 * was begun last among those that are not undone.
 */
export function nextMoves(definition: SagaDefinition, state: SagaState): readonly SagaMove[] {
  if (state.end !== undefined || state.stuck !== undefined) return [];
  if (state.direction === 'backward') {
    const step = nextUndo(definition, state);
    return [step === undefined ? { kind: 'finish' } : { kind: 'undo', step }];
  }
  const moves: SagaMove[] = [];
  return walk(definition.nodes, state, moves) ? [{ kind: 'finish' }] : moves;
}

/** The point of no return, if there is one. */
export function pivotOf({ nodes }: SagaDefinition): SagaStep | undefined {
  return stepsOf(nodes).find(({ isPivot }) => isPivot);
}

/** Whether its output is known: it was done, whatever has become of it since. */
function hasOutput(state: SagaState, path: string): boolean {
  const status = state.steps.get(path)?.status;
  return (
    status === 'done' ||
    status === 'undoing' ||
    status === 'undo-retrying' ||
    status === 'undo-failed'
  );
}

/** The step that was begun last among those that are to be undone. */
function nextUndo(definition: SagaDefinition, state: SagaState): SagaStep | undefined {
  const begun = stepsOf(definition.nodes).filter(({ path, compensate }) => {
    const step = state.steps.get(path);
    if (step?.order === undefined || compensate === undefined) return false;
    return step.status !== 'undone' && (hasOutput(state, path) || step.mayHaveHappened);
  });
  return begun.sort((a, b) => orderOf(state, b) - orderOf(state, a))[0];
}

function orderOf(state: SagaState, { path }: SagaStep): number {
  return state.steps.get(path)?.order ?? -1;
}

/** @returns whether all of it is settled; else what can be done was added to `moves` */
function walk(nodes: readonly SagaNode[], state: SagaState, moves: SagaMove[]): boolean {
  for (const node of nodes) {
    switch (node.kind) {
      case 'parallel': {
        const settled = node.branches.map((branch) => walk(branch, state, moves));
        if (settled.includes(false)) return false;
        break;
      }
      case 'child':
        if (state.isSettled(node.path)) break;
        if (!state.inputs.has(node.path)) {
          moves.push({ kind: 'enter', child: node });
        } else if (walk(node.nodes, state, moves)) {
          moves.push({ kind: 'leave', child: node });
        }
        return false;
      default:
        if (state.isSettled(node.path)) break;
        moves.push({ kind: 'leaf', leaf: node });
        return false;
    }
  }
  return true;
}
