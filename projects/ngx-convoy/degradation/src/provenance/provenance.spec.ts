import { HttpHeaders, HttpResponse } from '@angular/common/http';
import { markHeaders, provenanceOf, type Substitute } from './provenance';

const NOON = Date.UTC(2026, 0, 1, 12);

function mark(changes: Partial<Substitute> = {}): Substitute {
  return { source: 'stale', at: NOON, reason: 'circuit open', service: 'pricing', ...changes };
}

describe('markHeaders', () => {
  const statuses: readonly [string, Substitute, HttpHeaders, string][] = [
    [
      'a last good answer is a hit that lives no more (RFC 9211, 2.1 and 2.4)',
      mark(),
      new HttpHeaders(),
      'convoy; hit; ttl=-180; detail="circuit open"; convoy-source=stale; convoy-service="pricing"',
    ],
    [
      'one that its service called fresh for longer still lives',
      mark(),
      new HttpHeaders({ 'Cache-Control': 'private, max-age=600' }),
      'convoy; hit; ttl=420; detail="circuit open"; convoy-source=stale; convoy-service="pricing"',
    ],
    [
      'a fixed value is a hit without a life',
      mark({ source: 'static', at: NOON + 180_000 }),
      new HttpHeaders(),
      'convoy; hit; detail="circuit open"; convoy-source=static; convoy-service="pricing"',
    ],
    [
      'an answer of another service was forwarded (RFC 9211, 2.2)',
      mark({ source: 'failover', at: NOON + 180_000 }),
      new HttpHeaders(),
      'convoy; fwd=bypass; detail="circuit open"; convoy-source=failover; convoy-service="pricing"',
    ],
  ];
  for (const [title, substitute, headers, status] of statuses) {
    it(title, () => {
      const marked = markHeaders(headers, substitute, NOON + 180_000);
      expect(marked.get('Cache-Status')).toBe(status);
    });
  }

  it('says when the data was good and how old it is', () => {
    const headers = markHeaders(new HttpHeaders({ Date: 'long ago' }), mark(), NOON + 61_999);
    expect(headers.get('Date')).toBe('Thu, 01 Jan 2026 12:00:00 GMT');
    expect(headers.get('Age')).toBe('61');
  });

  it('says nothing below zero when the clock was set back', () => {
    expect(markHeaders(new HttpHeaders(), mark(), NOON - 5_000).get('Age')).toBe('0');
  });
});

describe('provenanceOf', () => {
  const marks: readonly Substitute[] = [
    mark(),
    mark({ source: 'static', reason: 'http 503' }),
    mark({ source: 'failover', reason: 'no answer, answered by "b\\c"', service: 'ä' }),
  ];
  for (const each of marks) {
    it(`reads back what was marked: ${each.source}`, () => {
      const headers = markHeaders(new HttpHeaders(), each, NOON + 1_000);
      const service = encodeURIComponent(each.service);
      expect(provenanceOf({ headers })).toEqual({ ...each, service });
    });
  }

  it('reads it from a clone, behind what a cache on the way has said', () => {
    const theirs = new HttpHeaders({ 'Cache-Status': 'cdn; hit; detail="a, b"' });
    const response = new HttpResponse({ headers: markHeaders(theirs, mark(), NOON) });
    expect(provenanceOf(response.clone({ body: 1 }))).toEqual(mark());
    expect(response.headers.get('Cache-Status')).toMatch(/^cdn; hit; detail="a, b", convoy; hit;/);
  });

  it('takes an answer without our mark for live', () => {
    const headers = new HttpHeaders({
      'Cache-Status': 'cdn; hit; ttl=9',
      Date: 'Thu, 01 Jan 2026 12:00:00 GMT',
    });
    const live = { source: 'live', reason: '', service: undefined } as const;
    expect(provenanceOf({ headers })).toEqual({ ...live, at: NOON });
    expect(provenanceOf({ headers: new HttpHeaders() })).toEqual({ ...live, at: undefined });
  });
});
