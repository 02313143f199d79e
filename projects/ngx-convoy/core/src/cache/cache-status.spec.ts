import { formatCacheStatus, type CacheStatus } from './cache-status';

describe('Cache-Status', () => {
  const rows: readonly [string, CacheStatus, string][] = [
    ['RFC 9211, 2.1: a hit', { hit: true }, 'convoy; hit'],
    ['RFC 9211, 2.4: seconds left', { hit: true, ttl: 30 }, 'convoy; hit; ttl=30'],
    ['RFC 9211, 2.4: whole ones', { hit: true, ttl: 30.9 }, 'convoy; hit; ttl=30'],
    ['RFC 9211, 2.4: below zero when stale', { hit: true, ttl: -42 }, 'convoy; hit; ttl=-42'],
    [
      'RFC 9211, 2.2, 2.3 and 2.5: asked because nothing was kept, and kept now',
      { fwd: 'uri-miss', fwdStatus: 200, stored: true },
      'convoy; fwd=uri-miss; fwd-status=200; stored',
    ],
    [
      'RFC 9211, 2.6: along with others',
      { fwd: 'miss', collapsed: true },
      'convoy; fwd=miss; collapsed',
    ],
    [
      'RFC 9211, 2.8 and RFC 8941, 3.3.3: words in ASCII, escaped',
      { hit: true, detail: 'a "b\\c" ä' },
      'convoy; hit; detail="a \\"b\\\\c\\" %C3%A4"',
    ],
    [
      'RFC 9211, 4: parameters of our own',
      { hit: true, tokens: { 'convoy-source': 'stale' }, strings: { 'convoy-service': 's' } },
      'convoy; hit; convoy-source=stale; convoy-service="s"',
    ],
  ];
  for (const [title, status, text] of rows) {
    it(title, () => {
      expect(formatCacheStatus('convoy', status)).toBe(text);
    });
  }
});
