// Bytes and timers, counted in Node with --expose-gc. Suites run in browsers too, where none of this is called.

/** Bytes of one object, with everything that only it holds. */
export function bytesEach(make: (index: number) => unknown, count: number): number {
  const kept: unknown[] = new Array<unknown>(count).fill(undefined);
  kept[0] = make(0); // what is made once for all of them is not theirs
  const before = collected();
  for (let i = 1; i < count; i += 1) kept[i] = make(i);
  const after = collected();
  return kept.length === 0 ? Number.NaN : (after - before) / (count - 1);
}

/** Bytes that are allocated by doing something once, after it was done often enough to be compiled. */
export async function bytesPerTime(
  run: (times: number) => void | Promise<void>,
  times: number,
): Promise<number> {
  await run(20_000);
  await run(times);
  collected();
  const before = process.memoryUsage().heapUsed;
  await run(times);
  return (process.memoryUsage().heapUsed - before) / times;
}

/** Bytes by which the heap has grown for good after doing something so many times. */
export async function growth(
  run: (times: number) => void | Promise<void>,
  times: number,
): Promise<number> {
  await run(Math.min(times, 20_000));
  const before = collected();
  await run(times);
  return Math.max(0, collected() - before);
}

/** Timers that are alive for one object after it was made and used. */
export async function timersEach(make: () => unknown, count: number): Promise<number> {
  const { createHook } = process.getBuiltinModule('node:async_hooks');
  const alive = new Set<number>();
  const hook = createHook({
    init: (id, type) => {
      if (type === 'Timeout') alive.add(id);
    },
    destroy: (id) => alive.delete(id),
  }).enable();
  const kept: unknown[] = [];
  for (let i = 0; i < count; i += 1) kept.push(await make());
  collected();
  await new Promise((resolve) => setImmediate(resolve));
  hook.disable();
  return alive.size / kept.length;
}

/** Bytes in use once nothing more can be collected. */
function collected(): number {
  if (globalThis.gc === undefined) throw new Error('Bytes are counted with --expose-gc.');
  for (let i = 0; i < 3; i += 1) globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
