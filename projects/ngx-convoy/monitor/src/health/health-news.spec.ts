import fc from 'fast-check';
import type { HealthCheck } from './health-check';
import { type CheckNews, type HealthNews, isHealthNews } from './health-news';

const check: HealthCheck = {
  ...{ key: 'orders/1', service: 'orders', instance: '1', at: 5, durationMs: 7 },
  answer: {
    status: 'warn',
    output: 'disk',
    format: 'health+json',
    evidence: undefined,
    checks: [{ name: 'disk', status: 'warn', affectedEndpoints: ['/uploads/{id}'] }],
  },
};
const told: CheckNews = {
  key: 'orders/1',
  url: 'http://a.test/health',
  health: 'warn',
  phase: 'up',
  toldAt: 5,
  dueAt: 15_000,
  check,
};
const news = {
  kind: 'checks',
  isFull: true,
  isHidden: false,
  selfOffline: undefined,
  checks: [told, { ...told, check: undefined, dueAt: Infinity, health: 'unknown' }],
} as const satisfies HealthNews;

const heard: readonly HealthNews[] = [
  news,
  { ...news, checks: [], selfOffline: { reason: 'no network', since: 5 } },
  { kind: 'ask' },
  { kind: 'looks', tab: 'a', until: 5 },
  { kind: 'probe', service: undefined },
  { kind: 'probe', service: 'orders' },
  { kind: 'suspect', service: 'orders', instance: undefined },
];

const unheard: readonly (readonly [title: string, data: unknown])[] = [
  ['nothing', undefined],
  ['a text', 'checks'],
  ['another kind', { kind: 'dance' }],
  ['a list in the place of an object', [news]],
  ['a flag that is none', { ...news, isFull: 1 }],
  ['checks that are no list', { ...news, checks: told }],
  ['a key that is no text', { ...news, checks: [{ ...told, key: 7 }] }],
  ['a health that nobody knows', { ...news, checks: [{ ...told, health: 'fine' }] }],
  ['a phase that nobody knows', { ...news, checks: [{ ...told, phase: 'sideways' }] }],
  ['a time that is none', { ...news, checks: [{ ...told, toldAt: NaN }] }],
  ['a check without an answer', { ...news, checks: [{ ...told, check: { ...check, answer: 5 } }] }],
  [
    'a part without a status',
    {
      ...news,
      checks: [
        { ...told, check: { ...check, answer: { ...check.answer, checks: [{ name: 'a' }] } } },
      ],
    },
  ],
  ['a finding without a reason', { ...news, selfOffline: { since: 5 } }],
  ['a look without an end', { kind: 'looks', tab: 'a', until: Infinity }],
  ['a suspicion about nobody', { kind: 'suspect' }],
];

describe('isHealthNews', () => {
  for (const each of heard) {
    it(`hears ${JSON.stringify(each).slice(0, 60)}, as it comes out of a channel`, () => {
      expect(isHealthNews(structuredClone(each))).toBeTrue();
    });
  }

  for (const [title, data] of unheard) {
    it(`passes over ${title}`, () => {
      expect(isHealthNews(data)).toBeFalse();
    });
  }

  it('never throws, whatever another version says', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        expect(typeof isHealthNews(data)).toBe('boolean');
        expect(typeof isHealthNews({ kind: 'checks', checks: [data] })).toBe('boolean');
      }),
    );
  });
});
