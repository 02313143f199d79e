import { setUp } from './outlier-scene.spec';

describe('OutlierDetector', () => {
  describe('by failures in a row', () => {
    it('ejects an instance at once, at the fifth', () => {
      const { fail, out, ejections, clock } = setUp(3);
      fail('b', 4);
      expect(out()).toBe('');
      fail('b', 1);
      expect(out()).toBe('b');
      expect(ejections).toEqual([
        {
          id: 'b',
          reason: '5 failures in a row',
          times: 1,
          since: clock.now(),
          until: clock.now() + 30_000,
        },
      ]);
    });

    it('starts counting over with a success', () => {
      const { fail, record, out } = setUp(3);
      fail('b', 4);
      record('b', 1);
      fail('b', 4);
      expect(out()).toBe('');
    });

    it('calls a single failure by its name', () => {
      const { fail, ejections } = setUp(2, { consecutiveFailures: 1 });
      fail('a', 1);
      expect(ejections.map(({ reason }) => reason)).toEqual(['1 failure']);
    });

    it('does nothing when it is switched off', () => {
      const { fail, out } = setUp(3, { consecutiveFailures: false });
      fail('b', 100);
      expect(out()).toBe('');
    });
  });

  describe('ejects for a time', () => {
    it('that grows with each ejection, up to its maximum', () => {
      const { fail, clock, ejections, out } = setUp(2, { ejection: { max: 100_000 } });
      for (let round = 0; round < 5; round++) {
        fail('a');
        clock.advance((ejections.at(-1)?.until ?? NaN) - clock.now() - 1);
        expect(out()).toBe('a');
        clock.advance(1);
        expect(out()).toBe('');
      }
      expect(ejections.map(({ since, until }) => until - since)).toEqual([
        30_000, 60_000, 90_000, 100_000, 100_000,
      ]);
      expect(ejections.map(({ times }) => times)).toEqual([1, 2, 3, 4, 4]);
    });

    const forgiven: readonly (readonly [healthy: number, times: number])[] = [
      [9_999, 5],
      [10_000, 4],
      [19_999, 4],
      [20_000, 3],
      [3_600_000, 1],
    ];
    for (const [healthy, times] of forgiven) {
      for (const looks of [1, 100]) {
        it(`of ${times} steps, ${healthy} ms and ${looks} looks after four: one is forgiven in each interval`, () => {
          const { fail, clock, ejections, out } = setUp(2);
          for (let round = 0; round < 4; round++) {
            fail('a');
            clock.advance((ejections.at(-1)?.until ?? NaN) - clock.now());
          }
          const end = clock.now() + healthy;
          for (let look = 1; look <= looks; look++) {
            clock.advance(Math.floor((end - clock.now()) / (looks - look + 1)));
            expect(out()).toBe('');
          }
          fail('a');
          expect(ejections.at(-1)?.times).toBe(times);
        });
      }
    }

    it('that varies, so that not all browsers return at once', () => {
      for (const [draw, duration] of [
        [0, 25_500],
        [0.5, 30_000],
        [1, 34_500],
      ] as const) {
        const { fail, ejections, clock } = setUp(2, {}, draw);
        fail('a');
        expect(ejections[0]?.until).toBe(clock.now() + duration);
      }
    });

    it('and does not count what is heard of it meanwhile', () => {
      const { fail, record, clock, out, outAfterLook } = setUp(2);
      fail('a');
      fail('a', 4);
      record('a', 0, 40);
      clock.advance(30_000);
      expect(out()).toBe('');
      expect(outAfterLook()).toBe('');
      fail('a', 4);
      expect(out()).toBe('');
    });

    it('and does not blame it afterwards for what it was ejected for', () => {
      const { fail, record, clock, outAfterLook, ejections } = setUp(3, {
        consecutiveFailures: 12,
        ejection: { base: 5_000 },
        window: 600_000,
      });
      record('b', 20);
      fail('a', 12);
      clock.advance(5_000);
      expect(outAfterLook()).toBe('');
      expect(ejections.length).toBe(1);
    });

    it('that the clock cannot lengthen when it is set back', () => {
      const { outliers, fail, clock, out } = setUp(2);
      fail('a');
      clock.advance(10_000);
      expect(out()).toBe('a');
      clock.set(clock.now() - 3_600_000);
      expect(out()).toBe('a');
      expect(outliers.ejection('a', clock.now())).toEqual({
        id: 'a',
        reason: '5 failures in a row',
        times: 1,
        since: clock.now() - 10_000,
        until: clock.now() + 20_000,
      });
      clock.advance(20_000);
      expect(out()).toBe('');
      expect(outliers.ejection('a', clock.now())).toBeUndefined();
    });
  });

  describe('never ejects too many', () => {
    const rows: readonly (readonly [count: number, share: number, most: number])[] = [
      [1, 1, 0],
      [2, 0.5, 1],
      [3, 0.5, 1],
      [4, 0.5, 2],
      [5, 0.5, 2],
      [3, 0.1, 1],
      [3, 1, 2],
      [10, 0.25, 2],
    ];
    for (const [count, maxShare, most] of rows) {
      it(`but ${most} of ${count}, when ${maxShare * 100} % may go`, () => {
        const { fail, out } = setUp(count, { ejection: { maxShare } });
        for (const id of 'abcdefghij'.slice(0, count)) fail(id, 10);
        expect(out().length).toBe(most);
      });
    }

    it('and takes the worst first', () => {
      const { record, outAfterLook } = setUp(4, {
        consecutiveFailures: false,
        ejection: { maxShare: 0.25 },
      });
      record('a', 20);
      record('b', 3, 17);
      record('c', 1, 19);
      record('d', 2, 18);
      expect(outAfterLook()).toBe('c');
    });

    it('and ejects the next when one has returned', () => {
      const { fail, clock, out } = setUp(2);
      fail('a');
      fail('b', 20);
      expect(out()).toBe('a');
      clock.advance(30_000);
      fail('b', 1);
      expect(out()).toBe('b');
    });

    it('nor keeps the last one out when the others have gone: whoever is nearest to its end returns', () => {
      const { outliers, fail, clock, out } = setUp(4, { ejection: { maxShare: 1 } });
      fail('b');
      clock.advance(5_000);
      fail('a');
      expect(out()).toBe('ab');
      outliers.forget('c');
      expect(out()).toBe('ab');
      outliers.forget('d');
      expect(out()).toBe('a');
      outliers.forget('b');
      expect(out()).toBe('');
    });
  });

  it('knows nothing of an instance that it was told to forget', () => {
    const { outliers, fail, out, ejections } = setUp(3);
    fail('a');
    outliers.forget('a');
    expect(out()).toBe('');
    fail('a');
    expect(ejections.map(({ times }) => times)).toEqual([1, 1]);
  });

  it('watches an instance that is recorded without having been announced', () => {
    const { outliers, clock, fail, out } = setUp(1);
    outliers.record('b', true, clock.now());
    fail('a');
    expect(out()).toBe('a');
  });
});
