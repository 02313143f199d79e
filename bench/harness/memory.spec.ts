import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { bytesEach, bytesPerTime, growth, timersEach } from './memory.ts';

describe('counting bytes and timers', () => {
  beforeAll(() => {
    setFlagsFromString('--expose-gc');
    globalThis.gc = runInNewContext('gc') as NodeJS.GCFunction;
  });

  it('knows how much an object holds', () => {
    const bytes = bytesEach(() => new Array<number>(1_000).fill(0), 2_000);
    expect(bytes).toBeGreaterThan(7_900);
    expect(bytes).toBeLessThan(8_300);
  });

  it('knows how much doing something allocates, collected or not', async () => {
    const sink: { last: unknown } = { last: undefined };
    const bytes = await bytesPerTime((times) => {
      for (let i = 0; i < times; i += 1) sink.last = new Array(10).fill(i);
    }, 1_000);
    expect(bytes).toBeGreaterThan(90);
    expect(bytes).toBeLessThan(200);
  });

  it('tells what leaks from what does not', async () => {
    const leak: unknown[] = [];
    const leaking = (times: number): void => {
      for (let i = 0; i < times; i += 1) leak.push({ i });
    };
    const tidy = (times: number): void => {
      for (let i = 0; i < times; i += 1) leak[0] = { i };
    };
    expect(await growth(leaking, 100_000)).toBeGreaterThan(2_000_000);
    expect(await growth(tidy, 100_000)).toBeLessThan(100_000);
  });

  it('finds timers that do not keep the process alive too', async () => {
    const started: NodeJS.Timeout[] = [];
    const two = (): unknown => {
      started.push(
        setInterval(() => undefined, 1_000).unref(),
        setTimeout(() => undefined, 1_000),
      );
      clearTimeout(setTimeout(() => undefined, 1_000));
      return started;
    };
    expect(await timersEach(two, 20)).toBe(2);
    for (const timer of started) clearTimeout(timer);
    expect(await timersEach(() => ({}), 20)).toBe(0);
  });
});
