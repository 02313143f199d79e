import { fingerprintOf, type Labels } from './labels';

describe('fingerprintOf', () => {
  // As Alertmanager 0.25 gave them.
  const rows: readonly [string, Labels, string][] = [
    [
      'several labels',
      { alertname: 'down', service: 'orders', severity: 'critical' },
      '9a1937be6411e204',
    ],
    ['text of any length in UTF-8', { alertname: 'é€😀', service: 'a' }, '4b8ceccbb4f69491'],
    ['no regard to order', { service: 'a', alertname: 'é€😀' }, '4b8ceccbb4f69491'],
    ['none to empty labels', { alertname: 'é€😀', empty: '', service: 'a' }, '4b8ceccbb4f69491'],
  ];
  for (const [what, labels, fingerprint] of rows) {
    it(`has ${what}`, () => expect(fingerprintOf(labels)).toBe(fingerprint));
  }

  it('tells a name from a value', () => {
    expect(fingerprintOf({ a: 'bc' })).not.toBe(fingerprintOf({ ab: 'c' }));
  });
});
