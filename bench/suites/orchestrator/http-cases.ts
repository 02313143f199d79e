import type { Contender, Target, TimeCase } from '../../harness/suite.ts';

/** HttpClient in Chromium. Who plays them, and how, stands in the page: bench/http. */
function httpCase(
  name: string,
  names: readonly string[],
  targets: readonly Target[],
  rest: Pick<TimeCase, 'remark'> & { readonly times?: number } = {},
): TimeCase {
  const { times, ...more } = rest;
  const contenders = names.map((contender): Contender => ({
    name: contender,
    run: () => {
      throw new Error(`${contender} runs in the page http.`);
    },
    ...(times === undefined ? {} : { times }),
  }));
  const [baseline = ''] = names;
  return {
    kind: 'time',
    page: 'http',
    places: ['chromium'],
    name,
    baseline,
    contenders,
    targets,
    ...more,
  };
}

/** What Angular itself takes for an interceptor, whatever that does. */
const floor = 'an interceptor that does nothing';
const headerFloor = 'an interceptor that sets one header';

const everything = [
  'bare HttpClient',
  'ngx-convoy, no trace headers',
  'ngx-convoy, traceparent',
  'ngx-convoy, traceparent and four more',
  'three hand-written interceptors',
];

export const inMemory = httpCase(
  'HttpClient.get on a backend in memory',
  [...everything, headerFloor],
  [
    { contender: 'ngx-convoy, traceparent', atMost: 2.2, of: 'bare HttpClient' },
    { contender: 'ngx-convoy, traceparent and four more', atMost: 3.3, of: 'bare HttpClient' },
  ],
);

export const overLoopback = httpCase(
  'HttpClient.get over loopback',
  everything,
  [{ contender: 'ngx-convoy, traceparent', atMost: 1.03, of: 'bare HttpClient' }],
  {
    times: 20,
    remark:
      'A request varies by more than all that the library does, which is some microseconds: from run to run the ratio ' +
      'comes out between 0.96 and 1.11, for any of them.',
  },
);

export const unmatched = httpCase(
  'HttpClient.get of a URL that belongs to no service',
  ['bare HttpClient', 'ngx-convoy, 1 service', 'ngx-convoy, 1,000 services', floor],
  [
    { contender: 'ngx-convoy, 1 service', atMost: 1.05, of: 'bare HttpClient' },
    { contender: 'ngx-convoy, 1,000 services', atMost: 1.05, of: 'bare HttpClient' },
    { contender: 'ngx-convoy, 1,000 services', atMost: 1.05, of: floor },
  ],
  {
    remark:
      'Angular itself takes more than the wanted 5 % for an interceptor that does nothing, so that the first two targets are ' +
      'out of reach of anybody who has one; the third is about what the library adds to that.',
  },
);
