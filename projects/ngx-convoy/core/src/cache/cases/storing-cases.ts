import { dated, MINUTE_LATER, minute, row, type ReuseCase } from './reuse-case';

/** What may be kept. */
export const storingCases: readonly ReuseCase[] = [
  row('9111, 3', 'a GET is kept', { said: minute, use: 'fresh' }),
  row('9111, 3', 'a HEAD is kept', { method: 'HEAD', said: minute, use: 'fresh' }),
  row('9111, 3', 'a POST is not, although it may be', {
    ...{ method: 'POST', said: minute, use: 'unstored' },
  }),
  row('9111, 3', 'an unknown method is not', { method: 'BREW', said: minute, use: 'unstored' }),
  row('9111, 3.3', 'a part is not', { status: 206, said: minute, use: 'unstored' }),
  row('9111, 4.3.4', 'a confirmation is not', { status: 304, said: minute, use: 'unstored' }),
  row('9110, 15.1', 'an answer that says nothing is kept when its status allows it', {
    ...{ status: 203, said: dated, use: 'fresh' },
  }),
  row('9110, 15.1', 'one of another status is not', { status: 202, said: dated, use: 'unstored' }),
  row('9111, 3', 'one of another status that says how long is kept', {
    ...{ status: 202, said: minute, use: 'fresh' },
  }),
  row('9111, 3', 'or that it is public', {
    ...{ status: 202, said: { 'cache-control': 'public' }, use: 'fresh' },
  }),
  row('9111, 3', 'or when it expires', {
    ...{ status: 202, said: { ...dated, expires: MINUTE_LATER }, use: 'fresh' },
  }),
  row('9111, 3', 'a shared lifetime alone says nothing to us', {
    ...{ status: 202, said: { 'cache-control': 's-maxage=60' }, use: 'unstored' },
  }),
  row('9111, 5.2.2.5', 'no-store is heeded', {
    ...{ said: { 'cache-control': 'max-age=60, no-store' }, use: 'unstored' },
  }),
  row('9111, 5.2.2.5', 'in any case', { said: { 'cache-control': 'No-Store' }, use: 'unstored' }),
  row('9111, 5.2', 'and not inside of a quoted argument', {
    ...{ said: { 'cache-control': 'max-age=60, ext="a, no-store"' }, use: 'fresh' },
  }),
  row('9111, 5.2.1.5', 'a request may forbid it as well', {
    ...{ asked: { 'cache-control': 'no-store' }, said: minute, use: 'unstored' },
  }),
  row('9111, 5.2.2.7', 'private is what we are', {
    ...{ said: { 'cache-control': 'private, max-age=60' }, use: 'fresh' },
  }),
  row('9111, 3.5', 'what was authorized may be kept by the cache of one user', {
    ...{ asked: { authorization: 'Bearer ada' }, said: minute, use: 'fresh' },
  }),
  row('9111, 5.2.2.3', 'must-understand: a status that nobody knows is not kept', {
    ...{ status: 299, said: { 'cache-control': 'must-understand, max-age=60' }, use: 'unstored' },
  }),
  row('9111, 5.2.2.3', 'must-understand: one that is known is', {
    ...{ said: { 'cache-control': 'must-understand, max-age=60' }, use: 'fresh' },
  }),
  row('9111, 7.3', 'what sets a cookie is not kept', {
    ...{ said: { ...minute, 'set-cookie': 'a=1' }, use: 'unstored' },
  }),
];
