import { ServiceMatcher } from './service-matcher';

describe('ServiceMatcher', () => {
  function matcher(): ServiceMatcher {
    const result = new ServiceMatcher();
    result.add('orders', ['/api/orders', 'https://api.example.com/orders/']);
    result.add('archive', ['/api/orders/archive']);
    return result;
  }

  const rows: readonly { url: string; service: string | undefined; path?: string }[] = [
    { url: '/api/orders', service: 'orders', path: '' },
    { url: '/api/orders/42?expand=1', service: 'orders', path: '/42?expand=1' },
    { url: '/api/orders?page=2', service: 'orders', path: '?page=2' },
    { url: '/api/orders#top', service: 'orders', path: '#top' },
    { url: '/api/orders-archive', service: undefined },
    { url: '/api/orders/archive/7', service: 'archive', path: '/7' },
    { url: '/api/orders/archived', service: 'orders', path: '/archived' },
    { url: 'https://api.example.com/orders/1', service: 'orders', path: '/1' },
    { url: 'https://api.example.com/other', service: undefined },
    { url: 'service://orders/42', service: 'orders', path: '/42' },
    { url: 'service://orders?page=2', service: 'orders', path: '?page=2' },
    { url: 'service://orders', service: 'orders', path: '' },
    { url: 'service://nobody/42', service: undefined },
    { url: '/assets/logo.svg', service: undefined },
    { url: '', service: undefined },
  ];
  for (const row of rows) {
    it(`gives '${row.url}' to ${row.service ?? 'nobody'}`, () => {
      const match = matcher().match(row.url);
      expect(match?.service).toBe(row.service);
      expect(match?.path).toBe(row.path);
    });
  }

  it('forgets a removed service and all its prefixes', () => {
    const subject = matcher();
    subject.remove('orders');
    expect(subject.match('/api/orders/1')).toBeUndefined();
    expect(subject.match('service://orders/1')).toBeUndefined();
    expect(subject.match('/api/orders/archive/1')?.service).toBe('archive');
  });

  it('knows who holds a prefix, with or without its last slash', () => {
    expect(matcher().ownerOf('/api/orders/')).toBe('orders');
    expect(matcher().ownerOf('/api')).toBeUndefined();
  });
});
