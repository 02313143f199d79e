import type { Contender, Target, TimeCase } from '../../harness/suite.ts';

/** HttpClient in Chromium. Who plays them, and how, stands in the page: bench/http. */
function httpCase(
  name: string,
  names: readonly string[],
  targets: readonly Target[],
  rest: Pick<TimeCase, 'rounds'> & { readonly times?: number } = {},
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

const everything = [
  'bare HttpClient',
  'ngx-convoy, no trace headers',
  'ngx-convoy, traceparent',
  'ngx-convoy, traceparent and four more',
  'three hand-written interceptors',
];

export const inMemory = httpCase('HttpClient.get on a backend in memory', everything, [
  { contender: 'ngx-convoy, traceparent', atMost: 2.2, of: 'bare HttpClient' },
  { contender: 'ngx-convoy, traceparent and four more', atMost: 3.3, of: 'bare HttpClient' },
]);

export const overLoopback = httpCase(
  'HttpClient.get over loopback',
  everything,
  [{ contender: 'ngx-convoy, traceparent', atMost: 1.03, of: 'bare HttpClient' }],
  { times: 20 },
);

export const unmatched = httpCase(
  'HttpClient.get of a URL that belongs to no service',
  ['bare HttpClient', 'ngx-convoy, 1 service', 'ngx-convoy, 1,000 services'],
  [
    { contender: 'ngx-convoy, 1 service', atMost: 1.05, of: 'bare HttpClient' },
    { contender: 'ngx-convoy, 1,000 services', atMost: 1.05, of: 'bare HttpClient' },
  ],
);
