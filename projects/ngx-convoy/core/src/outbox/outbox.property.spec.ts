import fc from 'fast-check';
import { OutboxScene, type Fate } from './outbox-scene.spec';

interface Trouble {
  /** Keys of the writes, in their order. */
  readonly keys: readonly string[];
  /** How many of them are made only while the queue is already being drained. */
  readonly late: number;
  readonly fates: readonly Fate[];
  /** At which operation of the storage each tab dies, and how. */
  readonly deaths: readonly { readonly at: number; readonly how: 'before' | 'after' }[];
  /** Whether tabs have a lock. Without one, as many as are open drain at once. */
  readonly isAlone: boolean;
  readonly tabs: number;
  /** How many operations of the storage fail in each life. */
  readonly failures: number;
  /** How far the clock is corrected between lives, milliseconds. */
  readonly jump: number;
  readonly seed: number;
}

const fate = fc.constantFrom<Fate>(
  'ok',
  'ok',
  'lost',
  'unreachable',
  'hang',
  'refused',
  { status: 503 },
  { status: 429, retryAfter: 3_000 },
  { status: 422 },
  { status: 409 },
);
const troubles: fc.Arbitrary<Trouble> = fc.record({
  keys: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 7 }),
  late: fc.nat({ max: 3 }),
  fates: fc.array(fate, { maxLength: 10 }),
  deaths: fc.array(
    fc.record({
      at: fc.integer({ min: 1, max: 14 }),
      how: fc.constantFrom('before' as const, 'after' as const),
    }),
    { maxLength: 4 },
  ),
  isAlone: fc.boolean(),
  tabs: fc.integer({ min: 1, max: 3 }),
  failures: fc.nat({ max: 2 }),
  jump: fc.constantFrom(0, 0, 60_000, -3_600_000),
  seed: fc.integer(),
});

describe('Any queue in any trouble', () => {
  it('loses nothing, keeps the order of each key, acts once, and never sends one write twice at once', async () => {
    await fc.assert(
      fc.asyncProperty(troubles, async (trouble) => {
        const scene = await suffer(trouble);
        await check(scene, trouble);
      }),
      { numRuns: 1_000 },
    );
  });

  // Not by chance: each boundary between two operations of the storage, once.
  for (const how of ['before', 'after'] as const) {
    for (const isAlone of [true, false]) {
      it(`survives a tab ${isAlone ? 'with' : 'without'} a lock that dies ${how} any operation`, async () => {
        for (let at = 1; at <= 16; at += 1) {
          const trouble: Trouble = {
            keys: ['a', 'a', 'b', 'a'],
            late: 0,
            fates: ['ok', 'lost'],
            deaths: [{ at, how }],
            isAlone,
            tabs: 1,
            failures: 0,
            jump: 0,
            seed: at,
          };
          const scene = await suffer(trouble);
          await check(scene, trouble);
          expect(scene.server.effects.length).withContext(`death at ${at}`).toBe(4);
        }
      });
    }
  }
});

/** Lives, deaths and a happy end. */
async function suffer(trouble: Trouble): Promise<OutboxScene> {
  const { keys, late, fates, deaths, isAlone, failures, jump, seed } = trouble;
  const others = isAlone ? 0 : trouble.tabs - 1;
  const open = (begin: () => unknown): void => {
    begin();
    for (let tab = 0; tab < others; tab += 1) scene.lead(isAlone);
  };
  const scene = new OutboxScene({ term: 5_000, max: 8_000 }, seed);
  scene.server.fates = [...fates];
  const early = keys.slice(0, Math.max(1, keys.length - late));
  for (const key of early) await scene.put(key);
  for (const [index, { at, how }] of deaths.entries()) {
    scene.storage.dieAt = at;
    scene.storage.how = how;
    scene.storage.failures = failures;
    if (index === 0) open(() => scene.lead(isAlone));
    await scene.pass(20_000, 500);
    scene.clock.set(scene.clock.now() + jump);
    open(() => scene.succeed(isAlone));
  }
  if (deaths.length === 0) open(() => scene.lead(isAlone));
  for (const key of keys.slice(early.length)) {
    await scene.put(key);
    await scene.pass(500, 500);
  }
  await scene.pass(300_000, 1_000);
  return scene;
}

async function check({ server, ...scene }: OutboxScene, { keys }: Trouble): Promise<void> {
  const left = (await scene.stored.list('')).entries;
  // Each write had its effect, or is still there for somebody to decide on; none is in between.
  expect(
    left.every(({ state }) => state === 'dead' || state === 'conflict' || isBlocked(left)),
  ).toBe(true);
  const ids = keys.map((key, index) => `${key}${index + 1}`);
  for (const id of ids) {
    const isLeft = left.some((entry) => entry.id === id);
    expect(server.effects.includes(`key of ${id}`) || isLeft)
      .withContext(id)
      .toBe(true);
  }
  expect(new Set(server.effects).size).toBe(server.effects.length);
  expect(scene.hasDoubled).toBe(false);
  for (const { id, idempotencyKey } of server.requests) expect(idempotencyKey).toBe(`key of ${id}`);
  for (const key of ['a', 'b', 'c']) {
    const order = server.effects.filter((effect) => effect.startsWith(`key of ${key}`));
    const numbers = order.map((effect) => Number(effect.slice(8)));
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
  }
}

/** Whether all that waits stands behind a conflict. */
function isBlocked(left: readonly { readonly key: string; readonly state: string }[]): boolean {
  return left
    .filter(({ state }) => state === 'waiting')
    .every(({ key }) => left.some((other) => other.key === key && other.state === 'conflict'));
}
