import { restoreCircuit, saveCircuit } from '../circuit-breaker/circuit-snapshot';
import { definition, instanceScene } from './instance-scene.spec';

const FIVE = ['a', 'b', 'c', 'd', 'e'];

describe('InstanceSet', () => {
  describe('who is fit', () => {
    it('loses an instance when its breaker opens, and has it back for a trial when the break is over', () => {
      const { fail, picks, clock, flips } = instanceScene(['a', 'b', 'c']);
      fail('a');
      expect(picks()).toBe('bc');
      clock.advance(9_999);
      expect(picks()).toBe('bc');
      clock.advance(1);
      expect(picks(2_000)).toContain('a');
      expect(flips).toEqual(['a out', 'a in']);
    });

    it('gives a half-open instance one trial at a time', () => {
      const { fail, picks, clock, set, get } = instanceScene(['a', 'b', 'c'], { slowStart: false });
      fail('a');
      clock.advance(10_000);
      const endpoint = get('a');
      set.countFit(clock.now());
      const permit = set.begin(endpoint, clock.now());
      expect(picks()).toBe('bc');
      const use = { endpoint, permit, panic: false, startedAt: clock.now() };
      set.settle(use, 'cancelled', undefined, undefined, clock.now());
      expect(picks(2_000)).toBe('abc');
    });

    it('follows health checks, draining and the end of both', () => {
      const { set, picks, clock } = instanceScene(FIVE);
      expect(set.setHealth('a', 'fail', clock.now())).toBeTrue();
      expect(set.drain('b', true, clock.now())).toBeTrue();
      expect(picks()).toBe('cde');
      expect(set.setHealth('a', 'warn', clock.now())).toBeTrue();
      set.drain('b', false, clock.now());
      expect(picks(2_000)).toBe('abcde');
      expect(set.setHealth('a', 'warn', clock.now())).toBeFalse();
      expect(set.drain('nobody', true, clock.now())).toBeFalse();
    });

    it('leaves an outlier out for as long as it is ejected', () => {
      const rules = { consecutiveFailures: 2, ejection: { jitter: 0 } };
      const { fail, picks, clock, set, get } = instanceScene(FIVE, {}, rules);
      fail('a', 2);
      expect(picks()).toBe('bcde');
      expect(set.whyUnfit(get('a'), clock.now())).toBe('ejected: 2 failures in a row');
      clock.advance(29_999);
      expect(picks()).toBe('bcde');
      clock.advance(1);
      expect(picks(2_000)).toContain('a');
    });

    it('notices a breaker that was moved behind its back at the next attempt', () => {
      const { get, set, picks, clock } = instanceScene(['a', 'b', 'c', 'd']);
      const { breaker } = get('a');
      const closed = saveCircuit(breaker, clock.now());
      const open = { ...closed, state: 'open', openings: 1, remaining: 5_000 };
      expect(restoreCircuit(breaker, open, clock.now())).toBeTrue();
      set.begin(get('a'), clock.now());
      expect(picks()).toBe('bcd');
    });

    it('has nobody wait longer because the clock was set back', () => {
      const { fail, picks, clock } = instanceScene(['a', 'b', 'c']);
      fail('a');
      picks();
      clock.set(clock.now() - 3_600_000);
      expect(picks()).toBe('bc');
      clock.advance(10_000);
      expect(picks(2_000)).toContain('a');
    });

    it('lets who comes back be tried at once: its break was the penalty', () => {
      const { fail, get, clock, set } = instanceScene(['a', 'b', 'c']);
      fail('a');
      expect(get('a').cost.load(0, clock.now())).toBeCloseTo(5_000, 2);
      clock.advance(10_000);
      set.countFit(clock.now());
      expect(get('a').cost.load(0, clock.now())).toBeLessThan(1_000);
    });
  });

  describe('repetitions', () => {
    it('never go to an instance that was tried while another is fit', () => {
      const { pick, set, clock, fail } = instanceScene(FIVE);
      fail('e');
      for (let i = 0; i < 100; i++) expect(['c', 'd']).toContain(pick('a', 'b') ?? '');
      expect(pick('a', 'b', 'c')).toBe('d');
      expect(['a', 'b', 'c', 'd']).toContain(pick('a', 'b', 'c', 'd') ?? '');
      expect(set.pickOther(clock.now(), set.all.slice(0, 4))).toBeUndefined();
    });

    it('leave those who were tried among the candidates', () => {
      const { pick, picks } = instanceScene(['a', 'b', 'c']);
      pick('a', 'b');
      pick('a', 'b', 'c');
      expect(picks()).toBe('abc');
    });

    it('prefer who is fit even in panic', () => {
      const { pick, set, clock, fail } = instanceScene(FIVE);
      for (const id of ['a', 'b', 'c']) fail(id);
      for (let i = 0; i < 50; i++) expect(pick('a', 'd')).toBe('e');
      expect(set.pickOther(clock.now(), set.all.slice(3, 4))?.id).toBe('e');
    });
  });

  describe('panic', () => {
    it('ignores health while fewer are fit than the threshold says, and no longer', () => {
      const { set, picks, clock } = instanceScene(FIVE);
      const health = (id: string, value: 'pass' | 'fail') => set.setHealth(id, value, clock.now());
      health('a', 'fail');
      health('b', 'fail');
      expect(picks()).toBe('cde');
      health('c', 'fail');
      expect(picks(2_000)).toBe('abcde');
      health('a', 'pass');
      expect(picks(2_000)).toBe('ade');
    });

    it('calls a single instance whatever is said of it', () => {
      const { set, pick, clock, fail, get } = instanceScene(['a']);
      fail('a', 10);
      set.setHealth('a', 'fail', clock.now());
      expect(pick()).toBe('a');
      expect(set.isPanic(get('a'))).toBeFalse();
      expect(set.begin(get('a'), clock.now())).toBeUndefined();
    });

    it('has nobody locked out by a threshold of 0 when nobody is fit', () => {
      const { set, picks, clock } = instanceScene(['a', 'b', 'c'], { panicThreshold: 0 });
      for (const id of ['a', 'b']) set.setHealth(id, 'fail', clock.now());
      expect(picks()).toBe('c');
      set.setHealth('c', 'fail', clock.now());
      expect(picks()).toBe('abc');
    });

    it('ends when an instance that was taken out answers all the same', () => {
      const { fail, attempt, get } = instanceScene(['a', 'b']);
      fail('a');
      fail('b');
      expect(get('a').breaker.state).toBe('open');
      attempt('a', 'success');
      expect(get('a').breaker.state).toBe('closed');
      expect(get('a').isFit).toBeTrue();
    });

    it('has nothing to pick where there is nobody', () => {
      const { pick, list } = instanceScene([]);
      expect(pick()).toBeUndefined();
      list('a');
      expect(pick()).toBe('a');
      list();
      expect(pick()).toBeUndefined();
    });
  });

  describe('coming and going', () => {
    it('keeps the state of who stays, and lets who goes finish', () => {
      const { get, list, set, clock, picks } = instanceScene(['a', 'b']);
      const [a, b] = [get('a'), get('b')];
      const permit = set.begin(b, clock.now());
      list('a', 'c');
      expect(get('a')).toBe(a);
      expect(b.draining).toBeTrue();
      const use = { endpoint: b, permit, panic: false, startedAt: clock.now() };
      set.settle(use, 'failure', new Error('gone'), undefined, clock.now());
      expect(b.inFlight).toBe(0);
      expect(picks()).toBe('ac');
    });

    it('brings a newcomer up to its share in the time of slow start', () => {
      const { list, picks, clock, get } = instanceScene(['a', 'b', 'c']);
      list('a', 'b', 'c', 'new');
      expect(get('a').share).toBe(1);
      expect(get('new').share).toBe(0.1);
      clock.advance(15_000);
      picks();
      expect(get('new').share).toBeCloseTo(0.5, 1);
      clock.advance(15_000);
      picks();
      expect(get('new').share).toBe(1);
    });

    it('warms up again who was out', () => {
      const { set, get, clock } = instanceScene(['a', 'b', 'c']);
      set.setHealth('a', 'fail', clock.now());
      clock.advance(60_000);
      set.setHealth('a', 'pass', clock.now());
      expect(get('a').share).toBe(0.1);
    });

    it('takes over a new weight while calls run', () => {
      const { list, get } = instanceScene(['a', 'b'], { policy: 'round-robin' });
      list(definition('a', { weight: 4 }), 'b');
      expect(get('a').share).toBe(4);
    });

    it('calls those who are ready; when nobody is, those who leave and still answer', () => {
      const leaving = { ready: false, serving: true, terminating: true };
      const { list, picks, set, get, clock } = instanceScene([
        definition('a', { conditions: leaving }),
        definition('b', { conditions: { ready: false } }),
        'c',
      ]);
      expect(picks()).toBe('c');
      expect(set.whyUnfit(get('a'), clock.now())).toContain('not ready');
      expect(set.all.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
      list(
        definition('a', { conditions: leaving }),
        definition('b', { conditions: { ready: false } }),
      );
      expect(picks()).toBe('a');
    });
  });

  describe('a subset', () => {
    const many = Array.from({ length: 200 }, (_, i) => `i${String(i).padStart(3, '0')}`);

    it('is used of many, and stays when others come and go', () => {
      const { set, list } = instanceScene(many);
      const used = set.all.map(({ id }) => id);
      expect(used.length).toBe(20);
      expect(set.known).toBe(200);
      list(...many.filter((id) => id === used[0] || !used.slice(0, 3).includes(id)));
      const now = set.all.map(({ id }) => id);
      expect(used.filter((id) => now.includes(id)).length).toBe(18);
    });

    it('grows before those who are not fit are called', () => {
      const { set, clock, picks } = instanceScene(many, { subset: 4 });
      for (const { id } of set.all.slice(0, 3)) set.setHealth(id, 'fail', clock.now());
      expect(set.all.length).toBe(8);
      const unfit = set.all.filter(({ isFit }) => !isFit).map(({ id }) => id);
      for (const id of unfit) expect(picks()).not.toContain(id);
    });
  });
});
