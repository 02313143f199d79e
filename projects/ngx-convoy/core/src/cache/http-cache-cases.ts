// What the RFCs say of a private cache, as tables. Written from the texts; each row names the section that it follows.
import { demandCases } from './cases/demand-cases';
import { freshnessCases } from './cases/freshness-cases';
import { named, NOON_DATE, type Headers, type ReuseCase } from './cases/reuse-case';
import { storingCases } from './cases/storing-cases';

/** An answer, and what becomes of it for a second request. */
export const reuseCases: readonly ReuseCase[] = [
  ...storingCases,
  ...freshnessCases,
  ...demandCases,
];

/** What an answer of 304 makes of the one that is kept. */
export interface ValidationCase {
  readonly section: string;
  readonly title: string;
  /** Headers of the answer that is kept. */
  readonly kept: Headers;
  /** What is asked with. */
  readonly asks: Headers;
  /** Headers of the 304, which comes 100 seconds later. */
  readonly said: Headers;
  /** Whether it speaks of what is kept. Default: it does. */
  readonly isConfirmed?: boolean;
  /** Some headers of what is kept then; `undefined` for one that is gone. */
  readonly then?: Readonly<Record<string, string | undefined>>;
  /** Seconds, 10 seconds after the 304. */
  readonly age?: number;
}

const LATER = 'Thu, 01 Jan 2026 12:01:40 GMT';

export const validationCases: readonly ValidationCase[] = [
  {
    ...named('9111, 4.3.1', 'asks by ETag and by Last-Modified, with the values as they came'),
    kept: { etag: 'W/"1"', 'last-modified': NOON_DATE },
    asks: { 'If-None-Match': 'W/"1"', 'If-Modified-Since': NOON_DATE },
    said: {},
  },
  {
    ...named('9111, 4.3.1', 'asks without conditions where there are none'),
    kept: {},
    asks: {},
    said: {},
  },
  {
    ...named('9111, 4.3.4', 'takes over new headers, and keeps those that are not named'),
    kept: { etag: '"1"', 'cache-control': 'max-age=1', 'x-a': 'old', 'x-b': 'old' },
    asks: { 'If-None-Match': '"1"' },
    said: { etag: '"1"', 'cache-control': 'max-age=60', 'x-a': 'new' },
    then: { 'cache-control': 'max-age=60', 'x-a': 'new', 'x-b': 'old' },
  },
  {
    ...named('9111, 3.2', 'does not take over what describes the body'),
    kept: { etag: '"1"', 'content-type': 'application/json', 'content-length': '99' },
    asks: { 'If-None-Match': '"1"' },
    said: { 'content-type': 'text/plain', 'content-length': '0', 'content-encoding': 'br' },
    then: {
      ...{ 'content-type': 'application/json', 'content-length': '99' },
      'content-encoding': undefined,
    },
  },
  {
    ...named('9111, 4.2.3', 'is as old as the confirmation'),
    kept: { etag: '"1"', date: NOON_DATE, age: '500' },
    asks: { 'If-None-Match': '"1"' },
    said: { date: LATER },
    ...{ then: { date: LATER, age: undefined }, age: 10 },
  },
  {
    ...named('9111, 4.2.3', 'has the age that a cache on the way gives it'),
    kept: { etag: '"1"', date: NOON_DATE },
    asks: { 'If-None-Match': '"1"' },
    said: { date: LATER, age: '7' },
    age: 17,
  },
  {
    ...named('9110, 6.6.1', 'is as old as the confirmation where a page may not read its date'),
    kept: { etag: '"1"', date: NOON_DATE },
    asks: { 'If-None-Match': '"1"' },
    said: {},
    age: 10,
  },
  {
    ...named('9110, 8.8.3.2', 'compares weakly'),
    kept: { etag: 'W/"1"' },
    asks: { 'If-None-Match': 'W/"1"' },
    said: { etag: '"1"' },
  },
  {
    ...named('9111, 4.3.4', 'does not take a confirmation of something else'),
    kept: { etag: '"1"' },
    asks: { 'If-None-Match': '"1"' },
    said: { etag: '"2"' },
    isConfirmed: false,
  },
  {
    ...named('9111, 4.3.4', 'nor one of another time'),
    kept: { 'last-modified': NOON_DATE },
    asks: { 'If-Modified-Since': NOON_DATE },
    said: { 'last-modified': LATER },
    isConfirmed: false,
  },
];

/** What a request that changes something makes untrue. */
export interface InvalidationCase {
  readonly section: string;
  readonly title: string;
  readonly method: string;
  readonly status: number;
  readonly path: string;
  /** Paths in `Location` and `Content-Location`. */
  readonly others?: readonly string[];
  /** Of the paths that are kept. */
  readonly gone: readonly string[];
}

/** What is kept in every row. */
export const keptPaths = ['/orders', '/orders?page=2', '/orders/7', '/orders/8', '/orders/7/items'];

export const invalidationCases: readonly InvalidationCase[] = [
  changed('POST', 201, '/orders', 'what was added to', ['/orders', '/orders?page=2']),
  changed('PUT', 200, '/orders/7', 'what was replaced, and the list that shows it', [
    ...['/orders', '/orders?page=2', '/orders/7'],
  ]),
  changed('DELETE', 204, '/orders/8', 'what was taken away, and the list', [
    ...['/orders', '/orders?page=2', '/orders/8'],
  ]),
  changed('PATCH', 303, '/orders/7?notify=1', 'what was changed, whatever its query', [
    ...['/orders', '/orders?page=2', '/orders/7'],
  ]),
  changed('BREW', 200, '/orders/7/', 'after a method that nobody knows', [
    ...['/orders', '/orders?page=2', '/orders/7'],
  ]),
  {
    ...changed('POST', 201, '/jobs', 'what Location and Content-Location name', [
      ...['/orders', '/orders?page=2', '/orders/7', '/orders/8'],
    ]),
    others: ['/orders/7', '/orders/8?x=1'],
  },
  changed('POST', 409, '/orders', 'nothing, when it was refused', []),
  changed('PUT', 500, '/orders/7', 'nothing, when it failed', []),
  changed('GET', 200, '/orders', 'nothing, when it was a look', []),
  changed('OPTIONS', 204, '/orders', 'nothing, when it was a question', []),
];

function changed(
  method: string,
  status: number,
  path: string,
  title: string,
  gone: readonly string[],
): InvalidationCase {
  return { ...named('9111, 4.4', title), method, status, path, gone };
}
