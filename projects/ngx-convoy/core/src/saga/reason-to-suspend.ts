import type { SagaDefinition } from './saga-definition';
import type { SagaRecord } from './saga-journal';
import type { SagaState } from './saga-state';

/** Why a run cannot go on with the definition that there is, in words; `undefined` when it can. */
export function reasonToSuspend(
  definition: SagaDefinition | undefined,
  { saga, version }: SagaRecord,
  { shape }: SagaState,
): string | undefined {
  if (definition === undefined) return `Version ${version} of ${saga} is not in this app.`;
  const length = Math.max(shape.length, definition.shape.length);
  for (let index = 0; index < length; index += 1) {
    const then = shape[index];
    const now = definition.shape[index];
    if (then === now) continue;
    const was = then ?? 'nothing';
    return `Version ${version} of ${saga} was changed: where it had ${was}, it has ${now ?? 'nothing'}.`;
  }
  return undefined;
}
