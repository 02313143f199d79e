import fc from 'fast-check';
import { defineSaga, type SagaBuilder } from './define-saga';
import type { SagaDefinition, SagaStep } from './saga-definition';
import { stepsOf } from './saga-nodes';
import { effect, SagaScene, type Fate } from './saga-scene.spec';
import type { SagaState } from './saga-state';

/** A saga of some shape, steps named by letters. */
interface Shape {
  readonly before: readonly Block[];
  readonly hasPivot: boolean;
  readonly after: readonly Block[];
}
type Block = 'step' | 'sleep' | 'branches' | 'child' | 'asking';

interface Trouble {
  /** What happens to the n-th request; afterwards all is well. */
  readonly fates: readonly Fate[];
  /** At which writes, counted over all lives, a tab ends, and how. */
  readonly ends: readonly {
    readonly at: number;
    readonly how: 'before' | 'after' | 'usurped';
  }[];
  /** At which write somebody cancels. */
  readonly cancelAt: number;
  /** How far the clock is corrected between lives, milliseconds. */
  readonly jump: number;
}

const block = fc.constantFrom<Block>('step', 'step', 'asking', 'sleep', 'branches', 'child');
const shapes: fc.Arbitrary<Shape> = fc.record({
  before: fc.array(block, { maxLength: 3 }),
  hasPivot: fc.boolean(),
  after: fc.array(block, { maxLength: 2 }),
});
const fate = fc.constantFrom<Fate>(
  'ok',
  'ok',
  'ok',
  'refused',
  'unavailable',
  'lost',
  'hang',
  'late',
);
const troubles: fc.Arbitrary<Trouble> = fc.record({
  fates: fc.array(fate, { maxLength: 14 }),
  ends: fc.array(
    fc.record({
      at: fc.nat({ max: 24 }),
      how: fc.constantFrom('before' as const, 'after' as const, 'usurped' as const),
    }),
    { maxLength: 4 },
  ),
  cancelAt: fc.oneof(fc.constant(-1), fc.nat({ max: 15 })),
  jump: fc.constantFrom(0, 0, 3_600_000, -3_600_000),
});

describe('Any saga in any trouble', () => {
  it('ends done, undone or with an operator; nothing happens twice, and nothing after its undoing', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, troubles, async (shape, trouble) => {
        const { scene, state, definition } = await suffer(build(shape), trouble);
        check(scene, state, definition);
        const types = await scene.types();
        const pivot = types.indexOf('done p');
        expect(pivot >= 0 && types.slice(pivot).includes('compensating')).toBeFalse();
      }),
      { numRuns: 2_500 },
    );
  });

  // Not by chance: each boundary of each of these, once.
  for (const [title, failing] of [
    ['that goes through', undefined],
    ['that is refused at its pivot', 'p'],
  ] as const) {
    for (const how of ['before', 'after', 'usurped'] as const) {
      it(`survives a tab that ends ${how} any write of a saga ${title}`, async () => {
        const definition = build({
          before: ['step', 'branches', 'sleep', 'child'],
          hasPivot: true,
          after: ['step', 'asking'],
        });
        for (let at = 0; at < 22; at += 1) {
          const refuse = (request: string): Fate =>
            request.startsWith('POST /p ') && failing === 'p' ? 'refused' : 'ok';
          const scene = new SagaScene(definition, refuse);
          const state = await live(scene, [{ at, how }], -1, 0);
          check(scene, state, definition);
          expect(state.end).toBe(failing === undefined ? 'completed' : 'compensated');
        }
      });
    }
  }
});

function build({ before, hasPivot, after }: Shape): SagaDefinition {
  let names = 0;
  const name = (): string => String.fromCharCode(97 + names++);
  const add = (saga: SagaBuilder<unknown, object>, kind: Block): SagaBuilder<unknown, object> => {
    switch (kind) {
      case 'step':
        return saga.step(name(), effect('x'));
      case 'asking':
        return saga.step(name(), {
          ...effect('x'),
          query: ({ http, stepKey }) => http.get<string>(`/x/by-key/${stepKey}`),
        });
      case 'sleep':
        return saga.sleep(name(), 5_000);
      case 'branches':
        return saga.parallel(
          (branch) => branch.step(name(), effect('x')).step(name(), effect('x')),
          (branch) => branch.step(name(), effect('x')),
        );
      case 'child': {
        const child = defineSaga<unknown>('child', { version: 1 }).step('y', effect('x')).build();
        return saga.child(name(), child, () => undefined);
      }
    }
  };
  const start = defineSaga<unknown>('any', { version: 1 });
  const prepared = before.reduce(add, start);
  if (!hasPivot) return after.reduce(add, prepared).build();
  // Adding does not depend on the phase; the type of `add` does, to keep it short.
  const decided = prepared.pivot('p', effect('p')) as unknown as typeof prepared;
  return after.reduce(add, decided).build();
}

async function suffer(
  definition: SagaDefinition,
  { fates, ends, cancelAt, jump }: Trouble,
): Promise<{ scene: SagaScene; state: SagaState; definition: SagaDefinition }> {
  let request = 0;
  const scene = new SagaScene(definition, () => fates[request++] ?? 'ok');
  return { scene, state: await live(scene, ends, cancelAt, jump), definition };
}

/** One life of a tab after the other, until nothing more happens by itself. */
async function live(
  scene: SagaScene,
  ends: Trouble['ends'],
  cancelAt: number,
  jump: number,
): Promise<SagaState> {
  let writes = 0;
  let lives = 0;
  const over = new Set<number>();
  const left = [...ends];
  scene.onAppend = (_, phase) => {
    if (phase === 'before') {
      if (writes === cancelAt) {
        const operator = { by: 'Ada', reason: 'changed her mind' };
        void scene.memory.post('r1', { type: 'cancel', operator, force: false });
        scene.current?.poke();
      }
      writes += 1;
    }
    const index = left.findIndex(({ at, how }) => {
      return at === writes - 1 && (how === phase || (how === 'usurped' && phase === 'after'));
    });
    if (index < 0) return false;
    const [end] = left.splice(index, 1);
    over.add(lives);
    // Usurped: the old tab is as alive as ever, and does not know.
    return end?.how !== 'usurped';
  };
  for (; lives < 12; lives += 1) {
    await scene.live();
    for (let pass = 0; pass < 60 && !over.has(lives) && scene.lastStop === undefined; pass += 1) {
      if (scene.clock.pending === 0) break;
      await scene.pass(31_000);
    }
    const { end, stuck } = await scene.state();
    if (end !== undefined || (stuck !== undefined && !over.has(lives))) break;
    scene.clock.set(scene.clock.now() + jump);
  }
  scene.onAppend = () => false;
  scene.participants.deliverLate();
  return scene.state();
}

function check(scene: SagaScene, state: SagaState, definition: SagaDefinition): void {
  const { effects, applied, tombstones } = scene.participants;
  const keys = stepsOf(definition.nodes).map((step) => keyOf(step));
  expect([...applied.values()].every((times) => times === 1)).toBeTrue();
  expect([...effects.keys()].every((key) => !tombstones.has(key))).toBeTrue();
  switch (state.status) {
    case 'completed':
      expect([...effects.keys()].sort()).toEqual([...keys].sort());
      expect(tombstones.size).toBe(0);
      break;
    case 'compensated':
      expect([...effects.keys()]).toEqual([]);
      break;
    default:
      expect(state.stuck).toBeDefined();
      expect(state.status).toBe('stuck');
  }
}

function keyOf({ path }: SagaStep): string {
  return `r1:${path}`;
}
