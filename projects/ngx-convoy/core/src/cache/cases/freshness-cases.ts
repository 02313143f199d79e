import { dated, MINUTE_LATER, minute, NOON_DATE, row, type ReuseCase } from './reuse-case';

/** How long an answer is fresh, and how old it is. */
export const freshnessCases: readonly ReuseCase[] = [
  // How long it is fresh
  row('9111, 4.2', 'fresh while younger than its lifetime', {
    ...{ said: minute, after: 59, use: 'fresh', age: 59, ttl: 1 },
  }),
  row('9111, 4.2', 'stale from that second on', {
    ...{ said: minute, after: 60, use: 'revalidate', ttl: 0 },
  }),
  row('9111, 5.2.2.1', 'max-age counts before Expires', {
    ...{ said: { ...minute, expires: NOON_DATE }, after: 30, use: 'fresh' },
  }),
  row('9111, 5.2.2.10', 's-maxage is for others', {
    ...{ said: { ...dated, 'cache-control': 's-maxage=600, max-age=60' }, after: 90 },
    ...{ use: 'revalidate', ttl: -30 },
  }),
  row('9111, 5.2', 'an argument may be quoted', {
    ...{ said: { ...dated, 'cache-control': 'max-age="60"' }, after: 30, use: 'fresh', ttl: 30 },
  }),
  row('9111, 4.2.1', 'nonsense is not fresh', {
    ...{ said: { ...dated, 'cache-control': 'max-age=soon' }, use: 'revalidate', ttl: 0 },
  }),
  row('9111, 4.2.1', 'nor is a fraction', {
    ...{ said: { ...dated, 'cache-control': 'max-age=60.5' }, use: 'revalidate', ttl: 0 },
  }),
  row('9111, 4.2.1', 'nor less than nothing', {
    ...{ said: { ...dated, 'cache-control': 'max-age=-60' }, use: 'revalidate', ttl: 0 },
  }),
  row('9111, 4.2.1', 'of two, the first counts', {
    ...{ said: { ...dated, 'cache-control': 'max-age=60, max-age=600' }, after: 90 },
    ...{ use: 'revalidate', ttl: -30 },
  }),
  row('9111, 1.2.2', 'more seconds than fit are very many', {
    ...{ said: { ...dated, 'cache-control': 'max-age=99999999999999999999' }, after: 1 },
    ...{ use: 'fresh', ttl: 2_147_483_647 },
  }),
  row('9111, 4.2.1', 'Expires counts from Date', {
    ...{ said: { ...dated, expires: MINUTE_LATER }, after: 59, use: 'fresh', ttl: 1 },
  }),
  row('9111, 4.2.1', 'and from when it came where there is no Date', {
    ...{ said: { expires: MINUTE_LATER }, after: 59, use: 'fresh', ttl: 1 },
  }),
  row('9111, 5.3', 'a date that is none is in the past', {
    ...{ said: { ...dated, expires: '0' }, use: 'revalidate', ttl: 0 },
  }),
  row('9111, 5.3', 'also -1, which servers like to send', {
    ...{ said: { ...dated, expires: '-1' }, use: 'revalidate', ttl: 0 },
  }),
  row('9110, 5.6.7', 'a date in the form of RFC 850', {
    ...{ said: { ...dated, expires: 'Thursday, 01-Jan-26 12:01:00 GMT' }, use: 'fresh', ttl: 60 },
  }),
  row('9110, 5.6.7', 'a date in the form of asctime', {
    ...{ said: { ...dated, expires: 'Thu Jan  1 12:01:00 2026' }, use: 'fresh', ttl: 60 },
  }),
  row('9110, 5.6.7', 'a date in another zone is none', {
    ...{ said: { ...dated, expires: 'Thu, 01 Jan 2026 13:01:00 CET' }, use: 'revalidate', ttl: 0 },
  }),
  row('9110, 5.6.7', 'nor is a day that the month does not have', {
    ...{ said: { ...dated, expires: 'Sat, 31 Feb 2026 12:00:00 GMT' }, use: 'revalidate', ttl: 0 },
  }),
  row('9111, 4.2.2', 'what says nothing is fresh for our 30 seconds', {
    ...{ said: dated, after: 29, use: 'fresh', ttl: 1 },
  }),
  row('9111, 4.2.2', 'and no longer', { said: dated, after: 30, use: 'revalidate', ttl: 0 }),
  row('9111, 4.2.2', 'a heuristic does not overrule what is said', {
    ...{ said: { ...dated, 'cache-control': 'max-age=0' }, after: 1, use: 'revalidate', ttl: -1 },
  }),
  row('9111, 4.2.2', 'there is none for a status that does not allow it', {
    ...{ status: 202, said: { ...dated, 'cache-control': 'private' }, use: 'revalidate', ttl: 0 },
  }),
  row('8246, 2', 'immutable is fresh for its lifetime, and stale afterwards', {
    ...{ said: { ...dated, 'cache-control': 'max-age=60, immutable' }, after: 60 },
    ...{ use: 'revalidate' },
  }),

  // How old it is
  row('9111, 4.2.3', 'Age is what other caches had it for', {
    ...{ said: { ...minute, age: '50' }, after: 9, use: 'fresh', age: 59 },
  }),
  row('9111, 4.2.3', 'and can end its life at once', {
    ...{ said: { ...minute, age: '60' }, use: 'revalidate', age: 60 },
  }),
  row('9111, 4.2.3', 'the time on the way counts', {
    ...{ said: { 'cache-control': 'max-age=60' }, delay: 8, after: 2, use: 'fresh', age: 10 },
  }),
  row('9111, 4.2.3', 'on top of what others had it for', {
    ...{ said: { 'cache-control': 'max-age=60', age: '20' }, delay: 8, use: 'fresh', age: 28 },
  }),
  row('9111, 4.2.3', 'a Date that is older than Age says counts', {
    ...{ said: { ...minute, age: '1', date: 'Thu, 01 Jan 2026 11:59:30 GMT' }, use: 'fresh' },
    age: 30,
  }),
  row('9111, 4.2.3', 'a Date of the future makes nothing younger', {
    ...{ said: { ...minute, date: 'Thu, 01 Jan 2026 13:00:00 GMT' }, after: 10 },
    ...{ use: 'fresh', age: 10 },
  }),
  row('9110, 6.6.1', 'without a Date it was made when it came', {
    ...{ said: { 'cache-control': 'max-age=60' }, after: 10, use: 'fresh', age: 10 },
  }),
  row('9111, 5.1', 'an Age that is none is nothing', {
    ...{ said: { ...minute, age: 'old' }, after: 10, use: 'fresh', age: 10 },
  }),
];
