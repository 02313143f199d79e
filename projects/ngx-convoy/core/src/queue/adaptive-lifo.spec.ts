import { ConfigurationError } from '../errors';
import { rejectedBy, setUp } from '../bulkhead/bulkhead-scene.spec';
import { adaptiveLifo, type AdaptiveLifoOptions } from './adaptive-lifo';

/** A bulkhead for one call at a time that is watched, and callers with names. */
function watched(options?: AdaptiveLifoOptions) {
  const scene = setUp({ maxWait: false, queueLimit: 100, discipline: adaptiveLifo(options) });
  let first = scene.take();
  return {
    ...scene,
    /** The place is given back, and to whom it goes. */
    serve: (): string | undefined => {
      scene.heard.length = 0;
      first.release();
      const next = scene.heard.find((each) => !each.includes(':'));
      first = scene.permits.get(next ?? '') ?? first;
      return next;
    },
  };
}

describe('adaptiveLifo', () => {
  it('serves the oldest first as long as nobody waits for too long', () => {
    const { bulkhead, clock, wait, serve } = watched();
    for (const name of ['a', 'b', 'c']) {
      wait(name);
      clock.advance(100);
    }
    expect([serve(), serve(), serve()]).toEqual(['a', 'b', 'c']);
    expect(bulkhead.serving).toBe('oldest-first');
  });

  it('serves the newest first once somebody has waited 500 ms too long for 5 s', () => {
    const { bulkhead, clock, wait, serve } = watched();
    wait('a');
    wait('b');
    clock.advance(5_499);
    wait('c');
    wait('d');
    expect(serve()).toBe('a');
    clock.advance(1);
    expect(serve()).toBe('d');
    expect(bulkhead.serving).toBe('newest-first');
    expect([serve(), serve()]).toEqual(['c', 'b']);
  });

  it('counts from when the first had waited for too long, not each for itself', () => {
    const { bulkhead, clock, wait, serve } = watched();
    wait('a');
    clock.advance(3_000);
    wait('b');
    expect(serve()).toBe('a');
    clock.advance(2_499);
    wait('c');
    wait('d');
    expect(serve()).toBe('b');
    expect(bulkhead.serving).toBe('oldest-first');
    clock.advance(501);
    expect(serve()).toBe('d');
    expect(bulkhead.serving).toBe('newest-first');
  });

  it('looks seldom when there are many priorities, but not too seldom', () => {
    const { bulkhead, clock, wait, serve } = watched();
    for (let lead = 1; lead <= 80; lead += 1) wait(`${lead}`, { priority: lead });
    clock.advance(5_500);
    wait('new');
    expect(serve()).toBe('new');
    expect(bulkhead.serving).toBe('newest-first');
    for (let served = 0; served < 78; served += 1) serve();
    expect(bulkhead.waiting).toBe(2);
  });

  it('begins to count anew when everybody was on time in between', () => {
    const { bulkhead, clock, wait, serve } = watched();
    for (let round = 0; round < 8; round += 1) {
      wait(`${round}`);
      clock.advance(1_000);
      expect(serve()).toBe(`${round}`);
      wait('quick');
      expect(serve()).toBe('quick');
    }
    expect(bulkhead.serving).toBe('oldest-first');
  });

  it('goes back to the oldest when nobody has waited longer than half of what is allowed', () => {
    const { bulkhead, clock, wait, serve } = watched();
    wait('old');
    clock.advance(5_500);
    wait('x');
    wait('y');
    expect(serve()).toBe('y');
    expect(serve()).toBe('x');
    clock.advance(300);
    wait('b');
    expect(serve()).toBe('b');
    expect(bulkhead.serving).withContext('somebody still waits for too long').toBe('newest-first');
    expect(serve()).toBe('old');
    wait('c');
    clock.advance(250);
    wait('d');
    expect(serve()).toBe('c');
    expect(bulkhead.serving).toBe('oldest-first');
  });

  it('stays with the newest while somebody has waited longer than that', () => {
    const { bulkhead, clock, wait, serve } = watched();
    wait('old');
    clock.advance(5_500);
    wait('x');
    expect(serve()).toBe('x');
    expect(serve()).toBe('old');
    wait('c');
    clock.advance(251);
    wait('d');
    expect(serve()).toBe('d');
    expect(bulkhead.serving).toBe('newest-first');
  });

  it('holds head starts the other way round: what is critical counts as a minute newer', () => {
    const { clock, wait, serve } = watched({ patience: 100_000 });
    wait('critical', { priority: 'critical' });
    wait('high', { priority: 'high' });
    wait('normal');
    clock.advance(9_999);
    wait('low', { priority: 'low' });
    wait('new');
    expect([serve(), serve()]).toEqual(['critical', 'high']);
    expect([serve(), serve(), serve()]).toEqual(['new', 'normal', 'low']);
  });

  it('expects what is low to wait: its own 30 s make nobody late', () => {
    const { bulkhead, clock, wait, serve } = watched();
    wait('low', { priority: 'low' });
    clock.advance(34_000);
    wait('normal');
    expect(serve()).toBe('low');
    expect(bulkhead.serving).toBe('oldest-first');
  });

  it('gives up what has waited for too long while it is late, and says so', () => {
    const { bulkhead, clock, heard, wait, serve } = watched({ patience: 8_000 });
    wait('a');
    clock.advance(2_000);
    wait('b');
    clock.advance(5_999);
    wait('c');
    expect(serve()).toBe('c');
    clock.advance(1);
    wait('d');
    expect(serve()).toBe('d');
    expect(heard).toEqual(['a: timeout', 'd']);
    expect([bulkhead.waiting, rejectedBy(bulkhead)]).toEqual([1, 1]);
  });

  it('sheds the oldest instead of the newest while it is late', () => {
    const { heard, clock, take, wait } = setUp({
      queueLimit: 2,
      maxWait: false,
      discipline: adaptiveLifo(),
    });
    const first = take();
    wait('a');
    wait('b');
    clock.advance(5_500);
    first.release();
    expect(heard).toEqual(['b']);
    wait('c');
    wait('d');
    expect(heard).toEqual(['b', 'a: displaced']);
  });

  it('is a discipline for many queues, each of which is late by itself', () => {
    const discipline = adaptiveLifo();
    const late = setUp({ discipline, maxWait: false });
    const prompt = setUp({ discipline, maxWait: false });
    const first = late.take();
    late.wait('a');
    late.clock.advance(5_500);
    late.wait('b');
    first.release();
    expect([late.bulkhead.serving, prompt.bulkhead.serving]).toEqual([
      'newest-first',
      'oldest-first',
    ]);
  });

  const wrong: readonly AdaptiveLifoOptions[] = [
    { target: 0 },
    { interval: -1 },
    { patience: NaN },
  ];
  for (const options of wrong) {
    const [option] = Object.keys(options);
    it(`names ${option} when it is out of range`, () => {
      expect(() => adaptiveLifo(options)).toThrowMatching(
        (error) => error instanceof ConfigurationError && error.option === `discipline.${option}`,
      );
    });
  }
});
