import { someAlert } from './alert.fixture.spec';
import { Inhibitions } from './inhibition';
import type { LabelMatcher } from './label-matcher';

const severity = (value: string): readonly LabelMatcher[] => [
  { name: 'severity', operator: '=', value },
];

describe('Inhibitions', () => {
  const critical = someAlert({ rule: 'down', severity: 'critical' });
  const mild = someAlert();
  const elsewhere = someAlert({ service: 'users' });
  const inhibitions = new Inhibitions([
    { source: severity('critical'), target: severity('warning'), equal: ['service', 'zone'] },
  ]);

  it('silence the target while a source with the same labels fires', () => {
    expect(inhibitions.of(mild.labels, [critical, mild])).toEqual([critical]);
    expect(inhibitions.of(elsewhere.labels, [critical])).toEqual([]);
    expect(inhibitions.of(critical.labels, [critical, mild])).toEqual([]);
  });

  it('take a label that both lack as equal, and one that only one lacks as different', () => {
    const zoned = someAlert({ rule: 'down', severity: 'critical' }, { zone: 'b' });
    expect(inhibitions.of(mild.labels, [zoned])).toEqual([]);
    expect(inhibitions.of({ ...mild.labels, zone: 'b' }, [zoned])).toEqual([zoned]);
  });

  it('do not let alerts silence themselves or each other', () => {
    const all: readonly LabelMatcher[] = [{ name: 'service', operator: '=~', value: '.+' }];
    const circle = new Inhibitions([{ source: all, target: all }]);
    expect(circle.of(mild.labels, [mild, critical])).toEqual([]);
  });
});
