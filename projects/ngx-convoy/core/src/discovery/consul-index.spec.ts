import { nextConsulIndex } from './consul-index';

describe('nextConsulIndex', () => {
  const rows: readonly {
    title: string;
    previous?: number;
    header: string | null;
    next?: number;
  }[] = [
    { title: 'takes the first index', header: '7', next: 7 },
    { title: 'moves forwards', previous: 7, header: '9', next: 9 },
    { title: 'stays when nothing changed', previous: 7, header: '7', next: 7 },
    { title: 'is reset when the index goes backwards', previous: 7, header: '3' },
    { title: 'does not block on zero', header: '0' },
    { title: 'does not block without a header', previous: 7, header: null },
    { title: 'does not block on rubbish', header: 'soon' },
    { title: 'does not block on a fraction', header: '1.5' },
  ];
  for (const row of rows) {
    it(row.title, () => {
      expect(nextConsulIndex(row.previous, row.header)).toBe(row.next);
    });
  }
});
