import { ManualClock } from 'ngx-convoy/testing';
import { ConfigurationError } from '../errors';
import { DeadlineTimer } from '../timeout/deadline-timer';
import { type OriginOptions, Origins } from './origins';

function setUp(options: OriginOptions = {}): Origins {
  const clock = new ManualClock();
  return new Origins(options, clock, new DeadlineTimer(clock));
}

describe('Origins', () => {
  const same: readonly (readonly [string, string])[] = [
    ['https://a.test/orders', 'https://a.test'],
    ['https://a.test/orders', 'https://A.TEST/users?all'],
    ['https://a.test', 'https://a.test:443/x'],
    ['http://a.test', 'http://a.test:80'],
    ['/api/orders', '/api/users'],
    ['/api', 'https://shop.test/api'],
    ['http://[::1]:4100/a', 'http://[::1]:4100/b'],
  ];
  for (const [one, other] of same) {
    it(`has one bulkhead for ${one} and ${other}`, () => {
      const origins = setUp({ self: 'https://Shop.test' });
      expect(origins.at(one)).toBe(origins.at(other));
      expect(origins.names.length).toBe(1);
    });
  }

  const different: readonly (readonly [string, string])[] = [
    ['https://a.test', 'http://a.test'],
    ['https://a.test', 'https://a.test:8443'],
    ['https://a.test', 'https://b.test'],
    ['http://a.test', 'http://a.test:443'],
    ['https://a.test', 'https://a.test:80'],
    ['/api', 'https://a.test/api'],
  ];
  for (const [one, other] of different) {
    it(`has two for ${one} and ${other}`, () => {
      const origins = setUp();
      expect(origins.at(one)).not.toBe(origins.at(other));
    });
  }

  it('allows six attempts at a time, or what is known of an origin', () => {
    const origins = setUp({ limitOf: (origin) => (origin === 'https://new.test' ? 24 : 6) });
    expect(origins.at('https://old.test/x').limit).toBe(6);
    expect(origins.at('https://new.test/x').limit).toBe(24);
    expect(setUp().at('/x').limit).toBe(6);
  });

  it('lets a thousand wait, as long as their calls allow, unless told otherwise', () => {
    const { waiting } = fill(setUp(), 1_010);
    expect(waiting).toBe(1_000);
    expect(fill(setUp({ queueLimit: 2 }), 10).waiting).toBe(2);
  });

  it('is looked at by name', () => {
    const origins = setUp();
    const bulkhead = origins.at('https://a.test/orders');
    expect(origins.get('https://a.test')).toBe(bulkhead);
    expect(origins.get('https://b.test')).toBeUndefined();
    expect(origins.names).toEqual(['https://a.test']);
  });

  it('forgets the oldest at which nothing happens when there are too many', () => {
    const origins = setUp({ capacity: 2 });
    const busy = origins.at('https://busy.test');
    busy.acquire();
    const idle = origins.at('https://idle.test');
    origins.at('https://third.test');
    expect(origins.names).toEqual(['https://busy.test', 'https://third.test']);
    expect(origins.at('https://busy.test')).toBe(busy);
    expect(origins.at('https://idle.test')).not.toBe(idle);
  });

  it('forgets none that is in use or paused, however many there are', () => {
    const origins = setUp({ capacity: 1 });
    origins.at('https://busy.test').acquire();
    origins.at('https://paused.test').pause();
    origins.at('https://third.test').acquire();
    expect(origins.names.length).toBe(3);
  });

  it('tells of an origin that is new, and of whatever moves there', () => {
    const moved: string[] = [];
    const origins = setUp({ moved: (origin) => moved.push(origin) });
    const bulkhead = origins.at('https://a.test');
    expect(moved).toEqual(['https://a.test']);
    const acts = [
      () => bulkhead.acquire(),
      () => {
        bulkhead.resize(1);
      },
      () => bulkhead.acquire({}, () => undefined),
      () => {
        bulkhead.pause();
      },
      () => {
        bulkhead.resume();
      },
      () => {
        bulkhead.clear();
      },
      () => bulkhead.acquire(),
    ];
    for (const act of acts) {
      moved.length = 0;
      act();
      expect(moved).withContext(act.toString()).toContain('https://a.test');
    }
  });

  const wrong: readonly (readonly [string, OriginOptions])[] = [
    ['capacity', { capacity: 0 }],
    ['queueLimit', { queueLimit: -1 }],
    ['maxWait', { maxWait: 0 }],
    ['limit', { limitOf: () => 0 }],
  ];
  for (const [option, options] of wrong) {
    it(`names ${option} at once when it is out of range`, () => {
      expect(() => setUp(options)).toThrowMatching(
        (error) => error instanceof ConfigurationError && error.option === `origins.${option}`,
      );
    });
  }
});

function fill(origins: Origins, calls: number): { readonly waiting: number } {
  const bulkhead = origins.at('https://a.test');
  for (let call = 0; call < calls; call += 1) bulkhead.acquire({}, () => undefined);
  return bulkhead;
}
