import { defineSaga } from './define-saga';
import type { SagaOperator } from './saga-event';
import { effect, type Fate } from './saga-scene.spec';

export const ada: SagaOperator = { by: 'Ada', reason: 'a spec' };

/** Two steps that can be undone, the point of no return, and one more. */
export const order = defineSaga<{ readonly total: number }>('order', { version: 1 })
  .step('reserve', effect('reserve'))
  .step('book', effect('book'))
  .pivot('pay', effect('pay'))
  .step('ship', effect('ship'))
  .build();

/** Fate by step, one entry an attempt; afterwards all is well. */
export function fates(plan: Readonly<Record<string, readonly Fate[]>>): (request: string) => Fate {
  const left = new Map(Object.entries(plan).map(([name, list]) => [name, [...list]]));
  return (request) => {
    const [method = '', url = ''] = request.split(' ');
    const name = url.split('/')[1] ?? '';
    return left.get(method === 'DELETE' ? `undo ${name}` : name)?.shift() ?? 'ok';
  };
}

/** More than anybody tries. */
export const always = (fate: Fate): readonly Fate[] => Array.from({ length: 50 }, () => fate);
