import { dated, minute, nothing, row, type ReuseCase } from './reuse-case';

/** What the service and the request demand; `Vary`; RFC 5861. */
export const demandCases: readonly ReuseCase[] = [
  // What the service demands
  row('9111, 5.2.2.4', 'no-cache is kept, and asked about each time', {
    ...{ said: { ...dated, 'cache-control': 'no-cache, max-age=60' }, use: 'validate' },
    mayStandIn: false,
  }),
  row('9111, 5.2.2.4', 'no-cache for some fields is no-cache for all', {
    ...{ said: { ...dated, 'cache-control': 'no-cache="x-a", max-age=60' }, use: 'validate' },
  }),
  row('9111, 5.2.2.2', 'must-revalidate is used while it is fresh', {
    ...{ said: { ...dated, 'cache-control': 'max-age=60, must-revalidate' }, after: 59 },
    ...{ use: 'fresh', mayStandIn: true },
  }),
  row('9111, 5.2.2.2', 'and never afterwards, even when nobody can be asked', {
    ...{ said: { ...dated, 'cache-control': 'max-age=60, must-revalidate' }, after: 60 },
    ...{ use: 'validate', mayStandIn: false },
  }),
  row('9111, 5.2.2.8', 'proxy-revalidate is for others', {
    ...{ said: { ...dated, 'cache-control': 'max-age=60, proxy-revalidate' }, after: 60 },
    ...{ use: 'revalidate', mayStandIn: true },
  }),

  // What the request demands
  row('9111, 5.2.1.4', 'a request with no-cache asks first', {
    ...{ said: minute, again: { 'cache-control': 'no-cache' }, use: 'validate' },
  }),
  row('9111, 5.4', 'Pragma means the same', {
    ...{ said: minute, again: { pragma: 'no-cache' }, use: 'validate' },
  }),
  row('9111, 5.4', 'unless something newer is said', {
    ...{ said: minute, again: { pragma: 'no-cache', 'cache-control': 'max-age=60' }, use: 'fresh' },
  }),
  row('9111, 5.2.1.1', 'max-age: not older than', {
    ...{ said: minute, after: 10, again: { 'cache-control': 'max-age=10' }, use: 'fresh' },
  }),
  row('9111, 5.2.1.1', 'max-age: older than', {
    ...{ said: minute, after: 11, again: { 'cache-control': 'max-age=10' }, use: 'validate' },
  }),
  row('9111, 5.2.1.3', 'min-fresh: still fresh for as long', {
    ...{ said: minute, after: 30, again: { 'cache-control': 'min-fresh=30' }, use: 'fresh' },
  }),
  row('9111, 5.2.1.3', 'min-fresh: not for as long', {
    ...{ said: minute, after: 31, again: { 'cache-control': 'min-fresh=30' }, use: 'validate' },
  }),
  row('9111, 5.2.1.2', 'max-stale: stale for no longer', {
    ...{ said: minute, after: 90, again: { 'cache-control': 'max-stale=30' }, use: 'stale' },
    policy: nothing,
  }),
  row('9111, 5.2.1.2', 'max-stale: stale for longer', {
    ...{ said: minute, after: 91, again: { 'cache-control': 'max-stale=30' }, use: 'validate' },
    policy: nothing,
  }),
  row('9111, 5.2.1.2', 'max-stale without a number: however stale', {
    ...{ said: minute, after: 9_999, again: { 'cache-control': 'max-stale' }, use: 'stale' },
    policy: nothing,
  }),
  row('9111, 5.2.1.2', 'but not against must-revalidate', {
    ...{ said: { ...dated, 'cache-control': 'max-age=60, must-revalidate' }, after: 90 },
    ...{ again: { 'cache-control': 'max-stale' }, use: 'validate' },
  }),

  // Vary
  row('9111, 4.1', 'the same header fits', {
    ...{ asked: { 'accept-language': 'de' }, said: { ...minute, vary: 'Accept-Language' } },
    use: 'fresh',
  }),
  row('9111, 4.1', 'another one does not', {
    ...{ asked: { 'accept-language': 'de' }, said: { ...minute, vary: 'Accept-Language' } },
    ...{ again: { 'accept-language': 'en' }, use: 'unfit' },
  }),
  row('9111, 4.1', 'nor does none', {
    ...{ asked: { 'accept-language': 'de' }, said: { ...minute, vary: 'Accept-Language' } },
    ...{ again: {}, use: 'unfit' },
  }),
  row('9111, 4.1', 'none fits none', {
    ...{ said: { ...minute, vary: 'Accept-Language' }, again: {}, use: 'fresh' },
  }),
  row('9111, 4.1', 'blanks in a list mean nothing', {
    ...{ asked: { accept: 'a, b' }, said: { ...minute, vary: 'accept' } },
    ...{ again: { accept: ' a ,b' }, use: 'fresh' },
  }),
  row('9111, 4.1', 'all of several names have to fit', {
    ...{ asked: { a: '1', b: '1' }, said: { ...minute, vary: 'A, B' } },
    ...{ again: { a: '1', b: '2' }, use: 'unfit' },
  }),
  row('9111, 4.1', 'what varies by everything is not kept', {
    ...{ said: { ...minute, vary: 'Accept, *' }, use: 'unstored' },
  }),

  // RFC 5861
  row('5861, 3', 'stale-while-revalidate: given at once within its window', {
    ...{ said: { ...dated, 'cache-control': 'max-age=60, stale-while-revalidate=30' }, after: 89 },
    ...{ use: 'revalidate', policy: nothing },
  }),
  row('5861, 3', 'and not after it', {
    ...{ said: { ...dated, 'cache-control': 'max-age=60, stale-while-revalidate=30' }, after: 90 },
    ...{ use: 'validate', policy: nothing },
  }),
  row('5861, 3', 'what is said narrows our window', {
    ...{ said: { ...dated, 'cache-control': 'max-age=60, stale-while-revalidate=0' }, after: 61 },
    use: 'validate',
  }),
  row('5861, 3', 'without a word it is our 5 minutes', {
    ...{ said: minute, after: 60 + 299, use: 'revalidate' },
  }),
  row('5861, 3', 'and no longer', { said: minute, after: 60 + 300, use: 'validate' }),
  row('5861, 4', 'stale-if-error: stands in within its window', {
    ...{ said: { ...dated, 'cache-control': 'max-age=60, stale-if-error=30' }, after: 90 },
    ...{ use: 'validate', mayStandIn: true, policy: nothing },
  }),
  row('5861, 4', 'and not after it', {
    ...{ said: { ...dated, 'cache-control': 'max-age=60, stale-if-error=30' }, after: 91 },
    ...{ use: 'validate', mayStandIn: false, policy: nothing },
  }),
  row('5861, 4', 'what is said narrows our window', {
    ...{ said: { ...dated, 'cache-control': 'max-age=60, stale-if-error=0' }, after: 61 },
    ...{ use: 'revalidate', mayStandIn: false },
  }),
  row('5861, 4', 'a request may narrow it', {
    ...{ said: minute, after: 91, again: { 'cache-control': 'stale-if-error=30' } },
    ...{ use: 'revalidate', mayStandIn: false },
  }),
  row('5861, 4', 'without a word it is our day', {
    ...{ said: minute, after: 60 + 86_400, use: 'validate', mayStandIn: true },
  }),
  row('5861, 4', 'then it is expired', {
    ...{ said: minute, after: 60 + 86_401, use: 'validate', mayStandIn: false },
  }),
];
