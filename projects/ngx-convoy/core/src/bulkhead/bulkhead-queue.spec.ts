import { rejectedBy, setUp } from './bulkhead-scene.spec';

describe('the queue of a Bulkhead', () => {
  describe('when it is full', () => {
    it('refuses a call that is no more urgent than those that wait', () => {
      const { bulkhead, take, wait, ask } = setUp({ queueLimit: 2 });
      take();
      wait('a');
      wait('b');
      expect(ask('c')).toEqual({ permitted: false, waiting: false, reason: 'full', waited: 0 });
      expect([bulkhead.waiting, rejectedBy(bulkhead)]).toEqual([2, 1]);
    });

    it('gives the room of the least urgent call to a more urgent one', () => {
      const { bulkhead, heard, take, wait, serveAll } = setUp({ queueLimit: 3 });
      const first = take();
      wait('a');
      wait('b', { priority: 'low' });
      wait('c', { priority: 'low' });
      wait('d', { priority: 'high' });
      expect(heard).toEqual(['c: displaced']);
      expect([bulkhead.waiting, rejectedBy(bulkhead)]).toEqual([3, 1]);
      heard.length = 0;
      expect(serveAll(first)).toEqual(['d', 'a', 'b']);
    });

    it('tells the displaced call as plainly as one that is refused', () => {
      const { bulkhead, take, ask } = setUp({ queueLimit: 1 });
      take();
      const rejected = jasmine.createSpy('rejected');
      bulkhead.acquire({ priority: 'low' }, rejected);
      ask('urgent');
      expect(rejected).toHaveBeenCalledOnceWith({
        permitted: false,
        waiting: false,
        reason: 'displaced',
        waited: 0,
      });
    });

    it('lets nobody wait when there is no queue', () => {
      const { take, ask } = setUp({ queueLimit: 0 });
      take();
      expect(ask('a', { priority: 'critical' })).toEqual(
        jasmine.objectContaining({ reason: 'full', waited: 0 }),
      );
    });

    it('refuses a displaced call that asks again at once, instead of going round in circles', () => {
      const { bulkhead, heard, take, ask } = setUp({ queueLimit: 1 });
      take();
      bulkhead.acquire({ priority: 'low' }, () => {
        heard.push(`again: ${ask('again', { priority: 'low' }).permitted}`);
      });
      expect(ask('urgent').waiting).toBe(true);
      expect(heard).toEqual(['again: false']);
      expect(bulkhead.waiting).toBe(1);
    });

    it('hands a place to the newcomer directly when the one it displaced gives one back', () => {
      const { bulkhead, heard, take, ask } = setUp({ queueLimit: 1 });
      const first = take();
      bulkhead.acquire({ priority: 'low' }, () => {
        first.release();
      });
      expect(ask('urgent').permitted).toBe(true);
      expect(heard).toEqual([]);
      expect([bulkhead.inFlight, bulkhead.waiting]).toEqual([1, 0]);
    });
  });

  describe('ends a wait', () => {
    it('at its maximum, at most 50 ms late, and tells the waiter', () => {
      const { bulkhead, clock, heard, take, wait } = setUp({ maxWait: 2_000 });
      take();
      wait('a');
      clock.advance(1_999);
      expect(heard).toEqual([]);
      clock.advance(51);
      expect(heard).toEqual(['a: timeout']);
      expect([bulkhead.waiting, rejectedBy(bulkhead)]).toEqual([0, 1]);
    });

    it('at the deadline of the call when that is earlier', () => {
      const { clock, heard, take, wait } = setUp({ maxWait: 2_000 });
      take();
      wait('a', { deadline: clock.now() + 500 });
      clock.advance(550);
      expect(heard).toEqual(['a: timeout']);
    });

    it('before it begins when the deadline has passed, but never refuses a free place', () => {
      const { clock, take, ask } = setUp();
      const late = { deadline: clock.now() };
      expect(ask('a', late).permitted).toBe(true);
      expect(ask('b', late)).toEqual({
        permitted: false,
        waiting: false,
        reason: 'timeout',
        waited: 0,
      });
      expect(() => take()).toThrow();
    });

    it('never when told so', () => {
      const { bulkhead, clock, take, wait } = setUp({ maxWait: false });
      take();
      wait('a');
      expect(clock.pending).toBe(0);
      clock.advance(86_400_000);
      expect(bulkhead.waiting).toBe(1);
    });

    it('instead of granting it a place after the machine has slept', () => {
      const { clock, heard, take, wait, serveAll } = setUp({ maxWait: 2_000 });
      const first = take();
      wait('a');
      clock.set(clock.now() + 2_000);
      wait('b');
      expect(serveAll(first)).toEqual(['a: timeout', 'b']);
      clock.advance(10_000);
      expect(heard.length).toBe(2);
    });

    it('at once when its caller leaves, who then hears nothing more', () => {
      const { bulkhead, clock, heard, take, wait } = setUp({ queueLimit: 1, maxWait: 2_000 });
      const first = take();
      const ticket = wait('a');
      expect(ticket.permitted).toBe(false);
      ticket.cancel();
      expect([bulkhead.waiting, rejectedBy(bulkhead)]).toEqual([0, 0]);
      wait('b');
      ticket.cancel();
      first.release();
      clock.advance(5_000);
      expect(heard).toEqual(['b']);
    });

    it('without a timer that outlives it', () => {
      const { clock, take, wait } = setUp();
      const first = take();
      wait('a').cancel();
      wait('b');
      first.release();
      clock.advance(1_000);
      expect(clock.pending).toBe(0);
    });
  });
});
