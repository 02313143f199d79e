import fc from 'fast-check';
import { Endpoint } from '../balancing/endpoint';
import { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import { readEndpoints } from './read-endpoint';

describe('readEndpoints', () => {
  it('takes over what is right', () => {
    const whole = {
      id: 'a',
      url: 'https://a.example.com:8443/base',
      weight: 3,
      priority: 1,
      zone: 'eu-west-1a',
      region: 'eu-west-1',
      version: 'v2',
      cost: 0.4,
      metadata: { team: 'shop' },
      conditions: { ready: false, serving: true, terminating: true },
    };
    expect(readEndpoints([whole])).toEqual([whole]);
    expect(readEndpoints([])).toEqual([]);
  });

  it('leaves out what is only nice to have and wrong, and calls an instance without id by its URL', () => {
    const odd = {
      url: 'http://a.test',
      weight: -1,
      priority: 1.5,
      zone: {},
      version: 7,
      cost: '0.2',
      metadata: { a: 1, b: 'x', long: 'x'.repeat(300) },
      conditions: { ready: 'yes' },
      extra: true,
    };
    expect(readEndpoints([odd])).toEqual([
      { id: 'http://a.test', url: 'http://a.test', version: '7', cost: 0.2, metadata: { b: 'x' } },
    ]);
  });

  const hostile: readonly { readonly title: string; readonly url: unknown }[] = [
    { title: 'a script', url: 'javascript:alert(1)' },
    { title: 'data', url: 'data:text/html,x' },
    { title: 'another scheme', url: 'ftp://a.test' },
    { title: 'another origin without a scheme', url: '//evil.test' },
    { title: 'another origin behind a backslash', url: '/\\evil.test' },
    { title: 'another origin behind a tab', url: '/\t/evil.test' },
    { title: 'a backslash in the host', url: 'https://good.test\\@evil.test' },
    { title: 'credentials', url: 'https://user:secret@a.test' },
    { title: 'a query', url: 'https://a.test/?x=' },
    { title: 'a fragment', url: 'https://a.test/#x' },
    { title: 'a line break', url: 'https://a.test/\nx' },
    { title: 'no host', url: 'https://' },
    { title: 'no text', url: 7 },
  ];
  for (const { title, url } of hostile) {
    it(`refuses a URL with ${title}`, () => {
      expect(readEndpoints([{ id: 'a', url }])).toContain("'a' has no http(s) URL");
    });
  }

  const wrong: readonly { readonly list: unknown; readonly says: string }[] = [
    { list: '<html>', says: 'not a list' },
    { list: [null], says: 'neither an id nor a URL' },
    {
      list: [
        { id: 'a', url: '/a' },
        { id: 'a', url: '/b' },
      ],
      says: "called 'a'",
    },
    { list: new Array(5_001).fill({}), says: 'more than 5000' },
  ];
  for (const { list, says } of wrong) {
    it(`refuses a list where ${says}`, () => {
      expect(readEndpoints(list)).toContain(says);
    });
  }

  it('yields nothing that an instance could not be made of, whatever it is given', () => {
    const clock = new ManualClock();
    const breaker = new CircuitBreaker({}, clock, seededRandom(1));
    const item = fc.oneof(
      fc.record(
        {
          id: fc.anything(),
          url: fc.oneof(fc.webUrl(), fc.webPath(), fc.string(), fc.anything()),
          weight: fc.anything(),
          priority: fc.anything(),
          metadata: fc.dictionary(fc.string(), fc.anything()),
          conditions: fc.anything(),
        },
        { requiredKeys: [] },
      ),
      fc.anything(),
    );
    fc.assert(
      fc.property(fc.oneof(fc.array(item, { maxLength: 5 }), fc.anything()), (list) => {
        const endpoints = readEndpoints(list);
        if (typeof endpoints === 'string') return endpoints !== '';
        return endpoints.every((one) => new Endpoint(one, breaker, 0).share >= 0);
      }),
      { numRuns: 500 },
    );
  });
});
