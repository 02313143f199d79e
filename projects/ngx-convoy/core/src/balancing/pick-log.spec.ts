import { definition, instanceScene } from './instance-scene.spec';
import { watchPicks } from './pick-log';

describe('the reasons of a pick', () => {
  it('name the candidates with their numbers, and why others were left out', () => {
    const { set, attempt, fail, pick, clock } = instanceScene(['a', 'b', 'c', 'd', 'e']);
    const watch = watchPicks(set);
    attempt('a', 'success', 30);
    fail('b');
    set.drain('c', true, clock.now());
    expect(['d', 'e']).toContain(pick('a') ?? '');
    const [last] = watch.picks;
    expect(last?.at).toBe(clock.now());
    expect(last?.policy).toBe('peak-ewma');
    expect(last?.because).toContain('drawn beside it');
    expect(last?.panic).toBeFalse();
    expect(last?.candidates.map(({ id }) => id).sort()).toEqual(['d', 'e']);
    expect(last?.candidates[0]).toEqual(
      jasmine.objectContaining({ inFlight: 0, share: 1, latency: undefined }),
    );
    expect(last?.leftOut).toEqual([
      { id: 'a', reason: 'this call has tried it already' },
      { id: 'b', reason: 'its breaker is open: 3 failures in a row' },
      { id: 'c', reason: 'it is draining' },
    ]);
  });

  it('tell of panic, of zones and priorities, and of a key', () => {
    const { set, clock } = instanceScene(
      [
        definition('near', { zone: 'eu-1a' }),
        definition('far', { zone: 'us-1a' }),
        definition('far2', { zone: 'us-1a' }),
      ],
      { zone: 'eu-1a', policy: 'rendezvous' },
    );
    const watch = watchPicks(set);
    set.pick(clock.now(), [], 'user-1');
    expect(watch.picks[0]).toEqual(
      jasmine.objectContaining({
        picked: 'near',
        key: 'user-1',
        because: 'the first in the order of its key',
        priorityLoads: [100, 0],
        leftOut: [
          { id: 'far', reason: 'it is of another priority or zone' },
          { id: 'far2', reason: 'it is of another priority or zone' },
        ],
      }),
    );
    for (const id of ['near', 'far', 'far2']) set.setHealth(id, 'fail', clock.now());
    set.pick(clock.now(), []);
    expect(watch.picks[0]?.panic).toBeTrue();
    expect(watch.picks[0]?.because).toContain('no key to stick by');
  });

  it('are the last fifty, the latest first, and only while somebody watches', () => {
    const { set, clock, pick } = instanceScene(['a', 'b']);
    pick();
    const heard: (string | undefined)[] = [];
    const watch = watchPicks(set, ({ picked }) => heard.push(picked));
    const other = watchPicks(set);
    expect(watch.picks).toEqual([]);
    const picked = Array.from({ length: 60 }, () => {
      clock.advance(1);
      return pick();
    });
    expect(heard).toEqual(picked);
    expect(watch.picks.map((each) => each.picked)).toEqual(picked.slice(-50).reverse());
    watch.stop();
    watch.stop();
    pick();
    expect(heard.length).toBe(60);
    expect(other.picks.length).toBe(50);
    other.stop();
    pick();
    expect(watchPicks(set).picks).toEqual([]);
  });

  it('list twenty candidates at most, the picked one among them', () => {
    const ids = Array.from({ length: 60 }, (_, i) => `i${i}`);
    const { set, pick } = instanceScene(ids, { subset: false });
    const watch = watchPicks(set);
    for (let i = 0; i < 30; i++) {
      const id = pick();
      const [last] = watch.picks;
      expect(last?.candidates.length).toBe(20);
      expect(last?.others).toBe(40);
      expect(last?.candidates.map((each) => each.id)).toContain(id);
    }
  });
});
