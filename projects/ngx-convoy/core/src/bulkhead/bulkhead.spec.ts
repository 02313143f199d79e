import { ManualClock } from 'ngx-convoy/testing';
import { DeadlineTimer } from '../timeout/deadline-timer';
import type { BulkheadRequest } from './admission';
import { Bulkhead } from './bulkhead';
import { rejectedBy, setUp } from './bulkhead-scene.spec';

describe('Bulkhead', () => {
  describe('while there are places', () => {
    it('lets as many calls be under way as its limit', () => {
      const { bulkhead } = setUp({ limit: 3 });
      const admissions = Array.from({ length: 5 }, () => bulkhead.acquire());
      expect(admissions.map(({ permitted }) => permitted)).toEqual([
        true,
        true,
        true,
        false,
        false,
      ]);
      expect(bulkhead.inFlight).toBe(3);
    });

    it('allows six by default, as many connections as a browser opens to a host', () => {
      const clock = new ManualClock();
      const bulkhead = new Bulkhead({}, clock, new DeadlineTimer(clock));
      for (let i = 0; i < 6; i++) expect(bulkhead.acquire().permitted).toBe(true);
      expect(bulkhead.acquire().permitted).toBe(false);
    });

    it('has a place again when one is given back, and counts that once', () => {
      const { bulkhead, take } = setUp({ limit: 2 });
      const first = take();
      take();
      first.release();
      first.release();
      expect(bulkhead.inFlight).toBe(1);
      take();
      expect(bulkhead.acquire().permitted).toBe(false);
    });

    it('does not let a call wait that nobody waits with', () => {
      const { bulkhead, take } = setUp();
      take();
      expect(bulkhead.acquire()).toEqual({
        permitted: false,
        waiting: false,
        reason: 'full',
        waited: 0,
      });
      expect(rejectedBy(bulkhead)).toBe(1);
    });
  });

  describe('serves those that wait', () => {
    it('in the order in which they came', () => {
      const { take, wait, serveAll } = setUp();
      const first = take();
      for (const name of ['a', 'b', 'c']) wait(name);
      expect(serveAll(first)).toEqual(['a', 'b', 'c']);
    });

    it('by urgency', () => {
      const { take, wait, serveAll } = setUp();
      const first = take();
      wait('low', { priority: 'low' });
      wait('normal');
      wait('high', { priority: 'high' });
      wait('critical', { priority: 'critical' });
      expect(serveAll(first)).toEqual(['critical', 'high', 'normal', 'low']);
    });

    const starvation: readonly (readonly [BulkheadRequest['priority'], number])[] = [
      ['critical', 60_000],
      ['high', 10_000],
      [2_500, 2_500],
    ];
    for (const [priority, lead] of starvation) {
      it(`by age as well: a normal call is as urgent as one of priority ${priority} ${lead} ms later`, () => {
        const { clock, take, wait, serveAll } = setUp({ maxWait: false });
        const first = take();
        wait('normal');
        clock.advance(lead - 1);
        wait('in time', { priority });
        clock.advance(1);
        wait('too late', { priority });
        expect(serveAll(first)).toEqual(['in time', 'normal', 'too late']);
      });
    }

    it('before any newcomer, even one that comes while a place is handed on', () => {
      const { bulkhead, heard, ask, take, wait } = setUp();
      const first = take();
      bulkhead.acquire({}, (outcome) => {
        if (!outcome.permitted) heard.push('refused');
        else outcome.release();
        ask('newcomer');
      });
      wait('second');
      first.release();
      expect(heard).toEqual(['second']);
      expect([bulkhead.inFlight, bulkhead.waiting]).toEqual([1, 1]);
    });

    it('in one go when ten thousand of them give their place back at once', () => {
      const { bulkhead, clock, take } = setUp({ queueLimit: 10_000 });
      const first = take();
      let served = 0;
      for (let i = 0; i < 10_000; i++) {
        bulkhead.acquire({}, (outcome) => {
          served++;
          if (outcome.permitted) outcome.release();
        });
      }
      first.release();
      expect([served, bulkhead.inFlight, bulkhead.waiting]).toEqual([10_000, 0, 0]);
      expect(() => clock.advance(0))
        .withContext('a call stack that grew too high')
        .not.toThrow();
    });

    it('in their order although the clock is set back meanwhile', () => {
      const { clock, take, wait, serveAll } = setUp({ maxWait: false });
      const first = take();
      wait('a');
      clock.set(clock.now() - 3_600_000);
      wait('b');
      wait('c', { priority: 'high' });
      expect(serveAll(first)).toEqual(['c', 'a', 'b']);
    });
  });

  describe('when resized', () => {
    it('gives the places that were added to those that wait', () => {
      const { bulkhead, heard, take, wait } = setUp();
      take();
      for (const name of ['a', 'b', 'c']) wait(name);
      bulkhead.resize(3);
      expect(heard).toEqual(['a', 'b']);
      expect([bulkhead.limit, bulkhead.inFlight, bulkhead.waiting]).toEqual([3, 3, 1]);
    });

    it('takes nobody’s place away, and waits until enough calls have ended', () => {
      const { bulkhead, heard, take, wait } = setUp({ limit: 3 });
      const permits = [take(), take(), take()];
      wait('a');
      bulkhead.resize(1);
      expect(bulkhead.inFlight).toBe(3);
      permits[0]?.release();
      permits[1]?.release();
      expect(heard).toEqual([]);
      permits[2]?.release();
      expect(heard).toEqual(['a']);
    });
  });

  it('gives a place back whose listener throws, serves the others, and lets the error surface', () => {
    const { bulkhead, clock, heard, take, wait } = setUp();
    const first = take();
    bulkhead.acquire({}, () => {
      throw new Error('broken listener');
    });
    wait('b');
    first.release();
    expect(heard).toEqual(['b']);
    expect(bulkhead.inFlight).toBe(1);
    expect(() => clock.advance(0)).toThrowError('broken listener');
  });

  it('tells how long the oldest call has waited', () => {
    const { bulkhead, clock, take, wait } = setUp();
    expect(bulkhead.oldestWait).toBe(0);
    const first = take();
    wait('a', { priority: 'low' });
    clock.advance(300);
    wait('b', { priority: 'critical' });
    clock.advance(200);
    expect(bulkhead.oldestWait).toBe(500);
    first.release();
    expect(bulkhead.oldestWait).toBe(500);
  });
});
